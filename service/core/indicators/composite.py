"""Composites: the weighted mean of other indicators' unrounded values or levels."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from service.core.expressions.run import Array
from service.core.indicators.exact import ratio
from service.core.indicators.figures import Figures
from service.core.schema import Indicator


def composite(indicator: Indicator, parts: Sequence[Figures]) -> Figures:
    """Σ weight × value / Σ weight at each place, × factor.

    ``missing: skip_if_any`` gives no value where a part has none (or concerns nobody); ``reweigh``
    leaves that part and its weight out. n of N is that of the part with the smallest n/N among those that
    concern somebody. A refused part refuses the whole.
    """
    places = parts[0].places
    refused = next((part.refused for part in parts if part.refused), "")
    numerators, denominators = _sums(indicator, parts)
    if refused:
        numerators, denominators = np.full(places.size, np.nan), np.full(places.size, np.nan)
    reporting, due = _coverage(parts)
    return Figures(
        indicator,
        places,
        numerators,
        denominators,
        values=ratio(numerators, denominators, indicator.factor, indicator.decimals),
        reporting=reporting,
        due=due,
        held=np.array([value == value for value in denominators.tolist()], dtype=bool),
        rounds=np.max([np.where(part.shown, part.rounds, 0) for part in parts], axis=0),
        refused=refused,
    )


def _sums(indicator: Indicator, parts: Sequence[Figures]) -> tuple[Array, Array]:
    size = parts[0].places.size
    numerators, denominators = (np.full(size, np.nan, dtype=object) for _ in range(2))
    weights = [Fraction(part.weight) for part in indicator.composite]
    for place in range(size):
        values = [
            part.exact_level(place) if indicator.use == "level" else part.exact(place) for part in parts
        ]
        known = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
        if known and (len(known) == len(parts) or indicator.missing == "reweigh"):
            numerators[place] = sum((value * weight for value, weight in known), Fraction(0))
            denominators[place] = sum((weight for _, weight in known), Fraction(0))
    return numerators, denominators


def _coverage(parts: Sequence[Figures]) -> tuple[Array, Array]:
    """n and N of the part with the smallest n/N at each place; of equal ones the first."""
    reporting, due = parts[0].reporting.copy(), parts[0].due.copy()
    for part in parts[1:]:
        smaller = (part.due > 0) & ((due == 0) | (part.reporting * due < reporting * part.due))
        reporting = np.where(smaller, part.reporting, reporting)
        due = np.where(smaller, part.due, due)
    return reporting, due
