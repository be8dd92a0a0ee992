"""Indicators: one division of exact sums, with n of N, level, target and colour (DESIGN §4)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from service.core.aggregation import SCOPES, Grouping, group
from service.core.entries import Status
from service.core.expressions.run import Array, run
from service.core.issues import Issue
from service.core.results import Result, Scope
from service.core.schema import Band, Form, Indicator
from service.core.submission import ExactFrame, Frame


def evaluate(form: Form, frame: Frame, issues: Sequence[Sequence[Issue]], period: str) -> list[Result]:
    """Every indicator for the area, the districts and the respondents.

    A respondent counts (n) when each field of the indicator has a value and none carries an open
    error: a figure known to be wrong never enters a sum. N are those whom the indicator concerns.
    """
    wrong = error_masks(frame, issues)
    groupings = [group(frame.respondents, scope) for scope in SCOPES]
    return [
        result
        for indicator in form.indicators
        for result in _evaluate_one(indicator, frame, wrong, groupings, period)
    ]


def error_masks(frame: Frame, issues: Sequence[Sequence[Issue]]) -> dict[str, Array]:
    """For each field with errors, the respondents whose error is open on it."""
    masks: dict[str, Array] = {}
    for index, found in enumerate(issues):
        for issue in found:
            if issue.severity == "error":
                mask = masks.setdefault(issue.field, np.zeros(frame.size, dtype=bool))
                mask[index] = True
    return masks


def _evaluate_one(
    indicator: Indicator, frame: Frame, wrong: Mapping[str, Array], groupings: Sequence[Grouping], period: str
) -> Iterator[Result]:
    due, included = _population(indicator, frame, wrong)
    levels = milestone_levels(indicator, frame) if indicator.milestone else None
    target = indicator.target.by_round.get(period) if indicator.target else None
    for grouping in groupings:
        numerators, denominators = _sums(indicator, frame, grouping, included, levels)
        counted, concerned = grouping.counts(included), grouping.counts(due)
        spread = _spread(indicator, grouping, included, levels)
        for place, name in enumerate(grouping.places):
            if not concerned[place]:
                continue
            yield _result(
                indicator,
                grouping.scope,
                name,
                sums=(numerators[place], denominators[place]),
                counts=(int(counted[place]), int(concerned[place])),
                spread=spread[place],
                target=target if _has_target(indicator, grouping.scope) else None,
            )


def _has_target(indicator: Indicator, scope: Scope) -> bool:
    wanted = indicator.target.scope if indicator.target else "area"
    return scope != "respondent" or wanted == "respondent"


def _population(indicator: Indicator, frame: Frame, wrong: Mapping[str, Array]) -> tuple[Array, Array]:
    """Whom the indicator concerns (N), and who of them is counted (n)."""
    names = sorted(indicator.names)
    due = np.ones(frame.size, dtype=bool)
    included = np.ones(frame.size, dtype=bool)
    optional = {indicator.milestone.evidence} if indicator.milestone else set()
    for name in names:
        status = frame.status(name)
        if name not in optional:  # evidence "not applicable" is evidence not given, no way out of N
            due &= status != Status.NOT_APPLICABLE
        missing_counts = indicator.missing == "zero" or name in optional
        included &= (status != Status.INVALID) if missing_counts else (status == Status.VALUE)
        if name in wrong:
            included &= ~wrong[name]
    for part in (indicator.numerator, indicator.denominator):
        if part is not None:
            included &= frame.known(part)
    if indicator.missing == "zero" and names:
        included &= np.logical_or.reduce([frame.given(name) for name in names])
    return due, due & included


def milestone_levels(indicator: Indicator, frame: Frame) -> Array:
    """The level of each respondent: how many first steps are done; 0 without evidence (DOMAIN §2)."""
    assert indicator.milestone is not None
    steps = np.array([frame.column(name) for name in indicator.milestone.steps], dtype=bool)
    levels = np.cumprod(steps, axis=0).sum(axis=0).astype(float)
    if indicator.milestone.evidence:
        levels = np.where(frame.given(indicator.milestone.evidence), levels, 0.0)
    return np.asarray(levels)


def _sums(
    indicator: Indicator, frame: Frame, grouping: Grouping, included: Array, levels: Array | None
) -> tuple[Array, Array]:
    aggregator = grouping.aggregator(included)
    if levels is not None:
        return aggregator(levels), aggregator(np.ones(frame.size))
    columns = ExactFrame(frame, zero=indicator.missing == "zero")
    assert indicator.numerator is not None and indicator.denominator is not None
    size = (len(grouping.places),)
    numerators = np.broadcast_to(run(indicator.numerator, columns, aggregator), size)
    return numerators, np.broadcast_to(run(indicator.denominator, columns, aggregator), size)


def _spread(
    indicator: Indicator, grouping: Grouping, included: Array, levels: Array | None
) -> list[tuple[int, ...]]:
    if levels is None or indicator.milestone is None:
        return [()] * len(grouping.places)
    steps = range(len(indicator.milestone.steps) + 1)
    counts = [grouping.counts(included & (levels == level)) for level in steps]
    return [tuple(int(count[place]) for count in counts) for place in range(len(grouping.places))]


def _result(
    indicator: Indicator,
    scope: Scope,
    place: str,
    *,
    sums: tuple[Any, Any],
    counts: tuple[int, int],
    spread: tuple[int, ...],
    target: Decimal | None,
) -> Result:
    reporting, due = counts
    numerator, denominator = (_fraction(part) if reporting else None for part in sums)
    value = None
    if numerator is not None and denominator:
        value = rounded(numerator / denominator * Fraction(indicator.factor), indicator.decimals)
    label = band_of(indicator.bands, value)
    return Result(
        indicator=indicator.id,
        scope=scope,
        place=place,
        numerator=_decimal(numerator),
        denominator=_decimal(denominator),
        value=value,
        reporting=reporting,
        due=due,
        level=int(label) if label else None,
        level_counts=spread,
        colour=band_of(indicator.legend, value),
        low_coverage=Fraction(reporting, due) < Fraction(indicator.min_coverage),
        target=target,
        met=_met(value, target, indicator.direction),
        definition_hash=indicator.definition_hash,
    )


def _fraction(value: Any) -> Fraction | None:
    """An exact sum; None for one that has no answer (something in it was divided by nought)."""
    if value != value:
        return None
    return value if isinstance(value, Fraction) else Fraction(float(value))


def _decimal(value: Fraction | None) -> Decimal | None:
    """The exact decimal of a sum; sums of decimals end, a quotient inside a sum is cut at 12 digits."""
    if value is None:
        return None
    if value.denominator == 1:
        return Decimal(value.numerator)
    return rounded(value, 12).normalize()


def rounded(value: Fraction, decimals: int) -> Decimal:
    """The fraction rounded half up (away from zero), with no binary step in between."""
    scaled = abs(value) * 10**decimals
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(value < 0 < whole), digits, -decimals))


def band_of(bands: Sequence[Band], value: Decimal | None) -> str:
    """The label of the band that holds the value; "" when there is none. The last is closed above."""
    if value is None:
        return ""
    for index, band in enumerate(bands):
        last = index == len(bands) - 1
        if band.low <= value < band.high or (last and value == band.high):
            return band.label
    return ""


def _met(value: Decimal | None, target: Decimal | None, direction: str) -> bool | None:
    if value is None or target is None:
        return None
    return value >= target if direction == "up" else value <= target
