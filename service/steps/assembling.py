"""From cells to what is checked as one, with what is known of the respondent beside them.

So it is done for what was just read (steps.checking), for what was read formerly (steps.replaying) and for
what another version of the form makes of it (steps.diffing).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from service.core.cells import BLANK, Cell, Parsed, Value
from service.core.contexts import Known, contexts_for, with_codes
from service.core.facts import asked_facts
from service.core.normalise import Context, parse
from service.core.register import Respondent
from service.core.rounds import Round
from service.core.row_names import row_names, rows_by_name
from service.core.rows import none_cell
from service.core.schema import Field, Form
from service.core.submission import Submission
from service.steps.history import History, answers_of_row, by_field, histories, previous_values
from service.steps.versions import Shelves

Rows = Mapping[str, Mapping[str, Cell]]
"""The cells of a submission, row by row from top to bottom; outside lists those of the one row ""."""
Referred = Mapping[str, Mapping[str, Known]]
"""By respondent, then by field: the codes given in the form that the field refers to."""
Understood = Mapping[str, Mapping[str, Parsed]]
"""By row and field: what need not be read again from its cell."""
NOTHING: Understood = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """What is checked as one: a whole submission, or one row of a list (``key``).

    ``key_before`` is the key of the row that had the same name in the round before.
    """

    key: str
    submission: Submission
    key_before: str = ""

    @property
    def owner(self) -> str:
        return self.submission.respondent.code


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of the respondents of a round before their cells are looked at.

    ``referred`` is None where the codes given in other forms are not known: they are read as texts then.
    ``tabs`` are what the tabs of forms are called, by id. ``today`` tells whose last day has passed; None:
    nobody's.
    """

    form: Form
    round: Round
    register: Mapping[str, Respondent]
    contexts: Mapping[str, Context]
    previous: Mapping[str, Mapping[str, Value]]
    history: Mapping[str, History]
    facts: Mapping[str, Mapping[str, Decimal]]
    referred: Referred | None = None
    tabs: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None

    @classmethod
    def of(cls, shelves: Shelves, form: Form, opened: Round, respondents: Collection[str]) -> "Background":
        """What the store knows; ``form`` may be another version than the one the round works with."""
        store = shelves.store
        register = {item.code: item for item in store.register.all()}
        return cls(
            form,
            opened,
            register,
            contexts_for(form, opened, register.values()),
            previous_values(shelves, form, opened, respondents),
            histories(shelves, form, opened, respondents),
            store.facts.of_year(opened.academic_year) if asked_facts(form) else {},
        )

    def parts(self, code: str, rows: Rows, understood: Understood = NOTHING) -> Iterator[Part]:
        """The respondent's submission, or each of its rows with what stood in the same row formerly.

        A row that says there is nothing to list is none.
        """
        previous, past = self.previous.get(code, {}), self.history.get(code, ())
        if not self.form.is_list:
            whole = self._submission(code, rows.get("", {}), understood.get("", {}))
            yield Part("", replace(whole, previous=previous, history=by_field(past)))
            return
        before = rows_by_name(self.form, previous)
        for key, cells in rows.items():
            if none_cell(cells):
                continue
            row = self._submission(code, cells, understood.get(key, {}))
            names = row_names(self.form, row.entries)
            key_before, values = before.get(names, ("", {}))
            yield Part(
                key, replace(row, previous=values, history=answers_of_row(self.form, past, names)), key_before
            )

    def _submission(
        self, code: str, cells: Mapping[str, Cell], understood: Mapping[str, Parsed]
    ) -> Submission:
        asked = [item for item in self.form.fields if not self.form.is_list or not item.names_respondent]
        return Submission(
            respondent=self.register[code],
            cells=cells,
            parsed={
                item.name: understood[item.name]
                if item.name in understood
                else self._parsed(code, item, cells.get(item.name, BLANK))
                for item in asked
            },
            overdue=self.today is not None and self.today > self.round.due_for(code),
            facts=self.facts.get(code, {}),
            span=self.round.span,
        )

    def _parsed(self, code: str, item: Field, cell: Cell) -> Parsed:
        """A cell as its field is read; the codes of another form are the respondent's own."""
        context = self.contexts[item.name]
        if item.reference is None or not item.reference.form:
            return parse(item.kind, cell, context)
        if self.referred is None:
            return parse("text", cell, context)
        known = self.referred.get(code, {}).get(item.name, {})
        tab = self.tabs.get(item.reference.form, item.reference.form)
        return parse(item.kind, cell, with_codes(context, known, tab))
