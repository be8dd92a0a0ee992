"""What is wrong in the data: collected, never raised."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from service.core.messages import ACCEPT_NOTES, say
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


def explain(issue: Issue, typed: str, remembered: Reason | None, earlier: Reason | None = None) -> Issue:
    """The issue with its reason, when the reason picked in the sheet is accepted for these values.

    A reason first seen with other values does not count: the school is asked again, and picking
    another one (or clearing it and picking it anew) answers. Why a reason does not count is said.
    Where none is picked, the reason ``earlier`` given in the round before for the same values still holds.
    """
    text = typed.strip() or _still_holds(issue, earlier)
    if issue.severity != "query" or not text:
        return issue
    if not accepted(text, issue.accept_notes):
        return _refused(issue, "reason_short" if text in issue.accept_notes else "reason_unknown", text)
    if remembered and remembered.text == text and remembered.seen != issue.seen:
        return _refused(issue, "reason_stale", text)
    return replace(issue, reason=text)


def _still_holds(issue: Issue, earlier: Reason | None) -> str:
    if earlier is None or earlier.seen != issue.seen or issue.code in NOT_FOR_LONG:
        return ""
    return earlier.text if accepted(earlier.text, issue.accept_notes) else ""


def _refused(issue: Issue, why: str, reason: str) -> Issue:
    words = say(why, {"reason": reason[:60], "choices": " / ".join(issue.accept_notes)})
    return replace(issue, message=f"{issue.message}\n{words}")


def accepted(text: str, accept_notes: Iterable[str]) -> bool:
    """Whether a reason is one of the list; one that ends in "(ระบุ)" needs words of its own after it."""
    return note_of(text, accept_notes) is not None


def note_of(text: str, accept_notes: Iterable[str]) -> str | None:
    """Which reason of the list was given; None when it is none of them."""
    for note in accept_notes:
        stem = note.removesuffix("(ระบุ)").strip()
        if note.endswith("(ระบุ)"):
            rest = text.removeprefix(note) if text.startswith(note) else text.removeprefix(stem)
            if text.startswith(stem) and len(rest.strip(" :：-()")) >= 2:
                return note
        elif text == note:
            return note
    return None


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
