"""All indicators of a form for one round: columns first, Results for those who ask for them."""

from collections.abc import Mapping, Sequence

import numpy as np

from service.core.changes import counts_alike
from service.core.expressions.run import Array, run
from service.core.indicators.columns import UnitColumns
from service.core.indicators.composite import composite
from service.core.indicators.exact import ratio
from service.core.indicators.figures import Figures, scopes_of
from service.core.indicators.places import Adder, Places, places_for
from service.core.indicators.population import Population, population, rating_population
from service.core.indicators.rubrics import (
    PERCENT,
    highest_level,
    level_counts,
    levels_of,
    percent_sums,
    rating_sums,
    ratings_of,
)
from service.core.indicators.units import Collected, Units, units_of, units_of_frame
from service.core.issues import Issue
from service.core.messages import say
from service.core.results import Result
from service.core.schema import BREAKDOWNS, Form, Indicator, Scope
from service.core.submission import Frame


def evaluate(form: Form, frame: Frame, issues: Sequence[Sequence[Issue]], period: str) -> list[Result]:
    """Every indicator of a form with one answer a field, for the area, its breakdowns and the respondents.

    Figures to date have this round alone in them. For lists and for earlier rounds: evaluate_round.
    """
    units = units_of_frame(frame, issues)
    return _results(figures_of(form, units, units), period)


def evaluate_round(form: Form, now: Collected, earlier: Sequence[Collected], period: str) -> list[Result]:
    """Every indicator of a round, lists and figures to date included.

    ``earlier`` are the rounds before it in the same fiscal year, the latest first.
    """
    units = units_of(form, [now])
    wanted = earlier if any(indicator.to_date for indicator in form.indicators) else ()
    to_date = units_of(form, [now, *wanted]) if wanted else units
    return _results(figures_of(form, units, to_date, refusals(form, wanted)), period)


def _results(found: Sequence[Figures], period: str) -> list[Result]:
    return [result for figures in found for result in figures.results(period)]


def refusals(form: Form, earlier: Sequence[Collected]) -> dict[str, str]:
    """Why a figure to date cannot be added up, by indicator: its definition changed within the year."""
    found: dict[str, str] = {}
    for indicator in form.indicators:
        changed = [collected.round_id for collected in earlier if _counted_otherwise(indicator, collected)]
        if indicator.to_date and changed:
            found[indicator.id] = say("definition_changed", {"rounds": ", ".join(reversed(changed))})
    return found


def _counted_otherwise(indicator: Indicator, collected: Collected) -> bool:
    """Whether a round's figure was made with a definition that makes other sums, or with an unknown one."""
    stored = collected.definitions.get(indicator.id, indicator.definition_hash)
    if stored == indicator.definition_hash:
        return False
    older = collected.indicators.get(indicator.id)
    return older is None or older.definition_hash != stored or not counts_alike(older, indicator)


def figures_of(
    form: Form, units: Units, to_date: Units, refused: Mapping[str, str] | None = None
) -> list[Figures]:
    """Every indicator at every place, as columns; one pass of vectors an indicator.

    ``to_date`` holds the units of this round first and those of earlier rounds after them.
    """
    asked = {scope for indicator in form.indicators for scope in scopes_of(indicator)}
    scopes: list[Scope] = ["area", *[scope for scope in BREAKDOWNS if scope in asked], "respondent"]
    places = places_for(to_date.respondents, scopes)
    now = _Evaluation(UnitColumns(units), places)
    year = now if to_date is units else _Evaluation(UnitColumns(to_date), places)
    return _in_order(form, now, year, refused or {})


def _in_order(
    form: Form, now: "_Evaluation", year: "_Evaluation", refused: Mapping[str, str]
) -> list[Figures]:
    """Composites after their parts; their definitions hold no circle (definitions.check_indicators)."""
    by_id = {indicator.id: indicator for indicator in form.indicators}
    made: dict[str, Figures] = {}

    def make(indicator: Indicator) -> Figures:
        if indicator.id not in made:
            if indicator.composite:
                parts = [make(by_id[part.indicator]) for part in indicator.composite]
                made[indicator.id] = composite(indicator, parts)
            elif indicator.id in refused:
                made[indicator.id] = now.refused(indicator, refused[indicator.id])
            else:
                made[indicator.id] = (year if indicator.to_date else now).figures(indicator)
        return made[indicator.id]

    return [make(indicator) for indicator in form.indicators]


class _Evaluation:
    """Indicators over the same units and places."""

    def __init__(self, columns: UnitColumns, places: Places) -> None:
        self.columns = columns
        self.units = columns.units
        self.places = places

    def figures(self, indicator: Indicator) -> Figures:
        if indicator.rating:
            return self._rated(indicator)
        people = population(indicator, self.columns)
        adder = Adder.of(self.places, self.units.owners, people.included)
        if indicator.milestone:
            return self._levelled(indicator, people, adder)
        exact = self.columns.exact(indicator.missing == "zero")
        assert indicator.numerator is not None and indicator.denominator is not None
        above, below = (
            np.broadcast_to(run(part, exact, adder.aggregator), (self.places.size,))
            for part in (indicator.numerator, indicator.denominator)
        )
        return self._made(indicator, people, adder, (above, below))

    def _levelled(self, indicator: Indicator, people: Population, adder: Adder) -> Figures:
        levels = levels_of(indicator, self.columns)
        sums = adder.add(levels), adder.counts().astype(float)
        made = self._made(indicator, people, adder, sums)
        made.spread = level_counts(adder, levels, highest_level(indicator))
        if indicator.mixed:
            above, below = percent_sums(indicator, self.columns, adder)
            made.percent = above, below, ratio(above, below, PERCENT, indicator.decimals)
        return made

    def _rated(self, indicator: Indicator) -> Figures:
        assert indicator.rating is not None
        ratings = ratings_of(indicator.rating, self.columns)
        people = rating_population(indicator, self.columns, ratings > 0)
        adder = Adder.of(self.places, self.units.owners, people.included)
        found = rating_sums(indicator.rating, ratings, adder)
        return self._made(indicator, people, adder, found.sums, rating=found)

    def _made(
        self,
        indicator: Indicator,
        people: Population,
        adder: Adder,
        sums: tuple[Array, Array],
        **more: object,
    ) -> Figures:
        held = adder.counts() > 0
        above, below = (np.where(held, part, np.nan) for part in sums)
        return Figures(
            indicator,
            self.places,
            above,
            below,
            values=ratio(above, below, indicator.factor, indicator.decimals),
            reporting=self.places.count(people.reporting),
            due=self.places.count(people.due),
            held=held,
            rounds=self._rounds(indicator, people),
            **more,  # type: ignore[arg-type]
        )

    def _rounds(self, indicator: Indicator, people: Population) -> Array:
        """How many rounds have something in the sums; the figure of one round has that one."""
        if not indicator.to_date:
            return np.ones(self.places.size, dtype=int)
        found = np.zeros(self.places.size, dtype=int)
        for number in range(int(self.units.rounds.max(initial=0)) + 1):
            mask = people.included & (self.units.rounds == number)
            found += Adder.of(self.places, self.units.owners, mask).counts() > 0
        return found

    def refused(self, indicator: Indicator, why: str) -> Figures:
        """n of N of this round, and no value."""
        people = population(indicator, self.columns)
        nothing = np.full(self.places.size, np.nan)
        return Figures(
            indicator,
            self.places,
            nothing,
            nothing,
            values=ratio(nothing, nothing, indicator.factor, indicator.decimals),
            reporting=self.places.count(people.reporting),
            due=self.places.count(people.due),
            held=np.zeros(self.places.size, dtype=bool),
            rounds=np.zeros(self.places.size, dtype=int),
            refused=why,
        )
