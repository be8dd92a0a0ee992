"""Dated facts: named counts of each respondent in an academic year, as an office keeps them in one table."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from service.core.cells import BLANK, Cell
from service.core.form_expressions import expressions_of
from service.core.messages import say
from service.core.normalise import Context, parse
from service.core.register import HEADINGS, Respondent
from service.core.schema import Form

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_THAI_NAMES = {"ครู": "teachers", "จำนวนครู": "teachers", "ห้องเรียน": "classrooms", "จำนวนห้องเรียน": "classrooms"}
_GRADES = {"อ": "k", "ป": "p", "ม": "m"}
_GRADE = re.compile(r"([อปม])\. ?([1-6])")
Facts = Mapping[str, Mapping[str, Decimal | None]]
"""By respondent code, then by name; None where the cell is blank or not applicable."""


def asked_facts(form: Form) -> frozenset[str]:
    """The names of all facts that some expression of the form asks for; most forms ask for none."""
    return frozenset(name for expression in expressions_of(form) for name in expression.facts)


def read_facts(
    rows: Sequence[Sequence[Cell]], register: Sequence[Respondent], academic_year: int
) -> tuple[Facts, list[str]]:
    """The counts of a table whose first row holds headings, and every fault with its row number.

    One column holds the code of the school; columns that describe it (name, district …) are passed over;
    each other heading names a count, in small Latin letters (pupils, p1, teachers) or in Thai (ป.1, ครู).
    """
    if not rows:
        return {}, ["แถว 1: ไฟล์ว่าง ต้องมีแถวหัวตารางและอย่างน้อยหนึ่งโรงเรียน (the file is empty)"]
    code_column, names, faults = _columns(rows[0])
    if faults:
        return {}, faults
    context = _context(register, academic_year)
    known: dict[str, Mapping[str, Decimal | None]] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.value not in (None, "") for cell in row):
            continue
        code, numbers, found = _row(row, code_column, names, context)
        if code in known:
            found.append(f"รหัส {code} มีมากกว่าหนึ่งแถว ลบแถวที่ซ้ำ (this code stands in several rows)")
        faults += [f"แถว {number}: {fault}" for fault in found]
        if code:
            known[code] = MappingProxyType(numbers)
    if not known and not faults:
        faults.append("แถว 2: ไม่มีโรงเรียนสักแห่ง (no school below the headings)")
    return known, faults


def _context(register: Sequence[Respondent], academic_year: int) -> Context:
    """Codes of 8 and 6 digits are known by the register; a code it does not hold is a fault."""
    others = {other: item.code for item in register for other in (item.smis_code, item.obec_code) if other}
    codes = frozenset(item.code for item in register if item.kind == "school")
    return Context(fiscal_year=academic_year, school_codes=others, known_codes=codes)


def _columns(headings: Sequence[Cell]) -> tuple[int, dict[str, int], list[str]]:
    """Where the code stands, where each count stands, and what is wrong with the headings."""
    described = {alias: key for key, aliases in HEADINGS.items() for alias in aliases}
    code_column, names, faults = -1, dict[str, int](), list[str]()
    for index, cell in enumerate(headings):
        text = " ".join(str(cell.value or "").lower().split())
        key = described.get(text, "")
        if not text or (key and key not in ("code", "pupils")):
            continue
        if key == "code":
            code_column = index if code_column < 0 else code_column
            continue
        name = key or fact_name(text)
        if not name:
            faults.append(
                f"แถว 1: หัวตาราง “{text[:60]}” ใช้เป็นชื่อไม่ได้ เขียนเช่น pupils, p1, teachers หรือ ป.1 "
                "(write a name in small Latin letters)"
            )
        elif name in names:
            faults.append(f"แถว 1: หัวตาราง “{text}” ({name}) มีสองคอลัมน์ ลบคอลัมน์ที่ซ้ำ (stands here twice)")
        names[name] = index
    if code_column < 0:
        faults.append(f"แถว 1: ไม่พบหัวตาราง “{HEADINGS['code'][1]}” (code) เพิ่มคอลัมน์นี้")
    if not names:
        faults.append("แถว 1: ไม่มีคอลัมน์จำนวนสักคอลัมน์ เพิ่มเช่น pupils (no count beside the code)")
    return code_column, names, faults


def fact_name(heading: str) -> str:
    """The name a heading stands for: itself, or for ป.1 p1, for ครู teachers; "" when it is none."""
    grade = _GRADE.fullmatch(heading)
    if grade:
        return _GRADES[grade[1]] + grade[2]
    if heading in _THAI_NAMES:
        return _THAI_NAMES[heading]
    return heading if NAME.fullmatch(heading) else ""


def _row(
    row: Sequence[Cell], code_column: int, names: Mapping[str, int], context: Context
) -> tuple[str, dict[str, Decimal | None], list[str]]:
    code, faults = _code(_cell(row, code_column), context)
    numbers: dict[str, Decimal | None] = {}
    for name, index in names.items():
        cell = _cell(row, index)
        parsed = parse("count", cell, context)
        if parsed.code:
            message = say(parsed.code, {**parsed.params, "raw": str(cell.value)[:60]})
            faults.append(f"{name}: {message}")
        numbers[name] = None if parsed.value is None else Decimal(str(parsed.value))
    return code, numbers, faults


def _code(cell: Cell, context: Context) -> tuple[str, list[str]]:
    parsed = parse("school_code", cell, context)
    raw = str(cell.value or "")[:60]
    if parsed.code:
        return "", [say(parsed.code, {**parsed.params, "raw": raw})]
    if parsed.value is None:
        return "", ["ไม่มีรหัสโรงเรียน (the code is missing)"]
    code = str(parsed.value)
    if context.known_codes is not None and code not in context.known_codes:
        return "", [f"ไม่มีรหัส {code} ในทะเบียน นำเข้าทะเบียนก่อน (not in the register)"]
    return code, []


def _cell(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else BLANK
