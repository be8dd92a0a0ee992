"""Indicators and tables of a round, computed anew from everything stored."""

from collections.abc import Sequence

from service.core.indicators import Collected, evaluate_round
from service.core.percent_tables import TableFigures, percent_tables
from service.core.results import Result
from service.core.rounds import Round
from service.core.schema import Form
from service.steps.context import Service


def refresh_figures(service: Service, opened: Round) -> list[Result]:
    """Compute and store every indicator of the round for all who are to report in it.

    Open rounds after it in the fiscal year are computed anew too, when a figure to date has this round
    in its sums: a late answer for Q1 moves Q2.
    """
    results = _refresh(service, opened)
    if any(indicator.to_date for indicator in service.form_of(opened).indicators):
        for later in _of_year(service, opened):
            if _place(service, later) > _place(service, opened) and not later.closed:
                _refresh(service, later)
    return results


def _refresh(service: Service, opened: Round) -> list[Result]:
    form = service.form_of(opened)
    earlier = [collected(service, item) for item in earlier_rounds(service, opened)]
    results = evaluate_round(form, collected(service, opened), earlier, opened.period)
    service.store.results.replace(form.id, opened.round_id, results)
    return results


def round_tables(service: Service, opened: Round) -> list[TableFigures]:
    """The percent tables of the round as they stand in the store now."""
    form = service.form_of(opened)
    return percent_tables(form, collected(service, opened)) if form.tables else []


def collected(service: Service, opened: Round) -> Collected:
    """What the store holds of the round, for each respondent that is to report in it."""
    respondents = service.respondents(opened)
    key = opened.form_id, opened.round_id
    stored, found = service.store.submissions.all(*key), service.store.submissions.issues(*key)
    return Collected(
        respondents,
        [stored[item.code].entries if item.code in stored else {} for item in respondents],
        [found.get(item.code, []) for item in respondents],
        opened.round_id,
        {figure.indicator: figure.definition_hash for figure in service.store.results.all(*key, "area")},
        service.asked_facts(opened),
        {item.id: item for item in service.form_of(opened).indicators},
    )


def earlier_rounds(service: Service, opened: Round) -> list[Round]:
    """The rounds of the form before this one in its fiscal year, the latest first; none for a form
    without figures to date."""
    form = service.form_of(opened)
    if not any(indicator.to_date for indicator in form.indicators):
        return []
    place = _place(service, opened)
    before = [item for item in _of_year(service, opened) if _place(service, item) < place]
    return sorted(before, key=lambda item: -_place(service, item))


def _of_year(service: Service, opened: Round) -> Sequence[Round]:
    """The form's rounds of the same year whose period the form still names."""
    key, form = (opened.form_id, opened.year), service.form_of(opened)
    return [
        item
        for item in service.store.rounds.all()
        if (item.form_id, item.year) == key and item.period in form.rounds
    ]


def _place(service: Service, opened: Round) -> int:
    """Which round of its year it is, in the form's own order."""
    form: Form = service.form_of(opened)
    return form.rounds.index(opened.period) if opened.period in form.rounds else len(form.rounds)
