"""Which rows a basic filter hides."""

from __future__ import annotations

from . import conditions, look
from .a1 import Area, from_grid
from .book import DEFAULT_FORMAT, DEFAULT_TEXT, Book
from .errors import Json
from .evaluate import Place
from .sheet import Sheet


def hidden_rows(book: Book, sheet: Sheet) -> set[int]:
    """Rows below the heading of the filter in which some column's criteria say no."""
    if not sheet.filter or not sheet.filter.get("filterSpecs"):
        return set()
    area = sheet.bounded(from_grid(sheet.filter["range"]))
    rows = range((area.top or 0) + 1, area.bottom or 0)
    specs = [
        (int(spec["columnIndex"]), spec.get("filterCriteria") or {}) for spec in sheet.filter["filterSpecs"]
    ]
    return {row for row in rows if any(not _shows(book, sheet, area, row, *spec) for spec in specs)}


def _shows(book: Book, sheet: Sheet, area: Area, row: int, column: int, criteria: Json) -> bool:
    if look.formatted(book, sheet, row, column) in criteria.get("hiddenValues", []):
        return False
    if "condition" in criteria:
        place = Place(book, sheet, row, column, row - (area.top or 0) - 1, 0)
        if not conditions.holds(place, criteria["condition"]):
            return False
    entered = sheet.cell(row, column).get("userEnteredFormat", {})
    background = entered.get("backgroundColor", DEFAULT_FORMAT["backgroundColor"])
    foreground = entered.get("textFormat", {}).get("foregroundColor", DEFAULT_TEXT["foregroundColor"])
    wanted = (
        criteria.get("visibleBackgroundColor", background),
        criteria.get("visibleForegroundColor", foreground),
    )
    return bool(wanted == (background, foreground))
