"""`tidtam coverage`: which items of plans and policies the indicators serve, and which none serves."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from service.cli.common import finish, json_option, settings
from service.errors import NotFoundError

if TYPE_CHECKING:
    from service.core.coverage import Coverage

BARE = 1
"""The exit code of --strict when a code is served by no indicator, or none is valid in the year."""


@click.command()
@click.argument("lists", nargs=-1, metavar="[LIST]…")
@click.option("--year", type=click.IntRange(2500, 2700), help="ปีงบประมาณ พ.ศ. · only what is valid in it")
@click.option("--strict", is_flag=True, help="จบด้วยรหัสผิดเมื่อมีข้อที่ไม่มีตัวชี้วัด · fail when a code is bare")
@json_option
def coverage(lists: tuple[str, ...], year: int | None, strict: bool, as_json: bool) -> None:
    """แต่ละข้อของนโยบายและแผนมีตัวชี้วัดใดรองรับ · which indicators serve each item of plans

    LIST is the name of a code list (codes/<LIST>.csv); without any, every list that a form is aligned with.
    """
    from service.core.calendar import fiscal_year_days
    from service.core.coverage import coverage as covered
    from service.definitions import load_forms
    from service.definitions.code_lists import load_lists

    folder = settings().forms
    known, forms = load_lists(folder), load_forms(folder).values()
    named = {name for form in forms for item in form.indicators for name in item.align}
    chosen = list(lists) or [name for name in known if name in named]
    for name in chosen:
        if name not in known:
            raise NotFoundError(_unknown(name, known))
    found = covered({name: known[name] for name in chosen}, forms, fiscal_year_days(year) if year else None)
    lapsed = [item.name for item in found if not item.codes]
    data = {
        "lists": [asdict(item) | {"bare": [code.code for code in item.bare]} for item in found],
        "lapsed": lapsed,
    }
    told = [_LAPSED.format(name=name, year=year) for name in lapsed] if year else []
    finish(as_json, data, [line for item in found for line in _lines(item)] + told or [_NONE])
    # A list that nobody asked for by name may have ended; all of them cannot.
    nothing_held = lapsed and (lists or len(lapsed) == len(found))
    if strict and (nothing_held or any(item.bare for item in found)):
        raise SystemExit(BARE)


_LAPSED = (
    "⚠ บัญชี {name} ไม่มีรหัสที่ใช้ในปีงบประมาณ {year}: แก้ valid_from valid_to หรือเลือกปีอื่น (no code is valid then)"
)
_NONE = "ยังไม่มีแบบใดระบุ align (no form is aligned with any list)"


def _unknown(name: str, known: dict[str, Any]) -> str:
    from service.core.expressions.parser import nearest

    return f"ไม่มีบัญชี {name} (there is no list {name!r}{nearest(name, known)}); มี: {', '.join(known)}"


def _lines(found: "Coverage") -> list[str]:
    """A list as a table: the code, its title, and what serves it."""
    served = len(found.codes) - len(found.bare)
    width = max((len(item.code) for item in (*found.codes, *found.unknown)), default=0)
    lines = [f"{found.name}: มีตัวชี้วัดรองรับ {served} จาก {len(found.codes)} ข้อ (served)"]
    for item in (*found.codes, *found.unknown):
        mark = "✔" if item.indicators else "✖"
        lines.append(f"  {mark} {item.code:<{width}}  {item.title or '(ไม่อยู่ในบัญชีที่ใช้ได้ · not in the list)'}")
        lines.append(f"      {_indicators(item.indicators) or 'ไม่มีตัวชี้วัด (none)'}")
    return [*lines, ""]


def _indicators(held: tuple[tuple[str, str], ...]) -> str:
    by_form: dict[str, list[str]] = {}
    for form, indicator in held:
        by_form.setdefault(form, []).append(indicator)
    return " · ".join(f"{form}: {' '.join(ids)}" for form, ids in by_form.items())
