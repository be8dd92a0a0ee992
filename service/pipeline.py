"""The use cases, each one screen of verbs. Open this file first.

Drive list -> changed sheets -> read -> parse -> check -> store -> answer in the sheet
                                                 store -> indicators -> snapshot -> report
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from service.core.report_context import dump, load
from service.core.rounds import Round
from service.errors import RefusedError, ServiceError
from service.reports.render import render
from service.steps.answering import Answering
from service.steps.checking import check_rounds
from service.steps.context import Service, Track, untracked
from service.steps.controlling import provision_control, update_control
from service.steps.figures import refresh_figures
from service.steps.filing import Filing
from service.steps.keeping import keep, places_of
from service.steps.mending import Mended, mend_files
from service.steps.provisioning import Provisioned, layout_for, provision_rounds
from service.steps.reading import (
    changed_files,
    full_is_due,
    read_files,
    remember_rounds,
    stale_rounds,
    unread,
    unsettled_files,
)
from service.steps.reporting import report_context
from service.steps.rereading import Rereading
from service.steps.windows import cancelled, closed_fault, extended, has_sheets, moved, opened_anew, reopened
from service.store.reports import Report

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did."""

    files_changed: int
    submissions: int
    cells_answered: int
    control_writes: int


def sweep(
    service: Service,
    now: datetime,
    *,
    full: bool = False,
    closing: Round | None = None,
    track: Track[Any] = untracked,
) -> Swept:
    """One pass of reading, checking, answering. What a sheet says has been stored before it says so.

    Sheets are read, checked and answered batch by batch: Google writes one while it reads the next.
    Every file is read once a day, or when ``full``. The round that is ``closing`` is read whatever its days.
    """
    last = [closing] if closing and not closing.closed and not closing.is_read(now.date()) else []
    rounds = service.readable(service.pin_all([*service.open_rounds(now.date()), *last]))
    stale = stale_rounds(service, rounds, now.date())
    full = full or full_is_due(service, now)
    listing = service.google.list_spreadsheets(service.folder)
    again = Rereading(service, rounds)
    changed = changed_files(service, listing, rounds, now, full=full, stale=stale, again=again.waiting)
    with Answering(service, rounds, now) as answering:
        for files in read_files(service, changed, rounds, track):
            readings = [(file, item) for file in files for item in unread(service, file, rounds)]
            checked = check_rounds(service, [item for _, item in readings], rounds, now, again)
            keep(service, checked, places_of(readings), now)
            answering.begin(files, checked)
        for opened in answering.rounds_checked():
            refresh_figures(service, opened, now.date())
        swept = answering.finish(track)
    remember_rounds(service, stale, now if full else None)
    again.finish()
    return _say(Swept(*swept, update_control(service, rounds, now.date())))


def _say(swept: Swept) -> Swept:
    log.info(
        "swept", extra={"action": "swept", "files": swept.files_changed, "answered": swept.cells_answered}
    )
    return swept


def open_form_round(
    service: Service,
    form_id: str,
    round_id: str,
    due: date | None = None,
    days: tuple[date, date] | None = None,
) -> Round:
    """Open a round of a form, or set the due date of one that is open. Raises RefusedError.

    The round keeps the version of the form that is installed now. An ad hoc round is given its ``days``.
    """
    opened = opened_anew(service, service.installed(form_id), round_id, due, days)
    new = service.store.rounds.get(form_id, round_id) is None
    service.store.rounds.save(service.pin(opened) if new else opened)
    return service.round(form_id, round_id)


def set_window(
    service: Service,
    form_id: str,
    round_id: str,
    *,
    opens: date | None = None,
    due: date | None = None,
    closes: date | None = None,
) -> Round:
    """Move the days on which a round is read and until when answers are on time. Raises RefusedError."""
    moved(service, service.round(form_id, round_id), opens, due, closes)
    return service.round(form_id, round_id)


def reopen_round(
    service: Service, form_id: str, round_id: str, now: datetime, closes: date | None = None
) -> Round:
    """Read and answer a closed round again, until ``closes`` or until it is closed by hand."""
    reopened(service, service.round(form_id, round_id), now.date(), closes)
    return service.round(form_id, round_id)


def cancel_round(service: Service, form_id: str, round_id: str) -> None:
    """Take back a round that was opened by mistake, before any sheet was made for it. Raises RefusedError."""
    cancelled(service, service.round(form_id, round_id))


def close_round(
    service: Service, form_id: str, round_id: str, now: datetime, *, without_unread: bool = False
) -> Round:
    """Read every file a last time, then stop reading and answering; figures and reports stay.

    What was typed until its closing day is read also when that day is past. Raises RefusedError when a file
    could not be read or answered just now, DefinitionError when none could for the round's own definition,
    unless ``without_unread``: nothing typed may be lost by mistake.
    """
    opened = service.round(form_id, round_id)
    if not without_unread:
        service.form_of(opened)
    sweep(service, now, full=True, closing=opened)
    waiting = unsettled_files(service, form_id, round_id)
    if waiting and not without_unread:
        names = ", ".join(file.respondent or file.form_id for file in waiting[:5])
        raise RefusedError(
            f"ยังอ่านหรือตอบไม่ได้ {len(waiting)} ไฟล์ ({names}): ปิดรอบอีกครั้งภายหลัง หรือ --without-unread "
            "(files that could not be read or answered; try later, or leave them out)"
        )
    service.store.rounds.close(form_id, round_id)
    return service.round(form_id, round_id)


def extend_round(service: Service, form_id: str, round_id: str, respondents: list[str], due: date) -> None:
    """Give single respondents a later last day; their lateness is kept (core.rounds.timeliness)."""
    extended(service, service.round(form_id, round_id), respondents, due)


def provision(
    service: Service, form_id: str, round_id: str, layout: str = "", track: Track[Any] = untracked
) -> Provisioned:
    """Make the sheets of a round (in the form's first layout) and the control spreadsheet.

    Again, it makes what is missing and mends what is damaged; killed anywhere, it goes on. Only the first
    time the form's file must be good: later the round has what it keeps.
    """
    opened = service.round(form_id, round_id)
    if not has_sheets(service, opened):
        service.installed(form_id)
    return _provision(service, [(opened, layout)], track)


def provision_together(
    service: Service, rounds: Sequence[Round], track: Track[Any] = untracked
) -> Provisioned:
    """The same for several rounds, each in its form's first layout: a file gets all its new tabs at once."""
    return _provision(service, [(opened, "") for opened in rounds], track)


def _provision(service: Service, rounds: Sequence[tuple[Round, str]], track: Track[Any]) -> Provisioned:
    wanted = [(opened, layout_for(service, opened, layout)) for opened, layout in rounds]
    filing = Filing(service)
    done = provision_rounds(service, wanted, filing, track)
    control = provision_control(service, [opened for opened, _ in rounds], filing)
    news, problems = [*done.news, *control.news], [*done.problems, *control.problems]
    return Provisioned(done.made + control.made, news, problems)


def repair(
    service: Service,
    form_id: str = "",
    round_id: str = "",
    respondent: str = "",
    track: Track[Any] = untracked,
) -> Mended:
    """Restore what was damaged in the sheets of a round, or of all open ones; values stay."""
    rounds = [service.round(form_id, round_id)] if form_id else service.open_rounds()
    return mend_files(service, rounds, respondent, track=track)


def migrate(service: Service, form_id: str, round_id: str, track: Track[Any] = untracked) -> Mended:
    """Bring a round and its sheets to the version of the form that is installed now; no value is lost.

    The round is told first, so that a sheet brought over is never read by the old version: killed
    anywhere, run again, it goes on.
    """
    opened = service.round(form_id, round_id)
    if opened.closed:
        raise closed_fault(opened)
    return mend_files(service, [service.pin(opened)], newer=True, track=track)


def make_report(service: Service, report_id: str, now: datetime) -> Path:
    """Freeze the figures and fill the Word template, telling real progress; may be run again."""
    report = service.store.reports.get(report_id)
    if report.state == "done":
        return Path(report.path)
    try:
        return _make(service, report, now)
    except ServiceError as error:
        service.store.reports.set(report_id, state="failed", error=str(error), finished_at=now)
        raise


def _make(service: Service, report: Report, now: datetime) -> Path:
    opened = service.round(report.form_id, report.round_id)
    form = service.form_of(opened)
    if form.report is None:
        raise RefusedError(f"แบบ {form.id} ยังไม่มีแม่แบบรายงาน (this form names no report template)")
    snapshot = report.snapshot or dump(report_context(service, opened, report.revision, report.created_at))
    service.store.reports.set(report.id, snapshot=snapshot)
    path = service.reports / f"{form.id}-{report.round_id}-r{report.revision}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)

    def progress(done: int, total: int, step: str) -> None:
        service.store.reports.set(report.id, state="running", done=done, total=total, step=step)

    render(service.templates / form.report.template, load(snapshot), path, progress=progress)
    service.store.reports.set(report.id, state="done", path=str(path), finished_at=now)
    return path
