"""What is wrong in the data: collected, never raised."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from service.core.messages import ACCEPT_NOTES, say
from service.core.normalise import loose_key, means_nothing
from service.core.schema import Form, written_as

IssueSeverity = Literal["error", "query", "blank"]
"""error: must be fixed; query: fix or explain; blank: still to be answered (an error once overdue)."""

WHOLE = ""
"""The field of an issue that concerns a whole submission (a deleted tab, a lost heading)."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong in one cell of one respondent.

    ``code`` is a catalogue code or a rule's id; ``message`` is ready to read (Thai). ``seen`` is the
    values the issue speaks of: a reason given for a query holds only as long as they stay the same.
    ``reason`` is the accepted reason, when a query has one.
    """

    respondent: str
    field: str
    code: str
    severity: IssueSeverity
    message: str
    seen: str = ""
    reason: str = ""
    accept_notes: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.severity != "query" or not self.reason


class State(StrEnum):
    """The state of a submission; exclusive, in this precedence (DESIGN §4)."""

    NEEDS_FIX = "needs_fix"
    EXPLAIN = "explain"
    MISSING = "missing"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Progress:
    """A submission in numbers: required cells, those filled, open errors and queries."""

    state: State
    required: int
    filled: int
    errors: int
    queries: int


def progress(issues: Iterable[Issue], *, typed: bool, required: int, filled: int) -> Progress:
    """The state of a submission from its issues and its required cells."""
    found = [issue for issue in issues if issue.open]
    errors = sum(issue.severity == "error" for issue in found)
    queries = sum(issue.severity == "query" for issue in found)
    if errors:
        state = State.NEEDS_FIX
    elif queries:
        state = State.EXPLAIN
    elif not typed:
        state = State.MISSING
    else:
        state = State.COMPLETE if filled >= required else State.IN_PROGRESS
    return Progress(state, required, filled, errors, queries)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason typed for the queries of a field, and the values it was first seen with."""

    text: str
    seen: str


NOT_FOR_LONG = frozenset({"dash_missing", "no_data_word"})
"""Questions whose reason says "next round": the next round asks them again."""


def explain(
    issue: Issue,
    typed: str,
    remembered: Reason | None,
    earlier: Reason | None = None,
    listed: Collection[str] = (),
) -> Issue:
    """The issue with its reason, when the reason given in the sheet is accepted for these values.

    A reason first seen with other values does not count: the school is asked again, and picking
    another one (or clearing it and picking it anew) answers. Why a reason does not count is said.
    Where none is given, the reason ``earlier`` given in the round before for the same values still holds.
    ``listed`` are the reasons that the form offers anywhere: one of another question answers that alone.
    """
    if issue.severity != "query":
        return issue
    text = _part_for(issue, typed, listed) if typed.strip() else _still_holds(issue, earlier)
    if not typed.strip() and not text:
        return issue
    if not accepted(text, issue.accept_notes):
        return _refused(issue, text or typed.strip(), another=not text)
    if remembered and remembered.text == text and remembered.seen != issue.seen:
        return _say_why(issue, "reason_stale", text)
    return replace(issue, reason=text)


_BETWEEN_REASONS = re.compile(r"\s*[;\n]\s*|,\s+|\s+[/+]\s+")


def _part_for(issue: Issue, typed: str, listed: Collection[str]) -> str:
    """What of a reason cell answers this question: several questions may share it ("ก; ข").

    A reason of the question's own list comes first, then words of the respondent's own; "" when all that
    stands there belongs to other questions.
    """
    whole = typed.strip()
    parts = [part for part in _BETWEEN_REASONS.split(whole) if part]
    own = next((part for part in (whole, *parts) if _listed(part, issue.accept_notes)), "")
    others = [note for note in listed if note not in issue.accept_notes]
    if own or _listed(whole, others):
        return own
    return "; ".join(part for part in parts if not _listed(part, others))


def _still_holds(issue: Issue, earlier: Reason | None) -> str:
    if earlier is None or earlier.seen != issue.seen or issue.code in NOT_FOR_LONG:
        return ""
    return earlier.text if accepted(earlier.text, issue.accept_notes) else ""


def _refused(issue: Issue, reason: str, *, another: bool) -> Issue:
    if another:
        return _say_why(issue, "reason_other", reason)
    return _say_why(
        issue, "reason_short" if loose_key(reason).startswith(_OPEN_STEM) else "reason_unknown", reason
    )


def _say_why(issue: Issue, why: str, reason: str) -> Issue:
    choices, first = " / ".join(issue.accept_notes), (*issue.accept_notes, "")[0]
    words = say(why, {"reason": reason[:60], "choices": choices, "first": first})
    return replace(issue, message=f"{issue.message}\n{words}")


def accepted(text: str, accept_notes: Iterable[str]) -> bool:
    """Whether a reason is one of the list, or words of one's own where the list ends in "อื่น ๆ (ระบุ)"."""
    return note_of(text, accept_notes) is not None


_OPEN = "(ระบุ)"
"""Ends a reason of the list that needs words of one's own after it."""
_OPEN_STEM = "อื่น"


def note_of(text: str, accept_notes: Iterable[str]) -> str | None:
    """Which reason of the list was given; None when it is none of them.

    Words of one's own, of two letters or more, are the reason "อื่น ๆ (ระบุ)"; spaces and ๆ make no difference.
    """
    notes = tuple(accept_notes)
    if found := _listed(text, notes):
        return found
    key = loose_key(text)
    for note in notes:
        stem = _stem(note)
        own = key.removeprefix(stem).lstrip("ๆ").removeprefix(_OPEN)
        told = sum(letter.isalnum() for letter in own) >= 2 and not means_nothing(own)
        if note.endswith(_OPEN) and told and (key.startswith(stem) or stem == _OPEN_STEM):
            return note
    return None


def _listed(text: str, notes: Iterable[str]) -> str:
    """The reason of the list that needs no more words and is this text, "" when there is none."""
    key = loose_key(text)
    return next((note for note in notes if loose_key(note) == key and not note.endswith(_OPEN)), "")


def _stem(note: str) -> str:
    """What an open reason begins with: "อื่น" of อื่น ๆ (ระบุ) and of อื่นๆ."""
    return loose_key(note).removesuffix(_OPEN).rstrip("ๆ")


def listed_reasons(form: Form) -> frozenset[str]:
    """The reasons that the questions of a form offer."""
    notes = [*(rule.accept_notes for rule in form.all_rules), *ACCEPT_NOTES.values()]
    return frozenset(note for offered in notes for note in offered)


def count_reasons(form: Form, issues: Iterable[Issue]) -> dict[str, dict[str, int]]:
    """How often each reason was given, by the id of the rule (or code) as it stands in the form's file.

    Reasons with words of their own count under the one they complete ("อื่น ๆ (ระบุ)"). The most frequent
    come first. A reason that the form does not offer any more counts as it was written.
    """
    offered = {written_as(rule.id): rule.accept_notes for rule in form.all_rules}
    counts: dict[str, Counter[str]] = {}
    for issue in issues:
        if issue.severity == "query" and issue.reason:
            rule = written_as(issue.code)
            notes = offered.get(rule) or ACCEPT_NOTES.get(rule, ())
            counts.setdefault(rule, Counter())[note_of(issue.reason, notes) or issue.reason] += 1
    return {rule: dict(found.most_common()) for rule, found in counts.items()}
