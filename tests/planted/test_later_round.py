"""The rules that look at the round before: a school at 12 months, compared with 6 months."""

import pytest

from service.core.cells import Value
from service.core.schema import Form
from service.demo.answers import true_answers
from service.demo.schools import demo_schools
from service.demo.typed import Typed, plain

from .checking import TWELVE_MONTHS, Mark, marks_of, submission

SCHOOL = next(school for school in demo_schools() if 60 <= int(school["pupils"]) <= 120)
ANSWERS = true_answers(SCHOOL)


def found(form: Form, previous: dict[str, Value]) -> list[Mark]:
    cells: dict[str, Typed] = {name: plain(name, value) for name, value in ANSWERS.items()}
    return marks_of(form, submission(form, SCHOOL, cells, previous=previous, span=TWELVE_MONTHS))[0]


@pytest.mark.parametrize(
    ("field", "more", "mark"),
    [
        ("qp01_drills", 1, ("qp01_drills", "R0115", "error")),
        ("qp01_cases", 1, ("qp01_cases", "R0116", "error")),
        ("qp02_returned", 1, ("qp02_returned", "R0214", "query")),
        ("qp03_pupils", 200, ("qp03_pupils", "R0314", "query")),
    ],
)
def test_a_figure_that_fell_since_the_last_round_is_marked(
    form: Form, field: str, more: int, mark: Mark
) -> None:
    now = ANSWERS[field]
    assert isinstance(now, int)
    assert found(form, {field: now + more}) == [mark]


def test_the_same_figures_as_in_the_last_round_are_right(form: Form) -> None:
    assert found(form, dict(ANSWERS)) == []


def test_the_first_round_of_a_year_is_compared_with_nothing(form: Form) -> None:
    assert found(form, {}) == []
