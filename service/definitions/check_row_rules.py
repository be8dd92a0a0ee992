"""Faults of rules over the rows of a list."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.core.expressions import Kind
from service.core.expressions.parser import nearest
from service.core.schema import NUMERIC_KINDS, RESPONDENT_KINDS
from service.definitions.check_parts import expression_faults
from service.definitions.parts import expression_kinds, field_kind
from service.definitions.row_rules import (
    COMMON,
    ROW_TEMPLATES,
    equals_field,
    names_of,
    over_rows,
    written_row_rules,
)
from service.definitions.shape import Fault
from service.definitions.source import Where

NEVER_ADDED = frozenset({"fiscal_year", "level", "scale"})
Fields = Mapping[str, Any]


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
        words = f"{check} looks at the rows of a list, and this form has none: take the rule out"
        yield (*where, "check"), f"{words}, or write layouts: [list]"
    for key in rule:
        if key not in COMMON and key not in takes:
            yield (*where, key), f"{key!r} does not belong to check: {check}; it takes {', '.join(takes)}"


def _check_faults(
    item: Mapping[str, Any], where: Where, fields: Fields, kinds: dict[str, Kind]
) -> Iterator[Fault]:
    check = item["check"]
    if check == "rows_total":
        yield from _kind_faults(item, where, "field", fields, _no_amount)
        if equals_field(item):
            yield from _kind_faults(item, where, "equals", fields, _no_amount, "; write a number or a field")
    if check == "no_overlap":
        for key in ("from", "to"):
            yield from _kind_faults(item, where, key, fields, _no_day)
    several = "fields" if check == "unique_together" else "by"
    yield from _kind_faults(item, where, several, fields, _no_name)
    if check == "unique_together" and len(set(names_of(item, "fields"))) < 2:
        yield (*where, "fields"), "write two fields or more; one alone takes constraints: {unique: true}"
    yield from expression_faults(item, where, "relevant", kinds, "truth")
    places = ROW_TEMPLATES[check].places
    for language, words in item.get("message", {}).items():
        for name in re.findall(r"\{([^}]*)\}", words):
            if name not in places:
                known = ", ".join(f"{{{place}}}" for place in sorted(places))
                hint = nearest(name, dict.fromkeys(places))
                yield (*where, "message", language), f"{{{name}}} has no meaning here{hint}; write {known}"


def _kind_faults(
    item: Mapping[str, Any], where: Where, key: str, fields: Fields, unfit: Any, instead: str = ""
) -> Iterator[Fault]:
    """Names that are no field, or one of a kind that does not fit; ``instead`` is what else may stand."""
    one = isinstance(item.get(key), str)
    for place, name in enumerate(names_of(item, key)):
        at = (*where, key) if one else (*where, key, place)
        if name not in fields:
            yield at, f"there is no field {name!r}{nearest(name, fields)}{instead}"
        elif words := unfit(field_kind(fields[name])):
            yield at, f"{name!r} is of kind {field_kind(fields[name])}; {words}"


def _no_amount(kind: str) -> str:
    return "" if kind in NUMERIC_KINDS - NEVER_ADDED else "a number that can be added up is wanted here"


def _no_day(kind: str) -> str:
    return "" if kind == "date" else "write a field of kind date"


def _no_name(kind: str) -> str:
    """What stands in every row alike names none of them."""
    return "it is the same in all rows of the list: take it out" if kind in RESPONDENT_KINDS else ""
