"""A tree run on columns: one numpy operation a node, for all respondents at once.

Numbers are float64 columns. Where sums must be exact (with an aggregator), whatever is not whole or
too large to be exact as a float becomes an object column of Fractions. A missing number is NaN in both.
Comparisons round the difference to nine decimals, so that 0.1 + 0.2 equals 0.3 as a school would expect.
"""

import functools
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from service.core.expressions import nodes as n

Array = npt.NDArray[Any]
Aggregator = Callable[[Array], Array]
"""Adds a column up to one exact number (int or Fraction) for each group."""


class Columns(Protocol):
    """What an expression may ask of a frame; every column has one entry a respondent."""

    @property
    def size(self) -> int: ...
    def column(self, name: str) -> Array: ...
    def given(self, name: str) -> Array: ...
    def previous(self, name: str) -> Array: ...
    def previous_given(self, name: str) -> Array: ...
    def has_grade(self, grade: str) -> Array: ...
    def has_tag(self, tag: str) -> Array: ...


def run(expression: n.Expression, columns: Columns, aggregator: Aggregator | None = None) -> Array:
    """The value for each respondent, or for each group when an aggregator is given."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return _Run(columns, aggregator).value(expression.root)


class _Run:
    def __init__(self, columns: Columns, aggregator: Aggregator | None) -> None:
        self.columns = columns
        self.aggregator = aggregator

    def value(self, node: n.Node) -> Array:
        match node:
            case n.Number(value=number):
                return self._number(number)
            case n.String(value=constant) | n.Truth(value=constant):
                return np.asarray(constant)
            case n.Name(name=name):
                return self.columns.column(name)
            case n.Unary(op=op, operand=operand):
                return -self.value(operand) if op == "-" else ~_truth(self.value(operand))
            case n.Binary(op=op, left=left, right=right):
                arithmetic = _arithmetic if self.aggregator is None else _exact_arithmetic
                return arithmetic(op, self.value(left), self.value(right))
            case n.Compare(op=op, left=left, right=right):
                return _compare(op, self.value(left), self.value(right))
            case n.Logic(op=op, operands=operands):
                combine = np.logical_and if op == "and" else np.logical_or
                return functools.reduce(combine, [_truth(self.value(operand)) for operand in operands])
            case n.Call():
                return self._call(node)

    def _number(self, number: Any) -> Array:
        if number == number.to_integral_value():
            return np.asarray(float(number))
        return np.asarray(Fraction(number) if self.aggregator else float(number))

    def _call(self, node: n.Call) -> Array:
        if node.aggregate:
            return self._aggregate(node)
        named: dict[str, Callable[..., Array]] = {
            "given": self.columns.given,
            "prev": self.columns.previous,
        }
        if node.function in named:
            (argument,) = node.arguments
            assert isinstance(argument, n.Name)
            return named[node.function](argument.name)
        if node.function in ("has_grade", "has_tag"):
            ask = self.columns.has_grade if node.function == "has_grade" else self.columns.has_tag
            asked = [ask(argument.value) for argument in node.arguments if isinstance(argument, n.String)]
            return functools.reduce(np.logical_or, asked)
        columns = _alike(*[self.value(argument) for argument in node.arguments])
        if node.function == "coalesce":
            return _coalesce(
                columns, [self._absent(*pair) for pair in zip(node.arguments, columns, strict=True)]
            )
        return FUNCTIONS[node.function](*columns)

    def _absent(self, node: n.Node, values: Array) -> Array:
        """Where an argument of coalesce has no value; a missing yes or no looks like no in its column."""
        match node:
            case n.Name(name=name, kind="truth"):
                return ~self.columns.given(name)
            case n.Call(function="prev", arguments=(n.Name(name=name, kind="truth"),)):
                return ~self.columns.previous_given(name)
        if values.dtype.kind == "f":
            return np.isnan(values)
        if values.dtype.kind != "O" or not values.ndim:
            return np.asarray(False)
        return np.array([value is None or value != value for value in values], dtype=bool)

    def _aggregate(self, node: n.Call) -> Array:
        assert self.aggregator is not None
        if not node.arguments:
            return self.aggregator(np.ones(self.columns.size))
        column = self.value(node.arguments[0])
        if node.function == "count":
            column = _truth(column).astype(float)
        return self.aggregator(np.broadcast_to(column, (self.columns.size,)))


def _truth(values: Array) -> Array:
    return values if values.dtype == bool else values.astype(bool)


def _arithmetic(op: str, left: Array, right: Array) -> Array:
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return left * right
    safe = np.where(right == 0, np.nan, right)
    return left / safe


EXACT = 2.0**53
"""Below this every whole number is a float64."""


def _exact_arithmetic(op: str, left: Array, right: Array) -> Array:
    """The same without a binary step: fractions as soon as floats would no longer be exact."""
    if op == "/":
        return _arithmetic(op, _fractions(left), _fractions(right))
    left, right = _alike(left, right)
    result = _arithmetic(op, left, right)
    if result.dtype.kind == "f" and np.any(np.abs(result) >= EXACT):
        return _arithmetic(op, _fractions(left), _fractions(right))
    return result


def _alike(*columns: Array) -> tuple[Array, ...]:
    """Columns of one kind of number: all fractions when one is, since float + Fraction is a float."""
    if any(column.dtype.kind == "f" for column in columns) and any(c.dtype == object for c in columns):
        return tuple(_fractions(column) for column in columns)
    return columns


def _fractions(column: Array) -> Array:
    if column.dtype == object:
        return column
    exact = [value if value != value else Fraction(value) for value in column.ravel().tolist()]
    return np.array(exact, dtype=object).reshape(column.shape)


OPERATORS: dict[str, Callable[[Any, Any], Array]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def _compare(op: str, left: Array, right: Array) -> Array:
    if left.dtype.kind == "f" and right.dtype.kind == "f":
        difference = np.round(left - right, 9)
        return OPERATORS[op](difference, 0) & ~np.isnan(difference)
    return np.asarray(OPERATORS[op](left, right)).astype(bool)


def _coalesce(columns: Sequence[Array], absent: Sequence[Array]) -> Array:
    result, gaps = columns[0], absent[0]
    for column, missing in zip(columns[1:], absent[1:], strict=True):
        result = np.where(gaps, column, result)
        gaps = gaps & missing
    return result


FUNCTIONS: dict[str, Callable[..., Array]] = {
    "abs": lambda column: np.asarray(np.abs(column)),
    "min": lambda *columns: functools.reduce(np.minimum, columns),
    "max": lambda *columns: functools.reduce(np.maximum, columns),
    "sum": lambda *columns: functools.reduce(np.add, columns),
    "count": lambda *columns: functools.reduce(np.add, [_truth(column).astype(float) for column in columns]),
    "when": lambda condition, yes, no: np.asarray(np.where(_truth(condition), yes, no)),
}
