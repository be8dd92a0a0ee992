"""A computed figure."""

from dataclasses import dataclass
from decimal import Decimal

from service.core.schema.indicators import Scope as Scope


@dataclass(frozen=True, slots=True)
class ItemFigure:
    """One item of a rating: its ratings by level, their mean, their S.D. (n − 1) and its words."""

    field: str
    numerator: Decimal
    denominator: Decimal
    value: Decimal | None
    deviation: float | None
    label: str
    level_counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator for one place.

    ``numerator`` and ``denominator`` are exact; ``value`` is their ratio × factor, rounded half up to
    the indicator's decimals, None when there is nothing to divide by. ``reporting`` is n, ``due`` is N.
    ``level_counts`` counts, at level 0, 1, 2 …, the respondents (rows, in a list) of a milestone or
    mixed rubric, and the single answers of a rating.

    Of a rating: ``deviation`` (S.D.), ``label`` (แปลผล) and ``items``. Of a mixed rubric: the pooled
    ``percent`` with its sums. Of a figure to date: ``rounds`` is how many rounds are in its sums, and
    ``refused`` says in Thai why they cannot be added up (then there is no value).
    docs/indicators.md has every formula.
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
    deviation: float | None = None
    label: str = ""
    items: tuple[ItemFigure, ...] = ()
    percent: Decimal | None = None
    percent_numerator: Decimal | None = None
    percent_denominator: Decimal | None = None
    rounds: int = 1
    refused: str = ""
