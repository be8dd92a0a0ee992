"""Faults of bands: legends, levels, and the words of a rating."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from service.definitions.build_indicators import RATING_SCALE, band_label
from service.definitions.shape import Fault
from service.definitions.source import Where

COLOURS, LEVELS, WORDS = "green|yellow|red", "[0-9]{1,2}", r".*\S.*"
STEP = Decimal("0.01")


def band_faults(bands: Any, where: Where) -> Iterator[Fault]:
    for index, (low, high, _) in enumerate(bands):
        if low >= high:
            yield (*where, index), f"{low} is not below {high}"
        if index and bands[index - 1][1] != low:
            yield (
                (*where, index),
                f"begins at {low}, but the band before ends at {bands[index - 1][1]}: no gap, no overlap",
            )


def reach_faults(item: Any, where: Where) -> Iterator[Fault]:
    """A legend reaches over all that its figure can be, where that is known: beyond it there is no colour."""
    bands, ends = item["legend"], _possible(item)
    if ends is None or any(band_faults(bands, where)):
        return
    low, high = ends
    if bands[0][0] > low:
        words = f"begins at {bands[0][0]}, but the figure can be {low}, and would have no colour there"
        yield (*where, 0), f"{words}: write {low}"
    if bands[-1][1] < high:
        words = f"ends at {bands[-1][1]}, but the figure can be {high}, and would have no colour there"
        yield (*where, len(bands) - 1), f"{words}: write {high}, or add a band up to {high}"


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


def label_faults(bands: Any, where: Where, pattern: str, words: str) -> Iterator[Fault]:
    for index, (_, _, label) in enumerate(bands):
        if not re.fullmatch(pattern, band_label(label)):
            yield (*where, index), f"{label!r} is no label here; write {words}"


def rating_band_faults(bands: Any, where: Where, scale: int) -> Iterator[Fault]:
    """Bands of a rating are closed at both ends, 0.01 apart, from 1 to the top of the scale."""
    edges = [(Decimal(str(low)), Decimal(str(high)), index) for index, (low, high, _) in enumerate(bands)]
    if not all(low.is_finite() and high.is_finite() for low, high, _ in edges):
        return  # said by definitions.check already
    for low, high, index in edges:
        if low > high:
            yield (*where, index), f"{low} is not below {high}"
    if any(low > high for low, high, _ in edges):
        return
    edges.sort()
    for (_, before, _), (low, _, index) in pairwise(edges):
        if low != before + STEP:
            yield (
                (*where, index),
                f"begins at {low}, but the band below it ends at {before}: write {before + STEP}",
            )
    if edges[0][0] != 1 or edges[-1][1] != scale:
        yield where, f"the bands go from {edges[0][0]} to {edges[-1][1]}; write them from 1.00 to {scale}.00"
    yield from label_faults(bands, where, WORDS, "the words of แปลผล")
