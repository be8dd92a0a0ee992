"""Tabs as Google gives them: cells by row and column, and the codes by which all else is found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from service.core.cells import BLANK, Cell, shared_cell
from service.sheets import layout as at

HEAD_SEARCH = 40
"""Rows in which the row of codes is looked for: people insert rows above it."""


class Spot(NamedTuple):
    """A place in a tab; row and column from 0."""

    sheet_id: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab as it stands."""

    sheet_id: int
    title: str
    rows: Sequence[Sequence[Mapping[str, Any]]]
    row_count: int = 1000

    def raw(self, row: int, column: int) -> Mapping[str, Any]:
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return {}

    def text(self, row: int, column: int) -> str:
        return cell_text(self.raw(row, column))

    def walk(self) -> Iterator[tuple[Spot, Mapping[str, Any]]]:
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell:
                    yield Spot(self.sheet_id, row, column), cell


def grids_of(spreadsheet: Mapping[str, Any]) -> list[Grid]:
    """The tabs of an answer of spreadsheets.get."""
    grids = []
    for sheet in spreadsheet.get("sheets", ()):
        data = sheet.get("data", [{}])
        rows = [row.get("values", ()) for row in data[0].get("rowData", ())] if data else []
        known = sheet["properties"]
        row_count = known.get("gridProperties", {}).get("rowCount", len(rows))
        grids.append(Grid(known.get("sheetId", 0), known["title"], rows, row_count))
    return grids


def cell_text(cell: Mapping[str, Any]) -> str:
    return str(cell.get("formattedValue", ""))


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def cell_of(raw: Mapping[str, Any]) -> Cell:
    """Google's CellData as ours."""
    if not raw:
        return BLANK
    effective = raw.get("effectiveValue", {})
    failure = effective.get("errorValue")
    value = next(
        (effective[name] for name in ("numberValue", "stringValue", "boolValue") if name in effective), None
    )
    if isinstance(value, str):
        value = storable(value)
    shown = storable(str(raw.get("formattedValue", "")))
    formula = raw.get("userEnteredValue", {}).get("formulaValue", "")
    if value is None and not failure and not shown and not formula:
        return BLANK  # whatever its number format
    number_format = raw.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", "")
    error = (shown or f"#{failure.get('type', 'ERROR')}") if failure else ""
    return shared_cell(value, shown, number_format, formula, error)


def anchor_of(grid: Grid) -> tuple[str, str, str] | None:
    """(layout, form, round) of a tab of ours, by the text in its head."""
    for row in grid.rows[:HEAD_SEARCH]:
        for cell in row:
            found = at.parse_anchor(cell_text(cell))
            if found:
                return found
    return None


@dataclass(frozen=True, slots=True)
class Codes:
    """The row of codes: which column plays which role; ``headings`` is the row of visible headings.

    That is the first row below with a text in it: people insert rows above what they see.
    """

    row: int
    columns: Mapping[str, int]
    headings: int


def code_row(grid: Grid, key: str) -> Codes | None:
    """The row that bears this key; of several (a copy, a code written a row too high) the fullest."""
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(grid.rows[:HEAD_SEARCH]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            if text := cell_text(cell).strip():
                columns.setdefault(text, column)
        if key in columns and (best is None or len(columns) > len(best[1])):
            best = number, columns
    return Codes(*best, _headings_below(grid, best[0], best[1][key])) if best else None


def _headings_below(grid: Grid, codes: int, keys: int) -> int:
    """The row of headings; that of the codes itself when it is gone and a row with a key follows."""
    filled = (row for row in range(codes + 1, len(grid.rows)) if any(map(cell_text, grid.rows[row])))
    row = next(filled, codes + 1)
    return row if grid.text(row, keys) in ("", at.HEADINGS) else codes


def rows_by_key(grid: Grid, codes: Codes, role: str) -> tuple[dict[str, int], list[str]]:
    rows: dict[str, int] = {}
    twice: list[str] = []
    for row in range(codes.row + 1, len(grid.rows)):
        key = grid.text(row, codes.columns[role]).strip()
        if key in rows:
            twice.append(key)
        elif key:
            rows[key] = row
    return rows, twice


def seen_note(raw: Mapping[str, Any]) -> str:
    return str(raw.get("note", ""))


def issue_rows(grid: Grid | None) -> Iterator[tuple[str, int, Mapping[str, int]]]:
    """(key, row, columns) of each question on an issues tab; keys are respondent|field|code."""
    codes = code_row(grid, at.KEY) if grid else None
    if grid is None or codes is None:
        return
    for row in range(codes.row + 1, len(grid.rows)):
        key = grid.text(row, codes.columns[at.KEY]).strip()
        if key.count("|") == 2:
            yield key, row, codes.columns
