"""When a round is read: not before it opens, not after it closes; and who reports in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from service.core.rounds import Stage, Timeliness
from service.errors import NotFoundError, RefusedError
from service.pipeline import (
    close_round,
    extend_round,
    migrate,
    open_form_round,
    provision,
    reopen_round,
    set_window,
)
from service.steps.pages import Pages

from .offices import DUE, FORM, NOW, ROUND, Office, answered

FIELD = "qp05_plans"
CLOSES = DUE + timedelta(days=10)
AFTER = datetime(CLOSES.year, CLOSES.month, CLOSES.day, 9, tzinfo=NOW.tzinfo) + timedelta(days=1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with answered(tmp_path_factory.mktemp("windows"), 3) as office:
        yield office


@pytest.fixture
def office(shared: Office) -> Iterator[Office]:
    """The office; the round gets its window and the register its schools back."""
    opened, register = shared.service.round(FORM, ROUND), shared.service.store.register.all()
    yield shared
    shared.service.store.rounds.save(opened)
    shared.service.store.register.save(register)
    set_window(shared.service, FORM, ROUND, due=DUE)
    shared.sweep()


def typed(office: Office, code: str, text: str, now: datetime) -> int:
    """What the store holds after a school typed a number and a sweep was made."""
    office.type(code, FIELD, text)
    office.sweep(now)
    value = office.stored(code).entries[FIELD].value
    assert isinstance(value, int)
    return value


def test_nothing_is_read_after_the_round_closes_and_everything_when_it_is_reopened(office: Office) -> None:
    code = office.example
    set_window(office.service, FORM, ROUND, closes=CLOSES)
    assert typed(office, code, "3", NOW) == 3
    assert typed(office, code, "4", AFTER) == 3
    # The round is due: its KPI is written once, in the control sheet.
    assert office.calls() == {"drive_list": 1, "sheet_write": 1}
    assert office.file(kind="control").file_id in office.writes()[0]
    assert office.service.round(FORM, ROUND).stage(AFTER.date()) is Stage.CLOSED
    reopen_round(office.service, FORM, ROUND, AFTER)
    office.sweep(AFTER)
    assert office.stored(code).entries[FIELD].value == 4


def test_nothing_is_read_before_the_round_opens(office: Office) -> None:
    code, early = office.example, NOW - timedelta(days=3)
    set_window(office.service, FORM, ROUND, opens=NOW.date())
    assert typed(office, code, "5", early) != 5
    office.sweep(NOW)
    assert office.stored(code).entries[FIELD].value == 5


def test_a_round_closed_by_hand_is_reopened_with_all_that_was_typed_meanwhile(office: Office) -> None:
    code = office.example
    close_round(office.service, FORM, ROUND, NOW)
    assert typed(office, code, "6", NOW) != 6
    reopen_round(office.service, FORM, ROUND, NOW, closes=CLOSES)
    office.sweep(NOW)
    assert office.stored(code).entries[FIELD].value == 6


def test_closing_after_the_closing_day_reads_what_was_typed_until_then(office: Office) -> None:
    code = office.example
    set_window(office.service, FORM, ROUND, closes=CLOSES)
    office.type(code, FIELD, "7")  # on the last day, after the last sweep of that day
    close_round(office.service, FORM, ROUND, AFTER)
    assert office.stored(code).entries[FIELD].value == 7
    assert office.service.round(FORM, ROUND).closed


def test_a_window_that_cannot_be_is_refused(office: Office) -> None:
    service = office.service
    for wrong in (
        {"closes": DUE - timedelta(days=1)},
        {"opens": DUE + timedelta(days=1)},
        {"due": date(2566, 4, 15)},
    ):
        with pytest.raises(RefusedError):
            set_window(service, FORM, ROUND, **wrong)
    with pytest.raises(RefusedError, match="not closed"):
        reopen_round(service, FORM, ROUND, NOW)
    close_round(service, FORM, ROUND, NOW)
    with pytest.raises(RefusedError, match="round reopen"):
        set_window(service, FORM, ROUND, due=DUE)
    with pytest.raises(RefusedError, match="is past"):
        reopen_round(service, FORM, ROUND, AFTER, closes=DUE)


def test_nobody_is_given_more_time_than_the_round_is_open(office: Office) -> None:
    set_window(office.service, FORM, ROUND, closes=CLOSES)
    with pytest.raises(RefusedError, match="--closes 2023-04-23"):
        extend_round(office.service, FORM, ROUND, [office.example], CLOSES + timedelta(days=1))


def test_an_extension_is_kept_apart_from_being_on_time(office: Office) -> None:
    codes = list(office.planned)
    store, service = office.service.store, office.service
    late = [replace(office.stored(code), complete_at=AFTER) for code in codes[:2]]
    store.submissions.save(FORM, ROUND, late, {}, {item.respondent: {} for item in late}, NOW)
    extend_round(service, FORM, ROUND, [codes[0]], AFTER.date())
    counts = Pages(store, service.forms).round(FORM, ROUND).punctuality()
    assert counts == {
        Timeliness.ON_TIME: 1, Timeliness.BY_EXTENSION: 1, Timeliness.LATE: 1, Timeliness.NOT_YET: 0,
    }  # fmt: skip
    store.submissions.save(
        FORM,
        ROUND,
        [replace(item, complete_at=NOW) for item in late],
        {},
        {item.respondent: {} for item in late},
        NOW,
    )


def test_a_merged_school_is_read_no_more_and_missed_by_nobody(office: Office) -> None:
    first, second, _ = codes = list(office.planned)
    register = {item.code: item for item in office.service.store.register.all()}
    merged = replace(register[first], closed=date(2023, 3, 31), merged_into=second)
    office.service.store.register.save([merged])
    office.type(first, FIELD, "8")
    office.sweep()
    assert office.stored(first).entries[FIELD].value != 8
    view = Pages(office.service.store, office.service.forms).round(FORM, ROUND)
    assert [item.code for item in view.respondents] == codes[1:]
    assert {item.due for item in office.service.store.results.all(FORM, ROUND, "area")} == {2}
    with pytest.raises(NotFoundError, match=first):
        extend_round(office.service, FORM, ROUND, [first], DUE + timedelta(days=1))
    office.sweep()
    assert office.calls() == {"drive_list": 1}


def test_a_school_that_closed_after_the_last_day_of_the_period_still_reports(office: Office) -> None:
    first = office.example
    register = {item.code: item for item in office.service.store.register.all()}
    office.service.store.register.save([replace(register[first], closed=date(2023, 4, 1))])
    assert typed(office, first, "9", NOW) == 9


def test_the_facts_of_a_round_are_those_of_its_academic_year(office: Office) -> None:
    from decimal import Decimal

    code, store = office.example, office.service.store
    store.facts.save(2565, {code: {"pupils": Decimal(120)}})
    store.facts.save(2566, {code: {"pupils": Decimal(95)}})
    twelve = open_form_round(office.service, FORM, "2566-M12")
    assert office.service.facts(office.service.round(FORM, ROUND))[code] == {"pupils": 120}
    assert office.service.facts(twelve)[code] == {"pupils": 95}


@pytest.mark.parametrize(
    ("round_id", "days", "words"),
    [
        ("2566-T1", None, "ไม่ใช่ปีการศึกษา"),
        ("2567-M6", None, "ปีงบประมาณ 2566"),
        ("2566-M6", (date(2023, 1, 1), date(2023, 1, 5)), "opened with other days"),
    ],
)
def test_a_round_of_another_year_or_with_other_days_is_refused(
    office: Office, round_id: str, days: tuple[date, date] | None, words: str
) -> None:
    with pytest.raises(RefusedError, match=words):
        open_form_round(office.service, FORM, round_id, days=days)


@pytest.mark.parametrize(
    ("round_id", "days", "words"),
    [
        ("2566-AD", None, "--from"),
        ("2566-AD", (date(2566, 2, 1), date(2566, 2, 20)), "--from: ปี 2566 เป็น พ.ศ.: พิมพ์เป็น ค.ศ. เช่น 2023"),
        ("2566-AD", (date(2023, 2, 1), date(2023, 1, 1)), "ends before it begins"),
        ("2566-AD", (date(2023, 9, 1), date(2023, 10, 5)), "เขียน 2567-AD"),
        ("2566-M6", (date(2023, 1, 1), date(2023, 1, 5)), "only ad hoc rounds"),
        ("2570-AD", (date(2027, 2, 1), date(2027, 2, 20)), "ปีงบประมาณ 2566 ไม่ใช่ 2570-AD"),
        ("2566-AD", (date(2023, 9, 10), date(2023, 9, 20)), "นอกวันที่ใช้แบบนี้ .valid.: 2022-10-01 ถึง 2023-09-15"),
        ("2566-AD2", (date(2023, 2, 1), date(2023, 2, 20)), ""),
    ],
)
def test_an_ad_hoc_round_is_told_its_days(
    shared: Office, tmp_path: Path, round_id: str, days: tuple[date, date] | None, words: str
) -> None:
    form = shared.service.form(FORM)
    survey = replace(form, id="survey", rounds=("M6", "M12", "AD"), definition_hash="survey")
    survey = replace(survey, valid_to=date(2023, 9, 15))
    service = replace(shared.service, forms={**shared.service.forms, "survey": survey})
    if words:
        with pytest.raises(RefusedError, match=words):
            open_form_round(service, "survey", round_id, days=days)
    else:
        opened = open_form_round(service, "survey", round_id, days=days)
        assert (opened.starts, opened.ends, opened.title) == (*days, "เฉพาะกิจ ครั้งที่ 2")  # type: ignore[misc]
        with pytest.raises(RefusedError, match="เปิดรอบใหม่ชื่อ 2566-AD3"):
            open_form_round(service, "survey", round_id, days=(date(2023, 3, 1), date(2023, 3, 2)))
        close_round(service, "survey", round_id, NOW)


def test_a_refusal_says_what_to_do_instead(office: Office) -> None:
    with pytest.raises(RefusedError, match="ไม่มีผัง list: เลือก card"):
        provision(office.service, FORM, ROUND, "list")
    with pytest.raises(RefusedError, match=f"--opens {DUE}"):
        set_window(office.service, FORM, ROUND, opens=DUE + timedelta(days=1))
    opened = office.service.round(FORM, ROUND)
    office.service.store.rounds.save(replace(opened, closed=True))
    with pytest.raises(RefusedError, match=f"tidtam round reopen {FORM} {ROUND}"):
        migrate(office.service, FORM, ROUND)
    office.service.store.rounds.save(opened)
