"""An expression run on columns: one numpy operation a node, for all respondents at once.

Numbers are float64 columns. Where sums must be exact (with an aggregator), whatever is not whole or
too large to be exact as a float becomes an object column of Fractions (see exact.py). A missing number
is NaN in both. In row mode a difference is rounded to nine decimals before it is compared, or divided
by, so that 0.1 + 0.2 equals 0.3 as a school would expect; with an aggregator comparisons are exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from service.core.expressions import nodes as n
from service.core.expressions.exact import EXACT as EXACT

Array = npt.NDArray[Any]
Aggregator = Callable[[Array], Array]
"""Adds a column up to one exact number (int or Fraction) for each group."""


class Columns(Protocol):
    """What an expression may ask of a frame; every column has one entry a respondent."""

    @property
    def size(self) -> int: ...
    def column(self, name: str) -> Array: ...
    def given(self, name: str) -> Array: ...
    def previous(self, name: str) -> Array: ...
    def previous_given(self, name: str) -> Array: ...
    def history(self, name: str) -> Array:
        """The numbers of earlier rounds: a row for each respondent, NaN where there is none."""
        ...

    def fact(self, name: str) -> Array:
        """A number that the register knows of each respondent, NaN where it does not."""
        ...

    def has_grade(self, grade: str) -> Array: ...
    def has_tag(self, tag: str) -> Array: ...
    def respondent(self) -> Array:
        """The code of each respondent."""
        ...

    def is_round(self, period: str) -> Array: ...
    def round_starts(self) -> Array:
        """The first day that is reported on, as a number (days.py); NaN where the round is not known."""
        ...

    def round_ends(self) -> Array: ...
    def round_year(self) -> Array: ...


@dataclass(frozen=True, slots=True)
class Source:
    """What one run reads."""

    columns: Columns
    aggregator: Aggregator | None


def run(expression: n.Expression, columns: Columns, aggregator: Aggregator | None = None) -> Array:
    """The value for each respondent, or for each group when an aggregator is given.

    A constant comes out with no dimension: broadcast it. The aggregator belongs to an expression that
    was parsed with ``aggregate``.
    """
    with np.errstate(all="ignore"):
        return np.asarray(expression.program(Source(columns, aggregator)))


def usual(history: Array) -> Array:
    """The median of each row's numbers; NaN with fewer than two."""
    held = np.count_nonzero(~np.isnan(history), axis=1)
    enough = np.flatnonzero(held >= 2)
    ordered = np.sort(history[enough], axis=1)  # NaN goes to the end
    rows, held = np.arange(len(enough)), held[enough]
    result = np.full(len(history), np.nan)
    result[enough] = (ordered[rows, (held - 1) // 2] + ordered[rows, held // 2]) / 2
    return result
