"""Whom a figure concerns (N), whose answers are wholly in it (n), and which units enter its sums."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from service.core.entries import Status
from service.core.expressions import Expression
from service.core.expressions.run import Array
from service.core.indicators.columns import UnitColumns
from service.core.indicators.units import Units
from service.core.schema import Indicator


@dataclass(frozen=True, slots=True)
class Population:
    """``included`` are units; ``due`` (N) and ``reporting`` (n) are respondents, all of them masks."""

    included: Array
    due: Array
    reporting: Array


def population(indicator: Indicator, columns: UnitColumns) -> Population:
    """A unit enters when each field of the indicator has a value and none carries an open error: a
    figure known to be wrong never enters a sum. A unit for which one of the fields is not applicable
    is not concerned. With ``missing: zero`` a blank counts as 0, but not a unit that is all blank.
    """
    units = columns.units
    due = np.ones(units.size, dtype=bool)
    for name in _asked(indicator):
        due &= ~columns.status(name, Status.NOT_APPLICABLE)
    blank_counts = indicator.missing == "zero"
    optional = _evidence(indicator)
    names = sorted(indicator.names)
    included = units.real & ~units.wrong_units
    for name in names:
        if blank_counts or name in optional:
            included = included & ~columns.status(name, Status.INVALID)
        else:
            included = included & columns.status(name, Status.VALUE)
    if blank_counts and names:
        included &= np.logical_or.reduce([columns.status(name, Status.VALUE) for name in names])
    for part in _expressions(indicator):
        included &= units.frame.known(part)
    included = _without_errors(included, names, units)
    return by_respondent(units, due, included)


def _expressions(indicator: Indicator) -> list[Expression]:
    """Those that ask for facts of the register; who has none of what is asked enters no sum."""
    mixed = indicator.mixed
    parts = (
        indicator.numerator,
        indicator.denominator,
        *((mixed.numerator, mixed.denominator) if mixed else ()),
    )
    return [part for part in parts if part is not None and (part.needed_facts or part.usual)]


def rating_population(indicator: Indicator, columns: UnitColumns, rated: Array) -> Population:
    """A unit enters when each item is rated or not applicable, at least one is rated, and none carries
    an open error. It is concerned unless no item is applicable. ``rated[item, unit]``: a rating on the scale.
    """
    assert indicator.rating is not None
    items = indicator.rating.items
    apart = np.array([columns.status(name, Status.NOT_APPLICABLE) for name in items])
    units = columns.units
    included = (rated | apart).all(axis=0) & units.real & ~units.wrong_units
    due = np.asarray(~apart.all(axis=0))
    return by_respondent(units, due, _without_errors(included, items, units))


def _asked(indicator: Indicator) -> list[str]:
    """The fields that may say that a figure does not concern somebody: evidence "not applicable" is
    evidence not given, no way out of N."""
    return sorted(indicator.names - _evidence(indicator))


def _evidence(indicator: Indicator) -> set[str]:
    return {indicator.milestone.evidence} if indicator.milestone else set()


def _without_errors(included: Array, names: Iterable[str], units: Units) -> Array:
    for name in names:
        if name in units.wrong:
            included = included & ~units.wrong[name]
    return included


def by_respondent(units: Units, due: Array, included: Array) -> Population:
    """Units to respondents: in n are those with a unit in, or nothing to list, and no unit of this round out
    that is due."""
    included = included & due
    if units.simple:
        return Population(included, due, included)
    size, now = len(units.respondents), units.rounds == 0

    def somewhere(mask: Array) -> Array:
        return np.bincount(units.owners[mask & now], minlength=size) > 0

    whole = included | (units.none & due)
    reporting = somewhere(whole) & ~somewhere(due & ~whole)
    return Population(included, somewhere(due), reporting)
