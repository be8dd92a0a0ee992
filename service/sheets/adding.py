"""Rows added to a list that people already work in: which ones stand there, and writing below them all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from service.core.cells import Cell
from service.sheets.blueprint import COLUMNS, ROWS, Blueprint
from service.sheets.finding import find
from service.sheets.grids import cell_of
from service.sheets.knowing import cell_data
from service.sheets.standing import Standing


def field_columns(plan: Blueprint, tab: Standing, names: Collection[str]) -> dict[str, int]:
    """Where these fields stand now; what is not found is left out."""
    found = find(plan, tab)
    return {name: place for name, place in found.places[COLUMNS].items() if name in names} if found else {}


def rows_standing(plan: Blueprint, tab: Standing, columns: Mapping[str, int]) -> Iterator[dict[str, Cell]]:
    """The cells of every row below the head, by field."""
    found = find(plan, tab)
    if found is None:
        return
    for row in range(max(found.places[ROWS].values()) + 1, len(tab.rows)):
        yield {name: cell_of(tab.raw(row, column)) for name, column in columns.items()}


def added_rows(
    sheet_id: int, columns: Mapping[str, int], rows: Iterable[Mapping[str, Cell]]
) -> list[dict[str, Any]]:
    """The request that writes these rows.

    Google puts them below the last row that holds anything when it carries the request out: what people
    type between our reading and our writing is never written over.
    """
    names = {place: name for name, place in columns.items()}
    width = max(columns.values(), default=-1) + 1
    lines = [{"values": [_cell(row, names.get(place, "")) for place in range(width)]} for row in rows]
    cells = {"sheetId": sheet_id, "rows": lines, "fields": "userEnteredValue"}
    return [{"appendCells": cells}] if lines and width else []


def _cell(row: Mapping[str, Cell], name: str) -> dict[str, Any]:
    return cell_data(row[name]) if name in row else {}
