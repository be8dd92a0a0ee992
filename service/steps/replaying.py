"""Earlier states of submissions, put together again from the stored history and checked anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from service.core.cells import BLANK, Cell
from service.core.issues import Issue
from service.core.quality import Reading
from service.core.rounds import Round
from service.core.rows import ORDER, by_row, none_beside_rows, order_of, row_name, usual_order
from service.core.schema import Form
from service.core.validation import Surroundings, check
from service.steps.assembling import Background, Rows
from service.steps.context import Service
from service.store.submissions import Change

DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class State:
    """What stood in a submission after one reading: its rows from top to bottom."""

    at: datetime
    rows: Rows

    @property
    def held(self) -> frozenset[str]:
        """The names of the cells that held something."""
        return frozenset(row_name(key, name) for key, cells in self.rows.items() for name in cells)


def states(changes: Iterable[Change]) -> dict[str, list[State]]:
    """The states of each respondent, oldest first, from every change in order."""
    found: dict[str, list[State]] = {}
    by_owner = sorted(changes, key=lambda change: change[0])
    for (respondent, at), reading in groupby(by_owner, lambda change: (change[0], change[3])):
        mine = found.setdefault(respondent, [])
        before = mine[-1].rows if mine else {}
        mine.append(State(at, _after(before, {name: cell for _, name, cell, _ in reading})))
    return found


def _after(before: Rows, changed: Mapping[str, Cell]) -> Rows:
    """The rows once these cells have changed. New ones stand below, unless it was kept where they stood."""
    rows = {key: dict(cells) for key, cells in before.items()}
    for key, cells in by_row({name: cell for name, cell in changed.items() if name != ORDER}).items():
        row = {**rows.get(key, {}), **cells}
        rows[key] = {name: cell for name, cell in row.items() if cell != BLANK}
    filled = {key: row for key, row in rows.items() if row}
    if ORDER not in changed:
        return filled
    return {key: filled[key] for key in usual_order(order_of(changed[ORDER]), filled)}


def replayed(service: Service, opened: Round) -> dict[str, list[Reading]]:
    """The readings of each respondent of a round, with the cells that had an error after each of them.

    The k-th states of all respondents are checked as one frame, so that nobody stands in it twice.
    References to other forms are read as texts: what stood there then is not kept beside them.
    """
    form = service.form_of(opened)
    past = states(service.store.submissions.changes(form.id, opened.round_id))
    codes = [item.code for item in service.respondents(opened) if item.code in past]
    known = Background.of(service, form, opened, codes)
    found: dict[str, list[Reading]] = {code: [] for code in codes}
    for place in range(max((len(past[code]) for code in codes), default=0)):
        present = {code: past[code][place] for code in codes if place < len(past[code])}
        wrong = _wrong_cells(known, present)
        for code, state in present.items():
            found[code].append(Reading(state.at, state.held, frozenset(wrong[code])))
    return found


def _wrong_cells(known: Background, states: Mapping[str, State]) -> dict[str, set[str]]:
    """The cells with an error, by respondent."""
    parts = [part for code, state in states.items() for part in known.parts(code, state.rows)]
    period = known.round.starts, known.round.ends
    issues = check(known.form, [part.submission for part in parts], Surroundings(period))
    is_list = known.form.is_list
    wrong = {code: {*none_beside_rows(state.rows)} if is_list else set() for code, state in states.items()}
    for part, found in zip(parts, issues, strict=True):
        names = {row_name(part.key, issue.field) for issue in found if _counts(known.form, issue)}
        wrong[part.owner] |= names
    return wrong


def _counts(form: Form, issue: Issue) -> bool:
    """Who else gave an answer at that time is not known; the rows of one list were there together."""
    return issue.severity == "error" and (form.is_list or issue.code != DUPLICATE)
