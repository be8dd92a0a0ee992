"""A whole monitoring tool."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from service.core.schema.fields import Field, Group, Text
from service.core.schema.indicators import Indicator
from service.core.schema.rules import Rule

Layout = Literal["card", "table", "list"]


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """Which Word template a form's report uses, and which fields hold the schools' own words."""

    template: str
    problems: Mapping[str, str]
    suggestions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One monitoring tool. ``row_key`` are the fields that name a row of a list, from round to round."""

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
    row_key: tuple[str, ...] = ()

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
