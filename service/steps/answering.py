"""Telling the sheets: for each file one write with all differences, which checks itself."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.core.answers import STATE_FILLS, cell_answers, receipt
from service.core.issues import WHOLE
from service.core.messages import STATE_WORDS
from service.core.rounds import Round
from service.errors import GoogleError
from service.sheets.questions import new_questions, question_wants
from service.sheets.reader import Grid, Reading, ReadSubmission, Spot, read
from service.sheets.writer import Plan, Want, plan, requests, strays
from service.steps.checking import Checked
from service.steps.context import Service, Track
from service.steps.reading import FileRead, expected_tabs
from service.store.spreadsheets import Mark, Spreadsheet

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Answered:
    """What one file is to show, and which former looks to remember and forget."""

    wants: Mapping[Spot, Want]
    extra: list[dict[str, Any]]
    marked: Mapping[Mark, tuple[str, str]]
    unmarked: frozenset[Mark]


def answer_files(
    service: Service,
    files: Sequence[FileRead],
    checked: Sequence[Checked],
    rounds: Sequence[Round],
    now: datetime,
    track: Track[FileRead],
) -> int:
    """Write every file's answers; how many cells were written."""
    places = _index(checked)
    written = 0
    for file in track(files, "ตอบในชีต"):
        if file.reading is None:
            service.store.spreadsheets.note(file.spreadsheet.file_id, problem=file.problem, dirty=False)
        else:
            written += _answer_file(service, file, file.reading, places, rounds, now)
    return written


_Index = dict[tuple[str, str, str], tuple[Checked, int]]


def _index(checked: Sequence[Checked]) -> _Index:
    return {
        (item.form.id, item.round.round_id, submission.respondent.code): (item, number)
        for item in checked
        for number, submission in enumerate(item.submissions)
    }


def _answer_file(
    service: Service, file: FileRead, reading: Reading, places: _Index, rounds: Sequence[Round], now: datetime
) -> int:
    file_id = file.spreadsheet.file_id
    answered = _plan_file(service, file.spreadsheet, reading, places, now)
    changes = [*requests(reading.grids, answered.wants), *answered.extra]
    seen: dict[str, Any] = {"seen_modified": file.modified, "problem": "", "dirty": False, "own_write": False}
    cells = sum(len(change["updateCells"]["rows"]) for change in changes if "updateCells" in change)
    if changes:
        # Former looks are kept before the marks are made: a kill between the two loses nothing.
        service.store.spreadsheets.save_marks(file_id, answered.marked, ())
        try:
            after = read(
                service.google.write(file_id, changes), expected_tabs(service, file.spreadsheet, rounds)
            )
        except GoogleError as error:
            log.warning(
                "answer_failed", extra={"action": "answer_failed", "file": file_id, "why": str(error)}
            )
            service.store.spreadsheets.note(file_id, dirty=True)
            return 0
        # Somebody edited between our reading and our writing: read it again in the next sweep.
        seen |= {"own_write": True, "dirty": after.content_hash() != reading.content_hash()}
    service.store.spreadsheets.save_marks(file_id, {}, answered.unmarked)
    service.store.spreadsheets.note(file_id, content_hash=reading.content_hash(), **seen)
    return cells


def _plan_file(
    service: Service, file: Spreadsheet, reading: Reading, places: _Index, now: datetime
) -> _Answered:
    former = service.store.spreadsheets.marks(file.file_id)
    wants: dict[Spot, Want] = {}
    marked: dict[Mark, tuple[str, str]] = {}
    unmarked: set[Mark] = set()
    for read_item in reading.submissions:
        key = (read_item.form_id, read_item.round_id, read_item.respondent)
        if read_item.sheet_id not in reading.grids:
            continue
        mine = {mark[3]: look for mark, look in former.items() if mark[:3] == key}
        planned = _plan_submission(reading, read_item, *places[key], now, mine, service.sweep_minutes)
        wants |= planned.wants
        marked |= {(*key, name): look for name, look in planned.marked.items()}
        unmarked |= {(*key, name) for name in planned.unmarked}
    extra = []
    for item, grid, respondents in _issue_tabs(file, reading, places):
        wants |= question_wants(grid, _questions(item), respondents)
        extra += _new_rows(item, grid)
    wants |= strays(reading, wants)
    return _Answered(wants, extra, marked, frozenset(unmarked))


def _plan_submission(
    reading: Reading,
    read_item: ReadSubmission,
    checked: Checked,
    number: int,
    now: datetime,
    former: Mapping[str, tuple[str, str]],
    sweep_minutes: int,
) -> Plan:
    submission, issues, progress = (
        checked.submissions[number],
        checked.issues[number],
        checked.progress[number],
    )
    stored, due = checked.stored[number], checked.round.due_for(read_item.respondent)
    relevant = {
        item.name: bool(checked.frame.relevant_mask(item.name)[number]) for item in checked.form.fields
    }
    answers = cell_answers(
        checked.form, submission.cells, submission.parsed, issues, relevant, overdue=now.date() > due
    )
    structure = [issue for issue in issues if issue.field == WHOLE]
    line = receipt(progress, due, now.date(), stored.changed_at, stored.complete_at, sweep_minutes, structure)
    if read_item.layout == "table":
        line = "\n".join([line, *_table_messages(checked, issues)])
    fill = STATE_FILLS[progress.state]
    receipt_want = Want(text=line, fill=fill if read_item.layout == "card" else None)
    status = Want(text=STATE_WORDS[progress.state].th, fill=fill)
    return plan(reading, read_item, answers, receipt_want, status, former)


def _table_messages(checked: Checked, issues: Sequence[Any], limit: int = 5) -> list[str]:
    """In a table the words stand in one cell of the row: which field, and what to do."""
    lines = [
        f"{checked.form.field(i.field).title}: {i.message}" for i in issues if i.open and i.field != WHOLE
    ]
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
    return [issue for found in item.issues for issue in found]


def _new_rows(item: Checked, grid: Grid) -> list[dict[str, Any]]:
    names = {submission.respondent.code: submission.respondent.name for submission in item.submissions}
    titles = {entry.name: entry.title for entry in item.form.fields}
    return new_questions(grid, _questions(item), names, titles)
