"""Faults of breakdowns and percent tables."""

from collections.abc import Iterator
from typing import Any

from service.core.expressions.parser import nearest
from service.core.schema import BREAKDOWNS
from service.definitions.check_parts import expression_faults, twice
from service.definitions.parts import expression_kinds, field_kind
from service.definitions.references import references
from service.definitions.shape import Fault

CHOSEN = ("choice", "scale", "code", "codes")


def table_faults(data: Any) -> Iterator[Fault]:
    tables = data.get("tables") or []
    kinds = expression_kinds(data)
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    known = {**dict.fromkeys(BREAKDOWNS), **fields}
    yield from twice(tables, ("tables",), "id")
    for index, table in enumerate(tables):
        where, by = ("tables", index), table["by"]
        if by not in known:
            yield (*where, "by"), f"there is no field or breakdown {by!r}{nearest(by, known)}"
        elif by not in BREAKDOWNS and field_kind(fields[by]) not in CHOSEN and by not in references(data):
            yield (
                (*where, "by"),
                f"{by} is no choice; write a choice or code field, or one of {', '.join(BREAKDOWNS)}",
            )
        yield from expression_faults(table, where, "count", kinds, "number", aggregate=True)
