"""gspread.Worksheet: rows and columns."""

from __future__ import annotations

from typing import Any

import gspread
from gspread.utils import Dimension

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row
from .spreadsheet import same

LONG = "โรงเรียนบ้านตัวอย่างที่มีชื่อยาวมาก"
HIDDEN = [{"pixelSize": 100, "hiddenByUser": True}] * 2
SEEN = {"pixelSize": 100}


def _group(at: Bench) -> None:
    for axis in ("ROWS", "COLUMNS"):
        span = {"sheetId": 0, "dimension": axis, "startIndex": 1, "endIndex": 3}
        at.edit({"addDimensionGroup": {"range": span}})


def _hide(at: Bench) -> None:
    for axis in ("ROWS", "COLUMNS"):
        span = {"sheetId": 0, "dimension": axis, "startIndex": 0, "endIndex": 3}
        properties = {"range": span, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        at.edit({"updateDimensionProperties": properties})


def _resize(at: Bench) -> None:
    """Tall rows and a long text, so that fitting them changes something."""
    at.put([[LONG]])
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    tall = {"range": span, "properties": {"pixelSize": 90}, "fields": "pixelSize"}
    at.edit({"updateDimensionProperties": tall})


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    def arranged(at: Bench) -> None:
        at.put(FILLED)
        if arrange:
            arrange(at)

    return Row(gspread.Worksheet, name, lambda at: call(at.sheet), read, expect, arranged, **more)


def _sizes(axis: str, count: int) -> Any:
    return lambda at, got: at.sizes(axis, count)


def _grid(*names: str) -> Any:
    return lambda at, got: [at.grid().get(name) for name in names]


def _groups(name: str) -> Any:
    return lambda at, got: at.tab(name).get(name)


def _column(at: Bench, got: Any) -> list[str]:
    return [line[0] for line in at.values("A1:A")]


def _is_group(axis: str) -> list[dict[str, Any]]:
    return [{"range": {"dimension": axis, "startIndex": 1, "endIndex": 3}, "depth": 1}]


ROWS = [
    row("resize", lambda tab: tab.resize(rows=40, cols=4), _grid("rowCount", "columnCount"), [40, 4]),
    row("add_rows", lambda tab: tab.add_rows(5), _grid("rowCount"), [1005]),
    row("add_cols", lambda tab: tab.add_cols(2), _grid("columnCount"), [28]),
    row(
        "delete_rows",
        lambda tab: tab.delete_rows(2),
        lambda at, got: (_column(at, got), at.grid()["rowCount"]),
        (["ชื่อ", "บ้านใต้"], 999),
    ),
    row(
        "delete_columns",
        lambda tab: tab.delete_columns(1, 2),
        lambda at, got: (_column(at, got), at.grid()["columnCount"]),
        (["วันที่", "ก", "ข"], 24),
    ),
    row(
        "delete_dimension",
        lambda tab: tab.delete_dimension(Dimension.rows, 1, 2),
        _column,
        ["บ้านใต้"],
    ),
    row(
        "freeze", lambda tab: tab.freeze(rows=1, cols=2), _grid("frozenRowCount", "frozenColumnCount"), [1, 2]
    ),
    row(
        "columns_auto_resize",
        lambda tab: tab.columns_auto_resize(0, 1),
        lambda at, got: [size["pixelSize"] > 200 for size in at.sizes("column", 2)],
        [True, False],
        _resize,
        note="Google measures the text; the emulator guesses from its length",
    ),
    row(
        "rows_auto_resize",
        lambda tab: tab.rows_auto_resize(0, 1),
        _sizes("row", 2),
        [{"pixelSize": 21}, {"pixelSize": 90}],
        _resize,
    ),
    row("hide_columns", lambda tab: tab.hide_columns(0, 2), _sizes("column", 3), [*HIDDEN, SEEN]),
    row(
        "hide_rows",
        lambda tab: tab.hide_rows(1, 2),
        _sizes("row", 3),
        [{"pixelSize": 21}, {"pixelSize": 21, "hiddenByUser": True}, {"pixelSize": 21}],
    ),
    row("unhide_columns", lambda tab: tab.unhide_columns(2, 3), _sizes("column", 3), [*HIDDEN, SEEN], _hide),
    row(
        "unhide_rows",
        lambda tab: tab.unhide_rows(0, 3),
        _sizes("row", 3),
        [{"pixelSize": 21}] * 3,
        _hide,
    ),
    row(
        "add_dimension_group_columns",
        lambda tab: tab.add_dimension_group_columns(1, 3),
        _groups("columnGroups"),
        _is_group("COLUMNS"),
    ),
    row(
        "add_dimension_group_rows",
        lambda tab: tab.add_dimension_group_rows(1, 3),
        _groups("rowGroups"),
        _is_group("ROWS"),
    ),
    row(
        "delete_dimension_group_columns",
        lambda tab: tab.delete_dimension_group_columns(1, 3),
        lambda at, got: (_groups("columnGroups")(at, got), at.grid().get("columnGroupControlAfter")),
        (None, True),
        _group,
        note="Google leaves columnGroupControlAfter behind",
    ),
    row(
        "delete_dimension_group_rows",
        lambda tab: tab.delete_dimension_group_rows(1, 3),
        lambda at, got: (_groups("rowGroups")(at, got), at.grid().get("rowGroupControlAfter")),
        (None, True),
        _group,
        note="Google leaves rowGroupControlAfter behind",
    ),
    row(
        "list_dimension_group_columns",
        lambda tab: tab.list_dimension_group_columns(),
        _groups("columnGroups"),
        same,
        _group,
    ),
    row(
        "list_dimension_group_rows",
        lambda tab: tab.list_dimension_group_rows(),
        _groups("rowGroups"),
        same,
        _group,
    ),
]
