"""From readings to checked submissions: parse every cell, check all of a round as one frame, keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from service.core.cells import BLANK, Cell, Value
from service.core.entries import Status
from service.core.issues import WHOLE, Issue, Progress, State
from service.core.messages import say
from service.core.normalise import Context, normalise_school_name, parse
from service.core.register import Respondent
from service.core.rounds import Round, previous_round
from service.core.schema import Form
from service.core.submission import Frame, Submission
from service.core.validation import check, frame_of, summarise
from service.sheets.reader import ReadSubmission
from service.steps.context import Service
from service.steps.reading import FileRead
from service.store.submissions import Stored


@dataclass(slots=True)
class Checked:
    """The submissions of one round that were just read, in parallel lists."""

    round: Round
    form: Form
    submissions: list[Submission]
    issues: list[list[Issue]]
    progress: list[Progress]
    read: list[ReadSubmission]
    frame: Frame
    stored: list[Stored] = field(default_factory=list)


def check_rounds(
    service: Service, readings: Iterable[ReadSubmission], rounds: Iterable[Round], now: datetime
) -> list[Checked]:
    """Check everything that was read, one frame for each form and round."""
    grouped: dict[tuple[str, str], list[ReadSubmission]] = {}
    for item in readings:
        grouped.setdefault((item.form_id, item.round_id), []).append(item)
    by_key = {(item.form_id, item.round_id): item for item in rounds}
    return [_check_round(service, by_key[key], found, now) for key, found in grouped.items()]


def _check_round(service: Service, opened: Round, found: list[ReadSubmission], now: datetime) -> Checked:
    form = service.form(opened.form_id)
    register = {respondent.code: respondent for respondent in service.store.register.all()}
    contexts = contexts_for(form, opened, register.values())
    kept = service.store.submissions.all(form.id, opened.round_id)
    remembered = service.store.submissions.reasons(form.id, opened.round_id)
    previous = previous_values(service, form, opened)
    submissions = []
    for item in found:
        cells = _with_kept(form, item, kept.get(item.respondent))
        submissions.append(
            Submission(
                respondent=register[item.respondent],
                cells=cells,
                parsed={
                    f.name: parse(f.kind, cells.get(f.name, BLANK), contexts[f.name]) for f in form.fields
                },
                reasons=item.reasons,
                previous=previous.get(item.respondent, {}),
                remembered=remembered.get(item.respondent, {}),
                structure=structure_issues(item),
                overdue=now.date() > opened.due_for(item.respondent),
            )
        )
    issues = check(form, submissions)
    return Checked(
        opened,
        form,
        submissions,
        issues,
        summarise(form, submissions, issues),
        found,
        frame_of(form, submissions),
    )


def _with_kept(form: Form, item: ReadSubmission, kept: Stored | None) -> dict[str, Cell]:
    """The cells read; where the sheet has lost a field's place, its last value stays."""
    cells = dict(item.cells)
    if item.faults and kept:
        lost = {name: cell for name, cell in kept.cells.items() if name not in cells}
        cells |= lost
    return cells


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


def previous_values(service: Service, form: Form, opened: Round) -> dict[str, dict[str, Value]]:
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
        for code, stored in service.store.submissions.all(form.id, before).items()
    }


Place = tuple[str, str]
"""The file a submission was read from, and when Drive saw its last change."""


def places_of(readings: Iterable[tuple[FileRead, ReadSubmission]]) -> dict[tuple[str, str, str], Place]:
    """Where each submission (form, round, respondent) was read."""
    return {
        (item.form_id, item.round_id, item.respondent): (file.spreadsheet.file_id, file.modified)
        for file, item in readings
    }


def keep(
    service: Service,
    checked: Sequence[Checked],
    files: Mapping[tuple[str, str, str], Place],
    now: datetime,
) -> None:
    """Store what was checked, before any sheet is told.

    ``files`` gives the file of each submission, and when Drive saw its last change: what was typed in
    time is in time, however late it is read.
    """
    for item in checked:
        before = service.store.submissions.all(item.form.id, item.round.round_id)
        item.stored = [
            _to_store(
                submission,
                progress,
                before.get(submission.respondent.code),
                *files[(item.form.id, item.round.round_id, submission.respondent.code)],
                now,
            )
            for submission, progress in zip(item.submissions, item.progress, strict=True)
        ]
        service.store.submissions.save(
            item.form.id,
            item.round.round_id,
            item.stored,
            {s.respondent.code: found for s, found in zip(item.submissions, item.issues, strict=True)},
            {read.respondent: read.reasons for read in item.read},
            now,
        )


def _to_store(
    submission: Submission,
    progress: Progress,
    before: Stored | None,
    file_id: str,
    modified: str,
    now: datetime,
) -> Stored:
    cells = {name: cell for name, cell in submission.cells.items() if cell != BLANK}
    same = before is not None and dict(before.cells) == cells
    complete = progress.state is State.COMPLETE
    edited = datetime.fromisoformat(modified) if modified else now
    was_complete = before.complete_at if before else None
    return Stored(
        respondent=submission.respondent.code,
        file_id=file_id,
        cells=cells,
        entries=submission.entries,
        progress=progress,
        changed_at=before.changed_at if before and same else (now if cells else None),
        complete_at=(was_complete or min(now, edited)) if complete else None,
    )
