from __future__ import annotations

from typing import Any

import pytest
from edit_requests import area, message, put, typed
from emulator_clients import Person


def reply(person: Person, sheet_id: str, name: str, **body: Any) -> Any:
    answer = person.batch(sheet_id, {name: body})
    answer.raise_for_status()
    return answer.json()["replies"][0].get(name)


def test_blanks_are_trimmed_and_counted(owner: Person, sheet_id: str) -> None:
    params = {"valueInputOption": "RAW"}
    rows = [["  บ้าน   เหนือ\n", "พอดี"], [" =1+1", 5], ["   ", "x\ty"]]
    owner.sheets("PUT", f"/{sheet_id}/values/A1", params=params, json={"values": rows})
    assert reply(owner, sheet_id, "trimWhitespace", range=area(0, 3, 0, 2)) == {"cellsChangedCount": 4}
    assert typed(owner, sheet_id) == [["บ้าน เหนือ", "พอดี"], ["=1+1", 5], ["", "x y"]]
    shown = owner.sheets("GET", f"/{sheet_id}/values/A2").json()["values"]
    assert shown == [["=1+1"]]


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ({"delimiterType": "COMMA"}, ["a;b", 1]),
        ({"delimiterType": "SEMICOLON"}, ["a", "b,1"]),
        ({"delimiterType": "CUSTOM", "delimiter": "b"}, ["a;", ",1"]),
        ({}, ["a;b", 1]),
    ],
)
def test_text_is_split_into_columns(
    owner: Person, sheet_id: str, options: dict[str, str], parts: list[Any]
) -> None:
    put(owner, sheet_id, [["a;b,1", "", "เดิม"]])
    reply(owner, sheet_id, "textToColumns", source=area(0, 1, 0, 1), **options)
    assert typed(owner, sheet_id) == [[*parts, "เดิม"]]


def test_splitting_widens_the_sheet(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["1,2,3"]], "Z1")
    reply(owner, sheet_id, "textToColumns", source=area(0, 1, 25, 26))
    assert typed(owner, sheet_id, "Z1:AB1") == [[1, 2, 3]]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"source": area(0, 1, 0, 2)}, "exactly one column"),
        ({"source": area(0, 1, 0, 1), "delimiterType": "CUSTOM"}, "delimiter must be set"),
        ({"source": area(0, 1, 0, 1), "delimiter": ","}, "delimiter may only be set"),
    ],
)
def test_a_wrong_split_is_refused(owner: Person, sheet_id: str, body: dict[str, Any], problem: str) -> None:
    assert problem in message(owner, sheet_id, {"textToColumns": body})


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"find": "google"}, ["XX Sheets", "XX Docs", '=LEN("google")']),
        ({"find": "google", "matchCase": True}, ["Google Sheets", "Google Docs", '=LEN("google")']),
        ({"find": "google docs", "matchEntireCell": True}, ["Google Sheets", "XX", '=LEN("google")']),
        ({"find": "google", "includeFormulas": True}, ["XX Sheets", "XX Docs", '=LEN("XX")']),
    ],
)
def test_text_is_found_as_asked(
    owner: Person, sheet_id: str, options: dict[str, Any], left: list[str]
) -> None:
    put(owner, sheet_id, [["Google Sheets", "Google Docs", '=LEN("google")']])
    reply(owner, sheet_id, "findReplace", replacement="XX", sheetId=0, **options)
    assert typed(owner, sheet_id) == [left]


def test_groups_of_a_pattern_are_put_back(owner: Person, sheet_id: str) -> None:
    """The example of Google's own description of searchByRegex."""
    put(owner, sheet_id, [["Google Sheets"], ["Google Docs"]])
    pattern = {"find": "o.* (.*)", "replacement": "$1 Rocks", "searchByRegex": True, "matchCase": True}
    found = reply(owner, sheet_id, "findReplace", allSheets=True, **pattern)
    assert typed(owner, sheet_id) == [["GSheets Rocks"], ["GDocs Rocks"]]
    assert found == {"valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 2}


def test_where_to_look_is_said_once(owner: Person, sheet_id: str) -> None:
    both = {"find": "x", "replacement": "y", "sheetId": 0, "allSheets": True}
    assert "Exactly one of" in message(owner, sheet_id, {"findReplace": both})
    assert "Exactly one of" in message(owner, sheet_id, {"findReplace": {"find": "x"}})
