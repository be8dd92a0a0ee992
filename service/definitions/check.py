"""Faults of a form's meaning: what the JSON Schema cannot see."""

import keyword
import math
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from service.core.expressions import ExpressionError, Kind, parse
from service.core.expressions.parser import nearest
from service.core.schema import TABLE_TYPES
from service.definitions.build import band_label, expression_kinds, field_kind
from service.definitions.shape import Fault, in_order
from service.definitions.source import Source, Where

LIST_NAME = 49
"""The longest name of a list's field: with the row's key before it, it fits the store's 60 letters."""
COLOURS, LEVELS = "green|yellow|red", "[0-9]{1,2}"


def meaning_faults(source: Source) -> list[str]:
    """What only makes sense together: names, dates, expressions, bands, rubrics."""
    checks = (_form_faults, _number_faults, _field_faults, _rule_faults, _indicator_faults, _report_faults)
    return in_order(source, [fault for check in checks for fault in check(source.data)])


def _form_faults(data: Any) -> Iterator[Fault]:
    days: list[date] = []
    for index, text in enumerate(data["form"]["valid"]):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            yield ("form", "valid", index), f"{text} is no date; write it as 2022-10-01"
    if len(days) == 2 and days[0] >= days[1]:
        yield ("form", "valid"), "the last day lies before the first"
    yield from _twice(data["groups"], ("groups",), "id")
    yield from _list_faults(data)


def _list_faults(data: Any) -> Iterator[Fault]:
    """A list is a shape of its own data, not another look at one answer a field."""
    layouts = data["sheet"]["layouts"]
    if "list" not in layouts:
        return
    if len(layouts) > 1:
        yield ("sheet", "layouts"), "list stands alone: a form is either a list of rows, or card and table"
    for index, field in enumerate(data["schema"]["fields"]):
        if len(field["name"]) > LIST_NAME:
            where = ("schema", "fields", index, "name")
            yield where, f"{field['name']!r} is too long for a list; use at most {LIST_NAME} letters"
    if data["indicators"]:
        yield ("indicators",), "a list takes no indicators yet; write indicators: []"
    if data.get("report"):
        yield ("report",), "a list takes no report yet; take it out"


def _number_faults(part: Any, where: Where = ()) -> Iterator[Fault]:
    """YAML knows .nan and .inf; nothing here can be one."""
    if isinstance(part, float) and not math.isfinite(part):
        yield where, f"{part} is not usable here; write a number"
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _number_faults(inner, (*where, key))


def _twice(items: Any, where: Where, key: str) -> Iterator[Fault]:
    counts = Counter(item[key] for item in items)
    for index, item in enumerate(items):
        if counts[item[key]] > 1:
            yield (*where, index, key), f"{item[key]!r} stands here {counts[item[key]]} times; rename one"


def _field_faults(data: Any) -> Iterator[Fault]:
    fields = data["schema"]["fields"]
    base = ("schema", "fields")
    names = {field["name"]: field for field in fields}
    groups = {group["id"]: group for group in data["groups"]}
    yield from _twice(fields, base, "name")
    for key in data["schema"]["primaryKey"]:
        if key not in names:
            yield ("schema", "primaryKey"), f"there is no field {key!r}{nearest(key, names)}"
    kinds = expression_kinds(data)
    for index, group in enumerate(data["groups"]):
        yield from _expression_fault(group, ("groups", index), "relevant", kinds, "truth")
    for index, field in enumerate(fields):
        yield from _one_field(field, (*base, index), groups, kinds)


def _one_field(field: Any, where: Where, groups: Any, kinds: dict[str, Kind]) -> Iterator[Fault]:
    group = field.get("group")
    if group is not None and group not in groups:
        yield (*where, "group"), f"there is no group {group!r}{nearest(group, groups)}"
    if keyword.iskeyword(field["name"]) or field["name"] in ("true", "false"):
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
    yield from _expression_fault(field, where, "relevant", kinds, "truth")


def _expression_fault(
    item: Any, where: Where, key: str, kinds: dict[str, Kind], gives: Kind, aggregate: bool = False
) -> Iterator[Fault]:
    if item.get(key) is None:
        return
    try:
        parse(item[key], kinds, gives, aggregate)
    except ExpressionError as error:
        yield (*where, key), f"{item[key]!r}: {error}"


def _rule_faults(data: Any) -> Iterator[Fault]:
    kinds = expression_kinds(data)
    names = {field["name"]: field for field in data["schema"]["fields"]}
    rules = data.get("rules") or []
    yield from _twice(rules, ("rules",), "id")
    for index, rule in enumerate(rules):
        where = ("rules", index)
        if rule["field"] not in names:
            yield (*where, "field"), f"there is no field {rule['field']!r}{nearest(rule['field'], names)}"
        yield from _expression_fault(rule, where, "constraint", kinds, "truth")
        yield from _expression_fault(rule, where, "relevant", kinds, "truth")
        for language, words in rule["message"].items():
            yield from _placeholder_faults(words, (*where, "message", language), names)


def _placeholder_faults(words: str, where: Where, names: Any) -> Iterator[Fault]:
    for name in re.findall(r"\{([^}]*)\}", words):
        bare = name.removeprefix("prev.")
        if bare not in names:
            yield where, f"{{{name}}} names no field{nearest(bare, names)}"


def _indicator_faults(data: Any) -> Iterator[Fault]:
    kinds = expression_kinds(data)
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    groups = {group["id"]: group for group in data["groups"]}
    yield from _twice(data["indicators"], ("indicators",), "id")
    for index, item in enumerate(data["indicators"]):
        where = ("indicators", index)
        if item.get("group") is not None and item["group"] not in groups:
            yield (*where, "group"), f"there is no group {item['group']!r}{nearest(item['group'], groups)}"
        for key in ("numerator", "denominator"):
            yield from _expression_fault(item, where, key, kinds, "number", aggregate=True)
        yield from _rubric_faults(item, where, fields)
        yield from _band_faults(item["legend"], (*where, "legend"))
        yield from _label_faults(item["legend"], (*where, "legend"), COLOURS, "green, yellow or red")
        rounds = [key for key in item.get("target") or {} if key not in ("mode", "scope")]
        for key in rounds:
            if key not in data["form"]["rounds"]:
                yield (
                    (*where, "target", key),
                    f"{key} is no round of this form ({', '.join(data['form']['rounds'])})",
                )


def _rubric_faults(item: Any, where: Where, fields: Any) -> Iterator[Fault]:
    rubric = item.get("rubric") or {}
    counted = "numerator" in item and "denominator" in item
    if rubric.get("kind") == "milestone":
        if "numerator" in item or "denominator" in item:
            yield (
                (*where, "rubric"),
                "a milestone counts its steps itself: take numerator and denominator out",
            )
        yield from _step_faults(rubric, where, fields)
    elif not counted:
        yield where, "numerator and denominator are both needed (or a milestone rubric)"
    if rubric.get("kind") == "band":
        yield from _band_faults(rubric["bands"], (*where, "rubric", "bands"))
        yield from _label_faults(rubric["bands"], (*where, "rubric", "bands"), LEVELS, "a whole number")


def _step_faults(rubric: Any, where: Where, fields: Any) -> Iterator[Fault]:
    for step, name in enumerate(rubric["steps"]):
        if name not in fields:
            yield (*where, "rubric", "steps", step), f"there is no field {name!r}{nearest(name, fields)}"
        elif fields[name]["type"] != "boolean":
            yield (*where, "rubric", "steps", step), f"{name} must be of type boolean"
    evidence = rubric.get("evidence")
    if evidence is not None and evidence not in fields:
        yield (*where, "rubric", "evidence"), f"there is no field {evidence!r}{nearest(evidence, fields)}"


def _band_faults(bands: Any, where: Where) -> Iterator[Fault]:
    for index, (low, high, _) in enumerate(bands):
        if low >= high:
            yield (*where, index), f"{low} is not below {high}"
        if index and bands[index - 1][1] != low:
            yield (
                (*where, index),
                f"begins at {low}, but the band before ends at {bands[index - 1][1]}: no gap, no overlap",
            )


def _label_faults(bands: Any, where: Where, pattern: str, words: str) -> Iterator[Fault]:
    for index, (_, _, label) in enumerate(bands):
        if not re.fullmatch(pattern, band_label(label)):
            yield (*where, index), f"{label!r} is no label here; write {words}"


def _report_faults(data: Any) -> Iterator[Fault]:
    groups = {group["id"]: group for group in data["groups"]}
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    for key in ("problems", "suggestions"):
        for group, name in (data.get("report", {}).get(key) or {}).items():
            if group not in groups:
                yield ("report", key, group), f"there is no group {group!r}{nearest(group, groups)}"
            if name not in fields:
                yield ("report", key, group), f"there is no field {name!r}{nearest(name, fields)}"
