"""The tree of an expression, and the functions the language knows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["number", "text", "truth"]


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class String:
    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Unary:
    op: Literal["-", "not"]
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    op: Literal["+", "-", "*", "/"]
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Compare:
    op: Literal["<", "<=", ">", ">=", "==", "!="]
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    op: Literal["and", "or"]
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function; ``aggregate`` marks sum(x) and count(x) over respondents in an indicator."""

    function: str
    arguments: tuple["Node", ...]
    aggregate: bool = False


Node = Number | String | Truth | Name | Unary | Binary | Compare | Logic | Call


@dataclass(frozen=True, slots=True)
class Signature:
    """``takes`` is the kind of each argument (the last repeats up to ``most``); "any" = all the same."""

    takes: tuple[str, ...]
    gives: str
    least: int
    most: int


MANY = 40
FUNCTIONS: dict[str, Signature] = {
    "abs": Signature(("number",), "number", 1, 1),
    "min": Signature(("number",), "number", 2, MANY),
    "max": Signature(("number",), "number", 2, MANY),
    "sum": Signature(("number",), "number", 2, MANY),
    "count": Signature(("truth",), "number", 1, MANY),
    "coalesce": Signature(("any",), "any", 2, MANY),
    "when": Signature(("truth", "any", "any"), "any", 3, 3),
    "given": Signature(("name",), "truth", 1, 1),
    "prev": Signature(("name",), "any", 1, 1),
    "has_grade": Signature(("literal",), "truth", 1, MANY),
    "has_tag": Signature(("literal",), "truth", 1, MANY),
}
AGGREGATES: dict[str, Signature] = {
    "sum": Signature(("number",), "number", 1, 1),
    "count": Signature(("truth",), "number", 0, 1),
}
ROW_ONLY = frozenset({"given", "prev"})
OPTIONAL_INSIDE = frozenset({"coalesce", "given"})
"""Functions that have an answer for a missing value: the names inside them need not be given."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression. ``needed`` are the fields without which it has no answer."""

    text: str
    root: Node
    kind: Kind
    names: frozenset[str]
    needed: frozenset[str]
    previous: frozenset[str]
