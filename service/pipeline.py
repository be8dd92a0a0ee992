"""The use cases, each one screen of verbs. Open this file first.

Drive list -> changed sheets -> read -> parse -> check -> store -> answer in the sheet
                                                 store -> indicators -> snapshot -> report
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from service.core.report_context import dump, load
from service.core.rounds import Round, open_round, split_round
from service.errors import NotFoundError, RefusedError, ServiceError
from service.reports.render import render
from service.steps.answering import Answering
from service.steps.checking import check_rounds
from service.steps.context import Service, Track, untracked
from service.steps.controlling import provision_control, update_control
from service.steps.figures import refresh_figures
from service.steps.filing import Filing
from service.steps.keeping import keep, places_of
from service.steps.mending import Mended, mend_files, note_version
from service.steps.provisioning import Provisioned, other_layout, provision_round
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
from service.store.reports import Report

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did."""

    files_changed: int
    submissions: int
    cells_answered: int
    control_writes: int


def sweep(service: Service, now: datetime, *, full: bool = False, track: Track[Any] = untracked) -> Swept:
    """One pass of reading, checking, answering. What a sheet says has been stored before it says so.

    Sheets are read, checked and answered batch by batch: Google writes one while it reads the next.
    Every file is read once a day, or when ``full``.
    """
    rounds = service.open_rounds()
    stale = stale_rounds(service, rounds, now.date())
    full = full or full_is_due(service, now)
    listing = service.google.list_spreadsheets(service.folder)
    again = Rereading(service, rounds)
    changed = changed_files(service, listing, now, full=full, stale=stale, again=again.waiting)
    with Answering(service, rounds, now) as answering:
        for files in read_files(service, changed, rounds, track):
            readings = [(file, item) for file in files for item in unread(service, file, rounds)]
            checked = check_rounds(service, [item for _, item in readings], rounds, now, again)
            keep(service, checked, places_of(readings), now)
            answering.begin(files, checked)
        for opened in answering.rounds_checked():
            refresh_figures(service, opened)
        swept = answering.finish(track)
    remember_rounds(service, stale, now if full else None)
    again.finish()
    return _say(Swept(*swept, update_control(service, rounds)))


def _say(swept: Swept) -> Swept:
    log.info(
        "swept", extra={"action": "swept", "files": swept.files_changed, "answered": swept.cells_answered}
    )
    return swept


def open_form_round(service: Service, form_id: str, round_id: str, due: date | None = None) -> Round:
    """Open a round of a form, or set the due date of one that is open. Raises RefusedError."""
    form, parts = service.form(form_id), split_round(round_id)
    if parts is None or parts[1] not in form.rounds:
        known = ", ".join(f"{form.fiscal_year}-{period}" for period in form.rounds)
        raise RefusedError(f"{round_id} ไม่ใช่รอบของ {form_id} (no round of it); เขียน: {known}")
    if parts[0] != form.fiscal_year:
        raise RefusedError(f"นิยามนี้ใช้กับปีงบประมาณ {form.fiscal_year} (this form is for {form.fiscal_year})")
    before = service.store.rounds.get(form_id, round_id)
    if before and before.closed:
        raise RefusedError(f"รอบ {round_id} ของ {form_id} ปิดแล้ว (this round is closed)")
    opened = open_round(form, round_id, due or (before.due if before else None))
    _believable(opened, opened.due)
    service.store.rounds.save(opened)
    return service.round(form_id, round_id)


def close_round(
    service: Service, form_id: str, round_id: str, now: datetime, *, without_unread: bool = False
) -> Round:
    """Read every file a last time, then stop reading and answering; figures and reports stay.

    Raises RefusedError when a file could not be read or answered just now, unless ``without_unread``:
    nothing typed may be lost by mistake.
    """
    service.round(form_id, round_id)
    sweep(service, now, full=True)
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
    """Give single respondents a later last day. Raises NotFoundError for an unknown code."""
    opened = service.round(form_id, round_id)
    _believable(opened, due)
    if due < opened.due:
        raise RefusedError(f"วันใหม่ {due} อยู่ก่อนกำหนดของรอบ {opened.due} (before the round's own last day)")
    known = {respondent.code for respondent in service.respondents(opened)}
    unknown = [code for code in respondents if code not in known]
    if unknown:
        raise NotFoundError(f"ไม่มีรหัส {', '.join(unknown)} ในทะเบียน (not in the register)")
    service.store.rounds.extend(form_id, round_id, respondents, due)


def _believable(opened: Round, due: date) -> None:
    """A last day lies after the period's beginning; a year like 2569 was typed in B.E."""
    if due.year > 2400:
        raise RefusedError(f"ปี {due.year} เป็น พ.ศ.: พิมพ์เป็น ค.ศ. เช่น {due.year - 543} (type the year C.E.)")
    if due < opened.opens:
        raise RefusedError(f"วันที่ {due} อยู่ก่อนรอบเริ่ม {opened.opens} (before the round begins)")


def provision(
    service: Service, form_id: str, round_id: str, layout: str = "", track: Track[Any] = untracked
) -> Provisioned:
    """Make the sheets of a round (in the form's first layout) and the control spreadsheet.

    Again, it makes what is missing and mends what is damaged; killed anywhere, it goes on.
    """
    opened = service.round(form_id, round_id)
    layout = layout or service.form(form_id).layouts[0]
    if layout not in service.form(form_id).layouts:
        raise RefusedError(f"แบบ {form_id} ไม่มีผัง {layout} (the form does not allow this layout)")
    if not service.respondents(opened):
        raise RefusedError("ทะเบียนว่าง: tidtam register import FILE ก่อน (the register is empty)")
    if other_layout(service, opened, layout):
        raise RefusedError(f"รอบ {round_id} มีชีตอีกผังหนึ่งแล้ว (it has sheets of the other layout)")
    filing = Filing(service)
    done = provision_round(service, opened, layout, filing, track)
    control = provision_control(service, opened, filing)
    if not done.problems:
        note_version(service, opened)
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
    """Bring the sheets of a round to the version of the form that is installed now; no value is lost."""
    opened = service.round(form_id, round_id)
    if opened.closed:
        raise RefusedError(f"รอบ {round_id} ของ {form_id} ปิดแล้ว (this round is closed)")
    mended = mend_files(service, [opened], newer=True, track=track)
    if not mended.problems:
        note_version(service, opened)
    return mended


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
    form, opened = service.form(report.form_id), service.round(report.form_id, report.round_id)
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
