"""Faults of rules over the rows of a list."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from service.core.expressions import Kind
from service.core.expressions.hints import nearest, nearest_th
from service.core.messages import names_in
from service.core.schema import NUMERIC_KINDS, RESPONDENT_KINDS, Text
from service.definitions.check_messages import message_faults
from service.definitions.check_parts import expression_faults
from service.definitions.fault_words import WRITE_OR_ADD, both, no_field, not_of, of_kind
from service.definitions.parts import expression_kinds, field_kind
from service.definitions.row_rules import (
    COMMON,
    ROW_TEMPLATES,
    equals_field,
    message_kinds,
    names_of,
    over_rows,
    written_row_rules,
)
from service.definitions.shape import Fault
from service.definitions.source import Where

NEVER_ADDED = frozenset({"fiscal_year", "level", "scale"})
Fields = Mapping[str, Any]
Unfit = Callable[[str], Text | None]
"""What is wanted instead of a field of this kind; None where the kind fits."""
OR_A_NUMBER = Text("ให้เขียนตัวเลขหรือชื่อช่อง", "write a number or a field")
AN_AMOUNT = Text(
    "ที่นี่ให้ใช้ช่องตัวเลขที่บวกกันได้", "a number that can be added up is wanted here; write a field that holds one"
)
A_DATE = Text("ให้ใช้ช่อง kind: date", "write a field of kind date")
SAME_IN_ALL = Text("ซึ่งเหมือนกันทุกแถว ให้ลบออก", "it is the same in all rows of the list: take it out")
TWO_FIELDS = both(
    "ให้ใส่สองช่องขึ้นไป ถ้าห้ามซ้ำช่องเดียว ใส่ constraints: {unique: true} ที่ช่องนั้น",
    "write two fields or more; one alone takes constraints: {unique: true}",
)


def row_rule_faults(data: Any) -> Iterator[Fault]:
    """Keys that do not belong to such a rule, then names and kinds of what it checks."""
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    kinds = expression_kinds(data)
    broken: set[int] = set()
    for index, rule in enumerate(data.get("rules") or []):
        if over_rows(rule):
            for fault in _written_faults(rule, ("rules", index), data):
                broken.add(index)
                yield fault
    told: set[tuple[Where, str]] = set()
    for written in written_row_rules(data):
        where = ("rules", written.index)
        for fault in _check_faults(written.item, where, fields, kinds) if written.index not in broken else ():
            if fault not in told:
                told.add(fault)
                yield fault


def _written_faults(rule: Mapping[str, Any], where: Where, data: Any) -> Iterator[Fault]:
    template, check = ROW_TEMPLATES[rule["check"]], rule["check"]
    takes = (*template.needs, *template.may)
    if "list" not in data["sheet"]["layouts"]:
        yield (*where, "check"), _no_rows(check)
    for key in rule:
        if key not in COMMON and key not in takes:
            yield (*where, key), not_of(key, check, takes)


def _no_rows(check: str) -> str:
    return both(
        f"{check} ตรวจแถวของผัง list แต่แบบนี้ไม่ใช่ผัง list ให้ลบกฎนี้ออก หรือเขียน layouts: [list]",
        f"{check} looks at the rows of a list, and this form has none: take the rule out, or write "
        "layouts: [list]",
    )


def _check_faults(
    item: Mapping[str, Any], where: Where, fields: Fields, kinds: dict[str, Kind]
) -> Iterator[Fault]:
    check = item["check"]
    if check == "rows_total":
        yield from _kind_faults(item, where, "field", fields, _no_amount)
        if equals_field(item):
            yield from _kind_faults(item, where, "equals", fields, _no_amount, OR_A_NUMBER)
    if check == "no_overlap":
        for key in ("from", "to"):
            yield from _kind_faults(item, where, key, fields, _no_day)
    several = "fields" if check == "unique_together" else "by"
    yield from _kind_faults(item, where, several, fields, _no_name)
    if check == "unique_together" and len(set(names_of(item, "fields"))) < 2:
        yield (*where, "fields"), TWO_FIELDS
    yield from expression_faults(item, where, "relevant", kinds, "truth")
    yield from message_faults(item, where, message_kinds(item, kinds))
    places = ROW_TEMPLATES[check].places
    for language, words in item.get("message", {}).items():
        for name in names_in(words):
            if name not in places:
                yield (*where, "message", language), _no_place(name, sorted(places))


def _no_place(name: str, places: list[str]) -> str:
    known = ", ".join(f"{{{place}}}" for place in places)
    return both(
        f"{{{name}}} ใช้ในข้อความนี้ไม่ได้{nearest_th(name, places)} ให้ใช้ {known}",
        f"{{{name}}} has no meaning here{nearest(name, places)}; write {known}",
    )


def _kind_faults(
    item: Mapping[str, Any],
    where: Where,
    key: str,
    fields: Fields,
    unfit: Unfit,
    instead: Text = WRITE_OR_ADD,
) -> Iterator[Fault]:
    """Names that are no field, or one of a kind that does not fit; ``instead`` is what else may stand."""
    one = isinstance(item.get(key), str)
    for place, name in enumerate(names_of(item, key)):
        at = (*where, key) if one else (*where, key, place)
        if name not in fields:
            yield at, no_field(name, fields, instead)
        elif wanted := unfit(field_kind(fields[name])):
            yield at, of_kind(name, field_kind(fields[name]), wanted)


def _no_amount(kind: str) -> Text | None:
    return None if kind in NUMERIC_KINDS - NEVER_ADDED else AN_AMOUNT


def _no_day(kind: str) -> Text | None:
    return None if kind == "date" else A_DATE


def _no_name(kind: str) -> Text | None:
    """What stands in every row alike names none of them."""
    return SAME_IN_ALL if kind in RESPONDENT_KINDS else None
