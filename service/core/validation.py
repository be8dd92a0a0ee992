"""Every check of every cell, for all submissions of a form at once. Issues are collected, never raised."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from service.core.cells import Cell, Outcome, Parsed, Value
from service.core.entries import Status
from service.core.expressions.run import Array, run
from service.core.issues import Issue, IssueSeverity, Progress, explain, progress
from service.core.messages import ACCEPT_NOTES, fill, say
from service.core.normalise import describe
from service.core.schema import BOOLEAN_KINDS, NUMERIC_KINDS, Field, Form, Rule
from service.core.submission import Frame, Submission, ZeroFrame

CELL_LIMIT = 50_000
"""Characters a cell of Google Sheets holds (GOOGLE §3): a text of this length was probably cut."""
QUOTE_LIMIT = 60


def check(form: Form, submissions: Sequence[Submission]) -> list[list[Issue]]:
    """The issues of each submission, in the order given. Never raises for any content of a cell."""
    frame = frame_of(form, submissions)
    found: list[list[Issue]] = [list(submission.structure) for submission in submissions]
    for index, submission in enumerate(submissions):
        found[index] += _cell_issues(form, submission, frame, index)
    for item in form.fields:
        for index, issue in _range_issues(item, frame):
            found[index].append(issue)
    for rule in form.rules:
        for index, issue in _rule_issues(rule, frame, submissions):
            found[index].append(issue)
    return [_explained(issues, submission) for issues, submission in zip(found, submissions, strict=True)]


def frame_of(form: Form, submissions: Sequence[Submission]) -> Frame:
    """The submissions as one frame."""
    return Frame(
        form,
        [submission.respondent for submission in submissions],
        [submission.entries for submission in submissions],
        [submission.previous for submission in submissions],
        history=[submission.history for submission in submissions],
        facts=[submission.facts for submission in submissions],
    )


def _explained(issues: list[Issue], submission: Submission) -> list[Issue]:
    return [
        explain(
            issue,
            submission.reason_for(issue),
            submission.remembered.get((issue.field, issue.code)),
        )
        for issue in issues
    ]


def summarise(
    form: Form, submissions: Sequence[Submission], issues: Sequence[Sequence[Issue]]
) -> list[Progress]:
    """The state of each submission, with how many of its required cells are answered."""
    frame = frame_of(form, submissions)
    keys = {item.name for item in form.fields if item.kind == "school_code"}
    required = [item.name for item in form.fields if item.constraints.required and item.name not in keys]
    results: list[Progress] = []
    for index, submission in enumerate(submissions):
        wanted = [name for name in required if frame.relevant_mask(name)[index]]
        typed = any(
            parsed.outcome != Outcome.MISSING
            for name, parsed in submission.parsed.items()
            if name not in keys
        )
        filled = sum(
            submission.parsed[name].outcome != Outcome.MISSING for name in wanted if name in submission.parsed
        )
        # A cell that a rule asks for is one more required answer, and not yet given.
        asked = {issue.field for issue in issues[index] if issue.severity == "blank"} - set(wanted)
        results.append(progress(issues[index], typed=typed, required=len(wanted) + len(asked), filled=filled))
    return results


def _cell_issues(form: Form, submission: Submission, frame: Frame, index: int) -> Iterator[Issue]:
    for item in form.fields:
        parsed = submission.parsed.get(item.name)
        if parsed is None or (parsed.outcome is Outcome.MISSING and not parsed.code):
            continue
        cell = submission.cells.get(item.name, Cell())
        if _too_much(cell):
            yield _issue(submission, item, "cell_too_long", "error", cell, length=len(str(cell.value)))
        elif not frame.relevant_mask(item.name)[index]:
            if parsed.code or (
                parsed.outcome is not Outcome.NOT_APPLICABLE and parsed.value not in (0, False, None)
            ):
                yield _issue(submission, item, "irrelevant_value", "query", cell)
        elif parsed.code:
            severity = "query" if parsed.outcome is Outcome.WARN_MISSING else "error"
            yield _issue(submission, item, parsed.code, severity, cell, **parsed.params)
        elif item.kind == "school_code" and parsed.value != submission.respondent.code:
            yield _issue(
                submission, item, "code_mismatch", "error", cell, expected=submission.respondent.code
            )
        else:
            yield from _text_issues(submission, item, parsed, cell)


def _too_much(cell: Cell) -> bool:
    return isinstance(cell.value, str) and len(cell.value) >= CELL_LIMIT


def _text_issues(submission: Submission, item: Field, parsed: Parsed, cell: Cell) -> Iterator[Issue]:
    if not isinstance(parsed.value, str):
        return
    limits, length = item.constraints, len(parsed.value)
    if limits.pattern and not re.fullmatch(limits.pattern, parsed.value):
        yield _issue(submission, item, "pattern_mismatch", "error", cell)
    if limits.max_length is not None and length > limits.max_length:
        yield _issue(submission, item, "too_long", "error", cell, length=length, limit=limits.max_length)
    if limits.min_length is not None and length < limits.min_length:
        yield _issue(submission, item, "too_short", "error", cell, length=length, limit=limits.min_length)


def _issue(
    submission: Submission, item: Field, code: str, severity: Any, cell: Cell, **params: object
) -> Issue:
    raw = _quote(cell)
    known = {
        "raw": raw,
        "title": item.title,
        "choices": " / ".join(item.choices),
        "description": item.description,
    }
    words = "dash_no_number" if code == "dash_missing" and item.kind not in NUMERIC_KINDS else code
    message = say(words, {**known, **params, "raw": raw})
    if params.get("suggestion"):
        message = f"{message} (หมายถึง “{params['suggestion']}” หรือไม่)"
    return Issue(
        respondent=submission.respondent.code,
        field=item.name,
        code=code,
        severity=severity,
        message=message,
        seen=raw,
        accept_notes=ACCEPT_NOTES.get(code, ()),
    )


def _quote(cell: Cell) -> str:
    """What stands in the cell; the number itself where its format hides a fraction (1.5 shown as 2)."""
    shown = cell.shown or ("" if cell.value is None else str(cell.value))
    if isinstance(cell.value, float) and cell.number_format == "NUMBER" and not cell.value.is_integer():
        shown = repr(cell.value)
    text = " ".join((cell.error or shown).split())
    return text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"


def _range_issues(item: Field, frame: Frame) -> Iterator[tuple[int, Issue]]:
    if item.kind not in NUMERIC_KINDS:
        return
    values = frame.column(item.name)
    limits = (
        ("below_minimum", item.constraints.minimum, np.less),
        ("above_maximum", item.constraints.maximum, np.greater),
    )
    for code, limit, beyond in limits:
        if limit is None:
            continue
        for index in np.flatnonzero(beyond(values, float(limit))):
            shown = show(item, _decimal(float(values[index])))
            message = say(code, {"raw": shown, "limit": show(item, limit), "title": item.title})
            respondent = frame.respondents[index].code
            yield int(index), Issue(respondent, item.name, code, "error", message, seen=shown)


def _decimal(value: float) -> Decimal:
    """The number as it was typed: -1, not -1.0."""
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))


def _rule_issues(rule: Rule, frame: Frame, submissions: Sequence[Submission]) -> Iterator[tuple[int, Issue]]:
    applies = rule_applies(rule, frame)
    if not applies.any():
        return
    columns = frame if rule.missing == "skip_if_any" else ZeroFrame(frame)
    holds = np.broadcast_to(run(rule.constraint, columns), (frame.size,))
    names = sorted(rule.constraint.names | rule.constraint.previous | {rule.field})
    blank = frame.status(rule.field) == Status.MISSING
    for index in np.flatnonzero(applies & ~holds.astype(bool)).tolist():
        values = _shown_values(frame.form, submissions[index], names)
        yield (
            int(index),
            Issue(
                respondent=frame.respondents[index].code,
                field=rule.field,
                code=rule.id,
                severity=_severity(rule, bool(blank[index]), submissions[index].overdue),
                message=fill(rule.message.th, values),
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
    needed = np.logical_and.reduce(held) if rule.missing == "skip_if_any" else np.logical_or.reduce(held)
    return np.asarray(applies & needed)


def _shown_values(form: Form, submission: Submission, names: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name in names:
        item = form.field(name)
        parsed = submission.parsed.get(name)
        values[name] = show(item, parsed.value if parsed else None)
        values[f"prev.{name}"] = show(item, submission.previous.get(name))
    return values


def show(item: Field, value: Value | None) -> str:
    """A value as a school reads it, in Arabic digits."""
    if value is None:
        return "ว่าง"
    if item.kind in BOOLEAN_KINDS and item.choices:
        return item.choices[0] if value is True else item.choices[1]
    return describe(Parsed(value, Outcome.OK), item.kind)
