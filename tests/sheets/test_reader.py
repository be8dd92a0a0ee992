"""A school's answers are found by code and key, whatever was done to the sheet."""

from typing import Any

import pytest

from service.core.cells import BLANK, Cell
from service.sheets.grids import Spot, cell_of
from service.sheets.reader import read
from service.sheets.style import hex_of, rgb

from .drawing import (
    CARD,
    HEAD,
    ISSUES,
    SCHOOL,
    TAB,
    TABLE,
    card,
    faults,
    read_card,
    sheet,
    values,
    values_at,
)

ANSWERS = {"all": 12, "read": "๑๐", "note": None}


def test_a_card_is_read_with_places_and_reasons() -> None:
    _, found = read_card(CARD)
    assert (values(found), faults(found)) == (ANSWERS, [])
    assert found.reasons == {"all": "", "read": "ย้ายเข้า", "note": ""}
    assert values_at(found)["read"] == Spot(TAB, 6, 2)
    assert found.places["read"].status == Spot(TAB, 6, 3)
    assert found.receipt == Spot(TAB, 1, 1)


def test_rows_inserted_above_and_between_do_no_harm() -> None:
    rows = [["แถวใหม่"], *CARD[:6], ["", "หัวข้อของครู"], *CARD[6:]]
    _, found = read_card(rows)
    assert (values(found), faults(found)) == (ANSWERS, [])
    assert values_at(found)["read"] == Spot(TAB, 8, 2)


def test_rows_in_another_order_keep_their_answers() -> None:
    _, found = read_card([*CARD[:5], CARD[7], CARD[6], CARD[5]])
    assert (values(found), faults(found)) == (ANSWERS, [])


def test_moved_columns_keep_their_answers() -> None:
    order = (2, 5, 0, 3, 1, 4, 6)
    rows = [[(row + [""] * 7)[column] for column in order] for row in CARD]
    _, found = read_card(rows)
    assert (values(found), found.reasons["read"]) == (ANSWERS, "ย้ายเข้า")
    assert values_at(found)["read"] == Spot(TAB, 6, 0)
    assert faults(found) == []


def test_a_renamed_tab_with_another_id_is_found_by_its_anchor() -> None:
    reading = read({"sheets": [sheet([["อื่น"]], 1), sheet(CARD, 99, "ชื่อใหม่")]}, [card()])
    assert values(reading.submissions[0]) == ANSWERS
    assert reading.submissions[0].sheet_id == 99


def test_a_copy_of_the_tab_is_not_mistaken_for_it() -> None:
    copy = [*CARD[:5], ["all", "ทั้งหมด (คน)", 99]]
    reading = read({"sheets": [sheet(copy, 1, "สำเนา"), sheet(CARD)]}, [card()])
    assert values(reading.submissions[0]) == ANSWERS


def test_the_own_tab_is_found_though_its_anchor_was_erased() -> None:
    _, found = read_card([["", "แบบเล็ก"], *CARD[1:]])
    assert values(found) == ANSWERS


@pytest.mark.parametrize("rows", [[], [["#tidtam card small 2566-Q1"]], [*CARD[:2], *CARD[3:]]])
def test_a_tab_without_its_codes_is_named_and_nothing_is_read(rows: Any) -> None:
    _, found = read_card(rows)
    assert faults(found) == [("tab_missing", {"tab": "ข้อมูล 2566-Q1"})]
    assert found.cells == {}


def test_a_deleted_tab_is_named() -> None:
    reading = read({"sheets": [sheet([["อื่น"]], 1)]}, [card()])
    assert faults(reading.submissions[0]) == [("tab_missing", {"tab": "ข้อมูล 2566-Q1"})]


def test_a_deleted_row_is_named_and_the_others_are_read() -> None:
    _, found = read_card([row for row in CARD if row[0] != "read"])
    assert faults(found) == [("heading_missing", {"fields": "“อ่านออก”"})]
    assert values(found) == {"all": 12, "note": None}


def test_of_a_row_that_stands_twice_the_first_is_read() -> None:
    _, found = read_card([*CARD, ["read", "อ่านออก", 99]])
    assert values(found)["read"] == "๑๐"
    assert ("heading_twice", {"fields": "“อ่านออก”"}) in faults(found)


def test_changed_titles_and_headings_are_named_and_still_read() -> None:
    rows = [*CARD[:3], [*HEAD[:2], "ตอบตรงนี้", *HEAD[3:]], CARD[4], ["all", "ทั้งโรงเรียน", 12], *CARD[6:]]
    _, found = read_card(rows)
    assert values(found) == ANSWERS
    assert faults(found) == [
        ("heading_changed", {"expected": "คำตอบของโรงเรียน", "raw": "ตอบตรงนี้"}),
        ("heading_changed", {"expected": "ทั้งหมด (คน)", "raw": "ทั้งโรงเรียน"}),
    ]


def test_without_the_value_column_one_fault_is_told() -> None:
    _, found = read_card([[*row[:2], *row[3:]] for row in CARD])
    assert faults(found) == [("heading_missing", {"fields": "คอลัมน์ “คำตอบของโรงเรียน”"})]
    assert found.cells == {}


def test_a_table_is_read_by_key_and_its_reasons_from_the_issues_tab() -> None:
    rows = [TABLE[0], TABLE[1], TABLE[2], TABLE[4], TABLE[3]]
    expected = card((SCHOOL, "1099000002", "1099000003"), "table")
    reading = read({"sheets": [sheet(rows), sheet(ISSUES, 8)]}, [expected])
    first, second, third = reading.submissions
    assert values(first) == {"all": 12, "read": 10, "note": None}
    assert values_at(first)["read"] == Spot(TAB, 4, 5)
    assert first.reasons == {"read|R02": "ย้ายเข้า"} and second.reasons == {}
    assert values(second)["note"] == "ก"
    assert [code for code, _ in faults(third)] == ["row_missing"]


def test_a_moved_table_column_is_found_and_a_lost_one_named() -> None:
    rows = [[row[0], *row[4:6], *row[1:4]] if len(row) > 1 else row for row in TABLE]
    (found,) = read({"sheets": [sheet(rows)]}, [card((SCHOOL,), "table")]).submissions
    assert values(found) == {"all": 12, "read": 10}
    assert faults(found) == [("heading_missing", {"fields": "“ข้อความ”"})]


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        ({}, BLANK),
        ({"note": "โน้ต"}, BLANK),
        ({"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}, BLANK),
        ({"effectiveValue": {"numberValue": 0}, "formattedValue": "0"}, Cell(0, "0")),
        ({"effectiveValue": {"boolValue": False}, "formattedValue": "FALSE"}, Cell(False, "FALSE")),
        ({"effectiveValue": {"stringValue": "0042"}, "formattedValue": "0042"}, Cell("0042", "0042")),
        (
            {"effectiveValue": {"numberValue": 0.5}, "formattedValue": "50%", "userEnteredFormat": {"numberFormat": {"type": "PERCENT"}}},
            Cell(0.5, "50%", "PERCENT"),
        ),
        (
            {"effectiveValue": {"errorValue": {"type": "REF"}}, "formattedValue": "#REF!", "userEnteredValue": {"formulaValue": "=A1"}},
            Cell(None, "#REF!", "", "=A1", "#REF!"),
        ),
        ({"effectiveValue": {"errorValue": {"type": "N_A"}}}, Cell(None, "", "", "", "#N_A")),
    ],
)  # fmt: skip
def test_googles_cells_become_ours(raw: dict[str, Any], cell: Cell) -> None:
    assert cell_of(raw) == cell


def fill(**channels: float) -> dict[str, Any]:
    return {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": channels}}}


def test_absent_channels_of_a_colour_are_nought() -> None:
    assert hex_of(fill(red=1)) == "FF0000"
    assert hex_of(fill()) == "000000"
    assert hex_of({"userEnteredFormat": {"backgroundColor": {"green": 1}}}) == "00FF00"


def test_white_and_no_colour_are_the_same() -> None:
    assert hex_of(fill(red=1, green=1, blue=1)) == "" == hex_of({}) == hex_of({"userEnteredFormat": {}})


@pytest.mark.parametrize("colour", ["F4C7C3", "FCE8B2", "0080FF", "010203"])
def test_a_colour_comes_back_as_it_was_written(colour: str) -> None:
    assert hex_of({"userEnteredFormat": {"backgroundColorStyle": rgb(colour)}}) == colour


def test_the_content_changes_with_answers_reasons_and_places_only() -> None:
    base = read_card(CARD)[0].content_hash()
    answered = [*CARD[:5], [*CARD[5][:3], "✔ ผ่าน", "", "", ""], *CARD[6:]]
    assert read_card(answered)[0].content_hash() == base
    for changed in (
        [*CARD[:5], ["all", "ทั้งหมด (คน)", 13], *CARD[6:]],
        [*CARD[:6], [*CARD[6][:5], "อื่น", ""], CARD[7]],
        [*CARD[:5], ["แทรก"], *CARD[5:]],
    ):
        assert read_card(changed)[0].content_hash() != base
