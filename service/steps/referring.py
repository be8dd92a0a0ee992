"""What respondents gave in the forms that a form refers to: projects, for the activities of projects."""

from collections.abc import Collection, Mapping

from service.core.cells import Value
from service.core.contexts import Known, given_codes
from service.core.entries import Entry, Status
from service.core.rounds import Round
from service.core.rows import by_row
from service.core.schema import Form
from service.steps.versions import Shelves, readable

Entries = Mapping[str, Entry]
RoundKey = tuple[str, str]
"""Form and round."""
JustChecked = Mapping[RoundKey, Mapping[str, Entries]]
"""What was checked in this very batch and is not yet stored, by respondent."""


def referred_rounds(shelves: Shelves, form: Form, opened: Round) -> dict[str, Round]:
    """The latest round of each form that ``form`` refers to, by the id of that form.

    What was given in a form that has since been taken away stays given. Later than the round at hand it
    cannot be; a form without a round yet has nothing to refer to.
    """
    found: dict[str, Round] = {}
    for other in sorted(shelves.store.rounds.all(), key=lambda item: item.ends):
        if other.form_id in referred_forms(form) and other.starts <= opened.ends:
            found[other.form_id] = other
    return found


def referred_forms(form: Form) -> frozenset[str]:
    """The ids of the forms that a form refers to."""
    return frozenset(item.reference.form for item in form.fields if item.reference and item.reference.form)


def referred_codes(
    shelves: Shelves, form: Form, opened: Round, respondents: Collection[str], just: JustChecked
) -> dict[str, dict[str, Known]]:
    """By respondent, then by field of ``form``: the codes that may stand there."""
    found: dict[str, dict[str, Known]] = {}
    rounds = referred_rounds(shelves, form, opened)
    for item in form.fields:
        if item.reference is None or item.reference.form not in rounds:
            continue
        other = rounds[item.reference.form]
        key = other.form_id, other.round_id
        theirs = shelves.form_of(other) if readable(shelves, [other]) else None
        given = _given(shelves, key, respondents) | dict(just.get(key, {}))
        for code in respondents:
            rows = value_rows(given.get(code, {}))
            codes = given_codes(theirs, item.reference.field, rows)
            found.setdefault(code, {})[item.name] = codes
    return found


def _given(shelves: Shelves, key: RoundKey, respondents: Collection[str]) -> dict[str, Entries]:
    stored = shelves.store.submissions.all(*key, only=respondents)
    return {code: item.entries for code, item in stored.items()}


def value_rows(entries: Entries) -> list[dict[str, Value]]:
    """The values of a submission: one row, or one for each row of a list."""
    return list(keyed_rows(entries).values())


def keyed_rows(entries: Entries) -> dict[str, dict[str, Value]]:
    """The values by key of the row; under "" outside lists."""
    given = {
        name: entry.value
        for name, entry in entries.items()
        if entry.status == Status.VALUE and entry.value is not None
    }
    return by_row(given)
