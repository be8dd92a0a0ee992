"""From readings to checked submissions: parse every cell, check all of a round as one frame."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.core.answers import CellAnswer, blanks_of_row, cell_answers
from service.core.cells import Cell
from service.core.entries import Entry
from service.core.issues import WHOLE, Issue, Progress, Reason, progress
from service.core.messages import say
from service.core.register import Respondent
from service.core.rounds import Round, previous_round
from service.core.row_names import held_of_row
from service.core.rows import by_row, none_beside_rows, none_cell, row_name, split_name
from service.core.schema import Form
from service.core.submission import Frame, Submission
from service.core.validation import Surroundings, check, frame_of, none_beside, summarise
from service.sheets.readings import ReadSubmission
from service.steps.assembling import Background, Part, Rows
from service.steps.context import Service
from service.steps.referring import JustChecked, referred_codes, referred_forms
from service.steps.rereading import Rereading
from service.store.submissions import Stored

Reasons = Mapping[tuple[str, str], Reason]
"""Reasons by field and code."""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of a list: what is wrong with it, how far it is, what else is to be said in it, and whether
    the last day has passed."""

    issues: Sequence[Issue]
    progress: Progress
    words: str = ""
    overdue: bool = False


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

    @property
    def lists_nothing(self) -> bool:
        """Whether all that stands in a list is that there is nothing to list."""
        return bool(self.rows) and not self.entries


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


def _check_round(known: "_Known", found: list[ReadSubmission], again: Rereading) -> Checked:
    form, opened = known.form, known.background.round
    checked = [
        CheckedSubmission(item, known.background.register[item.respondent], issues=_of_list(item))
        for item in found
    ]
    parts = [(whole, part) for whole in checked for part in known.parts(whole.read)]
    submissions = [part.submission for _, part in parts]
    around = Surroundings((opened.starts, opened.ends), again.taken(form, opened, submissions))
    issues = check(form, submissions, around)
    advance = summarise(form, submissions, issues)
    answers = _answers(form, submissions, issues, frame_of(form, submissions))
    for whole in checked if form.is_list else ():
        _add_none_rows(whole, form, known.rows(whole.read))
    for (whole, part), wrong, how_far, said in zip(parts, issues, advance, answers, strict=True):
        _add(form, whole, part, wrong, how_far, said)
    return Checked(opened, form, checked)


def _add_none_rows(whole: CheckedSubmission, form: Form, rows: Rows) -> None:
    """The rows that only say there is nothing to list: no data, and wrong beside rows that list something."""
    whole.cells = {row_name(key, name): cell for key, row in rows.items() for name, cell in row.items()}
    wrong = none_beside_rows(rows)
    for key, row in rows.items():
        name = none_cell(row)
        if not name:
            continue
        issues = [none_beside(whole.code, name, row[name])] if row_name(key, name) in wrong else []
        asked = dict.fromkeys((item.name for item in form.fields), True)
        answers = cell_answers(form, row, {}, issues, asked, overdue=False)
        how_far = progress(issues, typed=True, required=0, filled=0)
        words = "" if issues else say("nothing_listed", {})
        _add_row(whole, key, CheckedRow(issues, how_far, words), answers)


def _add(
    form: Form,
    whole: CheckedSubmission,
    part: Part,
    issues: list[Issue],
    how_far: Progress,
    answers: Mapping[str, CellAnswer],
) -> None:
    """Put what was checked as one into the submission it belongs to."""
    key = part.key
    whole.cells |= {row_name(key, name): cell for name, cell in part.submission.cells.items()}
    whole.entries |= {row_name(key, name): entry for name, entry in part.submission.entries.items()}
    if key:
        overdue = part.submission.overdue
        words = blanks_of_row(form, answers, overdue)
        _add_row(whole, key, CheckedRow(issues, how_far, words, overdue), answers)
    else:
        whole.issues, whole.progress, whole.answers = issues, how_far, dict(answers)


def _add_row(whole: CheckedSubmission, key: str, row: CheckedRow, answers: Mapping[str, CellAnswer]) -> None:
    whole.rows[key] = row
    whole.answers |= {row_name(key, name): answer for name, answer in answers.items()}
    whole.issues += [replace(issue, field=row_name(key, issue.field)) for issue in row.issues]
    whole.progress = progress(
        whole.issues,
        typed=True,
        required=whole.progress.required + row.progress.required,
        filled=whole.progress.filled + row.progress.filled,
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
    """What is known of the respondents of one round, and of what was formerly read in their sheets."""

    background: Background
    kept: Mapping[str, Stored]
    remembered: Mapping[str, Reasons]
    earlier: Mapping[str, Reasons]

    @classmethod
    def of(
        cls, service: Service, opened: Round, codes: Sequence[str], now: datetime, just: JustChecked
    ) -> "_Known":
        form = service.form_of(opened)
        before = previous_round(form, opened.round_id)
        shelf = service.store.submissions
        background = replace(
            Background.of(service, form, opened, codes),
            referred=referred_codes(service, form, opened, codes, just),
            tabs={key: item.tab for key, item in service.forms.items()},
            today=now.date(),
        )
        return cls(
            background,
            shelf.all(form.id, opened.round_id, only=codes),
            shelf.reasons(form.id, opened.round_id, only=codes),
            shelf.reasons(form.id, before, only=codes) if before else {},
        )

    @property
    def form(self) -> Form:
        return self.background.form

    def rows(self, item: ReadSubmission) -> Rows:
        """The cells row by row, from top to bottom."""
        rows = by_row(_with_kept(item, self.kept.get(item.respondent)))
        return {key: rows[key] for key in sorted(rows, key=lambda key: _row_of(item, key))}

    def parts(self, item: ReadSubmission) -> list[Part]:
        """The submission, or each row of a list; the list's own faults belong to none of its rows."""
        parts = self.background.parts(item.respondent, self.rows(item))
        if item.layout != "list":
            return [replace(part, submission=self._whole(item, part)) for part in parts]
        reasons = by_row(item.reasons)
        return [replace(part, submission=self._row(item, part, reasons.get(part.key, {}))) for part in parts]

    def _whole(self, item: ReadSubmission, part: Part) -> Submission:
        """The submission with its reasons and with what is wrong with its sheet."""
        remembered = self.remembered.get(item.respondent, {})
        return replace(
            part.submission,
            reasons={**self._lost_reasons(item, remembered), **item.reasons},
            remembered=remembered,
            earlier=self.earlier.get(item.respondent, {}),
            structure=structure_issues(item),
        )

    def _row(self, item: ReadSubmission, part: Part, reasons: Mapping[str, str]) -> Submission:
        """The row with its reasons and its place."""
        earlier = self.earlier.get(item.respondent, {})
        return replace(
            part.submission,
            reasons=reasons,
            remembered=held_of_row(self.remembered.get(item.respondent, {}), part.key),
            earlier=held_of_row(earlier, part.key_before) if part.key_before else {},
            place=f"แถว {_row_of(item, part.key) + 1}" if part.key in item.keyed else "",
        )

    @staticmethod
    def _lost_reasons(item: ReadSubmission, remembered: Mapping[tuple[str, str], Reason]) -> dict[str, str]:
        """Reasons of questions whose row on the issues tab is gone: they hold, and the row comes back."""
        if item.layout != "table":
            return {}
        return {f"{name}|{code}": reason.text for (name, code), reason in remembered.items()}


def _of_list(item: ReadSubmission) -> list[Issue]:
    """The faults of a list's sheet; those of another are the submission's own."""
    return [*structure_issues(item)] if item.layout == "list" else []


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
