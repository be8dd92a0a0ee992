"""Exact arithmetic on columns: float64 while all is whole and below 2**53, else Fractions. NaN is missing.

Fractions grow: a chain of products or a sum of many unlike quotients can reach any number of digits. So
whatever passes ``LIMIT`` bits (above or below the line) is rounded at its 150th decimal, and a number of
more than 300 digits before the point is no answer. Anything a form can mean stays far within, exact.
"""

import functools
import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
EXACT = 2.0**53
"""Below this every whole number is a float64."""
LIMIT = 4096
SUM_LIMIT = 4 * LIMIT
"""A sum over respondents is one number a place, so it may have more digits."""
LARGEST = 10**300
DECIMALS = 10**150
NAN = math.nan
Value = Fraction | float


def bounded(value: Fraction, limit: int = LIMIT) -> Value:
    """The value, with no more bits than bearable; NaN when it is absurdly large."""
    if value.denominator.bit_length() <= limit and value.numerator.bit_length() <= limit:
        return value
    if abs(value) >= LARGEST:
        return NAN
    return Fraction(round(value * DECIMALS), DECIMALS)


def fractions(column: Array) -> Array:
    """The column in Fractions."""
    if column.dtype == object:
        return column
    values = [value if value != value else Fraction(value) for value in column.ravel().tolist()]
    return _objects(values, column.shape)


def _objects(values: list[Any], shape: tuple[int, ...]) -> Array:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made.reshape(shape)


def alike(*columns: Array) -> tuple[Array, ...]:
    """Columns of one kind of number: all fractions when one is, since float + Fraction is a float."""
    if any(column.dtype.kind == "f" for column in columns) and any(c.dtype == object for c in columns):
        return tuple(fractions(column) for column in columns)
    return columns


def each(function: Callable[[Any, Any], Any], left: Array, right: Array, missing: Any = NAN) -> Array:
    """``function`` of each pair in Fractions; ``missing`` where one of the two is."""
    left, right = np.broadcast_arrays(fractions(left), fractions(right))
    pairs = zip(left.ravel().tolist(), right.ravel().tolist(), strict=True)
    values = [missing if isinstance(a, float) or isinstance(b, float) else function(a, b) for a, b in pairs]
    return _objects(values, left.shape)


def _plain(left: Array, right: Array) -> bool:
    return left.dtype != object and right.dtype != object


SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: bounded(a + b),
    "-": lambda a, b: bounded(a - b),
    "*": lambda a, b: bounded(a * b),
    "/": lambda a, b: bounded(a / b) if b else NAN,
}
PLAIN: dict[str, Callable[[Array, Array], Array]] = {"+": np.add, "-": np.subtract, "*": np.multiply}


def arithmetic(sign: str, left: Array, right: Array) -> Array:
    """left + right and so on, with no binary step; NaN for a division by nought."""
    if sign != "/" and _plain(left, right):
        result = np.asarray(PLAIN[sign](left, right))
        if not np.any(np.abs(result) >= EXACT):
            return result
    return each(SIGNS[sign], left, right)


def smaller(left: Array, right: Array) -> Array:
    return np.minimum(left, right) if _plain(left, right) else each(min, left, right)


def larger(left: Array, right: Array) -> Array:
    return np.maximum(left, right) if _plain(left, right) else each(max, left, right)


def compare(sign: Callable[[Any, Any], Any], left: Array, right: Array) -> Array:
    """Whether it is so; nothing is so of a missing number."""
    if _plain(left, right):
        return np.asarray(sign(left, right) & ~np.isnan(left) & ~np.isnan(right))
    return each(sign, left, right, missing=False).astype(bool)


def sum_by_place(column: Array, codes: Array, size: int) -> Array:
    """One exact sum for each of ``size`` places, where ``codes[i]`` is the place of entry i.

    NaN where something in a sum has no answer (a quotient by nought).
    """
    members: list[list[Value]] = [[] for _ in range(size)]
    for code, value in zip(codes.tolist(), fractions(column).tolist(), strict=True):
        members[code].append(value)
    return _objects([total(values) for values in members], (size,))


def total(values: Iterable[Value]) -> Value:
    """The sum of Fractions; NaN when one of them is. Those alike below the line are added first."""
    above: dict[int, int] = {}
    for value in values:
        if isinstance(value, float):
            if math.isnan(value):
                return NAN
            value = Fraction(value)
        above[value.denominator] = above.get(value.denominator, 0) + value.numerator
    parts: list[Value] = [Fraction(numerator, below) for below, numerator in sorted(above.items())]
    while len(parts) > 1:
        parts = [functools.reduce(_plus, parts[start : start + 2]) for start in range(0, len(parts), 2)]
    return parts[0] if parts else Fraction(0)


def _plus(left: Value, right: Value) -> Value:
    if isinstance(left, float) or isinstance(right, float):
        return NAN
    return bounded(left + right, SUM_LIMIT)
