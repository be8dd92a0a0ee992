"""Closed, merged and new schools: who is in N of each round, and what stays in figures to date."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from service.core.cells import Cell
from service.core.entries import Entry
from service.core.issues import progress
from service.core.register import Respondent
from service.core.results import Result
from service.definitions import load_form
from service.pipeline import open_form_round
from service.steps.context import Service
from service.steps.figures import refresh_figures
from service.store import open_store
from service.store.submissions import Stored
from tests.definitions.good import broken, written

NOW = datetime(2023, 1, 10, tzinfo=UTC)
OLD, HEIR, NEW = (
    Respondent(f"109900000{number}", f"โรงเรียน {number}", "เหนือ", grades=("P1",)) for number in (1, 2, 3)
)
TO_DATE = (
    "target: {mode: point, Q1: 70}",
    "grain_to_date: fiscal_year\n    target: {mode: cumulative, Q1: 70, Q2: 75}",
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """An office without Google: its store, a form with a figure to date, two rounds, and three schools."""
    form = load_form(written(tmp_path, broken(TO_DATE)))
    store = open_store(f"sqlite:///{tmp_path / 'tidtam.db'}")
    store.register.save(
        [
            replace(OLD, closed=date(2023, 1, 1), merged_into=HEIR.code),
            HEIR,
            replace(NEW, opened=date(2023, 1, 1)),
        ]
    )
    made = Service(
        forms={form.id: form},
        store=store,
        google=cast(Any, None),
        office="เขต",
        folder="",
        sharing="link",
        templates=tmp_path,
        reports=tmp_path,
        sheet_url=lambda *_: "",
        report_url=lambda *_: "",
        sweep_minutes=5,
    )
    for round_id in ("2566-Q1", "2566-Q2"):
        open_form_round(made, form.id, round_id)
    yield made
    store.close()


def answered(service: Service, round_id: str, **readers: int) -> list[Result]:
    """The figures of a round in which the schools named answered: 10 pupils each, so many of them read."""
    kept = [_stored(school, count) for name, count in readers.items() for school in [SCHOOLS[name]]]
    reasons = {item.respondent: dict[str, str]() for item in kept}
    service.store.submissions.save("literacy", round_id, kept, {}, reasons, NOW)
    return refresh_figures(service, service.round("literacy", round_id), date(2023, 4, 1))


SCHOOLS = {"old": OLD, "heir": HEIR, "new": NEW}


def _stored(school: Respondent, readers: int) -> Stored:
    values: dict[str, Any] = {"school_id": school.code, "p1_all": 10, "p1_read": readers}
    cells = {name: Cell(value, str(value)) for name, value in values.items()}
    entries = {name: Entry("A", value) for name, value in values.items()}
    return Stored(school.code, "f", cells, entries, progress((), typed=True, required=1, filled=1), NOW, NOW)


def area(figures: list[Result], indicator: str) -> Result:
    return next(item for item in figures if (item.indicator, item.scope) == (indicator, "area"))


def test_each_round_counts_those_who_are_open_on_its_last_day(service: Service) -> None:
    first = area(answered(service, "2566-Q1", old=4, heir=6), "I3")
    second = area(answered(service, "2566-Q2", heir=8, new=5), "I3")
    assert (first.due, first.reporting, first.numerator) == (2, 2, 10)
    assert (second.due, second.reporting, second.numerator) == (2, 2, 13)


def test_a_figure_to_date_keeps_what_a_merged_school_reported_before(service: Service) -> None:
    answered(service, "2566-Q1", old=4, heir=6)
    to_date = area(answered(service, "2566-Q2", heir=8, new=5), "I1")
    assert (to_date.numerator, to_date.denominator) == (4 + 6 + 8 + 5, 40)
    assert (to_date.reporting, to_date.due) == (2, 2)


def test_the_receiving_school_is_compared_with_its_own_numbers_alone(service: Service) -> None:
    from service.steps.history import previous_values

    answered(service, "2566-Q1", old=4, heir=6)
    opened = service.round("literacy", "2566-Q2")
    before = previous_values(service, service.form_of(opened), opened)
    assert before[HEIR.code]["p1_read"] == 6


def test_a_difference_of_versions_moves_figures_to_date_of_later_rounds_too(
    service: Service, tmp_path: Path
) -> None:
    from service.steps.diffing import difference

    answered(service, "2566-Q1", old=4, heir=6)
    answered(service, "2566-Q2", heir=8, new=5)
    old = service.forms["literacy"]
    plain = ("numerator: sum(p1_read)\n    denominator: sum(p1_all)\n    factor", "numerator: sum(p1_read) + 1\n    denominator: sum(p1_all)\n    factor")  # fmt: skip
    new = load_form(written(tmp_path, broken(TO_DATE, plain), "new.yaml"))
    found = difference(service, old, new, NOW.date())
    moved = {item.round_id: (item.old, item.new) for item in found.moved if (item.scope, item.what) == ("area", "numerator")}  # fmt: skip
    assert moved == {"2566-Q1": ("10", "11"), "2566-Q2": ("23", "24")}
