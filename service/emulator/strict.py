"""Whether a strict validation rule refuses what the API writes: not known, so a switch says it."""

from __future__ import annotations

from . import conditions, switches
from .a1 import column_letters
from .book import Book
from .errors import ApiError
from .evaluate import Place
from .sheet import Cell, Sheet


def check(book: Book, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    """Raise ApiError when this new value is against the cell's own rule."""
    if switches.current().strict_rules != "api":
        return
    rule, value = cell.get("dataValidation", {}), cell.get("userEnteredValue")
    if not rule.get("strict") or not value or "formulaValue" in value:
        return
    if not conditions.accepts(Place(book, sheet, row, column), rule, value):
        name = f"{column_letters(column)}{row + 1}"
        message = f"The data you entered in cell {name} violates the data validation rules set on this cell."
        raise ApiError(400, message)
