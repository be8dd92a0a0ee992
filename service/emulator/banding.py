"""The colour that alternating colours give a cell."""

from __future__ import annotations

from .a1 import Area, from_grid
from .errors import Json
from .sheet import Sheet


def background(sheet: Sheet, row: int, column: int) -> Json | None:
    """Headers and footers before bands, first bands before second ones, rows before columns."""
    for banding in sheet.bandings:
        area = sheet.bounded(from_grid(banding["range"]))
        if area.holds(row, column):
            return _color(banding, area, row, column)
    return None


def _color(banding: Json, area: Area, row: int, column: int) -> Json | None:
    by_row = _kinds(banding.get("rowProperties", {}), row - (area.top or 0), (area.bottom or 0) - row)
    by_column = _kinds(
        banding.get("columnProperties", {}), column - (area.left or 0), (area.right or 0) - column
    )
    found = [*by_row, *by_column]
    for kind in ("header", "footer", "firstBand", "secondBand"):
        for name, color in found:
            if name == kind:
                return color
    return None


def _kinds(properties: Json, place: int, left: int) -> list[tuple[str, Json]]:
    """What one direction gives the index that lies `place` after the start and `left` before the end."""
    if not properties:
        return []
    if place == 0 and "headerColor" in properties:
        return [("header", properties["headerColor"])]
    if left == 1 and "footerColor" in properties:
        return [("footer", properties["footerColor"])]
    first = (place - ("headerColor" in properties)) % 2 == 0
    name = "firstBand" if first else "secondBand"
    return [(name, properties[f"{name}Color"])] if f"{name}Color" in properties else []
