"""All rows, class by class."""

from __future__ import annotations

from . import (
    cell,
    client,
    spreadsheet,
    spreadsheet_people,
    spreadsheet_values,
    worksheet_cells,
    worksheet_grid,
    worksheet_looks,
    worksheet_moves,
    worksheet_notes,
    worksheet_properties,
    worksheet_reading,
    worksheet_rules,
)
from .rows import Row

ROWS: list[Row] = [
    *client.ROWS,
    *spreadsheet.ROWS,
    *spreadsheet_people.ROWS,
    *spreadsheet_values.ROWS,
    *worksheet_properties.ROWS,
    *worksheet_reading.ROWS,
    *worksheet_cells.ROWS,
    *worksheet_grid.ROWS,
    *worksheet_moves.ROWS,
    *worksheet_looks.ROWS,
    *worksheet_notes.ROWS,
    *worksheet_rules.ROWS,
    *cell.ROWS,
]
