"""Two versions of a form: which definitions are meant, and which past figures the change would move.

Figures are computed anew under both versions from the entries in the store; nothing is changed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from service.core.cells import Cell, Outcome, Parsed
from service.core.changes import Change, Moved, form_changes, moved_figures
from service.core.entries import Entry, Status
from service.core.facts import asked_facts
from service.core.indicators import Collected, evaluate_round
from service.core.issues import Issue
from service.core.register import Respondent
from service.core.respondents import respondents_of
from service.core.results import Result
from service.core.rounds import Round, earlier_in_year, in_year
from service.core.rows import by_row, row_name
from service.core.schema import Field, Form
from service.core.validation import Surroundings, check
from service.definitions import load_form, parse_form
from service.errors import NotFoundError, RefusedError
from service.steps.assembling import Background, Part
from service.steps.referring import referred_codes
from service.steps.versions import Shelves
from service.store import Store
from service.store.definitions import Kept
from service.store.facts import Facts
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
    past = _Past(shelves, shelves.store.register.all(), today)
    held: list[str] = []
    moved: list[Moved] = []
    for opened in past.rounds(new.id):
        if past.stored(opened):
            held.append(opened.round_id)
            moved += moved_figures(opened.round_id, past.figures(old, opened), past.figures(new, opened))
    return Difference(old, new, form_changes(old, new), held, moved)


@dataclass(frozen=True, slots=True)
class _Past:
    """What the store holds of a form's rounds, to be evaluated under any version of it."""

    shelves: Shelves
    register: Sequence[Respondent]
    today: date

    def rounds(self, form_id: str) -> list[Round]:
        return [item for item in self.shelves.store.rounds.all() if item.form_id == form_id]

    def stored(self, opened: Round) -> Mapping[str, Stored]:
        return self.shelves.store.submissions.all(opened.form_id, opened.round_id)

    def figures(self, form: Form, opened: Round) -> list[Result]:
        """The round's figures under this version, figures to date with the earlier rounds under it too."""
        form = in_year(form, opened.year)
        earlier = earlier_in_year(self.rounds(form.id), opened)
        if not any(indicator.to_date for indicator in form.indicators):
            earlier = []
        before = [self._collected(form, item) for item in earlier]
        return evaluate_round(form, self._collected(form, opened), before, opened.period)

    def _collected(self, form: Form, opened: Round) -> Collected:
        """The entries of a round with the issues that this version finds in them."""
        respondents = respondents_of(form, opened.ends, self.register)
        parts = self._parts(form, opened, respondents)
        found = check(
            form, [part.submission for part in parts], Surroundings((opened.starts, opened.ends), {})
        )
        entries: dict[str, dict[str, Entry]] = {}
        issues: dict[str, list[Issue]] = {}
        for part, wrong in zip(parts, found, strict=True):
            mine = {row_name(part.key, name): entry for name, entry in part.submission.entries.items()}
            entries.setdefault(part.owner, {}).update(mine)
            named = [replace(issue, field=row_name(part.key, issue.field)) for issue in wrong]
            issues.setdefault(part.owner, []).extend(named)
        return Collected(
            respondents,
            [entries.get(item.code, {}) for item in respondents],
            [issues.get(item.code, []) for item in respondents],
            opened.round_id,
            facts=self._facts(form, opened),
            span=opened.span,
            none={code for code, item in self.stored(opened).items() if item.says_none},
        )

    def _facts(self, form: Form, opened: Round) -> Facts:
        return self.shelves.store.facts.of_year(opened.academic_year) if asked_facts(form) else {}

    def _parts(self, form: Form, opened: Round, respondents: Sequence[Respondent]) -> list[Part]:
        """What this version makes of the stored cells."""
        stored, codes = self.stored(opened), [item.code for item in respondents]
        alike = _read_alike(self.shelves.form_of(opened), form)
        known = replace(
            Background.of(self.shelves, form, opened, codes),
            referred=referred_codes(self.shelves, form, opened, codes, {}),
            today=self.today,
        )
        parts: list[Part] = []
        for code in codes:
            cells, entries = _by_row(stored.get(code))
            rows = {key: cells.get(key, {}) for key in entries}
            understood = {key: _understood(row, alike) for key, row in entries.items()}
            parts += known.parts(code, rows, understood)
        return parts


def _by_row(item: Stored | None) -> tuple[dict[str, dict[str, Cell]], dict[str, dict[str, Entry]]]:
    return (by_row(item.cells), by_row(item.entries)) if item else ({}, {})


def _understood(entries: Mapping[str, Entry], alike: Collection[str]) -> dict[str, Parsed]:
    """What was read from the cells of a row, for the fields that are read alike."""
    return {
        name: Parsed(entry.value, OUTCOMES[Status(entry.status)])
        for name, entry in entries.items()
        if name in alike
    }


def _read_alike(one: Form, other: Form) -> frozenset[str]:
    """The fields that both versions read from a cell in the same way."""
    ways = {item.name: _way(item) for item in one.fields}
    return frozenset(item.name for item in other.fields if ways.get(item.name) == _way(item))


def _way(item: Field) -> tuple[object, ...]:
    """All that the reading of a field's cell rests on."""
    return item.kind, item.choices, item.scale, item.unit, item.reference, item.codes
