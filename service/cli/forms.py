"""Commands about definitions and the register."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from service.cli.common import finish, json_option, now, say, settings, store_if_there
from service.cli.facts import facts
from service.cli.schemas_diff import diff
from service.cli.schemas_files import export, import_, new, show
from service.errors import DefinitionError, RegisterError


@click.group()
def schemas() -> None:
    """แบบเก็บข้อมูลใน sheet_schemas · the forms"""


for command in (new, show, diff, export, import_):
    schemas.add_command(command)


@schemas.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """ตรวจไฟล์แบบ บอกทุกจุดที่ผิดในครั้งเดียว · check form files and name every fault at once

    ไม่ใส่ FILES คือทุกแบบในโฟลเดอร์ ใส่สมุดงาน (.xlsx) ก็ได้ · Without FILES every form of the folder; a workbook
    (.xlsx) may be given too.
    """
    from service.definitions import check_file, check_workbook, count_parts, form_files, twice

    paths = files or tuple(form_files(settings().forms))
    found = {
        path: check_workbook(path, settings().forms)[1] if path.suffix == ".xlsx" else check_file(path)
        for path in paths
    }
    faults = [fault for path in paths for fault in found[path]] + ([] if files else twice(paths))
    counted = [count_parts(path) for path in paths if not found[path]]
    reviews = {part["file"]: words for part in counted if (words := _review(part))}
    unnumbered = _unnumbered([path for path in paths if not found[path] and path.suffix != ".xlsx"])
    finish(
        as_json,
        {"files": [path.name for path in paths], "forms": counted, "faults": faults, "reviews": reviews}
        | {"unnumbered": unnumbered},
        [
            *(f"✔ {part['file']}: {_counts(part)}" for part in counted),
            *(f"⚠ {name}: {words}" for name, words in reviews.items()),
            *(
                f"⚠ {name}: แก้แล้วแต่ยังเป็นรุ่นเดิมของรอบที่เปิดอยู่ ({', '.join(rounds)}): แก้ version "
                "(changed, under the version of an open round)"
                for name, rounds in unnumbered.items()
            ),
        ],
    )
    if faults and as_json:
        raise SystemExit(DefinitionError.exit_code)
    if faults:
        raise DefinitionError(faults)
    say(f"ผ่าน {len(paths)} ไฟล์ (all good)")


def _unnumbered(paths: list[Path]) -> dict[str, list[str]]:
    """By form, the open rounds that keep another definition of the same version, where there is an office."""
    from service.definitions import load_form
    from service.steps.versions import unnumbered

    store = store_if_there(settings())
    return unnumbered(store, map(load_form, paths)) if store else {}


def _review(part: dict[str, Any]) -> str:
    """What to say of a draft whose day of review is past."""
    from service.core.reviewing import review_note

    day = date.fromisoformat(part["review_by"]) if part["review_by"] else None
    return review_note(part["authored_by"], day, now().date())


def _counts(part: dict[str, Any]) -> str:
    numbers = f"{part['fields']} ช่อง {part['rules']} กฎ {part['indicators']} ตัวชี้วัด"
    return f"{part['id']} รุ่น {part['version']} · {numbers} (fields, rules, indicators)"


@click.group()
def register() -> None:
    """ทะเบียนสถานศึกษาและหน่วยงาน · the register of schools and units"""


register.add_command(facts)


@register.command("import")
@click.argument("source")
@click.option("--units", is_flag=True, help="ไฟล์ของหน่วยงานในเขต · groups of the office, not schools")
@click.option("--yes", is_flag=True, help="นำเข้าโดยไม่ถาม · import without asking")
@click.option("--fiscal-year", type=int, default=2566, show_default=True, help="ปีงบประมาณ พ.ศ.")
@json_option
def import_register(source: str, units: bool, yes: bool, fiscal_year: int, as_json: bool) -> None:
    """นำเข้าทะเบียนจากไฟล์ .csv .xlsx หรือลิงก์ Google Sheet

    Checks SOURCE, names every fault with its row, shows what would change, then asks.
    """
    from service.bootstrap import build_google, build_store
    from service.core.register import compare, read_register
    from service.core.unit_register import read_units
    from service.steps.registering import read_table

    config = settings()
    rows, store = read_table(source, lambda file_id: build_google(config).table(file_id)), build_store(config)
    known, kind = store.register.all(), "unit" if units else "school"
    respondents, faults = (read_units if units else read_register)(rows, fiscal_year, known)
    if faults:
        raise RegisterError(faults)
    changes = compare([item for item in known if item.kind == kind], respondents)
    words = {"new": "เพิ่ม", "changed": "แก้", "absent": "ไม่มีในไฟล์ (คงไว้)"}
    absent = [change for change in changes if change.kind == "absent"]
    for change in [change for change in changes if change not in absent[5:]]:
        say(f"{words[change.kind]} {change.code} {change.name} {change.details}".rstrip())
    if len(absent) > 5:
        say(f"… ไม่มีในไฟล์อีก {len(absent) - 5} แห่ง (คงไว้ · kept)")
    wanted = [change for change in changes if change.kind != "absent"]
    # With --json nobody is there to be asked: only --yes saves.
    ask = not yes and not as_json and bool(wanted)
    saved = bool(wanted) and (yes or (ask and click.confirm(f"นำเข้า {len(wanted)} รายการ?", err=True)))
    if saved:
        store.register.save(respondents)
    counts = {kind: sum(change.kind == kind for change in changes) for kind in words}
    finish(
        as_json,
        {f"{kind}s": len(respondents), "saved": saved, **counts},
        [f"ไฟล์มี {len(respondents)} แห่ง: เพิ่ม {counts['new']} แก้ {counts['changed']} (saved: {saved})"],
    )
