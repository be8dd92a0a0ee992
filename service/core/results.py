"""A computed figure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Scope = Literal["area", "district", "respondent"]


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator for one place.

    ``numerator`` and ``denominator`` are exact; ``value`` is their ratio × factor, rounded half up to
    the indicator's decimals, None when there is nothing to divide by. ``reporting`` is n, ``due`` is N.
    ``level_counts`` counts respondents at level 0, 1, 2 … of a milestone rubric.
    """

    indicator: str
    scope: Scope
    place: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    reporting: int
    due: int
    level: int | None
    level_counts: tuple[int, ...]
    colour: str
    low_coverage: bool
    target: Decimal | None
    met: bool | None
    definition_hash: str
