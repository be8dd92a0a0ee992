"""Which files changed, and what stands in them."""

import hashlib
import logging
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from service.core.rounds import Round
from service.core.rows import by_row
from service.core.schema import OF_REGISTER
from service.errors import GoogleAccessError, GoogleBusyError, GoogleError, GoogleMissingError
from service.sheets.drive import Listed
from service.sheets.layout import LAYOUTS
from service.sheets.reader import read
from service.sheets.readings import Expected, Reading, ReadSubmission, with_keys
from service.steps.context import Service, Track
from service.steps.journal import load_journal, put_back
from service.steps.repairing import repair_file
from service.store.spreadsheets import Spreadsheet
from service.store.submissions import Stored

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Changed:
    """A file to read; ``modified`` is what Drive said of it, "" when Drive does not list it any more."""

    spreadsheet: Spreadsheet
    modified: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file's reading, or the problem that kept it from being read."""

    spreadsheet: Spreadsheet
    modified: str
    reading: Reading | None
    problem: str = ""


FEW_FILES = 4
BATCH = 25
"""Files read and checked together: one frame for all, and not every grid in memory at once."""
DAY = timedelta(days=1)
FULL_SWEEP = "full_sweep"
RoundKey = tuple[str, str]
"""Form and round."""


def stale_rounds(service: Service, rounds: Iterable[Round], today: date) -> dict[RoundKey, str]:
    """Rounds whose answers rest on what has changed since: definition, register and its facts, or a last
    day gone by. Whom an answer may name is of the register too, though they report nothing in the round.

    Their files are read again though nobody has touched them. The text is what they rest on now.
    """
    stale: dict[RoundKey, str] = {}
    for opened in rounds:
        rests_on = [(item, today > opened.due_for(item.code)) for item in service.respondents(opened)]
        later = sorted(opened.extensions.items())
        rests: list[Any] = [service.form_of(opened).definition_hash, opened.due, later, rests_on]
        facts = service.asked_facts(opened)
        rests += [sorted((code, sorted(known.items())) for code, known in facts.items())] if facts else []
        rests += _named(service, opened)
        text = repr(rests)
        now = hashlib.sha256(text.encode()).hexdigest()
        key = (opened.form_id, opened.round_id)
        if service.store.settings.get(_memory(key)) != now:
            stale[key] = now
    return stale


def _named(service: Service, opened: Round) -> list[str]:
    """The schools or units that a field of the round refers to; nothing where none does."""
    form = service.form_of(opened)
    resources = {item.reference.resource for item in form.fields if item.reference} & OF_REGISTER
    kinds = {"unit" if resource == "units" else "school" for resource in resources}
    register = service.store.register.all() if kinds else ()
    days = opened.starts, opened.ends
    return [
        f"{item.code} {item.name} {item.was_open(*days)} {item.is_open(opened.ends)}"
        for item in register
        if item.kind in kinds
    ]


def remember_rounds(service: Service, answered: Mapping[RoundKey, str], full: datetime | None) -> None:
    """Every file of these rounds has been answered by what they rest on now; at ``full`` all were read."""
    if full:
        service.store.settings.set(FULL_SWEEP, full.isoformat())
    for key, text in answered.items():
        service.store.settings.set(_memory(key), text)


def forget_round(service: Service, key: RoundKey) -> None:
    """The files of this round are read again when it is next open: they may have changed unseen."""
    service.store.settings.set(_memory(key), "")


def _memory(key: RoundKey) -> str:
    return f"answered:{key[0]}:{key[1]}"


def full_is_due(service: Service, now: datetime) -> bool:
    """Whether every file is to be read, whatever Drive says: once a day."""
    last = service.store.settings.get(FULL_SWEEP)
    return not last or now - datetime.fromisoformat(last) >= DAY


def changed_files(
    service: Service,
    listing: Sequence[Listed],
    rounds: Iterable[Round],
    now: datetime,
    *,
    full: bool = False,
    stale: Collection[RoundKey] = (),
    again: Collection[tuple[str, str, str]] = (),
) -> list[Changed]:
    """The files to read: changed by others since the last reading, dirty, unsettled, or of a stale round.

    ``again`` are submissions (form, round, respondent) whose answers hang on what others changed. Files of
    rounds that are not open, and of schools that report in none of those that are (closed, merged), are
    left alone.

    A change that was our own last write is only taken note of. The write's own answer has shown that
    nothing else had changed under it (steps.answering), so nothing can hide behind it. What Drive tells
    late is caught by reading once more after a while (``settle_at``).
    """
    listed = {item.file_id: item for item in listing}
    changed: list[Changed] = []
    reporting = {(item.form_id, item.round_id): _codes(service, item) for item in rounds}
    files = [file for file in service.store.spreadsheets.all() if _concerns(file, reporting)]
    refuse_wrong_folder(files, listed)
    for file in files:
        item = listed.get(file.file_id)
        if item is None:
            if not file.problem or full:
                changed.append(Changed(file, ""))
        elif full or _waits(file, now) or _is_of(file, stale) or _holds(file, again):
            changed.append(Changed(file, item.modified))
        elif item.modified != file.seen_modified:
            if item.by_us and file.own_write:
                service.store.spreadsheets.note(file.file_id, seen_modified=item.modified, own_write=False)
            else:
                changed.append(Changed(file, item.modified))
    return changed


def _concerns(file: Spreadsheet, reporting: Mapping[RoundKey, Collection[str]]) -> bool:
    """Whether somebody who reports in one of the rounds writes into the file."""
    return file.kind != "control" and any(
        not file.respondent or file.respondent in reporting[tab.form_id, tab.round_id]
        for tab in file.tabs
        if (tab.form_id, tab.round_id) in reporting
    )


def _waits(file: Spreadsheet, now: datetime) -> bool:
    """Whether something is left to do in the file: a failed reading or writing, an edit told late."""
    return file.dirty or bool(file.problem) or (file.settle_at is not None and now >= file.settle_at)


def refuse_wrong_folder(files: Sequence[Spreadsheet], listed: Container[str]) -> None:
    """When most files are gone at once, the folder is the wrong one: no school is to blame for that."""
    absent = sum(file.file_id not in listed for file in files)
    if len(files) >= FEW_FILES and absent * 2 > len(files):
        raise GoogleMissingError(
            f"ไม่พบ {absent} จาก {len(files)} ไฟล์ในโฟลเดอร์นี้: ตรวจ TIDTAM_FOLDER และสิทธิ์ของบัญชีบริการ "
            "(most files are not in this folder: check TIDTAM_FOLDER; nothing was changed)"
        )


def unsettled_files(service: Service, form_id: str, round_id: str) -> list[Spreadsheet]:
    """The files of the round that could not be read or answered just now."""
    files = [file for file in service.store.spreadsheets.all() if file.kind != "control"]
    return [f for f in files if (f.dirty or f.problem) and _is_of(f, [(form_id, round_id)])]


def _is_of(file: Spreadsheet, rounds: Collection[RoundKey]) -> bool:
    return any((tab.form_id, tab.round_id) in rounds for tab in file.tabs)


def _holds(file: Spreadsheet, places: Collection[tuple[str, str, str]]) -> bool:
    """Whether the file holds one of these submissions; a table holds those of everybody."""
    return any(
        (tab.form_id, tab.round_id) == (form_id, round_id) and file.respondent in ("", respondent)
        for form_id, round_id, respondent in places
        for tab in file.tabs
    )


def read_files(
    service: Service, changed: Sequence[Changed], rounds: Sequence[Round], track: Track[Changed]
) -> Iterator[list[FileRead]]:
    """Read the files, batch by batch: the next one is read while the caller works on this.

    One that cannot be read becomes a problem of that file alone.
    """
    with service.threads(service.google.lanes) as pool:

        def begin(items: Sequence[Changed]) -> list[Future[FileRead | None]]:
            return [pool.submit(_read_file, service, item, rounds) for item in items]

        ahead: list[Future[FileRead | None]] = []
        waiting = iter(track(changed, "อ่านชีต"))
        while batch := ahead or begin(list(islice(waiting, BATCH))):
            ahead = begin(list(islice(waiting, BATCH)))
            yield [found for future in batch if (found := future.result())]


def _read_file(service: Service, item: Changed, rounds: Sequence[Round]) -> FileRead | None:
    file = item.spreadsheet
    if not item.modified:
        return FileRead(file, "", None, "ไม่พบในไดรฟ์ อาจถูกลบหรือย้าย")
    try:
        file, reading = _read_mended(service, file, rounds)
    except GoogleBusyError as error:
        log.warning(
            "read_postponed", extra={"action": "read_postponed", "file": file.file_id, "why": str(error)}
        )
        service.store.spreadsheets.note(file.file_id, dirty=True)
        return None
    except GoogleError as error:
        log.warning("read_failed", extra={"action": "read_failed", "file": file.file_id, "why": str(error)})
        return FileRead(file, item.modified, None, _problem(error))
    return FileRead(file, item.modified, reading)


def _read_mended(service: Service, file: Spreadsheet, rounds: Sequence[Round]) -> tuple[Spreadsheet, Reading]:
    """The file's reading. Where a write of ours may have hit codes and headings, they are restored first.

    A heading that people broke is theirs to restore, or the office's: it is only named.
    """
    if load_journal(file.journal).unverified:
        file = _repaired(service, file)
    reading = read_answer(service, file, service.google.read(file.file_id), rounds)
    return file, _recovered(service, file, reading)


def _repaired(service: Service, file: Spreadsheet) -> Spreadsheet:
    try:
        return repair_file(service, file).file
    except GoogleError as error:
        if error.retryable:
            raise
        log.warning(
            "repair_failed", extra={"action": "repair_failed", "file": file.file_id, "why": str(error)}
        )
        return file


def read_answer(
    service: Service, file: Spreadsheet, answer: Mapping[str, Any], rounds: Iterable[Round]
) -> Reading:
    """Google's answer as submissions; rows of a list are known by what was last read of them."""
    reading = read(answer, expected_tabs(service, file, rounds))
    for item in reading.submissions:
        if item.columns:
            kept = _kept(service, item)
            with_keys(item, by_row(kept.cells) if kept else {})
    return reading


def _kept(service: Service, item: ReadSubmission) -> Stored | None:
    shelf = service.store.submissions
    return shelf.all(item.form_id, item.round_id, only=[item.respondent]).get(item.respondent)


def _recovered(service: Service, file: Spreadsheet, reading: Reading) -> Reading:
    """The reading with what the store knows, where a write of ours hit a school's cell (steps.journal)."""
    journal = load_journal(file.journal)
    if journal.unverified:
        for item in reading.submissions:
            kept = _kept(service, item)
            reasons = service.store.submissions.reasons(item.form_id, item.round_id, [item.respondent])
            texts = {name: found.text for (name, _), found in reasons.get(item.respondent, {}).items()}
            put_back(item, journal, kept.cells if kept else {}, texts)
    return reading


def _problem(error: GoogleError) -> str:
    """Why a file cannot be read, in the school's language; Google's own words are in the log."""
    if isinstance(error, GoogleAccessError):
        return "ไม่มีสิทธิ์เปิด"
    return "ไม่พบไฟล์" if isinstance(error, GoogleMissingError) else "Google ไม่ยอมให้อ่าน"


def expected_tabs(service: Service, file: Spreadsheet, rounds: Iterable[Round]) -> list[Expected]:
    """The tabs of the file that belong to the given rounds."""
    by_key = {(item.form_id, item.round_id): item for item in rounds}
    expected = []
    for tab in file.tabs:
        opened = by_key.get((tab.form_id, tab.round_id))
        if opened and tab.purpose in LAYOUTS:
            codes = (file.respondent,) if file.respondent else _codes(service, opened)
            form = service.form_of(opened)
            expected.append(Expected(form, tab.round_id, tab.purpose, tab.sheet_id, tab.title, codes))
    return expected


def _codes(service: Service, opened: Round) -> tuple[str, ...]:
    """Those who report in the round, in the register's order."""
    return tuple(respondent.code for respondent in service.respondents(opened))


def unread(service: Service, file: FileRead, rounds: Iterable[Round]) -> list[ReadSubmission]:
    """What to check of a file: its readings, or the fault that stands for all of them."""
    if file.reading:
        return list(file.reading.submissions)
    fault = ("spreadsheet_unreadable", {"detail": file.problem})
    return [
        ReadSubmission(tab.form.id, tab.round_id, code, tab.layout, tab.sheet_id, faults=[fault])
        for tab in expected_tabs(service, file.spreadsheet, rounds)
        for code in tab.respondents
    ]
