"""Tabs as they are made: literal texts, open places, drop-downs; what is written reads back."""

from collections.abc import Iterator
from typing import Any

from service.core.register import Respondent
from service.core.rounds import open_round
from service.sheets import layout as at
from service.sheets.areas import runs
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_table import plan_issues, plan_table
from service.sheets.building import build
from service.sheets.reader import read
from service.sheets.style import styled

from .drawing import FORM, SCHOOL, TAB, card

BAN_NA = Respondent(SCHOOL, "=บ้านนา", "เหนือ")
OPENED = open_round(FORM, "2566-Q1", None)


def of_kind(requests: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [request[kind] for request in requests if kind in request]


def shown(requests: list[dict[str, Any]]) -> dict[str, Any]:
    """The tab that the requests make, as Google would answer it."""
    (block,) = of_kind(requests, "updateCells")
    rows = [
        {"values": [_shown(cell) for cell in row["values"]]} for row in block["rows"]
    ]  # fmt: skip
    return {"sheets": [{"properties": {"sheetId": TAB, "title": "x"}, "data": [{"rowData": rows}]}]}


def _shown(cell: dict[str, Any]) -> dict[str, Any]:
    value = cell.get("userEnteredValue")
    return cell | ({"effectiveValue": value, "formattedValue": value["stringValue"]} if value else {})


def made_values(requests: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in of_kind(requests, "updateCells"):
        for row in block["rows"]:
            yield from (cell["userEnteredValue"] for cell in row["values"] if "userEnteredValue" in cell)


def test_a_new_card_reads_back_without_faults_and_blank() -> None:
    made = build(plan_card(FORM, OPENED, BAN_NA, ["all"], TAB, {"all": "9"}))
    (found,) = read(shown(made), [card()]).submissions
    assert found.faults == [] and found.receipt is not None
    assert {cell.value for cell in found.cells.values()} == {None}


def test_a_new_table_reads_back_without_faults() -> None:
    made = build(plan_table(FORM, OPENED, [BAN_NA], TAB))
    (found,) = read(shown(made), [card((SCHOOL,), "table")]).submissions
    assert found.faults == [] and set(found.cells) == {"all", "read", "note"}


def test_every_text_of_a_new_tab_is_literal() -> None:
    made = [
        *build(plan_card(FORM, OPENED, BAN_NA, [], TAB, {"all": "=1"})),
        *build(plan_table(FORM, OPENED, [BAN_NA], TAB)),
        *build(plan_issues(FORM, OPENED, TAB)),
    ]
    assert all(value.keys() == {"stringValue"} for value in made_values(made))


def test_a_school_may_write_its_answers_and_reasons_only() -> None:
    (rule,) = of_kind(build(plan_card(FORM, OPENED, BAN_NA, [], TAB, {})), "addProtectedRange")
    open_areas = rule["protectedRange"]["unprotectedRanges"]
    columns = {area["startColumnIndex"] for area in open_areas}
    assert columns == {at.CARD_COLUMNS.index(at.VALUE), at.CARD_COLUMNS.index(at.REASON)}
    assert min(area["startRowIndex"] for area in open_areas) == 6  # below the head
    assert rule["protectedRange"]["range"] == {"sheetId": TAB}


def blank_rules(relevant: list[str]) -> list[str]:
    rules = of_kind(build(plan_card(FORM, OPENED, BAN_NA, relevant, TAB, {})), "addConditionalFormatRule")
    return [rule["rule"]["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]


def test_a_required_blank_is_grey_and_its_rule_holds_no_date_that_could_grow_old() -> None:
    assert blank_rules(["all"]) == ["=ISBLANK($C7)"]


def test_a_question_that_does_not_concern_the_school_is_never_coloured() -> None:
    assert blank_rules([]) == []


def test_the_round_before_is_hidden_unless_there_is_one() -> None:
    def hidden(previous: dict[str, str]) -> list[int]:
        sizes = of_kind(
            build(plan_card(FORM, OPENED, BAN_NA, [], TAB, previous)), "updateDimensionProperties"
        )
        return [
            size["range"]["startIndex"]
            for size in sizes
            if size["fields"] == "hiddenByUser" and size["range"]["dimension"] == "COLUMNS"
        ]

    assert hidden({}) == [0, 6]
    assert hidden({"all": "9"}) == [0]


def test_a_styled_cell_holds_its_own_look() -> None:
    cell = styled("=1", fill="FF0000", link="https://x.example")
    assert cell["userEnteredValue"] == {"stringValue": "=1"}
    assert cell["userEnteredFormat"]["textFormat"]["link"] == {"uri": "https://x.example"}
    assert "userEnteredValue" not in styled()


def test_neighbouring_numbers_are_taken_together() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert runs([]) == []
