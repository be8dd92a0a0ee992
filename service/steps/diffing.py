"""Two versions of a form: which definitions are meant, and which past figures the change would move.

Figures are computed anew under both versions from the entries in the store; nothing is changed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from service.core.cells import BLANK, Cell, Outcome, Parsed
from service.core.changes import Change, Moved, form_changes, moved_figures
from service.core.contexts import Known, contexts_for, given_codes, with_codes
from service.core.entries import Entry, Status
from service.core.facts import asked_facts
from service.core.indicators import Collected, evaluate_round
from service.core.issues import Issue
from service.core.normalise import Context, parse
from service.core.register import Respondent
from service.core.respondents import respondents_of
from service.core.results import Result
from service.core.rounds import Round, earlier_in_year, in_year
from service.core.rows import by_row, row_name
from service.core.schema import Field, Form
from service.core.submission import Submission
from service.core.validation import Surroundings, check
from service.definitions import load_form, parse_form
from service.errors import NotFoundError, RefusedError
from service.steps.history import by_field, histories, previous_values
from service.steps.referring import value_rows
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
class _Row:
    """What is checked as one: a submission, or one row of a list (``key``)."""

    owner: Respondent
    key: str
    submission: Submission


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
        rows = self._rows(form, opened, respondents)
        submissions = [row.submission for row in rows]
        found = check(form, submissions, Surroundings((opened.starts, opened.ends), {}))
        entries: dict[str, dict[str, Entry]] = {}
        issues: dict[str, list[Issue]] = {}
        for row, wrong in zip(rows, found, strict=True):
            mine = {row_name(row.key, name): entry for name, entry in row.submission.entries.items()}
            entries.setdefault(row.owner.code, {}).update(mine)
            named = [replace(issue, field=row_name(row.key, issue.field)) for issue in wrong]
            issues.setdefault(row.owner.code, []).extend(named)
        return Collected(
            respondents,
            [entries.get(item.code, {}) for item in respondents],
            [issues.get(item.code, []) for item in respondents],
            opened.round_id,
            facts=self._facts(form, opened),
            span=opened.span,
        )

    def _facts(self, form: Form, opened: Round) -> Facts:
        return self.shelves.store.facts.of_year(opened.academic_year) if asked_facts(form) else {}

    def _referred(self, form: Form, opened: Round, respondents: Sequence[str]) -> dict[str, dict[str, Known]]:
        """By respondent, then by field: the codes given in the form it refers to, as checking takes them."""
        everything = sorted(self.shelves.store.rounds.all(), key=lambda item: item.ends)
        rounds = {item.form_id: item for item in everything if item.starts <= opened.ends}
        found: dict[str, dict[str, Known]] = {code: {} for code in respondents}
        for item in form.fields:
            other = rounds.get(item.reference.form) if item.reference else None
            if item.reference is None or other is None:
                continue
            stored, other_form = self.stored(other), self.shelves.form_of(other)
            for code in respondents:
                rows = value_rows(stored[code].entries if code in stored else {})
                found[code][item.name] = given_codes(other_form, item.reference.field, rows)
        return found

    def _rows(self, form: Form, opened: Round, respondents: Sequence[Respondent]) -> list[_Row]:
        stored, facts = self.stored(opened), self._facts(form, opened)
        alike = _read_alike(self.shelves.form_of(opened), form)
        contexts = contexts_for(form, opened, self.register)
        previous = previous_values(self.shelves, form, opened)
        codes = [item.code for item in respondents]
        usual = histories(self.shelves, form, opened, codes)
        referred = self._referred(form, opened, codes)
        rows = []
        for respondent in respondents:
            item = stored.get(respondent.code)
            own = contexts | {
                name: with_codes(contexts[name], known, "")
                for name, known in referred[respondent.code].items()
            }
            cells, entries = (by_row(item.cells), by_row(item.entries)) if item else ({}, {})
            for key in entries if form.is_list else ("",):
                submission = Submission(
                    respondent,
                    cells.get(key, {}),
                    _parsed(form, alike, own, cells.get(key, {}), entries.get(key, {})),
                    overdue=self.today > opened.due_for(respondent.code),
                    facts=facts.get(respondent.code, {}),
                    span=opened.span,
                )
                if not form.is_list:
                    submission = replace(
                        submission,
                        previous=previous.get(respondent.code, {}),
                        history=by_field(usual.get(respondent.code, ())),
                    )
                rows.append(_Row(respondent, key, submission))
        return rows


def _read_alike(one: Form, other: Form) -> frozenset[str]:
    """The fields that both versions read from a cell in the same way."""
    ways = {item.name: _way(item) for item in one.fields}
    return frozenset(item.name for item in other.fields if ways.get(item.name) == _way(item))


def _way(item: Field) -> tuple[object, ...]:
    """All that the reading of a field's cell rests on."""
    return item.kind, item.choices, item.scale, item.unit, item.reference, item.codes


def _parsed(
    form: Form,
    alike: Collection[str],
    contexts: Mapping[str, Context],
    cells: Mapping[str, Cell],
    entries: Mapping[str, Entry],
) -> dict[str, Parsed]:
    """The stored entry where the field is read alike, else its cell read anew."""
    return {
        item.name: Parsed(entries[item.name].value, OUTCOMES[Status(entries[item.name].status)])
        if item.name in entries and item.name in alike
        else parse(item.kind, cells.get(item.name, BLANK), contexts[item.name])
        for item in form.fields
        if not form.is_list or not item.names_respondent
    }
