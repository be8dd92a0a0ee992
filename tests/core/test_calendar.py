"""Which days a round covers, in which kind of year, and which count of pupils it rests on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.calendar import (
    PERIODS,
    Name,
    Plan,
    academic_year_of,
    census_day,
    day_fault,
    day_words,
    fiscal_year_days,
    fiscal_year_of,
    split_round,
    window,
)

PLAN = Plan(2566, 2570)


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
        ("2566-T1", "2023-05-16", "2023-10-11"),
        ("2566-T2", "2023-11-01", "2024-03-31"),
        ("2566-Y", "2023-05-16", "2024-03-31"),
        ("2567-PY", "2023-10-01", "2024-09-30"),
        ("2568-HP", "2022-10-01", "2025-09-30"),
        ("2570-EP", "2022-10-01", "2027-09-30"),
    ],
)
def test_a_round_covers_its_part_of_its_own_kind_of_year(round_id: str, first: str, last: str) -> None:
    assert window(round_id, PLAN) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "name",
    ["2566", "2566-Q5", "2023-Q1", "66-Q1", "2566-q1", "2566-Q1 ", "๒๕๖๖-Q1", "2566-AD1", "2566-T3", ""],
)
def test_another_name_is_no_round(name: str) -> None:
    assert split_round(name) is None
    with pytest.raises(ValueError, match="write for example 2566-M6"):
        window(name)


def test_ad_hoc_rounds_of_a_year_are_numbered() -> None:
    assert [split_round(name) for name in ("2566-AD", "2566-AD2")] == [
        Name(2566, "AD", 1),
        Name(2566, "AD", 2),
    ]


@pytest.mark.parametrize(("name", "words"), [("2566-AD", "days it was opened with"), ("2568-HP", "the plan")])
def test_a_name_that_does_not_say_its_days_is_told_so(name: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        window(name)


@pytest.mark.parametrize(
    ("first", "last", "half"), [(2566, 2570, 2568), (2566, 2569, 2567), (2566, 2567, 2566)]
)
def test_half_of_a_plan_is_over_with_its_middle_year(first: int, last: int, half: int) -> None:
    assert Plan(first, last).half == half


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2022-12-31", 2565),  # Q1 of 2566
        ("2023-03-31", 2565),  # M6
        ("2023-06-09", 2565),
        ("2023-06-10", 2566),
        ("2023-06-30", 2566),  # M9
        ("2023-09-30", 2566),  # M12
    ],
)
def test_six_and_twelve_months_rest_on_two_academic_years(day: str, year: int) -> None:
    assert academic_year_of(date.fromisoformat(day)) == year


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2023-03-31", "2022-11-10"), ("2023-09-30", "2023-06-10"), ("2023-11-10", "2023-11-10")],
)
def test_the_census_day_is_the_latest_one(day: str, counted: str) -> None:
    assert census_day(date.fromisoformat(day)) == date.fromisoformat(counted)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_lies_in_its_fiscal_year_and_its_counts_are_not_of_the_future(day: date) -> None:
    first, last = fiscal_year_days(fiscal_year_of(day))
    assert first <= day <= last
    assert census_day(day) <= day < census_day(day) + timedelta(days=230)
    assert academic_year_of(day) == academic_year_of(census_day(day))


def test_every_period_says_its_title() -> None:
    assert all(period.title for period in PERIODS.values())


@pytest.mark.parametrize("text", ["2024-02-29", "2022-10-01", "2399-12-31"])
def test_nothing_is_wrong_with_a_day_that_is_one(text: str) -> None:
    assert day_fault(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2567-02-29", "2567 is a year B.E.; write 2024-02-29"),  # there is no such day in the year 2567 C.E.
        ("2400-10-01", "2400 is a year B.E.; write 1857-10-01"),
        ("2568-02-29", "'2568-02-29' is no date; write it as 2022-10-01"),  # 2568 C.E. has one, 2025 has none
        ("2023-02-29", "'2023-02-29' is no date; write it as 2022-10-01"),
        ("๒๐๒๒-๑๐-๐๑", "'๒๐๒๒-๑๐-๐๑' is no date; write it as 2022-10-01"),
        (2565, "2565 is no date; write it as 2022-10-01"),
    ],
)
def test_a_day_that_is_none_or_in_a_year_of_the_buddhist_era_is_told(text: object, words: str) -> None:
    thai, english = day_words(text)
    assert english == words and day_fault(text) == f"{thai} ({words})"
    assert words.split()[-1] in thai


def test_the_day_to_write_stands_in_the_quotes_of_its_place() -> None:
    assert day_fault("2567-02-29", "'").endswith("write '2024-02-29')")
    assert day_fault("29/2/2567", '"').endswith('write it as "2022-10-01")')
