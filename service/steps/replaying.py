"""Earlier states of submissions, put together again from the stored history and checked anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from service.core.cells import BLANK, Cell, Value
from service.core.contexts import contexts_for
from service.core.issues import Issue
from service.core.normalise import Context, parse
from service.core.quality import Reading
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.row_names import row_names, rows_by_name
from service.core.rows import by_row, row_name
from service.core.schema import Form
from service.core.submission import Submission
from service.core.validation import Surroundings, check
from service.steps.context import Service
from service.steps.history import History, answers_of_row, by_field, histories, previous_values

DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class State:
    """What stood in a submission after one reading, by name of cell."""

    at: datetime
    cells: Mapping[str, Cell]


def states(changes: Sequence[tuple[str, str, Cell, datetime]]) -> dict[str, list[State]]:
    """The states of each respondent, oldest first, from every (respondent, cell, content, time) in order."""
    found: dict[str, list[State]] = {}
    held: dict[str, dict[str, Cell]] = {}
    for respondent, name, cell, at in changes:
        mine = found.setdefault(respondent, [])
        if not mine or mine[-1].at != at:  # one copy a reading, not one a cell
            held[respondent] = dict(held.get(respondent, {}))
            mine.append(State(at, held[respondent]))
        if cell == BLANK:
            held[respondent].pop(name, None)
        else:
            held[respondent][name] = cell
    return found


def replayed(service: Service, opened: Round) -> dict[str, list[Reading]]:
    """The readings of each respondent of a round, with the cells that had an error after each of them.

    The k-th states of all respondents are checked as one frame, so that nobody stands in it twice.
    """
    form = service.form_of(opened)
    past = states(service.store.submissions.changes(form.id, opened.round_id))
    register = {item.code: item for item in service.respondents(opened) if item.code in past}
    known = _Known.of(service, form, opened, register)
    found: dict[str, list[Reading]] = {code: [] for code in register}
    for place in range(max((len(past[code]) for code in register), default=0)):
        present = {code: past[code][place] for code in register if place < len(past[code])}
        wrong = _wrong_cells(known, {code: state.cells for code, state in present.items()})
        for code, state in present.items():
            found[code].append(Reading(state.at, frozenset(state.cells), frozenset(wrong[code])))
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What the answers of a round are read and checked with, today."""

    form: Form
    opened: Round
    register: Mapping[str, Respondent]
    contexts: Mapping[str, Context]
    previous: Mapping[str, Mapping[str, Value]]
    history: Mapping[str, History]
    facts: Mapping[str, Mapping[str, Decimal]]

    @classmethod
    def of(cls, service: Service, form: Form, opened: Round, register: Mapping[str, Respondent]) -> "_Known":
        return cls(
            form,
            opened,
            register,
            contexts_for(form, opened, service.store.register.all()),
            previous_values(service, form, opened, register),
            histories(service, form, opened, register),
            service.asked_facts(opened),
        )


def _wrong_cells(known: _Known, cells: Mapping[str, Mapping[str, Cell]]) -> dict[str, set[str]]:
    """The cells with an error, by respondent."""
    parts = [(code, key, part) for code, held in cells.items() for key, part in _parts(known, code, held)]
    period = known.opened.starts, known.opened.ends
    issues = check(known.form, [part for _, _, part in parts], Surroundings(period))
    wrong: dict[str, set[str]] = {code: set() for code in cells}
    for (code, key, _), found in zip(parts, issues, strict=True):
        wrong[code] |= {row_name(key, issue.field) for issue in found if _counts(known.form, issue)}
    return wrong


def _counts(form: Form, issue: Issue) -> bool:
    """Who else gave an answer at that time is not known; the rows of one list were there together."""
    return issue.severity == "error" and (form.is_list or issue.code != DUPLICATE)


def _parts(known: _Known, code: str, cells: Mapping[str, Cell]) -> Iterator[tuple[str, Submission]]:
    """The submission, or each row of a list."""
    previous, past = known.previous.get(code, {}), known.history.get(code, ())
    if not known.form.is_list:
        yield "", _submission(known, code, cells, previous, by_field(past))
        return
    before = rows_by_name(known.form, previous)
    for key, row in by_row(cells).items():
        plain = _submission(known, code, row, {}, {})
        names = row_names(known.form, plain.entries)
        usual = answers_of_row(known.form, past, names)
        yield key, _submission(known, code, row, before.get(names, ("", {}))[1], usual)


def _submission(
    known: _Known,
    code: str,
    cells: Mapping[str, Cell],
    previous: Mapping[str, Value],
    usual: Mapping[str, Sequence[Value]],
) -> Submission:
    """References to other forms are read as texts: what stood there then is not kept beside them."""
    asked = [item for item in known.form.fields if not known.form.is_list or not item.names_respondent]
    return Submission(
        respondent=known.register[code],
        cells=cells,
        parsed={
            item.name: parse(
                "text" if item.reference and item.reference.form else item.kind,
                cells.get(item.name, BLANK),
                known.contexts[item.name],
            )
            for item in asked
        },
        previous=previous,
        history=usual,
        facts=known.facts.get(code, {}),
        span=known.opened.span,
    )
