"""Every check of every cell, for all submissions of a form at once. Issues are collected, never raised."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import inf
from typing import Any

import numpy as np

from service.core.asking import example_day, figure_words, words_without_figure
from service.core.cells import BLANK, BLANK_PARSED, Cell, Outcome, Parsed
from service.core.issues import Issue, Progress, explain, listed_reasons, progress
from service.core.messages import ACCEPT_NOTES, UNLESS, say
from service.core.normalise import means_nothing, thai_date
from service.core.relevance import deciding_answers, irrelevant_code
from service.core.row_checks import row_issues
from service.core.rule_checks import rule_issues
from service.core.schema import NUMERIC_KINDS, RESPONDENT_WORDS, Constraints, Field, Form
from service.core.showing import decimal_of, quote, show
from service.core.submission import Frame, ParsedCells, Submission
from service.core.uniqueness import Taken, unique_fields, unique_issues

CELL_LIMIT = 50_000
"""Characters a cell of Google Sheets holds (GOOGLE §3): a text of this length was probably cut."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a round besides the submissions at hand.

    ``period`` is its first and last day; ``taken`` the unique answers of respondents not at hand.
    """

    period: tuple[date, date] | None = None
    taken: Taken = field(default_factory=dict)


NOTHING_ELSE = Surroundings()


def check(
    form: Form, submissions: Sequence[Submission], around: Surroundings = NOTHING_ELSE
) -> list[list[Issue]]:
    """The issues of each submission, in the order given. Never raises for any content of a cell."""
    cells = ParsedCells(form, submissions)
    frame = frame_of(form, submissions, cells)
    found: defaultdict[int, list[Issue]] = defaultdict(list)
    found.update((at, list(own.structure)) for at, own in enumerate(submissions) if own.structure)
    for item in form.fields:
        for index, issue in _cell_issues(item, cells.of(item.name), frame, submissions):
            found[index].append(issue)
    beyond: set[tuple[int, str]] = set()
    for item in form.fields:
        for index, issue in _range_issues(item, frame):
            found[index].append(issue)
            beyond.add((index, item.name))
        for index, issue in _date_issues(item, frame, submissions, around.period):
            found[index].append(issue)
    for item in unique_fields(form):
        for index, issue in unique_issues(item, frame, submissions, around.taken):
            found[index].append(issue)
    for index, issue in _across(form, frame, submissions):
        if (index, issue.field) not in beyond:  # a figure that cannot be needs no second fault
            found[index].append(issue)
    listed = listed_reasons(form)
    return [_explained(found[at], own, listed) if at in found else [] for at, own in enumerate(submissions)]


def _across(form: Form, frame: Frame, submissions: Sequence[Submission]) -> Iterator[tuple[int, Issue]]:
    """What is wrong across the fields of a respondent or a row, then across the rows of a list."""
    for rule in form.rules:
        yield from rule_issues(rule, frame, submissions)
    for over_rows in form.row_rules:
        yield from row_issues(over_rows, frame, submissions)


def frame_of(form: Form, submissions: Sequence[Submission], cells: ParsedCells | None = None) -> Frame:
    """The submissions as one frame; ``cells`` are those of the same submissions, when they are at hand."""
    return Frame(
        form,
        [submission.respondent for submission in submissions],
        cells or ParsedCells(form, submissions),
        [submission.previous for submission in submissions],
        history=[submission.history for submission in submissions],
        facts=[submission.facts for submission in submissions],
        spans=[submission.span for submission in submissions],
    )


def _explained(issues: list[Issue], submission: Submission, listed: frozenset[str]) -> list[Issue]:
    if not submission.reasons and not submission.earlier:
        return issues
    return [
        explain(
            issue,
            submission.reason_for(issue),
            submission.remembered.get((issue.field, issue.code)),
            submission.earlier.get((issue.field, issue.code)),
            listed,
        )
        for issue in issues
    ]


def summarise(
    form: Form, submissions: Sequence[Submission], issues: Sequence[Sequence[Issue]]
) -> list[Progress]:
    """The state of each submission, with how many of its required cells are answered."""
    frame = frame_of(form, submissions)
    keys = {item.name for item in form.fields if item.names_respondent}
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


def _cell_issues(
    item: Field, column: Sequence[Parsed], frame: Frame, submissions: Sequence[Submission]
) -> Iterator[tuple[int, Issue]]:
    """What is wrong in single cells of a field; only cells that are not plainly good are looked at."""
    relevant = frame.relevant_mask(item.name)
    for index in _doubtful(item, column, frame, submissions):
        parsed, submission = column[index], submissions[index]
        if parsed.outcome is Outcome.MISSING and not parsed.code:
            continue
        cell = submission.cells.get(item.name, BLANK)
        for issue in _one_cell(frame.form, item, parsed, cell, submission, bool(relevant[index])):
            yield index, issue


LONG_KINDS = frozenset({"text", "uri"})
"""The kinds whose cells may be too long and yet be understood: for all others parsing has a limit."""


def _doubtful(
    item: Field, column: Sequence[Parsed], frame: Frame, submissions: Sequence[Submission]
) -> list[int]:
    """Which cells of a field are not plainly good, in order.

    Nearly all are: so these are quick questions, and ``_one_cell`` says what is wrong.
    """
    found = {index for index, parsed in enumerate(column) if parsed.code}
    found.update(np.flatnonzero(~frame.relevant_mask(item.name)).tolist())
    if item.kind in LONG_KINDS:
        cells = [submission.cells.get(item.name, BLANK) for submission in submissions]
        found.update(index for index, cell in enumerate(cells) if _too_much(cell))
    if item.names_respondent:
        codes = [respondent.code for respondent in frame.respondents]
        read = enumerate(zip(column, codes, strict=True))
        found.update(i for i, (parsed, code) in read if parsed is not BLANK_PARSED and parsed.value != code)
    found.update(_beyond_limits(item.constraints, column))
    return sorted(found)


def _beyond_limits(limits: Constraints, column: Sequence[Parsed]) -> Iterator[int]:
    """Which texts of a column are not as they are to be; see ``_text_faults``."""
    if not limits.pattern and limits.max_length is None and limits.min_length is None:
        return
    fits = re.compile(limits.pattern or "(?s).*").fullmatch
    least, most = limits.min_length or 0, inf if limits.max_length is None else limits.max_length
    for index, parsed in enumerate(column):
        text = parsed.value
        if isinstance(text, str) and not (least <= len(text) <= most and fits(text)):
            yield index


def _one_cell(
    form: Form, item: Field, parsed: Parsed, cell: Cell, submission: Submission, relevant: bool
) -> Iterator[Issue]:
    if _too_much(cell):
        yield _issue(submission, item, "cell_too_long", "error", cell, length=len(str(cell.value)))
    elif not relevant:
        if _says_something(parsed, cell):
            yield _unasked(submission, item, cell, form)
    elif parsed.code:
        severity = "query" if parsed.outcome is Outcome.WARN_MISSING else "error"
        yield _issue(submission, item, parsed.code, severity, cell, **parsed.params)
    elif item.names_respondent and parsed.value != submission.respondent.code:
        yield _issue(submission, item, "code_mismatch", "error", cell, expected=submission.respondent.code)
    elif isinstance(parsed.value, str):
        for code, numbers in _text_faults(item.constraints, parsed.value):
            yield _issue(submission, item, code, "error", cell, **numbers)


def _says_something(parsed: Parsed, cell: Cell) -> bool:
    """Whether what stands in a question that is not asked means anything: 0, a dash and "ไม่มี" do not."""
    if parsed.outcome is Outcome.NOT_APPLICABLE or means_nothing(cell.shown):
        return False
    return bool(parsed.code) or parsed.value not in (0, False, None)


def _unasked(submission: Submission, item: Field, cell: Cell, form: Form) -> Issue:
    """Why an answer is not wanted: by the register, or by the school's own answer elsewhere."""
    because = " ".join(f"“{field.title}”" for field in deciding_answers(form, item))
    words = irrelevant_code(form, item)
    made = _issue(submission, item, words, "query", cell, because=because)
    return replace(made, code="irrelevant_value")


def _too_much(cell: Cell) -> bool:
    return isinstance(cell.value, str) and len(cell.value) >= CELL_LIMIT


def _text_faults(limits: Constraints, text: str) -> list[tuple[str, dict[str, int]]]:
    """What is wrong with a text, and the numbers that say so."""
    length = len(text)
    found: list[tuple[str, dict[str, int]]] = []
    if limits.pattern and not re.fullmatch(limits.pattern, text):
        found.append(("pattern_mismatch", {}))
    if limits.max_length is not None and length > limits.max_length:
        found.append(("too_long", {"length": length, "limit": limits.max_length}))
    if limits.min_length is not None and length < limits.min_length:
        found.append(("too_short", {"length": length, "limit": limits.min_length}))
    return found


def _issue(
    submission: Submission, item: Field, code: str, severity: Any, cell: Cell, **params: object
) -> Issue:
    raw = quote(cell)
    known = {
        "raw": raw,
        "title": item.title,
        "choices": " / ".join(item.choices),
        "description": item.description,
        "unit": item.unit,
        "unless": UNLESS.th if item.not_applicable else "",
        "yes": item.choices[0] if item.choices else "",
        "no": item.choices[-1] if item.choices else "",
        **(figure_words(item) if item.kind in NUMERIC_KINDS else {}),
        **({"day": example_day(item, submission.span)} if item.kind == "date" else {}),
        "who": RESPONDENT_WORDS[submission.respondent.kind].th,
        "who_en": RESPONDENT_WORDS[submission.respondent.kind].en,
    }
    message = say(_words(code, item, raw), {**known, **params, "raw": raw})
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


def none_beside(respondent: str, field_name: str, cell: Cell) -> Issue:
    """That a list says there is nothing, although other rows of it list something."""
    raw = quote(cell)
    message = say("none_beside_rows", {"raw": raw})
    return Issue(respondent, field_name, "none_beside_rows", "error", message, seen=raw)


def _words(code: str, item: Field, raw: str) -> str:
    """Which words of the catalogue say it: a fault may need other ones where there is a list to pick from."""
    if code == "code_not_listed" and item.reference and item.reference.form:
        return "code_not_given"
    code = words_without_figure(code, item, raw)
    if not item.choices:
        return code
    return {"other_scale_label": "other_scale_choice", "must_be_answered": "must_be_picked"}.get(code, code)


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
            shown = show(item, decimal_of(float(values[index])))
            message = say(code, {"raw": shown, "limit": show(item, limit), "title": item.title})
            respondent = frame.respondents[index].code
            yield int(index), Issue(respondent, item.name, code, "error", message, seen=shown)


def _date_issues(
    item: Field, frame: Frame, submissions: Sequence[Submission], period: tuple[date, date] | None
) -> Iterator[tuple[int, Issue]]:
    limits = item.constraints
    if limits.earliest is None and limits.latest is None and not (limits.in_round and period):
        return
    for index in np.flatnonzero(frame.given(item.name)).tolist():
        day = submissions[index].parsed[item.name].value
        wrong = _misplaced(day, item, period) if isinstance(day, date) else None
        if isinstance(day, date) and wrong:
            code, params = wrong
            shown = thai_date(day)
            words = {name: thai_date(limit) for name, limit in params.items()}
            message = say(code, {"raw": shown, "title": item.title, **words})
            yield index, Issue(frame.respondents[index].code, item.name, code, "error", message, seen=shown)


def _misplaced(
    day: date, item: Field, period: tuple[date, date] | None
) -> tuple[str, dict[str, date]] | None:
    """Why the day cannot be right, with the days that say so."""
    limits = item.constraints
    if limits.earliest and day < limits.earliest:
        return "date_too_early", {"limit": limits.earliest}
    if limits.latest and day > limits.latest:
        return "date_too_late", {"limit": limits.latest}
    if limits.in_round and period and not period[0] <= day <= period[1]:
        return "date_outside_round", {"first": period[0], "last": period[1]}
    return None
