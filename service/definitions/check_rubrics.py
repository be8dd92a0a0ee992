"""Faults of rubrics: steps, evidence, items, levels."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from service.core.expressions import Kind
from service.core.expressions.hints import near_pattern
from service.core.schema import Text
from service.definitions.build_indicators import RATING_SCALE, band_label, rated_fields
from service.definitions.check_bands import LEVELS, band_faults, label_faults, rating_band_faults
from service.definitions.check_parts import expression_faults, uncounted_faults
from service.definitions.fault_words import both, no_field
from service.definitions.parts import field_kind
from service.definitions.shape import Fault
from service.definitions.source import Where

WHOLE_NUMBER = Text("จำนวนเต็ม", "a whole number")


def rubric_faults(item: Any, where: Where, data: Any, kinds: dict[str, Kind]) -> Iterator[Fault]:
    rubric = item.get("rubric") or {}
    place = (*where, "rubric")
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    match rubric.get("kind"):
        case "milestone":
            yield from _step_faults(rubric, place, fields)
        case "band":
            yield from _level_faults(rubric["bands"], (*place, "bands"))
        case "mixed":
            yield from _step_faults(rubric, place, fields)
            yield from _mixed_faults(rubric, place, kinds)
        case "rating":
            yield from _rating_faults(rubric, place, fields)


def _step_faults(rubric: Any, where: Where, fields: Any) -> Iterator[Fault]:
    for step, name in enumerate(rubric["steps"]):
        if name not in fields:
            yield (*where, "steps", step), no_field(name, fields)
        elif fields[name]["type"] != "boolean":
            yield (*where, "steps", step), _no_step(name)
    evidence = rubric.get("evidence")
    if evidence is not None and evidence not in fields:
        yield (*where, "evidence"), no_field(evidence, fields)


def _no_step(name: str) -> str:
    return both(
        f"ขั้น {name} ต้องเป็นช่อง type: boolean ให้เขียนชื่อช่องที่เป็น kind: yes_no",
        f"{name} must be of type boolean; write the name of a field of kind yes_no",
    )


def _level_faults(bands: Any, where: Where) -> Iterator[Fault]:
    yield from band_faults(bands, where)
    yield from label_faults(bands, where, LEVELS, WHOLE_NUMBER)


def _mixed_faults(rubric: Any, where: Where, kinds: dict[str, Kind]) -> Iterator[Fault]:
    for key in ("numerator", "denominator"):
        yield from expression_faults(rubric, where, key, kinds, "number", aggregate=True)
    yield from uncounted_faults(rubric, where, kinds)
    yield from _level_faults(rubric["bands"], (*where, "bands"))
    steps = len(rubric["steps"])
    for index, (_, _, label) in enumerate(rubric["bands"]):
        words = band_label(label)
        if words.isdecimal() and int(words) <= steps:
            yield (*where, "bands", index), _level_of_steps(words, steps + 1)


def _level_of_steps(level: str, least: int) -> str:
    return both(
        f"ระดับ {level} ได้จากการทำครบขั้นตอนอยู่แล้ว ให้เขียนระดับ {least} ขึ้นไป",
        f"level {level} is reached by the steps alone; write {least} or more",
    )


def _rating_faults(rubric: Any, where: Where, fields: Any) -> Iterator[Fault]:
    scale = int(rubric.get("scale", RATING_SCALE))
    items = rubric["items"]
    names = rated_fields(items, list(fields))
    if not names:
        yield (*where, "items"), _no_items(items, fields)
    counts = Counter(names)
    for index, name in enumerate(names):
        place = (*where, "items") if isinstance(items, str) else (*where, "items", index)
        if name not in fields:
            yield place, no_field(name, fields)
        elif counts[name] > 1:
            yield place, _repeated(name, counts[name])
        elif not _rates(fields[name], scale):
            yield place, _no_rating(name, scale)
    if "bands" in rubric:
        yield from rating_band_faults(rubric["bands"], (*where, "bands"), scale)
    elif scale != RATING_SCALE:
        yield (*where, "scale"), _words_wanted(scale)


def _no_items(items: str, fields: Any) -> str:
    do_th, do = near_pattern(items, fields)
    return both(f"ไม่มีช่องใดตรงกับ {items!r}{do_th}", f"no field matches {items!r}{do}")


def _repeated(name: str, count: int) -> str:
    return both(
        f"{name!r} มีอยู่ {count} ครั้ง ให้เหลือครั้งเดียว", f"{name!r} stands here {count} times; leave it once"
    )


def _no_rating(name: str, scale: int) -> str:
    limits = f"constraints: {{minimum: 1, maximum: {scale}}}"
    return both(
        f"ช่อง {name} ไม่ใช่คะแนน 1 ถึง {scale} ให้ใช้ kind: scale หรือ kind: level หรือใส่ type: integer กับ {limits}",
        f"{name} is no rating from 1 to {scale}; give it kind: scale or kind: level, or type: integer and "
        f"{limits}",
    )


def _words_wanted(scale: int) -> str:
    return both(
        f"คำแปลผลที่มีให้ใช้กับคะแนน 1 ถึง {RATING_SCALE} เท่านั้น ให้เขียน bands: [[1.00, …]] ถึง {scale}.00",
        f"the usual words are for 1 to {RATING_SCALE}; write bands: [[1.00, …]] up to {scale}.00",
    )


def _rates(field: Any, scale: int) -> bool:
    """Whether the answers to a field are whole numbers from 1 to the scale."""
    if field["type"] != "integer":
        return False
    values = [choice["value"] for choice in field.get("categories") or () if isinstance(choice, dict)]
    limits = field.get("constraints", {})
    default = (1, 5) if field_kind(field) == "level" else (0, scale + 1)
    low = min(values) if values else limits.get("minimum", default[0])
    high = max(values) if values else limits.get("maximum", default[1])
    return bool(low >= 1 and high <= scale)
