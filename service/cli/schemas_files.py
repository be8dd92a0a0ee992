"""Commands that make, show and carry form files: new, show, export, import."""

from pathlib import Path
from typing import Any

import click

from service.cli.common import (
    finish,
    json_option,
    now,
    overwrite_option,
    refuse_overwriting,
    say,
    settings,
)
from service.errors import DefinitionError, NotFoundError

FILE = click.Path(path_type=Path, dir_okay=False)
to_option = click.option("--to", type=FILE, metavar="FILE.yaml", help="ไฟล์ปลายทาง · where to write")


@click.command("new")
@click.argument("form_id", metavar="ID")
@click.option(
    "--layout",
    type=click.Choice(["card", "table", "list"]),
    default="card",
    show_default=True,
    help="ผังของชีต · how the sheet lies",
)
@click.option("--title", default="", help="ชื่อแบบ · the form's title")
@click.option(
    "--fiscal-year",
    type=click.IntRange(2500, 2700),
    help="ปีงบประมาณ พ.ศ. (ไม่ระบุ: ปีนี้) · B.E.; this year unless given",
)
@to_option
@overwrite_option
def new(form_id: str, layout: str, title: str, fiscal_year: int | None, to: Path | None, yes: bool) -> None:
    """เริ่มแบบใหม่ ไฟล์มีคำอธิบายและใช้ได้ทันที · begin a form from a commented file that loads at once"""
    from service.core.calendar import fiscal_year_of
    from service.definitions.starting import starter

    path = to or settings().forms / f"{form_id}.yaml"
    year = fiscal_year or fiscal_year_of(now().date())
    _write(path, starter(form_id, layout, title or form_id, year), yes)
    _put_json_schema_beside(path)
    say(f"สร้าง {path} แล้ว (made); แก้ไฟล์ แล้วสั่ง: tidtam schemas check {path}")


@click.command("show")
@click.argument("form", metavar="FORM")
@json_option
def show(form: str, as_json: bool) -> None:
    """อ่านแบบเป็นคำพูด: ช่อง กฎ ตัวชี้วัด · a form in words: fields, rules, indicators

    FORM คือรหัสของแบบ หรือไฟล์ · the id of a form, or a file.
    """
    from service.definitions.telling import told

    data = _good_data(_file_of(form))
    finish(as_json, data, told(data))


@click.command("export")
@click.argument("form", metavar="FORM")
@click.argument("workbook", type=FILE, metavar="FILE.xlsx")
@overwrite_option
def export(form: str, workbook: Path, yes: bool) -> None:
    """ส่งแบบออกเป็นสมุดงาน Excel อย่าง XLSForm · a form as a workbook, as XLSForm users know it

    FORM คือรหัสของแบบ หรือไฟล์ · the id of a form, or a file.

    แก้สมุดงานแล้วสั่ง · edit the workbook, then: tidtam schemas import FILE.xlsx
    """
    from service.definitions.workbook_export import save_workbook

    refuse_overwriting(workbook, yes)
    workbook.parent.mkdir(parents=True, exist_ok=True)
    save_workbook(_good_data(_file_of(form)), workbook)
    say(f"เขียน {workbook} แล้ว (written); แก้แล้วสั่ง: tidtam schemas import {workbook}")


@click.command("import")
@click.argument("workbook", type=FILE, metavar="FILE.xlsx")
@to_option
@overwrite_option
def import_(workbook: Path, to: Path | None, yes: bool) -> None:
    """นำสมุดงาน Excel กลับเป็นไฟล์แบบ บอกทุกช่องที่ผิด · a workbook to a form file, every fault by tab and cell

    ไม่ใส่ --to จะพิมพ์ออกหน้าจอ คำอธิบาย (#) ในไฟล์ที่ถูกเขียนทับจะหายไป · Without --to the file is printed.
    Comments of a file that is replaced are lost.
    """
    from service.definitions import check_workbook
    from service.definitions.writing import form_text

    data, faults = check_workbook(workbook, to.parent if to else settings().forms)
    if faults:
        raise DefinitionError(faults)
    if to is None:
        click.echo(form_text(data), nl=False)
        return
    _write(to, form_text(data), yes)
    say(f"เขียน {to} แล้ว (written): {data['form']['id']}")


def _write(path: Path, text: str, replace: bool) -> None:
    refuse_overwriting(path, replace)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _put_json_schema_beside(path: Path) -> None:
    """The first line of a form names it: an editor offers words and marks faults by it."""
    from service.definitions.shape import SCHEMA_PATH

    beside = path.parent / SCHEMA_PATH.name
    if beside.resolve() != SCHEMA_PATH:
        beside.write_bytes(SCHEMA_PATH.read_bytes())


def _file_of(form: str) -> Path:
    """The file of a form given by its id or by the file itself."""
    from service.core.expressions.hints import nearest, nearest_th
    from service.definitions import form_ids

    if Path(form).suffix in (".yaml", ".yml"):
        return Path(form)
    known = form_ids(settings().forms)
    if form not in known:
        listed = ", ".join(known)
        th = nearest_th(form, known) or f" ที่มีคือ {listed}"
        hint = nearest(form, known) or f"; {listed}"
        raise NotFoundError(f"ไม่มีแบบ {form}{th} (there is no form {form!r}{hint})")
    return known[form]


def _good_data(path: Path) -> Any:
    from service.definitions import check_file, form_data

    faults = check_file(path)
    if faults:
        raise DefinitionError(faults)
    return form_data(path)
