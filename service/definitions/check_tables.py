"""Faults of breakdowns and percent tables."""

from collections.abc import Iterator
from typing import Any

from service.core.schema import BREAKDOWNS, Text
from service.definitions.check_parts import expression_faults, twice
from service.definitions.fault_words import both, none_such
from service.definitions.parts import expression_kinds, field_kind
from service.definitions.references import references
from service.definitions.shape import Fault

CHOSEN = ("choice", "scale", "code", "codes")
BY = Text("ช่องหรือกลุ่ม", "field or breakdown")
A_BY = Text(
    f"ให้เขียนชื่อช่อง หรือคำหนึ่งใน {', '.join(BREAKDOWNS)}", f"write a field, or one of {', '.join(BREAKDOWNS)}"
)


def table_faults(data: Any) -> Iterator[Fault]:
    tables = data.get("tables") or []
    kinds = expression_kinds(data)
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    known = {**dict.fromkeys(BREAKDOWNS), **fields}
    yield from twice(tables, ("tables",), "id")
    for index, table in enumerate(tables):
        where, by = ("tables", index), table["by"]
        if by not in known:
            yield (*where, "by"), none_such(BY, by, known, A_BY)
        elif by not in BREAKDOWNS and field_kind(fields[by]) not in CHOSEN and by not in references(data):
            yield (*where, "by"), _no_choice(by)
        yield from expression_faults(table, where, "count", kinds, "number", aggregate=True)


def _no_choice(by: str) -> str:
    known = ", ".join(BREAKDOWNS)
    return both(
        f"ช่อง {by} ไม่มีคำให้เลือก ให้ใช้ช่อง kind: choice หรือ code หรือคำหนึ่งใน {known}",
        f"{by} is no choice; write a choice or code field, or one of {known}",
    )
