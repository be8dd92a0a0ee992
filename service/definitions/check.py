"""Faults of a form's meaning: what the JSON Schema cannot see."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from service.definitions.check_align import align_faults
from service.definitions.check_carry import carry_faults
from service.definitions.check_choices import choice_faults
from service.definitions.check_exports import export_faults
from service.definitions.check_fields import field_faults
from service.definitions.check_form import head_faults
from service.definitions.check_functions import function_faults
from service.definitions.check_indicators import indicator_faults
from service.definitions.check_parts import twice
from service.definitions.check_references import reference_faults, several_faults
from service.definitions.check_respondent import respondent_faults
from service.definitions.check_rules import rule_faults
from service.definitions.check_tables import table_faults
from service.definitions.code_lists import own_list_faults
from service.definitions.fault_words import both, no_field, no_group
from service.definitions.places import parsed_expressions
from service.definitions.shape import Fault, in_order
from service.definitions.source import Source, Where

LIST_NAME = 49
"""The longest name of a list's field: with the row's key before it, it fits the store's 60 letters."""
LIST_ALONE = both(
    "ผัง list ใช้ร่วมกับผังอื่นไม่ได้ ให้เขียน layouts: [list] หรือลบ list ออก",
    "list stands alone: a form is either a list of rows, or card and table; "
    "write layouts: [list], or take list out",
)


def meaning_faults(source: Source, lists: Sequence[str] | None = None) -> list[str]:
    """What only makes sense together: names, dates, expressions, bands, rubrics.

    ``lists`` are the code lists a form may refer to; None: those in its own file, if it has any.
    """
    checks = (
        _form_faults,
        _number_faults,
        respondent_faults,
        field_faults,
        rule_faults,
        indicator_faults,
        table_faults,
        _report_faults,
    )
    expressions = parsed_expressions(source.data)
    outside = [
        *choice_faults(source.data, expressions),
        *own_list_faults(source.data),
        *reference_faults(source, lists),
        *function_faults(source, expressions),
        *several_faults(source),
    ]
    found = [fault for check in checks for fault in check(source.data)]
    outside += [*align_faults(source), *export_faults(source), *carry_faults(source)]
    return in_order(source, [*found, *outside])


def _form_faults(data: Any) -> Iterator[Fault]:
    yield from head_faults(data)
    yield from twice(data["groups"], ("groups",), "id")
    yield from _list_faults(data)


def _list_faults(data: Any) -> Iterator[Fault]:
    """A list is a shape of its own data, not another look at one answer a field."""
    layouts = data["sheet"]["layouts"]
    if "list" not in layouts:
        return
    if len(layouts) > 1:
        yield ("sheet", "layouts"), LIST_ALONE
    for index, field in enumerate(data["schema"]["fields"]):
        if len(field["name"]) > LIST_NAME:
            where = ("schema", "fields", index, "name")
            thai = f"{field['name']!r} ยาวเกินไปสำหรับผัง list ให้ใช้ไม่เกิน {LIST_NAME} ตัวอักษร"
            words = f"{field['name']!r} is too long for a list; use at most {LIST_NAME} letters"
            yield where, both(thai, words)
    if data.get("report"):
        yield ("report",), "ผัง list ยังไม่มีรายงาน ให้ลบออก (a list takes no report yet; take it out)"


def _number_faults(part: Any, where: Where = ()) -> Iterator[Fault]:
    """YAML knows .nan and .inf; nothing here can be one."""
    if isinstance(part, float) and not math.isfinite(part):
        yield where, f"ใช้ {part} ไม่ได้ ให้เขียนตัวเลข ({part} is not usable here; write a number)"
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _number_faults(inner, (*where, key))


def _report_faults(data: Any) -> Iterator[Fault]:
    groups = {group["id"]: group for group in data["groups"]}
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    for key in ("problems", "suggestions"):
        for group, name in (data.get("report", {}).get(key) or {}).items():
            if group not in groups:
                yield ("report", key, group), no_group(group, groups)
            if name not in fields:
                yield ("report", key, group), no_field(name, fields)
