"""A workbook to the data of a form, with the cell of every key, so that a fault names tab and cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.core.expressions.hints import nearest, nearest_th, quoted
from service.definitions.fault_words import both
from service.definitions.source import Source, Where
from service.definitions.workbook_cells import CellError, decode
from service.definitions.workbook_choices import Lists, read_lists
from service.definitions.workbook_layout import LIST, SETTINGS, Tab, tabs
from service.definitions.workbook_layout import Path as Keys
from service.definitions.workbook_read import Book, Cell, Grid, Spot, place, read_book
from service.definitions.workbook_schema import Place, root

Spots = dict[tuple[str | int, ...], Spot]
NO_SETTINGS = (
    "ไม่มีแท็บ settings ให้เพิ่ม ดูตัวอย่างด้วย tidtam schemas export "
    "(the tab settings is missing; add it (see an exported form))"
)
ONE_ROW = "แท็บนี้มีได้แถวเดียว ให้ย้ายขึ้นหรือลบแถวนี้ (only one row stands here; move it up or delete it)"
HEADING_TWICE = "หัวตารางซ้ำกัน ให้ลบหนึ่งคอลัมน์ (this heading stands here twice; delete one column)"
GIVEN_TWICE = "ค่านี้เขียนไว้สองช่อง ให้ล้างหนึ่งช่อง (this is given twice; clear one of the two cells)"


@dataclass(frozen=True, slots=True)
class WorkbookSource(Source):
    """A form in a workbook: a place in it is a tab and a cell."""

    spots: Mapping[tuple[str | int, ...], Spot] = field(default_factory=dict)
    book: Book = field(default_factory=lambda: Book(""))

    def is_told(self, fault: str) -> bool:
        """Whether a fault may only follow from what of its row could not be read, which is told already."""
        return _row_of(fault) in {_row_of(text) for _, text in self.book.faults}

    def place(self, where: Where) -> str:
        return place(self._spot(where))

    def line(self, where: Where) -> int:
        """A number that grows with tab, row and column."""
        tab, row, column = self._spot(where)
        names = [known.name for known in tabs()]
        return ((names.index(tab) if tab in names else len(names)) * 2_000_000 + row) * 20_000 + column

    def _spot(self, where: Where) -> Spot:
        path = tuple(where)
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path, (SETTINGS, 1, 1))


def read_workbook(path: Path) -> tuple[Source, list[str]]:
    """The content of a workbook, and the faults of its tabs, headings and cells, all at once."""
    book, faults = read_book(path)
    if faults:
        return Source(path.name, {}), faults
    reader = _Reader(book)
    reader.read()
    return WorkbookSource(path.name, reader.data, spots=reader.spots, book=book), book.told()


def _row_of(fault: str) -> str:
    """The file, tab and row that a fault names: "form.xlsx:fields!5" of "form.xlsx:fields!C5: …"."""
    found = re.match(r"(.*?![A-Z]+[0-9]+): ", fault)
    return re.sub(r"![A-Z]+", "!", found[1]) if found else ""


class _Reader:
    """Puts each cell where it belongs, and remembers where it stood."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.data: dict[str, Any] = {}
        self.spots: Spots = {}
        self.lists: Lists = read_lists(book)

    def read(self) -> None:
        if SETTINGS not in self.book.grids:
            self.book.fault((SETTINGS, 1, 1), SETTINGS, NO_SETTINGS)
        for tab in tabs():
            grid = self.book.grids.get(tab.name)
            if grid is not None:
                self._tab(tab, grid)
        for tab in tabs():
            self._empty(tab)
        self.lists.report_unused(self.book)

    def _empty(self, tab: Tab) -> None:
        """A list that a form must have is there even when no row is."""
        holder = self.data
        for key in tab.path[:-1]:
            holder = holder.setdefault(key, {})
        wanted = tab.many and tab.path[-1] in root().at(*tab.path[:-1]).required
        if wanted and tab.path[-1] not in holder:
            holder[tab.path[-1]] = []

    def _tab(self, tab: Tab, grid: Grid) -> None:
        columns = self._columns(tab, grid)
        self.spots.setdefault(tab.path, (tab.name, 1, 1))
        for number, row in enumerate(grid.rows):
            if number and not tab.many:
                spot = min(cell.spot for cell in row.values())
                self.book.fault(spot, tab.name, ONE_ROW)
                continue
            where: tuple[str | int, ...] = (*tab.path, number) if tab.many else tab.path
            record = self._row(tab, columns, row, where)
            self._put(tab.path, record, tab.many)

    def _put(self, path: Keys, record: dict[str, Any], many: bool) -> None:
        if not path:
            self.data.update(record)
            return
        holder: Any = self.data
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        if many:
            holder.setdefault(path[-1], []).append(record)
        else:
            holder[path[-1]] = record

    def _columns(self, tab: Tab, grid: Grid) -> dict[int, Keys]:
        columns: dict[int, Keys] = {}
        for column, heading in grid.headings.items():
            path = tab.path_of(heading.value)
            if path is None:
                self.book.fault(heading.spot, heading.value, _unknown(tab, heading.value))
                path = self._meant(tab, grid, heading.value)
                if path and path not in columns.values():
                    columns[column] = path  # so that the rest can be checked
            elif path in columns.values():
                self.book.fault(heading.spot, heading.value, HEADING_TWICE)
            else:
                columns[column] = path
        return columns

    def _meant(self, tab: Tab, grid: Grid, heading: str) -> Keys | None:
        """The column that a misspelt heading stands for, unless that one stands there too."""
        path = tab.guess(heading)
        there = {tab.path_of(other.value) for other in grid.headings.values()}
        return None if path in there else path

    def _row(
        self, tab: Tab, columns: Mapping[int, Keys], row: Mapping[int, Cell], where: Where
    ) -> dict[str, Any]:
        record: dict[str, Any] = {}
        known = [(columns[column], cell) for column, cell in row.items() if column in columns]
        self.spots[tuple(where)] = min((cell.spot for cell in row.values()), default=(tab.name, 1, 1))
        for path, cell in sorted(known, key=lambda pair: len(pair[0])):  # a record before its keys
            if tab.name == "fields" and path == LIST:
                self._list(record, cell, where)
            else:
                self._cell(record, tab.place, path, cell, where)
        return record

    def _list(self, record: dict[str, Any], cell: Cell, where: Where) -> None:
        name = str(cell.value).strip()
        found = self.lists.take(name)
        if found is None:
            known = self.lists.items
            hint = nearest(name, known) or "; write its rows in the tab choices"
            hint_th = nearest_th(name, known) or " ให้เขียนแถวของรายการในแท็บ choices"
            thai = f"ไม่มีรายการ {name!r}{hint_th} ให้แก้ชื่อ หรือเพิ่มรายการ"
            message = both(thai, f"there is no list {name!r}{hint}; rename it or add it")
            self.book.fault(cell.spot, "choices", message)
            return
        for path, items, spots in found:
            _nest(record, path, items)
            for depth in range(1, len(path) + 1):
                self.spots.setdefault((*where, *path[:depth]), cell.spot)
            self.spots.update({(*where, *path, index): spot for index, spot in enumerate(spots)})

    def _cell(self, record: dict[str, Any], within: Place, path: Keys, cell: Cell, where: Where) -> None:
        try:
            value = decode(cell.value, within.at(*path))
        except CellError as error:
            self.book.fault(cell.spot, ".".join(path), str(error))
            return
        if not _nest(record, path, value):
            self.book.fault(cell.spot, ".".join(path), GIVEN_TWICE)
        self.spots[(*where, *path)] = cell.spot
        for depth in range(1, len(path)):
            self.spots.setdefault((*where, *path[:depth]), cell.spot)


def _unknown(tab: Tab, heading: str) -> str:
    hint = tab.nearest(heading) or "; see an exported form for the headings"
    hint_th = tab.nearest_th(heading) or " ดูหัวตารางที่มีด้วย tidtam schemas export"
    return (
        f"ไม่รู้จักหัวตาราง {quoted(heading)}{hint_th} ให้แก้ชื่อ หรือขึ้นต้นด้วย _ เพื่อเก็บเป็นบันทึก "
        f"(unknown heading{hint}; rename it, or begin it with _ to keep it as notes)"
    )


def _nest(record: dict[str, Any], path: Keys, value: Any) -> bool:
    """Put a value at its place; False when something stands there already."""
    for key in path[:-1]:
        record = record.setdefault(key, {})
        if not isinstance(record, dict):
            return False
    if path[-1] in record:
        return False
    record[path[-1]] = value
    return True
