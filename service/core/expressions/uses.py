"""What an expression asks for: fields, earlier rounds, facts; and which of these it cannot do without."""

from dataclasses import dataclass, field
from typing import Literal

from service.core.expressions import nodes as n
from service.core.expressions.functions import ASK_REGISTER, OF_ROUND, OPTIONAL_INSIDE

Sort = Literal["field", "previous", "usual", "fact", "round", "register"]


@dataclass(slots=True)
class Uses:
    """Every (sort, name, whether it must have a value), and whether respondents are added up."""

    found: set[tuple[Sort, str, bool]] = field(default_factory=set)
    counted: bool = False

    def named(self, sort: Sort) -> frozenset[str]:
        return frozenset(name for kind, name, _ in self.found if kind == sort)

    def needed(self, sort: Sort) -> frozenset[str]:
        return frozenset(name for kind, name, needed in self.found if kind == sort and needed)


SORTS: dict[str, Sort] = {"prev": "previous", "usual": "usual", "fact": "fact"}


def uses_of(root: n.Node) -> Uses:
    uses = Uses()
    waiting: list[tuple[n.Node, bool]] = [(root, True)]
    while waiting:
        node, needed = waiting.pop()
        match node:
            case n.Name(name=name):
                uses.found.add(("field", name, needed))
            case n.Call(function=("prev" | "usual") as function, arguments=(n.Name(name=name),)):
                uses.found.add((SORTS[function], name, needed))
            case n.Call(function="fact", arguments=(n.String(value=name),)):
                uses.found.add(("fact", name, needed))
            case n.Call(function=function) if function in OF_ROUND:
                uses.found.add(("round", function, needed))
            case n.Call(function=function) if function in ASK_REGISTER:
                uses.found.add(("register", function, needed))
            case n.Call(function=function, aggregate=aggregate):
                uses.counted |= aggregate
                needed = needed and function not in OPTIONAL_INSIDE
        if not isinstance(node, n.Call) or node.function not in SORTS:
            waiting += [(child, needed) for child in children(node)]
    return uses


def children(node: n.Node) -> tuple[n.Node, ...]:
    """The nodes directly below a node."""
    match node:
        case n.Unary(operand=operand):
            return (operand,)
        case n.Binary(left=left, right=right) | n.Compare(left=left, right=right):
            return (left, right)
        case n.Logic(operands=several) | n.Call(arguments=several):
            return several
    return ()
