"""The owner moves things between our reading and our writing: what we hit comes back, and says so."""

from collections.abc import Iterator
from typing import Any

import pytest

from .card_form import FORM, REASON, ROUND, write_card_form
from .test_card import RED, RESTORED, school
from .world import World, at, fill, place, text, world

OWN_NOTE = "ของครู"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("moved")
    with world(home, FORM, ROUND, write_card_form(home / "forms"), "card") as found:
        yield found


@pytest.fixture
def card(made: World) -> World:
    """Swept once, with every answer given and one of them wrong."""
    made.begin()
    for name, typed in {"boys": "12", "girls": "มาก", "teachers": "7", "rooms": "4"}.items():
        assert made.do(school(name, typed))
    made.sweep()
    return made


def cell(card: World, name: str, role: str = "#value") -> dict[str, Any]:
    drawn = card.drawn()
    row, column = place(drawn, name), place(drawn, role)
    assert row and column
    return at(drawn, row[0], column[1])


def owner(do: str, **more: Any) -> dict[str, Any]:
    return {"user": "owner", "do": do, **more}


MOVED = [owner("insertColumns", at=2), owner("moveColumns", at=2, to=5)]
"""The answers come to stand where the status or the message stood."""


@pytest.mark.parametrize("moved", MOVED, ids=lambda edit: edit["do"])
def test_a_value_we_wrote_over_comes_back_with_a_word(card: World, moved: Any) -> None:
    card.do(school("boys", "มากมาย"))
    card.sweep([moved])
    assert text(cell(card, "boys")) != "มากมาย"
    card.settle()
    assert text(cell(card, "boys")) == "มากมาย" and RESTORED in cell(card, "boys")["note"]
    assert text(cell(card, "rooms")) == "4" and "note" not in cell(card, "rooms")


def test_what_was_typed_in_between_is_replaced_by_what_was_read_and_said(card: World) -> None:
    card.do(school("boys", "มากมาย"))
    card.sweep([school("boys", "15"), owner("insertColumns", at=2)])
    card.settle()
    assert text(cell(card, "boys")) == "มากมาย" and "“มากมาย” คืนให้แล้ว" in cell(card, "boys")["note"]


def test_the_word_goes_when_the_school_types_again(card: World) -> None:
    card.do(school("boys", "มากมาย"))
    card.sweep([owner("insertColumns", at=2)])
    card.settle()
    assert text(cell(card, "boys")) == "มากมาย" and RESTORED in cell(card, "boys").get("note", "")
    card.do(school("boys", "14"))
    card.settle()
    assert (cell(card, "boys").get("note", ""), fill(cell(card, "boys"))) == ("", "")


def test_a_note_of_the_teacher_that_we_wrote_over_comes_back(card: World) -> None:
    drawn = card.drawn()
    row, column = place(drawn, "rooms"), place(drawn, "#value")
    assert row and column
    start = {"sheetId": card.sheet_id, "rowIndex": row[0], "columnIndex": column[1]}
    body = {"start": start, "rows": [{"values": [{"note": OWN_NOTE}]}], "fields": "note"}
    card.owner.batch(card.file.file_id, {"updateCells": body})
    card.do(school("teachers", "เยอะ"))
    card.sweep([owner("moveRows", at={"code": "rooms"}, to={"code": "teachers"})])
    card.settle()
    assert cell(card, "rooms").get("note") == OWN_NOTE
    assert fill(cell(card, "rooms")) == "" and fill(cell(card, "teachers")) == RED


def test_codes_that_we_wrote_over_are_restored(card: World) -> None:
    card.do(school("rooms", "หลาย"))
    card.sweep([owner("moveColumns", at=0, to=5)])
    card.settle()
    assert fill(cell(card, "rooms")) == RED and text(cell(card, "boys")) == "12"


def test_a_sweep_killed_right_after_its_write_is_put_right_by_the_next(
    card: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    google, write = card.service.google, card.service.google.write
    card.do(school("boys", "มากมาย"))

    def killed(file_id: str, *rest: Any) -> Any:
        card.do(owner("insertColumns", at=2))
        write(file_id, *rest)
        raise KeyboardInterrupt

    monkeypatch.setattr(google, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        card.sweep()
    monkeypatch.setattr(google, "write", write)
    card.settle()
    assert text(cell(card, "boys")) == "มากมาย" and text(cell(card, "rooms")) == "4"
    assert fill(cell(card, "boys")) == RED


def test_words_of_a_persons_own_column_are_left_alone(card: World) -> None:
    drawn = card.drawn()
    row = place(drawn, "rooms")
    assert row
    card.do(owner("insertColumns", at=7))
    card.do({"user": "owner", "do": "type", "row": row[0], "column": 7, "text": "✔ ผ่าน"})
    card.do(school("boys", "มากมาย"))
    card.sweep([owner("insertColumns", at=2)])
    card.settle()
    assert text(at(card.drawn(), row[0], 8)) == "✔ ผ่าน"
    assert text(cell(card, "boys")) == "มากมาย"


def test_a_reason_picked_after_a_failed_write_stays(card: World) -> None:
    reason = {"user": "school", "do": "type", "column": {"code": "#reason"}, "text": REASON}
    card.do(school("books", "250"))
    card.settle()
    card.do({**reason, "row": {"code": "books"}})
    card.emulator.faults.add("503", kind="sheet_write", count=9)
    card.sweep()
    card.do({**reason, "row": {"code": "rooms"}})
    card.do(school("remark", REASON))
    card.settle()
    assert text(cell(card, "rooms", "#reason")) == REASON
    assert text(cell(card, "remark")) == REASON and "note" not in cell(card, "remark")


def test_a_formula_that_shows_nothing_does_not_keep_the_sweep_busy(card: World) -> None:
    card.do(school("girls", "5"))
    card.do(school("remark", '=IF(1=1,"","x")'))
    card.sweep([owner("moveColumns", at=2, to=5)])
    card.settle()
    assert text(cell(card, "girls")) == "5"
