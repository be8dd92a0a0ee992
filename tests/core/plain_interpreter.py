"""Expressions worked out slowly: one respondent at a time, in Fractions, by the words of docs/expressions.md.

Shares nothing with the engine but the tree. A number carries how far the engine's float may lie from it
(forward error analysis); where that could decide a comparison the other way, TooFineError is raised.
"""

import operator
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from service.core.calendar import Span
from service.core.expressions import nodes as n

EPSILON = Fraction(1, 2**52)
BILLIONTH = Fraction(1, 2 * 10**9)
COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class TooFineError(Exception):
    """A float may decide this otherwise than a fraction."""


class Near(NamedTuple):
    value: Fraction
    error: Fraction


@dataclass(frozen=True)
class Row:
    """One respondent: answers of this round and the one before (None is missing), earlier rounds, register.

    ``filled`` are the missing numbers that stand as 0 in answers (``missing: zero``).
    """

    answers: Mapping[str, Any]
    previous: Mapping[str, Any] = field(default_factory=dict)
    history: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    grades: Sequence[str] = ()
    tags: Sequence[str] = ()
    filled: frozenset[str] = frozenset()
    code: str = ""
    span: Span | None = None


class Plain:
    """``exact`` as in an indicator: no rounding anywhere, comparisons as they stand."""

    def __init__(self, exact: bool = False) -> None:
        self.exact = exact

    def answer(self, root: n.Node, kind: n.Kind, row: Row) -> Any:
        """A Near or None, a text or None, a truth."""
        found = self.value(root, row)
        return bool(found) if kind == "truth" else found

    def total(self, node: n.Node, rows: Sequence[Row]) -> Fraction | None:
        """The figure of one place."""
        match node:
            case n.Call(function=function, arguments=arguments, aggregate=True):
                values = [self.value(arguments[0], row) if arguments else True for row in rows]
                if function == "count":
                    return Fraction(sum(map(bool, values)))
                return None if None in values else sum((item.value for item in values), Fraction(0))
            case n.Number(value=value):
                return Fraction(value)
            case n.Unary(operand=operand):
                inner = self.total(operand, rows)
                return None if inner is None else -inner
            case n.Binary(op=op, left=left, right=right):
                both = self.total(left, rows), self.total(right, rows)
                if None in both or (op == "/" and both[1] == 0):
                    return None
                return {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[op](
                    *both
                )
        raise AssertionError(node)

    def value(self, node: n.Node, row: Row) -> Any:
        match node:
            case n.Number(value=value):
                return self.near(Fraction(value))
            case n.String(value=value) | n.Truth(value=value):
                return value
            case n.Name(name=name, kind=kind):
                return self.held(kind, row.answers.get(name))
            case n.Unary(op="not", operand=operand):
                return not self.value(operand, row)
            case n.Unary(operand=operand):
                return self.lifted(lambda a: Near(-a.value, a.error), self.value(operand, row))
            case n.Binary(op=op, left=left, right=right):
                return self.lifted(getattr(self, WORDS[op]), self.value(left, row), self.value(right, row))
            case n.Compare(op=op, left=left, right=right):
                return self.compared(op, self.value(left, row), self.value(right, row), n.kind_of(left))
            case n.Logic(op=op, operands=operands):
                return (all if op == "and" else any)([bool(self.value(item, row)) for item in operands])
            case n.Call(function=function):
                return getattr(self, f"call_{function}")(node.arguments, row)

    # -- numbers ----------------------------------------------------------------------------------

    def near(self, value: Fraction, error: Fraction = Fraction(0)) -> Near:
        return Near(value, Fraction(0) if self.exact else error + abs(value) * EPSILON)

    def held(self, kind: n.Kind, value: Any) -> Any:
        return self.near(Fraction(value)) if kind == "number" and value is not None else value

    def lifted(self, function: Any, *values: Any) -> Any:
        return None if None in values else function(*values)

    def add(self, a: Near, b: Near) -> Near:
        return self.near(a.value + b.value, a.error + b.error)

    def subtract(self, a: Near, b: Near) -> Near:
        return self.near(a.value - b.value, a.error + b.error)

    def multiply(self, a: Near, b: Near) -> Near:
        error = abs(a.value) * b.error + abs(b.value) * a.error + a.error * b.error
        return self.near(a.value * b.value, error)

    def divide(self, a: Near, b: Near) -> Near | None:
        if self.nought(b):
            return None
        quotient = a.value / b.value
        return self.near(quotient, (a.error + abs(quotient) * b.error) / (abs(b.value) - b.error))

    def nought(self, a: Near) -> bool:
        """Half a billionth is nothing, but in an indicator only nought is."""
        if self.exact:
            return a.value == 0
        if abs(abs(a.value) - BILLIONTH) <= a.error:
            raise TooFineError
        return abs(a.value) <= BILLIONTH

    def compared(self, op: str, a: Any, b: Any, kind: n.Kind) -> bool:
        if kind == "text":
            return COMPARE[op](a, b)
        if kind == "truth":
            return COMPARE[op](bool(a), bool(b))
        if a is None or b is None:
            return False
        difference = self.subtract(a, b)
        return COMPARE[op](0 if self.nought(difference) else difference.value, 0)

    # -- functions --------------------------------------------------------------------------------

    def call_abs(self, arguments: Sequence[n.Node], row: Row) -> Any:
        return self.lifted(lambda a: Near(abs(a.value), a.error), self.value(arguments[0], row))

    def call_sum(self, arguments: Sequence[n.Node], row: Row) -> Any:
        first, *others = [self.value(argument, row) for argument in arguments]
        for other in others:
            first = self.lifted(self.add, first, other)
        return first

    def call_mean(self, arguments: Sequence[n.Node], row: Row) -> Any:
        return self.lifted(
            self.divide, self.call_sum(arguments, row), Near(Fraction(len(arguments)), Fraction(0))
        )

    def call_min(self, arguments: Sequence[n.Node], row: Row) -> Any:
        return self.extreme(min, [self.value(argument, row) for argument in arguments])

    def call_max(self, arguments: Sequence[n.Node], row: Row) -> Any:
        return self.extreme(max, [self.value(argument, row) for argument in arguments])

    def extreme(self, choose: Any, values: Sequence[Any]) -> Any:
        if None in values:
            return None
        return Near(choose(a.value for a in values), max(a.error for a in values))

    def call_count(self, arguments: Sequence[n.Node], row: Row) -> Any:
        return self.near(Fraction(sum(bool(self.value(argument, row)) for argument in arguments)))

    def call_coalesce(self, arguments: Sequence[n.Node], row: Row) -> Any:
        values = (self.value(argument, row) for argument in arguments)
        return next((value for value in values if value is not None), None)

    def call_when(self, arguments: Sequence[n.Node], row: Row) -> Any:
        condition, yes, no = arguments
        return self.value(yes if self.value(condition, row) else no, row)

    def call_given(self, arguments: Sequence[Any], row: Row) -> bool:
        names = [argument.name for argument in arguments]
        return all(row.answers.get(name) is not None and name not in row.filled for name in names)

    def call_prev(self, arguments: Sequence[Any], row: Row) -> Any:
        return self.held(arguments[0].kind, row.previous.get(arguments[0].name))

    def call_usual(self, arguments: Sequence[Any], row: Row) -> Any:
        values = [Fraction(value) for value in row.history.get(arguments[0].name, ())]
        if len(values) < 2:
            return None
        return self.near(statistics.median(values), max(map(abs, values)) * EPSILON)

    def call_fact(self, arguments: Sequence[Any], row: Row) -> Any:
        return self.held("number", row.facts.get(arguments[0].value))

    def call_has_grade(self, arguments: Sequence[Any], row: Row) -> bool:
        return any(argument.value in row.grades for argument in arguments)

    def call_has_tag(self, arguments: Sequence[Any], row: Row) -> bool:
        return any(argument.value in row.tags for argument in arguments)

    def call_has_code(self, arguments: Sequence[Any], row: Row) -> bool:
        held = (self.value(arguments[0], row) or "").split(", ")
        return any(argument.value in held for argument in arguments[1:])

    def call_has_part(self, arguments: Sequence[n.Node], row: Row) -> bool:
        text, part = (self.value(argument, row) for argument in arguments)
        return None not in (text, part) and f"-{part}-" in f"-{text}-" and "-" not in part

    def call_day(self, arguments: Sequence[n.Node], row: Row) -> Any:
        text = self.value(arguments[0], row)
        return self.number_of(date.fromisoformat(text)) if text is not None else None

    def call_round_starts(self, arguments: Sequence[Any], row: Row) -> Any:
        return self.number_of(row.span.first) if row.span else None

    def call_round_ends(self, arguments: Sequence[Any], row: Row) -> Any:
        return self.number_of(row.span.last) if row.span else None

    def call_round_year(self, arguments: Sequence[Any], row: Row) -> Any:
        """Of fiscal rounds, as all of the tests are: from October on the next year."""
        return (
            self.near(Fraction(row.span.last.year + 543 + (row.span.last.month >= 10))) if row.span else None
        )

    def number_of(self, day: date) -> Near:
        return self.near(Fraction((day - date(1, 1, 1)).days + 1))

    def call_is_round(self, arguments: Sequence[Any], row: Row) -> bool:
        return row.span is not None and any(argument.value == row.span.period for argument in arguments)

    def call_respondent(self, arguments: Sequence[Any], row: Row) -> str:
        return row.code


WORDS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
