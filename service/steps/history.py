"""What a respondent answered in all earlier rounds of a form: what is usual for it (``usual`` in rules)."""

from collections.abc import Collection, Mapping, Sequence

from service.core.cells import Value
from service.core.entries import Status
from service.core.form_expressions import expressions_of
from service.core.rounds import Round, previous_round
from service.core.row_names import rows_by_name
from service.core.schema import Form
from service.steps.versions import Shelves

Answers = Mapping[str, Value]
"""The values of a submission by field; in a list by key and field."""
History = Sequence[Answers]
"""One for each earlier round, the oldest first."""


def asks_history(form: Form) -> bool:
    """Whether the form anywhere compares with what was usual; most never do."""
    return any(expression.usual for expression in expressions_of(form))


def histories(
    service: Shelves, form: Form, opened: Round, respondents: Collection[str]
) -> dict[str, list[Answers]]:
    """The answers of each respondent in the rounds whose period ended before this one's."""
    if not asks_history(form):
        return {}
    rounds = [item for item in service.store.rounds.all() if item.form_id == form.id]
    earlier = sorted(
        (item for item in rounds if item.ends < opened.ends),
        key=lambda item: item.ends,
    )
    found: dict[str, list[Answers]] = {}
    for item in earlier:
        stored = service.store.submissions.all(form.id, item.round_id, only=respondents)
        for code, submission in stored.items():
            entries = submission.entries.items()
            values = {name: entry.value for name, entry in entries if entry.status == Status.VALUE}
            found.setdefault(code, []).append({k: v for k, v in values.items() if v is not None})
    return found


def previous_values(
    service: Shelves, form: Form, opened: Round, only: Collection[str] | None = None
) -> dict[str, dict[str, Value]]:
    """The values of the round before, by respondent and field."""
    before = previous_round(form, opened.round_id)
    if not before:
        return {}
    return {
        code: {
            name: entry.value
            for name, entry in stored.entries.items()
            if entry.status == Status.VALUE and entry.value is not None
        }
        for code, stored in service.store.submissions.all(form.id, before, only=only).items()
    }


def by_field(history: History) -> dict[str, list[Value]]:
    """The earlier answers to each field."""
    found: dict[str, list[Value]] = {}
    for answers in history:
        for name, value in answers.items():
            found.setdefault(name, []).append(value)
    return found


def answers_of_row(form: Form, history: History, names: tuple[str, ...]) -> dict[str, list[Value]]:
    """The earlier answers in the rows of a list that had this name."""
    rows = [rows_by_name(form, answers).get(names) for answers in history]
    return by_field([row[1] for row in rows if row])
