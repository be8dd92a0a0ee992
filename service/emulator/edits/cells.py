"""Requests that write cells from CellData."""

from __future__ import annotations

from .. import masks, protection, references, render, strict
from ..a1 import Area
from ..book import Book
from ..errors import Json
from ..masks import Tree
from ..sheet import Cell, Sheet
from . import formats
from .context import Edit, InvalidError, mask

MOST_CHARACTERS = 50_000
TOO_LONG = f"Your input contains more than the maximum of {MOST_CHARACTERS} characters in a single cell."
WRITABLE = ("userEnteredValue", "userEnteredFormat", "note", "textFormatRuns", "dataValidation")


def writable(tree: Tree) -> Tree:
    """The mask limited to what may be written; read-only fields in it are passed over."""
    if not tree:
        return {name: {} for name in WRITABLE}
    unknown = [
        name for name in tree if name not in (*WRITABLE, *render.ORDER, "hyperlink", "chipRuns", "pivotTable")
    ]
    if unknown:
        raise InvalidError(f"Invalid field: {unknown[0]}")
    return {name: below for name, below in tree.items() if name in WRITABLE}


def _checked(source: Json) -> Json:
    text = (source.get("userEnteredValue") or {}).get("stringValue")
    if text is not None and len(text) > MOST_CHARACTERS:
        raise InvalidError(TOO_LONG)
    return source


def written(cell: Cell, source: Json, tree: Tree) -> Cell:
    """The cell after a write. A new value drops the runs, which counted characters of the old one."""
    result = masks.update(cell, source, tree)
    if "userEnteredValue" in tree and "textFormatRuns" not in tree:
        result.pop("textFormatRuns", None)
    return result


def update_cells(edit: Edit, body: Json) -> None:
    tree = writable(mask(body))
    rows = body.get("rows") or []
    if "start" in body:
        start = body["start"]
        sheet = edit.sheet(start.get("sheetId"))
        area = _area_of_rows(sheet, int(start.get("rowIndex", 0)), int(start.get("columnIndex", 0)), rows)
        protection.check_area(sheet, area, edit.rights)
        _write_rows(edit.book, sheet, area, rows, tree, within=False)
    else:
        sheet, area = edit.editable(body.get("range"))
        _write_rows(edit.book, sheet, area, rows, tree, within=True)


def _area_of_rows(sheet: Sheet, top: int, left: int, rows: list[Json]) -> Area:
    width = max((len(row.get("values") or []) for row in rows), default=0)
    if top + len(rows) > sheet.row_count or top >= sheet.row_count:
        last = sheet.row_count - 1
        raise _beyond("row", top + len(rows) - 1, last)
    if left + width > sheet.column_count:
        last = sheet.column_count - 1
        raise _beyond("column", left + width - 1, last)
    return Area(top, top + len(rows), left, left + width)


def _beyond(kind: str, index: int, last: int) -> InvalidError:
    return InvalidError(f"Attempting to write {kind}: {index}, beyond the last requested {kind} of: {last}")


def _write_rows(book: Book, sheet: Sheet, area: Area, rows: list[Json], tree: Tree, within: bool) -> None:
    bounded = sheet.bounded(area)
    top, left = bounded.top or 0, bounded.left or 0
    # With a range, cells of it that no row reaches are cleared of the masked fields.
    height = (bounded.bottom or 0) - top if within else len(rows)
    if len(rows) > height:
        last = (bounded.bottom or 0) - 1
        raise _beyond("row", top + len(rows) - 1, last)
    for offset in range(height):
        values = (rows[offset].get("values") or []) if offset < len(rows) else []
        width = (bounded.right or 0) - left if within else len(values)
        if len(values) > width:
            last = (bounded.right or 0) - 1
            raise _beyond("column", left + len(values) - 1, last)
        for step in range(width):
            source = _checked(formats.cell(values[step] or {})) if step < len(values) else {}
            row, column = top + offset, left + step
            _put(book, sheet, row, column, written(sheet.cell(row, column), source, tree), tree)


def _put(book: Book, sheet: Sheet, row: int, column: int, cell: Cell, tree: Tree) -> None:
    if "userEnteredValue" in tree:
        strict.check(book, sheet, row, column, cell)
    sheet.put(row, column, cell)


def repeat_cell(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    tree = writable(mask(body))
    source = _checked(formats.cell(body.get("cell") or {}))
    top, left = area.top or 0, area.left or 0
    for row in area.rows(sheet.row_count if source else len(sheet.rows)):
        for column in area.columns(sheet.column_count):
            cell = references.carried(source, row - top, column - left)
            _put(edit.book, sheet, row, column, written(sheet.cell(row, column), cell, tree), tree)


def append_cells(edit: Edit, body: Json) -> None:
    sheet = edit.sheet(body.get("sheetId"))
    rows = body.get("rows") or []
    used = [row for row, _, cell in sheet.cells(Area()) if cell.get("userEnteredValue")]
    top = max(used, default=-1) + 1
    if top + len(rows) > sheet.row_count:
        sheet.set_count("ROWS", top + len(rows))
    area = _area_of_rows(sheet, top, 0, rows)
    protection.check_area(sheet, area, edit.rights)
    _write_rows(edit.book, sheet, area, rows, writable(mask(body)), within=False)
