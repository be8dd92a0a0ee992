"""Requests that copy and move cells."""

from __future__ import annotations

import csv
import io

from .. import evaluate, masks, protection, references, typed
from ..a1 import Area, from_grid
from ..book import Book
from ..errors import Json
from ..masks import Tree
from ..sheet import Cell, Sheet
from . import riding
from .cells import WRITABLE, written
from .context import Edit, InvalidError, bare
from .merges import merge, unmerge

PASTED = {
    "PASTE_NORMAL": WRITABLE,
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_NO_BORDERS": WRITABLE,
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}
WITH_MERGES = ("PASTE_NORMAL", "PASTE_NO_BORDERS")
Block = list[list[Cell]]


def block(sheet: Sheet, area: Area) -> Block:
    bounded = sheet.bounded(area)
    return [
        [sheet.cell(row, column) for column in bounded.columns(sheet.column_count)]
        for row in bounded.rows(sheet.row_count)
    ]


def copy_paste(edit: Edit, body: Json) -> None:
    sheet, source = edit.range(body.get("source"))
    target, area = edit.range(body.get("destination"))
    source, bounded = sheet.bounded(source), target.bounded(area)
    kind = body.get("pasteType") or "PASTE_NORMAL"
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    height = (source.bottom or 0) - (source.top or 0)
    width = (source.right or 0) - (source.left or 0)
    if turned:
        height, width = width, height
    top, left = bounded.top or 0, bounded.left or 0
    # Only a selection of whole multiples is filled; else the source is pasted once, whatever its size.
    down, across = (bounded.bottom or 0) - top, (bounded.right or 0) - left
    size = (down if down % height == 0 else height, across if across % width == 0 else width)
    paste = _Paste(edit, sheet, source, target, Area(top, top + size[0], left, left + size[1]), kind, turned)
    paste.cells()
    if kind in WITH_MERGES and not turned:
        paste.merges()
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        paste.conditionals()
    if kind == "PASTE_NORMAL" and not turned:
        riding.after_paste(edit.book, (sheet, source), (target, paste.area))


class _Paste:
    def __init__(
        self, edit: Edit, sheet: Sheet, source: Area, target: Sheet, area: Area, kind: str, turned: bool
    ) -> None:
        self.sheet, self.source, self.target, self.kind, self.turned = sheet, source, target, kind, turned
        self.book = edit.book
        bottom, right = min(area.bottom or 0, target.row_count), min(area.right or 0, target.column_count)
        self.area = area.with_rows(area.top, bottom).with_columns(area.left, right)
        protection.check_area(target, self.area, edit.rights)

    def cells(self) -> None:
        """Repeat the block over the destination, as pasting over a larger selection does."""
        lines = block(self.sheet, self.source)
        if self.kind == "PASTE_VALUES":
            lines = _values(self.book, self.sheet, self.source)
        if self.turned:
            lines = [list(column) for column in zip(*lines, strict=True)]
        tree: Tree = {name: {} for name in PASTED[self.kind]}
        top, left = self.area.top or 0, self.area.left or 0
        for row in self.area.rows(self.target.row_count) if tree else ():
            line = lines[(row - top) % len(lines)]
            for column in self.area.columns(self.target.column_count):
                across, down = (column - left) % len(line), (row - top) % len(lines)
                cell = self._carried(line[across], row, column, down, across)
                former = self.target.cell(row, column)
                self.target.put(row, column, self._over(former, cell, tree))

    def _carried(self, cell: Cell, row: int, column: int, down: int, across: int) -> Cell:
        if self.turned:
            down, across = across, down
        home = (self.source.top or 0) + down, (self.source.left or 0) + across
        return references.carried(cell, row - home[0], column - home[1])

    def _over(self, former: Cell, cell: Cell, tree: Tree) -> Cell:
        result = masks.update(former, cell, tree)
        if self.kind != "PASTE_NO_BORDERS":
            return result
        kept = {
            name: value for name, value in result.get("userEnteredFormat", {}).items() if name != "borders"
        }
        kept |= {
            name: value for name, value in former.get("userEnteredFormat", {}).items() if name == "borders"
        }
        rest = {name: value for name, value in result.items() if name != "userEnteredFormat"}
        return rest | ({"userEnteredFormat": kept} if kept else {})

    def _steps(self) -> list[tuple[int, int]]:
        """How far each repetition of the source lies from it."""
        top, left = self.source.top or 0, self.source.left or 0
        height, width = (self.source.bottom or 0) - top, (self.source.right or 0) - left
        return [
            (row - top, column - left)
            for row in range(self.area.top or 0, self.area.bottom or 0, height)
            for column in range(self.area.left or 0, self.area.right or 0, width)
        ]

    def merges(self) -> None:
        found = [grid for grid in self.sheet.merges if self.source.covers(from_grid(grid))]
        if found or any(from_grid(grid).meets(self.area) for grid in self.target.merges):
            unmerge(self.target, self.area)
        for down, across in self._steps():
            for grid in found:
                merge(self.target, _stepped(grid, down, across))

    def conditionals(self) -> None:
        """The rules that hold in the source hold in the destination too."""
        if self.sheet is not self.target:
            return
        for rule in self.sheet.conditionals:
            if any(from_grid(grid).meets(self.source) for grid in rule["ranges"]):
                names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
                bounds = (self.area.top, self.area.bottom, self.area.left, self.area.right)
                rule["ranges"] = [*rule["ranges"], dict(zip(names, bounds, strict=True))]


def _stepped(grid: Json, down: int, across: int) -> Json:
    return {name: value + (down if "Row" in name else across) for name, value in grid.items()}


def _values(book: Book, sheet: Sheet, area: Area) -> Block:
    """What the cells show, without the formulas behind it."""
    return [
        [
            _value(evaluate.effective_value(book, sheet, row, column))
            for column in area.columns(sheet.column_count)
        ]
        for row in area.rows(sheet.row_count)
    ]


def _value(value: Json | None) -> Cell:
    if value and "errorValue" in value:
        return {"userEnteredValue": {"stringValue": evaluate.ERROR_TEXTS[value["errorValue"]["type"]]}}
    return {"userEnteredValue": value} if value else {}


def cut_paste(edit: Edit, body: Json) -> None:
    """All of the source is cut, whatever is pasted; formulas go along as they are."""
    sheet, area = edit.editable(body.get("source"))
    place = body.get("destination") or {}
    target = edit.sheet(place.get("sheetId"))
    source, lines = sheet.bounded(area), block(sheet, area)
    merges = [bare(grid) for grid in sheet.merges if source.covers(from_grid(grid))]
    unmerge(sheet, source)
    for row, column, _ in list(sheet.cells(source)):
        sheet.put(row, column, {})
    top, left = int(place.get("rowIndex") or 0), int(place.get("columnIndex") or 0)
    area = Area(top, top + len(lines), left, left + len(lines[0]))
    if (area.bottom or 0) > target.row_count or (area.right or 0) > target.column_count:
        raise InvalidError("The destination range exceeds the grid limits.")
    protection.check_area(target, area, edit.rights)
    kind = body.get("pasteType") or "PASTE_NORMAL"
    tree: Tree = {name: {} for name in PASTED[kind]}
    for down, line in enumerate(lines):
        for across, cell in enumerate(line):
            row, column = top + down, left + across
            target.put(row, column, masks.update(target.cell(row, column), cell, tree))
    if kind in WITH_MERGES:
        for grid in merges:
            merge(target, _stepped(grid, top - (source.top or 0), left - (source.left or 0)))


def paste_data(edit: Edit, body: Json) -> None:
    """Text split into cells by its delimiter, each read as if it had been typed."""
    if body.get("html"):
        raise InvalidError("The emulator pastes delimited text, not HTML.")
    delimiter = body.get("delimiter") or "\t"
    place = body.get("coordinate") or {}
    sheet = edit.sheet(place.get("sheetId"))
    lines = _split(body.get("data") or "", delimiter)
    top, left = int(place.get("rowIndex") or 0), int(place.get("columnIndex") or 0)
    width = max((len(line) for line in lines), default=0)
    area = Area(top, top + len(lines), left, left + width)
    for axis, needed in (("ROWS", area.bottom or 0), ("COLUMNS", area.right or 0)):
        sheet.set_count(axis, max(sheet.count(axis), needed))
    protection.check_area(sheet, area, edit.rights)
    for row, line in enumerate(lines, top):
        for column, text in enumerate(line, left):
            sheet.put(row, column, _typed_over(edit.book, sheet.cell(row, column), text))


def _typed_over(book: Book, cell: Cell, text: str) -> Cell:
    look = cell.get("userEnteredFormat", {})
    value, brought = typed.read(text, book.locale, look.get("numberFormat"))
    cell = written(cell, {"userEnteredValue": value}, {"userEnteredValue": {}})
    return {**cell, "userEnteredFormat": {**look, "numberFormat": brought}} if brought else cell


def _split(text: str, delimiter: str) -> list[list[str]]:
    if len(delimiter) == 1:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    return [line.split(delimiter) for line in text.splitlines()]
