"""gspread.Worksheet: formats, merged cells, colours of the tab."""

from __future__ import annotations

from typing import Any

import gspread
from gspread.utils import MergeType

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row

GREEN = {"red": 0.8, "green": 1, "blue": 0.8}
CENTRED = {"backgroundColor": GREEN, "horizontalAlignment": "CENTER"}
BLOCK = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}


def _lines(*rows: int) -> list[dict[str, int]]:
    return [{**BLOCK, "startRowIndex": row, "endRowIndex": row + 1} for row in rows]


def _merge(at: Bench) -> None:
    at.edit({"mergeCells": {"range": {"sheetId": 0, **BLOCK}, "mergeType": "MERGE_ALL"}})


def _set(fields: str, **properties: Any) -> Any:
    def arrange(at: Bench) -> None:
        at.edit({"updateSheetProperties": {"properties": {"sheetId": 0, **properties}, "fields": fields}})

    return arrange


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    def arranged(at: Bench) -> None:
        at.put(FILLED)
        if arrange:
            arrange(at)
        at.kept["tab"] = at.book.sheet1

    return Row(gspread.Worksheet, name, lambda at: call(at.kept["tab"]), read, expect, arranged, **more)


def _formats(fields: str, where: str) -> Any:
    return lambda at, got: [
        cell.get("userEnteredFormat")
        for line in at.cells(f"userEnteredFormat({fields})", where)
        for cell in line
    ]


def _merges(at: Bench, got: Any) -> list[dict[str, int]]:
    return list(at.tab("merges").get("merges", []))


def _tab_color(at: Bench, got: Any) -> Any:
    return at.tab("properties.tabColorStyle")["properties"]


def _gridlines(at: Bench, got: Any) -> bool:
    return bool(at.grid().get("hideGridlines", False))


ROWS = [
    row(
        "format",
        lambda tab: tab.format(["A1", "C1"], CENTRED),
        _formats("backgroundColor,horizontalAlignment", "A1:C1"),
        [CENTRED, None, CENTRED],
    ),
    row(
        "batch_format",
        lambda tab: tab.batch_format(
            [
                {"range": "A1", "format": {"textFormat": {"bold": True}}},
                {"range": "B1", "format": {"numberFormat": {"type": "TEXT"}}},
            ]
        ),
        _formats("textFormat.bold,numberFormat.type", "A1:B1"),
        [{"textFormat": {"bold": True}}, {"numberFormat": {"type": "TEXT"}}],
    ),
    row(
        "merge_cells",
        lambda tab: tab.merge_cells("A1:B2"),
        lambda at, got: (_merges(at, got), at.values("A1:B2")),
        ([BLOCK], [["ชื่อ"]]),
        note="only the first value is left",
    ),
    row(
        "batch_merge",
        lambda tab: tab.batch_merge([{"range": "A1:B2"}], MergeType.merge_rows),
        _merges,
        _lines(0, 1),
    ),
    row("unmerge_cells", lambda tab: tab.unmerge_cells("A1:B2"), _merges, [], _merge),
    row(
        "update_tab_color",
        lambda tab: tab.update_tab_color("#CCFFCC"),
        _tab_color,
        {"tabColorStyle": {"rgbColor": GREEN}},
    ),
    row(
        "clear_tab_color",
        lambda tab: tab.clear_tab_color(),
        _tab_color,
        {},
        _set("tabColorStyle", tabColorStyle={"rgbColor": GREEN}),
    ),
    row("hide_gridlines", lambda tab: tab.hide_gridlines(), _gridlines, True),
    row(
        "show_gridlines",
        lambda tab: tab.show_gridlines(),
        _gridlines,
        False,
        _set("gridProperties.hideGridlines", gridProperties={"hideGridlines": True}),
    ),
]
