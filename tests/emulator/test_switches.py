"""Each thing that is not known of Google, in each of its settings, typed and read over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import requests
from conftest import OWNER
from emulator_clients import Person

from service.emulator import Emulator, Switches
from service.emulator.switches import SwitchError, read_switches

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "service/emulator/README.md").read_text(encoding="utf-8")
Turn = Callable[..., None]


@pytest.fixture(scope="module")
def thai(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with Emulator(tmp_path_factory.mktemp("switches")) as running:
        yield running


@pytest.fixture
def turn(thai: Emulator) -> Iterator[Turn]:
    def turned(**settings: str) -> None:
        url = f"{thai.url}/_emulator/switches"
        requests.post(url, json=settings, timeout=5).raise_for_status()

    yield turned
    thai.state.turn(Switches())


@pytest.fixture
def me(thai: Emulator) -> Person:
    return Person(thai.url, thai.token_for(OWNER))


@pytest.fixture
def page(thai: Emulator, me: Person) -> str:
    """A spreadsheet under th_TH."""
    sheet_id = me.new_sheet(thai.shared_drive_id)
    locale = {"properties": {"locale": "th_TH"}, "fields": "locale"}
    me.batch(sheet_id, {"updateSpreadsheetProperties": locale}).raise_for_status()
    return sheet_id


def typed(emulator: Emulator, me: Person, sheet_id: str, text: str) -> tuple[Any, str]:
    """What a cell holds, and what it shows, after a person typed this into it."""
    body = {"sheetId": 0, "row": 0, "col": 0, "text": text, "user": "owner"}
    requests.post(f"{emulator.url}/_emulator/ui/{sheet_id}/cell", json=body, timeout=5).raise_for_status()
    found = []
    for how in ("UNFORMATTED_VALUE", "FORMATTED_VALUE"):
        params = {"valueRenderOption": how}
        found.append(me.sheets("GET", f"/{sheet_id}/values/A1", params=params).json()["values"][0][0])
    return found[0], found[1]


@pytest.mark.parametrize(
    ("setting", "text", "held", "shown"),
    [
        ("text", "๑๒", "๑๒", "๑๒"),
        ("number", "๑๒", 12, "12"),
        ("number", "๑,๒๓๔.๕๐", 1234.5, "1,234.50"),
        ("number", "๑๕/๑/๒๕๖๗", 243633, "15/1/2567"),
        ("number", "ป.๖", "ป.๖", "ป.๖"),
    ],
)
def test_thai_digits_are_text_or_numbers(
    thai: Emulator, me: Person, page: str, turn: Turn, setting: str, text: str, held: Any, shown: str
) -> None:
    turn(thai_digits=setting)
    assert typed(thai, me, page, text) == (held, shown)


@pytest.mark.parametrize(
    ("years", "two_digits", "dates", "text", "held", "shown"),
    [
        ("gregorian", "gregorian", "gregorian", "15/1/2567", 243633, "15/1/2567"),
        ("converted", "gregorian", "gregorian", "15/1/2567", 45306, "15/1/2024"),
        ("text", "gregorian", "gregorian", "15/1/2567", "15/1/2567", "15/1/2567"),
        ("converted", "gregorian", "buddhist", "15/1/2567", 45306, "15/1/2567"),
        ("converted", "gregorian", "buddhist", "15/1/2024", 45306, "15/1/2567"),
        ("gregorian", "gregorian", "buddhist", "15/1/2024", 45306, "15/1/2567"),
        ("gregorian", "gregorian", "gregorian", "29/2/2567", "29/2/2567", "29/2/2567"),
        ("converted", "gregorian", "gregorian", "29/2/2567", 45351, "29/2/2024"),
        ("gregorian", "gregorian", "gregorian", "15/1/67", 24487, "15/1/67"),
        ("gregorian", "buddhist", "gregorian", "15/1/67", 243633, "15/1/67"),
        ("converted", "buddhist", "gregorian", "15/1/67", 45306, "15/1/24"),
        ("converted", "buddhist", "buddhist", "15/1/67", 45306, "15/1/67"),
        ("converted", "gregorian", "gregorian", "2567-01-15", 45306, "2024-01-15"),
        ("text", "buddhist", "gregorian", "15/1/67", "15/1/67", "15/1/67"),
    ],
)
def test_years_are_read_and_shown_as_the_switches_say(
    thai: Emulator,
    me: Person,
    page: str,
    turn: Turn,
    years: str,
    two_digits: str,
    dates: str,
    text: str,
    held: Any,
    shown: str,
) -> None:
    turn(be_years=years, two_digit_years=two_digits, thai_dates=dates)
    assert typed(thai, me, page, text) == (held, shown)


def test_other_locales_know_no_buddhist_years(thai: Emulator, me: Person, turn: Turn) -> None:
    turn(**Switches().other().shown() | {"thai_digits": "text", "new_locale": "en_US"})
    for text, serial in (("1/15/67", 24487), ("1/15/2567", 243633)):
        assert typed(thai, me, me.new_sheet(thai.shared_drive_id), text) == (serial, text)


@pytest.mark.parametrize(("dates", "shown"), [("gregorian", "15/1/2024"), ("buddhist", "15/1/2567")])
def test_a_date_without_a_pattern_shows_the_locales_year(
    me: Person, page: str, turn: Turn, dates: str, shown: str
) -> None:
    turn(thai_dates=dates)
    cell = {
        "userEnteredValue": {"numberValue": 45306},
        "userEnteredFormat": {"numberFormat": {"type": "DATE"}},
    }
    edit = {"updateCells": {"start": {"sheetId": 0}, "rows": [{"values": [cell]}], "fields": "*"}}
    me.batch(page, edit).raise_for_status()
    assert me.sheets("GET", f"/{page}/values/A1").json()["values"] == [[shown]]


LUNCH = {
    "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "มี"}, {"userEnteredValue": "ไม่มี"}]},
    "strict": True,
}
FIRST = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}


def api_writes(me: Person, sheet_id: str, text: str) -> list[int]:
    """One text by each of the API's ways into a cell."""
    body, cell = {"values": [[text]]}, {"userEnteredValue": {"stringValue": text}}
    params = {"valueInputOption": "RAW"}
    rows = {"start": {"sheetId": 0}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    return [
        me.sheets("PUT", f"/{sheet_id}/values/A1", params=params, json=body).status_code,
        me.batch(sheet_id, {"updateCells": rows}).status_code,
        me.batch(
            sheet_id, {"repeatCell": {"range": FIRST, "cell": cell, "fields": "userEnteredValue"}}
        ).status_code,
    ]


@pytest.mark.parametrize(("setting", "code"), [("typing", 200), ("api", 400)])
def test_a_strict_rule_stops_the_api_or_not(
    me: Person, page: str, turn: Turn, setting: str, code: int
) -> None:
    me.batch(page, {"setDataValidation": {"range": FIRST, "rule": LUNCH}}).raise_for_status()
    turn(strict_rules=setting)
    assert api_writes(me, page, "อาจจะ") == [code] * 3
    assert api_writes(me, page, "ไม่มี") == [200] * 3
    assert me.sheets("POST", f"/{page}/values/A1:clear", json={}).status_code == 200


def test_a_refused_write_is_named_and_leaves_all_as_it_was(me: Person, page: str, turn: Turn) -> None:
    me.batch(page, {"setDataValidation": {"range": FIRST, "rule": LUNCH}}).raise_for_status()
    turn(strict_rules="api")
    cell = {"userEnteredValue": {"stringValue": "อาจจะ"}}
    rows = {"start": {"sheetId": 0}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    refused = me.batch(page, {"addSheet": {}}, {"updateCells": rows}).json()["error"]
    assert refused["message"].startswith(
        "Invalid requests[1].updateCells: The data you entered in cell A1 violates"
    )
    assert len(me.sheets("GET", f"/{page}").json()["sheets"]) == 1


def marked(me: Person, sheet_id: str) -> list[tuple[str, int]]:
    """Key and row of every piece of metadata."""
    body = {"dataFilters": [{"developerMetadataLookup": {"locationType": "ROW"}}]}
    found = me.sheets("POST", f"/{sheet_id}/developerMetadata:search", json=body).json()
    items = [one["developerMetadata"] for one in found.get("matchedDeveloperMetadata", [])]
    places = [
        (item["metadataKey"], item["location"]["dimensionRange"].get("startIndex", 0)) for item in items
    ]
    return sorted(places)


@pytest.fixture
def keyed(me: Person, page: str) -> str:
    """Rows b, a, c with the metadata kb, ka, kc on them."""
    params = {"valueInputOption": "RAW"}
    me.sheets("PUT", f"/{page}/values/A1", params=params, json={"values": [["b"], ["a"], ["c"]]})
    for row, key in enumerate(("kb", "ka", "kc")):
        place = {"sheetId": 0, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
        item = {"metadataKey": key, "location": {"dimensionRange": place}, "visibility": "DOCUMENT"}
        me.batch(page, {"createDeveloperMetadata": {"developerMetadata": item}}).raise_for_status()
    return page


@pytest.mark.parametrize(
    ("setting", "places"),
    [("stays", [("ka", 1), ("kb", 0), ("kc", 2)]), ("follows", [("ka", 0), ("kb", 1), ("kc", 2)])],
)
def test_metadata_stays_or_follows_its_row_when_sorted(
    me: Person, keyed: str, turn: Turn, setting: str, places: list[tuple[str, int]]
) -> None:
    turn(sorted_metadata=setting)
    area = {"sheetId": 0, "endRowIndex": 3}
    me.batch(keyed, {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0}]}}).raise_for_status()
    assert marked(me, keyed) == places


@pytest.mark.parametrize(("setting", "copies"), [("left", []), ("copied", [("kb", 4), ("kb", 5)])])
def test_metadata_is_left_or_copied_when_a_row_is_pasted(
    me: Person, keyed: str, turn: Turn, setting: str, copies: list[tuple[str, int]]
) -> None:
    turn(pasted_metadata=setting)
    source, target = {"sheetId": 0, "endRowIndex": 1}, {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 6}
    me.batch(keyed, {"copyPaste": {"source": source, "destination": target}}).raise_for_status()
    assert marked(me, keyed) == sorted([("ka", 1), ("kb", 0), ("kc", 2), *copies])


def test_a_cell_pasted_brings_no_metadata_of_its_row(me: Person, keyed: str, turn: Turn) -> None:
    turn(pasted_metadata="copied")
    target = {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    me.batch(keyed, {"copyPaste": {"source": {"sheetId": 0, **FIRST}, "destination": target}})
    assert len(marked(me, keyed)) == 3


@pytest.mark.parametrize("locale", ["en_US", "th_TH"])
def test_a_new_file_has_the_locale_of_its_account(
    thai: Emulator, me: Person, turn: Turn, locale: str
) -> None:
    turn(new_locale=locale)
    sheet_id = me.new_sheet(thai.shared_drive_id)
    found = me.sheets("GET", f"/{sheet_id}", params={"fields": "properties.locale"}).json()
    assert found == {"properties": {"locale": locale}}


def test_two_emulators_keep_their_own_switches(thai: Emulator, me: Person, page: str, tmp_path: Path) -> None:
    with Emulator(tmp_path, switches=Switches(thai_digits="number")) as other:
        them = Person(other.url, other.token_for(OWNER))
        their_page = them.new_sheet(other.shared_drive_id)
        assert typed(other, them, their_page, "๗") == (7, "7")
        assert typed(thai, me, page, "๗") == ("๗", "๗")


def test_other_turns_every_switch() -> None:
    first, other = Switches().shown(), Switches().other().shown()
    assert all(first[name] != other[name] for name in first)


@pytest.mark.parametrize("wrong", ["thai_digits=roman", "no_such=text", "thai_digits"])
def test_a_switch_that_does_not_exist_is_refused(wrong: str) -> None:
    with pytest.raises(SwitchError, match=r"no_such|thai_digits"):
        read_switches([wrong])


def test_switches_are_read_from_texts_in_order() -> None:
    found = read_switches(["other", "thai_digits=text"])
    assert (found.thai_digits, found.be_years) == ("text", "converted")


@pytest.mark.parametrize("name", [item.name for item in fields(Switches)])
def test_every_switch_is_explained_in_the_readme(name: str) -> None:
    assert f"| `{name}` |" in README
