"""The tree of an expression."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from service.core.expressions.functions import FUNCTIONS
from service.core.expressions.functions import Kind as Kind


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


def kind_of(node: Node) -> Kind:
    """What a node of a checked tree gives."""
    match node:
        case Number() | Binary() | Unary(op="-"):
            return "number"
        case String():
            return "text"
        case Name(kind=kind):
            return kind
        case Call(function=function, arguments=arguments):
            gives = FUNCTIONS[function].gives
            return kind_of(arguments[-1]) if gives == "any" else gives
    return "truth"


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression.

    ``names`` are the fields it asks of this round and ``needed`` those without which it has no answer;
    ``previous`` are the fields whose value of the round before it needs, ``usual`` those whose earlier
    rounds, ``facts`` the facts of the register it asks for and ``needed_facts`` those it needs.
    ``of_round`` is whether it asks for the round itself, ``of_register`` whether for what the register says
    of the respondent, ``counted`` whether it adds up respondents.
    ``program`` is the tree compiled, for ``run``.
    """

    text: str
    root: Node
    kind: Kind
    names: frozenset[str]
    needed: frozenset[str]
    previous: frozenset[str]
    usual: frozenset[str]
    facts: frozenset[str]
    needed_facts: frozenset[str]
    counted: bool
    of_round: bool
    of_register: bool
    program: Callable[[Any], Any] = field(repr=False, compare=False)
