"""gspread.Spreadsheet: the calls below the ones of a worksheet."""

from __future__ import annotations

from typing import Any

import gspread

from .bench import ROWS as FILLED
from .bench import Bench
from .rows import Row
from .spreadsheet import same

RAW = {"valueInputOption": "RAW"}
PLAIN = {"valueRenderOption": "UNFORMATTED_VALUE"}


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    return Row(gspread.Spreadsheet, name, call, read, expect, arrange, **more)


def _fill(at: Bench) -> None:
    at.put(FILLED)


ROWS = [
    row(
        "values_get",
        lambda at: at.book.values_get("A2:B3", PLAIN)["values"],
        lambda at, got: at.values("A2:B3", "UNFORMATTED_VALUE"),
        same,
        _fill,
    ),
    row(
        "values_batch_get",
        lambda at: [one["values"] for one in at.book.values_batch_get(["A1:A3", "B2"])["valueRanges"]],
        lambda at, got: [at.values("A1:A3"), at.values("B2")],
        same,
        _fill,
    ),
    row(
        "values_update",
        lambda at: at.book.values_update("B2", RAW, {"values": [[99, None], ["", "x"]]}),
        lambda at, got: at.values(how="UNFORMATTED_VALUE"),
        [["ชื่อ", "จำนวน", "วันที่"], ["บ้านเหนือ", 99, "ก"], ["บ้านใต้", "", "x"]],
        _fill,
    ),
    row(
        "values_batch_update",
        lambda at: at.book.values_batch_update(
            {**RAW, "data": [{"range": "A1", "values": [["a"]]}, {"range": "C3", "values": [["c"]]}]}
        ),
        lambda at, got: (at.values("A1"), at.values("C3"), got["totalUpdatedCells"]),
        ([["a"]], [["c"]], 2),
        _fill,
    ),
    row(
        "values_append",
        lambda at: at.book.values_append("A1", RAW, {"values": [["บ้านใหม่", 7]]}),
        lambda at, got: (at.values("A4:C4"), got["updates"]["updatedRange"]),
        ([["บ้านใหม่", "7"]], "Sheet1!A4:B4"),
        _fill,
    ),
    row(
        "values_clear",
        lambda at: at.book.values_clear("A2:C2"),
        lambda at, got: at.values("A2:C3"),
        [[], ["บ้านใต้", "5", "ข"]],
        _fill,
    ),
    row(
        "values_batch_clear",
        lambda at: at.book.values_batch_clear(body={"ranges": ["A1:C1", "A3"]}),
        lambda at, got: at.values(),
        [[], ["บ้านเหนือ", "12", "ก"], ["", "5", "ข"]],
        _fill,
    ),
]
