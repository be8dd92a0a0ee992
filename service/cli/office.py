"""Commands of the daily work: links, sweep, status, report, export."""

from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from service.cli.common import (
    alone,
    build,
    build_pages,
    build_reader,
    finish,
    json_option,
    now,
    overwrite_option,
    refuse_overwriting,
    round_name,
    say,
    track,
)
from service.errors import RefusedError, ServiceError

if TYPE_CHECKING:
    from service.steps.linking import Link


@click.command()
@json_option
def links(as_json: bool) -> None:
    """ลิงก์ชีตของทุกโรงเรียนและหน่วยงาน พร้อมวางใน LINE · each respondent's link, ready to paste"""
    from service.steps.linking import control_links, respondent_links

    service = build()
    rows, control = respondent_links(service), control_links(service)
    for link in () if as_json else control:  # apart from the links that are pasted to schools
        say(f"ชีตควบคุม เฉพาะสำนักงาน (the control sheet, for the office alone) {link.rounds}: {link.url}")
    data = {"links": [asdict(row) for row in rows], "control": [link.url for link in control]}
    finish(as_json, data, [_pasted(row) for row in rows])


def _pasted(link: "Link") -> str:
    """What goes into LINE: whose sheet, of what, and where."""
    return f"{link.name}\n{link.rounds}\n{link.url}" if link.code else f"{link.rounds}\n{link.url}"


@click.command()
@click.option("--every", type=click.IntRange(1, 1440), metavar="MINUTES", help="ทำซ้ำทุกกี่นาที · repeat")
@click.option("--full", is_flag=True, help="อ่านทุกไฟล์ · read every file, changed or not")
@json_option
def sweep(every: int | None, full: bool, as_json: bool) -> None:
    """อ่าน ตรวจ และตอบในชีตที่มีการแก้ไข · one pass of reading, checking, answering"""
    from service.pipeline import sweep as run

    service, pause = build(), Event()
    while every is not None:
        try:
            with alone():
                run(service, now(), full=full, track=track)
        except ServiceError as error:  # Google away for a while must not end the watch
            say(str(error), fg="red")
        pause.wait(every * 60)
    with alone():
        swept = run(service, now(), full=full, track=track)
    data = {
        "files": swept.files_changed,
        "answers": swept.cells_answered,
        "control_writes": swept.control_writes,
    }
    words = f"อ่าน {swept.files_changed} ไฟล์ ตอบ {swept.cells_answered} ช่อง (read, answered)"
    finish(as_json, data, [words])


@click.command()
@json_option
def status(as_json: bool) -> None:
    """สถานะของทุกรอบ · where every round stands"""
    from service.core.messages import STATE_WORDS
    from service.core.rounds import STAGE_WORDS
    from service.steps.versions import newer_words

    pages, today = build_pages(), now().date()
    rounds, lines = [], []
    for opened in pages.rounds():
        view = pages.round(opened.form_id, opened.round_id)
        counts = {str(state): count for state, count in view.counts().items()}
        stage, newer = opened.stage(today), pages.newer(opened)
        rounds.append(
            {
                "form": opened.form_id,
                "round": opened.round_id,
                "stage": str(stage),
                "version": opened.form_version,
                "newer_version": newer,
                "respondents": len(view.respondents),
                **counts,
            }
        )
        words = " ".join(f"{STATE_WORDS[state].th} {count}" for state, count in counts.items())
        name = f"{opened.form_id} {opened.round_id}"
        lines.append(f"{name} ({STAGE_WORDS[stage].th}): {len(view.respondents)} แห่ง · {words}")
        if newer:
            lines.append(
                f"  {newer_words(opened.form_version, newer)}: tidtam migrate {name} (a newer version)"
            )
    refused = [asdict(file) for file in pages.refused]
    finish(as_json, {"rounds": rounds, "refused": refused}, lines or ["ยังไม่มีรอบ (no round yet)"])


@click.command()
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="ไฟล์ .docx")
@overwrite_option
@json_option
def report(form: str, round_id: str, out: Path, yes: bool, as_json: bool) -> None:
    """ทำรายงาน Word ของรอบ · make the Word report of a round"""
    import shutil

    from service.pipeline import make_report
    from service.steps.pages import order_report

    refuse_overwriting(out, yes)
    service = build()
    ordered = order_report(service.store, service.forms, form, round_id, now())
    path = make_report(service, ordered.id, now())
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, out)
    finish(as_json, {"report": str(out), "revision": ordered.revision}, [str(out)])


@click.command()
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option("--as", "table", metavar="TABLE", help="ตารางพร้อมวางใน exports ของแบบ · a paste-ready table")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="โฟลเดอร์; กับ --as ไฟล์ .xlsx .csv .tsv · a folder; with --as a file",
)
@overwrite_option
@json_option
def export(form: str, round_id: str, table: str | None, out: Path, yes: bool, as_json: bool) -> None:
    """ส่งออกค่า ประเด็น และตัวชี้วัดเป็น Frictionless Data Package · export as CSV with a description

    With --as TABLE one file, with the columns the form's exports give it, to paste elsewhere.
    """
    from service.steps.exporting import export_round

    for path in (out / "values.csv", out / "datapackage.json") if table is None else (out,):
        refuse_overwriting(path, yes)
    if table is not None:
        _paste(form, round_id, table, out, as_json)
        return
    if out.is_file():
        raise RefusedError(f"{out}: ต้องเป็นโฟลเดอร์ (write a folder; a file goes with --as TABLE)")
    written = export_round(build_reader(), form, round_id, out)
    finish(as_json, {"files": [str(path) for path in written]}, [str(path) for path in written])


def _paste(form: str, round_id: str, table: str, out: Path, as_json: bool) -> None:
    from service.steps.paste_files import write_table
    from service.steps.pasting import paste_round

    made = paste_round(build_reader(), form, round_id, table)
    path = write_table(made.table, out)
    wanting = sum(bool(row[-1]) for row in made.table.rows)
    data = {"file": str(path), "rows": len(made.table.rows), "remarked": wanting, "absent": made.absent}
    data["left_over"] = made.left_over
    words = [f"{path}: {len(made.table.rows)} แถว มีหมายเหตุ {wanting} แถว (rows, with remarks)"]
    words += [f"ไม่มีแถวของ (no row of): {', '.join(made.absent)}"] if made.absent else []
    words += [f"ไม่ตรงกับแถวใด จึงไม่อยู่ในตาราง (in no row): {line}" for line in made.left_over]
    finish(as_json, data, words)
