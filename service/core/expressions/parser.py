"""Text to tree. Python's own grammar reads it, a closed list of nodes decides what may stay."""

import ast
import difflib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from service.core.expressions import nodes as n
from service.core.expressions.text import MAX_DEPTH, MAX_DIGITS, MAX_LENGTH, one_line
from service.core.expressions.text import ExpressionError as ExpressionError

COMPARISONS: dict[type[ast.cmpop], Any] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
ARITHMETIC: dict[type[ast.operator], Any] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def parse(text: str, kinds: Mapping[str, n.Kind], gives: n.Kind, aggregate: bool = False) -> n.Expression:
    """Parse ``text`` whose names are the keys of ``kinds`` and whose result must be of kind ``gives``.

    With ``aggregate`` the expression adds up respondents: sum(x) and count(condition).
    Length and nesting are capped before Python's parser sees the text, so hostile text costs nothing.
    Raises ExpressionError.
    """
    line = one_line(text)
    lead = len(line) - len(line.lstrip())
    try:
        tree = ast.parse(line.lstrip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        column = (getattr(error, "offset", None) or 1) + lead
        raise ExpressionError("this is not an expression; write for example: a <= b + 1", column) from error
    reader = _Reader(line, lead, kinds, aggregate)
    root, kind = reader.read(tree.body, outermost=aggregate)
    if kind != gives:
        raise ExpressionError(f"this gives a {kind}, but a {gives} is wanted here")
    everything = list(_walk(root, True))
    return n.Expression(
        text=text,
        root=root,
        kind=kind,
        names=frozenset(name for name, _, previous in everything if not previous),
        needed=frozenset(name for name, needed, previous in everything if needed and not previous),
        previous=frozenset(name for name, needed, previous in everything if needed and previous),
    )


def _walk(node: n.Node, needed: bool) -> Iterator[tuple[str, bool, bool]]:
    """Each name with whether it must have a value and whether it is asked of the previous round."""
    match node:
        case n.Name(name=name):
            yield name, needed, False
        case n.Call(function="prev", arguments=(n.Name(name=name),)):
            yield name, needed, True
        case n.Call(function=function, arguments=arguments):
            for argument in arguments:
                yield from _walk(argument, needed and function not in n.OPTIONAL_INSIDE)
        case n.Unary(operand=operand):
            yield from _walk(operand, needed)
        case n.Binary(left=left, right=right) | n.Compare(left=left, right=right):
            yield from _walk(left, needed)
            yield from _walk(right, needed)
        case n.Logic(operands=operands):
            for operand in operands:
                yield from _walk(operand, needed)


Typed = tuple[n.Node, n.Kind]


class _Reader:
    """Turns Python's nodes into ours and checks kinds on the way."""

    def __init__(self, line: str, lead: int, kinds: Mapping[str, n.Kind], aggregate: bool) -> None:
        self.kinds = kinds
        self.aggregate = aggregate
        self.line = line
        self.lead = lead
        self.depth = 0

    def _column(self, node: ast.expr) -> int:
        """Where a node begins in the text (from 1); Python counts bytes, and a Thai letter has three."""
        return len(self.line.encode()[: self.lead + node.col_offset].decode(errors="ignore")) + 1

    def read(self, node: ast.expr, outermost: bool = False) -> Typed:
        handlers: dict[type[ast.expr], Callable[[Any, bool], Typed]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Compare: self._compare,
            ast.BoolOp: self._logic,
            ast.Call: self._call,
        }
        handler = handlers.get(type(node))
        if handler is None:
            raise ExpressionError(
                "only names, numbers, 'text', comparisons, + - * /, and/or/not and "
                f"functions ({', '.join(n.FUNCTIONS)}) exist here",
                self._column(node),
            )
        self.depth += 1
        if self.depth > MAX_DEPTH * 4:
            raise ExpressionError("nested too deeply: split it into several rules", self._column(node))
        result = handler(node, outermost)
        self.depth -= 1
        return result

    def _constant(self, node: ast.Constant, outermost: bool) -> Typed:
        value = node.value
        if isinstance(value, bool):
            return n.Truth(value), "truth"
        if isinstance(value, str):
            return n.String(value), "text"
        if isinstance(value, int | float):
            return n.Number(_decimal(value, self._column(node))), "number"
        raise ExpressionError("write a number or a 'text'", self._column(node))

    def _name(self, node: ast.Name, outermost: bool) -> Typed:
        if outermost:
            raise ExpressionError(
                f"write sum({node.id}) or count(…): a figure adds up respondents", self._column(node)
            )
        if node.id in ("true", "false"):
            return n.Truth(node.id == "true"), "truth"
        if node.id not in self.kinds:
            raise ExpressionError(
                f"there is no field {node.id!r}{nearest(node.id, self.kinds)}", self._column(node)
            )
        kind = self.kinds[node.id]
        return n.Name(node.id, kind), kind

    def _unary(self, node: ast.UnaryOp, outermost: bool) -> Typed:
        if isinstance(node.op, ast.Not):
            return n.Unary("not", self._wanted(node.operand, "truth")), "truth"
        if isinstance(node.op, ast.USub):
            return n.Unary("-", self._wanted(node.operand, "number", outermost)), "number"
        raise ExpressionError("only - and not stand before a value", self._column(node))

    def _binary(self, node: ast.BinOp, outermost: bool) -> Typed:
        operator = ARITHMETIC.get(type(node.op))
        if operator is None:
            raise ExpressionError("only + - * / are known", self._column(node))
        left = self._wanted(node.left, "number", outermost)
        return n.Binary(operator, left, self._wanted(node.right, "number", outermost)), "number"

    def _compare(self, node: ast.Compare, outermost: bool) -> Typed:
        sides = [node.left, *node.comparators]
        pairs: list[n.Node] = []
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            pairs.append(self._pair(node, operator, left, right))
        return (pairs[0] if len(pairs) == 1 else n.Logic("and", tuple(pairs))), "truth"

    def _pair(self, node: ast.Compare, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> n.Node:
        symbol = COMPARISONS.get(type(operator))
        if symbol is None:
            raise ExpressionError("compare with < <= > >= == !=", self._column(node))
        (left_node, left_kind), (right_node, right_kind) = self.read(left), self.read(right)
        if left_kind != right_kind:
            raise ExpressionError(
                f"a {left_kind} cannot be compared with a {right_kind}", self._column(right)
            )
        if left_kind != "number" and symbol not in ("==", "!="):
            raise ExpressionError(f"a {left_kind} can only be compared with == and !=", self._column(right))
        return n.Compare(symbol, left_node, right_node)

    def _logic(self, node: ast.BoolOp, outermost: bool) -> Typed:
        operands = tuple(self._wanted(value, "truth") for value in node.values)
        return n.Logic("and" if isinstance(node.op, ast.And) else "or", operands), "truth"

    def _wanted(self, node: ast.expr, kind: str, outermost: bool = False) -> n.Node:
        result, found = self.read(node, outermost)
        if found != kind:
            raise ExpressionError(f"a {kind} is wanted here, this is a {found}", self._column(node))
        return result

    def _call(self, node: ast.Call, outermost: bool) -> Typed:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise ExpressionError("write a function as name(a, b)", self._column(node))
        name = node.func.id
        known = n.AGGREGATES if outermost else n.FUNCTIONS
        if name not in known or (self.aggregate and name in n.ROW_ONLY):
            raise ExpressionError(f"{name}() cannot stand here{nearest(name, known)}", self._column(node))
        signature = known[name]
        if not signature.least <= len(node.args) <= signature.most:
            raise ExpressionError(
                f"{name}() takes {signature.least} to {signature.most} values", self._column(node)
            )
        arguments = [self._argument(signature, index, value) for index, value in enumerate(node.args)]
        call = n.Call(name, tuple(argument for argument, _ in arguments), aggregate=outermost)
        return call, self._result_kind(node, signature, arguments)

    def _argument(self, signature: n.Signature, index: int, value: ast.expr) -> Typed:
        wanted = signature.takes[min(index, len(signature.takes) - 1)]
        node, kind = self.read(value)
        suits = {"any": True, "name": isinstance(node, n.Name), "literal": isinstance(node, n.String)}
        if not suits.get(wanted, kind == wanted):
            words = {"name": "the name of a field", "literal": "a 'text' in quotes"}.get(
                wanted, f"a {wanted}"
            )
            raise ExpressionError(f"{words} is wanted here", self._column(value))
        return node, kind

    def _result_kind(self, node: ast.Call, signature: n.Signature, arguments: list[Typed]) -> n.Kind:
        if signature.gives != "any":
            return signature.gives  # type: ignore[return-value]
        alike = {
            kind
            for (_, kind), index in zip(arguments, range(MAX_LENGTH), strict=False)
            if signature.takes[min(index, len(signature.takes) - 1)] in ("any", "name")
        }
        if len(alike) != 1:
            raise ExpressionError("these values must be of one kind", self._column(node))
        return alike.pop()


def _decimal(value: int | float, column: int) -> Decimal:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError) as error:
        raise ExpressionError("this is not a number", column) from error
    if not number.is_finite() or len(number.as_tuple().digits) > MAX_DIGITS or abs(number) >= 10**MAX_DIGITS:
        raise ExpressionError(f"a number has at most {MAX_DIGITS} digits", column)
    return number


def nearest(name: str, known: Mapping[str, object]) -> str:
    """The hint after an unknown name: the nearest one that exists."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
