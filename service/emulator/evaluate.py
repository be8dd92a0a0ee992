"""A small calculator for formulas: enough for sums, links, conditions and the errors people make."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from . import formula
from .a1 import Area
from .book import Book
from .errors import Json
from .formula import Node, Point
from .sheet import Sheet

Value = Any  # float | str | bool | None | list of rows (a range)
ERROR_TEXTS = {
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "VALUE": "#VALUE!",
    "ERROR": "#ERROR!",
    "N_A": "#N/A",
    "NUM": "#NUM!",
}


# Filled by functions.py, which needs this module.
FUNCTIONS: dict[str, Callable[[Any, tuple[Node, ...]], Value]] = {}


class FaultError(Exception):
    """The error value of a formula."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


@dataclass(frozen=True)
class Place:
    """Where a formula stands; `down` and `across` shift relative references of conditional formats."""

    book: Book
    sheet: Sheet
    row: int
    column: int
    down: int = 0
    across: int = 0


def effective_value(book: Book, sheet: Sheet, row: int, column: int) -> Json | None:
    """The ExtendedValue a cell shows; None for an empty one."""
    entered: Json | None = sheet.cell(row, column).get("userEnteredValue")
    if entered is None or "formulaValue" not in entered:
        return entered
    key = (sheet.id, row, column)
    if key not in book.memo:
        book.memo[key] = {"errorValue": {"type": "REF", "message": "Circular dependency detected."}}
        book.memo[key] = extended(calculate(Place(book, sheet, row, column), entered["formulaValue"]))
    found: Json = book.memo[key]
    return found


def calculate(place: Place, text: str) -> Value | FaultError:
    try:
        return _single(place, evaluate(place, formula.parse(text)))
    except FaultError as fault:
        return fault
    except (formula.SyntaxFaultError, RecursionError):
        return FaultError("ERROR", "Formula parse error.")


def extended(value: Value | FaultError) -> Json:
    if isinstance(value, FaultError):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": whole(value or 0)}


def whole(value: float) -> float:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def plain(value: Json | None) -> Value:
    """An ExtendedValue as a Python value; an error value is raised."""
    if not value:
        return None
    if "errorValue" in value:
        raise FaultError(value["errorValue"]["type"], value["errorValue"].get("message", ""))
    return next(iter(value.values()))


def evaluate(place: Place, node: Node) -> Value:
    kind = node[0]
    if kind == "value":
        return node[1]
    if kind == "ref":
        return _look_up(place, node[1], node[2], node[3])
    if kind == "binary":
        return _binary(place, node[1], evaluate(place, node[2]), evaluate(place, node[3]))
    if kind == "call":
        return _call(place, node[1], node[2])
    if kind == "named":
        return _named(place, node[1])
    raise FaultError("REF", "Reference does not exist.")


def _named(place: Place, name: str) -> Value:
    for named in place.book.named:
        if named["name"].lower() == name.lower():
            sheet, area = place.book.resolve(name)
            return _block(place, sheet, sheet.bounded(area))
    raise FaultError("NAME", f"Unknown range name: '{name.upper()}'.")


def _look_up(place: Place, title: str | None, first: Point, last: Point | None) -> Value:
    sheet = place.sheet if title is None else place.book.titled(title)
    if sheet is None:
        raise FaultError("REF", f"Unresolved sheet name '{title}'.")
    top, left = (
        _index(first.row, first.row_fixed, place.down),
        _index(first.column, first.column_fixed, place.across),
    )
    if last is None:
        if (top or 0) >= sheet.row_count or (left or 0) >= sheet.column_count or min(top or 0, left or 0) < 0:
            raise FaultError("REF", "Reference does not exist.")
        return plain(effective_value(place.book, sheet, top or 0, left or 0))
    bottom = _index(last.row, last.row_fixed, place.down)
    right = _index(last.column, last.column_fixed, place.across)
    area = Area(top, None if bottom is None else bottom + 1, left, None if right is None else right + 1)
    return _block(place, sheet, sheet.bounded(area))


def _index(index: int | None, fixed: bool, offset: int) -> int | None:
    return index if index is None or fixed else index + offset


def _block(place: Place, sheet: Sheet, area: Area) -> Value:
    rows = area.rows(max(len(sheet.rows), (area.top or 0) + 1))
    columns = area.columns(sheet.column_count)
    return [[plain(effective_value(place.book, sheet, row, column)) for column in columns] for row in rows]


def _single(place: Place, value: Value) -> Value:
    if isinstance(value, list):
        return value[0][0] if value and value[0] else None
    return value


def number(value: Value) -> float:
    if isinstance(value, list):
        value = value[0][0] if value and value[0] else None
    if value is None or value == "":
        return 0
    if isinstance(value, str):
        try:
            return float(value.replace(",", ""))
        except ValueError:
            message = (
                f"Function expects number values. But '{value}' is a text and cannot be coerced to a number."
            )
            raise FaultError("VALUE", message) from None
    return float(value)


def text(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(whole(value))
    return "" if value is None else str(value)


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "^": operator.pow,
}


def _binary(place: Place, sign: str, left: Value, right: Value) -> Value:
    left, right = _single(place, left), _single(place, right)
    if sign == "&":
        return text(left) + text(right)
    if sign in COMPARISONS:
        return COMPARISONS[sign](*_comparable(left, right))
    if sign == "/":
        if number(right) == 0:
            raise FaultError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
        return number(left) / number(right)
    return ARITHMETIC[sign](number(left), number(right))


def _comparable(left: Value, right: Value) -> tuple[Any, Any]:
    """Both sides with their rank (numbers < text < booleans); a blank equals 0, "" and FALSE."""
    if left is None:
        left = type(right)() if right is not None else 0
    if right is None:
        right = type(left)()
    return _ranked(left), _ranked(right)


def _ranked(value: Value) -> tuple[int, Any]:
    if isinstance(value, bool):
        return 2, value
    return (1, value.lower()) if isinstance(value, str) else (0, value)


def flat(values: list[Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, list):
            yield from flat(value)
        else:
            yield value


def _call(place: Place, name: str, arguments: tuple[Node, ...]) -> Value:
    function = FUNCTIONS.get(name)
    if function is None:
        raise FaultError("NAME", f"Unknown function: '{name}'.")
    try:
        return function(place, arguments)
    except (IndexError, TypeError, ZeroDivisionError):
        raise FaultError("N_A", f"Wrong number of arguments to {name}.") from None
