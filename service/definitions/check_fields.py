"""Faults of fields and groups."""

import keyword
import re
from collections.abc import Iterator
from typing import Any

from service.core.expressions import Kind
from service.core.expressions.parser import WORDS, nearest
from service.core.schema import TABLE_TYPES
from service.definitions.check_parts import expression_faults, twice
from service.definitions.parts import expression_kinds, field_kind
from service.definitions.shape import Fault
from service.definitions.source import Where


def field_faults(data: Any) -> Iterator[Fault]:
    fields = data["schema"]["fields"]
    base = ("schema", "fields")
    names = {field["name"]: field for field in fields}
    groups = {group["id"]: group for group in data["groups"]}
    yield from twice(fields, base, "name")
    for key in data["schema"]["primaryKey"]:
        if key not in names:
            yield ("schema", "primaryKey"), f"there is no field {key!r}{nearest(key, names)}"
    kinds = expression_kinds(data)
    for index, group in enumerate(data["groups"]):
        yield from expression_faults(group, ("groups", index), "relevant", kinds, "truth")
    for index, field in enumerate(fields):
        yield from _one_field(field, (*base, index), groups, kinds)


def _one_field(field: Any, where: Where, groups: Any, kinds: dict[str, Kind]) -> Iterator[Fault]:
    group = field.get("group")
    if group is not None and group not in groups:
        yield (*where, "group"), f"there is no group {group!r}{nearest(group, groups)}"
    if keyword.iskeyword(field["name"]) or field["name"] in WORDS:
        yield (*where, "name"), f"{field['name']!r} is a word of the expressions; rename the field"
    kind = field_kind(field)
    wanted = TABLE_TYPES.get(kind, "string")
    if field["type"] != wanted:
        yield (*where, "type"), f"kind {kind} needs type: {wanted}"
    if kind == "choice" and not field.get("constraints", {}).get("enum"):
        yield (*where, "constraints"), "kind choice needs constraints: {enum: [...]}"
    low, high = field.get("constraints", {}).get("minimum"), field.get("constraints", {}).get("maximum")
    if low is not None and high is not None and low > high:
        yield (*where, "constraints"), f"minimum {low} is larger than maximum {high}"
    pattern = field.get("constraints", {}).get("pattern")
    try:
        re.compile(pattern or "")
    except re.error as error:
        yield (*where, "constraints", "pattern"), f"no regular expression ({error})"
    yield from expression_faults(field, where, "relevant", kinds, "truth")
