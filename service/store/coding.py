"""Cells, entries and figures as JSON text and back, exactly: Decimals and dates keep their kind."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from service.core.cells import Cell, Value
from service.core.entries import Entry


def encode_value(value: Value | None) -> Any:
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, datetime | date):
        return {"t": value.isoformat()}
    return value


def decode_value(value: Any) -> Any:
    if isinstance(value, dict):
        return Decimal(value["d"]) if "d" in value else date.fromisoformat(value["t"])
    return value


def dump_entries(entries: Mapping[str, Entry]) -> str:
    return _dump({name: [str(entry.status), encode_value(entry.value)] for name, entry in entries.items()})


def load_entries(text: str) -> dict[str, Entry]:
    return {name: Entry(status, decode_value(value)) for name, (status, value) in json.loads(text).items()}


def cell_parts(cell: Cell) -> list[Any]:
    """A cell as JSON; its trailing empty parts are left out."""
    parts: list[Any] = [cell.value, cell.shown, cell.number_format, cell.formula, cell.error]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return parts


def dump_cells(cells: Mapping[str, Cell]) -> str:
    return _dump({name: cell_parts(cell) for name, cell in cells.items() if cell != Cell()})


def load_cells(text: str) -> dict[str, Cell]:
    return {name: Cell(*parts) for name, parts in json.loads(text).items()}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
