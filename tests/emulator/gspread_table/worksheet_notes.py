"""gspread.Worksheet: notes."""

from __future__ import annotations

from typing import Any

import gspread

from .bench import Bench
from .rows import Row
from .spreadsheet import same


def _note(at: Bench) -> None:
    """A1 and B2 have notes."""
    rows = [{"values": [{"note": "หนึ่ง"}]}, {"values": [{}, {"note": "สอง"}]}]
    at.edit({"updateCells": {"start": {"sheetId": 0}, "rows": rows, "fields": "note"}})


def _notes(at: Bench, got: Any) -> list[list[str]]:
    return [[cell.get("note", "") for cell in line] for line in at.cells("note", "A1:B2")]


def row(name: str, call: Any, expect: Any, arrange: Any = None, read: Any = _notes, **more: str) -> Row:
    return Row(gspread.Worksheet, name, lambda at: call(at.sheet), read, expect, arrange, **more)


ROWS = [
    row("get_notes", lambda tab: tab.get_notes(grid_range="A1:B2"), same, _note),
    row("get_note", lambda tab: tab.get_note("B2"), lambda at, note: [["หนึ่ง"], ["", note]], _note),
    row("insert_note", lambda tab: tab.insert_note("B2", "ใหม่"), [["หนึ่ง"], ["", "ใหม่"]], _note),
    row(
        "insert_notes", lambda tab: tab.insert_notes({"A1": "x", "B1": "y"}), [["x", "y"], ["", "สอง"]], _note
    ),
    row("update_note", lambda tab: tab.update_note("A1", "แก้"), [["แก้"], ["", "สอง"]], _note),
    row("update_notes", lambda tab: tab.update_notes({"A1": "x", "B2": "y"}), [["x"], ["", "y"]], _note),
    row("clear_note", lambda tab: tab.clear_note("B2"), [["หนึ่ง"]], _note),
    row("clear_notes", lambda tab: tab.clear_notes(["A1", "B2"]), [], _note),
]
