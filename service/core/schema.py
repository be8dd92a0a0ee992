"""What a form is, once its file in sheet_schemas/ has been read: plain, frozen data.

The words are those of Frictionless Table Schema (field, type, constraints), XLSForm (relevant,
constraint, message) and DHIS2 (indicator, numerator, denominator, factor, target, legend).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from service.core.expressions import Expression

Severity = Literal["error", "query"]
MissingPolicy = Literal["skip_if_any", "skip_if_all", "zero", "pairwise"]
Layout = Literal["card", "table", "list"]

NUMERIC_KINDS = frozenset({"integer", "count", "number", "percent", "money", "level", "fiscal_year"})
BOOLEAN_KINDS = frozenset({"yes_no", "boolean"})
TEXT_KINDS = frozenset({"text"})
TABLE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "count": "integer",
        "integer": "integer",
        "level": "integer",
        "fiscal_year": "integer",
        "number": "number",
        "percent": "number",
        "money": "number",
        "date": "date",
        "yes_no": "boolean",
    }
)
"""The Table Schema type of each kind; every other kind is a string."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people: Thai first, English when there is one."""

    th: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Constraints:
    """The constraints of Table Schema that a cell is checked against."""

    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked. ``kind`` says how the text is read (core.normalise); ``choices`` are offered."""

    name: str
    kind: str
    title: str
    group: str
    description: str
    unit: str
    choices: tuple[str, ...]
    constraints: Constraints
    relevant: Expression | None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together under a heading, and the condition they share."""

    id: str
    title: str
    dimension: str
    relevant: Expression | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A check across fields. The issue is put on ``field``; it also concerns ``names``."""

    id: str
    field: str
    constraint: Expression
    relevant: Expression | None
    missing: MissingPolicy
    severity: Severity
    message: Text
    accept_notes: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """Which Word template a form's report uses, and which fields hold the schools' own words."""

    template: str
    problems: Mapping[str, str]
    suggestions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One monitoring tool."""

    id: str
    version: str
    valid_from: date
    valid_to: date
    rounds: tuple[str, ...]
    due_days: int
    title: Text
    short_title: str
    instructions: tuple[str, ...]
    notice: str
    layouts: tuple[Layout, ...]
    tab: str
    groups: tuple[Group, ...]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    indicators: tuple[Indicator, ...]
    report: ReportSpec | None
    definition_hash: str

    @property
    def is_list(self) -> bool:
        """Whether respondents add rows (core.rows), instead of giving one answer a field."""
        return "list" in self.layouts

    @property
    def fiscal_year(self) -> int:
        """The fiscal year (B.E.) that the definition is valid for: it ends on 30 September."""
        return self.valid_to.year + 543

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def group(self, group_id: str) -> Group:
        return next(group for group in self.groups if group.id == group_id)
