"""Every answer is carried as a cell that is understood as the same answer again, or not at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service.core.carrying import carried, cell_for, unfinished
from service.core.cells import Cell
from service.core.entries import Entry, Status
from service.core.expressions import parse
from service.core.normalise import Context
from service.core.register import Respondent
from service.core.schema import Constraints, Field, Form
from service.definitions.build import build_form

CONTEXT = Context(2566, codes={"S1": "ความมั่นคง"}, choices=("เสร็จ", "ยัง"))
SCALE = replace(CONTEXT, choices=("ดี", "พอใช้"), scale={"ดี": 2, "พอใช้": 1})


def field(kind: str, **more: Any) -> Field:
    return Field("a", kind, "เอ", "", "", "", more.pop("choices", ()), Constraints(), None, **more)


def written(kind: str, value: Any, context: Context = CONTEXT, **more: Any) -> Any:
    cell = cell_for(field(kind, **more), Entry(Status.VALUE, value), context)
    return cell and cell.value


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("count", 1234, 1234.0),
        ("money", Decimal("0.1"), 0.1),
        ("number", Decimal("-12.50"), -12.5),
        ("percent", Decimal("82.5"), "82.5"),
        ("fiscal_year", 2566, "2566"),
        ("level", 3, "3"),
        ("date", date(2023, 6, 9), "9 มิถุนายน 2566"),
        ("period", "Q2", "ไตรมาส 2"),
        ("yes_no", False, "ยัง"),
        ("text", "=SUM(A1:A9)", "=SUM(A1:A9)"),
        ("text", "007", "007"),
        ("code", "S1", "S1"),
    ],
)
def test_a_value_is_written_as_it_was_understood(kind: str, value: Any, cell: Any) -> None:
    choices = ("เสร็จ", "ยัง") if kind == "yes_no" else ()
    assert written(kind, value, choices=choices) == cell


def test_a_scale_is_written_by_its_label_and_a_truth_without_words_as_yes() -> None:
    assert written("scale", 2, SCALE, scale=((2, "ดี"), (1, "พอใช้"))) == "ดี"
    assert written("yes_no", True, Context(2566)) == "ใช่"


def test_what_would_not_be_understood_so_again_is_not_written() -> None:
    assert written("code", "S9") is None  # no longer valid
    assert written("count", "ถ้อยคำ") is None  # the question has changed its kind
    assert cell_for(field("count"), Entry(Status.MISSING), CONTEXT) is None
    assert cell_for(field("count"), Entry(Status.INVALID), CONTEXT) is None


def test_a_question_that_does_not_concern_somebody_stays_so() -> None:
    cell = cell_for(field("count"), Entry(Status.NOT_APPLICABLE), CONTEXT)
    assert cell == Cell("ไม่เกี่ยวข้อง", "ไม่เกี่ยวข้อง", "TEXT")


def test_rows_come_in_their_order_without_what_is_wrong_or_not_asked(two_fields: Form) -> None:
    value = {"k1/a": 1, "k1/b": 2, "k2/a": 3, "k3/b": 4}
    entries = {name: Entry(Status.VALUE, number) for name, number in value.items()}
    contexts = {"a": CONTEXT, "b": CONTEXT}
    rows = carried(two_fields, entries, {"k1/b"}, {"a", "b"}, contexts)
    shown = [{name: cell.value for name, cell in row.cells.items()} for row in rows]
    assert shown == [{"a": 1.0}, {"a": 3.0}, {"b": 4.0}]
    assert [row.names for row in rows] == [("1",), ("3",), ()]
    assert carried(two_fields, entries, (), {"school_id"}, contexts) == []


def test_a_row_that_is_over_and_right_is_carried_no_more(two_fields: Form) -> None:
    value = {"k1/a": 1, "k1/b": 9, "k2/a": 2, "k2/b": 9, "k3/a": 3, "k4/a": 4, "k4/b": 8}
    entries = {name: Entry(Status.VALUE, number) for name, number in value.items()}
    nobody = Respondent("1", "", "")
    assert unfinished(two_fields, nobody, entries, ()) == entries
    ending = replace(two_fields, carry_until=parse("b == 9", {"a": "number", "b": "number"}, "truth"))
    left = unfinished(ending, nobody, entries, {"k2/a"})  # k2 is wrong, k3 says nothing
    assert list(left) == ["k2/a", "k2/b", "k3/a", "k4/a", "k4/b"]
    assert unfinished(ending, nobody, {}, ()) == {}


@pytest.fixture
def two_fields() -> Form:
    return build_form(
        {
            "form": {
                "id": "two", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1", "Q2"],
                "due": {"days_after_round": 15}, "title": {"th": "สอง"},
            },
            "sheet": {"layouts": ["list"], "tab": "สอง", "carry": ["a", "b"]},
            "groups": [],
            "schema": {
                "primaryKey": ["a"],
                "fields": [{"name": name, "type": "integer", "kind": "count", "title": name} for name in "ab"],
            },
            "indicators": [],
        }
    )  # fmt: skip
