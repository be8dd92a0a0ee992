"""A whole monitoring tool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from service.core.calendar import Plan
from service.core.schema.exports import Export
from service.core.schema.fields import Field, Group, Text
from service.core.schema.indicators import Indicator
from service.core.schema.rules import Rule
from service.core.schema.tables import PercentTable

Layout = Literal["card", "table", "list"]


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """Which Word template a form's report uses, and which fields hold the schools' own words."""

    template: str
    problems: Mapping[str, str]
    suggestions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One monitoring tool.

    ``opens_days``, ``due_days`` and ``closes_days`` count from the last day of a round's period; without
    ``opens_days`` a round opens on the first day, without ``closes_days`` it is closed by hand.
    ``row_key`` are the fields that name a row of a list, from round to round. ``authored_by`` and
    ``review_by`` say whose draft it is and until when somebody is to review it. ``source`` is the text of
    its file with the code lists it refers to: a round keeps the definition it was opened with.
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
    source: str = field(default="", compare=False, repr=False)

    @property
    def is_list(self) -> bool:
        """Whether respondents add rows (core.rows), instead of giving one answer a field."""
        return "list" in self.layouts

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def group(self, group_id: str) -> Group:
        return next(group for group in self.groups if group.id == group_id)
