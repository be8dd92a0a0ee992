"""Faults of composites: parts that are there, weights that add up, no circle."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from service.core.schema import Text
from service.definitions.fault_words import both, none_such
from service.definitions.shape import Fault
from service.definitions.source import Where

LEVELLED = ("milestone", "mixed", "rating", "band")
INDICATOR = Text("ตัวชี้วัด", "indicator")
AN_INDICATOR = Text(
    "ให้เขียนรหัสของตัวชี้วัดในแบบนี้ หรือเพิ่มตัวชี้วัดนี้", "write the id of an indicator of this form, or add it"
)


def composite_faults(indicators: Any) -> Iterator[Fault]:
    by_id = {item["id"]: item for item in indicators}
    for index, item in enumerate(indicators):
        if "composite" in item:
            yield from _one(item, ("indicators", index, "composite"), by_id)


def _one(item: Any, where: Where, by_id: Mapping[str, Any]) -> Iterator[Fault]:
    parts = [part["indicator"] for part in item["composite"]]
    counts = Counter(parts)
    for index, name in enumerate(parts):
        place = (*where, index, "indicator")
        if name not in by_id:
            yield place, none_such(INDICATOR, name, by_id, AN_INDICATOR)
        elif counts[name] > 1:
            yield place, _repeated(name, counts[name])
        elif item["id"] in _below(name, by_id):
            yield place, _circle(name, item["id"])
        elif item.get("use") == "level" and not _has_level(by_id[name]):
            yield place, _no_level(name)
    total = sum((Decimal(str(part["weight"])) for part in item["composite"]), Decimal(0))
    if total != 100:
        yield where, _weights(total)


def _repeated(name: str, count: int) -> str:
    return both(
        f"{name!r} มีอยู่ {count} ครั้ง ให้เหลือครั้งเดียว และใส่น้ำหนักทั้งหมดไว้ที่นั่น",
        f"{name!r} stands here {count} times; leave it once, with its whole weight",
    )


def _circle(name: str, whole: str) -> str:
    return both(
        f"{name} คิดจาก {whole} เอง ตัวชี้วัดรวมวนกลับมาหาตัวเองไม่ได้ ให้ลบ {name} ออก",
        f"{name} is made of {whole} itself: a composite cannot go round in a circle; take {name} out",
    )


def _no_level(name: str) -> str:
    return both(
        f"{name} ไม่มีระดับ ให้เพิ่ม rubric ที่ {name} หรือเขียน use: value",
        f"{name} has no level; give it a rubric, or write use: value",
    )


def _weights(total: Decimal) -> str:
    return both(
        f"น้ำหนักรวมได้ {total} ให้แก้จนรวมได้ 100", f"the weights add up to {total}; make them add up to 100"
    )


def _below(name: str, by_id: Mapping[str, Any]) -> set[str]:
    """The indicator and all it is made of."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found and one in by_id:
            found.add(one)
            waiting += [part["indicator"] for part in by_id[one].get("composite", ())]
    return found


def _has_level(item: Any) -> bool:
    return (item.get("rubric") or {}).get("kind") in LEVELLED
