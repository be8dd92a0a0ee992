"""A tree turned once into nested functions: what ``run`` then costs is numpy's work and little else."""

import functools
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from service.core.expressions import nodes as n
from service.core.expressions.arithmetic import FLOATS, FRACTIONS, SIGNS, Numbers, Two
from service.core.expressions.days import day_numbers
from service.core.expressions.run import Array, Source, usual
from service.core.several import holds_one, is_part

Step = Callable[[Source], Array]


def compiled(root: n.Node, exact: bool) -> Step:
    """The tree as one function of a Source."""
    return _Compiler(FRACTIONS if exact else FLOATS).step(root)


class _Compiler:
    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    def steps(self, nodes: Sequence[n.Node]) -> list[Step]:
        return [self.step(node) for node in nodes]

    def step(self, node: n.Node) -> Step:
        match node:
            case n.Number(value=number):
                return _always(self.numbers.constant(number))
            case n.String(value=constant) | n.Truth(value=constant):
                return _always(np.asarray(constant))
            case n.Name(name=name):
                return lambda source: source.columns.column(name)
            case n.Unary(op=op, operand=operand):
                return _one(np.negative if op == "-" else np.logical_not, self.step(operand))
            case n.Binary(op=op, left=left, right=right):
                return _two(self.numbers.arithmetic[op], self.step(left), self.step(right))
            case n.Compare(op=op, left=left, right=right):
                numeric = n.kind_of(left) == "number"
                compare = self.numbers.compare[op] if numeric else functools.partial(_same, SIGNS[op])
                return _two(compare, self.step(left), self.step(right))
            case n.Logic(op=op, operands=operands):
                return _fold(np.logical_and if op == "and" else np.logical_or, self.steps(operands))
            case n.Call(aggregate=True):
                return self.total(node)
            case n.Call():
                return CALLS[node.function](self, node)

    def total(self, node: n.Call) -> Step:
        """sum(x) or count(condition) over respondents."""
        column = self.step(node.arguments[0]) if node.arguments else _always(np.asarray(1.0))

        def step(source: Source) -> Array:
            assert source.aggregator is not None
            values = column(source)
            if values.dtype == bool:
                values = values.astype(float)
            return source.aggregator(np.broadcast_to(values, (source.columns.size,)))

        return step

    def added(self, node: n.Call) -> Step:
        return _fold(self.numbers.arithmetic["+"], self.steps(node.arguments))

    def mean(self, node: n.Call) -> Step:
        number = self.numbers.constant(Decimal(len(node.arguments)))
        return _two(self.numbers.arithmetic["/"], self.added(node), _always(number))

    def day(self, node: n.Call) -> Step:
        argument = node.arguments[0]
        if isinstance(argument, n.String):
            return _always(day_numbers(np.asarray(argument.value, dtype=object)))
        return _one(day_numbers, self.step(argument))

    def has_code(self, node: n.Call) -> Step:
        wanted = frozenset(item.value for item in node.arguments if isinstance(item, n.String))
        return _one(lambda column: _holding(column, wanted), self.step(node.arguments[0]))

    def has_part(self, node: n.Call) -> Step:
        return _two(_with_part, *self.steps(node.arguments))

    def counted(self, node: n.Call) -> Step:
        return _fold(np.add, [_always(np.asarray(0.0)), *self.steps(node.arguments)])

    def smallest(self, node: n.Call) -> Step:
        return _fold(self.numbers.smaller, self.steps(node.arguments))

    def largest(self, node: n.Call) -> Step:
        return _fold(self.numbers.larger, self.steps(node.arguments))

    def when(self, node: n.Call) -> Step:
        condition, yes, no = self.steps(node.arguments)
        return lambda source: np.where(condition(source), *self.numbers.alike(yes(source), no(source)))

    def coalesce(self, node: n.Call) -> Step:
        parts = [(self.step(argument), self.absent(argument)) for argument in node.arguments]

        def step(source: Source) -> Array:
            (first, absent), *others = parts
            result = first(source)
            gaps = absent(source, result)
            for other, absent in others:
                if not gaps.any():
                    break
                values = other(source)
                missing = absent(source, values)
                result = np.where(gaps, *self.numbers.alike(values, result))
                gaps = gaps & missing
            return result

        return step

    def absent(self, node: n.Node) -> Callable[[Source, Array], Array]:
        """Where a node has no value, given its values; a missing yes or no looks like no among them."""
        if n.kind_of(node) != "truth":
            return lambda source, values: _missing(values)
        match node:
            case n.Name(name=name):
                return lambda source, values: ~source.columns.given(name)
            case n.Call(function="prev", arguments=(n.Name(name=name),)):
                return lambda source, values: ~source.columns.previous_given(name)
            case n.Call(function="coalesce", arguments=arguments):
                inner = [self.absent(argument) for argument in arguments]
                return lambda source, values: functools.reduce(
                    np.logical_and, [absent(source, values) for absent in inner]
                )
            case n.Call(function="when", arguments=(condition, yes, no)):
                asked, if_yes, if_no = self.step(condition), self.absent(yes), self.absent(no)
                return lambda source, values: np.where(
                    asked(source), if_yes(source, values), if_no(source, values)
                )
        return lambda source, values: np.asarray(False)


def _holding(column: Array, wanted: frozenset[str]) -> Array:
    return np.array([holds_one(value, wanted) for value in column.tolist()], dtype=bool)


def _with_part(texts: Array, parts: Array) -> Array:
    return np.asarray(np.frompyfunc(is_part, 2, 1)(texts, parts)).astype(bool)


def _always(constant: Array) -> Step:
    return lambda source: constant


def _one(function: Callable[[Any], Any], operand: Step) -> Step:
    return lambda source: np.asarray(function(operand(source)))


def _two(function: Two, left: Step, right: Step) -> Step:
    return lambda source: np.asarray(function(left(source), right(source)))


def _fold(function: Two, steps: Sequence[Step]) -> Step:
    """One column after the other, so that no more than two are held at a time."""
    first, *others = steps

    def step(source: Source) -> Array:
        result = first(source)
        for other in others:
            result = np.asarray(function(result, other(source)))
        return result

    return step


def _same(sign: Two, left: Array, right: Array) -> Any:
    """Texts or truths; a missing text equals only a missing text."""
    return np.asarray(sign(left, right)).astype(bool, copy=False)


def _missing(values: Array) -> Array:
    if values.dtype.kind == "f":
        return np.isnan(values)
    if values.dtype != object:
        return np.asarray(False)
    absent = [value is None or value != value for value in values.ravel().tolist()]
    return np.array(absent, dtype=bool).reshape(values.shape)


def _named(ask: Callable[[Any], Callable[[str], Array]], combine: Two) -> Callable[[_Compiler, n.Call], Step]:
    """A question to the columns for each name or text among the arguments."""

    def call(compiler: _Compiler, node: n.Call) -> Step:
        names = [
            argument.name if isinstance(argument, n.Name) else argument.value
            for argument in node.arguments
            if isinstance(argument, n.Name | n.String)
        ]
        return _fold(combine, [_asked(ask, name) for name in names])

    return call


def _asked(ask: Callable[[Any], Callable[[str], Array]], name: str) -> Step:
    return lambda source: ask(source.columns)(name)


CALLS: dict[str, Callable[[_Compiler, n.Call], Step]] = {
    "abs": lambda compiler, node: _one(np.abs, compiler.step(node.arguments[0])),
    "min": _Compiler.smallest,
    "max": _Compiler.largest,
    "sum": _Compiler.added,
    "mean": _Compiler.mean,
    "count": _Compiler.counted,
    "coalesce": _Compiler.coalesce,
    "when": _Compiler.when,
    "given": _named(lambda columns: columns.given, np.logical_and),
    "prev": _named(lambda columns: columns.previous, np.logical_and),
    "usual": _named(lambda columns: lambda name: usual(columns.history(name)), np.logical_and),
    "fact": _named(lambda columns: columns.fact, np.logical_and),
    "has_grade": _named(lambda columns: columns.has_grade, np.logical_or),
    "has_tag": _named(lambda columns: columns.has_tag, np.logical_or),
    "has_code": _Compiler.has_code,
    "has_part": _Compiler.has_part,
    "day": _Compiler.day,
    "round_starts": lambda compiler, node: lambda source: source.columns.round_starts(),
    "round_ends": lambda compiler, node: lambda source: source.columns.round_ends(),
    "round_year": lambda compiler, node: lambda source: source.columns.round_year(),
    "is_round": _named(lambda columns: columns.is_round, np.logical_or),
    "respondent": lambda compiler, node: lambda source: source.columns.respondent(),
}
