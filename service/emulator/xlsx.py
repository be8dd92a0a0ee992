"""A spreadsheet as an Excel file: what the page shows, opened without a network."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from copy import copy
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import evaluate, numberformat, render
from .a1 import Area, cell_name, column_letters, from_grid
from .book import Book
from .errors import Json
from .sheet import COLUMNS, DEFAULT_ROW_HEIGHT, ROWS, Sheet

FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
TITLE_LENGTH = 31
LIST_LENGTH = 255
PIXELS_PER_CHARACTER, POINTS_PER_PIXEL = 7, 0.75
HORIZONTAL = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
VERTICAL = {"TOP": "top", "MIDDLE": "center", "BOTTOM": "bottom"}


Styles = dict[str, Any]
"""Finished cell styles of one workbook: openpyxl is slow at making the same one again."""


def export(book: Book) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    taken: set[str] = set()
    styles: Styles = {}
    for sheet in book.sheets:
        page = workbook.create_sheet(_title(sheet.title, taken))
        _fill(book, sheet, page, styles)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _title(title: str, taken: set[str]) -> str:
    """A title Excel accepts: 31 characters, some forbidden, unique without regard to case."""
    plain = FORBIDDEN.sub("_", title).strip("'")[:TITLE_LENGTH] or "Sheet"
    candidate, number = plain, 1
    while candidate.lower() in taken:
        number += 1
        tail = f" ({number})"
        candidate = plain[: TITLE_LENGTH - len(tail)] + tail
    taken.add(candidate.lower())
    return candidate


def _fill(book: Book, sheet: Sheet, page: Worksheet, styles: Styles) -> None:
    page.sheet_state = "hidden" if sheet.properties.get("hidden") else "visible"
    for row, column, stored in sheet.cells(Area()):
        cell: Any = page.cell(row + 1, column + 1)
        _put_value(book, sheet, row, column, cell)
        _put_format(stored, cell, styles)
        if stored.get("note"):
            cell.comment = Comment(_legal(stored["note"]), "")
        link = render.hyperlink(book, sheet, row, column)
        if link:
            cell.hyperlink = link
    for merge in sheet.merges:
        page.merge_cells(_reference(from_grid(merge)))
    _put_sizes(sheet, page)
    _put_lists(sheet, page)
    grid = sheet.properties["gridProperties"]
    frozen = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    if any(frozen):
        page.freeze_panes = cell_name(*frozen)


def _reference(area: Area) -> str:
    last = cell_name((area.bottom or 1) - 1, (area.right or 1) - 1)
    return f"{cell_name(area.top or 0, area.left or 0)}:{last}"


def _legal(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _put_value(book: Book, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
    entered = sheet.cell(row, column).get("userEnteredValue")
    if not entered:
        return
    if "formulaValue" in entered:
        cell.value = _legal(entered["formulaValue"])
        return
    value = evaluate.plain(entered)
    cell.value = _legal(value) if isinstance(value, str) else value
    if isinstance(value, str):
        # Text that looks like a formula, or like a number, stays text.
        cell.data_type = "s"
    elif not isinstance(value, bool):
        cell.number_format = _number_format(sheet.cell(row, column), book.locale)


def _number_format(stored: Json, locale: str) -> str:
    number_format = stored.get("userEnteredFormat", {}).get("numberFormat", {})
    if number_format.get("type") == "TEXT":
        return "@"
    pattern = number_format.get("pattern") or numberformat.default_pattern(
        number_format.get("type", ""), locale
    )
    return str(pattern or "General")


def _put_format(stored: Json, cell: Any, styles: Styles) -> None:
    entered = stored.get("userEnteredFormat")
    if not entered:
        return
    key = f"{cell.number_format}\n{json.dumps(entered, sort_keys=True)}"
    if key in styles:
        cell._style = copy(styles[key])
        return
    _make_format(entered, cell)
    styles[key] = copy(cell._style)


def _make_format(entered: Json, cell: Cell) -> None:
    if entered.get("numberFormat", {}).get("type") == "TEXT":
        cell.number_format = "@"
    if "backgroundColor" in entered:
        cell.fill = PatternFill("solid", fgColor=_hex(entered["backgroundColor"]))
    if "textFormat" in entered:
        cell.font = _font(entered["textFormat"])
    cell.alignment = Alignment(
        horizontal=HORIZONTAL.get(entered.get("horizontalAlignment", "")),
        vertical=VERTICAL.get(entered.get("verticalAlignment", "")),
        wrap_text=entered.get("wrapStrategy") == "WRAP",
    )


def _hex(color: Json) -> str:
    return "FF" + "".join(f"{round(color.get(name, 0) * 255):02X}" for name in ("red", "green", "blue"))


def _font(text: Json) -> Font:
    return Font(
        name=text.get("fontFamily"),
        size=text.get("fontSize", 10),
        bold=text.get("bold"),
        italic=text.get("italic"),
        strike=text.get("strikethrough"),
        underline="single" if text.get("underline") else None,
        color=_hex(text["foregroundColor"]) if "foregroundColor" in text else None,
    )


def _put_sizes(sheet: Sheet, page: Worksheet) -> None:
    for index, size in sheet.sizes[COLUMNS].items():
        dimension = page.column_dimensions[column_letters(index)]
        if "pixelSize" in size:
            dimension.width = size["pixelSize"] / PIXELS_PER_CHARACTER
        dimension.hidden = bool(size.get("hiddenByUser"))
    for index, size in sheet.sizes[ROWS].items():
        row = page.row_dimensions[index + 1]
        if size.get("pixelSize", DEFAULT_ROW_HEIGHT) != DEFAULT_ROW_HEIGHT:
            row.height = size["pixelSize"] * POINTS_PER_PIXEL
        row.hidden = bool(size.get("hiddenByUser"))


def _put_lists(sheet: Sheet, page: Worksheet) -> None:
    """Drop-downs, one for each rule with all its cells. Excel takes no list longer than 255 characters."""
    rules: dict[str, DataValidation] = {}
    places: dict[str, dict[int, list[int]]] = {}
    for row, column, stored in sheet.cells(Area()):
        rule = stored.get("dataValidation", {})
        source = _list_source(rule.get("condition", {}))
        if not source or len(source) > LIST_LENGTH:
            continue
        if source not in rules:
            strict = bool(rule.get("strict"))
            rules[source] = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=strict)
            page.add_data_validation(rules[source])
        places.setdefault(source, {}).setdefault(column, []).append(row)
    for source, columns in places.items():
        names = (name for column, rows in columns.items() for name in _runs(column, rows))
        rules[source].sqref = MultiCellRange(" ".join(names))


def _runs(column: int, rows: list[int]) -> Iterator[str]:
    """The cells of a column as ranges: those below each other are one (cell by cell takes quadratic time)."""
    for _, run in groupby(enumerate(sorted(rows)), key=lambda pair: pair[1] - pair[0]):
        found = [row for _, row in run]
        yield f"{cell_name(found[0], column)}:{cell_name(found[-1], column)}"


def _list_source(condition: Json) -> str | None:
    values = [value.get("userEnteredValue", "") for value in condition.get("values", [])]
    if condition.get("type") == "ONE_OF_RANGE":
        return str(values[0]).removeprefix("=")
    if condition.get("type") != "ONE_OF_LIST" or any("," in value for value in values):
        return None
    return '"' + ",".join(values).replace('"', '""') + '"'
