"""gspread.Worksheet: properties, kept from when the tab was opened; no call, but for the colour's absence."""

from __future__ import annotations

from typing import Any

import gspread

from .bench import Bench
from .rows import Row
from .spreadsheet import same

BLUE = {"red": 0.2, "green": 0.4, "blue": 1.0}


def _opened(at: Bench) -> None:
    """A tab on which every property differs from its default, opened anew."""
    grid = {
        "rowCount": 50,
        "columnCount": 8,
        "frozenRowCount": 2,
        "frozenColumnCount": 1,
        "hideGridlines": True,
    }
    properties = {"title": "แบบกรอก", "gridProperties": grid, "hidden": True}
    properties |= {"sheetId": 5, "index": 1, "tabColorStyle": {"rgbColor": BLUE}}
    at.edit({"addSheet": {"properties": properties}})
    at.kept["tab"] = at.book.worksheet("แบบกรอก")


def _tab(at: Bench) -> Any:
    return at.tab("properties", 1)["properties"]


def row(name: str, call: Any, read: Any, expect: Any = same, **more: str) -> Row:
    return Row(gspread.Worksheet, name, lambda at: call(at.kept["tab"]), read, expect, _opened, **more)


def _grid(name: str) -> Any:
    return lambda at, got: _tab(at)["gridProperties"][name]


def _hex(at: Bench, got: Any) -> str:
    color = _tab(at)["tabColorStyle"]["rgbColor"]
    return "#" + "".join(f"{round(color.get(name, 0) * 255):02X}" for name in ("red", "green", "blue"))


ROWS = [
    row("id", lambda tab: tab.id, lambda at, got: _tab(at)["sheetId"]),
    row("title", lambda tab: tab.title, lambda at, got: _tab(at)["title"]),
    row("index", lambda tab: tab.index, lambda at, got: _tab(at)["index"]),
    row("isSheetHidden", lambda tab: tab.isSheetHidden, lambda at, got: _tab(at)["hidden"]),
    row("row_count", lambda tab: tab.row_count, _grid("rowCount")),
    row(
        "col_count",
        lambda tab: tab.col_count,
        _grid("columnCount"),
        note="the count when the tab was opened",
    ),
    row("column_count", lambda tab: tab.column_count, _grid("columnCount")),
    row("frozen_row_count", lambda tab: tab.frozen_row_count, _grid("frozenRowCount")),
    row("frozen_col_count", lambda tab: tab.frozen_col_count, _grid("frozenColumnCount")),
    row("is_gridlines_hidden", lambda tab: tab.is_gridlines_hidden, _grid("hideGridlines")),
    row("tab_color", lambda tab: tab.tab_color, _hex),
    row("get_tab_color", lambda tab: tab.get_tab_color(), _hex),
    row(
        "url",
        lambda tab: tab.url,
        lambda at, got: (
            at.get("spreadsheetUrl")["spreadsheetUrl"].removesuffix("/edit") + f"#gid={_tab(at)['sheetId']}"
        ),
    ),
    row(
        "spreadsheet",
        lambda tab: tab.spreadsheet,
        lambda at, got: at.get("spreadsheetId")["spreadsheetId"],
        lambda at, book: book.id,
    ),
]
