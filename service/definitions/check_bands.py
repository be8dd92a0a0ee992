"""Faults of bands: legends, levels, and the words of a rating."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from service.definitions.build_indicators import band_label
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
