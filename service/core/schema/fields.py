"""What is asked: fields, their kinds and constraints, and the groups they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from service.core.expressions import Expression

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
