"""Commands about the dated facts of the register."""

import click

from service.cli.common import finish, json_option, say, settings
from service.errors import RegisterError


@click.group()
def facts() -> None:
    """จำนวนรายปีการศึกษา เช่น นักเรียน ครู · counts by academic year (pupils, teachers …)"""


@facts.command("import")
@click.argument("source")
@click.option(
    "--year", type=click.IntRange(2400, 2700), required=True, help="ปีการศึกษา พ.ศ. · academic year B.E."
)
@click.option("--yes", is_flag=True, help="นำเข้าโดยไม่ถาม · import without asking")
@json_option
def import_(source: str, year: int, yes: bool, as_json: bool) -> None:
    """นำเข้าจำนวนของปีการศึกษาจากไฟล์ .csv .xlsx หรือลิงก์ Google Sheet

    Columns: the school's code, then any number of counts (pupils, p1 … teachers). Every fault is named with
    its row; a blank cell means that the number is not known.
    """
    from service.bootstrap import build_google, build_store
    from service.core.facts import read_facts
    from service.steps.registering import read_table

    config = settings()
    rows = read_table(source, lambda file_id: build_google(config).table(file_id))
    store = build_store(config)
    known, faults = read_facts(rows, store.register.all(), year)
    if faults:
        raise RegisterError(faults)
    names = sorted({name for numbers in known.values() for name in numbers})
    say(f"ปีการศึกษา {year}: {len(known)} แห่ง · {', '.join(names)}")
    # With --json nobody is there to be asked: only --yes saves.
    saved = yes or (not as_json and click.confirm(f"นำเข้า {len(known)} แห่ง?", err=True))
    if saved:
        store.facts.save(year, known)
    finish(
        as_json,
        {"academic_year": year, "schools": len(known), "names": names, "saved": saved},
        [f"ปีการศึกษา {year}: {len(known)} แห่ง {len(names)} รายการ (saved: {saved})"],
    )


@facts.command("list")
@json_option
def list_(as_json: bool) -> None:
    """ปีการศึกษาที่มีจำนวนแล้ว · the academic years that are known"""
    from service.bootstrap import build_store

    store = build_store(settings())
    rows = []
    for year in store.facts.years():
        known = store.facts.of_year(year)
        names = sorted({name for numbers in known.values() for name in numbers})
        rows.append({"academic_year": year, "schools": len(known), "names": names})
    lines = [f"ปีการศึกษา {row['academic_year']}: {row['schools']} แห่ง" for row in rows]
    empty = "ยังไม่มี (none); tidtam register facts import FILE --year 2566"
    finish(as_json, {"facts": rows}, lines or [empty])
