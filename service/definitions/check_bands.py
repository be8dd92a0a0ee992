"""Faults of bands: legends, levels, and the words of a rating."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from service.core.schema import Text
from service.definitions.build_indicators import RATING_SCALE, band_label
from service.definitions.fault_words import both
from service.definitions.shape import Fault
from service.definitions.source import Where

COLOURS, LEVELS, WORDS = "green|yellow|red", "[0-9]{1,2}", r".*\S.*"
STEP = Decimal("0.01")
SAID_WORDS = Text("คำแปลผล", "the words of แปลผล")


def band_faults(bands: Any, where: Where) -> Iterator[Fault]:
    for index, (low, high, _) in enumerate(bands):
        if low >= high:
            yield (*where, index), _upside_down(low, high)
        if index and bands[index - 1][1] != low:
            yield (*where, index), _not_joined(low, bands[index - 1][1])


def _upside_down(low: object, high: object) -> str:
    return both(
        f"ค่าแรกของช่วงคือ {low} ต้องน้อยกว่าค่าที่สอง {high} ให้เขียนค่าน้อยก่อนค่ามาก",
        f"{low} is not below {high}; write the smaller number first",
    )


def _not_joined(low: object, before: object) -> str:
    return both(
        f"ช่วงนี้เริ่มที่ {low} แต่ช่วงก่อนสิ้นสุดที่ {before} ให้แก้ให้ต่อกันพอดี ไม่เว้น ไม่ซ้อน",
        f"begins at {low}, but the band before ends at {before}: no gap, no overlap; write {before}",
    )


def reach_faults(item: Any, where: Where) -> Iterator[Fault]:
    """A legend reaches over all that its figure can be, where that is known: beyond it there is no colour."""
    bands, ends = item["legend"], _possible(item)
    if ends is None or any(band_faults(bands, where)):
        return
    low, high = ends
    if bands[0][0] > low:
        yield (*where, 0), _begins_late(bands[0][0], low)
    if bands[-1][1] < high:
        yield (*where, len(bands) - 1), _ends_early(bands[-1][1], high)


def _begins_late(begins: object, low: float) -> str:
    return both(
        f"ช่วงสีเริ่มที่ {begins} แต่ค่าอาจน้อยถึง {low} ซึ่งจะไม่มีสี ให้เขียน {low}",
        f"begins at {begins}, but the figure can be {low}, and would have no colour there: write {low}",
    )


def _ends_early(ends: object, high: float) -> str:
    return both(
        f"ช่วงสีสิ้นสุดที่ {ends} แต่ค่าอาจมากถึง {high} ซึ่งจะไม่มีสี ให้เขียน {high} หรือเพิ่มช่วงถึง {high}",
        f"ends at {ends}, but the figure can be {high}, and would have no colour there: write {high}, or add "
        f"a band up to {high}",
    )


def _possible(item: Any) -> tuple[float, float] | None:
    """The least and the most that a figure can be: of levels and ratings, and of a percentage."""
    rubric = item.get("rubric") or {}
    factor = item.get("factor", 1)
    match rubric.get("kind"):
        case "milestone":
            return 0, len(rubric["steps"]) * factor
        case "mixed":
            levels = [
                int(band_label(label)) for *_, label in rubric["bands"] if band_label(label).isdecimal()
            ]
            return 0, max(levels, default=len(rubric["steps"])) * factor
        case "rating" if "bands" in rubric or "scale" not in rubric:
            return factor, rubric.get("scale", RATING_SCALE) * factor
    return (0, 100) if factor == 100 and "composite" not in item else None


def label_faults(bands: Any, where: Where, pattern: str, wanted: Text) -> Iterator[Fault]:
    for index, (_, _, label) in enumerate(bands):
        if not re.fullmatch(pattern, band_label(label)):
            words = both(
                f"{label!r} ใช้ที่นี่ไม่ได้ ให้เขียน{wanted.th}", f"{label!r} is no label here; write {wanted.en}"
            )
            yield (*where, index), words


def rating_band_faults(bands: Any, where: Where, scale: int) -> Iterator[Fault]:
    """Bands of a rating are closed at both ends, 0.01 apart, from 1 to the top of the scale."""
    edges = [(Decimal(str(low)), Decimal(str(high)), index) for index, (low, high, _) in enumerate(bands)]
    if not all(low.is_finite() and high.is_finite() for low, high, _ in edges):
        return  # said by definitions.check already
    for low, high, index in edges:
        if low > high:
            yield (*where, index), _upside_down(low, high)
    if any(low > high for low, high, _ in edges):
        return
    edges.sort()
    for (_, before, _), (low, _, index) in pairwise(edges):
        if low != before + STEP:
            yield (*where, index), _not_next(low, before)
    if edges[0][0] != 1 or edges[-1][1] != scale:
        yield where, _short_of_scale(edges[0][0], edges[-1][1], scale)
    yield from label_faults(bands, where, WORDS, SAID_WORDS)


def _not_next(low: Decimal, before: Decimal) -> str:
    return both(
        f"ช่วงนี้เริ่มที่ {low} แต่ช่วงที่ต่ำกว่าสิ้นสุดที่ {before} ให้เขียน {before + STEP}",
        f"begins at {low}, but the band below it ends at {before}: write {before + STEP}",
    )


def _short_of_scale(low: Decimal, high: Decimal, scale: int) -> str:
    return both(
        f"ช่วงคำแปลผลมีตั้งแต่ {low} ถึง {high} ให้เขียนตั้งแต่ 1.00 ถึง {scale}.00",
        f"the bands go from {low} to {high}; write them from 1.00 to {scale}.00",
    )
