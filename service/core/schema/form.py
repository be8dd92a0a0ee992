"""A whole monitoring tool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from service.core.calendar import Plan
from service.core.expressions import Expression
from service.core.schema.exports import Export
from service.core.schema.fields import Field, Group, Text
from service.core.schema.indicators import Indicator
from service.core.schema.row_rules import RowRule
from service.core.schema.rules import Rule
from service.core.schema.tables import PercentTable

Layout = Literal["card", "table", "list"]
RespondentKind = Literal["school", "unit"]
RESPONDENT_WORDS: Mapping[RespondentKind, Text] = MappingProxyType(
    {"school": Text("โรงเรียน", "school"), "unit": Text("หน่วยงาน", "unit")}
)
"""The one place that says what a respondent is called. A unit is a group of the office."""


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """Which Word template a form's report uses, and which fields hold the schools' own words."""

    template: str
    problems: Mapping[str, str]
    suggestions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowsFrom:
    """Rows of a list made from another form's rows: those whose field ``to`` names the respondent.

    ``fields`` says by a field of this form from which field of the other one it is filled.
    """

    form: str
    to: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One monitoring tool.

    ``opens_days``, ``due_days`` and ``closes_days`` count from the last day of a round's period; without
    ``opens_days`` a round opens on the first day, without ``closes_days`` it is closed by hand.
    ``row_key`` are the fields that name a row of a list, from round to round. ``authored_by`` and
    ``review_by`` say whose draft it is and until when somebody is to review it. ``source`` is the text of
    its file with the code lists it refers to: a round keeps the definition it was opened with.
    ``respondent`` says who fills it, ``relevant`` who of them is asked at all, by the register alone.
    ``carry`` are the fields whose answers of the round before stand in a new round's tab from the
    beginning, ``rows_from`` says which other form's rows do. A row of a list is carried until ``carry_until``
    holds for it.
    """

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
    tables: tuple[PercentTable, ...] = ()
    row_key: tuple[str, ...] = ()
    opens_days: int | None = None
    closes_days: int | None = None
    plan: Plan | None = None
    exports: tuple[Export, ...] = ()
    authored_by: str = ""
    review_by: date | None = None
    respondent: RespondentKind = "school"
    relevant: Expression | None = None
    row_rules: tuple[RowRule, ...] = ()
    carry: tuple[str, ...] = ()
    rows_from: RowsFrom | None = None
    carry_until: Expression | None = None
    source: str = field(default="", compare=False, repr=False)

    @property
    def who(self) -> Text:
        """What a respondent of the form is called."""
        return RESPONDENT_WORDS[self.respondent]

    @property
    def is_list(self) -> bool:
        """Whether respondents add rows (core.rows), instead of giving one answer a field."""
        return "list" in self.layouts

    @property
    def all_rules(self) -> tuple[Rule | RowRule, ...]:
        """Rules within a respondent or row, then those over rows."""
        return (*self.rules, *self.row_rules)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def group(self, group_id: str) -> Group:
        return next(group for group in self.groups if group.id == group_id)
