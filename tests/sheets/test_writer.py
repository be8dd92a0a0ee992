"""What is written into a sheet: only what differs, and never over what is not ours."""

from typing import Any

import pytest

from service.core.answers import NOTE_MARK, CellAnswer
from service.sheets.grids import Spot
from service.sheets.reader import read
from service.sheets.style import rgb
from service.sheets.writer import FORMER_NOTE, Plan, Want, differing, plan, requests, strays

from .drawing import CARD, TAB, TABLE, card, read_card, sheet

RED, NOTE = "F4C7C3", NOTE_MARK + "แก้"
GOOD = CellAnswer("", "", "✔ ผ่าน", "D9EAD3", "")
BAD = CellAnswer(RED, NOTE, "✖ ต้องแก้", RED, "แก้")
NOTHING = Want()


def painted(fill: str = "", note: str = "", value: Any = "x") -> dict[str, Any]:
    raw: dict[str, Any] = {"effectiveValue": {"stringValue": value}, "formattedValue": value}
    if fill:
        raw["userEnteredFormat"] = {"backgroundColorStyle": rgb(fill)}
    return raw | ({"note": note} if note else {})


def planned(read_cell: Any, answer: CellAnswer, former: dict[str, tuple[str, str]] | None = None) -> Plan:
    """The plan for a card whose cell ``read`` looks like this."""
    rows = [*CARD[:6], ["read", "อ่านออก", read_cell, "", "", "", ""], CARD[7]]
    reading, submission = read_card(rows)
    answers = {"all": GOOD, "read": answer, "note": GOOD}
    return plan(reading, submission, answers, Want(text="ครบ"), NOTHING, former or {})


VALUE = Spot(TAB, 6, 2)


def test_a_wrong_cell_is_filled_and_its_former_look_remembered() -> None:
    made = planned(painted("FFFF00", "ของครู"), BAD)
    assert made.wants[VALUE] == Want(fill=RED, note=NOTE + FORMER_NOTE + "ของครู")
    assert made.marked == {"read": ("FFFF00", "ของครู")}
    assert made.unmarked == frozenset()


def test_the_former_look_comes_back_when_our_mark_goes() -> None:
    made = planned(painted(RED, NOTE), GOOD, {"read": ("FFFF00", "ของครู")})
    assert made.wants[VALUE] == Want(fill="FFFF00", note="ของครู")
    assert (made.marked, made.unmarked) == ({}, {"read"})


def test_a_mark_that_stays_keeps_what_was_remembered() -> None:
    made = planned(painted(RED, NOTE), BAD, {"read": ("FFFF00", "ของครู")})
    assert made.wants[VALUE] == Want(fill=RED, note=NOTE + FORMER_NOTE + "ของครู")
    assert made.marked == {"read": ("FFFF00", "ของครู")} and made.unmarked == frozenset()


def test_a_mark_of_ours_that_was_pasted_is_no_former_look() -> None:
    assert planned(painted(RED, NOTE_MARK + "อื่น"), BAD).marked == {"read": ("", "")}
    assert planned(painted(RED, NOTE_MARK + "อื่น"), GOOD).wants[VALUE] == Want(fill="", note="")


def test_a_good_cell_in_the_teachers_colour_is_left_alone() -> None:
    assert VALUE not in planned(painted("FFFF00", "ของครู"), GOOD).wants


def test_our_mark_pasted_elsewhere_is_cleared() -> None:
    reading, _ = read_card([*CARD, ["", "", painted(RED, NOTE)]])
    assert strays(reading, {}) == {Spot(TAB, 8, 2): Want(fill="", note="")}
    assert strays(reading, {Spot(TAB, 8, 2): Want(fill=RED, note=NOTE)}) == {}
    assert strays(reading, {Spot(TAB, 8, 2): Want(text="ผ่าน")}) == {
        Spot(TAB, 8, 2): Want(text="ผ่าน", note="")
    }


def wanted(*rows: list[Any], **wants: Want) -> list[dict[str, Any]]:
    """The requests for wants given by place, like r0c2=Want(…)."""
    reading = read({"sheets": [sheet(rows)]}, [card()])
    spots = {Spot(TAB, *map(int, name[1:].split("c"))): want for name, want in wants.items()}
    return requests(differing(reading.grids, spots))


def test_what_already_stands_there_is_not_written() -> None:
    assert (
        wanted(
            ["ผ่าน", painted(RED, NOTE)], r0c0=Want(text="ผ่าน"), r0c1=Want(fill=RED, note=NOTE), r1c0=NOTHING
        )
        == []
    )
    assert wanted([""], r0c0=Want(text="", fill="", note=""), r9c9=Want(text="")) == []


def test_a_fill_is_never_written_without_the_words_that_tell_it_is_ours() -> None:
    (one,) = wanted([painted(RED, "เก่า")], r0c0=Want(fill=RED, note=NOTE))
    assert one["updateCells"]["fields"] == "userEnteredFormat.backgroundColorStyle,note"
    (other,) = wanted(["ผ่าน"], r0c0=Want(text="ผ่าน", fill=RED))
    assert other["updateCells"]["fields"] == "userEnteredValue,userEnteredFormat.backgroundColorStyle"


def test_cells_below_each_other_are_written_together() -> None:
    text = Want(text="ผ่าน")
    made = wanted([""], r1c3=text, r2c3=text, r3c3=text, r5c3=text, r2c4=text)
    starts = [
        (one["updateCells"]["start"]["rowIndex"], one["updateCells"]["start"]["columnIndex"]) for one in made
    ]
    assert starts == [(1, 3), (5, 3), (2, 4)]
    assert [len(one["updateCells"]["rows"]) for one in made] == [3, 1, 1]


def test_cells_that_differ_in_other_ways_are_not_mixed() -> None:
    made = wanted([""], r0c0=Want(text="ก"), r1c0=Want(fill=RED), r2c0=Want(text="ข"))
    assert sorted(one["updateCells"]["fields"] for one in made) == [
        "userEnteredFormat.backgroundColorStyle",
        "userEnteredValue",
        "userEnteredValue",
    ]


def test_clearing_writes_empty_cells() -> None:
    (one,) = wanted([painted(RED, NOTE)], r0c0=Want(text="", fill="", note=""))
    assert one["updateCells"]["rows"] == [{"values": [{}]}]
    assert one["updateCells"]["fields"] == "userEnteredValue,userEnteredFormat.backgroundColorStyle,note"


@pytest.mark.parametrize(
    "text", ["=1+1", "+66", "-5", "@ก", "'0042", "=HYPERLINK(“x”)", "{=A1}", "TRUE", "12"]
)
def test_a_text_never_becomes_a_formula_or_a_number(text: str) -> None:
    (one,) = wanted([""], r0c0=Want(text=text))
    assert one["updateCells"]["rows"] == [{"values": [{"userEnteredValue": {"stringValue": text}}]}]


def test_writing_what_was_wanted_leaves_nothing_to_write() -> None:
    made = planned(painted(value="สิบ"), BAD)
    rows = [list(row) + [""] * (7 - len(row)) for row in CARD]
    for spot, want in made.wants.items():
        before = rows[spot.row][spot.column]
        shown = want.text if want.text is not None else str(before)
        rows[spot.row][spot.column] = painted(want.fill or "", want.note or "", shown)
    reading, submission = read_card(rows)
    again = plan(
        reading,
        submission,
        {"all": GOOD, "read": BAD, "note": GOOD},
        Want(text="ครบ"),
        NOTHING,
        dict(made.marked),
    )
    assert differing(reading.grids, again.wants) == []


def test_each_row_of_a_table_gets_its_own_status() -> None:
    expected = card(("1099000001", "1099000002"), "table")
    reading = read({"sheets": [sheet(TABLE)]}, [expected])
    answers = dict.fromkeys(("all", "read", "note"), GOOD)
    rows = [
        plan(reading, item, answers, Want(text="ครบ"), Want(text="ต้องแก้", fill=RED), {}).wants
        for item in reading.submissions
    ]
    assert rows[1] == {Spot(TAB, 4, 3): Want(text="ครบ"), Spot(TAB, 4, 2): Want(text="ต้องแก้", fill=RED)}
    assert rows[0].keys() == {Spot(TAB, 3, 3), Spot(TAB, 3, 2)}
