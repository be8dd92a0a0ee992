"""The figures of one indicator at every place, as columns; and the same as Results, one a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import numpy as np

from service.core.expressions.run import Array
from service.core.indicators.exact import Rounded, bands_of, colours_of_target, decimal_of, fraction
from service.core.indicators.places import Places
from service.core.indicators.rubrics import RatingSums
from service.core.results import ItemFigure, Result
from service.core.schema import Indicator, Scope


@dataclass(slots=True)
class Figures:
    """One indicator at every place: sums (exact: whole floats, or Fractions; NaN for no answer), counts.

    ``held`` is where anything is in the sums, ``rounds`` how many rounds are. ``spread`` counts by level,
    ``percent`` is a mixed rubric's pooled percentage with its sums.
    """

    indicator: Indicator
    places: Places
    numerators: Array
    denominators: Array
    values: Rounded
    reporting: Array
    due: Array
    held: Array
    rounds: Array
    spread: Array | None = None
    rating: RatingSums | None = None
    percent: tuple[Array, Array, Rounded] | None = None
    refused: str = ""
    levels: list[int | None] = field(init=False)

    def __post_init__(self) -> None:
        if self.rating:
            self.levels = self.rating.ranks()
        else:
            labels = bands_of(self.indicator.bands, self.values)
            self.levels = [int(label) if label else None for label in labels]

    @property
    def shown(self) -> Array:
        """Where there is a figure to tell: somebody is concerned, or earlier rounds hold something."""
        return np.asarray((self.due > 0) | self.held)

    def exact(self, place: int) -> Fraction | None:
        """The value before rounding."""
        if not self.values.known[place]:
            return None
        above, below = fraction(self.numerators[place]), fraction(self.denominators[place])
        return above / below * Fraction(self.indicator.factor) if above is not None and below else None

    def exact_level(self, place: int) -> Fraction | None:
        """The level: of a band or a rating the level itself, of steps the mean level before rounding."""
        if self.indicator.milestone:
            return self.exact(place)
        level = self.levels[place]
        return None if level is None else Fraction(level)

    def results(self, period: str) -> Iterator[Result]:
        """One Result for each place of the indicator's own scopes where there is something to tell."""
        target = self.indicator.target.by_round.get(period) if self.indicator.target else None
        columns = _Columns.of(self, target)
        for scope in scopes_of(self.indicator):
            aim = target if _has_target(self.indicator, scope) else None
            for place in self.places.spans[scope]:
                if columns.shown[place]:
                    yield columns.result(scope, place, aim)


def scopes_of(indicator: Indicator) -> tuple[Scope, ...]:
    return ("area", *indicator.breakdowns, "respondent")


def _has_target(indicator: Indicator, scope: Scope) -> bool:
    wanted = indicator.target.scope if indicator.target else "area"
    return scope != "respondent" or wanted == "respondent"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns as plain lists: what a Result is read from, place by place."""

    figures: Figures
    shown: list[bool]
    held: list[bool]
    numerators: list[float | Fraction]
    denominators: list[float | Fraction]
    values: list[Decimal | None]
    reporting: list[int]
    due: list[int]
    low: list[bool]
    colours: list[str]
    rounds: list[int]
    spread: Sequence[Sequence[int]]
    labels: Sequence[str]
    items: Sequence[tuple[ItemFigure, ...]]
    percents: Sequence[Decimal | None]

    @classmethod
    def of(cls, figures: Figures, target: Decimal | None) -> "_Columns":
        indicator, places, rating = figures.indicator, figures.places, figures.rating
        grouped = places.size - len(places.spans["respondent"])
        spread = figures.spread if figures.spread is not None else rating.levels if rating else None
        return cls(
            figures,
            figures.shown.tolist(),
            figures.held.tolist(),
            figures.numerators.tolist(),
            figures.denominators.tolist(),
            figures.values.values(),
            figures.reporting.tolist(),
            figures.due.tolist(),
            _low_coverage(figures).tolist(),
            _colours(indicator, figures.values, target),
            figures.rounds.tolist(),
            spread.tolist() if spread is not None else [()] * places.size,
            rating.labels(rating.sums) if rating else [""] * places.size,
            rating.items(grouped, indicator.factor, indicator.decimals) if rating else (),
            figures.percent[2].values() if figures.percent else [None] * places.size,
        )

    def result(self, scope: Scope, place: int, target: Decimal | None) -> Result:
        figures, held = self.figures, self.held[place]
        above, below = figures.percent[:2] if figures.percent else (None, None)
        value = self.values[place]
        deviations = figures.rating.deviations if figures.rating else None
        return Result(
            indicator=figures.indicator.id,
            scope=scope,
            place=figures.places.names[place],
            numerator=decimal_of(self.numerators[place]) if held else None,
            denominator=decimal_of(self.denominators[place]) if held else None,
            value=value,
            reporting=self.reporting[place],
            due=self.due[place],
            level=figures.levels[place],
            level_counts=tuple(self.spread[place]),
            colour=self.colours[place],
            low_coverage=self.low[place],
            target=target,
            met=_met(value, target, figures.indicator.direction),
            definition_hash=figures.indicator.definition_hash,
            deviation=deviations[place] if deviations else None,
            label=self.labels[place],
            items=self.items[place] if place < len(self.items) else (),
            percent=self.percents[place] if held else None,
            percent_numerator=decimal_of(above[place]) if held and above is not None else None,
            percent_denominator=decimal_of(below[place]) if held and below is not None else None,
            rounds=self.rounds[place],
            refused=figures.refused,
        )


def _colours(indicator: Indicator, values: Rounded, target: Decimal | None) -> list[str]:
    if indicator.near_target is None:
        return bands_of(indicator.legend, values)
    return colours_of_target(values, target, indicator.direction, indicator.near_target)


def _low_coverage(figures: Figures) -> Array:
    least = Fraction(figures.indicator.min_coverage)
    return figures.reporting * least.denominator < figures.due * least.numerator


def _met(value: Decimal | None, target: Decimal | None, direction: str) -> bool | None:
    if value is None or target is None:
        return None
    return value >= target if direction == "up" else value <= target
