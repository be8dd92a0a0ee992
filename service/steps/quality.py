"""How good the data of a round are, gathered from the store."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from service.core.entries import BLANK_ENTRY, Entry, Status
from service.core.issues import Issue, State
from service.core.quality import (
    FieldQuality,
    Quality,
    Reading,
    cell_name,
    episodes,
    field_of,
    field_quality,
    turnaround,
)
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.rows import by_row, row_name
from service.core.schema import Form
from service.core.shares import Share
from service.core.submission import Frame
from service.steps.context import Service
from service.steps.replaying import replayed

Cells = dict[str, list[str]]
"""Names of cells (core.quality.cell_name) by field."""


def round_quality(service: Service, form_id: str, round_id: str) -> Quality:
    """The round's completeness, its fields, and how long errors stood, of all that are to report in it."""
    opened = service.round(form_id, round_id)
    form, people = service.form_of(opened), service.respondents(opened)
    codes = {item.code for item in people}
    stored = {
        code: item for code, item in service.store.submissions.all(form_id, round_id).items() if code in codes
    }
    states = [item.progress.state for item in stored.values()]
    entries = {code: item.entries for code, item in stored.items()}
    past = replayed(service, opened)
    errors = [found for code, readings in past.items() for found in episodes(code, readings)]
    return Quality(
        complete=Share(states.count(State.COMPLETE), len(people)),
        reporting=Share(len(states) - states.count(State.MISSING), len(people)),
        fields=tuple(_fields(service, opened, form, people, entries, past)),
        turnaround=turnaround(errors),
    )


def _fields(
    service: Service,
    opened: Round,
    form: Form,
    people: Sequence[Respondent],
    entries: Mapping[str, Mapping[str, Entry]],
    past: Mapping[str, Sequence[Reading]],
) -> Iterable[FieldQuality]:
    asked, answered = _cells(service, opened, form, people, entries)
    issues = _issues(service, opened, entries)
    held = _ever(past, "held")
    wrong = _ever(past, "wrong")
    for item in form.fields:
        if form.is_list and item.names_respondent:
            continue  # written by us into every row
        name = item.name
        now = asked.get(name, ()), answered.get(name, ())
        yield field_quality(name, *now, issues, held.get(name, ()), wrong.get(name, ()))


def _ever(past: Mapping[str, Sequence[Reading]], which: Literal["held", "wrong"]) -> Cells:
    """The cells that held something, or an error, at any reading, by field."""
    found: Cells = {}
    for code, readings in past.items():
        for cell in {cell for reading in readings for cell in getattr(reading, which)}:
            found.setdefault(field_of(cell), []).append(cell_name(code, cell))
    return found


def _cells(
    service: Service,
    opened: Round,
    form: Form,
    people: Sequence[Respondent],
    entries: Mapping[str, Mapping[str, Entry]],
) -> tuple[Cells, Cells]:
    """The cells that concern somebody, and those with content, also what cannot be read, by field."""
    none: Mapping[str, Mapping[str, Entry]] = {} if form.is_list else {"": {}}
    rows = [
        (person, key, row)
        for person in people
        for key, row in (by_row(entries[person.code]) if entries.get(person.code) else none).items()
    ]
    facts = service.asked_facts(opened)
    frame = Frame(
        form,
        [person for person, _, _ in rows],
        [row for _, _, row in rows],
        facts=[facts.get(person.code, {}) for person, _, _ in rows],
        spans=[opened.span] * len(rows),
    )
    asked: Cells = {}
    answered: Cells = {}
    for item in form.fields:
        relevant = frame.relevant_mask(item.name)
        for at, (person, key, row) in enumerate(rows):
            cell = cell_name(person.code, row_name(key, item.name))
            if relevant[at]:
                asked.setdefault(item.name, []).append(cell)
            if row.get(item.name, BLANK_ENTRY).status != Status.MISSING:
                answered.setdefault(item.name, []).append(cell)
    return asked, answered


def _issues(service: Service, opened: Round, entries: Mapping[str, object]) -> dict[str, list[Issue]]:
    """What is wrong now, by cell."""
    found: dict[str, list[Issue]] = {}
    for code, issues in service.store.submissions.issues(opened.form_id, opened.round_id).items():
        for issue in issues if code in entries else ():
            found.setdefault(cell_name(code, issue.field), []).append(issue)
    return found
