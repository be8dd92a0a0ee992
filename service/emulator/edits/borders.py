"""Borders of cells."""

from __future__ import annotations

from ..a1 import Area
from ..errors import Json
from . import formats
from .context import Edit


def update_borders(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    lines = formats.normal({name: value for name, value in body.items() if name != "range"})
    bounded = sheet.bounded(area)
    for row in bounded.rows(sheet.row_count):
        for column in bounded.columns(sheet.column_count):
            sides = _sides(bounded, row, column, lines)
            if sides:
                sheet.put(row, column, _bordered(sheet.cell(row, column), sides))


def _sides(area: Area, row: int, column: int, lines: Json) -> Json:
    names = {
        "top": "top" if row == area.top else "innerHorizontal",
        "bottom": "bottom" if row == (area.bottom or 0) - 1 else "innerHorizontal",
        "left": "left" if column == area.left else "innerVertical",
        "right": "right" if column == (area.right or 0) - 1 else "innerVertical",
    }
    return {side: lines[name] for side, name in names.items() if name in lines}


def _bordered(cell: Json, sides: Json) -> Json:
    entered = cell.get("userEnteredFormat", {})
    borders = {
        name: line
        for name, line in {**entered.get("borders", {}), **sides}.items()
        if line.get("style") != "NONE"
    }
    kept = {name: value for name, value in entered.items() if name != "borders"}
    kept |= {"borders": borders} if borders else {}
    rest = {name: value for name, value in cell.items() if name != "userEnteredFormat"}
    return rest | ({"userEnteredFormat": kept} if kept else {})
