"""Faults of fields and groups."""

import keyword
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from service.core.calendar import day_fault
from service.core.expressions import Kind
from service.core.expressions.hints import nearest, nearest_th
from service.core.expressions.parser import WORDS
from service.core.normalise import LEVELS, loose_key
from service.core.schema import BOOLEAN_KINDS, RESPONDENT_KINDS, TABLE_TYPES
from service.definitions.check_parts import condition_faults, twice
from service.definitions.days import QUOTE
from service.definitions.fault_words import both, no_field, no_group
from service.definitions.parts import expression_kinds, field_kind
from service.definitions.references import references
from service.definitions.shape import Fault
from service.definitions.source import Where

NEVER_UNIQUE = BOOLEAN_KINDS | RESPONDENT_KINDS | {"scale", "level", "percent", "fiscal_year", "period"}
"""Kinds of few answers, and the code that is known anyway."""
NO_CHOICES = (
    "kind choice ต้องมีคำให้เลือก ให้เขียน constraints: {enum: [...]} "
    "(kind choice needs constraints: {enum: [...]}; write it so)"
)


def field_faults(data: Any) -> Iterator[Fault]:
    fields = data["schema"]["fields"]
    base = ("schema", "fields")
    names = {field["name"]: field for field in fields}
    groups = {group["id"]: group for group in data["groups"]}
    yield from twice(fields, base, "name")
    for key in data["schema"]["primaryKey"]:
        if key not in names:
            yield ("schema", "primaryKey"), no_field(key, names)
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
            yield ("schema", "fields", index, "kind"), _unlisted(kind)


def _unlisted(kind: str) -> str:
    words = "foreignKeys: [{fields: …, reference: {resource: …, fields: …}}]"
    return (
        f"kind {kind} ต้องบอกว่าอ้างบัญชีรหัส ทะเบียน หรือแบบใด ให้เพิ่มใต้ schema: {words} "
        f"(kind {kind} needs its list: {words}; add it under schema)"
    )


def _one_field(field: Any, where: Where, groups: Any, kinds: dict[str, Kind]) -> Iterator[Fault]:
    group = field.get("group")
    if group is not None and group not in groups:
        yield (*where, "group"), no_group(group, groups)
    if keyword.iskeyword(field["name"]) or field["name"] in WORDS:
        yield (*where, "name"), _word(field["name"])
    kind = field_kind(field)
    wanted = TABLE_TYPES.get(kind, "string")
    if field["type"] != wanted:
        yield (*where, "type"), _other_type(kind, wanted)
    if kind == "choice" and not field.get("constraints", {}).get("enum"):
        yield (*where, "constraints"), NO_CHOICES
    yield from _scale_faults(field, kind, where)
    yield from _alias_faults(field, kind, (*where, "choice_aliases"))
    yield from _limit_faults(field.get("constraints", {}), kind, (*where, "constraints"))
    if field.get("in_round") and kind != "date":
        yield (
            (*where, "in_round"),
            f"in_round ใช้กับ kind date เท่านั้น ช่องนี้เป็น kind {kind} ให้ลบ in_round ออก "
            f"(only a date lies in a round, not kind {kind}; take it out)",
        )
    if field.get("percent_as_number") and kind != "number":
        yield (
            (*where, "percent_as_number"),
            f"percent_as_number ใช้กับ kind number เท่านั้น ช่องนี้เป็น kind {kind} ให้ลบออก "
            f"(only kind number may ask for a percentage or another figure, not kind {kind}; take it out)",
        )
    if field.get("none_is_blank") and kind != "text":
        yield (
            (*where, "none_is_blank"),
            f"none_is_blank ใช้กับ kind text เท่านั้น ช่องนี้เป็น kind {kind} ให้ลบ none_is_blank ออก "
            f"(only a text names something, not kind {kind}; take it out)",
        )
    pattern = field.get("constraints", {}).get("pattern")
    try:
        re.compile(pattern or "")
    except re.error as error:
        yield (*where, "constraints", "pattern"), _no_pattern(error)
    yield from condition_faults(field, where, kinds)


def _other_type(kind: str, wanted: str) -> str:
    return both(
        f"kind {kind} ต้องใช้ type: {wanted} ให้เขียนตามนี้", f"kind {kind} needs type: {wanted}; write it so"
    )


def _word(name: str) -> str:
    return (
        f"{name!r} เป็นคำที่เงื่อนไขและสูตรใช้อยู่แล้ว ให้เปลี่ยนชื่อช่อง "
        f"({name!r} is a word of the expressions; rename the field)"
    )


def _no_pattern(error: re.error) -> str:
    return (
        "pattern นี้เขียนไม่ถูกรูป ให้เขียนเช่น 0[0-9]{8,9} หรือลบออก "
        f"(no regular expression ({error}); write a pattern such as 0[0-9]{{8,9}}, or take it out)"
    )


def _scale_faults(field: Any, kind: str, where: Where) -> Iterator[Fault]:
    parts = field.get("categories")
    if parts is None:
        return
    if kind not in ("scale", "level"):
        yield (
            (*where, "categories"),
            f"categories ใช้กับ kind: scale และ level เท่านั้น ช่องนี้เป็น {kind} ให้ลบ categories ออก "
            "คำให้เลือกของ kind: choice เขียนใน enum "
            f"(only kinds scale and level have categories, not {kind}; choices stand in enum; take it out)",
        )
        return
    if kind == "level" and sorted(part["value"] for part in parts) != list(LEVELS):
        yield (
            (*where, "categories"),
            "kind: level มีระดับ 1 ถึง 5 ให้ใส่ชื่อครบทั้ง 5 ระดับ หรือใช้ kind: scale "
            "(kind: level has the levels 1 to 5; name all five, or write kind: scale)",
        )
    for key, alike in (("value", str), ("label", loose_key)):
        counts = Counter(alike(str(part[key])) for part in parts)
        for index, part in enumerate(parts):
            if counts[alike(str(part[key]))] > 1:
                times = counts[alike(str(part[key]))]
                yield (
                    (*where, "categories", index, key),
                    f"{part[key]!r} มีอยู่ {times} ครั้ง {key} ของแต่ละข้อต้องต่างกัน ให้แก้ข้อหนึ่ง "
                    f"({part[key]!r} stands here {times} times; every {key} differs; change one)",
                )


def _alias_faults(field: Any, kind: str, where: Where) -> Iterator[Fault]:
    """Other words for a choice: each means a choice of the list, and is none itself."""
    aliases = field.get("choice_aliases", {})
    labels = [part["label"] for part in field.get("categories", ())]
    choices = {str(word): 0 for word in labels or field.get("constraints", {}).get("enum", ())}
    if aliases and kind not in ("choice", "scale", "level"):
        yield (
            where,
            f"choice_aliases ใช้กับ kind choice scale และ level เท่านั้น ช่องนี้เป็น kind {kind} ให้ลบออก "
            f"(only kinds choice, scale and level have choices, not {kind}; take it out)",
        )
        return
    for alias, choice in aliases.items():
        if choice not in choices:
            hint_th, hint = nearest_th(choice, choices), nearest(choice, choices)
            yield (
                (*where, alias),
                f"รายการของช่องนี้ไม่มี {choice!r}{hint_th} ให้เขียนคำในรายการ "
                f"({choice!r} is no choice of the field{hint}; write one of its choices)",
            )
        elif alias in choices:
            yield (
                (*where, alias),
                f"{alias!r} อยู่ในรายการแล้ว ให้ลบบรรทัดนี้ ({alias!r} is a choice itself; take this out)",
            )


def _limit_faults(limits: Any, kind: str, where: Where) -> Iterator[Fault]:
    ends = [(key, limits[key]) for key in ("minimum", "maximum") if key in limits]
    wrong = [(key, words) for key, end in ends if (words := _no_limit(end, kind))]
    yield from (((*where, key), words) for key, words in wrong)
    if len(ends) == 2 and not wrong and ends[0][1] > ends[1][1]:
        yield where, _wrong_way(ends[0][1], ends[1][1])
    if limits.get("unique") and kind in NEVER_UNIQUE:
        yield (
            (*where, "unique"),
            f"คำตอบของ kind {kind} ซ้ำกันได้เป็นปกติ ให้ลบ unique ออก "
            f"(answers of kind {kind} repeat by nature; take unique out)",
        )


def _wrong_way(low: Any, high: Any) -> str:
    return (
        f"minimum {low} มากกว่า maximum {high} ให้เขียนค่าที่น้อยกว่าเป็น minimum "
        f"(minimum {low} is larger than maximum {high}; write the smaller number as minimum)"
    )


def _no_limit(end: Any, kind: str) -> str:
    """What is wrong with the end of a range, "" when nothing is."""
    if kind == "date":
        return day_fault(end, QUOTE)
    return _no_number(end) if isinstance(end, str) else ""


def _no_number(end: str) -> str:
    return (
        f"{end!r} ไม่ใช่ตัวเลข ให้เขียนโดยไม่มีเครื่องหมายคำพูด เช่น 900 มีแต่ช่อง kind date ที่จำกัดด้วยวันที่ "
        f"({end!r} is no number; only a date is limited by days; write it without quotes, as 900)"
    )
