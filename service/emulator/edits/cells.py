"""Requests that write cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from .. import masks, protection, render, typed
from ..a1 import Area, from_grid
from ..errors import Json
from ..masks import Tree
from ..sheet import Cell, Sheet
from . import formats
from .context import Edit, InvalidError, mask

WRITABLE = ("userEnteredValue", "userEnteredFormat", "note", "textFormatRuns", "dataValidation")
PASTED = {
    "PASTE_NORMAL": WRITABLE,
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat", "dataValidation"),
    "PASTE_NO_BORDERS": WRITABLE,
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}


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
        _write_rows(sheet, area, rows, tree, within=False)
    else:
        sheet, area = edit.editable(body.get("range"))
        _write_rows(sheet, area, rows, tree, within=True)


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


def _write_rows(sheet: Sheet, area: Area, rows: list[Json], tree: Tree, within: bool) -> None:
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
            source = formats.cell(values[step] or {}) if step < len(values) else {}
            row, column = top + offset, left + step
            sheet.put(row, column, written(sheet.cell(row, column), source, tree))


def repeat_cell(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    tree = writable(mask(body))
    source = formats.cell(body.get("cell") or {})
    for row in area.rows(sheet.row_count if source else len(sheet.rows)):
        for column in area.columns(sheet.column_count):
            sheet.put(row, column, written(sheet.cell(row, column), source, tree))


def append_cells(edit: Edit, body: Json) -> None:
    sheet = edit.sheet(body.get("sheetId"))
    rows = body.get("rows") or []
    used = [row for row, _, cell in sheet.cells(Area()) if cell.get("userEnteredValue")]
    top = max(used, default=-1) + 1
    if top + len(rows) > sheet.row_count:
        sheet.set_count("ROWS", top + len(rows))
    area = _area_of_rows(sheet, top, 0, rows)
    protection.check_area(sheet, area, edit.rights)
    _write_rows(sheet, area, rows, writable(mask(body)), within=False)


def find_replace(edit: Edit, body: Json) -> Json:
    pattern = _pattern(body)
    counts = {
        "valuesChanged": 0,
        "formulasChanged": 0,
        "occurrencesChanged": 0,
        "rowsChanged": 0,
        "sheetsChanged": 0,
    }
    for sheet, area in _searched(edit, body):
        rows = set()
        for row, column, cell in list(sheet.cells(area)):
            changed = _replace(edit, sheet, row, column, pattern, body)
            if changed:
                kind = "formulasChanged" if "formulaValue" in cell["userEnteredValue"] else "valuesChanged"
                counts[kind] += 1
                counts["occurrencesChanged"] += changed
                rows.add(row)
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {"findReplace": {name: count for name, count in counts.items() if count}}


def _pattern(body: Json) -> re.Pattern[str]:
    text = body.get("find") or ""
    if not text:
        raise InvalidError("find must not be empty")
    text = text if body.get("searchByRegex") else re.escape(text)
    if body.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise InvalidError(f"Invalid regular expression: {error}") from error


def _searched(edit: Edit, body: Json) -> Iterator[tuple[Sheet, Area]]:
    if body.get("allSheets"):
        for sheet in edit.book.sheets:
            yield edit.sheet(sheet.id), Area()
    elif "range" in body:
        yield edit.range(body["range"])
    else:
        yield edit.sheet(body.get("sheetId")), Area()


def _replace(edit: Edit, sheet: Sheet, row: int, column: int, pattern: re.Pattern[str], body: Json) -> int:
    cell = sheet.cell(row, column)
    entered = cell.get("userEnteredValue")
    if not entered or ("formulaValue" in entered and not body.get("includeFormulas")):
        return 0
    shown = entered.get("formulaValue") or render.formatted(edit.book, sheet, row, column)
    replacement = body.get("replacement") or ""
    new, count = pattern.subn(replacement if body.get("searchByRegex") else lambda match: replacement, shown)
    if count:
        protection.check_area(sheet, Area(row, row + 1, column, column + 1), edit.rights)
        number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
        value, _ = typed.read(new, edit.book.locale, number_format)
        sheet.put(row, column, written(cell, {"userEnteredValue": value}, {"userEnteredValue": {}}))
    return count


def copy_paste(edit: Edit, body: Json) -> None:
    sheet, source = edit.range(body.get("source"))
    target, area = edit.range(body.get("destination"))
    block = _block(sheet, sheet.bounded(source))
    if body.get("pasteOrientation") == "TRANSPOSE":
        block = [list(column) for column in zip(*block, strict=True)]
    kind = body.get("pasteType", "PASTE_NORMAL")
    if kind not in PASTED:
        raise InvalidError(f"Unknown pasteType {kind}")
    bounded = target.bounded(area)
    height = max(len(block), (bounded.bottom or 0) - (bounded.top or 0))
    width = max(len(block[0]), (bounded.right or 0) - (bounded.left or 0))
    _paste(edit, target, (bounded.top or 0, bounded.left or 0), (height, width), block, kind)


def _block(sheet: Sheet, area: Area) -> list[list[Cell]]:
    return [[sheet.cell(row, column) for column in area.columns(10**6)] for row in area.rows(10**6)]


def _paste(
    edit: Edit,
    sheet: Sheet,
    start: tuple[int, int],
    size: tuple[int, int],
    block: list[list[Cell]],
    kind: str,
) -> None:
    """Repeat the block over the destination, as pasting over a larger selection does."""
    top, left = start
    area = Area(top, min(top + size[0], sheet.row_count), left, min(left + size[1], sheet.column_count))
    protection.check_area(sheet, area, edit.rights)
    tree: Tree = {name: {} for name in PASTED[kind]}
    for row in area.rows(sheet.row_count):
        line = block[(row - top) % len(block)]
        for column in area.columns(sheet.column_count):
            sheet.put(
                row, column, masks.update(sheet.cell(row, column), line[(column - left) % len(line)], tree)
            )


def cut_paste(edit: Edit, body: Json) -> None:
    sheet, source = edit.editable(body.get("source"))
    place = body.get("destination") or {}
    target = edit.sheet(place.get("sheetId"))
    block = _block(sheet, sheet.bounded(source))
    for row, column, _ in list(sheet.cells(source)):
        sheet.put(row, column, {})
    start = (int(place.get("rowIndex", 0)), int(place.get("columnIndex", 0)))
    size = (len(block), len(block[0]))
    _paste(edit, target, start, size, block, body.get("pasteType", "PASTE_NORMAL"))


def sort_range(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    bounded = sheet.bounded(area)
    if any(from_grid(merge).meets(bounded) for merge in sheet.merges):
        raise InvalidError("Cannot sort a range with merged cells.")
    rows = _block(sheet, bounded)
    for spec in reversed(body.get("sortSpecs") or []):
        column = int(spec.get("dimensionIndex", 0)) - (bounded.left or 0)
        descending = spec.get("sortOrder") == "DESCENDING"
        keyed = [(sort_key(row[column]), row) for row in rows]
        keyed.sort(key=itemgetter(0), reverse=descending)
        # Blank cells go to the end whichever way the rest is sorted.
        filled = [row for _, row in keyed if row[column].get("userEnteredValue")]
        rows = filled + [row for _, row in keyed if not row[column].get("userEnteredValue")]
    for offset, cells in enumerate(rows):
        for step, cell in enumerate(cells):
            sheet.put((bounded.top or 0) + offset, (bounded.left or 0) + step, cell)


def sort_key(cell: Cell) -> tuple[int, float, str]:
    value = next(iter(cell.get("userEnteredValue", {}).values()), None)
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, str(value or "").lower()
