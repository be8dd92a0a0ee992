"""Figures of a rule's message: computed exactly, for those who broke it alone, and written as people read."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from service.core.entries import Status
from service.core.expressions import Columns, Expression
from service.core.expressions.nodes import Binary, Call, Node
from service.core.expressions.run import Array, run
from service.core.expressions.uses import children
from service.core.indicators.exact import rounded
from service.core.normalise import number_text
from service.core.submission import exact

Figures = Sequence[tuple[str, Expression]]
"""The places of a message that are computed: what stands between the braces, and what it means."""
QUOTIENT = 2
"""Decimals of a figure that divides: as offices write percentages and means."""
TYPED = 9
"""Decimals of any other: nothing typed has more that a rule would look at (arithmetic.TINY)."""


class Figure(NamedTuple):
    """A number and how people read it."""

    value: Fraction | float
    text: str


NOTHING: Mapping[str, Array] = MappingProxyType({})


class Rows:
    """Some rows of a frame, by their places; numbers are exact. Implements expressions.run.Columns.

    ``own`` are numbers that no cell holds, an entry a row: the sum of a list's rows.
    """

    def __init__(self, frame: Any, places: Sequence[int], own: Mapping[str, Array] = NOTHING) -> None:
        self._frame = frame
        self._places = np.asarray(places, dtype=int)
        self._own = own

    def __getattr__(self, name: str) -> Any:
        ask = getattr(self._frame, name)
        return lambda *words: ask(*words)[self._places]

    @property
    def size(self) -> int:
        return len(self._places)

    def column(self, name: str) -> Array:
        return self._own[name] if name in self._own else exact(self._frame.column(name)[self._places])

    def previous(self, name: str) -> Array:
        return exact(self._frame.previous(name)[self._places])

    def fact(self, name: str) -> Array:
        return exact(self._frame.fact(name)[self._places])

    def readable(self, names: frozenset[str]) -> Array:
        """Where none of these answers is unreadable: such a one is no nought, whatever a blank counts as."""
        asked = [self.status(name) != Status.INVALID for name in names if name not in self._own]
        return np.asarray(np.all([np.ones(self.size, dtype=bool), *asked], axis=0))


def computed(figures: Figures, rows: Rows) -> list[dict[str, Figure]]:
    """The figures of each row, by name; their values are NaN where they have none."""
    columns = [_column(figure, rows) for _, figure in figures]
    names = [name for name, _ in figures]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)] or [{}] * rows.size


def _column(figure: Expression, rows: Rows) -> list[Figure]:
    asked: Columns = rows
    values = np.where(rows.readable(figure.names), run(figure, asked), np.nan).tolist()
    decimals = QUOTIENT if divides(figure.root) else TYPED
    return [Figure(value, figure_text(value, decimals)) for value in values]


def texts(figures: Mapping[str, Figure]) -> dict[str, str]:
    """What a row's message says of them."""
    return {name: figure.text for name, figure in figures.items()}


def figure_text(value: Fraction | float, decimals: int) -> str:
    """1,234.5: rounded half up, with no noughts at its end."""
    if isinstance(value, float):
        if not isfinite(value):
            return "คำนวณไม่ได้"
        if value.is_integer():
            return number_text(int(value))
    return number_text(rounded(Fraction(value), decimals)).rstrip("0").rstrip(".")


def divides(node: Node) -> bool:
    """Whether a value may have no last decimal: a quotient, a mean, the middle of two numbers."""
    match node:
        case Binary(op="/") | Call(function="mean" | "usual"):
            return True
    return any(map(divides, children(node)))
