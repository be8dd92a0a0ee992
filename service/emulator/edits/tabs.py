"""Requests on the spreadsheet and its tabs."""

from __future__ import annotations

import copy
import re
from typing import Any

from .. import masks, protection
from ..book import Book, time_zone
from ..errors import Json
from ..sheet import Row, Sheet
from . import formats
from .context import Edit, InvalidError, mask, new_id

LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?$")


def update_spreadsheet_properties(edit: Edit, body: Json) -> None:
    fields = mask(body)
    given = formats.normal(body.get("properties") or {})
    if "title" in fields and not given.get("title"):
        raise InvalidError("Spreadsheet title cannot be empty")
    if "locale" in given and not LOCALE.match(given["locale"]):
        raise InvalidError(f"Unsupported locale: {given['locale']}")
    if "timeZone" in given:
        _check_zone(given["timeZone"])
    fields = fields or {name: {} for name in given}
    edit.book.properties = masks.update(edit.book.properties, given, fields)
    edit.book.changed()


def _check_zone(name: str) -> None:
    try:
        time_zone(name)
    except ValueError:
        raise InvalidError(f"Unsupported timeZone: {name}") from None


def add_sheet(edit: Edit, body: Json) -> Json:
    given = formats.normal(body.get("properties") or {})
    _check_new(edit.book, given.get("title"), given.get("sheetId"))
    index = given.pop("index", None)
    if index is not None and index > len(edit.book.sheets):
        raise InvalidError(f"Invalid sheet index: {index}")
    sheet = edit.book.add(given, index)
    edit.book.changed()
    return {"addSheet": {"properties": sheet.properties}}


def _check_new(book: Book, title: str | None, sheet_id: int | None) -> None:
    if title is not None:
        _check_title(book, title, None)
    if sheet_id is not None and book.find(sheet_id):
        raise InvalidError(f"Sheet with ID {sheet_id} already exists.")


def _check_title(book: Book, title: str, own: Sheet | None) -> None:
    if not title:
        raise InvalidError("Sheet name cannot be empty.")
    if len(title) > 100:
        raise InvalidError("Sheet name cannot be longer than 100 characters.")
    other = book.titled(title)
    if other is not None and other is not own:
        raise InvalidError(
            f'A sheet with the name "{title}" already exists. Please enter another name.',
        )


def delete_sheet(edit: Edit, body: Json) -> None:
    sheet = edit.sheet(body.get("sheetId"))
    protection.check_free(sheet, edit.rights)
    others = [other for other in edit.book.sheets if other is not sheet]
    if not any(not other.properties.get("hidden") for other in others):
        raise InvalidError("You can't remove all the visible sheets in a document.")
    edit.book.sheets = others
    edit.book.named = [named for named in edit.book.named if named["range"].get("sheetId", 0) != sheet.id]
    edit.book.metadata = [item for item in edit.book.metadata if sheet_of(item) != sheet.id]
    edit.book.renumber()
    edit.book.changed()


def sheet_of(item: Json) -> int | None:
    """The tab a piece of developer metadata hangs on."""
    location = item["location"]
    if location.get("spreadsheet"):
        return None
    place = location.get("dimensionRange")
    return int(place.get("sheetId", 0)) if place else int(location.get("sheetId", 0))


def duplicate_sheet(edit: Edit, body: Json) -> Json:
    source = edit.sheet(body.get("sourceSheetId"))
    title = body.get("newSheetName") or _copy_title(edit.book, source.title)
    _check_new(edit.book, title, body.get("newSheetId"))
    sheet = clone(source, body.get("newSheetId") or edit.book.free_sheet_id(), title)
    edit.book.sheets.insert(body.get("insertSheetIndex") or 0, sheet)
    edit.book.renumber()
    edit.book.changed()
    return {"duplicateSheet": {"properties": sheet.properties}}


def clone(source: Sheet, sheet_id: int, title: str) -> Sheet:
    """A copy of a tab with new ids; protections come along, as in Sheets."""
    sheet = Sheet({**copy.deepcopy(source.properties), "sheetId": sheet_id, "title": title})
    sheet.rows = [Row(row) for row in source.rows]
    for name in ("sizes", "groups", "merges", "protected", "conditionals", "filter", "views", "bandings"):
        setattr(sheet, name, copy.deepcopy(getattr(source, name)))
    for name, items in (
        ("protectedRangeId", sheet.protected),
        ("filterViewId", sheet.views),
        ("bandedRangeId", sheet.bandings),
    ):
        for item in items:
            item[name] = new_id(set())
    return sheet


def _copy_title(book: Book, title: str) -> str:
    number, wanted = 1, f"Copy of {title}"
    while book.titled(wanted):
        number += 1
        wanted = f"Copy of {title} {number}"
    return wanted


def update_sheet_properties(edit: Edit, body: Json) -> None:
    given = formats.normal(body.get("properties") or {})
    sheet = edit.structural(given.get("sheetId"))
    fields = mask(body) or {name: {} for name in given if name != "sheetId"}
    fields = {name: below for name, below in fields.items() if name not in ("sheetId", "sheetType")}
    index = given.pop("index", None) if "index" in fields else None
    if "title" in fields:
        _check_title(edit.book, given.get("title", ""), sheet)
    _rename(edit.book, sheet, given.get("title") if "title" in fields else None)
    former = {axis: sheet.count(axis) for axis in ("ROWS", "COLUMNS")}
    fields.pop("index", None)
    if fields.get("gridProperties") == {} and "gridProperties" in fields:
        fields["gridProperties"] = {name: {} for name in given.get("gridProperties", {})}
    properties = masks.update(sheet.properties, given, fields)
    properties["gridProperties"] = _grid(properties.get("gridProperties", {}), former)
    sheet.properties = {name: value for name, value in properties.items() if value is not False}
    _check_visible(edit.book)
    sheet.clear_beyond()
    if index is not None:
        _move_tab(edit.book, sheet, index)
    edit.book.changed()


def _grid(grid: Json, former: dict[str, int]) -> Json:
    counts = {"rowCount": former["ROWS"], "columnCount": former["COLUMNS"]}
    grid = counts | {name: value for name, value in grid.items() if value not in (0, False)}
    if grid.get("frozenRowCount", 0) >= grid["rowCount"]:
        raise InvalidError("You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= grid["columnCount"]:
        raise InvalidError("You can't freeze all visible columns on the sheet.")
    return grid


def _check_visible(book: Book) -> None:
    if all(sheet.properties.get("hidden") for sheet in book.sheets):
        raise InvalidError("You can't hide all the sheets in a document.")


def _move_tab(book: Book, sheet: Sheet, index: int) -> None:
    """Google counts the new index before the tab is taken out of its old place."""
    former = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > former else index, sheet)
    book.renumber()


def _rename(book: Book, sheet: Sheet, title: str | None) -> None:
    """References by name follow the tab to its new name."""
    if title is None or title == sheet.title:
        return
    from_names = (f"'{sheet.title}'!", f"{sheet.title}!")
    to_name = "'" + title.replace("'", "''") + "'!"
    for other in book.sheets:
        for row in other.rows:
            for column, cell in list(row.items()):
                row[column] = _renamed(cell, from_names, to_name)


def _renamed(cell: Json, names: tuple[str, str], to_name: str) -> Json:
    entered = cell.get("userEnteredValue", {}).get("formulaValue")
    if entered and any(name in entered for name in names):
        cell = {**cell, "userEnteredValue": {"formulaValue": _replaced(entered, names, to_name)}}
    condition = cell.get("dataValidation", {}).get("condition", {})
    if condition.get("type") == "ONE_OF_RANGE":
        values: list[Any] = [
            {**value, "userEnteredValue": _replaced(value["userEnteredValue"], names, to_name)}
            for value in condition["values"]
        ]
        cell = {
            **cell,
            "dataValidation": {**cell["dataValidation"], "condition": {**condition, "values": values}},
        }
    return cell


def _replaced(text: str, names: tuple[str, str], to_name: str) -> str:
    if names[0] in text:
        return text.replace(names[0], to_name)
    return re.sub(rf"(?<![\w'!]){re.escape(names[1])}", lambda match: to_name, text)
