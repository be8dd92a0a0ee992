"""From readings to checked submissions: parse every cell, check all of a round as one frame."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.core.answers import CellAnswer, cell_answers
from service.core.cells import BLANK, Cell, Value
from service.core.entries import Entry, Status
from service.core.issues import WHOLE, Issue, Progress, Reason, progress
from service.core.messages import say
from service.core.normalise import Context, normalise_school_name, parse
from service.core.register import Respondent
from service.core.rounds import Round, previous_round
from service.core.rows import by_row, row_name, split_name
from service.core.schema import Form
from service.core.submission import Frame, Submission
from service.core.validation import check, frame_of, summarise
from service.sheets.readings import ReadSubmission
from service.steps.context import Service
from service.steps.versions import Shelves
from service.store.submissions import Stored


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
    service: Service, readings: Iterable[ReadSubmission], rounds: Iterable[Round], now: datetime
) -> list[Checked]:
    """Check everything that was read, one frame for each form and round."""
    grouped: dict[tuple[str, str], list[ReadSubmission]] = {}
    for item in readings:
        grouped.setdefault((item.form_id, item.round_id), []).append(item)
    by_key = {(item.form_id, item.round_id): item for item in rounds}
    return [_check_round(service, by_key[key], found, now) for key, found in grouped.items()]


@dataclass(frozen=True, slots=True)
class _Part:
    """What is checked as one: a whole submission, or one row of a list (``key``)."""

    owner: int
    key: str
    submission: Submission


def _check_round(service: Service, opened: Round, found: list[ReadSubmission], now: datetime) -> Checked:
    form = service.form_of(opened)
    known = _Known.of(service, form, opened, [item.respondent for item in found], now)
    parts = [part for owner, item in enumerate(found) for part in known.parts(owner, item)]
    submissions = [part.submission for part in parts]
    issues = check(form, submissions)
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
    register: Mapping[str, Respondent]
    contexts: Mapping[str, Context]
    kept: Mapping[str, Stored]
    remembered: Mapping[str, Mapping[tuple[str, str], Reason]]
    previous: Mapping[str, Mapping[str, Value]]
    now: datetime

    @classmethod
    def of(cls, service: Service, form: Form, opened: Round, codes: Sequence[str], now: datetime) -> "_Known":
        register = {respondent.code: respondent for respondent in service.store.register.all()}
        shelf = service.store.submissions
        return cls(
            form,
            opened,
            register,
            contexts_for(form, opened, register.values()),
            shelf.all(form.id, opened.round_id, only=codes),
            shelf.reasons(form.id, opened.round_id, only=codes),
            previous_values(service, form, opened, codes),
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
            return [_Part(owner, "", replace(whole, structure=structure_issues(item)))]
        cells_by_key = by_row(_with_kept(item, self.kept.get(item.respondent)))
        reasons = by_row(item.reasons)
        return [
            _Part(
                owner,
                key,
                self._submission(item, cells, reasons.get(key, {}), self._remembered(item.respondent, key)),
            )
            for key, cells in cells_by_key.items()
        ]

    @staticmethod
    def _lost_reasons(item: ReadSubmission, remembered: Mapping[tuple[str, str], Reason]) -> dict[str, str]:
        """Reasons of questions whose row on the issues tab is gone: they hold, and the row comes back."""
        if item.layout != "table":
            return {}
        return {f"{name}|{code}": reason.text for (name, code), reason in remembered.items()}

    def _remembered(self, respondent: str, key: str) -> dict[tuple[str, str], Reason]:
        found = self.remembered.get(respondent, {}).items()
        start = row_name(key, "")
        return {
            (name.removeprefix(start), code): reason
            for (name, code), reason in found
            if name.startswith(start)
        }

    def _submission(
        self,
        item: ReadSubmission,
        cells: Mapping[str, Cell],
        reasons: Mapping[str, str],
        remembered: Mapping[tuple[str, str], Reason],
    ) -> Submission:
        asked = [field for field in self.form.fields if item.layout != "list" or field.kind != "school_code"]
        return Submission(
            respondent=self.register[item.respondent],
            cells=cells,
            parsed={
                field.name: parse(field.kind, cells.get(field.name, BLANK), self.contexts[field.name])
                for field in asked
            },
            reasons=reasons,
            previous=self.previous.get(item.respondent, {}) if item.layout != "list" else {},
            remembered=remembered,
            overdue=self.now.date() > self.round.due_for(item.respondent),
        )


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


def contexts_for(form: Form, opened: Round, register: Iterable[Respondent]) -> dict[str, Context]:
    """What the reading of each field needs to know besides the cell."""
    codes: dict[str, str] = {}
    names: dict[str, tuple[str, ...]] = {}
    for respondent in register:
        for other in (respondent.smis_code, respondent.obec_code):
            if other:
                codes[other] = respondent.code
        key = normalise_school_name(respondent.name)
        names[key] = (*names.get(key, ()), respondent.code)
    known = frozenset(code for held in names.values() for code in held)
    shared = Context(
        fiscal_year=opened.fiscal_year, school_codes=codes, known_codes=known, school_names=names
    )
    plain = Context(fiscal_year=opened.fiscal_year)
    return {
        item.name: shared
        if item.kind in ("school_code", "school_name")
        else Context(fiscal_year=opened.fiscal_year, choices=item.choices)
        if item.choices
        else plain
        for item in form.fields
    }


def previous_values(
    service: Shelves, form: Form, opened: Round, only: Sequence[str] | None = None
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
