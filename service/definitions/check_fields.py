"""Faults of fields and groups."""

import keyword
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from service.core.calendar import day_fault
from service.core.expressions import Kind
from service.core.expressions.parser import WORDS, nearest
from service.core.normalise import loose_key
from service.core.schema import BOOLEAN_KINDS, RESPONDENT_KINDS, TABLE_TYPES
from service.definitions.check_parts import condition_faults, twice
from service.definitions.days import QUOTE
from service.definitions.parts import expression_kinds, field_kind
from service.definitions.references import references
from service.definitions.shape import Fault
from service.definitions.source import Where

NEVER_UNIQUE = BOOLEAN_KINDS | RESPONDENT_KINDS | {"scale", "level", "percent", "fiscal_year", "period"}
"""Kinds of few answers, and the code that is known anyway."""


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
    yield from _unlisted_codes(data)
    for index, group in enumerate(data["groups"]):
        yield from condition_faults(group, ("groups", index), kinds)
    for index, field in enumerate(fields):
        yield from _one_field(field, (*base, index), groups, kinds)


def _unlisted_codes(data: Any) -> Iterator[Fault]:
    known = references(data)
    for index, field in enumerate(data["schema"]["fields"]):
        kind = field_kind(field)
        if kind in ("code", "codes") and field["name"] not in known:
            words = "foreignKeys: [{fields: …, reference: {resource: …, fields: …}}]"
            yield ("schema", "fields", index, "kind"), f"kind {kind} needs its list: {words}"


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
    yield from _scale_faults(field, kind, where)
    yield from _limit_faults(field.get("constraints", {}), kind, (*where, "constraints"))
    if field.get("in_round") and kind != "date":
        yield (*where, "in_round"), f"only a date lies in a round, not kind {kind}; take it out"
    pattern = field.get("constraints", {}).get("pattern")
    try:
        re.compile(pattern or "")
    except re.error as error:
        yield (*where, "constraints", "pattern"), f"no regular expression ({error})"
    yield from condition_faults(field, where, kinds)


def _scale_faults(field: Any, kind: str, where: Where) -> Iterator[Fault]:
    parts = field.get("categories")
    if kind != "scale":
        if parts is not None:
            yield (
                (*where, "categories"),
                f"only kind: scale has categories, not {kind}; choices stand in enum",
            )
        return
    for key, alike in (("value", str), ("label", loose_key)):
        counts = Counter(alike(str(part[key])) for part in parts)
        for index, part in enumerate(parts):
            if counts[alike(str(part[key]))] > 1:
                words = (
                    f"{part[key]!r} stands here {counts[alike(str(part[key]))]} times; every {key} differs"
                )
                yield (*where, "categories", index, key), words


def _limit_faults(limits: Any, kind: str, where: Where) -> Iterator[Fault]:
    ends = [(key, limits[key]) for key in ("minimum", "maximum") if key in limits]
    wrong = [(key, words) for key, end in ends if (words := _no_limit(end, kind))]
    yield from (((*where, key), words) for key, words in wrong)
    if len(ends) == 2 and not wrong and ends[0][1] > ends[1][1]:
        yield where, f"minimum {ends[0][1]} is larger than maximum {ends[1][1]}"
    if limits.get("unique") and kind in NEVER_UNIQUE:
        yield (*where, "unique"), f"answers of kind {kind} repeat by nature; take unique out"


def _no_limit(end: Any, kind: str) -> str:
    """What is wrong with the end of a range, "" when nothing is."""
    if kind == "date":
        return day_fault(end, QUOTE)
    return f"{end!r} is no number; only a date is limited by days" if isinstance(end, str) else ""
