"""Conditions of conditional formats and of data validation, judged for one cell."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import evaluate, formula, typed
from .a1 import from_grid
from .book import Book
from .errors import Json
from .evaluate import FaultError, Place, Value
from .numberformat import EPOCH
from .sheet import Sheet

COMPARE: dict[str, Callable[[float, float, float], bool]] = {
    "NUMBER_GREATER": lambda value, low, high: value > low,
    "NUMBER_GREATER_THAN_EQ": lambda value, low, high: value >= low,
    "NUMBER_LESS": lambda value, low, high: value < low,
    "NUMBER_LESS_THAN_EQ": lambda value, low, high: value <= low,
    "NUMBER_EQ": lambda value, low, high: value == low,
    "NUMBER_NOT_EQ": lambda value, low, high: value != low,
    "NUMBER_BETWEEN": lambda value, low, high: low <= value <= high,
    "NUMBER_NOT_BETWEEN": lambda value, low, high: not low <= value <= high,
}
TEXTUAL: dict[str, Callable[[str, str], bool]] = {
    "TEXT_EQ": lambda shown, wanted: shown == wanted,
    "TEXT_CONTAINS": lambda shown, wanted: wanted in shown,
    "TEXT_NOT_CONTAINS": lambda shown, wanted: wanted not in shown,
    "TEXT_STARTS_WITH": lambda shown, wanted: shown.startswith(wanted),
    "TEXT_ENDS_WITH": lambda shown, wanted: shown.endswith(wanted),
}


DATED: dict[str, Callable[[int, int, int], bool]] = {
    "DATE_EQ": lambda day, low, high: day == low,
    "DATE_BEFORE": lambda day, low, high: day < low,
    "DATE_AFTER": lambda day, low, high: day > low,
    "DATE_ON_OR_BEFORE": lambda day, low, high: day <= low,
    "DATE_ON_OR_AFTER": lambda day, low, high: day >= low,
    "DATE_BETWEEN": lambda day, low, high: low <= day <= high,
    "DATE_NOT_BETWEEN": lambda day, low, high: not low <= day <= high,
    "DATE_IS_VALID": lambda day, low, high: True,
}
RELATIVE = {"TODAY": 0, "YESTERDAY": -1, "TOMORROW": 1, "PAST_WEEK": -7, "PAST_MONTH": -30, "PAST_YEAR": -365}
WRITTEN = {
    "TEXT_IS_EMAIL": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+$"),
    "TEXT_IS_URL": re.compile(r"(https?://)?[^\s/@]+\.[^\s/@]{2,}(/\S*)?$"),
}


def conditional_format(book: Book, sheet: Sheet, row: int, column: int) -> Json:
    """What the conditional formats add to a cell: the first true rule wins for each property."""
    result: Json = {}
    for rule in sheet.conditionals:
        boolean = rule.get("booleanRule")
        if not boolean or not any(from_grid(grid).holds(row, column) for grid in rule["ranges"]):
            continue
        first = from_grid(rule["ranges"][0])
        place = Place(book, sheet, row, column, row - (first.top or 0), column - (first.left or 0))
        if holds(place, boolean["condition"]):
            result = overlaid(boolean.get("format", {}), result)
    return result


def overlaid(base: Json, top: Json) -> Json:
    """`top` over `base`, merged into nested objects except colours, which are one value."""
    result = dict(base)
    for name, value in top.items():
        nested = isinstance(value, dict) and isinstance(result.get(name), dict)
        result[name] = overlaid(result[name], value) if nested and "olor" not in name else value
    return result


def holds(place: Place, condition: Json) -> bool:
    kind = str(condition.get("type", ""))
    values = [value.get("userEnteredValue", "") for value in condition.get("values", [])]
    if kind == "CUSTOM_FORMULA":
        return _formula_holds(place, values[0])
    shown = _cell_value(place)
    if kind in ("BLANK", "NOT_BLANK"):
        return bool(shown in (None, "")) == (kind == "BLANK")
    if kind in COMPARE:
        return _number_holds(place, kind, shown, values)
    if kind in DATED:
        return _date_holds(place, kind, shown, condition.get("values", []))
    if kind in TEXTUAL:
        wanted = evaluate.text(_operand(place, values[0])).lower()
        return TEXTUAL[kind](evaluate.text(shown).lower(), wanted)
    return _member_holds(place, kind, shown, values)


def _formula_holds(place: Place, text: str) -> bool:
    result = evaluate.calculate(place, text)
    return not isinstance(result, FaultError | str) and bool(result)


def _cell_value(place: Place) -> Value:
    try:
        return evaluate.plain(evaluate.effective_value(place.book, place.sheet, place.row, place.column))
    except FaultError:
        return None


def _operand(place: Place, text: str) -> Value:
    """A condition's value: a formula, a number, or text."""
    if text.startswith("="):
        found = evaluate.calculate(place, text)
        return None if isinstance(found, FaultError) else found
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return text


def _number_holds(place: Place, kind: str, shown: Value, values: list[str]) -> bool:
    bounds = [_operand(place, value) for value in values]
    if (
        isinstance(shown, str | bool)
        or shown is None
        or not all(isinstance(bound, int | float) for bound in bounds)
    ):
        return False
    return bool(COMPARE[kind](shown, bounds[0], bounds[-1]))


def _date_holds(place: Place, kind: str, shown: Value, values: list[Json]) -> bool:
    days = [_day(place, value) for value in values] or [0]
    if isinstance(shown, bool) or not isinstance(shown, int | float) or None in days:
        return False
    bounds = [day for day in days if day is not None]
    return DATED[kind](int(shown), bounds[0], bounds[-1])


def _day(place: Place, value: Json) -> int | None:
    """The serial number of a condition's date: a relative one, a formula's, or one as typed."""
    if value.get("relativeDate"):
        return (place.book.today() - EPOCH.date()).days + RELATIVE.get(value["relativeDate"], 0)
    text = str(value.get("userEnteredValue", ""))
    found = _operand(place, text)
    if isinstance(found, str):
        found = (typed.read(text, place.book.locale)[0] or {}).get("numberValue")
    return int(found) if isinstance(found, int | float) else None


def _member_holds(place: Place, kind: str, shown: Value, values: list[str]) -> bool:
    if kind == "BOOLEAN":
        allowed = values or ["TRUE", "FALSE"]
        return evaluate.text(shown).upper() in [value.upper() for value in allowed]
    if kind in ("ONE_OF_LIST", "ONE_OF_RANGE"):
        return evaluate.text(shown) in choices(
            place, {"type": kind, "values": [{"userEnteredValue": v} for v in values]}
        )
    return bool(WRITTEN[kind].match(evaluate.text(shown))) if kind in WRITTEN else True


def choices(place: Place, condition: Json) -> list[str]:
    """What a drop-down offers."""
    values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
    if condition.get("type") == "ONE_OF_LIST":
        return values
    if condition.get("type") == "BOOLEAN":
        return values or ["TRUE", "FALSE"]
    if condition.get("type") != "ONE_OF_RANGE" or not values:
        return []
    text = values[0] if values[0].startswith("=") else f"={values[0]}"
    try:
        found = evaluate.evaluate(place, formula.parse(text))
    except (FaultError, formula.SyntaxFaultError):
        return []
    return [evaluate.text(value) for value in evaluate.flat([found]) if value not in (None, "")]


def accepts(place: Place, rule: Json, value: Json | None) -> bool:
    """Whether a validation rule lets a typed value in; emptying a cell is always allowed."""
    if value is None:
        return True
    former = place.sheet.cell(place.row, place.column)
    place.sheet.put(place.row, place.column, {**former, "userEnteredValue": value})
    place.book.memo.clear()
    try:
        return holds(place, rule["condition"])
    finally:
        place.sheet.put(place.row, place.column, former)
        place.book.memo.clear()
