"""Submissions as columns: what was typed, what the register overrules, cells that are shared."""

from decimal import Decimal

import pytest
from cast import BAN_NA, BAN_PA, form, frame
from hypothesis import given
from hypothesis import strategies as st

from service.core.cells import Cell, Value, shared_cell
from service.core.entries import Entry, Status
from service.core.submission import Frame

FIELDS = [
    {"name": "plan", "type": "boolean", "kind": "yes_no", "title": "มีแผน", "group": "K"},
    {"name": "drill", "type": "integer", "kind": "count", "title": "ซ้อม", "relevant": "plan"},
]
KINDER = form(FIELDS, groups=[{"id": "K", "title": "อนุบาล", "relevant": "has_grade('K')"}])
TYPED = {"plan": True, "drill": 3}


def test_an_answer_that_does_not_concern_a_school_is_no_answer_though_a_condition_has_read_it() -> None:
    made = frame(KINDER, TYPED, TYPED, schools=(BAN_NA, BAN_PA))
    assert made.status("plan").tolist() == [Status.VALUE, Status.NOT_APPLICABLE]
    assert made.given("plan").tolist() == made.column("plan").tolist() == [True, False]


def test_what_was_typed_decides_what_else_is_asked() -> None:
    made = frame(KINDER, TYPED, TYPED, schools=(BAN_NA, BAN_PA))
    assert made.relevant_mask("drill").tolist() == [True, True]


@pytest.mark.parametrize(
    ("name", "older", "now"),
    [
        ("all", "20", Decimal(20)),
        ("all", True, 1),
        ("plan", 1, True),
        ("plan", "ใช่", False),
        ("note", 3, "3"),
    ],
)
def test_an_answer_of_another_type_that_an_older_version_read_counts_as_missing(
    name: str, older: Value, now: Value
) -> None:
    entries = [{name: Entry(Status.VALUE, value)} for value in (older, now)]
    made = Frame(form(), [BAN_NA, BAN_PA], entries, [{name: older}, {name: now}])
    assert made.status(name).tolist() == [Status.MISSING, Status.VALUE]
    assert made.given(name).tolist() == made.previous_given(name).tolist() == [False, True]
    for column in (made.column(name), made.previous(name)):
        assert column[1] == now and column[0] != older


def test_one_and_yes_are_not_the_same_cell() -> None:
    read = [shared_cell(value, "1", "", "", "") for value in (1.0, True, 1, "1")]
    assert [type(cell.value) for cell in read] == [float, bool, int, str]


@given(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=70),
    st.text(max_size=70),
    st.sampled_from(["", "NUMBER", "PERCENT"]),
    st.sampled_from(["", "=A1"]),
    st.sampled_from(["", "#REF!"]),
)
def test_a_shared_cell_holds_what_was_read(
    value: float | str | None, shown: str, number_format: str, formula: str, error: str
) -> None:
    parts = (value, shown, number_format, formula, error)
    assert shared_cell(*parts) == Cell(*parts)
