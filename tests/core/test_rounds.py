"""Which rounds a form has, when each is read, and until when each school is on time."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from cast import form
from hypothesis import given
from hypothesis import strategies as st

from service.core.calendar import Plan
from service.core.round_faults import round_fault, unopened_fault
from service.core.rounds import (
    Round,
    Stage,
    Timeliness,
    days_late,
    form_rounds,
    in_year,
    open_round,
    previous_round,
    timeliness,
    window_fault,
)

FORM = form()
PLAN_FORM = replace(
    FORM,
    rounds=("PY", "HP", "EP"),
    plan=Plan(2566, 2570),
    valid_from=date(2022, 10, 1),
    valid_to=date(2027, 12, 31),
)
TERMS = replace(FORM, rounds=("T1", "T2", "Y"), valid_from=date(2023, 5, 16), valid_to=date(2024, 5, 15))
BANGKOK = timezone(timedelta(hours=7))
DUE = date(2023, 1, 15)
SLOW, QUICK = "1099000001", "1099000002"


def opened(**parts: object) -> Round:
    return replace(open_round(FORM, "2566-Q1"), **parts)  # type: ignore[arg-type]


# -- which rounds there are


def test_a_form_of_a_plan_has_a_round_a_year_its_half_and_its_end() -> None:
    years = [f"{year}-PY" for year in range(2566, 2571)]
    assert sorted(form_rounds(PLAN_FORM)) == sorted([*years, "2568-HP", "2570-EP"])
    assert form_rounds(PLAN_FORM)[:2] == ["2566-PY", "2567-PY"]


def test_a_form_of_one_year_has_the_rounds_of_that_year() -> None:
    assert form_rounds(FORM) == ["2566-Q1", "2566-Q2"]
    assert form_rounds(TERMS) == ["2566-T1", "2566-T2", "2566-Y"]


@pytest.mark.parametrize(
    ("made", "asked", "words"),
    [
        (FORM, "2567-Q1", "ปีงบประมาณ 2566 ไม่ใช่ 2567-Q1"),
        (FORM, "2566-Q3", "ไม่ใช่รอบของ small"),
        (FORM, "2566-T1", "ไม่ใช่ปีการศึกษา"),
        (FORM, "ปีการศึกษา 2566", "เขียน: 2566-Q1, 2566-Q2"),
        (TERMS, "2566-M6", "ไม่ใช่ปีงบประมาณ"),
        (TERMS, "2567-T1", "ปีการศึกษา 2566 ไม่ใช่ 2567-T1"),
        (PLAN_FORM, "2567-HP", "ไม่อยู่ในแผน"),
        (PLAN_FORM, "2571-PY", "ไม่อยู่ในแผน"),
        (replace(FORM, rounds=("Q1", "AD")), "2566-Q2", "2566-AD"),
    ],
)
def test_a_round_the_form_does_not_have_is_refused_with_those_it_has(
    made: object, asked: str, words: str
) -> None:
    assert words in round_fault(made, asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["Q2/2566", "2023-Q2", "2566-q2", "ไตรมาส 2566 Q2", "2566Q2"])
def test_a_round_in_another_writing_is_recognised(typed: str) -> None:
    assert "หมายถึง 2566-Q2 ใช่หรือไม่" in round_fault(FORM, typed)


def test_an_ad_hoc_round_is_of_a_year_the_form_is_valid_in() -> None:
    survey = replace(FORM, rounds=("AD",))
    assert round_fault(survey, "2566-AD2") == ""
    assert "ปีงบประมาณ 2566 ไม่ใช่ 2570-AD" in round_fault(survey, "2570-AD")


@pytest.mark.parametrize(
    ("made", "asked", "words"),
    [
        (FORM, "2566-Q2", "ยังไม่เปิด (not open): เปิดด้วย tidtam round open small 2566-Q2; รอบที่เปิดแล้ว"),
        (replace(FORM, rounds=("AD",)), "2566-AD", "tidtam round open small 2566-AD --from … --to …;"),
        (FORM, "2566-M6", "ไม่ใช่รอบของ small"),
    ],
)
def test_of_a_round_nobody_opened_it_says_which_there_are(made: object, asked: str, words: str) -> None:
    fault = unopened_fault(made, asked, ["2566-Q1"])  # type: ignore[arg-type]
    assert words in fault and fault.endswith("รอบที่เปิดแล้ว (open already): 2566-Q1")


def test_a_round_the_form_does_not_have_is_not_offered_to_be_opened() -> None:
    assert "round open" not in unopened_fault(FORM, "2566-M6", [])


@pytest.mark.parametrize(
    ("made", "asked"), [(FORM, "2566-Q2"), (TERMS, "2566-Y"), (PLAN_FORM, "2568-HP"), (PLAN_FORM, "2570-PY")]
)
def test_a_round_the_form_has_is_taken(made: object, asked: str) -> None:
    assert round_fault(made, asked) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("round_id", "before"), [("2566-Q2", "2566-Q1"), ("2566-Q1", ""), ("2566-Q3", ""), ("nonsense", "")]
)
def test_the_round_before_is_the_forms_own(round_id: str, before: str) -> None:
    assert previous_round(FORM, round_id) == before


@pytest.mark.parametrize(
    ("round_id", "before"),
    [
        ("2566-PY", ""),
        ("2567-PY", "2566-PY"),
        ("2568-HP", "2568-PY"),
        ("2570-EP", "2570-PY"),
        ("2566-Q1", ""),
    ],
)
def test_a_plan_year_follows_the_year_before_and_its_half_and_end_the_year_they_close(
    round_id: str, before: str
) -> None:
    assert previous_round(PLAN_FORM, round_id) == before


def test_without_years_the_end_of_a_plan_follows_its_half() -> None:
    form = replace(PLAN_FORM, rounds=("HP", "EP"))
    assert [previous_round(form, each) for each in ("2568-HP", "2570-EP")] == ["", "2568-HP"]


@pytest.mark.parametrize(
    ("round_id", "before"), [("2566-AD", ""), ("2566-AD2", "2566-AD"), ("2566-AD3", "2566-AD2")]
)
def test_ad_hoc_rounds_follow_each_other_by_number(round_id: str, before: str) -> None:
    assert previous_round(replace(FORM, rounds=("AD",)), round_id) == before


# -- words and years


@pytest.mark.parametrize(
    ("made", "round_id", "title", "fiscal_year", "academic_year"),
    [
        (FORM, "2566-Q1", "ไตรมาสที่ 1 ปีงบประมาณ 2566", 2566, 2565),
        (TERMS, "2566-T1", "ภาคเรียนที่ 1 ปีการศึกษา 2566", 2566, 2566),
        (TERMS, "2566-T2", "ภาคเรียนที่ 2 ปีการศึกษา 2566", 2567, 2566),
        (TERMS, "2566-Y", "ทั้งปีการศึกษา 2566", 2567, 2566),
        (PLAN_FORM, "2567-PY", "ผลรายปีของแผน ปีงบประมาณ 2567", 2567, 2567),
        (PLAN_FORM, "2568-HP", "ครึ่งแผน พ.ศ. 2566–2568", 2568, 2568),
        (PLAN_FORM, "2570-EP", "สิ้นสุดแผน พ.ศ. 2566–2570", 2570, 2570),
    ],
)
def test_a_title_says_which_kind_of_year_it_is(
    made: object, round_id: str, title: str, fiscal_year: int, academic_year: int
) -> None:
    one = open_round(made, round_id)  # type: ignore[arg-type]
    assert (one.full_title, one.fiscal_year, one.academic_year) == (title, fiscal_year, academic_year)


def test_an_ad_hoc_round_has_the_days_it_was_opened_with() -> None:
    one = open_round(FORM, "2566-AD2", days=(date(2023, 2, 1), date(2023, 2, 20)))
    assert (one.starts, one.ends, one.opens, one.due) == (
        date(2023, 2, 1), date(2023, 2, 20), date(2023, 2, 1), date(2023, 3, 7),
    )  # fmt: skip
    assert one.full_title == "เฉพาะกิจ ครั้งที่ 2 ปีงบประมาณ 2566"


# -- the window


def test_a_round_is_due_when_the_form_says_unless_told_otherwise() -> None:
    one = open_round(FORM, "2566-Q1")
    assert (one.opens, one.due, one.closes, one.closed) == (date(2022, 10, 1), DUE, None, False)
    assert one.definition_hash == FORM.definition_hash
    assert open_round(FORM, "2566-Q1", date(2023, 2, 1)).due == date(2023, 2, 1)


def test_the_window_of_a_form_counts_from_the_last_day_of_the_period() -> None:
    one = open_round(replace(FORM, opens_days=-30, closes_days=60), "2566-Q1")
    assert (one.opens, one.due, one.closes) == (date(2022, 12, 1), DUE, date(2023, 3, 1))


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2022-11-30", Stage.NOT_YET),
        ("2022-12-01", Stage.OPEN),
        ("2023-01-15", Stage.OPEN),
        ("2023-01-16", Stage.OVERDUE),
        ("2023-03-01", Stage.OVERDUE),
        ("2023-03-02", Stage.CLOSED),
    ],
)
def test_the_stage_of_a_round_follows_from_the_day(day: str, stage: Stage) -> None:
    one = opened(opens=date(2022, 12, 1), closes=date(2023, 3, 1))
    assert one.stage(date.fromisoformat(day)) is stage
    assert one.is_read(date.fromisoformat(day)) == (stage in (Stage.OPEN, Stage.OVERDUE))


def test_a_round_closed_by_hand_is_closed_on_any_day() -> None:
    assert opened(closed=True).stage(DUE) is Stage.CLOSED


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"due": date(2022, 9, 1)}, "due before it opens"),
        ({"closes": date(2023, 1, 14)}, "closes before the last day"),
        ({"closes": date(2023, 1, 20), "extensions": {SLOW: date(2023, 1, 31)}}, "ตั้งแต่ 2023-01-31"),
        ({"closes": date(2566, 3, 1)}, "2023"),
        ({}, ""),
    ],
)
def test_a_window_that_cannot_be_is_told_with_what_to_write(parts: dict[str, object], words: str) -> None:
    found = window_fault(opened(**parts))
    assert (words in found) if words else found == ""


# -- lateness


def test_an_extension_gives_one_school_more_days_never_fewer() -> None:
    longer = opened(extensions={SLOW: date(2023, 1, 31), QUICK: date(2023, 1, 2)})
    due = [longer.due_for(code) for code in (SLOW, QUICK, "1099000003")]
    assert due == [date(2023, 1, 31), DUE, DUE]


@pytest.mark.parametrize(
    ("day", "code", "word", "late"),
    [
        (15, QUICK, Timeliness.ON_TIME, 0),
        (15, SLOW, Timeliness.ON_TIME, 0),
        (20, QUICK, Timeliness.LATE, 5),
        (20, SLOW, Timeliness.BY_EXTENSION, 5),
        (None, SLOW, Timeliness.NOT_YET, 0),
    ],
)
def test_an_extension_excuses_lateness_and_does_not_undo_it(
    day: int | None, code: str, word: Timeliness, late: int
) -> None:
    one = opened(extensions={SLOW: date(2023, 1, 31)})
    at = datetime(2023, 1, day, 23, 59, tzinfo=BANGKOK) if day else None
    assert (timeliness(one, code, at), days_late(one, at)) == (word, late)


@given(st.integers(-40, 40), st.integers(0, 40))
def test_whoever_has_more_time_is_never_counted_worse(after: int, more: int) -> None:
    at = datetime(2023, 1, 15, 12, tzinfo=BANGKOK) + timedelta(days=after)
    one = opened(extensions={SLOW: DUE + timedelta(days=more)})
    order = list(Timeliness)
    assert order.index(timeliness(one, SLOW, at)) <= order.index(timeliness(one, QUICK, at))
    assert (days_late(one, at) == 0) == (timeliness(one, QUICK, at) is Timeliness.ON_TIME)


# -- targets by year


def test_a_target_of_one_year_stands_over_that_of_any_year() -> None:
    target = {"mode": "point", "Q1": 70, "2566-Q1": 80}
    made = form(
        indicators=[{"id": "I1", "numerator": "sum(read)", "denominator": "sum(all)", "target": target}]
    )
    reached = [in_year(made, year).indicators[0].target for year in (2566, 2567)]
    assert [float(item.by_round["Q1"]) for item in reached if item] == [80, 70]
    assert in_year(made, 2566).indicators[0].definition_hash == made.indicators[0].definition_hash
