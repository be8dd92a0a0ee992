"""spreadsheets.values: plain blocks of values in and out."""

from __future__ import annotations

from typing import Any

from . import evaluate, numberformat, protection, render, strict, typed
from .a1 import Area, range_name
from .book import Book
from .edits.cells import MOST_CHARACTERS, TOO_LONG, written
from .errors import ApiError, Json
from .protection import Rights
from .sheet import Sheet
from .shifts import Insert

RENDER = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
Block = list[list[Any]]


def get(book: Book, text: str, options: Json) -> Json:
    sheet, area = book.resolve_in_grid(text)
    return read(book, sheet, area, options)


def read(book: Book, sheet: Sheet, area: Area, options: Json) -> Json:
    """A ValueRange; without data it has no `values`."""
    by_column = options.get("majorDimension") == "COLUMNS"
    rows = _rows(book, sheet, area, options)
    block = _trimmed(_transposed(rows, area) if by_column else rows)
    answer: Json = {
        "range": range_name(sheet.title, area),
        "majorDimension": "COLUMNS" if by_column else "ROWS",
    }
    return answer | ({"values": block} if block else {})


def _rows(book: Book, sheet: Sheet, area: Area, options: Json) -> Block:
    rows: Block = []
    for row in area.rows(len(sheet.rows)):
        present = sheet.rows[row]
        columns = [column for column in present if area.holds(row, column)]
        last = max(columns, default=(area.left or 0) - 1)
        rows.append([shown(book, sheet, row, column, options) for column in range(area.left or 0, last + 1)])
    return rows


def _transposed(rows: Block, area: Area) -> Block:
    width = max((len(row) for row in rows), default=0)
    return [[row[column] if column < len(row) else "" for row in rows] for column in range(width)]


def _trimmed(rows: Block) -> Block:
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def shown(book: Book, sheet: Sheet, row: int, column: int, options: Json) -> Any:
    """One value as the render options want it; the empty string for an empty cell."""
    entered = sheet.cell(row, column).get("userEnteredValue")
    if not entered:
        return ""
    how = options.get("valueRenderOption", "FORMATTED_VALUE")
    if how == "FORMATTED_VALUE":
        return render.formatted(book, sheet, row, column)
    if how == "FORMULA" and "formulaValue" in entered:
        return entered["formulaValue"]
    value = evaluate.effective_value(book, sheet, row, column) or {}
    if "numberValue" in value:
        number_format = sheet.cell(row, column).get("userEnteredFormat", {}).get("numberFormat", {})
        dated = number_format.get("type") in numberformat.DATE_KINDS
        if dated and options.get("dateTimeRenderOption") == "FORMATTED_STRING":
            return render.formatted(book, sheet, row, column)
    return render.formatted(book, sheet, row, column) if "errorValue" in value else next(iter(value.values()))


def update(book: Book, rights: Rights, text: str, body: Json, options: Json) -> Json:
    """Write a block; null leaves a cell alone, and only what was touched is counted."""
    _check_body_range(book, text, body)
    sheet, area = _writable_area(book, text, body)
    touched = _write(book, sheet, area, body, options, rights)
    answer: Json = {"spreadsheetId": book.id, "updatedRange": range_name(sheet.title, area)}
    answer |= counts(touched)
    if options.get("includeValuesInResponse"):
        answer["updatedData"] = read(book, sheet, area, response_options(body, options))
    return answer


def response_options(body: Json, options: Json) -> Json:
    return {
        "majorDimension": body.get("majorDimension", "ROWS"),
        "valueRenderOption": options.get("responseValueRenderOption", "FORMATTED_VALUE"),
        "dateTimeRenderOption": options.get("responseDateTimeRenderOption"),
    }


def counts(touched: list[tuple[int, int]]) -> Json:
    if not touched:
        return {}
    return {
        "updatedRows": len({row for row, _ in touched}),
        "updatedColumns": len({column for _, column in touched}),
        "updatedCells": len(touched),
    }


def _check_body_range(book: Book, text: str, body: Json) -> None:
    own = body.get("range")
    if own and own != text and book.resolve(own) != book.resolve(text):
        message = f"Requested writing within range [{text}], but the range in the body is [{own}]"
        raise ApiError(400, message)


def _writable_area(book: Book, text: str, body: Json) -> tuple[Sheet, Area]:
    """The requested range; a single cell or open range grows to the size of the values."""
    sheet, asked = book.resolve(text)
    height, width = _size(body)
    top, left = asked.top or 0, asked.left or 0
    single = (asked.bottom, asked.right) == (top + 1, left + 1)
    bottom = top + height if asked.bottom is None or single else asked.bottom
    right = left + width if asked.right is None or single else asked.right
    if top + height > bottom:
        raise _tried_beyond(sheet, asked, "row", str(bottom + 1))
    if left + width > right:
        raise _tried_beyond(
            sheet, asked, "column", range_name(sheet.title, Area(0, 1, right, right + 1)).split("!")[1][:-1]
        )
    if bottom > sheet.row_count or right > sheet.column_count:
        size = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        raise ApiError(
            400,
            f"Range ({range_name(sheet.title, Area(top, bottom, left, right))}) exceeds grid limits. {size}",
        )
    return sheet, Area(top, max(bottom, top + 1), left, max(right, left + 1))


def _tried_beyond(sheet: Sheet, asked: Area, kind: str, name: str) -> ApiError:
    shown_range = range_name(sheet.title, sheet.bounded(asked))
    return ApiError(
        400, f"Requested writing within range [{shown_range}], but tried writing to {kind} [{name}]"
    )


def _lines(body: Json) -> Block:
    return [line or [] for line in body.get("values") or []]


def _size(body: Json) -> tuple[int, int]:
    lines = _lines(body)
    longest = max((len(line) for line in lines), default=0)
    return (longest, len(lines)) if body.get("majorDimension") == "COLUMNS" else (len(lines), longest)


def _write(
    book: Book, sheet: Sheet, area: Area, body: Json, options: Json, rights: Rights
) -> list[tuple[int, int]]:
    turned = body.get("majorDimension") == "COLUMNS"
    touched = []
    book.changed()
    for first, line in enumerate(_lines(body)):
        for second, value in enumerate(line):
            if value is None:
                continue
            down, across = (second, first) if turned else (first, second)
            row, column = (area.top or 0) + down, (area.left or 0) + across
            touched.append((row, column))
            if not rights.manager:
                protection.check_area(sheet, Area(row, row + 1, column, column + 1), rights)
            put(book, sheet, row, column, value, options.get("valueInputOption") == "USER_ENTERED")
    return touched


def put(book: Book, sheet: Sheet, row: int, column: int, value: Any, parse: bool) -> None:
    """Write one value, raw or as typed by a person (who may bring along a number format)."""
    cell = sheet.cell(row, column)
    number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
    brought = None
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        raise ApiError(400, TOO_LONG)
    if parse:
        entered, brought = typed.read_json(value, book.locale, number_format)
    else:
        entered = typed.raw(value)
    cell = written(cell, {"userEnteredValue": entered}, {"userEnteredValue": {}})
    if brought:
        cell = {**cell, "userEnteredFormat": {**cell.get("userEnteredFormat", {}), "numberFormat": brought}}
    strict.check(book, sheet, row, column, cell)
    sheet.put(row, column, cell)


def append(book: Book, rights: Rights, text: str, body: Json, options: Json) -> Json:
    """Write below the table that lies at the range; the grid grows when it must."""
    sheet, asked = book.resolve(text)
    table = find_table(sheet, sheet.bounded(asked))
    start = table or Area(asked.top or 0, asked.top or 0, asked.left or 0)
    top, left = start.bottom or 0, start.left or 0
    height, width = _size(body)
    book.changed()
    if options.get("insertDataOption") == "INSERT_ROWS" and top < sheet.row_count:
        _make_room(book, sheet, rights, top, height)
    for axis, needed in (("ROWS", top + height), ("COLUMNS", left + width)):
        sheet.set_count(axis, max(sheet.count(axis), needed))
    area = Area(top, top + max(height, 1), left, left + max(width, 1))
    updates: Json = {"spreadsheetId": book.id, "updatedRange": range_name(sheet.title, area)}
    updates |= counts(_write(book, sheet, area, body, options, rights))
    if options.get("includeValuesInResponse"):
        updates["updatedData"] = read(book, sheet, area, response_options(body, options))
    answer: Json = {"spreadsheetId": book.id}
    return answer | ({"tableRange": range_name(sheet.title, table)} if table else {}) | {"updates": updates}


def _make_room(book: Book, sheet: Sheet, rights: Rights, top: int, height: int) -> None:
    protection.check_structure(sheet, rights)
    sheet.set_count("ROWS", sheet.row_count + height)
    book.shift(sheet, "ROWS", Insert(top, height))


def find_table(sheet: Sheet, asked: Area) -> Area | None:
    """The block around the last filled cell of the range; an empty range beside a table is in none."""
    filled = {(row, column) for row, column, cell in sheet.cells(Area()) if cell.get("userEnteredValue")}
    seeds = sorted(place for place in filled if asked.holds(*place))
    if not seeds:
        return None
    # Of several tables in the range the last one is meant, as Google documents it.
    reached = _flood(filled, seeds[-1])
    rows, columns = [row for row, _ in reached], [column for _, column in reached]
    return Area(min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def _flood(filled: set[tuple[int, int]], seed: tuple[int, int]) -> set[tuple[int, int]]:
    reached, waiting = {seed}, [seed]
    while waiting:
        row, column = waiting.pop()
        around = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)}
        fresh = (around & filled) - reached
        reached |= fresh
        waiting += fresh
    return reached


def clear(book: Book, rights: Rights, text: str) -> str:
    sheet, area = book.resolve_in_grid(text)
    protection.check_area(sheet, area, rights)
    book.changed()
    for row, column, cell in list(sheet.cells(area)):
        sheet.put(row, column, written(cell, {}, {"userEnteredValue": {}}))
    return range_name(sheet.title, area)
