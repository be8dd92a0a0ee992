"""The demo: every use case in its order, on the emulator, with generated schools."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from service.bootstrap import build_service
from service.cli.common import say
from service.config import Settings
from service.core.cells import Cell
from service.core.issues import State
from service.core.messages import STATE_WORDS
from service.core.register import read_register
from service.demo.filling import Typist
from service.demo.plan import plan
from service.demo.schools import demo_schools
from service.errors import RegisterError
from service.pipeline import make_report, open_form_round, provision, sweep
from service.steps.context import Service, Track
from service.steps.pages import Pages, order_report

if TYPE_CHECKING:
    from service.emulator import Emulator

FORM, ROUND = "quick_policy", "2566-M6"
DAYS_LEFT = 7
TYPIST = "school@example.org"


def run_demo(
    stand_in: "Emulator", config: Settings, clock: Callable[[], datetime], track: Track[Any]
) -> dict[str, Any]:
    """From an empty drive to reports; run again, it goes on from what is there."""
    began = time.monotonic()
    service = build_service(config)
    if service.store.rounds.get(FORM, ROUND) is None:
        service.store.register.save(_register())
        open_form_round(service, FORM, ROUND, due=clock().date() + timedelta(days=DAYS_LEFT))
    provision(service, FORM, ROUND, track=track)
    if not service.store.settings.get("demo_filled"):
        _fill(service, stand_in, track)
        service.store.settings.set("demo_filled", "yes")
    stand_in.reset_requests()
    swept = sweep(service, clock(), track=track)
    calls = _calls(stand_in)
    report = _report(service, clock)
    return _summary(service, config, calls, swept.cells_answered, report, time.monotonic() - began)


def _report(service: Service, clock: Callable[[], datetime]) -> str:
    """The first report; started again, the demo shows the newest there is."""
    done = [report for report in service.store.reports.of_round(FORM, ROUND) if report.state == "done"]
    if done:
        return done[0].path
    say("ทำรายงาน")
    ordered = order_report(service.store, service.forms, FORM, ROUND, clock())
    return str(make_report(service, ordered.id, clock()))


def _register() -> list[Any]:
    rows = demo_schools()
    table = [
        [Cell(key, key) for key in rows[0]],
        *[[Cell(text or None, text) for text in row.values()] for row in rows],
    ]
    respondents, faults = read_register(table, 2566)
    if faults:
        raise RegisterError(faults)
    return respondents


def _fill(service: Service, stand_in: "Emulator", track: Track[Any]) -> None:
    typist = Typist(stand_in.url, stand_in.token_for(TYPIST))
    files = {file.respondent: file for file in service.store.spreadsheets.all() if file.kind == "respondent"}
    planned = plan(demo_schools())
    first = files[planned[0].code]
    rows, columns = typist.places(first.file_id, first.tabs[0].sheet_id)
    for school in track(planned, "โรงเรียนกรอกข้อมูล (สมมติ)"):
        file = files[school.code]
        typist.fill(file.file_id, file.tabs[0].sheet_id, school, rows, columns)


def _calls(stand_in: "Emulator") -> dict[str, int]:
    kinds = [request["kind"] for request in stand_in.requests()]
    return {
        "drive_list": kinds.count("drive_list"),
        "sheet_reads": kinds.count("sheet_read"),
        "sheet_writes": kinds.count("sheet_write"),
    }


def _summary(
    service: Service, config: Settings, calls: dict[str, int], answers: int, report: str, seconds: float
) -> dict[str, Any]:
    view = Pages(service.store, service.forms).round(FORM, ROUND)
    files = service.store.spreadsheets.all()
    control = next(file for file in files if file.kind == "control")
    counts = {str(state): count for state, count in view.counts().items()}
    first = next(file for file in files if file.kind == "respondent")
    return {
        "respondents": len(view.respondents),
        "spreadsheets": len(files),
        **counts,
        "issues": view.open_issues("error") + view.open_issues("query"),
        "answers_written": answers,
        "api_calls": calls,
        "reports": [report],
        "urls": {
            "drive": config.google_endpoint,
            "control": service.sheet_url(control.file_id, control.tabs[0].sheet_id),
            "school": service.sheet_url(first.file_id, first.tabs[0].sheet_id),
            "report": service.report_url(FORM, ROUND),
            "web": config.public_url,
        },
        "seconds": round(seconds, 1),
    }


def summary_lines(summary: dict[str, Any], *, serving: bool) -> Iterable[str]:
    """The summary as a table to read."""
    rows: Sequence[tuple[str, object]] = [
        ("โรงเรียนในทะเบียน", summary["respondents"]),
        ("ไฟล์ชีต (รวมชีตควบคุม)", summary["spreadsheets"]),
        *[(STATE_WORDS[state].th, summary[str(state)]) for state in State],
        ("ประเด็นที่รอแก้หรืออธิบาย", summary["issues"]),
        ("ช่องที่ระบบตอบ", summary["answers_written"]),
        ("เรียก Google (รายการ/อ่าน/เขียน)", " / ".join(str(count) for count in summary["api_calls"].values())),
        ("เวลา (วินาที)", summary["seconds"]),
    ]
    yield "ข้อมูลทั้งหมดเป็นเรื่องสมมติ ชื่อโรงเรียนมาจากรายชื่อสาธารณะ (all data fictional)"
    yield from (f"  {label:<36}{value}" for label, value in rows)
    names = {
        "drive": "ไดรฟ์จำลอง",
        "control": "ชีตควบคุม",
        "school": "ชีตโรงเรียนตัวอย่าง",
        "report": "หน้าสร้างรายงาน",
    }
    if serving:
        yield from (f"  {names[key]}: {summary['urls'][key]}" for key in names)
    yield from (f"  รายงาน Word: {path}" for path in summary["reports"])
