"""What is counted: indicators with their rubrics, targets and legends."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.core.expressions import Expression
from service.core.schema.fields import Text
from service.core.schema.rules import MissingPolicy


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
class Target:
    """What is to be reached in each round, by the area or by each respondent."""

    mode: Literal["point", "cumulative"]
    scope: Literal["area", "respondent"]
    by_round: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure: numerator / denominator × factor, or the level of a milestone rubric.

    ``numerator`` and ``denominator`` are None exactly when ``milestone`` is given.
    ``definition_hash`` is stored with each figure, so that a changed definition is seen.
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
    missing: MissingPolicy
    min_coverage: Decimal
    target: Target | None
    legend: tuple[Band, ...]
    milestone: Milestone | None
    bands: tuple[Band, ...]
    definition_hash: str

    @property
    def names(self) -> frozenset[str]:
        """The fields the figure is made from."""
        if self.milestone:
            evidence = {self.milestone.evidence} if self.milestone.evidence else set()
            return frozenset(self.milestone.steps) | evidence
        parts = (self.numerator, self.denominator)
        return frozenset().union(*(part.names for part in parts if part))
