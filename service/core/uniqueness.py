"""Answers that may stand only once: among the rows of a respondent's list, else among respondents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from service.core.cells import Value
from service.core.entries import Entry
from service.core.issues import Issue
from service.core.messages import say
from service.core.normalise import loose_key
from service.core.schema import Field, Form
from service.core.showing import show
from service.core.submission import Frame, Submission

Taken = Mapping[str, Mapping[str, Sequence[str]]]
"""By field, then by ``key_of`` a value: the names of the others who gave it."""
NAMED = 3
"""So many others are named; one is usual, and no message should become a list of schools."""


def key_of(value: Value) -> str:
    """Equal for answers that mean the same; for texts spaces, letter case and digits' script do not count."""
    return loose_key(value) if isinstance(value, str) else str(value)


def unique_fields(form: Form) -> list[Field]:
    """The fields whose answers may stand only once."""
    return [item for item in form.fields if item.constraints.unique]


def keys_of(frame: Frame, entries: Sequence[Mapping[str, Entry]]) -> list[dict[str, str]]:
    """The key of each unique answer given, by field, for each respondent of the frame made of the entries.

    What stands in a field that does not concern the respondent is no answer.
    """
    found: list[dict[str, str]] = [{} for _ in entries]
    for item in unique_fields(frame.form):
        for index in np.flatnonzero(frame.given(item.name)).tolist():
            value = entries[index][item.name].value
            if value is not None:
                found[index][item.name] = key_of(value)
    return found


def unique_issues(
    item: Field, frame: Frame, submissions: Sequence[Submission], taken: Taken
) -> Iterator[tuple[int, Issue]]:
    """Where an answer stands that may not, by place in the frame."""
    found = _by_key(item, frame, submissions)
    if frame.form.is_list:
        for same in found.values():
            yield from _repeated_rows(item, submissions, same)
        return
    elsewhere = taken.get(item.name, {})
    for key, same in found.items():
        for index in same:
            others = [frame.respondents[other].name for other in same if other != index]
            others += elsewhere.get(key, ())
            if others:
                yield index, _issue(item, submissions[index], "duplicate", names=_names(others))


def _by_key(item: Field, frame: Frame, submissions: Sequence[Submission]) -> dict[str, list[int]]:
    """The submissions that gave each answer; of a list, the rows of one respondent."""
    found: dict[str, list[int]] = {}
    given = frame.given(item.name)
    for index, submission in enumerate(submissions):
        value = submission.parsed[item.name].value if given[index] else None
        if value is not None:
            owner = f"{submission.respondent.code}|" if frame.form.is_list else ""
            found.setdefault(owner + key_of(value), []).append(index)
    return found


def _repeated_rows(
    item: Field, submissions: Sequence[Submission], same: Sequence[int]
) -> Iterator[tuple[int, Issue]]:
    """The first row is right; those below it are told where it stands."""
    for index in same[1:]:
        place = submissions[same[0]].place or "แถวก่อนหน้า"
        yield index, _issue(item, submissions[index], "duplicate_row", place=place)


def _names(others: Iterable[str]) -> str:
    names = list(dict.fromkeys(others))
    rest = len(names) - NAMED
    return " ".join([", ".join(names[:NAMED]), *([f"และอีก {rest} แห่ง"] if rest > 0 else [])])


def _issue(item: Field, submission: Submission, words: str, **params: str) -> Issue:
    shown = show(item, submission.parsed[item.name].value)
    message = say(words, {"raw": shown, **params})
    return Issue(submission.respondent.code, item.name, "duplicate", "error", message, seen=shown)
