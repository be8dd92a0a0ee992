"""The functions formulas may call. Each takes its place and its unevaluated arguments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from .evaluate import FUNCTIONS, FaultError, Place, Value, evaluate, flat, number, text
from .formula import Node
from .numberformat import EPOCH

Arguments = tuple[Node, ...]
Function = Callable[[Place, Arguments], Value]


def _values(place: Place, arguments: Arguments) -> list[Value]:
    return list(flat([evaluate(place, argument) for argument in arguments]))


def _numbers(place: Place, arguments: Arguments) -> list[float]:
    values: list[float] = []
    for argument in arguments:
        value = evaluate(place, argument)
        if isinstance(value, list):
            values += [
                item for item in flat(value) if isinstance(item, int | float) and not isinstance(item, bool)
            ]
        else:
            values.append(number(value))
    return values


def _one(place: Place, argument: Node) -> Value:
    value = evaluate(place, argument)
    return next(flat([value]), None)


def _truth(place: Place, argument: Node) -> bool:
    value = _one(place, argument)
    if isinstance(value, str) and value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    return bool(number(value))


def _truths(place: Place, arguments: Arguments) -> list[bool]:
    """Of every argument: an error in any of them is an error of the whole, so none is skipped."""
    return [_truth(place, argument) for argument in arguments]


def _if(place: Place, arguments: Arguments) -> Value:
    if _truth(place, arguments[0]):
        return _one(place, arguments[1])
    return _one(place, arguments[2]) if len(arguments) > 2 else False


def _if_error(place: Place, arguments: Arguments) -> Value:
    try:
        return _one(place, arguments[0])
    except FaultError:
        return _one(place, arguments[1]) if len(arguments) > 1 else ""


def _is_error(place: Place, arguments: Arguments) -> Value:
    try:
        _one(place, arguments[0])
    except FaultError:
        return True
    return False


def _position(attribute: str, offset: str) -> Function:
    def find(place: Place, arguments: Arguments) -> Value:
        if not arguments:
            return getattr(place, attribute) + 1
        point = arguments[0][2]
        fixed = getattr(point, f"{attribute}_fixed")
        return getattr(point, attribute) + (0 if fixed else getattr(place, offset)) + 1

    return find


def _average(place: Place, arguments: Arguments) -> Value:
    numbers = _numbers(place, arguments)
    if not numbers:
        raise FaultError("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return sum(numbers) / len(numbers)


def _count_if(place: Place, arguments: Arguments) -> Value:
    wanted = text(_one(place, arguments[1])).lower()
    return sum(text(value).lower() == wanted for value in _values(place, arguments[:1]) if value is not None)


def _import_range(place: Place, arguments: Arguments) -> Value:
    raise FaultError("REF", "You need to connect these sheets.")


def _hyperlink(place: Place, arguments: Arguments) -> Value:
    return _one(place, arguments[1] if len(arguments) > 1 else arguments[0])


def _round(place: Place, arguments: Arguments) -> Value:
    digits = int(number(_one(place, arguments[1]))) if len(arguments) > 1 else 0
    value = number(_one(place, arguments[0]))
    scale: float = 10**digits
    # Sheets rounds half away from zero; Python rounds half to even.
    half = int(abs(value) * scale + 0.5) / scale
    return half if value >= 0 else -half


def _date(place: Place, arguments: Arguments) -> Value:
    """A serial; months and days beyond their end run on, as in Sheets."""
    year, month, day = (int(number(_one(place, argument))) for argument in arguments)
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return _serial(first) + day - 1


def _serial(day: date) -> int:
    return (day - EPOCH.date()).days


NAMED: dict[str, Function] = {
    "TODAY": lambda place, arguments: _serial(place.book.today()),
    "DATE": _date,
    "SUM": lambda place, arguments: sum(_numbers(place, arguments)),
    "MIN": lambda place, arguments: min(_numbers(place, arguments), default=0),
    "MAX": lambda place, arguments: max(_numbers(place, arguments), default=0),
    "AVERAGE": _average,
    "COUNT": lambda place, arguments: len(_numbers(place, arguments)),
    "COUNTA": lambda place, arguments: sum(value is not None for value in _values(place, arguments)),
    "COUNTBLANK": lambda place, arguments: sum(value in (None, "") for value in _values(place, arguments)),
    "COUNTIF": _count_if,
    "ROUND": _round,
    "ABS": lambda place, arguments: abs(number(_one(place, arguments[0]))),
    "IF": _if,
    "IFERROR": _if_error,
    "ISERROR": _is_error,
    "AND": lambda place, arguments: _truths(place, arguments).count(False) == 0,
    "OR": lambda place, arguments: True in _truths(place, arguments),
    "NOT": lambda place, arguments: not _truth(place, arguments[0]),
    "ISBLANK": lambda place, arguments: _one(place, arguments[0]) is None,
    "ISNUMBER": lambda place, arguments: type(_one(place, arguments[0])) in (int, float),
    "ISTEXT": lambda place, arguments: isinstance(_one(place, arguments[0]), str),
    "LEN": lambda place, arguments: len(text(_one(place, arguments[0]))),
    "TRIM": lambda place, arguments: " ".join(text(_one(place, arguments[0])).split()),
    "CONCATENATE": lambda place, arguments: "".join(map(text, _values(place, arguments))),
    "ROW": _position("row", "down"),
    "COLUMN": _position("column", "across"),
    "HYPERLINK": _hyperlink,
    "IMPORTRANGE": _import_range,
}
FUNCTIONS.update(NAMED)


def link_of(place: Place, tree: Node) -> Any:
    """The address of a formula that is one HYPERLINK call, else None."""
    if tree[0] != "call" or tree[1] != "HYPERLINK" or not tree[2]:
        return None
    try:
        return text(_one(place, tree[2][0]))
    except FaultError:
        return None
