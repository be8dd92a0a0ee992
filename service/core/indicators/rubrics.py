"""Rubrics: the level of each unit (milestone, mixed), and ratings with their S.D. and แปลผล."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from service.core.entries import Status
from service.core.expressions.run import Array, run
from service.core.indicators.columns import UnitColumns
from service.core.indicators.exact import Rounded, bands_of, places_in, ratio
from service.core.indicators.places import Adder
from service.core.results import ItemFigure
from service.core.schema import Indicator, Rating

LABEL_DECIMALS = 2
"""แปลผล is taken from the mean rounded to two decimals, whatever decimals are shown (DOMAIN §2c)."""
PERCENT = Decimal(100)


def levels_of(indicator: Indicator, columns: UnitColumns) -> Array:
    """The level of each unit: how many first steps are done, 0 without evidence (DOMAIN §2).

    Of a mixed rubric, whoever has done them all has the level of the band that holds its own percentage
    (rounded to the indicator's decimals); in no band, or without one, it stays at the number of steps.
    """
    assert indicator.milestone is not None
    frame = columns.units.frame
    steps = np.array([frame.column(name) for name in indicator.milestone.steps], dtype=bool)
    levels = np.cumprod(steps, axis=0).sum(axis=0).astype(float)
    if indicator.milestone.evidence:
        levels = np.where(columns.status(indicator.milestone.evidence, Status.VALUE), levels, 0.0)
    if indicator.mixed is None:
        return np.asarray(levels)
    reached = [
        float(label) if label else np.nan
        for label in bands_of(indicator.mixed.bands, _own(indicator, columns))
    ]
    top = (levels == len(steps)) & ~np.isnan(reached)
    return np.where(top, reached, levels)


def _own(indicator: Indicator, columns: UnitColumns) -> Rounded:
    """The percentage of each unit by itself: its sums are its own values."""
    above, below = percent_sums(indicator, columns, None)
    return ratio(above, below, PERCENT, indicator.decimals)


def percent_sums(indicator: Indicator, columns: UnitColumns, adder: Adder | None) -> tuple[Array, Array]:
    """Numerator and denominator of a mixed rubric's percentage by place, or (without adder) by unit."""
    assert indicator.mixed is not None
    exact = columns.exact(indicator.missing == "zero")
    size = (adder.size if adder else columns.units.size,)
    aggregator = adder.aggregator if adder else np.asarray
    above, below = (
        np.broadcast_to(run(part, exact, aggregator), size)
        for part in (indicator.mixed.numerator, indicator.mixed.denominator)
    )
    return above, below


def highest_level(indicator: Indicator) -> int:
    """The highest level a milestone or mixed rubric can give."""
    assert indicator.milestone is not None
    bands = indicator.mixed.bands if indicator.mixed else ()
    return max([len(indicator.milestone.steps), *[int(band.label) for band in bands]])


def level_counts(adder: Adder, levels: Array, highest: int) -> Array:
    """How many units of each place stand at level 0, 1 … ``highest``: (places, levels)."""
    width = highest + 1
    cells = adder.codes * width + levels[adder.mask].astype(int)
    return np.bincount(cells.ravel(), minlength=adder.size * width).reshape(adder.size, width)


def ratings_of(rating: Rating, columns: UnitColumns) -> Array:
    """The ratings, (items, units): whole numbers 1 to ``scale``, 0 for what is none."""
    frame = columns.units.frame
    values = np.array([frame.column(name) for name in rating.items], dtype=float)
    good = (values == np.rint(values)) & (values >= 1) & (values <= rating.scale)
    return np.where(good, values, 0).astype(np.int64)


@dataclass(frozen=True, slots=True)
class RatingSums:
    """Ratings by place: ``counts[item, place, level]``, and the S.D. of all of them."""

    rating: Rating
    counts: Array
    deviations: Sequence[float | None]

    @property
    def levels(self) -> Array:
        """All ratings by level, (places, levels); level 0 is nobody's."""
        return np.asarray(self.counts.sum(axis=0))

    @property
    def sums(self) -> tuple[Array, Array]:
        """The sum of the ratings and how many there are, by place."""
        return totals(self.levels)

    def labels(self, values: tuple[Array, Array]) -> list[str]:
        return bands_of(self.rating.bands, _mean(*values, LABEL_DECIMALS), closed=True)

    def ranks(self) -> list[int | None]:
        """The place of each mean's band, counted from the lowest as 1."""
        found = places_in(self.rating.bands, _mean(*self.sums, LABEL_DECIMALS), closed=True)
        return [index + 1 if index >= 0 else None for index in found]

    def items(self, places: int, factor: Decimal, decimals: int) -> list[tuple[ItemFigure, ...]]:
        """The figures of each item for the first so many places."""
        by_item = [
            _items(self, item, name, places, factor, decimals) for item, name in enumerate(self.rating.items)
        ]
        return list(zip(*by_item, strict=True))


def rating_sums(rating: Rating, ratings: Array, adder: Adder) -> RatingSums:
    """The ratings of the units in the adder's mask, by item, place and level."""
    width = rating.scale + 1
    counts = np.array([level_counts(adder, row, rating.scale) for row in ratings])
    counts[:, :, 0] = 0
    assert counts.shape == (len(ratings), adder.size, width)
    if rating.deviation == "items":
        return RatingSums(rating, counts, deviations(counts.sum(axis=0)))
    return RatingSums(rating, counts, _deviations_of_means(ratings, adder))


def _mean(above: Array, below: Array, decimals: int) -> Rounded:
    return ratio(above, below, Decimal(1), decimals)


def totals(counts: Array) -> tuple[Array, Array]:
    """The sum of the levels and how many there are, from counts by level (places, levels)."""
    return (counts @ np.arange(counts.shape[1])).astype(float), counts.sum(axis=1).astype(float)


def deviations(counts: Array) -> list[float | None]:
    """The sample S.D. (n − 1) of ratings counted by level, (places, levels); None for fewer than two."""
    levels = np.arange(counts.shape[1])
    sums, squares, how_many = counts @ levels, counts @ levels**2, counts.sum(axis=1)
    return [
        sample_deviation(*row, 1)
        for row in zip(how_many.tolist(), sums.tolist(), squares.tolist(), strict=True)
    ]


def _deviations_of_means(ratings: Array, adder: Adder) -> list[float | None]:
    """The sample S.D. (n − 1) of the units' own means, by place; each unit's mean has one voice."""
    chosen = ratings[:, adder.mask]
    how_many = (chosen > 0).sum(axis=0)
    scale = math.lcm(*set(how_many.tolist()) - {0})
    scaled = np.zeros(len(adder.mask), dtype=object)
    scaled[adder.mask] = [
        total * (scale // count) if count else 0
        for total, count in zip(chosen.sum(axis=0).tolist(), how_many.tolist(), strict=True)
    ]
    sums, squares, units = adder.add(scaled), adder.add(scaled * scaled), adder.counts()
    rows = zip(units.tolist(), sums.tolist(), squares.tolist(), strict=True)
    return [sample_deviation(count, int(total), int(square), scale) for count, total, square in rows]


def sample_deviation(count: int, total: int, squares: int, scale: int) -> float | None:
    """√((n Σx² − (Σx)²) / (n (n − 1))) of whole numbers that are ``scale`` times what they stand for."""
    if count < 2:
        return None
    return math.sqrt((count * squares - total * total) / (count * (count - 1) * scale * scale))


def _items(
    sums: RatingSums, item: int, name: str, places: int, factor: Decimal, decimals: int
) -> list[ItemFigure]:
    counts = sums.counts[item, :places]
    above, below = totals(counts)
    values = ratio(above, below, factor, decimals).values()
    spread = deviations(counts)
    labels = sums.labels((above, below))
    return [
        ItemFigure(
            name,
            Decimal(int(above[p])),
            Decimal(int(below[p])),
            values[p],
            spread[p],
            labels[p],
            tuple(counts[p].tolist()),
        )
        for p in range(places)
    ]
