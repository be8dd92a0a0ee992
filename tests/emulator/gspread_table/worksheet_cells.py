"""gspread.Worksheet: writing values."""

from __future__ import annotations

from typing import Any

import gspread
from gspread import Cell
from gspread.utils import InsertDataOption, ValueInputOption

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row

HEAD, NORTH, SOUTH = ([str(value) for value in line] for line in FILLED)


def _fill(at: Bench) -> None:
    at.put(FILLED)


def _all(at: Bench, got: Any) -> list[list[str]]:
    return at.values()


def _typed(where: str) -> Any:
    """As it was typed: formulas as such, numbers as numbers."""
    return lambda at, got: at.values(where, "FORMULA")


def row(name: str, call: Any, read: Any, expect: Any, **more: str) -> Row:
    return Row(gspread.Worksheet, name, lambda at: call(at.sheet), read, expect, _fill, **more)


ROWS = [
    row(
        "update",
        lambda tab: tab.update([["0042", "=1+1"], [None, ""]], "A2"),
        _typed("A1:C3"),
        [["ชื่อ", "จำนวน", "วันที่"], ["0042", "=1+1", "ก"], ["บ้านใต้", "", "ข"]],
        note="raw unless told otherwise: text stays text, null leaves a cell alone, an empty text empties it",
    ),
    row(
        "update",
        lambda tab: tab.update([["0042", "=1+1"]], "A2", raw=False),
        lambda at, got: at.values("A2:B2", "UNFORMATTED_VALUE"),
        [[42, 2]],
        variant="user entered",
    ),
    row(
        "update_acell",
        lambda tab: tab.update_acell("B2", "=B3*2"),
        lambda at, got: (at.values("B2"), at.values("B2", "FORMULA")),
        ([["10"]], [["=B3*2"]]),
        note="always user entered",
    ),
    row(
        "update_cell", lambda tab: tab.update_cell(3, 2, "1,234"), _typed("B3"), [[1234]], note="user entered"
    ),
    row(
        "update_cells",
        lambda tab: tab.update_cells([Cell(2, 1, "x"), Cell(2, 2, 9), Cell(3, 1, "y"), Cell(3, 2, 8)]),
        _typed("A2:C3"),
        [["x", 9, "ก"], ["y", 8, "ข"]],
    ),
    row(
        "batch_update",
        lambda tab: tab.batch_update(
            [{"range": "A1:B1", "values": [["a", "b"]]}, {"range": "C3", "values": [["c"]]}]
        ),
        _all,
        [["a", "b", "วันที่"], NORTH, [*SOUTH[:2], "c"]],
    ),
    row("append_row", lambda tab: tab.append_row(["บ้านใหม่", 7]), _all, [HEAD, NORTH, SOUTH, ["บ้านใหม่", "7"]]),
    row(
        "append_rows",
        lambda tab: tab.append_rows(
            [["บ้านใหม่", "7%"], ["บ้านเก่า", "8"]],
            value_input_option=ValueInputOption.user_entered,
            insert_data_option=InsertDataOption.insert_rows,
            table_range="A1",
        ),
        lambda at, got: (at.values("A4:B5", "UNFORMATTED_VALUE"), at.grid()["rowCount"]),
        ([["บ้านใหม่", 0.07], ["บ้านเก่า", 8]], 1002),
    ),
    row("insert_row", lambda tab: tab.insert_row(["แทรก", 1], 2), _all, [HEAD, ["แทรก", "1"], NORTH, SOUTH]),
    row(
        "insert_rows",
        lambda tab: tab.insert_rows([["ก่อน"], ["หน้า"]], 1),
        lambda at, got: (at.values(), at.grid()["rowCount"]),
        ([["ก่อน"], ["หน้า"], HEAD, NORTH, SOUTH], 1002),
    ),
    row(
        "insert_cols",
        lambda tab: tab.insert_cols([["x", "y"], ["z"]], 2),
        lambda at, got: (at.values("A1:E3"), at.grid()["columnCount"]),
        (
            [
                [HEAD[0], "x", "z", *HEAD[1:]],
                [NORTH[0], "y", "", *NORTH[1:]],
                [SOUTH[0], "", "", *SOUTH[1:]],
            ],
            28,
        ),
    ),
    row("clear", lambda tab: tab.clear(), _all, []),
    row(
        "batch_clear",
        lambda tab: tab.batch_clear(["A1:C1", "B3"]),
        _all,
        [[], NORTH, [SOUTH[0], "", SOUTH[2]]],
    ),
]
