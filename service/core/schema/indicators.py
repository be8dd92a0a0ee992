"""What is counted: indicators with their rubrics, targets and legends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from service.core.expressions import Expression
from service.core.schema.fields import Align, Text

Scope = Literal["area", "district", "network_group", "size", "grades", "respondent"]
BREAKDOWNS: tuple[Scope, ...] = ("district", "network_group", "size", "grades")
"""What the area can be broken down by, besides the single respondents (core.breakdowns)."""
DEFAULT_BREAKDOWNS: tuple[Scope, ...] = ("district",)
Missing = Literal["pairwise", "zero", "skip_if_any", "reweigh"]
"""pairwise, zero: of the answers of a respondent; skip_if_any, reweigh: of the parts of a composite."""


@dataclass(frozen=True, slots=True)
class Band:
    """Closed below, open above; the last one closed at both ends (DESIGN §4)."""

    low: Decimal
    high: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """Level = the highest n whose steps 1..n are all done, with evidence given (DOMAIN §2)."""

    steps: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Mixed:
    """The top of a ladder: whoever has done all its steps gets the level of its own percentage's band."""

    numerator: Expression
    denominator: Expression
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The mean of ratings 1 to ``scale``. Its bands are closed at both ends, lowest first (DOMAIN §2c).

    ``deviation``: whether the S.D. is that of the respondents' means or of all ratings pooled.
    """

    items: tuple[str, ...]
    scale: int
    bands: tuple[Band, ...]
    deviation: Literal["respondents", "items"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a composite, by the id of its indicator; the weights add up to 100."""

    indicator: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached in each round, by the area or by each respondent.

    A ``point`` target is held against the figure of the round; a ``cumulative`` one against the
    figure to date, so it stands exactly with ``grain_to_date``.
    """

    mode: Literal["point", "cumulative"]
    scope: Literal["area", "respondent"]
    by_round: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure: numerator / denominator × factor, or a rubric's mean level, or a composite of others.

    ``numerator`` and ``denominator`` are None exactly when ``milestone``, ``rating`` or ``composite``
    is given; ``mixed`` stands together with ``milestone``. ``definition_hash`` is stored with each
    figure, so that a changed definition is seen. ``align`` are the items of plans and policies it serves,
    with those of its group; they make no figure, and are no part of the hash. The colour is that of the
    ``legend``, or (then it is empty) of the round's target: green when it is met, yellow when it is missed by
    no more than ``near_target`` per cent of it.
    """

    id: str
    group: str
    title: Text
    numerator: Expression | None
    denominator: Expression | None
    numerator_title: str
    denominator_title: str
    factor: Decimal
    decimals: int
    unit: str
    direction: Literal["up", "down"]
    missing: Missing
    min_coverage: Decimal
    target: Target | None
    legend: tuple[Band, ...]
    milestone: Milestone | None
    bands: tuple[Band, ...]
    definition_hash: str
    mixed: Mixed | None = None
    rating: Rating | None = None
    composite: tuple[Part, ...] = ()
    use: Literal["value", "level"] = "value"
    to_date: bool = False
    breakdowns: tuple[Scope, ...] = DEFAULT_BREAKDOWNS
    align: Align = field(default_factory=dict)
    near_target: Decimal | None = None

    @property
    def is_level(self) -> bool:
        """Whether the value is a mean of levels or ratings, and no percentage."""
        return self.milestone is not None or self.rating is not None

    @property
    def names(self) -> frozenset[str]:
        """The fields the figure is made from."""
        names = set(self.rating.items) if self.rating else set()
        if self.milestone:
            names |= {*self.milestone.steps, self.milestone.evidence} - {""}
        parts = [self.numerator, self.denominator]
        parts += [self.mixed.numerator, self.mixed.denominator] if self.mixed else []
        return frozenset(names).union(*(part.names for part in parts if part))
