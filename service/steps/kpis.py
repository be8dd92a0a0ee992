"""The office's own indicators of a fiscal year, from the store alone."""

from datetime import date

from service.core.calendar import PERIODS, fiscal_year_of, split_round
from service.core.office_kpis import OnTime, RoundKpi, Targets, YearKpi, on_time, targets, year_kpi
from service.core.rounds import Round, form_rounds, open_round
from service.core.schema import Form
from service.core.shares import Share
from service.steps.pages import Pages
from service.steps.versions import form_fault


def office_kpis(pages: Pages, year: int, today: date) -> YearKpi:
    """Every round that is worked on in the fiscal year (B.E.), opened or still to be opened.

    A round whose form cannot be read is counted in nothing, and named.
    """
    of_year = [item for item in pages.store.rounds.all() if item.fiscal_year == year]
    lost = {(item.form_id, item.round_id): fault for item in of_year if (fault := _fault(pages, item))}
    there = {(item.form_id, item.round_id) for item in of_year}
    readable = [item for item in of_year if (item.form_id, item.round_id) not in lost]
    opened = sorted(readable, key=lambda item: (item.ends, item.form_id))
    planned = [
        _planned(form, round_id)
        for form in pages.forms.values()
        if form.report is not None
        for round_id in form_rounds(form)
        if (form.id, round_id) not in there and _worked_in(round_id) == year
    ]
    rounds = [*(_opened(pages, item, today) for item in opened), *planned]
    return year_kpi(
        year, rounds, [f"{' '.join(key)}: {fault}" for key, fault in sorted(lost.items())], pages.kpi_aims
    )


def _fault(pages: Pages, opened: Round) -> str:
    """Why a round cannot be counted, and what to do about it; "" when it can."""
    if opened.form_id not in pages.forms:
        return "ไม่มีไฟล์ของแบบนี้แล้ว: วางไฟล์กลับใน sheet_schemas (its form is installed no more)"
    return form_fault(pages, opened)


def kpi_years(pages: Pages, today: date) -> list[int]:
    """The fiscal years there are rounds of, the newest first; this year when there are none yet."""
    years = {item.fiscal_year for item in pages.store.rounds.all()}
    return sorted(years, reverse=True) or [fiscal_year_of(today)]


def _worked_in(round_id: str) -> int:
    name = split_round(round_id)
    return name.year + PERIODS[name.period].worked_in if name else 0


def _opened(pages: Pages, opened: Round, today: date) -> RoundKpi:
    view = pages.round(opened.form_id, opened.round_id)
    made = any(item.state == "done" for item in pages.reports(opened.form_id, opened.round_id))
    return RoundKpi(
        form_id=opened.form_id,
        round_id=opened.round_id,
        form_title=view.form.short_title,
        round_title=opened.full_title,
        on_time=on_time(view.punctuality(), view.counts()),
        targets=targets(_aims(view.form, opened.period), view.figures),
        reports=Share(int(made), 1) if view.form.report else Share(),
        running=today <= opened.due and not opened.closed,
    )


def _planned(form: Form, round_id: str) -> RoundKpi:
    """A report that is planned for a round which nobody has opened yet."""
    title = open_round(form, round_id).full_title
    return RoundKpi(
        form.id, round_id, form.short_title, title, OnTime(), Targets(), Share(0, 1), opened=False
    )


def _aims(form: Form, period: str) -> dict[str, bool]:
    """Which indicators have a target that the area is to reach in this round."""
    aimed = {item.id for item in form.indicators if item.target and item.target.scope == "area"}
    return {
        item.id: item.id in aimed and item.target is not None and period in item.target.by_round
        for item in form.indicators
    }
