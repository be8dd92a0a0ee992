"""Figures of a rule's message: computed exactly, for those who broke it alone, and written as people read."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite
from types import MappingProxyType
from typing import Any

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


def computed(figures: Figures, rows: Rows) -> list[dict[str, Fraction | float]]:
    """The value of each figure in each row; NaN where it has none."""
    asked: Columns = rows
    columns = [
        np.where(rows.readable(figure.names), run(figure, asked), np.nan).tolist() for _, figure in figures
    ]
    names = [name for name, _ in figures]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)] or [
        {}
    ] * rows.size


def told(figures: Figures, values: Mapping[str, Fraction | float]) -> dict[str, str]:
    """A row's figures as people read them."""
    return {name: figure_text(values[name], figure) for name, figure in figures}


def figure_text(value: Fraction | float, figure: Expression) -> str:
    """1,234.5: rounded half up to two decimals if it divides, else as exact as what was typed."""
    if isinstance(value, float) and not isfinite(value):
        return "คำนวณไม่ได้"
    text = number_text(rounded(Fraction(value), QUOTIENT if divides(figure.root) else TYPED))
    return text.rstrip("0").rstrip(".")


def divides(node: Node) -> bool:
    """Whether a value may have no last decimal: a quotient, a mean, the middle of two numbers."""
    match node:
        case Binary(op="/") | Call(function="mean" | "usual"):
            return True
    return any(map(divides, children(node)))
