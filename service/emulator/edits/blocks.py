"""Requests that insert or delete a block of cells: what lies below or to the right of it moves."""

from __future__ import annotations

from .. import protection, references, shifts
from ..a1 import Area, from_grid
from ..errors import Json
from ..references import Moving
from ..sheet import ROWS, Row, Sheet
from ..shifts import Delete, Insert, Shift
from .context import Edit, InvalidError


def insert_range(edit: Edit, body: Json) -> None:
    sheet, area, axis = _place(edit, body)
    start, end = _along(area, axis)
    reach = _reach(sheet, area, axis)
    # Nothing that is filled falls off the edge: the grid grows instead.
    needed = max(sheet.count(axis), reach + end - start if reach > start else 0)
    sheet.set_count(axis, needed)
    _shift(edit, sheet, area, axis, Insert(start, end - start))
    sheet.clear_beyond()


def delete_range(edit: Edit, body: Json) -> None:
    sheet, area, axis = _place(edit, body)
    start, end = _along(area, axis)
    _shift(edit, sheet, area, axis, Delete(start, end))


def _place(edit: Edit, body: Json) -> tuple[Sheet, Area, str]:
    axis = body.get("shiftDimension")
    if axis not in ("ROWS", "COLUMNS"):
        raise InvalidError("shiftDimension must be ROWS or COLUMNS")
    sheet, asked = edit.range(body.get("range"))
    area = sheet.bounded(asked)
    # Everything from the block to the edge of the sheet changes.
    moved = area.with_rows(area.top, None) if axis == ROWS else area.with_columns(area.left, None)
    protection.check_area(sheet, moved, edit.rights)
    band = Area(None, None, area.left, area.right) if axis == ROWS else Area(area.top, area.bottom)
    for merge in (from_grid(grid) for grid in sheet.merges):
        if merge.meets(moved) and not band.covers(merge):
            raise InvalidError("The cells to move must not cut through a merged range.")
    return sheet, area, str(axis)


def _along(area: Area, axis: str) -> tuple[int, int]:
    return (area.top or 0, area.bottom or 0) if axis == ROWS else (area.left or 0, area.right or 0)


def _across(area: Area, axis: str) -> tuple[int, int]:
    return (area.left or 0, area.right or 0) if axis == ROWS else (area.top or 0, area.bottom or 0)


def _reach(sheet: Sheet, area: Area, axis: str) -> int:
    """Where the last cell of the band ends."""
    low, high = _across(area, axis)
    band = Area(None, None, low, high) if axis == ROWS else Area(low, high)
    places = ((row if axis == ROWS else column) + 1 for row, column, _ in sheet.cells(band))
    return max(places, default=0)


def _shift(edit: Edit, sheet: Sheet, area: Area, axis: str, shift: Shift) -> None:
    low, high = _across(area, axis)
    if axis == ROWS:
        _shift_rows(sheet, low, high, shift)
    else:
        _shift_columns(sheet, low, high, shift)
    band = Area(None, None, low, high) if axis == ROWS else Area(low, high)
    sheet.merges = _moved_grids(sheet.merges, band, axis, shift)
    for rule in sheet.conditionals:
        rule["ranges"] = _moved_grids(rule["ranges"], band, axis, shift)
    sheet.conditionals = [rule for rule in sheet.conditionals if rule["ranges"]]
    edit.book.named = [
        {**named, "range": grid}
        for named in edit.book.named
        for grid in (
            _moved_grids([named["range"]], band, axis, shift)
            if named["range"].get("sheetId", 0) == sheet.id
            else [named["range"]]
        )
    ]
    for other in edit.book.sheets:
        references.shift_sheet(other, Moving(sheet.title, axis, shift, (low, high)))
    edit.book.changed()


def _shift_rows(sheet: Sheet, low: int, high: int, shift: Shift) -> None:
    moved = [
        (shift.index(row), column, cell) for row, column, cell in sheet.cells(Area(None, None, low, high))
    ]
    for row in sheet.rows:
        for column in [column for column in row if low <= column < high]:
            del row[column]
    for target, column, cell in moved:
        if target is not None:
            sheet.put(target, column, cell)


def _shift_columns(sheet: Sheet, low: int, high: int, shift: Shift) -> None:
    for row in range(low, min(high, len(sheet.rows))):
        moved = ((shift.index(column), cell) for column, cell in sheet.rows[row].items())
        sheet.rows[row] = Row({column: cell for column, cell in moved if column is not None})


def _moved_grids(grids: list[Json], band: Area, axis: str, shift: Shift) -> list[Json]:
    """Ranges that lie within the band move along; the others stay."""
    moved = (shifts.shift_grid(grid, axis, shift) if band.covers(from_grid(grid)) else grid for grid in grids)
    return [grid for grid in moved if grid is not None]
