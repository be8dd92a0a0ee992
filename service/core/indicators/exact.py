"""Division, rounding and bands without a binary step, for one figure and for a column of them.

A column of values is kept as whole numbers of the last decimal ("units": 76.54 with 2 decimals is
7654): comparing and labelling them is exact and needs no loop.
"""

import math
import operator
from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from service.core.expressions.run import Array
from service.core.schema import Band

WIDE = Context(prec=500)
SAFE = 2**62
"""Whole numbers below this are added, multiplied and divided exactly as int64."""


class Rounded(NamedTuple):
    """``units`` are the values × 10**decimals where ``known``: int64, or Python's int in an object column."""

    units: Array
    known: Array
    decimals: int

    def at(self, place: int) -> Decimal | None:
        return units_to_decimal(int(self.units[place]), self.decimals) if self.known[place] else None

    def values(self) -> list[Decimal | None]:
        pairs = zip(self.units.tolist(), self.known.tolist(), strict=True)
        return [units_to_decimal(unit, self.decimals) if known else None for unit, known in pairs]


def rounded(value: Fraction, decimals: int) -> Decimal:
    """The fraction rounded half up (away from zero), with no binary step in between."""
    return units_to_decimal(rounded_units(value.numerator, value.denominator, decimals), decimals)


def rounded_units(numerator: int, denominator: int, decimals: int) -> int:
    """numerator / denominator × 10**decimals, rounded half up (away from zero)."""
    scale: int = 10**decimals
    whole = (abs(numerator) * scale * 2 + abs(denominator)) // (abs(denominator) * 2)
    return whole if (numerator < 0) == (denominator < 0) else -whole


def units_to_decimal(units: int, decimals: int) -> Decimal:
    """The value of so many units of the last decimal."""
    if -SAFE < units < SAFE:  # scaleb keeps these exactly: the context holds 28 digits
        return Decimal(units).scaleb(-decimals)
    return Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -decimals))


def ratio(numerators: Array, denominators: Array, factor: Decimal, decimals: int) -> Rounded:
    """numerator / denominator × factor of each place, rounded; unknown where either has no answer or
    the denominator is nought."""
    if numerators.dtype == object or denominators.dtype == object:
        return _slow_ratio(numerators, denominators, factor, decimals)
    known = ~np.isnan(numerators) & ~np.isnan(denominators) & (denominators != 0)
    above = np.where(known, numerators, 0)
    below = np.where(known, denominators, 1)
    times, part = (int(item) for item in Fraction(factor).as_integer_ratio())
    scale = 2 * times * 10**decimals
    largest = float(np.abs(above).max(initial=0)) * scale + float(np.abs(below).max()) * 2 * part
    if largest >= SAFE:
        return _slow_ratio(numerators, denominators, factor, decimals)
    top, bottom = np.abs(above).astype(np.int64) * scale, np.abs(below).astype(np.int64) * part
    units = (top + bottom) // (2 * bottom)
    return Rounded(np.where((above < 0) == (below < 0), units, -units), known, decimals)


def _slow_ratio(numerators: Array, denominators: Array, factor: Decimal, decimals: int) -> Rounded:
    """In Python's whole numbers, which is eight times as quick as dividing Fractions: nothing is reduced."""
    times, part = Fraction(factor).as_integer_ratio()
    units: list[int] = []
    known: list[bool] = []
    for above, below in zip(numerators.tolist(), denominators.tolist(), strict=True):
        held = not _no_answer(above) and not _no_answer(below) and bool(below)
        known.append(held)
        if not held:
            units.append(0)
            continue
        (top, under_top), (bottom, under_bottom) = above.as_integer_ratio(), below.as_integer_ratio()
        units.append(rounded_units(top * under_bottom * times, under_top * bottom * part, decimals))
    return Rounded(np.array(units, dtype=object), np.array(known, dtype=bool), decimals)


def _no_answer(value: Any) -> bool:
    return isinstance(value, float) and value != value


def band_of(bands: Sequence[Band], value: Decimal | None) -> str:
    """The label of the band that holds the value; "" when there is none. The last is closed above."""
    if value is None:
        return ""
    for index, band in enumerate(bands):
        last = index == len(bands) - 1
        if band.low <= value < band.high or (last and value == band.high):
            return band.label
    return ""


def bands_of(bands: Sequence[Band], values: Rounded, *, closed: bool = False) -> list[str]:
    """The label of each value, as band_of gives it. With ``closed`` every band is closed at both ends."""
    if not bands:
        return [""] * len(values.known)
    return [bands[index].label if index >= 0 else "" for index in places_in(bands, values, closed=closed)]


def places_in(bands: Sequence[Band], values: Rounded, *, closed: bool = False) -> list[int]:
    """Which band holds each value, counted from 0; -1 for none."""
    found = np.full(len(values.known), -1)
    scale = 10**values.decimals
    for index, band in reversed(list(enumerate(bands))):
        low, high = (Fraction(edge) * scale for edge in (band.low, band.high))
        inside = values.known & (values.units >= math.ceil(low))
        shut = closed or index == len(bands) - 1
        inside &= (values.units <= math.floor(high)) if shut else (values.units < math.ceil(high))
        found[inside.astype(bool)] = index
    places: list[int] = found.tolist()
    return places


def colours_of_target(values: Rounded, target: Decimal | None, direction: str, near: Decimal) -> list[str]:
    """Green where the target is met, yellow where it is missed by no more than ``near`` per cent of it, else
    red; "" where there is no value, or no target in this round."""
    if target is None:
        return [""] * len(values.known)
    scale, up = 10**values.decimals, direction == "up"
    aim, room = Fraction(target) * scale, abs(Fraction(target)) * Fraction(near) / 100 * scale
    met, missed = (math.ceil(aim), math.ceil(aim - room)) if up else (math.floor(aim), math.floor(aim + room))
    reaches = operator.ge if up else operator.le
    return [
        "" if not known else "green" if reaches(units, met) else "yellow" if reaches(units, missed) else "red"
        for units, known in zip(values.units.tolist(), values.known.tolist(), strict=True)
    ]


def fraction(value: Any) -> Fraction | None:
    """An exact sum; None for one that has no answer (something in it was divided by nought)."""
    if value != value:
        return None
    return value if isinstance(value, Fraction) else Fraction(value)


def decimal_of(value: Any) -> Decimal | None:
    """The exact decimal of a sum; sums of decimals end, a quotient inside a sum is cut at 12 digits."""
    if value != value:
        return None
    if isinstance(value, float):
        return Decimal(int(value))
    if value.denominator == 1:
        return Decimal(value.numerator)
    return rounded(value, 12).normalize(WIDE)
