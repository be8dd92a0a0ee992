from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from edit_requests import area, bare, cells, message, put, tab
from emulator_clients import Person

from service.emulator import conditions
from service.emulator.book import Book
from service.emulator.evaluate import Place
from service.emulator.typed import read

GREEN, WHITE = {"green": 1}, {"red": 1, "green": 1, "blue": 1}
BLUE, GREY = {"blue": 1}, {"red": 0.8, "green": 0.8, "blue": 0.8}


def holds(typed: str, kind: str, *values: str, relative: str = "") -> bool:
    """Whether a cell into which that was typed meets the condition."""
    book = Book.new("x", "x")
    value, look = read(typed, "en_US")
    cell: dict[str, Any] = {"userEnteredValue": value} if value else {}
    book.sheets[0].put(0, 0, cell | ({"userEnteredFormat": {"numberFormat": look}} if look else {}))
    given = [{"relativeDate": relative}] if relative else [{"userEnteredValue": one} for one in values]
    return conditions.holds(Place(book, book.sheets[0], 0, 0), {"type": kind, "values": given})


@pytest.mark.parametrize(
    ("typed", "kind", "values", "expected"),
    [
        ("6/9/2024", "DATE_EQ", ["2024-06-09"], True),
        ("6/9/2024", "DATE_EQ", ["=DATE(2024,6,9)"], True),
        ("6/9/2024", "DATE_BEFORE", ["6/10/2024"], True),
        ("6/9/2024", "DATE_AFTER", ["6/9/2024"], False),
        ("6/9/2024", "DATE_ON_OR_AFTER", ["6/9/2024"], True),
        ("6/9/2024", "DATE_ON_OR_BEFORE", ["6/8/2024"], False),
        ("6/9/2024", "DATE_BETWEEN", ["6/1/2024", "6/30/2024"], True),
        ("6/9/2024", "DATE_NOT_BETWEEN", ["6/1/2024", "6/30/2024"], False),
        ("6/9/2024", "DATE_IS_VALID", [], True),
        ("ไม่ใช่วันที่", "DATE_IS_VALID", [], False),
        ("ไม่ใช่วันที่", "DATE_AFTER", ["6/9/2024"], False),
        ("6/9/2024", "DATE_AFTER", ["ไม่ใช่วันที่"], False),
        ("school@obec.example", "TEXT_IS_EMAIL", [], True),
        ("school at obec", "TEXT_IS_EMAIL", [], False),
        ("https://obec.example/x", "TEXT_IS_URL", [], True),
        ("บ้าน", "TEXT_IS_URL", [], False),
        ("5", "NUMBER_BETWEEN", ["1", "5"], True),
        ("5", "NUMBER_NOT_EQ", ["5"], False),
        ("", "BLANK", [], True),
        ("Google", "TEXT_STARTS_WITH", ["goo"], True),
    ],
)
def test_a_condition_is_judged(typed: str, kind: str, values: list[str], expected: bool) -> None:
    assert holds(typed, kind, *values) is expected


@pytest.mark.parametrize(
    ("kind", "relative", "expected"),
    [
        ("DATE_EQ", "TODAY", True),
        ("DATE_BEFORE", "TOMORROW", True),
        ("DATE_AFTER", "PAST_WEEK", True),
        ("DATE_EQ", "YESTERDAY", False),
        ("DATE_BEFORE", "PAST_YEAR", False),
    ],
)
def test_a_date_may_be_relative(kind: str, relative: str, expected: bool) -> None:
    today = Book.new("x", "x").today()
    assert isinstance(today, date)
    assert holds(f"{today.month}/{today.day}/{today.year}", kind, relative=relative) is expected


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        (
            {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": "x"}]},
            "not supported for data validation",
        ),
        ({"type": "NOT_BLANK"}, "not supported for data validation"),
        ({"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}]}, "needs 2 to 2"),
        ({"type": "FILTER_EXPRESSION"}, "Unsupported ConditionType"),
        ({}, "condition with a type"),
    ],
)
def test_a_rule_google_does_not_take_is_refused(
    owner: Person, sheet_id: str, condition: dict[str, Any], problem: str
) -> None:
    rule = {"range": area(0, 1, 0, 1), "rule": {"condition": condition}}
    assert problem in message(owner, sheet_id, {"setDataValidation": rule})


def banding(**properties: Any) -> dict[str, Any]:
    return {"addBanding": {"bandedRange": {"range": area(0, 5, 0, 2), **properties}}}


BANDS = {"firstBandColor": WHITE, "secondBandColor": GREY}


def test_bands_colour_rows_in_turn(owner: Person, sheet_id: str) -> None:
    rows = {"headerColor": BLUE, "footerColor": GREEN, **BANDS}
    owner.batch(sheet_id, banding(rowProperties=rows)).raise_for_status()
    found = cells(owner, sheet_id, "A1:A5", "effectiveFormat.backgroundColor")
    assert [row[0]["effectiveFormat"]["backgroundColor"] for row in found] == [
        BLUE,
        WHITE,
        GREY,
        WHITE,
        GREEN,
    ]


def test_a_fill_of_the_cell_hides_its_band(owner: Person, sheet_id: str) -> None:
    look = {"userEnteredFormat": {"backgroundColor": GREEN}}
    fill = {"range": area(1, 2, 0, 1), "cell": look, "fields": "userEnteredFormat"}
    owner.batch(sheet_id, banding(rowProperties=BANDS), {"repeatCell": fill}).raise_for_status()
    found = cells(
        owner, sheet_id, "A2:B2", "effectiveFormat.backgroundColor,userEnteredFormat.backgroundColor"
    )
    assert [one["effectiveFormat"]["backgroundColor"] for one in found[0]] == [GREEN, GREY]
    assert "userEnteredFormat" not in found[0][1]


def test_row_headers_win_over_columns(owner: Person, sheet_id: str) -> None:
    columns = {"headerColor": GREEN, **BANDS}
    owner.batch(sheet_id, banding(rowProperties={"headerColor": BLUE, **BANDS}, columnProperties=columns))
    found = cells(owner, sheet_id, "A1:B2", "effectiveFormat.backgroundColor")
    seen = [[one["effectiveFormat"]["backgroundColor"] for one in row] for row in found]
    assert seen == [[BLUE, BLUE], [GREEN, WHITE]]


def test_bands_are_changed_and_removed_and_do_not_overlap(owner: Person, sheet_id: str) -> None:
    reply = owner.batch(sheet_id, banding(rowProperties=BANDS)).json()["replies"][0]
    banding_id = reply["addBanding"]["bandedRange"]["bandedRangeId"]
    assert "alternating background colors" in message(owner, sheet_id, banding(rowProperties=BANDS))
    change = {"bandedRangeId": banding_id, "rowProperties": {"firstBandColor": BLUE}}
    owner.batch(
        sheet_id, {"updateBanding": {"bandedRange": change, "fields": "rowProperties.firstBandColor"}}
    )
    kept = tab(owner, sheet_id, "bandedRanges(range,rowProperties)")["bandedRanges"][0]
    assert (kept["range"], kept["rowProperties"]["firstBandColorStyle"]) == (
        bare(area(0, 5, 0, 2)),
        {"rgbColor": BLUE},
    )
    owner.batch(sheet_id, {"deleteBanding": {"bandedRangeId": banding_id}}).raise_for_status()
    assert tab(owner, sheet_id, "bandedRanges") == {}


def test_a_conditional_format_lies_over_its_band(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["9"]])
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "5"}]}
    boolean = {"condition": condition, "format": {"backgroundColor": GREEN}}
    rule = {"addConditionalFormatRule": {"rule": {"ranges": [area(0, 1, 0, 1)], "booleanRule": boolean}}}
    owner.batch(sheet_id, banding(rowProperties=BANDS), rule).raise_for_status()
    found = cells(owner, sheet_id, "A1", "effectiveFormat.backgroundColor")
    assert found[0][0]["effectiveFormat"]["backgroundColor"] == GREEN
