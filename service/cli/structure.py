"""Commands about the sheets themselves: provision, repair, migrate, adopt."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from service.cli.common import alone, build, finish, json_option, round_name, say, track
from service.errors import GoogleError, RefusedError


@click.command()
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.option(
    "--layout",
    type=click.Choice(["card", "table", "list"]),
    help="ผังของชีต (ไม่ระบุ: ผังแรกของแบบ) · the form's first layout unless given",
)
@json_option
def provision(form: str, round_id: str, layout: str | None, as_json: bool) -> None:
    """สร้างชีตของรอบและชีตควบคุม · make the sheets of a round (again: what is missing or damaged)"""
    from service.pipeline import provision as run

    with alone():
        done = run(build(), form, round_id, layout or "", track)
    _report(asdict(done), done.news, done.problems, as_json, f"สร้างแท็บใหม่ {done.made} แท็บ (tabs made)")


@click.command()
@click.argument("form", default="")
@click.argument("round_id", metavar="[ROUND]", default="", type=round_name)
@click.option(
    "--respondent", default="", metavar="CODE", help="เฉพาะโรงเรียนหรือหน่วยงานนี้ · only this respondent"
)
@json_option
def repair(form: str, round_id: str, respondent: str, as_json: bool) -> None:
    """ซ่อมหัวตาราง รหัส การป้องกัน และแถวที่หายไป · restore headings, codes, protection and lost rows

    Of every open round, or of one FORM and ROUND. Nothing that a school typed is changed.
    """
    from service.pipeline import repair as run

    if bool(form) != bool(round_id):
        raise click.UsageError("ระบุทั้ง FORM และ ROUND หรือไม่ระบุเลย (give both, or neither)")
    with alone():
        done = run(build(), form, round_id, respondent, track)
    headline = f"ตรวจ {done.files} ไฟล์ ซ่อม {done.changed} ไฟล์ (looked at, repaired)"
    _report(asdict(done), done.news, done.problems, as_json, headline)


@click.command()
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@json_option
def migrate(form: str, round_id: str, as_json: bool) -> None:
    """ปรับชีตของรอบให้เป็นแบบรุ่นที่ติดตั้งอยู่ · bring a round's sheets to the installed version

    Values stay with their field; those of removed fields are kept at the end of the tab.
    """
    from service.pipeline import migrate as run

    with alone():
        done = run(build(), form, round_id, track)
    headline = f"ตรวจ {done.files} ไฟล์ ปรับ {done.changed} ไฟล์ (looked at, changed)"
    _report(asdict(done), done.news, done.problems, as_json, headline)


@click.command()
@click.argument("form")
@click.argument("round_id", metavar="ROUND", type=round_name)
@click.argument("source", metavar="SPREADSHEET_URL")
@click.option(
    "--respondent",
    default="",
    metavar="CODE",
    help="ชีตของโรงเรียนหรือหน่วยงานเดียว · the sheet of one respondent",
)
@click.option("--tab", default="", metavar="TITLE", help="ชื่อแท็บ เมื่อมีหลายแท็บ · which tab, of several")
@click.option(
    "--map",
    "given",
    multiple=True,
    metavar="FIELD=PLACE",
    help="บอกว่าช่องอยู่คอลัมน์หรือแถวใด เช่น qp05_plans=F · where a field stands",
)
@click.option(
    "--answers", default="", metavar="COLUMN", help="คอลัมน์คำตอบของชีตรายโรงเรียน · the column of answers"
)
@click.option("--protect", is_flag=True, help="ป้องกันทุกช่องที่ไม่ใช่คำตอบ · protect all but the answers")
@click.option("--dry-run", is_flag=True, help="แสดงอย่างเดียว ไม่แก้ไข · show only, change nothing")
@click.option("--yes", is_flag=True, help="ทำโดยไม่ถาม · do it without asking")
@json_option
def adopt(
    form: str,
    round_id: str,
    source: str,
    respondent: str,
    tab: str,
    given: tuple[str, ...],
    answers: str,
    protect: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """รับชีตที่ทำเองมาใช้ โดยเทียบหัวตารางกับแบบ · take over a sheet made by hand, by its headings

    Says what matches, what does not with the nearest names, then asks. Values and their formats stay as
    they are; codes go into hidden rows and columns, and the words of the form into its headings.
    """
    from service.steps.adopting import Request, carry_out, propose
    from service.steps.adoption_words import told

    if any("=" not in item for item in given):
        raise click.UsageError("--map เขียนเป็น ช่อง=ที่ เช่น qp05_plans=F (write FIELD=PLACE)")
    places = dict(item.split("=", 1) for item in given)
    proposal = propose(build(), Request(form, round_id, source, respondent, tab, places, answers, protect))
    lines = told(proposal)
    for line in () if as_json else lines:
        say(line)
    # With --json nobody is there to be asked: only --yes writes.
    asked = not (dry_run or yes or as_json or proposal.ambiguous)
    wanted = not dry_run and (yes or (asked and click.confirm("รับชีตนี้ (adopt it)?", err=True)))
    if wanted:
        with alone():
            carry_out(proposal)
    words = "รับแล้ว sweep รอบหน้าจะอ่านและตอบ (adopted: the next sweep reads and answers it)"
    finish(
        as_json, {"adopted": wanted, "told": lines}, [words if wanted else "ยังไม่ได้แก้อะไร (nothing changed)"]
    )
    if proposal.ambiguous:
        raise SystemExit(RefusedError.exit_code)


def _report(
    data: dict[str, Any], news: Sequence[str], problems: Sequence[str], as_json: bool, headline: str
) -> None:
    """What was done, then what could not be done; the exit code says whether there is such."""
    say(headline)
    finish(as_json, data, news)
    for line in () if as_json else problems:
        say(f"✖ {line}", fg="red")
    if problems:
        raise SystemExit(GoogleError.exit_code)
