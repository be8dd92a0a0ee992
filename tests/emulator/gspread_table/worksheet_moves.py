"""gspread.Worksheet: what moves cells about, and the tab itself."""

from __future__ import annotations

from typing import Any

import gspread
from gspread.utils import PasteType

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row

PINK = {"red": 1, "green": 0.8, "blue": 0.8}


def _colour(at: Bench) -> None:
    """A2 pink, with a formula in D2 that looks at its row."""
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    cell = {"userEnteredFormat": {"backgroundColor": PINK}}
    at.edit({"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredFormat.backgroundColor"}})
    at.sheet.update_acell("D2", "=B2*2")


def _second_tab(at: Bench) -> None:
    at.edit({"addSheet": {"properties": {"title": "สอง", "sheetId": 2}}})


def _hide_first(at: Bench) -> None:
    _second_tab(at)
    properties = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    at.edit({"updateSheetProperties": properties})


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    def arranged(at: Bench) -> None:
        at.put(FILLED)
        if arrange:
            arrange(at)

    return Row(gspread.Worksheet, name, call, read, expect, arranged, **more)


def _fills(at: Bench, where: str) -> list[Any]:
    found = at.cells("userEnteredFormat.backgroundColor", where)
    return [cell.get("userEnteredFormat", {}).get("backgroundColor") for line in found for cell in line]


def _hidden(at: Bench, got: Any) -> list[bool]:
    return [one["properties"].get("hidden", False) for one in at.get("sheets.properties.hidden")["sheets"]]


ROWS = [
    row(
        "sort",
        lambda at: at.sheet.sort((2, "asc"), range="A2:D3"),
        lambda at, got: (at.values("A1:A3"), at.values("D3", "FORMULA"), _fills(at, "A2:A3")),
        ([["ชื่อ"], ["บ้านใต้"], ["บ้านเหนือ"]], [["=B3*2"]], [None, PINK]),
        _colour,
        note="format and formula go along with their row",
    ),
    row(
        "copy_range",
        lambda at: at.sheet.copy_range("A2:D2", "A5"),
        lambda at, got: (at.values("A5:D5", "FORMULA"), _fills(at, "A5")),
        ([["บ้านเหนือ", 12, "ก", "=B5*2"]], [PINK]),
        _colour,
    ),
    row(
        "copy_range",
        lambda at: at.sheet.copy_range("A2:D2", "A5", PasteType.values),
        lambda at, got: (at.values("A5:D5", "FORMULA"), _fills(at, "A5")),
        ([["บ้านเหนือ", 12, "ก", 24]], []),
        _colour,
        variant="values",
    ),
    row(
        "cut_range",
        lambda at: at.sheet.cut_range("A2:A3", "F1"),
        lambda at, got: (at.values("A1:A3"), at.values("F1:F2"), _fills(at, "F1")),
        ([["ชื่อ"]], [["บ้านเหนือ"], ["บ้านใต้"]], [PINK]),
        _colour,
    ),
    row(
        "duplicate",
        lambda at: at.sheet.duplicate(insert_sheet_index=1, new_sheet_name="แฝด"),
        lambda at, got: (at.titles(), at.values("แฝด") == at.values("Sheet1") != []),
        (["Sheet1", "แฝด"], True),
    ),
    row(
        "copy_to",
        lambda at: at.sheet.copy_to(at.kept["other"]),
        lambda at, got: at.raw.sheets("GET", f"/{at.kept['other']}/values/Copy of Sheet1!A2").json()[
            "values"
        ],
        [["บ้านเหนือ"]],
        lambda at: at.kept.update(other=at.raw.new_sheet(at.emulator.shared_drive_id)),
    ),
    row(
        "update_index",
        lambda at: at.sheet.update_index(2),
        lambda at, got: at.titles(),
        ["สอง", "Sheet1"],
        _second_tab,
    ),
    row("update_title", lambda at: at.sheet.update_title("ข้อมูล"), lambda at, got: at.titles(), ["ข้อมูล"]),
    row("hide", lambda at: at.sheet.hide(), _hidden, [True, False], _second_tab),
    row("show", lambda at: at.sheet.show(), _hidden, [False, False], _hide_first),
]
