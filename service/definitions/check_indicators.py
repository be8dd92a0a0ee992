"""Faults of indicators: what they are made of, policies, legends, targets."""

from collections.abc import Iterator
from typing import Any

from service.core.calendar import PERIODS
from service.core.schema import Text
from service.definitions.check_bands import COLOURS, band_faults, label_faults, reach_faults
from service.definitions.check_composites import composite_faults
from service.definitions.check_parts import expression_faults, twice, uncounted_faults
from service.definitions.check_rubrics import rubric_faults
from service.definitions.days import overlapping
from service.definitions.fault_words import both, no_group
from service.definitions.parts import expression_kinds
from service.definitions.shape import Fault
from service.definitions.source import Where

OWN_SUMS = {
    "milestone": Text("เกณฑ์ milestone นับขั้นตอนเอง", "a milestone counts its steps itself"),
    "mixed": Text("เกณฑ์ mixed มีร้อยละใน rubric แล้ว", "a mixed rubric has its percentage in the rubric"),
    "rating": Text("เกณฑ์ rating รวมคะแนนทุกข้อเอง", "a rating adds up its items itself"),
}
OF_PARTS = both(
    "ตัวชี้วัดรวมคิดจากตัวชี้วัดอื่น ให้ลบ numerator และ denominator ออก",
    "a composite is made of its parts: take numerator and denominator out",
)
BOTH_SUMS = both(
    "ต้องมีทั้ง numerator และ denominator หรือใช้เกณฑ์ milestone mixed rating หรือใช้ composite ให้เติมส่วนที่ขาด",
    "numerator and denominator are both needed (or a milestone, mixed, rating or composite); "
    "add the missing one",
)
NOT_RATED = both(
    "ข้อที่ไม่ได้ให้คะแนนไม่ใช่คะแนน 0 ให้เขียน pairwise",
    "an item that is not rated is no 0 on the scale; write pairwise",
)
USE_OF_COMPOSITE = both("use ใช้กับ composite เท่านั้น ให้ลบออก", "only a composite takes use: take it out")
COLOURS_TWICE = both(
    "legend บอกสีแล้ว ให้ลบ legend หรือ near_target ออกหนึ่งอย่าง",
    "a legend gives the colours already: take one of the two out",
)
NO_COLOURS = both(
    "ยังไม่บอกสี ให้เขียน near_target: 10 คือถึงเป้าของรอบเป็นเขียว พลาดไม่เกินร้อยละ 10 ของเป้าเป็นเหลือง "
    "หรือเขียน legend: [[0, 60, red], [60, 80, yellow], [80, 100, green]]",
    "its colours are missing: write near_target: 10 (green when the round's target is met, yellow "
    "within 10 per cent of it), or legend: [[0, 60, red], [60, 80, yellow], [80, 100, green]]",
)
NO_TARGET = both(
    "near_target ต้องมีเป้าของรอบ ให้เขียน target หรือใช้ legend แทน",
    "there is no target to be near to: write a target, or a legend",
)
NOT_TO_DATE = both(
    "mode: cumulative ต้องมี grain_to_date: fiscal_year ถ้าค่าในช่องนับสะสมจากตุลาคมอยู่แล้ว ให้เขียน mode: point",
    "a cumulative target needs grain_to_date: fiscal_year; where the fields themselves count from "
    "October, write mode: point",
)
RUNS_TO_DATE = both(
    "ค่านี้รวมทุกรอบของปีถึงรอบนี้ ให้เขียน mode: cumulative", "the figure runs to date; write mode: cumulative"
)
TWO_FISCAL_YEARS = both(
    "รอบของปีการศึกษาคร่อมสองปีงบประมาณ ให้ลบ grain_to_date ออก",
    "rounds of an academic year lie in two fiscal years: take it out",
)
THREE_COLOURS = Text("สี green, yellow หรือ red", "green, yellow or red")


def indicator_faults(data: Any) -> Iterator[Fault]:
    kinds = expression_kinds(data)
    groups = {group["id"]: group for group in data["groups"]}
    yield from twice(data["indicators"], ("indicators",), "id")
    for index, item in enumerate(data["indicators"]):
        where = ("indicators", index)
        if item.get("group") is not None and item["group"] not in groups:
            yield (*where, "group"), no_group(item["group"], groups)
        for key in ("numerator", "denominator"):
            yield from expression_faults(item, where, key, kinds, "number", aggregate=True)
        yield from uncounted_faults(item, where, kinds)
        yield from _made_of(item, where)
        yield from rubric_faults(item, where, data, kinds)
        yield from _policy_faults(item, where)
        yield from _colour_faults(item, where)
        yield from _target_faults(item, where, data["form"]["rounds"])
        yield from _to_date_faults(item, where, data["form"]["rounds"])
    yield from composite_faults(data["indicators"])


def _made_of(item: Any, where: Where) -> Iterator[Fault]:
    """Numerator and denominator stand exactly where no rubric and no composite brings its own sums."""
    kind = (item.get("rubric") or {}).get("kind")
    counted = "numerator" in item and "denominator" in item
    if "composite" in item:
        if "numerator" in item or "denominator" in item:
            yield (*where, "composite"), OF_PARTS
        if kind in OWN_SUMS:
            yield (*where, "rubric"), _only_band(kind)
    elif kind in OWN_SUMS:
        if "numerator" in item or "denominator" in item:
            yield (*where, "rubric"), _own_sums(OWN_SUMS[kind])
    elif not counted:
        yield where, BOTH_SUMS


def _only_band(kind: str) -> str:
    return both(
        f"ตัวชี้วัดรวมใช้เกณฑ์ {kind} ไม่ได้ ให้ลบออก หรือเขียน kind: band",
        f"a composite takes no {kind}: take it out, or write kind: band",
    )


def _own_sums(why: Text) -> str:
    return both(
        f"{why.th} ให้ลบ numerator และ denominator ออก", f"{why.en}: take numerator and denominator out"
    )


def _policy_faults(item: Any, where: Where) -> Iterator[Fault]:
    kind = (item.get("rubric") or {}).get("kind")
    missing = item["missing"]
    if "composite" in item:
        if missing not in ("skip_if_any", "reweigh"):
            yield (*where, "missing"), _policy_of_answers(missing)
    elif missing not in ("pairwise", "zero"):
        yield (*where, "missing"), _policy_of_composites(missing)
    elif kind == "rating" and missing == "zero":
        yield (*where, "missing"), NOT_RATED
    if "use" in item and "composite" not in item:
        yield (*where, "use"), USE_OF_COMPOSITE
    if "grain_to_date" in item and ("composite" in item or kind in OWN_SUMS):
        made = "composite" if "composite" in item else str(kind)
        yield (*where, "grain_to_date"), _no_sums(made)


def _policy_of_answers(missing: str) -> str:
    return both(
        f"{missing} ใช้กับคำตอบ ตัวชี้วัดรวมให้เขียน skip_if_any หรือ reweigh",
        f"{missing} is for answers; write skip_if_any or reweigh for a composite",
    )


def _policy_of_composites(missing: str) -> str:
    return both(
        f"{missing} ใช้กับตัวชี้วัดรวมเท่านั้น ให้เขียน pairwise หรือ zero",
        f"{missing} is for a composite; write pairwise or zero",
    )


def _no_sums(made: str) -> str:
    return both(
        f"ตัวชี้วัดแบบ {made} ไม่มีผลรวมข้ามรอบ ให้ลบ grain_to_date ออก",
        f"a {made} has no sums that run over rounds: take it out",
    )


def _colour_faults(item: Any, where: Where) -> Iterator[Fault]:
    """A colour comes from a legend, or from how near the figure is to the target of its round."""
    if "legend" in item:
        place = (*where, "legend")
        yield from band_faults(item["legend"], place)
        yield from reach_faults(item, place)
        yield from label_faults(item["legend"], place, COLOURS, THREE_COLOURS)
        if "near_target" in item:
            yield (*where, "near_target"), COLOURS_TWICE
    elif "near_target" not in item:
        yield where, NO_COLOURS
    elif not set(item.get("target", ())) - {"mode", "scope"}:
        yield (*where, "near_target"), NO_TARGET


def _target_faults(item: Any, where: Where, rounds: list[str]) -> Iterator[Fault]:
    target = item.get("target") or {}
    for key in target:
        if key not in ("mode", "scope") and key.rpartition("-")[2] not in rounds:
            yield (*where, "target", key), _no_round(key, rounds)
    if target.get("mode") == "cumulative" and "grain_to_date" not in item:
        yield (*where, "target", "mode"), NOT_TO_DATE
    if target.get("mode") == "point" and "grain_to_date" in item:
        yield (*where, "target", "mode"), RUNS_TO_DATE


def _no_round(key: str, rounds: list[str]) -> str:
    known, period = ", ".join(rounds), key.rpartition("-")[2]
    return both(
        f"แบบนี้ไม่มีรอบ {key} ให้ใช้ {known} หรือเพิ่ม {period} ใน form.rounds",
        f"{key} is no round of this form; write one of {known}, or add {period} to form.rounds",
    )


def _to_date_faults(item: Any, where: Where, rounds: list[str]) -> Iterator[Fault]:
    """Sums over rounds that report on the same days would count them twice."""
    if "grain_to_date" not in item:
        return
    place = (*where, "grain_to_date")
    if any(PERIODS[period].calendar == "academic" for period in rounds):
        yield place, TWO_FISCAL_YEARS
    elif pair := overlapping(rounds):
        yield place, _same_days(*pair)


def _same_days(one: str, other: str) -> str:
    may, how = ("อาจ", "may") if "AD" in (one, other) else ("", "do")
    return both(
        f"{one} กับ {other} {may}มีวันซ้ำกัน ผลจะนับซ้ำ ถ้าค่าในช่องนับสะสมจากตุลาคมอยู่แล้ว ให้ลบ grain_to_date ออก "
        "มิฉะนั้นให้ใช้รอบที่ต่อกัน เช่น [Q1, Q2]",
        f"{one} and {other} {how} report on the same days, which would be counted twice: take it out "
        "where the fields count from October themselves, or write rounds that follow, as [Q1, Q2]",
    )
