"""Telling the sheets: for each file one write with all differences, which checks itself."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from service.core.answers import NOTE_MARK, RED, STATE_FILLS, CellAnswer, receipt, to_do
from service.core.issues import WHOLE, Issue, State
from service.core.messages import SHEET_WORDS, say
from service.core.rounds import Round
from service.core.rows import split_name
from service.errors import GoogleError
from service.sheets.grids import Grid, Spot
from service.sheets.questions import new_questions, question_wants
from service.sheets.readings import Reading, ReadSubmission
from service.sheets.writer import Former, Plan, Want, differing, left_behind, plan, requests, strays
from service.steps.checking import Checked, CheckedSubmission
from service.steps.context import Service, Track
from service.steps.journal import (
    Journal,
    about_to_write,
    former_looks,
    hit_by,
    load_journal,
    name_of,
    restored_now,
)
from service.steps.reading import FileRead, read_answer
from service.store.spreadsheets import Mark, Spreadsheet

log = logging.getLogger(__name__)
SETTLE = timedelta(minutes=10)
"""Drive tells of edits up to so much later (GOOGLE §3): after a change the file is read once more."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """What one file is to show, and which former looks to remember and forget."""

    wants: Mapping[Spot, Want]
    extra: list[dict[str, Any]]
    marked: Mapping[Mark, Former]
    unmarked: frozenset[Mark]


_Key = tuple[str, str, str]
_Index = dict[_Key, tuple[Checked, CheckedSubmission]]


class Answering:
    """Answers files in threads of its own while the next ones are read and checked."""

    def __init__(self, service: Service, rounds: Sequence[Round], now: datetime) -> None:
        self._service, self._rounds, self._now = service, rounds, now
        self._pool = service.threads(service.google.lanes)
        self._begun: list[Future[int]] = []
        self._checked: dict[tuple[str, str], Round] = {}
        self._submissions = 0

    def __enter__(self) -> "Answering":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def begin(self, files: Sequence[FileRead], checked: Sequence[Checked]) -> None:
        """Answer these files; what is to be said of them is in ``checked``."""
        places = _index(checked)
        for item in checked:
            self._checked[item.form.id, item.round.round_id] = item.round
            self._submissions += len(item.submissions)
        for file in files:
            answer = partial(_answer_file, self._service, file, places, self._rounds, self._now)
            self._begun.append(self._pool.submit(answer))

    def rounds_checked(self) -> list[Round]:
        return list(self._checked.values())

    def finish(self, track: Track[Future[int]]) -> tuple[int, int, int]:
        """Wait for the last answer; how many files, submissions and cells it was."""
        cells = sum(answer.result() for answer in track(self._begun, "ตอบในชีต"))
        return len(self._begun), self._submissions, cells


def _index(checked: Sequence[Checked]) -> _Index:
    """Checked submissions by form, round and respondent."""
    return {
        (item.form.id, item.round.round_id, submission.code): (item, submission)
        for item in checked
        for submission in item.submissions
    }


def _answer_file(
    service: Service, file: FileRead, places: _Index, rounds: Sequence[Round], now: datetime
) -> int:
    """Write a file's answers; how many cells were written."""
    file_id, reading = file.spreadsheet.file_id, file.reading
    if reading is None:
        service.store.spreadsheets.note(file_id, problem=file.problem, dirty=False)
        return 0
    journal = load_journal(file.spreadsheet.journal)
    restored = restored_now(reading, journal)
    answered = _plan_file(service, file.spreadsheet, reading, places, journal, restored, now)
    cells = differing(reading.grids, answered.wants)
    changes = [*requests(cells), *answered.extra]
    seen = _seen(file, reading, restored, now, wrote=bool(changes))
    if changes:
        ahead = about_to_write(journal, reading, [item[:2] for item in cells], restored)
        # Former looks and the journal are kept before the write: a kill between the two loses nothing.
        service.store.spreadsheets.save_marks(file_id, answered.marked, ())
        service.store.spreadsheets.note(file_id, journal=ahead.dump())
        try:
            after = read_answer(service, file.spreadsheet, service.google.write(file_id, changes), rounds)
        except GoogleError as error:
            log.warning(
                "answer_failed", extra={"action": "answer_failed", "file": file_id, "why": str(error)}
            )
            service.store.spreadsheets.note(file_id, dirty=True, **_refused(file, error))
            return 0
        seen |= _verified(ahead, reading, after)
    service.store.spreadsheets.save_marks(file_id, {}, answered.unmarked)
    service.store.spreadsheets.note(file_id, **seen)
    return len(cells)


def _refused(file: FileRead, error: GoogleError) -> dict[str, Any]:
    """What a failed write leaves behind: a busy Google may have done it, any other has surely not."""
    if error.retryable:
        return {}
    return {"journal": file.spreadsheet.journal, "problem": f"ตอบในชีตไม่ได้: {error}"}


def _seen(
    file: FileRead, reading: Reading, restored: Mapping[str, str], now: datetime, wrote: bool
) -> dict[str, Any]:
    """What to remember of a file whose answers stand."""
    content = reading.content_hash()
    changed = content != file.spreadsheet.content_hash
    return {
        "seen_modified": file.modified,
        "problem": "",
        "dirty": False,
        "own_write": False,
        "content_hash": content,
        "settle_at": now + SETTLE if changed or wrote else None,
        "journal": Journal(restored=restored).dump(),
    }


def _verified(journal: Journal, before: Reading, after: Reading) -> dict[str, Any]:
    """Whether all that we wrote stands where it should: then nobody had changed anything meanwhile.

    Else the file is read again in the next sweep, and the journal says what to put back. Questions that
    we have just added to an issues tab are no change.
    """
    same = after.content_hash() == before.content_hash() and before.questions() <= after.questions()
    if same and not left_behind(after, journal.strays):
        return {"own_write": True}
    left = replace(journal, hit=hit_by(journal, before, after), seen=True)
    return {"own_write": True, "dirty": True, "journal": left.dump()}


def _plan_file(
    service: Service,
    file: Spreadsheet,
    reading: Reading,
    places: _Index,
    journal: Journal,
    restored: Mapping[str, str],
    now: datetime,
) -> _Answered:
    former = service.store.spreadsheets.marks(file.file_id)
    wants: dict[Spot, Want] = {}
    marked: dict[Mark, Former] = {}
    unmarked: set[Mark] = set()
    for read_item in reading.submissions:
        key = (read_item.form_id, read_item.round_id, read_item.respondent)
        if read_item.sheet_id not in reading.grids:
            continue
        mine = {mark[3]: look for mark, look in former.items() if mark[:3] == key}
        looks = former_looks(reading, read_item, journal, mine)
        planned = _plan_submission(reading, *places[key], now, looks, restored, service.sweep_minutes)
        wants |= planned.wants
        unmarked |= _ended_rows(read_item, mine, key)
        marked |= {(*key, name): look for name, look in planned.marked.items() if name not in mine}
        unmarked |= {(*key, name) for name in planned.unmarked}
    extra = []
    for item, grid, respondents in _issue_tabs(file, reading, places):
        wants |= question_wants(grid, _questions(item), respondents)
        extra += _new_rows(item, grid)
    wants |= strays(reading, wants, journal.strays)
    return _Answered(wants, extra, marked, frozenset(unmarked))


def _ended_rows(read_item: ReadSubmission, mine: Mapping[str, Former], key: _Key) -> set[Mark]:
    """Marks of rows that are no more in a list: the same words typed again are a new row."""
    gone = (name for name in mine if read_item.columns and split_name(name)[0] not in read_item.keyed)
    return {(*key, name) for name in gone}


def _plan_submission(
    reading: Reading,
    checked: Checked,
    submission: CheckedSubmission,
    now: datetime,
    former: Mapping[str, Former],
    restored: Mapping[str, str],
    sweep_minutes: int,
) -> Plan:
    read_item, progress, stored = submission.read, submission.progress, submission.stored
    structure = [issue for issue in submission.issues if issue.field == WHOLE]
    line = receipt(
        progress,
        checked.round.due_for(submission.code),
        now.date(),
        stored.changed_at if stored else None,
        stored.complete_at if stored else None,
        sweep_minutes,
        structure,
        checked.round.due,
        _rows_to_do(submission),
        nothing_listed=submission.lists_nothing,
    )
    if read_item.layout == "table":
        line = "\n".join([line, *_table_messages(checked, submission.issues)])
    fill = STATE_FILLS[progress.state]
    receipt_want = Want(text=line, fill="" if read_item.layout == "table" else fill)
    status = Want(text=SHEET_WORDS[progress.state], fill=fill)
    answers = _with_restored(submission, restored)
    planned = plan(reading, read_item, answers, receipt_want, status, former)
    return replace(planned, wants={**planned.wants, **_row_wants(checked, submission)})


def _rows_to_do(submission: CheckedSubmission) -> dict[State, list[int]]:
    """The rows of the tab that have something to do, from 1; a row of a table needs no number."""
    found: dict[State, list[int]] = {}
    wanted = {"error": State.NEEDS_FIX, "query": State.EXPLAIN}
    for issue in submission.issues if submission.read.layout != "table" else ():
        place = submission.read.places.get(issue.field)
        if place and issue.open and issue.severity in wanted:
            found.setdefault(wanted[issue.severity], []).append(place.value.row + 1)
    return {state: sorted(set(rows)) for state, rows in found.items()}


def _with_restored(submission: CheckedSubmission, restored: Mapping[str, str]) -> dict[str, CellAnswer]:
    """The answers, with a note on each cell whose content we put back."""
    answers = dict(submission.answers)
    for name, answer in answers.items():
        shown = restored.get(name_of(submission.read, name))
        if shown is not None:
            words = say("restored", {"raw": shown[:60]})
            note = f"{answer.note}\n{words}" if answer.note else NOTE_MARK + words
            answers[name] = replace(answer, note=note)
    return answers


def _row_wants(checked: Checked, submission: CheckedSubmission) -> dict[Spot, Want]:
    """In a list each row has a key, a status and words of its own; an emptied row has none of them."""
    wants: dict[Spot, Want] = {}
    for key, places in submission.read.keyed.items():
        row = submission.rows[key]
        state = row.progress.state
        wants[places.key] = Want(text=key, fill="")
        if places.status:
            late = row.overdue and state is State.IN_PROGRESS
            word, fill = SHEET_WORDS[state], STATE_FILLS[state]
            wants[places.status] = Want(say("row_overdue", {}), RED) if late else Want(word, fill)
        if places.message:
            lines = [*_table_messages(checked, row.issues), *filter(None, [row.words])]
            wants[places.message] = Want(text="\n".join(lines), fill="")
    for places in submission.read.emptied:
        wants |= {spot: Want(text="", fill="") for spot in (places.status, places.message) if spot}
        wants[places.key] = Want(text="", fill="")
    return wants


def _table_messages(checked: Checked, issues: Sequence[Issue], limit: int = 5) -> list[str]:
    """Where the words stand in one cell of the row: which field, and what to do."""
    told = [(checked.form.field(i.field).title, to_do(i)) for i in issues if i.open and i.field != WHOLE]
    lines = [words if words.startswith(title) else f"{title}: {words}" for title, words in told]
    return lines if len(lines) <= limit else [*lines[:limit], f"และอีก {len(lines) - limit} ช่อง"]


def _issue_tabs(file: Spreadsheet, reading: Reading, places: _Index) -> list[tuple[Checked, Grid, list[str]]]:
    """The issues tabs of a table's file, each with the round's check and the respondents just read."""
    tabs = []
    for tab in file.tabs:
        mine = [r for r in reading.submissions if (r.form_id, r.round_id) == (tab.form_id, tab.round_id)]
        if tab.purpose == "issues" and tab.sheet_id in reading.grids and mine:
            item = places[(tab.form_id, tab.round_id, mine[0].respondent)][0]
            tabs.append((item, reading.grids[tab.sheet_id], [r.respondent for r in mine]))
    return tabs


def _questions(item: Checked) -> list[Any]:
    return [issue for submission in item.submissions for issue in submission.issues]


def _new_rows(item: Checked, grid: Grid) -> list[dict[str, Any]]:
    names = {submission.code: submission.respondent.name for submission in item.submissions}
    titles = {entry.name: entry.title for entry in item.form.fields}
    return new_questions(grid, _questions(item), names, titles)
