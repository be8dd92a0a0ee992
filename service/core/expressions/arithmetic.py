"""The two ways of counting: floats for conditions, exact numbers for figures."""

import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from service.core.expressions import exact
from service.core.expressions.exact import Array

Two = Callable[[Any, Any], Any]
TINY = 0.5e-9
"""Numbers that differ by no more are equal: a difference is rounded to nine decimals (run.py)."""


def _divide(left: Array, right: Array) -> Any:
    return left / np.where(np.abs(right) <= TINY, np.nan, right)


SIGNS: dict[str, Two] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True)
class Numbers:
    """How numbers are kept and counted: as floats for conditions, exactly for figures."""

    constant: Callable[[Decimal], Array]
    arithmetic: dict[str, Two]
    compare: dict[str, Two]
    smaller: Two
    larger: Two
    alike: Callable[..., tuple[Array, ...]]


FLOATS = Numbers(
    constant=lambda number: np.asarray(float(number)),
    arithmetic={"+": operator.add, "-": operator.sub, "*": operator.mul, "/": _divide},
    compare={
        "<": lambda left, right: left - right < -TINY,
        "<=": lambda left, right: left - right <= TINY,
        ">": lambda left, right: left - right > TINY,
        ">=": lambda left, right: left - right >= -TINY,
        "==": lambda left, right: np.abs(left - right) <= TINY,
        "!=": lambda left, right: np.abs(left - right) > TINY,
    },
    smaller=np.minimum,
    larger=np.maximum,
    alike=lambda *columns: columns,
)
FRACTIONS = Numbers(
    constant=lambda number: np.asarray(
        float(number) if number == number.to_integral_value() else Fraction(number)
    ),
    arithmetic={sign: functools.partial(exact.arithmetic, sign) for sign in "+-*/"},
    compare={name: functools.partial(exact.compare, sign) for name, sign in SIGNS.items()},
    smaller=exact.smaller,
    larger=exact.larger,
    alike=exact.alike,
)
