"""Indicators and tables of a round, computed anew from everything stored."""

from datetime import date

from service.core.facts import asked_facts
from service.core.indicators import Collected, evaluate_round
from service.core.percent_tables import TableFigures, percent_tables
from service.core.results import Result
from service.core.rounds import Round, earlier_in_year
from service.core.schema import Form
from service.steps.context import Service


def refresh_figures(service: Service, opened: Round, today: date) -> list[Result]:
    """Compute and store every indicator of the round for all who are to report in it.

    Rounds after it in the fiscal year that are read today are computed anew too, when a figure to date of
    theirs has this round in its sums: a late answer for Q1 moves Q2, until Q2 closes.
    """
    results = _refresh(service, opened)
    rounds = service.store.rounds.all()
    after = [item for item in rounds if item.is_read(today) and _has_in_sums(item, opened)]
    for later in service.readable(after):
        if _has_to_date(service.form_of(later)):
            _refresh(service, later)
    return results


def _has_in_sums(later: Round, opened: Round) -> bool:
    return bool(earlier_in_year([opened], later))


def _refresh(service: Service, opened: Round) -> list[Result]:
    form = service.form_of(opened)
    earlier = [collected(service, item, form) for item in earlier_rounds(service, opened)]
    results = evaluate_round(form, collected(service, opened, form), earlier, opened.period)
    service.store.results.replace(form.id, opened.round_id, results)
    return results


def round_tables(service: Service, opened: Round) -> list[TableFigures]:
    """The percent tables of the round as they stand in the store now."""
    form = service.form_of(opened)
    return percent_tables(form, collected(service, opened, form)) if form.tables else []


def collected(service: Service, opened: Round, form: Form) -> Collected:
    """What the store holds of the round, for each respondent that is to report in it.

    ``form`` is the version that is evaluated: in a figure to date not the one of an earlier round.
    """
    respondents = service.respondents(opened, form)
    key = opened.form_id, opened.round_id
    stored, found = service.store.submissions.all(*key), service.store.submissions.issues(*key)
    return Collected(
        respondents,
        [stored[item.code].entries if item.code in stored else {} for item in respondents],
        [found.get(item.code, []) for item in respondents],
        opened.round_id,
        {figure.indicator: figure.definition_hash for figure in service.store.results.all(*key, "area")},
        service.facts(opened) if asked_facts(form) else {},
        {item.id: item for kept in service.readable([opened]) for item in service.form_of(kept).indicators},
        opened.span,
        {code for code, item in stored.items() if item.says_none},
    )


def earlier_rounds(service: Service, opened: Round) -> list[Round]:
    """The rounds of the form before this one in its fiscal year, the latest first; none for a form
    without figures to date."""
    to_date = _has_to_date(service.form_of(opened))
    return earlier_in_year(service.store.rounds.all(), opened) if to_date else []


def _has_to_date(form: Form) -> bool:
    return any(indicator.to_date for indicator in form.indicators)
