"""gspread.Worksheet: reading cells."""

from __future__ import annotations

import re
from typing import Any

import gspread
from gspread.utils import Dimension, ValueRenderOption

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row
from .spreadsheet import same


def _fill(at: Bench) -> None:
    at.put(FILLED)


def row(name: str, call: Any, read: Any, expect: Any = same, **more: str) -> Row:
    return Row(gspread.Worksheet, name, lambda at: call(at.sheet), read, expect, _fill, **more)


def _all(at: Bench, got: Any = None) -> list[list[str]]:
    return at.values()


def _cell(at: Bench, cell: gspread.Cell) -> Any:
    return [[cell.value]]


def _shown(at: Bench, cells: list[gspread.Cell]) -> list[str]:
    return [cell.value for cell in cells]


def _places(at: Bench, pattern: str) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, line in enumerate(at.values(), 1)
        for column, text in enumerate(line, 1)
        if re.search(pattern, text)
    ]


def _records(at: Bench, got: Any) -> list[dict[str, Any]]:
    head, *lines = at.values(how="UNFORMATTED_VALUE")
    return [dict(zip(head, line, strict=True)) for line in lines]


ROWS = [
    row("acell", lambda tab: tab.acell("B2"), lambda at, got: at.values("B2"), _cell),
    row(
        "acell",
        lambda tab: tab.acell("B2", ValueRenderOption.unformatted),
        lambda at, got: at.values("B2", "UNFORMATTED_VALUE"),
        _cell,
        variant="unformatted",
    ),
    row("cell", lambda tab: tab.cell(2, 2), lambda at, got: at.values("B2"), _cell),
    row("range", lambda tab: tab.range("A2:C2"), lambda at, got: at.values("A2:C2")[0], _shown),
    row("get", lambda tab: tab.get("A2:B3"), lambda at, got: at.values("A2:B3")),
    row(
        "get_values",
        lambda tab: tab.get_values("A1:C3", major_dimension=Dimension.cols),
        lambda at, got: [list(column) for column in zip(*at.values(), strict=True)],
    ),
    row("get_all_values", lambda tab: tab.get_all_values(), _all),
    row(
        "get_all_records",
        lambda tab: tab.get_all_records(),
        _records,
        note="makes numbers of what looks like one: read codes with numericise_ignore=['all']",
    ),
    row(
        "get_all_cells",
        lambda tab: tab.get_all_cells(),
        lambda at, got: [text for line in _all(at) for text in line],
        lambda at, got: [cell.value for cell in got if cell.value],
    ),
    row("row_values", lambda tab: tab.row_values(2), lambda at, got: at.values("A2:2")[0]),
    row("col_values", lambda tab: tab.col_values(1), lambda at, got: [line[0] for line in at.values("A1:A")]),
    row(
        "batch_get",
        lambda tab: tab.batch_get(["A1:A2", "C3"]),
        lambda at, got: [at.values("A1:A2"), at.values("C3")],
        lambda at, got: [list(one) for one in got],
    ),
    row(
        "find",
        lambda tab: tab.find("บ้านใต้"),
        lambda at, got: _places(at, "บ้านใต้")[0],
        lambda at, cell: (cell.row, cell.col),
    ),
    row(
        "findall",
        lambda tab: tab.findall(re.compile("^บ้าน")),
        lambda at, got: _places(at, "^บ้าน"),
        lambda at, cells: [(cell.row, cell.col) for cell in cells],
    ),
    row("expand", lambda tab: tab.expand("A1"), _all, note="reads the whole tab and cuts it here"),
]
