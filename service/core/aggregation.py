"""Exact sums by place: for each respondent, each district and the area."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from service.core.expressions.exact import fractions, total
from service.core.expressions.run import EXACT, Aggregator, Array
from service.core.register import Respondent
from service.core.results import Scope

SCOPES: tuple[Scope, ...] = ("area", "district", "respondent")
AREA = "area"


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which place each respondent belongs to: ``codes[i]`` is an index into ``places``."""

    scope: Scope
    places: tuple[str, ...]
    codes: Array

    def counts(self, mask: Array) -> Array:
        """How many respondents of each place are in the mask."""
        return np.bincount(self.codes[mask], minlength=len(self.places))

    def aggregator(self, mask: Array) -> Aggregator:
        """Adds up a column over the respondents in the mask, exactly, to one number a place."""
        codes = self.codes[mask]

        def add(column: Array) -> Array:
            chosen = column[mask]
            if chosen.dtype == object or np.abs(chosen).sum() >= EXACT:
                return _add_fractions(chosen, codes, len(self.places))
            return np.bincount(codes, weights=chosen, minlength=len(self.places))

        return add


def _add_fractions(column: Array, codes: Array, size: int) -> Array:
    """One exact sum a place; NaN where something in it has no answer (a quotient by nought)."""
    members: list[list[Any]] = [[] for _ in range(size)]
    for code, value in zip(codes.tolist(), fractions(column).tolist(), strict=True):
        members[code].append(value)
    sums = np.empty(size, dtype=object)
    sums[:] = [total(values) for values in members]
    return sums


def group(respondents: Sequence[Respondent], scope: Scope) -> Grouping:
    """The grouping of respondents for one scope."""
    if scope == "area":
        return Grouping(scope, (AREA,), np.zeros(len(respondents), dtype=np.intp))
    if scope == "district":
        codes, places = pd.factorize(np.array([item.district for item in respondents], dtype=object))
        return Grouping(scope, tuple(str(place) for place in places), codes)
    return Grouping(scope, tuple(item.code for item in respondents), np.arange(len(respondents)))
