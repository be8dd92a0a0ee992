"""The groups of the office ("units") as an office lists them: a table of their own beside the schools."""

import re
from collections.abc import Iterable, Sequence

from service.core.cells import Cell
from service.core.normalise import to_arabic_digits
from service.core.register import Headings, Respondent, Row, code_faults, read_rows

UNIT_HEADINGS: Headings = {
    "code": ("unit_code", "รหัสหน่วยงาน", "code", "รหัสกลุ่ม", "รหัส"),
    "name": ("name", "ชื่อหน่วยงาน", "unit_name", "unit", "ชื่อกลุ่ม", "หน่วยงาน", "กลุ่ม"),
    "email": ("email", "อีเมล", "e-mail"),
    "tags": ("tags", "ป้ายกำกับ"),
    "opened": ("opened", "วันที่เปิด", "วันที่จัดตั้ง"),
    "closed": ("closed", "วันที่ปิด", "วันที่เลิก"),
}
REQUIRED = ("code", "name")
_CODE = re.compile(r"[A-Za-z0-9ก-ฮ-]{1,20}")


def read_units(
    rows: Sequence[Sequence[Cell]], fiscal_year: int, known: Iterable[Respondent] = ()
) -> tuple[list[Respondent], list[str]]:
    """The units of a table whose first row holds headings, and every fault with its row number.

    ``known`` are those registered already, schools too: a code names one of them all.
    """
    units, standing, faults = read_rows(rows, "unit", UNIT_HEADINGS, REQUIRED, fiscal_year, _unit)
    return units, faults + code_faults(standing, (item for item in known if item.kind != "unit"))


def _unit(row: Row) -> Respondent:
    code, name = _code(row), row.name()
    opened, closed = row.days()
    return Respondent(
        code=code,
        name=name,
        district="",
        email=row.value("email", "email") or "",
        tags=row.tags(),
        opened=opened,
        closed=closed,
        kind="unit",
    )


def _code(row: Row) -> str:
    """A code as it is to stand: small letters become capitals, so that u01 and U01 are one unit."""
    code = to_arabic_digits("".join(row.text("code").split())).upper()
    if not code:
        row.fault("ไม่มีรหัสหน่วยงาน (the code is missing)")
    elif not _CODE.fullmatch(code):
        row.fault(
            f"รหัส “{code[:60]}” ใช้ไม่ได้ ใช้ตัวอักษร ตัวเลข หรือ - รวม 1–20 ตัว เช่น U01 "
            "(letters, digits and hyphens, 1 to 20)"
        )
    return code
