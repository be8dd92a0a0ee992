"""gspread.Spreadsheet: its properties, its tabs, its names."""

from __future__ import annotations

import warnings
from typing import Any

import gspread
from gspread.utils import ExportFormat

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row

NAMED = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
SHEETS = "sheets.properties(sheetId,title,index)"


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    return Row(gspread.Spreadsheet, name, call, read, expect, arrange, **more)


def same(at: Bench, got: Any) -> Any:
    return got


def _fill(at: Bench) -> None:
    at.put(FILLED)


def _more_tabs(at: Bench) -> None:
    """Sheet1, then ข (id 7, hidden), then ค (id 8)."""
    at.edit(
        {"addSheet": {"properties": {"title": "ข", "sheetId": 7, "hidden": True}}},
        {"addSheet": {"properties": {"title": "ค", "sheetId": 8}}},
    )


def _name_range(at: Bench) -> None:
    at.put(FILLED)
    at.edit({"addNamedRange": {"namedRange": {"name": "SCHOOLS", "range": NAMED}}})


def _protect(at: Bench) -> None:
    at.edit({"addProtectedRange": {"protectedRange": {"range": NAMED, "description": "หัว"}}})


def _short(sheet: gspread.Worksheet) -> dict[str, Any]:
    return {"sheetId": sheet.id, "title": sheet.title, "index": sheet.index}


def _tabs(at: Bench, got: Any = None) -> list[dict[str, Any]]:
    return [one["properties"] for one in at.get(SHEETS)["sheets"]]


def _last_update(at: Bench) -> str:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        time = at.book.lastUpdateTime
    return f"{time} {[one.category.__name__ for one in seen]}"


def _property(name: str) -> Any:
    return lambda at, got: at.get(f"properties.{name}")["properties"][name]


ROWS = [
    row("id", lambda at: at.book.id, lambda at, got: at.get("spreadsheetId")["spreadsheetId"], same),
    row("title", lambda at: at.book.title, _property("title"), same),
    row("locale", lambda at: at.book.locale, _property("locale"), same),
    row("timezone", lambda at: at.book.timezone, _property("timeZone"), same),
    row(
        "url",
        lambda at: at.book.url,
        lambda at, got: at.get("spreadsheetUrl")["spreadsheetUrl"],
        lambda at, got: f"{got}/edit",
    ),
    row(
        "creationTime",
        lambda at: at.book.creationTime,
        lambda at, got: at.file("createdTime")["createdTime"],
        same,
    ),
    row(
        "lastUpdateTime",
        _last_update,
        lambda at, got: at.file("modifiedTime")["modifiedTime"] + " ['DeprecationWarning']",
        same,
        note="deprecated: warns, and keeps the time it was first asked; use get_lastUpdateTime()",
    ),
    row(
        "get_lastUpdateTime",
        lambda at: at.book.get_lastUpdateTime(),
        lambda at, got: at.file("modifiedTime")["modifiedTime"],
        same,
        _fill,
    ),
    row(
        "update_drive_metadata",
        lambda at: (at.book.update_drive_metadata(), at.book.creationTime)[1],
        lambda at, got: at.file("createdTime")["createdTime"],
        same,
    ),
    row(
        "fetch_sheet_metadata",
        lambda at: at.book.fetch_sheet_metadata({"fields": SHEETS}),
        lambda at, got: at.get(SHEETS),
        same,
        _more_tabs,
    ),
    row("sheet1", lambda at: at.book.sheet1, lambda at, got: _tabs(at)[0], lambda at, got: _short(got)),
    row(
        "get_worksheet",
        lambda at: at.book.get_worksheet(1),
        lambda at, got: _tabs(at)[1],
        lambda at, got: _short(got),
        _more_tabs,
    ),
    row(
        "get_worksheet_by_id",
        lambda at: at.book.get_worksheet_by_id(8),
        lambda at, got: _tabs(at)[2],
        lambda at, got: _short(got),
        _more_tabs,
    ),
    row(
        "worksheet",
        lambda at: at.book.worksheet("ค"),
        lambda at, got: _tabs(at)[2],
        lambda at, got: _short(got),
        _more_tabs,
    ),
    row(
        "worksheets",
        lambda at: at.book.worksheets(exclude_hidden=True),
        lambda at, got: [_tabs(at)[0], _tabs(at)[2]],
        lambda at, got: [_short(sheet) for sheet in got],
        _more_tabs,
    ),
    row(
        "add_worksheet",
        lambda at: at.book.add_worksheet("ใหม่", rows=20, cols=5, index=0),
        lambda at, got: at.tab("properties(title,index,gridProperties)")["properties"],
        {"title": "ใหม่", "index": 0, "gridProperties": {"rowCount": 20, "columnCount": 5}},
    ),
    row(
        "del_worksheet",
        lambda at: at.book.del_worksheet(at.sheet),
        lambda at, got: at.titles(),
        ["ข", "ค"],
        _more_tabs,
    ),
    row(
        "del_worksheet_by_id",
        lambda at: at.book.del_worksheet_by_id("7"),
        lambda at, got: at.titles(),
        ["Sheet1", "ค"],
        _more_tabs,
    ),
    row(
        "duplicate_sheet",
        lambda at: at.book.duplicate_sheet(0, insert_sheet_index=1, new_sheet_id=99, new_sheet_name="แฝด"),
        lambda at, got: (_tabs(at), at.values("แฝด") == at.values()),
        lambda at, got: ([_short(at.sheet), {"sheetId": 99, "title": "แฝด", "index": 1}], True),
        _fill,
    ),
    row(
        "reorder_worksheets",
        lambda at: at.book.reorder_worksheets(list(reversed(at.book.worksheets()))),
        lambda at, got: at.titles(),
        ["ค", "ข", "Sheet1"],
        _more_tabs,
    ),
    row(
        "update_title",
        lambda at: at.book.update_title("ชื่อใหม่"),
        lambda at, got: at.file("name"),
        {"name": "ชื่อใหม่"},
    ),
    row("update_locale", lambda at: at.book.update_locale("th_TH"), _property("locale"), "th_TH"),
    row(
        "update_timezone",
        lambda at: at.book.update_timezone("Asia/Bangkok"),
        _property("timeZone"),
        "Asia/Bangkok",
    ),
    row(
        "batch_update",
        lambda at: at.book.batch_update({"requests": [{"addSheet": {"properties": {"title": "จาก batch"}}}]}),
        lambda at, got: at.titles(),
        ["Sheet1", "จาก batch"],
    ),
    row(
        "named_range",
        lambda at: at.book.named_range("SCHOOLS"),
        lambda at, got: at.values("SCHOOLS"),
        lambda at, got: [[cell.value] for cell in got],
        _name_range,
    ),
    row(
        "list_named_ranges",
        lambda at: at.book.list_named_ranges(),
        lambda at, got: at.get("namedRanges")["namedRanges"],
        same,
        _name_range,
    ),
    row(
        "list_protected_ranges",
        lambda at: at.book.list_protected_ranges(0),
        lambda at, got: at.tab("protectedRanges(protectedRangeId,description)")["protectedRanges"],
        lambda at, got: [{name: one[name] for name in ("protectedRangeId", "description")} for one in got],
        _protect,
    ),
    row(
        "export",
        lambda at: at.book.export(ExportFormat.CSV).decode(),
        lambda at, got: "\r\n".join(",".join(line) for line in at.values()),
        same,
        _fill,
    ),
]
