"""Which days a round covers, and until when each school is on time."""

from dataclasses import replace
from datetime import date

import pytest
from cast import form

from service.core.rounds import PERIODS, TITLES, open_round, previous_round, split_round, window

FORM = form()


@pytest.mark.parametrize(
    ("round_id", "first", "last"),
    [
        ("2566-Q1", "2022-10-01", "2022-12-31"),
        ("2566-Q2", "2023-01-01", "2023-03-31"),
        ("2566-Q3", "2023-04-01", "2023-06-30"),
        ("2566-Q4", "2023-07-01", "2023-09-30"),
        ("2566-M6", "2022-10-01", "2023-03-31"),
        ("2566-M9", "2022-10-01", "2023-06-30"),
        ("2566-M12", "2022-10-01", "2023-09-30"),
        ("2566-R1", "2022-10-01", "2023-03-31"),
        ("2566-R2", "2023-04-01", "2023-09-30"),
    ],
)
def test_a_round_covers_its_part_of_the_fiscal_year(round_id: str, first: str, last: str) -> None:
    assert window(round_id) == (date.fromisoformat(first), date.fromisoformat(last))


def test_every_period_has_a_title() -> None:
    assert PERIODS.keys() == TITLES.keys()


@pytest.mark.parametrize(
    "name", ["2566", "2566-Q5", "2023-Q1", "66-Q1", "2566-q1", "2566-Q1 ", "๒๕๖๖-Q1", ""]
)
def test_another_name_is_no_round(name: str) -> None:
    assert split_round(name) is None
    with pytest.raises(ValueError, match="write for example 2566-M6"):
        window(name)


@pytest.mark.parametrize(
    ("round_id", "before"), [("2566-Q2", "2566-Q1"), ("2566-Q1", ""), ("2566-Q3", ""), ("nonsense", "")]
)
def test_the_round_before_is_the_forms_own(round_id: str, before: str) -> None:
    assert previous_round(FORM, round_id) == before


def test_a_round_is_due_when_the_form_says_unless_told_otherwise() -> None:
    opened = open_round(FORM, "2566-Q1", None)
    assert (opened.opens, opened.due, opened.closed) == (date(2022, 10, 1), date(2023, 1, 15), False)
    assert (opened.period, opened.title, opened.fiscal_year) == ("Q1", "ไตรมาสที่ 1", 2566)
    assert opened.definition_hash == FORM.definition_hash
    assert open_round(FORM, "2566-Q1", date(2023, 2, 1)).due == date(2023, 2, 1)


def test_an_extension_gives_one_school_more_days_never_fewer() -> None:
    opened = open_round(FORM, "2566-Q1", None)
    longer = replace(opened, extensions={"1099000001": date(2023, 1, 31), "1099000002": date(2023, 1, 2)})
    due = [longer.due_for(code) for code in ("1099000001", "1099000002", "1099000003")]
    assert due == [date(2023, 1, 31), date(2023, 1, 15), date(2023, 1, 15)]
