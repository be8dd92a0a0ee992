"""What is asked: fields, their kinds and constraints, and the groups they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from service.core.expressions import Expression

NUMERIC_KINDS = frozenset({"integer", "count", "number", "percent", "money", "level", "scale", "fiscal_year"})
CODE_KINDS = frozenset({"code", "codes"})
"""Kinds whose answers are one code, or several, of a list, the register or another form."""
BOOLEAN_KINDS = frozenset({"yes_no", "boolean"})
TEXT_KINDS = frozenset({"text"})
TABLE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "count": "integer",
        "integer": "integer",
        "level": "integer",
        "scale": "integer",
        "fiscal_year": "integer",
        "number": "number",
        "percent": "number",
        "money": "number",
        "date": "date",
        "yes_no": "boolean",
    }
)
"""The Table Schema type of each kind; every other kind is a string."""
MONEY_UNITS: Mapping[str, int] = MappingProxyType({"บาท": 1, "พันบาท": 1_000, "ล้านบาท": 1_000_000})
"""The units a field of kind money may be asked in, and how many baht each is."""


Align = Mapping[str, tuple[str, ...]]
"""Codes of plans and policies, by the name of their code list: {"obec_policy": ("P1.1",)}."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people: Thai first, English when there is one."""

    th: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Constraints:
    """The constraints of Table Schema that a cell is checked against.

    ``earliest`` and ``latest`` are minimum and maximum of a date; ``in_round`` is ours: the date lies in
    the round's period. ``unique`` holds among a respondent's rows in a list, else among respondents.
    """

    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    enum: tuple[str, ...] = ()
    unique: bool = False
    earliest: date | None = None
    latest: date | None = None
    in_round: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a code list; without a date it has always been valid, or still is.

    ``note`` is for those who keep the list ("ร่าง": not compared with the official text yet). It is not part
    of the title, since titles are pasted into the systems of others.
    """

    code: str
    title: str
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = field(default="", compare=False)

    @property
    def told(self) -> str:
        """The title with its note, for those who keep the list."""
        return f"{self.title} ({self.note})" if self.note else self.title

    def is_valid(self, first: date, last: date) -> bool:
        """Whether the code is valid on some day of the period."""
        return (self.valid_from is None or self.valid_from <= last) and (
            self.valid_to is None or first <= self.valid_to
        )


OF_REGISTER = frozenset({"register", "units"})
"""What a field may refer to in the register: schools, and groups of the office."""
RESPONDENT_KINDS = frozenset({"school_code", "unit_code"})
"""The kinds of a field that holds the respondent's own code."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the values of a field must stand (a foreign key of Table Schema).

    ``resource`` is "register" (the schools), "units" (the groups of the office), "codes/<list>" or the id
    of another form, of which ``field`` is a field.
    """

    resource: str
    field: str

    @property
    def form(self) -> str:
        """The id of the form referred to, "" when it is none."""
        return "" if self.resource in OF_REGISTER or "/" in self.resource else self.resource


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked. ``kind`` says how the text is read (core.normalise); ``choices`` are offered.

    ``scale`` are the numbers and labels of kind scale, best first or worst first as the form has them;
    ``codes`` is the whole code list that ``reference`` names, in all its editions. ``percent_as_number``:
    its figure (kind number) may be a percentage, and 45.5% is 45.5 then. ``not_applicable``: a respondent may
    answer that the question does not concern it. ``none_is_blank``: the text names something, and "ไม่มี"
    names nothing. ``if_any``: it may be left blank whatever else is answered. ``choice_aliases``: other words
    that people type, and the choice that each means.
    """

    name: str
    kind: str
    title: str
    group: str
    description: str
    unit: str
    choices: tuple[str, ...]
    constraints: Constraints
    relevant: Expression | None
    scale: tuple[tuple[int, str], ...] = ()
    reference: Reference | None = None
    codes: tuple[Code, ...] = ()
    not_applicable: bool = True
    if_any: bool = False
    none_is_blank: bool = False
    choice_aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_say_none(self) -> bool:
        """Whether "ไม่มี" is as good as a blank cell: where the form says so, and in what need not be told."""
        told = self.constraints.required or self.kind in NUMERIC_KINDS | TEXT_KINDS
        return self.none_is_blank or not told

    percent_as_number: bool = False

    @property
    def names_respondent(self) -> bool:
        """Whether the respondent's own code stands here: it is known, and nothing is asked."""
        return self.kind in RESPONDENT_KINDS


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together under a heading, and the condition they share.

    ``align`` says which items of plans and policies all of its indicators serve. ``number`` is what people
    call it by, before its title: ข้อ 1.1.
    """

    id: str
    title: str
    dimension: str
    relevant: Expression | None
    align: Align = field(default_factory=dict)
    number: str = ""
