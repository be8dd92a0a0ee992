"""gspread.Cell: no method of it makes a call; each is held against the cell as plain requests see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gspread
from gspread import Cell

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row


def _filled(at: Bench) -> None:
    at.put(FILLED)
    at.kept["cell"] = at.sheet.acell("B2")


def _row(
    name: str, call: Callable[[Cell], Any], read: Callable[[Bench, Any], Any], expect: Any, note: str = ""
) -> Row:
    return Row(gspread.Cell, name, lambda at: call(at.kept["cell"]), read, expect, _filled, note=note)


def _found_at(at: Bench, got: Any) -> tuple[int, int]:
    """Where plain requests find the 12."""
    places = [(row, line.index("12")) for row, line in enumerate(at.values()) if "12" in line]
    return places[0][0] + 1, places[0][1] + 1


ROWS = [
    _row("row", lambda cell: cell.row, lambda at, got: _found_at(at, got)[0], lambda at, got: got),
    _row("col", lambda cell: cell.col, lambda at, got: _found_at(at, got)[1], lambda at, got: got),
    _row("address", lambda cell: cell.address, lambda at, got: at.values(got), [["12"]]),
    _row(
        "numeric_value",
        lambda cell: cell.numeric_value,
        lambda at, got: at.values("B2", "UNFORMATTED_VALUE")[0][0],
        lambda at, got: got,
        note="made from the shown text: a school code 0042 would become 42",
    ),
    _row(
        "from_address",
        lambda cell: Cell.from_address("B2", "12"),
        lambda at, got: at.values(got.address),
        lambda at, got: [[got.value]],
    ),
]
