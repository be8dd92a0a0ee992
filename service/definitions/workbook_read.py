"""A workbook as people and programs leave it: tabs by name, rows under headings, each cell with its place."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from service.core.expressions.hints import nearest, nearest_th, quoted
from service.definitions.fault_words import both
from service.definitions.source import UNREAD
from service.definitions.workbook_layout import CHOICES, tabs

MAX_BYTES = 50_000_000
"""Of the unpacked file: a small one may unpack to very much."""
UNREADABLE = (SyntaxError, ValueError, TypeError)
"""What XML and number readers raise on a damaged part of a workbook."""
MAX_ROWS = 20_000
TOO_LARGE = (
    f"ไฟล์ใหญ่เกิน {MAX_BYTES:,} ไบต์ ให้ลบสิ่งที่ไม่ใช่แบบออก (larger than {MAX_BYTES} bytes; take out what is no form)"
)
TOO_MANY_ROWS = (
    f"เกิน {MAX_ROWS:,} แถว ให้ลบแถวที่ไม่ใช่ส่วนของแบบ "
    f"(more than {MAX_ROWS} rows; delete what is no part of the form)"
)
NO_WORKBOOK = "ไม่ใช่สมุดงาน .xlsx ให้บันทึกใหม่เป็น .xlsx"
NO_HEADING = (
    "คอลัมน์นี้ไม่มีหัวตาราง ให้เขียนหัวในแถวแรก หรือล้างคอลัมน์ "
    "(this column has no heading; write one in its first row or clear the column)"
)
Spot = tuple[str, int, int]
"""A tab with the row and column (from 1) of a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    value: Any
    spot: Spot


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab: its headings with their places, and its rows by column."""

    name: str
    headings: dict[int, Cell] = field(default_factory=dict)
    rows: list[dict[int, Cell]] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """What stands in a workbook, and what of it cannot be read."""

    name: str
    grids: dict[str, Grid] = field(default_factory=dict)
    faults: list[tuple[Spot, str]] = field(default_factory=list)

    def fault(self, spot: Spot, key: str, message: str) -> None:
        self.faults.append((spot, f"{self.name}:{place(spot)}: {key}: {message}"))

    def told(self) -> list[str]:
        """The faults in the order of the tabs, each once."""
        order = {name: index for index, name in enumerate([tab.name for tab in tabs()])}
        ranked = sorted(self.faults, key=lambda fault: (order.get(fault[0][0], len(order)), fault[0]))
        return list(dict.fromkeys(text for _, text in ranked))


def place(spot: Spot) -> str:
    """A cell in the words of a spreadsheet: fields!C5."""
    tab, row, column = spot
    return f"{tab}!{get_column_letter(column)}{row}"


def read_book(path: Path) -> tuple[Book, list[str]]:
    """The tabs of a workbook; the lines say why it cannot be opened at all."""
    book = Book(path.name)
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > MAX_BYTES:
            return book, [f"{path.name}:1: file: {TOO_LARGE}"]
        _read_tabs(book, path)
    except OSError as error:
        told = f"cannot be read ({error.strerror}); check the name and path"
        return book, [f"{path.name}:1: file: {UNREAD} ({told})"]
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        *UNREADABLE,
    ) as error:
        told = f"no .xlsx workbook ({error}); save it as .xlsx"
        return book, [f"{path.name}:1: file: {NO_WORKBOOK} ({told})"]
    return book, []


def _read_tabs(book: Book, path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what other programs keep in a workbook and we do not need
        opened = load_workbook(path, read_only=True)
        try:
            for sheet in opened.worksheets:
                _read_tab(book, sheet)
        finally:
            opened.close()


def _read_tab(book: Book, sheet: Any) -> None:
    known = {tab.name: tab for tab in tabs()} | {CHOICES: None}
    title = sheet.title.strip()
    if title.startswith("_"):  # XLSForm's way to keep notes in a workbook
        return
    sheet.reset_dimensions()
    name = next((name for name in known if name.casefold() == title.casefold()), "")
    rows = list(_rows(book, sheet, name or title))
    if not rows:
        if name:
            book.grids.setdefault(name, Grid(name))
        return
    first = min(cell.spot for cell in rows[0].values())
    if not name:
        book.fault(
            first,
            title,
            f"ไม่รู้จักแท็บ {quoted(title)}{nearest_th(title, known)} ให้แก้ชื่อ ลบแท็บ หรือขึ้นต้นชื่อด้วย _ "
            f"(unknown tab{nearest(title, known)}; rename it, delete it, or begin its name with _ (notes))",
        )
    elif book.grids.get(name, Grid(name)).headings:
        words = f"มีแท็บ {name} สองแท็บ ให้ลบหนึ่งแท็บ (the tab {name} stands here twice; delete one)"
        book.fault(first, title, words)
    else:
        book.grids[name] = _grid(book, name, rows)


def _grid(book: Book, name: str, rows: list[dict[int, Cell]]) -> Grid:
    headings = {
        column: Cell(" ".join(str(cell.value).split()), cell.spot) for column, cell in rows[0].items()
    }
    kept = {column: cell for column, cell in headings.items() if not cell.value.startswith("_")}
    stray: dict[int, Cell] = {}
    for row in rows[1:]:
        for column, cell in row.items():
            if column not in headings:
                stray.setdefault(column, cell)
    for cell in stray.values():
        book.fault(cell.spot, "heading", NO_HEADING)
    inside = ({column: cell for column, cell in row.items() if column in kept} for row in rows[1:])
    return Grid(name, kept, [row for row in inside if row])


def _rows(book: Book, sheet: Any, tab: str) -> Iterator[dict[int, Cell]]:
    """The rows that hold anything, without blanks and what is no value."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        found: dict[int, Cell] = {}
        for column, cell in enumerate(row, 1):
            spot = (tab, number, column)
            value = _value(book, cell, spot)
            if value is not None:
                found[column] = Cell(value, spot)
        if found and number > MAX_ROWS:
            book.fault((tab, number, 1), "row", TOO_MANY_ROWS)
            return
        if found:
            yield found


def _value(book: Book, cell: Any, spot: Spot) -> Any:
    value = cell.value
    if value is None or (isinstance(value, str) and not re.search(r"\S", value.replace("\u200b", ""))):
        return None
    if cell.data_type == "f":
        shown = str(value)[:60]
        thai = f"{shown} เป็นสูตร ให้พิมพ์ค่าแทน"
        book.fault(spot, "formula", both(thai, f"{shown} is a formula; write the value itself"))
        return None
    if cell.data_type == "e":
        thai = f"{value} เป็นค่าผิดพลาดของตาราง ให้พิมพ์ค่าแทน"
        book.fault(
            spot, "error", both(thai, f"{value} is an error of the spreadsheet; write the value itself")
        )
        return None
    return value
