"""The references of formulas: they follow rows and columns that move, and go along in a copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .a1 import split_title
from .errors import Json
from .formula import Point, SyntaxFaultError, read_point, tokens
from .sheet import Cell, Sheet
from .shifts import Shift


class Moving(NamedTuple):
    """Rows or columns of one tab that move; with a band only the part of them between low and high."""

    title: str
    axis: str
    shift: Shift
    band: tuple[int, int] | None = None

    def takes(self, start: Point, end: Point) -> bool:
        """Whether a reference lies within the band, and so goes along."""
        if self.band is None:
            return True
        low, high = (start.column, end.column) if self.axis == "ROWS" else (start.row, end.row)
        return low is not None and high is not None and self.band[0] <= low and high < self.band[1]


def shift_sheet(sheet: Sheet, moving: Moving) -> None:
    """Let the formulas of a tab follow what moves."""
    own = sheet.title == moving.title
    for row in sheet.rows:
        for column, cell in list(row.items()):
            entered = cell.get("userEnteredValue", {}).get("formulaValue")
            if entered:
                row[column] = {**cell, "userEnteredValue": {"formulaValue": shift_text(entered, own, moving)}}
            condition = cell.get("dataValidation", {}).get("condition")
            if condition and condition.get("type") in ("ONE_OF_RANGE", "CUSTOM_FORMULA"):
                rule = {**cell["dataValidation"], "condition": _shift_condition(condition, own, moving)}
                row[column] = {**row[column], "dataValidation": rule}
    for rule in sheet.conditionals:
        boolean = rule.get("booleanRule")
        if boolean:
            condition = _shift_condition(boolean["condition"], own, moving)
            rule["booleanRule"] = {**boolean, "condition": condition}


def _shift_condition(condition: Json, own: bool, moving: Moving) -> Json:
    values = [dict(value) for value in condition.get("values", [])]
    for value in values:
        text = value.get("userEnteredValue", "")
        if text.startswith("="):
            value["userEnteredValue"] = shift_text(text, own, moving)
    return {**condition, "values": values} if values else condition


def shift_text(text: str, own: bool, moving: Moving) -> str:
    return _rewritten(text, lambda reference: _shift_reference(reference, own, moving))


def _rewritten(text: str, change: Callable[[str], str]) -> str:
    """The formula with each reference changed; what cannot be read stays as it is."""
    try:
        parts = tokens(text[1:])
    except SyntaxFaultError:
        return text
    return "=" + "".join(change(part) if kind == "ref" else part for kind, part in parts)


def _shift_reference(text: str, own: bool, moving: Moving) -> str:
    title, cells = split_title(text)
    if not (own if title is None else title == moving.title):
        return text
    first, colon, last = cells.partition(":")
    start = read_point(first)
    end = read_point(last) if colon else start
    if not moving.takes(start, end):
        return text
    lows, highs = (start.row, end.row) if moving.axis == "ROWS" else (start.column, end.column)
    span = moving.shift.span(lows, None if highs is None else highs + 1)
    if span is None:
        return "#REF!"
    start = _placed(start, moving.axis, span[0])
    end = _placed(end, moving.axis, None if span[1] is None else span[1] - 1)
    prefix = text[: len(text) - len(cells)]
    return prefix + start.text() + (f":{end.text()}" if colon else "")


def _placed(point: Point, axis: str, index: int | None) -> Point:
    return point._replace(row=index) if axis == "ROWS" else point._replace(column=index)


def translate(text: str, down: int, across: int) -> str:
    """The formula as it reads copied so many rows down and columns across: relative references go along."""
    return _rewritten(text, lambda reference: _translate_reference(reference, down, across))


def _translate_reference(text: str, down: int, across: int) -> str:
    cells = split_title(text)[1]
    points = [read_point(part) for part in cells.split(":")]
    moved = [_moved(point, down, across) for point in points]
    if any((point.row or 0) < 0 or (point.column or 0) < 0 for point in moved):
        return "#REF!"
    return text[: len(text) - len(cells)] + ":".join(point.text() for point in moved)


def _moved(point: Point, down: int, across: int) -> Point:
    row = point.row if point.row is None or point.row_fixed else point.row + down
    column = point.column if point.column is None or point.column_fixed else point.column + across
    return point._replace(row=row, column=column)


def carried(cell: Cell, down: int, across: int) -> Cell:
    """A cell as it reads copied so far away."""
    text = cell.get("userEnteredValue", {}).get("formulaValue")
    if not text or not (down or across):
        return cell
    return {**cell, "userEnteredValue": {"formulaValue": translate(text, down, across)}}
