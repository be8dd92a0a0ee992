"""A form as a workbook, as XLSForm users know it: a tab for each part, a row for each item, typed as text."""

import copy
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from service.definitions.source import plain
from service.definitions.workbook_cells import encode
from service.definitions.workbook_choices import Naming, lists_of
from service.definitions.workbook_layout import (
    CHOICE_COLUMNS,
    CHOICE_PATHS,
    CHOICES,
    HELP,
    LIST,
    SETTINGS,
    Tab,
    cells_of,
    tabs,
)
from service.definitions.workbook_layout import Path as Keys
from service.definitions.workbook_schema import root
from service.definitions.workbook_words import COMMON, NARROWEST, TAB_WORDS, WIDTHS, WORDS

HEAD = PatternFill("solid", fgColor="DDEBF7")
WRAPPED = Alignment(wrap_text=True, vertical="top")
SPARE_ROWS = 300
"""Rows below the last one that have drop-downs too."""
LIST_LETTERS = 255
"""A drop-down's own list of words holds no more."""
REFERENCES = {
    ("fields", "group"): ("groups", "id"),
    ("fields", "choices"): (CHOICES, "list_name"),
    ("rules", "field"): ("fields", "name"),
    ("indicators", "group"): ("groups", "id"),
}
"""Headings whose drop-down offers what stands in a column of another tab."""
Rows = list[dict[str, Any]]


def save_workbook(data: Any, path: Path) -> None:
    """Write the form to an .xlsx file. Raises RefusedError when a value fits in no cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    content, naming = plain(data), Naming()
    rows = {tab: _rows(tab, content, naming) for tab in tabs()}
    shown = [tab for tab in tabs() if rows[tab] or tab.name in COMMON]
    drawn = {tab.name: _draw(book, tab, rows[tab]) for tab in shown}
    listed = [dict(zip(CHOICE_COLUMNS, row, strict=True)) for row in naming.rows()]
    drawn[CHOICES] = _fill(book.create_sheet(CHOICES), list(CHOICE_COLUMNS), listed)
    for tab in shown:
        _drop_downs(book[tab.name], tab, drawn)
    _choice_drop_down(book[CHOICES], drawn[CHOICES])
    _help(book, drawn)
    book.save(path)


def _rows(tab: Tab, content: Any, naming: Naming) -> Rows:
    """The rows of a tab by heading."""
    if tab.name == SETTINGS:
        items = [_settings(content)]
    else:
        found: Any = content
        for key in tab.path:
            found = found.get(key) if isinstance(found, dict) else None
        items = (found or []) if tab.many else ([found] if found is not None else [])
    return [
        {tab.heading(path): encode(value, _place(tab, path)) for path, value in _cells(tab, item, naming)}
        for item in items
    ]


def _place(tab: Tab, path: Keys) -> Any:
    return tab.place.at(*path)


def _cells(tab: Tab, item: Any, naming: Naming) -> Iterator[tuple[Keys, Any]]:
    used = lists_of(item) if tab.name == "fields" else {}
    moved = {CHOICE_PATHS[use] for use in used}
    if used:
        yield LIST, naming.name(used, item["name"])
    for path, value in cells_of(item, tab.place):
        if path not in moved:
            yield path, value


def _settings(content: Any) -> Any:
    """All that has no tab of its own; an empty list that need not be there is told here."""
    rest = copy.deepcopy(content)
    for tab in tabs()[1:]:
        holder = rest
        for key in tab.path[:-1]:
            holder = holder.get(key, {})
        told = holder.get(tab.path[-1]) == [] and not _needed(tab)
        if not told:
            holder.pop(tab.path[-1], None)
    return rest


def _needed(tab: Tab) -> bool:
    return tab.path[-1] in root().at(*tab.path[:-1]).required


def _draw(book: Workbook, tab: Tab, rows: Rows) -> list[str]:
    common = [name for name in COMMON.get(tab.name, ()) if tab.path_of(name)]
    order = [*common, *(tab.heading(path) for path in tab.columns()), *(name for row in rows for name in row)]
    present = {name for row in rows for name in row} | set(common)
    headings = [name for name in _grouped(order) if name in present]
    return _fill(book.create_sheet(tab.name), headings, rows)


def _grouped(order: Sequence[str]) -> list[str]:
    """Headings once each; a further key of a record beside its sisters (target.M6 after target.scope)."""
    headings: list[str] = []
    for name in dict.fromkeys(order):
        family = name.rpartition(".")[0]
        sisters = [i for i, other in enumerate(headings) if family and other.rpartition(".")[0] == family]
        headings.insert(sisters[-1] + 1 if sisters else len(headings), name)
    return headings


def _fill(sheet: Worksheet, headings: list[str], rows: Rows) -> list[str]:
    for column, heading in enumerate(headings, 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDTHS.get(heading, max(NARROWEST, len(heading) + 3))
        sheet.column_dimensions[letter].number_format = "@"
        _write(sheet.cell(1, column), heading)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.cell(1, column).fill = HEAD
        words = told(sheet.title, heading)
        if words:
            sheet.cell(1, column).comment = Comment(words, "tidtam", height=90, width=260)
    for number, row in enumerate(rows, 2):
        for column, heading in enumerate(headings, 1):
            if row.get(heading) is not None:
                _write(sheet.cell(number, column), row[heading])
                sheet.cell(number, column).alignment = WRAPPED
    sheet.freeze_panes = "B2"
    return headings


def told(tab_name: str, heading: str) -> str:
    """What a heading means: our Thai words, else those of the JSON Schema."""
    tab = next((tab for tab in tabs() if tab.name == tab_name), None)
    path = tab.path_of(heading) if tab else None
    return WORDS.get(heading) or (tab.place.at(*path).description if tab and path else "")


def _write(cell: SheetCell | MergedCell, value: str | int | float) -> None:
    """A text stays a text, whatever it begins with; a number stays a number."""
    assert isinstance(cell, SheetCell)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _drop_downs(sheet: Worksheet, tab: Tab, drawn: dict[str, list[str]]) -> None:
    for heading in drawn[tab.name]:
        path = tab.path_of(heading)
        place = tab.place.at(*path) if path else tab.place
        target = REFERENCES.get((tab.name, heading))
        words = ["yes", "no"] if place.types == {"boolean"} else list(place.words)
        if target and target[1] in drawn[target[0]]:
            letter = get_column_letter(drawn[target[0]].index(target[1]) + 1)
            _offer(sheet, drawn[tab.name], heading, f"={target[0]}!${letter}$2:${letter}${SPARE_ROWS}")
        elif words and "array" not in place.types and len(",".join(words)) <= LIST_LETTERS:
            _offer(sheet, drawn[tab.name], heading, f'"{",".join(words)}"')


def _choice_drop_down(sheet: Worksheet, headings: list[str]) -> None:
    _offer(sheet, headings, "used_as", f'"{",".join(CHOICE_PATHS)}"')


def _offer(sheet: Worksheet, headings: list[str], heading: str, formula: str) -> None:
    """A drop-down; it offers and never refuses, since import names what is wrong."""
    letter = get_column_letter(headings.index(heading) + 1)
    offered = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    offered.add(f"{letter}2:{letter}{sheet.max_row + SPARE_ROWS}")
    sheet.add_data_validation(offered)


def _help(book: Workbook, drawn: dict[str, list[str]]) -> None:
    """A tab for people alone: what each tab and heading is."""
    rows: Rows = []
    for name, headings in drawn.items():
        rows.append({"แท็บ": name, "ความหมาย": TAB_WORDS.get(name)})
        rows += [{"แท็บ": name, "หัวคอลัมน์": heading, "ความหมาย": told(name, heading)} for heading in headings]
    sheet = book.create_sheet(HELP)
    _fill(sheet, ["แท็บ", "หัวคอลัมน์", "ความหมาย"], rows)
    for letter, width in zip("ABC", (14, 24, 100), strict=True):
        sheet.column_dimensions[letter].width = width
