"""Merged cells."""

from __future__ import annotations

from ..a1 import Area, from_grid
from ..errors import Json
from ..sheet import Sheet
from .context import Edit, InvalidError


def merge_cells(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    bounded = sheet.bounded(area)
    top, bottom, left, right = bounded.top or 0, bounded.bottom or 0, bounded.left or 0, bounded.right or 0
    unmerge(sheet, bounded)
    kind = body.get("mergeType", "MERGE_ALL")
    parts = {
        "MERGE_ALL": [(top, bottom, left, right)],
        "MERGE_ROWS": [(row, row + 1, left, right) for row in range(top, bottom)],
        "MERGE_COLUMNS": [(top, bottom, column, column + 1) for column in range(left, right)],
    }
    if kind not in parts:
        raise InvalidError(f"Unknown mergeType {kind}")
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    for part in parts[kind]:
        merge(sheet, dict(zip(names, part, strict=True)))


def merge(sheet: Sheet, grid: Json) -> None:
    """One merged range; a single cell is none."""
    area = from_grid(grid)
    if ((area.bottom or 0) - (area.top or 0)) * ((area.right or 0) - (area.left or 0)) > 1:
        sheet.merges.append(grid)
        _keep_first_value(sheet, grid)


def _keep_first_value(sheet: Sheet, grid: Json) -> None:
    for row, column, cell in list(sheet.cells(from_grid(grid))):
        if (row, column) != (grid["startRowIndex"], grid["startColumnIndex"]):
            sheet.put(
                row, column, {name: value for name, value in cell.items() if name != "userEnteredValue"}
            )


def unmerge_cells(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    unmerge(sheet, area)


def unmerge(sheet: Sheet, area: Area) -> None:
    met = [merge for merge in sheet.merges if from_grid(merge).meets(area)]
    if any(not area.covers(from_grid(merge)) for merge in met):
        raise InvalidError("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [merge for merge in sheet.merges if merge not in met]
