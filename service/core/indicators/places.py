"""Exact sums by place: one addition for the area, every breakdown and every respondent together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from service.core.breakdowns import place_of
from service.core.expressions.exact import sum_by_place
from service.core.expressions.run import EXACT, Aggregator, Array
from service.core.register import Respondent
from service.core.schema import Scope

UNLIKE = 64
"""With more denominators than that, a common one may have any number of digits: quotients of many schools."""


@dataclass(frozen=True, slots=True)
class Places:
    """Every place of some scopes in one row, scope after scope.

    ``codes[s, i]`` is the place (an index into ``names``) of respondent i in scope s; ``spans`` are the
    places of each scope.
    """

    names: tuple[str, ...]
    spans: Mapping[Scope, range]
    codes: Array

    @property
    def size(self) -> int:
        return len(self.names)

    def count(self, respondents: Array) -> Array:
        """How many respondents of the mask each place has."""
        chosen = self.codes[:, : len(respondents)][:, respondents]
        return np.bincount(chosen.ravel(), minlength=self.size)


def places_for(respondents: Sequence[Respondent], scopes: Sequence[Scope]) -> Places:
    """The places of the respondents in these scopes, each scope's in the order of the register."""
    names: list[str] = []
    spans: dict[Scope, range] = {}
    codes = np.zeros((len(scopes), len(respondents)), dtype=np.intp)
    for row, scope in enumerate(scopes):
        known: dict[str, int] = {}
        first = len(names)
        codes[row] = [first + known.setdefault(place_of(item, scope), len(known)) for item in respondents]
        names += known
        spans[scope] = range(first, len(names))
    return Places(tuple(names), spans, codes)


@dataclass(frozen=True, slots=True)
class Adder:
    """Adds up columns of units by place, over the units of a mask."""

    codes: Array
    mask: Array
    size: int

    @classmethod
    def of(cls, places: Places, owners: Array, mask: Array) -> "Adder":
        return cls(places.codes[:, owners[mask]], mask, places.size)

    def counts(self) -> Array:
        """How many units of the mask each place has."""
        return np.bincount(self.codes.ravel(), minlength=self.size)

    def add(self, column: Array) -> Array:
        """One exact sum a place; NaN where something in it has no answer (a quotient by nought)."""
        chosen = column[self.mask]
        if chosen.dtype == object:
            return self._add_fractions(chosen)
        if not np.abs(chosen).sum() < EXACT:  # too large, or something in it has no answer
            return self._add_fractions(chosen.astype(object))
        return self._add_floats(chosen)

    @property
    def aggregator(self) -> Aggregator:
        return self.add

    def _add_floats(self, chosen: Array) -> Array:
        weights = np.concatenate([chosen] * len(self.codes))
        return np.bincount(self.codes.ravel(), weights=weights, minlength=self.size)

    def _add_fractions(self, chosen: Array) -> Array:
        """Over one common denominator whole numbers are added; as floats while these hold them exactly."""
        values = [_fraction(value) for value in chosen.tolist()]
        unlike = {value.denominator for value in values if value is not None}
        if len(unlike) > UNLIKE:
            return sum_by_place(
                np.broadcast_to(chosen, self.codes.shape).ravel(), self.codes.ravel(), self.size
            )
        scale = math.lcm(*unlike)
        whole = [
            math.nan if value is None else value.numerator * (scale // value.denominator) for value in values
        ]
        if sum(abs(value) for value in whole if value == value) < EXACT:
            sums = self._add_floats(np.array(whole, dtype=float))
            return sums if scale == 1 else _over(sums.tolist(), scale)
        totals: list[float | int] = [0] * self.size
        for row in self.codes:
            for code, value in zip(row.tolist(), whole, strict=True):
                totals[code] += value
        return _over(totals, scale)


def _fraction(value: Any) -> Fraction | None:
    """None for what has no answer; asking a Fraction whether it is itself takes longer than all the rest."""
    if isinstance(value, Fraction):
        return value
    return None if value != value else Fraction(value)


def _over(sums: Sequence[float | int], scale: int) -> Array:
    result = np.empty(len(sums), dtype=object)
    result[:] = [value if value != value else Fraction(int(value), scale) for value in sums]
    return result
