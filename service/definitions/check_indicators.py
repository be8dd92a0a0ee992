"""Faults of indicators: rubrics, bands, targets."""

import re
from collections.abc import Iterator
from typing import Any

from service.core.expressions.parser import nearest
from service.definitions.build_indicators import band_label
from service.definitions.check_parts import expression_faults, twice, uncounted_faults
from service.definitions.parts import expression_kinds
from service.definitions.shape import Fault
from service.definitions.source import Where

COLOURS, LEVELS = "green|yellow|red", "[0-9]{1,2}"


def indicator_faults(data: Any) -> Iterator[Fault]:
    kinds = expression_kinds(data)
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    groups = {group["id"]: group for group in data["groups"]}
    yield from twice(data["indicators"], ("indicators",), "id")
    for index, item in enumerate(data["indicators"]):
        where = ("indicators", index)
        if item.get("group") is not None and item["group"] not in groups:
            yield (*where, "group"), f"there is no group {item['group']!r}{nearest(item['group'], groups)}"
        for key in ("numerator", "denominator"):
            yield from expression_faults(item, where, key, kinds, "number", aggregate=True)
        yield from uncounted_faults(item, where, kinds)
        yield from _rubric_faults(item, where, fields)
        yield from _band_faults(item["legend"], (*where, "legend"))
        yield from _label_faults(item["legend"], (*where, "legend"), COLOURS, "green, yellow or red")
        rounds = [key for key in item.get("target") or {} if key not in ("mode", "scope")]
        for key in rounds:
            if key.rpartition("-")[2] not in data["form"]["rounds"]:
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
