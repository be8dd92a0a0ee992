"""Two versions of a form: which definitions are meant, and which past figures the change would move.

Figures are computed anew under both versions from the entries in the store; nothing is changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from service.core.cells import BLANK, Cell, Outcome, Parsed
from service.core.changes import Change, Moved, form_changes, moved_figures
from service.core.contexts import contexts_for
from service.core.entries import Entry, Status
from service.core.indicators import evaluate
from service.core.normalise import Context, parse
from service.core.register import Respondent
from service.core.results import Result
from service.core.rounds import Round, in_year
from service.core.schema import Field, Form
from service.core.submission import Submission
from service.core.validation import check, frame_of
from service.definitions import load_form, parse_form
from service.errors import NotFoundError, RefusedError
from service.steps.checking import previous_values
from service.steps.versions import Shelves
from service.store import Store
from service.store.definitions import Kept
from service.store.submissions import Stored

INSTALLED = "installed"
OUTCOMES = {
    Status.VALUE: Outcome.OK,
    Status.MISSING: Outcome.MISSING,
    Status.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
    Status.INVALID: Outcome.ERROR,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions; ``rounds`` are those whose stored entries were evaluated."""

    old: Form
    new: Form
    changes: Sequence[Change]
    rounds: Sequence[str]
    moved: Sequence[Moved]


# -- which definitions are meant


def chosen_forms(installed: Mapping[str, Form], store: Store, old: str, new: str) -> tuple[Form, Form]:
    """The two forms that OLD and NEW name: a file, FORM@hash, FORM@version, FORM or "installed".

    Raises NotFoundError with those that are kept, RefusedError when they are versions of two forms.
    """
    if old == new == INSTALLED:
        raise RefusedError("บอกอย่างน้อยหนึ่งรุ่น เช่น quick_policy@2566.1 installed (name a version)")
    first = None if old == INSTALLED else _form(installed, store, old)
    second = _form(installed, store, new if first is None or new != INSTALLED else first.id)
    if first is None:
        first = _form(installed, store, second.id)
    if first.id != second.id:
        raise RefusedError(f"{first.id} กับ {second.id} เป็นคนละแบบ (versions of two different forms)")
    return first, second


def _form(installed: Mapping[str, Form], store: Store, name: str) -> Form:
    if Path(name).suffix in (".yaml", ".yml") or Path(name).is_file():
        return load_form(Path(name))
    form_id, _, version = name.partition("@")
    if version in ("", INSTALLED):
        if form_id not in installed:
            raise NotFoundError(f"ไม่มีแบบ {form_id} (no such form); มี: {', '.join(sorted(installed))}")
        return installed[form_id]
    kept = _kept(store, form_id, version)
    return parse_form(f"{form_id}@{kept.version}", kept.text)


def _kept(store: Store, form_id: str, version: str) -> Kept:
    kept = store.definitions.of_form(form_id)
    known = ", ".join(f"{form_id}@{item.hash} ({item.version})" for item in kept) or "–"
    found = [item for item in kept if version in (item.hash, item.version)]
    if not found:
        raise NotFoundError(f"ไม่ได้เก็บนิยาม {form_id}@{version} ไว้ (not kept); มี: {known}")
    if len(found) > 1:
        raise RefusedError(
            f"{form_id}@{version} มีหลายนิยาม บอกรหัส (several definitions; write the hash): {known}"
        )
    return found[0]


# -- what differs


def difference(shelves: Shelves, old: Form, new: Form, today: date) -> Difference:
    """Everything that differs, with the figures of every round that would move."""
    rounds: list[str] = []
    moved: list[Moved] = []
    register = shelves.store.register.all()
    for opened in shelves.store.rounds.all():
        if opened.form_id != new.id:
            continue
        past = _Past.of(shelves, opened, register, today)
        if past.stored:
            rounds.append(opened.round_id)
            moved += moved_figures(opened.round_id, past.figures(old), past.figures(new))
    return Difference(old, new, form_changes(old, new), rounds, moved)


@dataclass(frozen=True, slots=True)
class _Past:
    """What the store holds of a round, to be evaluated under any version of its form."""

    shelves: Shelves
    opened: Round
    own: Form
    register: Sequence[Respondent]
    stored: Mapping[str, Stored]
    today: date

    @classmethod
    def of(cls, shelves: Shelves, opened: Round, register: Sequence[Respondent], today: date) -> "_Past":
        stored = shelves.store.submissions.all(opened.form_id, opened.round_id)
        return cls(shelves, opened, shelves.form_of(opened), register, stored, today)

    def figures(self, form: Form) -> list[Result]:
        form = in_year(form, self.opened.year)
        contexts = contexts_for(form, self.opened, self.register)
        previous = previous_values(self.shelves, form, self.opened)
        submissions = [
            Submission(
                respondent=respondent,
                cells=self._cells(respondent),
                parsed=self._parsed(form, respondent, contexts),
                previous=previous.get(respondent.code, {}),
                overdue=self.today > self.opened.due_for(respondent.code),
            )
            for respondent in self.register
            if respondent.is_open(self.opened.ends)
        ]
        issues = check(form, submissions)
        return evaluate(form, frame_of(form, submissions), issues, self.opened.period)

    def _cells(self, respondent: Respondent) -> Mapping[str, Cell]:
        item = self.stored.get(respondent.code)
        return item.cells if item else {}

    def _parsed(
        self, form: Form, respondent: Respondent, contexts: Mapping[str, Context]
    ) -> dict[str, Parsed]:
        """The stored entry where the field is read alike, else its cell read anew."""
        item, cells = self.stored.get(respondent.code), self._cells(respondent)
        alike = {field.name: field for field in self.own.fields}
        entries: Mapping[str, Entry] = item.entries if item else {}
        return {
            field.name: _as_parsed(entries[field.name])
            if field.name in entries and _read_alike(alike.get(field.name), field)
            else parse(field.kind, cells.get(field.name, BLANK), contexts[field.name])
            for field in form.fields
        }


def _read_alike(one: Field | None, other: Field) -> bool:
    return one is not None and (one.kind, one.choices) == (other.kind, other.choices)


def _as_parsed(entry: Entry) -> Parsed:
    return Parsed(entry.value, OUTCOMES[Status(entry.status)])
