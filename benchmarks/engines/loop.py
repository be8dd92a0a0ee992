"""The same checks by hand, as a programmer would write them for these two forms alone.

It knows the fields and rules by heart and makes the same issues with the same words; what a general
engine can be measured against. Reasons, relevance and the round before do not exist in these forms.
"""

import re
from typing import Any

from benchmarks import forms
from benchmarks.survey import Survey
from service.core.cells import Cell
from service.core.issues import Issue
from service.core.messages import say
from service.core.submission import Submission
from service.core.validation import CELL_LIMIT

Found = list[list[Issue]]
_CODE = re.compile(forms.CODE_PATTERN)
_ITEM = re.compile(forms.ITEM_PATTERN)
_COUNTS = (*forms.TOTALS, *forms.PARTS)
_PAIRS, _RATED, _STEPS = forms.pairs("wide"), forms.rated("wide"), forms.steps("wide")
_YES_NO = ("ไม่มี", "มี")
_CHOICES = " / ".join(forms.LABELS)


def prepare(survey: Survey) -> list[Submission]:
    return survey.submissions()


def check(survey: Survey, submissions: list[Submission]) -> Found:
    one = _wide if survey.shape == "wide" else _long
    return [one(submission) for submission in submissions]


def reports(survey: Survey, found: Found) -> list[tuple[int, str]]:
    return [(row, issue.field) for row, issues in enumerate(found) for issue in issues]


def _wide(submission: Submission) -> list[Issue]:
    parsed = submission.parsed
    issues = _unread(submission)
    value = {name: read.value for name, read in parsed.items()}
    if value["school_id"] != submission.respondent.code:
        expected = submission.respondent.code
        issues.append(_issue(submission, "school_id", "code_mismatch", expected=expected))
    for name in _COUNTS:
        _limits(submission, name, value[name], forms.MOST, issues)
    _text(submission, value, _CODE, "code", issues)
    _length(submission, value["note"], issues)
    for total, part in _PAIRS:
        _part(submission, value, total, part, issues)
    for total, part, rate in _RATED:
        _rate(submission, value, total, part, rate, issues)
    for before, after in _STEPS:
        if value[after] is True and value[before] is False:
            words = f"ทำ {after} แล้วแต่ยังไม่ทำ {before}"
            issues.append(_broken(submission, after, words, value, before, after))
    return issues


def _long(submission: Submission) -> list[Issue]:
    parsed = submission.parsed
    issues = _unread(submission)
    value = {name: read.value for name, read in parsed.items()}
    _text(submission, value, _ITEM, "item", issues)
    _length(submission, value["note"], issues)
    _limits(submission, "target", value["target"], forms.MOST, issues)
    _limits(submission, "done", value["done"], forms.MOST, issues)
    _limits(submission, "baht", value["baht"], forms.MOST_BAHT, issues)
    _limits(submission, "spent", value["spent"], forms.MOST_BAHT, issues)
    _part(submission, value, "target", "done", issues)
    _part(submission, value, "baht", "spent", issues)
    _rate(submission, value, "target", "done", "rate", issues)
    return issues


def _limits(submission: Submission, name: str, value: Any, most: int, issues: list[Issue]) -> None:
    if value is None or 0 <= value <= most:
        return
    code, limit = ("above_maximum", most) if value > most else ("below_minimum", 0)
    raw = _shown(value)
    message = say(code, {"raw": raw, "limit": _shown(limit), "title": f"ช่อง {name}"})
    issues.append(Issue(submission.respondent.code, name, code, "error", message, seen=raw))


def _text(submission: Submission, value: dict[str, Any], wanted: Any, name: str, issues: list[Issue]) -> None:
    if value[name] is not None and not wanted.fullmatch(value[name]):
        issues.append(_issue(submission, name, "pattern_mismatch"))


def _length(submission: Submission, note: str | None, issues: list[Issue]) -> None:
    if note is not None and len(note) > forms.NOTE_LIMIT:
        length = {"length": len(note), "limit": forms.NOTE_LIMIT}
        issues.append(_issue(submission, "note", "too_long", **length))


def _part(submission: Submission, value: dict[str, Any], total: str, part: str, issues: list[Issue]) -> None:
    whole, some = value[total], value[part]
    if whole is not None and some is not None and some > whole:
        message = f"ส่วนย่อย {_shown(some)} มากกว่าทั้งหมด {_shown(whole)}"
        issues.append(_broken(submission, part, message, value, part, total))


def _rate(
    submission: Submission, value: dict[str, Any], total: str, part: str, rate: str, issues: list[Issue]
) -> None:
    whole, some, share = value[total], value[part], value[rate]
    if whole is None or some is None or share is None or some > whole:
        return
    if abs(float(share) - 100 * some / whole) > forms.TOLERANCE + 1e-9:
        message = f"ร้อยละ {_shown(share)} ไม่ตรงกับ {_shown(some)} ใน {_shown(whole)}"
        issues.append(_broken(submission, rate, message, value, part, rate, total))


def _broken(submission: Submission, name: str, message: str, value: dict[str, Any], *names: str) -> Issue:
    seen = "; ".join(f"{other}={_shown(value[other])}" for other in sorted(names))
    return Issue(submission.respondent.code, name, f"R_{name}", "error", message, seen=seen)


def _unread(submission: Submission) -> list[Issue]:
    """What could not be understood, and what was cut off because a cell holds no more."""
    issues = [
        _issue(submission, name, read.code, **read.params)
        for name, read in submission.parsed.items()
        if read.code
    ]
    for name, cell in submission.cells.items():
        if isinstance(cell.value, str) and len(cell.value) >= CELL_LIMIT:
            issues.append(_issue(submission, name, "cell_too_long", length=len(cell.value)))
    return issues


def _issue(submission: Submission, name: str, code: str, **params: object) -> Issue:
    raw = _quoted(submission.cells[name])
    choices = _CHOICES if name in forms.CHOICES else ""
    known = {"title": f"ช่อง {name}", "choices": choices, "description": "", **params, "raw": raw}
    return Issue(submission.respondent.code, name, code, "error", say(code, known), seen=raw)


def _quoted(cell: Cell) -> str:
    text = " ".join(cell.shown.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _YES_NO[value]
    return f"{value:,}"
