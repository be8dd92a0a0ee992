"""The demo: every use case in its order, on the emulator, with generated schools."""

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from service.bootstrap import build_service
from service.cli.apart import StandIn
from service.cli.common import say
from service.config import Settings
from service.core.issues import State
from service.core.messages import STATE_WORDS
from service.demo.filling import Typist
from service.demo.living import prepare
from service.demo.office import MAIN, YEAR, Program, demo_register
from service.demo.schools import demo_schools
from service.demo.units import demo_units
from service.pipeline import make_report, sweep
from service.steps.context import Service, Track
from service.steps.pages import Pages, RoundView, order_report
from service.store.spreadsheets import Spreadsheet, Tab

FORM, ROUND = MAIN, f"{YEAR}-M6"
"""The round whose report the demo makes."""
TYPIST = "school@example.org"


def run_demo(
    stand_in: StandIn, config: Settings, clock: Callable[[], datetime], track: Track[Any]
) -> dict[str, Any]:
    """From an empty drive to reports; run again, it goes on from what is there."""
    began = time.monotonic()
    service = build_service(config)
    if not service.store.register.all():
        service.store.register.save(demo_register(demo_schools(), demo_units()))
    typist = Typist(stand_in.url, stand_in.token)
    monitored = prepare(service, typist, [*demo_schools(), *demo_units()], clock(), track)
    stand_in.reset_requests()
    swept = sweep(service, clock(), track=track)
    calls = _calls(stand_in)
    report = _report(service, clock)
    seconds = time.monotonic() - began
    return _summary(service, config, monitored, calls, swept.cells_answered, report, seconds)


def _report(service: Service, clock: Callable[[], datetime]) -> str:
    """The first report; started again, the demo shows the newest there is."""
    done = [report for report in service.store.reports.of_round(FORM, ROUND) if report.state == "done"]
    if done:
        return done[0].path
    say("ทำรายงาน")
    ordered = order_report(service.store, service.forms, FORM, ROUND, clock())
    return str(make_report(service, ordered.id, clock()))


def _calls(stand_in: StandIn) -> dict[str, int]:
    kinds = [request["kind"] for request in stand_in.requests()]
    return {
        "drive_list": kinds.count("drive_list"),
        "sheet_reads": kinds.count("sheet_read"),
        "sheet_writes": kinds.count("sheet_write"),
    }


def _summary(
    service: Service,
    config: Settings,
    monitored: Program,
    calls: dict[str, int],
    answers: int,
    report: str,
    seconds: float,
) -> dict[str, Any]:
    """The figures of the main form at the top, those of all forms below ``forms``."""
    pages = Pages(service.store, service.forms)
    forms = [_of_form(pages.round(*key)) for key in [*monitored.past, *monitored.now]]
    main = next(item for item in forms if (item["form"], item["round"]) == (FORM, ROUND))
    files = service.store.spreadsheets.all()
    urls = {
        name: service.sheet_url(file.file_id, tab.sheet_id)
        for name, (file, tab) in _examples(files, monitored).items()
    }
    return {
        "respondents": main["respondents"],
        "units": len(demo_units()),
        "spreadsheets": len(files),
        **{str(state): main[str(state)] for state in State},
        "issues": main["issues"],
        "forms": forms,
        "answers_written": answers,
        "api_calls": calls,
        "reports": [report],
        "urls": {
            "drive": config.google_endpoint,
            **urls,
            "report": service.report_url(FORM, ROUND),
            "web": config.public_url,
        },
        "seconds": round(seconds, 1),
    }


def _of_form(view: RoundView) -> dict[str, Any]:
    return {
        "form": view.form.id,
        "round": view.round.round_id,
        "title": view.form.short_title,
        "respondent": view.form.respondent,
        "closed": view.round.closed,
        "respondents": len(view.respondents),
        **{str(state): count for state, count in view.counts().items()},
        "issues": view.open_issues("error") + view.open_issues("query"),
    }


def _examples(files: Sequence[Spreadsheet], monitored: Program) -> dict[str, tuple[Spreadsheet, Tab]]:
    """A tab to open first: of the control sheet, a school's spreadsheet, the unit's with most forms."""
    units = {item["unit_code"] for item in demo_units()}
    sorts: dict[str, list[Spreadsheet]] = {"control": [], "school": [], "unit": []}
    for file in files:
        kind = file.kind if file.kind == "control" else "unit" if file.respondent in units else "school"
        sorts[kind].append(file)
    sorts["unit"].sort(key=lambda file: -len(file.tabs))
    return {kind: (found[0], _first(found[0], monitored)) for kind, found in sorts.items() if found}


def _first(file: Spreadsheet, monitored: Program) -> Tab:
    """The tab of the first form that is asked here; in the control sheet the one of who stands where."""
    order = {key: number for number, key in enumerate(monitored.now)}
    return min(
        file.tabs,
        key=lambda tab: (order.get((tab.form_id, tab.round_id), len(order)), tab.purpose == "indicators"),
    )


def summary_lines(summary: dict[str, Any], *, serving: bool) -> Iterable[str]:
    """The summary as tables to read."""
    yield "ข้อมูลทั้งหมดเป็นเรื่องสมมติ ชื่อโรงเรียนมาจากรายชื่อสาธารณะ (all data fictional)"
    yield from _form_lines(summary["forms"])
    rows: Sequence[tuple[str, object]] = [
        ("ทะเบียน", f"{summary['respondents']} โรงเรียน {summary['units']} หน่วยงาน"),
        ("ไฟล์ชีต (รวมชีตควบคุม)", summary["spreadsheets"]),
        ("ช่องที่ระบบตอบ", summary["answers_written"]),
        ("เรียก Google (รายการ/อ่าน/เขียน)", " / ".join(str(count) for count in summary["api_calls"].values())),
        ("เวลา (วินาที)", summary["seconds"]),
    ]
    yield from (f"  {_wide(label, 36)}{value}" for label, value in rows)
    names = {
        "drive": "ไดรฟ์จำลอง",
        "control": "ชีตควบคุม",
        "school": "ชีตโรงเรียนตัวอย่าง",
        "unit": "ชีตหน่วยงานตัวอย่าง",
        "report": "หน้าสร้างรายงาน",
    }
    if serving:
        yield from (
            f"  {name}: {summary['urls'][key]}" for key, name in names.items() if key in summary["urls"]
        )
    yield from (f"  รายงาน Word: {path}" for path in summary["reports"])


def _form_lines(forms: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A row a form and round: who was asked, and how many of them stand in each state."""
    heads = ["ทั้งหมด", *[STATE_WORDS[state].th for state in State], "ประเด็น"]
    columns = ["respondents", *[str(state) for state in State], "issues"]
    widths = [_width(head) + 2 for head in heads]
    for who, words in (("school", "แบบของโรงเรียน"), ("unit", "แบบของหน่วยงาน")):
        mine = [form for form in forms if form["respondent"] == who]
        if mine:
            head = "".join(_wide(text, width, right=True) for text, width in zip(heads, widths, strict=True))
            yield f"  {_wide(words, 44)}{_wide('รอบ', 10)}{head}"
        for form in mine:
            counts = "".join(f"{form[name]:>{width}}" for name, width in zip(columns, widths, strict=True))
            closed = "  (ปิดแล้ว)" if form["closed"] else ""
            yield f"  {_wide(form['title'], 44)}{_wide(form['round'], 10)}{counts}{closed}"


def _width(text: str) -> int:
    """Columns a text takes in a terminal: vowels and tone marks above and below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _wide(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up to a width, or cut to it."""
    while _width(text) > width - 1:
        text = text[:-1]
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank
