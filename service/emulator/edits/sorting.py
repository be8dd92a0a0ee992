"""Requests that put the rows of a range into another order."""

from __future__ import annotations

import random
from operator import itemgetter

from .. import evaluate, references
from ..a1 import Area, from_grid
from ..book import Book
from ..errors import Json
from ..sheet import Cell, Sheet
from . import riding
from .context import Edit, InvalidError
from .dimensions import span
from .paste import block

Key = tuple[int, float, str]
Line = tuple[int, list[Cell]]


def sort_range(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    bounded = sheet.bounded(area)
    _refuse_merges(sheet, bounded)
    lines = _lines(sheet, bounded)
    for spec in reversed(body.get("sortSpecs") or []):
        column = int(spec.get("dimensionIndex") or 0)
        if not (bounded.left or 0) <= column < (bounded.right or 0):
            raise InvalidError(f"dimensionIndex[{column}] is outside of the range to sort")
        keyed = [(sort_key(edit.book, sheet, line[0], column), line) for line in lines]
        keyed.sort(key=itemgetter(0), reverse=spec.get("sortOrder") == "DESCENDING")
        # Blank cells go to the end whichever way the rest is sorted.
        filled = [line for _, line in keyed if not _blank(sheet, line[0], column)]
        lines = filled + [line for _, line in keyed if _blank(sheet, line[0], column)]
    _put(sheet, bounded, lines)
    riding.after_sort(
        edit.book, sheet, ((former, row) for row, (former, _) in enumerate(lines, bounded.top or 0))
    )


def _refuse_merges(sheet: Sheet, area: Area) -> None:
    if any(from_grid(merge).meets(area) for merge in sheet.merges):
        raise InvalidError("Cannot sort a range with merged cells.")


def _lines(sheet: Sheet, area: Area) -> list[Line]:
    return list(enumerate(block(sheet, area), area.top or 0))


def _blank(sheet: Sheet, row: int, column: int) -> bool:
    return not sheet.cell(row, column).get("userEnteredValue")


def _put(sheet: Sheet, area: Area, lines: list[Line]) -> None:
    """The lines in their new order; a formula's relative references go along with its row."""
    for row, (former, cells) in enumerate(lines, area.top or 0):
        for column, cell in enumerate(cells, area.left or 0):
            sheet.put(row, column, references.carried(cell, row - former, 0))


def sort_key(book: Book, sheet: Sheet, row: int, column: int) -> Key:
    """Numbers, then text without regard to case, then booleans, then errors."""
    value = evaluate.effective_value(book, sheet, row, column) or {}
    kind, plain = next(iter(value.items()), ("", ""))
    if kind == "numberValue":
        return 0, float(plain), ""
    if kind == "boolValue":
        return 2, float(plain), ""
    if kind == "errorValue":
        return 3, 0.0, ""
    return 1, 0.0, str(plain).lower()


def randomize_range(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    bounded = sheet.bounded(area)
    _refuse_merges(sheet, bounded)
    lines = _lines(sheet, bounded)
    random.SystemRandom().shuffle(lines)
    _put(sheet, bounded, lines)


def delete_duplicates(edit: Edit, body: Json) -> Json:
    """The first of equal rows stays, the rest of the range moves up; cells beside it stay."""
    sheet, area = edit.editable(body.get("range"))
    bounded = sheet.bounded(area)
    _refuse_merges(sheet, bounded)
    columns = _compared(sheet, bounded, body.get("comparisonColumns") or [])
    seen: set[tuple[Key, ...]] = set()
    left: list[Line] = []
    lines = [line for line in _lines(sheet, bounded) if line[0] < len(sheet.rows)]
    for line in lines:
        key = tuple(sort_key(edit.book, sheet, line[0], column) for column in columns)
        blank = all(_blank(sheet, line[0], column) for column in columns)
        if blank or key not in seen:
            left.append(line)
        seen.add(key)
    removed = len(lines) - len(left)
    width = (bounded.right or 0) - (bounded.left or 0)
    last = (bounded.top or 0) + len(lines)
    _put(sheet, bounded, left + [(last, [{}] * width)] * removed)
    return {"deleteDuplicates": {"duplicatesRemovedCount": removed} if removed else {}}


def _compared(sheet: Sheet, area: Area, given: list[Json]) -> list[int]:
    if not given:
        return list(area.columns(sheet.column_count))
    found: list[int] = []
    for range_ in given:
        axis, start, end = span(sheet, range_)
        if axis != "COLUMNS" or not (area.left or 0) <= start < end <= (area.right or 0):
            raise InvalidError("comparisonColumns must be columns of the range")
        found += range(start, end)
    return found
