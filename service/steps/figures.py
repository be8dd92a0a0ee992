"""Indicators of a round, computed anew from everything stored."""

from service.core.indicators import evaluate
from service.core.results import Result
from service.core.rounds import Round
from service.core.submission import Frame
from service.steps.context import Service


def refresh_figures(service: Service, opened: Round) -> list[Result]:
    """Compute and store every indicator of the round for all who are to report in it."""
    form = service.form_of(opened)
    respondents = service.respondents(opened)
    stored = service.store.submissions.all(form.id, opened.round_id)
    found = service.store.submissions.issues(form.id, opened.round_id)
    entries = [stored[item.code].entries if item.code in stored else {} for item in respondents]
    frame = Frame(form, respondents, entries)
    issues = [found.get(item.code, []) for item in respondents]
    results = evaluate(form, frame, issues, opened.period)
    service.store.results.replace(form.id, opened.round_id, results)
    return results
