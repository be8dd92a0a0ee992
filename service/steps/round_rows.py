"""The rows of a round as the store holds them: one a respondent, or those of each list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.core.entries import Entry
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.rows import by_row
from service.core.schema import Form
from service.core.submission import Frame
from service.steps.context import Service

ONE_BLANK_ROW: Mapping[str, Mapping[str, Entry]] = {"": {}}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A row with whose it is; ``key`` is "" outside lists."""

    respondent: Respondent
    key: str
    entries: Mapping[str, Entry]


def round_rows(
    form: Form, people: Sequence[Respondent], entries: Mapping[str, Mapping[str, Entry]]
) -> list[RoundRow]:
    """The rows of these respondents, whose ``entries`` are by code; who sent no list has none."""
    silent = {} if form.is_list else ONE_BLANK_ROW
    return [
        RoundRow(person, key, row)
        for person in people
        for key, row in (by_row(entries[person.code]) if entries.get(person.code) else silent).items()
    ]


def frame_of_rows(service: Service, opened: Round, form: Form, rows: Sequence[RoundRow]) -> Frame:
    """The rows as columns, with what the register and the round say of them."""
    facts = service.asked_facts(opened)
    return Frame(
        form,
        [row.respondent for row in rows],
        [row.entries for row in rows],
        facts=[facts.get(row.respondent.code, {}) for row in rows],
        spans=[opened.span] * len(rows),
    )
