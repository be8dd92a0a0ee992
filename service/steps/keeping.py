"""What was checked into the store, before any sheet is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from service.core.cells import BLANK
from service.core.issues import WHOLE, State
from service.sheets.readings import ReadSubmission
from service.steps.checking import Checked, CheckedSubmission
from service.steps.context import Service
from service.steps.reading import FileRead
from service.store.submissions import Stored

Key = tuple[str, str, str]
"""Form, round, respondent."""
Place = tuple[str, str]
"""The file a submission was read from, and when Drive saw its last change."""


def places_of(readings: Iterable[tuple[FileRead, ReadSubmission]]) -> dict[Key, Place]:
    """Where each submission was read."""
    return {
        (item.form_id, item.round_id, item.respondent): (file.spreadsheet.file_id, file.modified)
        for file, item in readings
    }


def keep(service: Service, checked: Sequence[Checked], files: Mapping[Key, Place], now: datetime) -> None:
    """Store what was checked.

    ``files`` gives the file of each submission, and when Drive saw its last change: what was typed in
    time is in time, however late it is read.
    """
    for item in checked:
        form_id, round_id = item.form.id, item.round.round_id
        codes = [submission.code for submission in item.submissions]
        before = service.store.submissions.all(form_id, round_id, only=codes)
        for submission in item.submissions:
            place = files[(form_id, round_id, submission.code)]
            submission.stored = _to_store(submission, before.get(submission.code), *place, now)
        service.store.submissions.save(
            form_id,
            round_id,
            [submission.stored for submission in item.submissions if submission.stored],
            {submission.code: submission.issues for submission in item.submissions},
            {submission.code: submission.read.reasons for submission in item.submissions},
            now,
        )


def _to_store(
    submission: CheckedSubmission, before: Stored | None, file_id: str, modified: str, now: datetime
) -> Stored:
    cells = {name: cell for name, cell in submission.cells.items() if cell != BLANK}
    same = before is not None and dict(before.cells) == cells
    complete = submission.progress.state is State.COMPLETE
    edited = datetime.fromisoformat(modified).astimezone(now.tzinfo) if modified else now  # whose day counts
    was_complete = before.complete_at if before else None
    broken = any(issue.field == WHOLE for issue in submission.issues)
    if broken and same:  # a file out of reach, a lost heading: what was sent in time stays so
        complete, edited = bool(was_complete), now
    return Stored(
        respondent=submission.code,
        file_id=file_id,
        cells=cells,
        entries=submission.entries,
        progress=submission.progress,
        changed_at=before.changed_at if before and same else (now if cells else None),
        complete_at=(was_complete or min(now, edited)) if complete else None,
    )
