"""From readings to checked submissions: parse every cell, check all of a round as one frame."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from service.core.answers import CellAnswer, cell_answers
from service.core.cells import BLANK, Cell, Value
from service.core.contexts import Known, contexts_for, with_codes
from service.core.entries import Entry
from service.core.issues import WHOLE, Issue, Progress, Reason, progress
from service.core.messages import say
from service.core.normalise import Context, parse
from service.core.register import Respondent
from service.core.rounds import Round, previous_round
from service.core.row_names import held_of_row, row_names, rows_by_name
from service.core.rows import by_row, row_name, split_name
from service.core.schema import Field, Form
from service.core.submission import Frame, Submission
from service.core.validation import Surroundings, check, frame_of, summarise
from service.sheets.readings import ReadSubmission
from service.steps import history
from service.steps.context import Service
from service.steps.history import History, histories, previous_values
from service.steps.referring import JustChecked, referred_codes, referred_forms
from service.steps.rereading import Rereading
from service.store.submissions import Stored

Reasons = Mapping[tuple[str, str], Reason]
"""Reasons by field and code."""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of a list: what is wrong with it, and how far it is."""

    issues: Sequence[Issue]
    progress: Progress


@dataclass(slots=True)
class CheckedSubmission:
    """One submission, checked. In a list all its rows stand together, named by key and field."""

    read: ReadSubmission
    respondent: Respondent
    cells: dict[str, Cell] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    answers: dict[str, CellAnswer] = field(default_factory=dict)
    rows: dict[str, CheckedRow] = field(default_factory=dict)
    progress: Progress = field(default_factory=lambda: progress((), typed=False, required=0, filled=0))
    stored: Stored | None = None

    @property
    def code(self) -> str:
        return self.respondent.code


@dataclass(frozen=True, slots=True)
class Checked:
    """The submissions of one round that were just read."""

    round: Round
    form: Form
    submissions: Sequence[CheckedSubmission]


def check_rounds(
    service: Service,
    readings: Iterable[ReadSubmission],
    rounds: Iterable[Round],
    now: datetime,
    again: Rereading,
) -> list[Checked]:
    """Check everything that was read, one frame for each form and round.

    ``again`` knows what others gave, and takes note of whom the answers read now concern.
    """
    grouped: dict[tuple[str, str], list[ReadSubmission]] = {}
    for item in readings:
        grouped.setdefault((item.form_id, item.round_id), []).append(item)
    by_key = {(item.form_id, item.round_id): item for item in rounds}
    just: dict[tuple[str, str], dict[str, Mapping[str, Entry]]] = {}
    done: dict[tuple[str, str], Checked] = {}
    for key in sorted(grouped, key=lambda key: bool(referred_forms(service.form_of(by_key[key])))):
        known = _Known.of(service, by_key[key], [item.respondent for item in grouped[key]], now, just)
        done[key] = _check_round(known, grouped[key], again)
        just[key] = {item.code: item.entries for item in done[key].submissions}
        again.note(done[key].form, by_key[key], just[key])
    return [done[key] for key in grouped]


@dataclass(frozen=True, slots=True)
class _Part:
    """What is checked as one: a whole submission, or one row of a list (``key``)."""

    owner: int
    key: str
    submission: Submission


def _check_round(known: "_Known", found: list[ReadSubmission], again: Rereading) -> Checked:
    form, opened = known.form, known.round
    parts = [part for owner, item in enumerate(found) for part in known.parts(owner, item)]
    submissions = [part.submission for part in parts]
    around = Surroundings((opened.starts, opened.ends), again.taken(form, opened, submissions))
    issues = check(form, submissions, around)
    advance = summarise(form, submissions, issues)
    answers = _answers(form, submissions, issues, frame_of(form, submissions))
    checked = [
        CheckedSubmission(item, known.register[item.respondent], issues=list(known.structure(item)))
        for item in found
    ]
    for part, wrong, how_far, said in zip(parts, issues, advance, answers, strict=True):
        _add(checked[part.owner], part, wrong, how_far, said)
    return Checked(opened, form, checked)


def _add(
    whole: CheckedSubmission,
    part: _Part,
    issues: list[Issue],
    how_far: Progress,
    answers: Mapping[str, CellAnswer],
) -> None:
    """Put what was checked as one into the submission it belongs to."""
    key = part.key
    whole.cells |= {row_name(key, name): cell for name, cell in part.submission.cells.items()}
    whole.entries |= {row_name(key, name): entry for name, entry in part.submission.entries.items()}
    whole.answers |= {row_name(key, name): answer for name, answer in answers.items()}
    if not key:
        whole.issues, whole.progress = issues, how_far
        return
    whole.issues += [replace(issue, field=row_name(key, issue.field)) for issue in issues]
    whole.rows[key] = CheckedRow(issues, how_far)
    whole.progress = progress(
        whole.issues,
        typed=True,
        required=whole.progress.required + how_far.required,
        filled=whole.progress.filled + how_far.filled,
    )


def _answers(
    form: Form, submissions: Sequence[Submission], issues: Sequence[Sequence[Issue]], frame: Frame
) -> list[dict[str, CellAnswer]]:
    relevant = {item.name: frame.relevant_mask(item.name) for item in form.fields}
    return [
        cell_answers(
            form,
            submission.cells,
            submission.parsed,
            issues[index],
            {name: bool(mask[index]) for name, mask in relevant.items()},
            overdue=submission.overdue,
        )
        for index, submission in enumerate(submissions)
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the respondents of one round before their cells are looked at."""

    form: Form
    round: Round
    titles: Mapping[str, str]
    register: Mapping[str, Respondent]
    contexts: Mapping[str, Context]
    kept: Mapping[str, Stored]
    remembered: Mapping[str, Reasons]
    earlier: Mapping[str, Reasons]
    previous: Mapping[str, Mapping[str, Value]]
    history: Mapping[str, History]
    referred: Mapping[str, Mapping[str, Known]]
    facts: Mapping[str, Mapping[str, Decimal]]
    now: datetime

    @classmethod
    def of(
        cls, service: Service, opened: Round, codes: Sequence[str], now: datetime, just: JustChecked
    ) -> "_Known":
        form = service.form_of(opened)
        before = previous_round(form, opened.round_id)
        register = {respondent.code: respondent for respondent in service.store.register.all()}
        shelf = service.store.submissions
        return cls(
            form,
            opened,
            {key: item.short_title for key, item in service.forms.items()},
            register,
            contexts_for(form, opened, register.values()),
            shelf.all(form.id, opened.round_id, only=codes),
            shelf.reasons(form.id, opened.round_id, only=codes),
            shelf.reasons(form.id, before, only=codes) if before else {},
            previous_values(service, form, opened, codes),
            histories(service, form, opened, codes),
            referred_codes(service, form, opened, codes, just),
            service.asked_facts(opened),
            now,
        )

    def structure(self, item: ReadSubmission) -> tuple[Issue, ...]:
        return structure_issues(item) if item.layout == "list" else ()

    def parts(self, owner: int, item: ReadSubmission) -> list[_Part]:
        """The submission, or each row of a list; the list's own faults belong to none of its rows."""
        if item.layout != "list":
            cells = _with_kept(item, self.kept.get(item.respondent))
            remembered = self.remembered.get(item.respondent, {})
            held = {**self._lost_reasons(item, remembered), **item.reasons}
            whole = self._submission(item, cells, held, remembered)
            whole = replace(
                whole,
                structure=structure_issues(item),
                previous=self.previous.get(item.respondent, {}),
                earlier=self.earlier.get(item.respondent, {}),
                history=history.by_field(self.history.get(item.respondent, ())),
            )
            return [_Part(owner, "", whole)]
        return [_Part(owner, key, row) for key, row in self._rows(item)]

    def _rows(self, item: ReadSubmission) -> Iterator[tuple[str, Submission]]:
        """The rows of a list from top to bottom, each with what stood in the same row last round."""
        cells_by_key = by_row(_with_kept(item, self.kept.get(item.respondent)))
        reasons = by_row(item.reasons)
        before = rows_by_name(self.form, self.previous.get(item.respondent, {}))
        for key in sorted(cells_by_key, key=lambda key: _row_of(item, key)):
            mine = held_of_row(self.remembered.get(item.respondent, {}), key)
            row = self._submission(item, cells_by_key[key], reasons.get(key, {}), mine)
            names = row_names(self.form, row.entries)
            key_before, values = before.get(names, ("", {}))
            earlier = held_of_row(self.earlier.get(item.respondent, {}), key_before) if key_before else {}
            place = f"แถว {_row_of(item, key) + 1}" if key in item.keyed else ""
            usual = history.answers_of_row(self.form, self.history.get(item.respondent, ()), names)
            yield key, replace(row, previous=values, earlier=earlier, place=place, history=usual)

    @staticmethod
    def _lost_reasons(item: ReadSubmission, remembered: Mapping[tuple[str, str], Reason]) -> dict[str, str]:
        """Reasons of questions whose row on the issues tab is gone: they hold, and the row comes back."""
        if item.layout != "table":
            return {}
        return {f"{name}|{code}": reason.text for (name, code), reason in remembered.items()}

    def _submission(
        self,
        item: ReadSubmission,
        cells: Mapping[str, Cell],
        reasons: Mapping[str, str],
        remembered: Reasons,
    ) -> Submission:
        referred: Mapping[str, Known] = self.referred.get(item.respondent, {})
        asked = [field for field in self.form.fields if item.layout != "list" or not field.names_respondent]
        return Submission(
            respondent=self.register[item.respondent],
            cells=cells,
            parsed={
                field.name: parse(field.kind, cells.get(field.name, BLANK), self._context(field, referred))
                for field in asked
            },
            reasons=reasons,
            remembered=remembered,
            overdue=self.now.date() > self.round.due_for(item.respondent),
            facts=self.facts.get(item.respondent, {}),
            span=self.round.span,
        )

    def _context(self, item: Field, referred: Mapping[str, Known]) -> Context:
        """How a field is read; the codes of another form are the respondent's own."""
        context = self.contexts[item.name]
        if item.reference is None or not item.reference.form:
            return context
        title = self.titles.get(item.reference.form, item.reference.form)
        return with_codes(context, referred.get(item.name, {}), title)


def _row_of(item: ReadSubmission, key: str) -> int:
    """The row (from 0) on which a row of a list stands; one that is only remembered comes last."""
    return item.keyed[key].key.row if key in item.keyed else sys.maxsize


def _with_kept(item: ReadSubmission, kept: Stored | None) -> dict[str, Cell]:
    """The cells read; where the sheet has lost a field's place, its last value stays."""
    cells = dict(item.cells)
    if item.faults and kept:
        lost = {name: cell for name, cell in kept.cells.items() if name not in cells}
        cells |= {name: cell for name, cell in lost.items() if _may_be_kept(item, name)}
    return cells


def _may_be_kept(item: ReadSubmission, name: str) -> bool:
    """In a list whose columns are found, a row that is gone was deleted: it does not come back."""
    return item.layout != "list" or not item.columns or split_name(name)[0] in item.keyed


def structure_issues(item: ReadSubmission) -> tuple[Issue, ...]:
    """The faults of the sheet itself as issues of the whole submission."""
    return tuple(
        Issue(item.respondent, WHOLE, code, "error", say(code, params)) for code, params in item.faults
    )
