"""The Thai of what the language refuses, beside the English of hints.py and arguments.py."""

import re
from collections.abc import Iterable, Mapping

from service.core.expressions.functions import FUNCTIONS, ROW_ONLY
from service.core.expressions.hints import nearest_th, quoted

KINDS_TH: Mapping[str, str] = {"number": "ตัวเลข", "text": "ข้อความ", "truth": "เงื่อนไข"}
FIELDS_TH: Mapping[str, str] = {"number": "ช่องตัวเลข", "text": "ช่องข้อความ", "truth": "ช่อง yes_no"}
"""A field by what it holds."""
WANTED_TH: Mapping[str, str] = {
    **KINDS_TH,
    "field": "ชื่อช่อง",
    "number field": "ชื่อช่องตัวเลข",
    "text field": "ชื่อช่องรหัส",
    "literal": "ข้อความในเครื่องหมายคำพูด",
}
"""What a function takes."""


def near_pattern_th(pattern: str, names: Iterable[str]) -> str:
    """The hint after a pattern that matches nothing: a field near to the first name it could mean."""
    plain = re.sub(r"\[!?(.)[^]]*\]", r"\1", pattern).replace("*", "").replace("?", "")
    return nearest_th(plain, names)


def no_field_th(name: str, fields: Iterable[str]) -> str:
    """Why this is no field."""
    if name == "this":
        return "this คือช่องของกฎเอง ตรงนี้ให้เขียนชื่อช่อง"
    if name in FUNCTIONS:
        return f"ไม่มีช่อง {name!r} ถ้าจะใช้ฟังก์ชัน ให้เขียน {name}(…)"
    return f"ไม่มีช่อง {quoted(name)}{nearest_th(name, fields)}"


def no_function_th(name: str, known: Iterable[str], fields: Mapping[str, object]) -> str:
    """Why this cannot be called here, where ``known`` are the functions that can."""
    if name in FUNCTIONS:
        remedy = "เพราะถามคำตอบของผู้กรอกรายเดียว" if name in ROW_ONLY else "ให้เขียนไว้ข้างใน sum(…)"
        return f"{name}() ใช้ตรงนี้ไม่ได้ {remedy}"
    if name in fields:
        return f"{name} เป็นช่อง ไม่ใช่ฟังก์ชัน ให้ลบวงเล็บออก หรือใส่เครื่องหมาย เช่น + หรือ and"
    hint = nearest_th(name, known) or f" ที่ใช้ได้คือ {', '.join(known)}"
    return f"{quoted(name)[1:-1]}() ใช้ตรงนี้ไม่ได้{hint}"
