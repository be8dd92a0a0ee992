"""Requests on rows and columns."""

from __future__ import annotations

from typing import Any

from .. import masks, protection
from ..a1 import Area
from ..errors import Json
from ..sheet import COLUMNS, DEFAULT_COLUMN_WIDTH, DEFAULT_ROW_HEIGHT, ROWS, Sheet
from ..shifts import Delete, Insert, Move
from .context import Edit, InvalidError, mask

CHARACTER_WIDTH = 7


def _axis(range_: Json) -> str:
    if range_.get("dimension") not in (ROWS, COLUMNS):
        raise InvalidError("dimension must be ROWS or COLUMNS")
    return str(range_["dimension"])


def span(sheet: Sheet, range_: Json) -> tuple[str, int, int]:
    """Dimension, start and end of a DimensionRange, within the grid."""
    axis = _axis(range_)
    count = sheet.count(axis)
    start, end = int(range_.get("startIndex") or 0), range_.get("endIndex")
    end = count if end is None else int(end)
    if not 0 <= start < end:
        raise InvalidError(f"startIndex[{start}] must be less than endIndex[{end}]")
    if end > count:
        name = "row" if axis == ROWS else "column"
        raise InvalidError(f"Cannot reach {name} {end}: the sheet has {count} {name}s")
    return axis, start, end


def strip(axis: str, start: int, end: int) -> Area:
    return Area(start, end) if axis == ROWS else Area(left=start, right=end)


def insert_dimension(edit: Edit, body: Json) -> None:
    range_ = body.get("range") or {}
    sheet = edit.structural(range_.get("sheetId"))
    axis = _axis(range_)
    start, end = int(range_.get("startIndex") or 0), int(range_.get("endIndex") or 0)
    before = bool(body.get("inheritFromBefore"))
    if before and start == 0:
        raise InvalidError("inheritFromBefore cannot be true if startIndex is 0")
    if not start < end or start > sheet.count(axis):
        raise InvalidError(
            f"range.startIndex[{start}] is too large for sheet with {sheet.count(axis)} {axis.lower()}"
        )
    sheet.set_count(axis, sheet.count(axis) + end - start)
    edit.book.shift(sheet, axis, Insert(start, end - start))
    neighbour = start - 1 if before else end
    if neighbour < sheet.count(axis):
        _inherit(sheet, axis, neighbour, range(start, end))


def _inherit(sheet: Sheet, axis: str, neighbour: int, fresh: range) -> None:
    """New rows and columns look like their neighbour: formats and drop-downs, no values, no notes."""
    for row, column, cell in list(sheet.cells(strip(axis, neighbour, neighbour + 1))):
        kept: Json = {name: cell[name] for name in ("userEnteredFormat", "dataValidation") if name in cell}
        for index in fresh if kept else ():
            sheet.put(*((index, column) if axis == ROWS else (row, index)), kept)
    size = {
        name: value for name, value in sheet.sizes[axis].get(neighbour, {}).items() if name == "pixelSize"
    }
    for index in fresh if size else ():
        sheet.sizes[axis][index] = size


def delete_dimension(edit: Edit, body: Json) -> None:
    range_ = body.get("range") or {}
    sheet = edit.sheet(range_.get("sheetId"))
    axis, start, end = span(sheet, range_)
    protection.check_area(sheet, strip(axis, start, end), edit.rights)
    protection.check_structure(sheet, edit.rights)
    if end - start >= sheet.count(axis):
        raise InvalidError(f"You can't delete all the {axis.lower()} on the sheet.")
    sheet.set_count(axis, sheet.count(axis) - (end - start))
    edit.book.shift(sheet, axis, Delete(start, end))
    grid = sheet.properties["gridProperties"]
    name = "frozenRowCount" if axis == ROWS else "frozenColumnCount"
    if grid.get(name, 0) > start:
        left = grid[name] - (min(end, grid[name]) - start)
        sheet.properties["gridProperties"] = {key: grid[key] for key in grid if key != name} | (
            {name: left} if left else {}
        )


def move_dimension(edit: Edit, body: Json) -> None:
    range_ = body.get("source") or {}
    sheet = edit.structural(range_.get("sheetId"))
    axis, start, end = span(sheet, range_)
    destination = int(body.get("destinationIndex") or 0)
    if not 0 <= destination <= sheet.count(axis):
        raise InvalidError(f"destinationIndex[{destination}] is outside of the sheet")
    low, high = min(start, destination), max(end, destination)
    protection.check_area(sheet, strip(axis, low, high), edit.rights)
    if not start <= destination <= end:
        edit.book.shift(sheet, axis, Move(start, end, destination))


def append_dimension(edit: Edit, body: Json) -> None:
    sheet = edit.structural(body.get("sheetId"))
    length = int(body.get("length") or 0)
    if length <= 0:
        raise InvalidError("length must be positive")
    axis = _axis(body)
    sheet.set_count(axis, sheet.count(axis) + length)


def update_dimension_properties(edit: Edit, body: Json) -> None:
    range_ = body.get("range") or {}
    sheet = edit.structural(range_.get("sheetId"))
    axis, start, end = span(sheet, range_)
    given = body.get("properties") or {}
    fields = mask(body) or {name: {} for name in given}
    for index in range(start, end):
        put_size(sheet, axis, index, masks.update(sheet.sizes[axis].get(index, {}), given, fields))


def put_size(sheet: Sheet, axis: str, index: int, properties: Json) -> None:
    kept = {name: value for name, value in properties.items() if value is not False}
    if kept:
        sheet.sizes[axis][index] = kept
    else:
        sheet.sizes[axis].pop(index, None)


def auto_resize_dimensions(edit: Edit, body: Json) -> None:
    """Columns as wide as their longest line (a guess: no fonts here); rows back to the default height."""
    range_ = body.get("dimensions") or {}
    sheet = edit.structural(range_.get("sheetId"))
    axis, start, end = span(sheet, range_)
    for index in range(start, end):
        longest = 0
        for _, _, cell in sheet.cells(strip(axis, index, index + 1)):
            shown: Any = next(iter(cell.get("userEnteredValue", {}).values()), "")
            longest = max([longest, *(len(line) for line in str(shown).split("\n"))])
        fitted = longest * CHARACTER_WIDTH + 10 if longest else DEFAULT_COLUMN_WIDTH
        size = fitted if axis == COLUMNS else DEFAULT_ROW_HEIGHT
        put_size(sheet, axis, index, {**sheet.sizes[axis].get(index, {}), "pixelSize": size})
