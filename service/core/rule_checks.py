"""Rules across fields, each checked on all submissions at once; what a broken one says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, log10

import numpy as np

from service.core.entries import Status
from service.core.expressions.run import Array, run
from service.core.issues import Issue, IssueSeverity
from service.core.message_figures import Figure, Rows, computed, texts
from service.core.messages import fill
from service.core.schema import MONEY_UNITS, Field, Form, Rule
from service.core.showing import show
from service.core.submission import Frame, Submission, ZeroFrame

PLACE = re.compile(r"\{(?:prev\.|title\.)?(\w+)\}")
"""A place in a rule's message: {p1_all}, {prev.p1_all}, {title.p1_all}."""
RATIO = "ratio"
"""The figure of a rule that says how many times too large an amount is, in its field's unit."""


def rule_issues(rule: Rule, frame: Frame, submissions: Sequence[Submission]) -> Iterator[tuple[int, Issue]]:
    """Where the rule is broken, by place in the frame."""
    applies = rule_applies(rule, frame)
    if not applies.any():
        return
    columns = frame if rule.missing == "skip_if_any" else ZeroFrame(frame)
    holds = np.broadcast_to(run(rule.constraint, columns), (frame.size,))
    broken = np.flatnonzero(applies & ~holds.astype(bool)).tolist()
    if not broken:
        return
    names = sorted(rule.constraint.names | rule.constraint.previous | {rule.field})
    places = {*names, *PLACE.findall(rule.message.th)}
    shown = [item for item in frame.form.fields if item.name in places]
    blank = frame.status(rule.field) == Status.MISSING
    for index, figures in zip(broken, computed(rule.figures, Rows(columns, broken)), strict=True):
        values = _shown_values(shown, submissions[index])
        yield (
            int(index),
            Issue(
                respondent=frame.respondents[index].code,
                field=rule.field,
                code=rule.id,
                severity=_severity(rule, bool(blank[index]), submissions[index].overdue),
                message=fill(rule.message.th, {**_own(frame.form, rule, values, figures), **values}),
                seen="; ".join(f"{name}={values[name]}" for name in names),
                accept_notes=rule.accept_notes,
            ),
        )


def _severity(rule: Rule, blank: bool, overdue: bool) -> IssueSeverity:
    """A broken rule on a blank cell is nothing worse than "still to be answered" before the due date."""
    return "blank" if blank and rule.severity == "error" and not overdue else rule.severity


def rule_applies(rule: Rule, frame: Frame) -> Array:
    """Where a rule is to be checked: its field relevant, nothing unreadable, its missing policy met."""
    applies = frame.relevant_mask(rule.field).copy()
    if rule.relevant is not None:
        applies &= np.broadcast_to(run(rule.relevant, frame), (frame.size,)).astype(bool)
        applies &= frame.answerable(rule.relevant)
    applies &= frame.known(rule.constraint)
    for name in rule.constraint.names:
        applies &= frame.status(name) != Status.INVALID
    held = [frame.given(name) for name in rule.constraint.needed]
    held += [frame.previous_given(name) for name in rule.constraint.previous]
    if not held or rule.missing == "zero":
        return applies
    return np.asarray(applies & _enough(rule, frame, held))


def _enough(rule: Rule, frame: Frame, held: Sequence[Array]) -> Array:
    """Where enough of what the constraint needs is known."""
    if rule.missing == "skip_if_any":
        return np.asarray(np.logical_and.reduce(held))
    some = np.asarray(np.logical_or.reduce(held))
    if rule.missing == "skip_if_all":
        return some
    answered = [frame.status(name) != Status.MISSING for name in rule.constraint.needed]
    answered += [frame.previous_given(name) for name in rule.constraint.previous]
    return np.asarray(some & np.logical_and.reduce(answered))


def _shown_values(shown: Sequence[Field], submission: Submission) -> dict[str, str]:
    values: dict[str, str] = {}
    for item in shown:
        parsed = submission.parsed.get(item.name)
        values[item.name] = show(item, parsed.value if parsed else None)
        values[f"prev.{item.name}"] = show(item, submission.previous.get(item.name))
        values[f"title.{item.name}"] = item.title
    return values


def _own(
    form: Form, rule: Rule, values: Mapping[str, str], figures: Mapping[str, Figure]
) -> Mapping[str, str]:
    """What a message may say of the rule's own field without naming it, and its figures."""
    item = form.field(rule.field)
    own = {"this": values[rule.field], "prev.this": values[f"prev.{rule.field}"], "title": item.title}
    suspect = suspected(float(figures[RATIO].value), rule.unit) if RATIO in figures else ""
    return {**own, "unit": rule.unit or item.unit, "suspect": suspect, **texts(figures)}


def suspected(ratio: float, unit: str) -> str:
    """Which unit an amount was probably typed in, being ``ratio`` times what it should be (DOMAIN §1.3)."""
    if not unit:
        return "อาจใส่เลขศูนย์เกินหรือขาด"
    if not isfinite(ratio) or ratio <= 0:
        return "อาจสลับหน่วยเงิน"
    for other, baht in MONEY_UNITS.items():
        if other != unit and abs(log10(MONEY_UNITS[unit] / ratio / baht)) < 1.5:
            return f"ตัวเลขนี้อาจเป็นหน่วย{other}"
    return "ค่าที่ใช้เทียบอาจเป็นคนละหน่วย"
