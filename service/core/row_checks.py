"""Rules over the rows of a list: totals, rows that may stand once, days that may not overlap."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from service.core.cells import Value
from service.core.entries import Status
from service.core.expressions.run import Array, run
from service.core.issues import Issue
from service.core.message_figures import Rows, computed, texts
from service.core.messages import fill
from service.core.normalise import number_text, thai_date
from service.core.schema import Form, RowRule
from service.core.showing import show
from service.core.submission import Frame, Submission
from service.core.uniqueness import key_of

WIDE = Context(prec=60)
"""Sums are exact: no cell holds more than 15 digits."""
FEW = 4
"""So many rows are told one by one in a message."""


class Broken(NamedTuple):
    """The row on which an issue stands, by its place in the frame; what may be said, and computed with."""

    at: int
    words: Mapping[str, str]
    seen: Sequence[str]
    numbers: Mapping[str, Decimal] = MappingProxyType({})


Marked = Iterator[Broken]


def row_issues(rule: RowRule, frame: Frame, submissions: Sequence[Submission]) -> Iterator[tuple[int, Issue]]:
    """Where a rule over rows is broken, by place in the frame: the last row of a wrong total, else the later
    of two rows. The rows of each respondent stand from top to bottom."""
    adrift = _without_group(rule, frame, submissions)
    broken = [
        found
        for (code, *_), rows in _groups(rule, frame, submissions).items()
        if code not in adrift
        for found in CHECKS[rule.check](rule, frame, submissions, rows)
    ]
    for found, figures in zip(broken, _figures(rule, frame, broken), strict=True):
        yield found.at, _issue(rule, submissions[found.at], found, figures)


def _figures(rule: RowRule, frame: Frame, broken: Sequence[Broken]) -> list[dict[str, str]]:
    if not broken:
        return []
    own = {
        name: np.array([Fraction(found.numbers[name]) for found in broken], dtype=object)
        for name in broken[0].numbers
    }
    rows = Rows(frame, [found.at for found in broken], own)
    return [texts(figures) for figures in computed(rule.figures, rows)]


def _groups(
    rule: RowRule, frame: Frame, submissions: Sequence[Submission]
) -> dict[tuple[str, ...], list[int]]:
    """The rows that are checked together, by respondent and their answers in ``by``."""
    found: dict[tuple[str, ...], list[int]] = {}
    for index in np.flatnonzero(_takes_part(rule, frame)).tolist():
        keys = [key_of(_value(submissions[index], name)) for name in rule.by]
        found.setdefault((submissions[index].respondent.code, *keys), []).append(index)
    return found


def _takes_part(rule: RowRule, frame: Frame) -> Array:
    """Rows in which nothing that the rule looks at is blank, not applicable or unreadable.

    A total waits for an amount that is blank or unreadable: so these rows are of its group too.
    """
    part = np.ones(frame.size, dtype=bool)
    if rule.relevant is not None:
        part &= np.broadcast_to(run(rule.relevant, frame), (frame.size,)).astype(bool)
        part &= frame.answerable(rule.relevant)
    for name in rule.fields:
        amount = rule.check == "rows_total" and name == rule.field
        part &= frame.status(name) != Status.NOT_APPLICABLE if amount else frame.given(name)
    return part


def _without_group(rule: RowRule, frame: Frame, submissions: Sequence[Submission]) -> set[str]:
    """Whose totals wait: a row of theirs has an amount, and nobody can tell yet to which total it belongs."""
    if rule.check != "rows_total":
        return set()
    lost = np.zeros(frame.size, dtype=bool)
    for name in rule.by:
        lost |= np.isin(frame.status(name), [Status.MISSING, Status.INVALID])
    if rule.relevant is not None:
        lost &= ~frame.answerable(rule.relevant) | np.asarray(run(rule.relevant, frame), dtype=bool)
        for name in rule.relevant.needed:
            lost |= frame.status(name) == Status.INVALID
    lost &= np.isin(frame.status(rule.field), [Status.VALUE, Status.INVALID])
    return {submissions[index].respondent.code for index in np.flatnonzero(lost).tolist()}


def _value(submission: Submission, name: str) -> Value:
    """An answer of a row that takes part, so that there is one."""
    value = submission.parsed[name].value
    assert value is not None
    return value


def _wrong_total(rule: RowRule, frame: Frame, submissions: Sequence[Submission], rows: list[int]) -> Marked:
    item = frame.form.field(rule.field)
    amounts = [submissions[index].parsed[rule.field].value for index in rows]
    if any(amount is None for amount in amounts):
        return
    total = Decimal(0)
    for amount in amounts:
        total = WIDE.add(total, Decimal(str(amount)))
    wanted = Decimal(str(_value(submissions[rows[-1]], rule.equals_of))) if rule.equals_of else rule.equals
    if abs(WIDE.subtract(total, wanted)) <= rule.tolerance:
        return
    each = [
        f"{_place(submissions[index])}: {show(item, submissions[index].parsed[rule.field].value)}"
        for index in rows
    ]
    words = {
        "title": item.title,
        "group": _group(rule, frame.form, submissions[rows[-1]]),
        "values": ", ".join(each) if len(each) <= FEW else f"{len(each)} แถว",
        "sum": number_text(total),
        "equals": number_text(wanted),
    }
    yield Broken(rows[-1], words, ("group", "sum"), {"sum": total, "equals": wanted})


def _repeated(rule: RowRule, frame: Frame, submissions: Sequence[Submission], rows: list[int]) -> Marked:
    for index in rows[1:]:
        words = {
            "values": _shown(frame.form, rule.by, submissions[index]),
            "place": _place(submissions[rows[0]]),
        }
        yield Broken(index, words, ("values",))


def _overlapping(rule: RowRule, frame: Frame, submissions: Sequence[Submission], rows: list[int]) -> Marked:
    """The first row above whose days meet these; days that end before they begin are another rule's."""
    spans = [(index, *_span(rule, submissions[index])) for index in rows]
    straight = [(index, first, last) for index, first, last in spans if first and last and first <= last]
    for at, (index, first, last) in enumerate(straight):
        other = next((row for row in straight[:at] if row[1] <= last and first <= row[2]), None)
        if other:
            words = {
                "values": _days(first, last),
                "group": _group(rule, frame.form, submissions[index]),
                "place": _place(submissions[other[0]]),
                "other": _days(other[1], other[2]),
            }
            yield Broken(index, words, ("values", "group", "other"))


def _span(rule: RowRule, submission: Submission) -> tuple[date, date]:
    first, last = _value(submission, rule.field), _value(submission, rule.to)
    assert isinstance(first, date) and isinstance(last, date)
    return first, last


def _days(first: date, last: date) -> str:
    if first == last:
        return thai_date(first, short=True)
    return f"{thai_date(first, short=True)} ถึง {thai_date(last, short=True)}"


CHECKS = {"rows_total": _wrong_total, "unique_together": _repeated, "no_overlap": _overlapping}


def _place(submission: Submission) -> str:
    return submission.place or "แถวอื่น"


def _shown(form: Form, names: Sequence[str], submission: Submission) -> str:
    shown = [(form.field(name), submission.parsed[name].value) for name in names]
    return " ".join(f"{item.title} “{show(item, value)}”" for item, value in shown)


def _group(rule: RowRule, form: Form, submission: Submission) -> str:
    """Whose rows these are, to stand after other words; nothing where it is the whole list."""
    return f"ของ{_shown(form, rule.by, submission)}" if rule.by else ""


def _issue(rule: RowRule, submission: Submission, found: Broken, figures: Mapping[str, str]) -> Issue:
    words = found.words
    return Issue(
        respondent=submission.respondent.code,
        field=rule.field,
        code=rule.id,
        severity=rule.severity,
        message=fill(rule.message.th, {**words, **figures}),
        seen="; ".join(f"{name}={words[name].strip()}" for name in found.seen),
        accept_notes=rule.accept_notes,
    )
