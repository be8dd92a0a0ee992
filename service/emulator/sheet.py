"""One tab: its cells and everything that hangs on its rows and columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from . import pool, shifts
from .a1 import Area, from_grid
from .errors import Json
from .shifts import Shift

Cell = Json
ROWS, COLUMNS = "ROWS", "COLUMNS"
DEFAULT_ROW_HEIGHT, DEFAULT_COLUMN_WIDTH = 21, 100


class Row(dict[int, Cell]):
    """The cells of one row by column; the text of a cell is kept until the cell is replaced."""

    def __init__(self, *cells: Any) -> None:
        super().__init__(*cells)
        self._texts: dict[int, str] = {}

    def __setitem__(self, column: int, cell: Cell) -> None:
        self._texts.pop(column, None)
        super().__setitem__(column, cell)

    def __delitem__(self, column: int) -> None:
        self._texts.pop(column, None)
        super().__delitem__(column)

    def settle(self, looks: dict[str, str]) -> None:
        """Put the shared object in the place of each fresh cell."""
        texts = self._texts
        if len(texts) == len(self):
            return
        known = pool.cells()
        for column, cell in self.items():
            if column in texts:
                continue
            encoded = f'"{column}":{pool.text(cell, looks)}'
            found = known.get(encoded)
            if found is None:
                found = known[encoded] = (encoded, cell)
            elif found[1] is not cell:
                super().__setitem__(column, found[1])
            texts[column] = found[0]

    def encode(self) -> str:
        """As JSON, after settle."""
        return "{" + ",".join([self._texts[column] for column in self]) + "}"


class Sheet:
    """Cells are kept by row as {column: CellData}; ranges are kept as GridRange without sheetId."""

    def __init__(self, properties: Json) -> None:
        self.properties = properties
        self.rows: list[Row] = []
        self.sizes: dict[str, dict[int, Json]] = {ROWS: {}, COLUMNS: {}}
        self.groups: dict[str, list[Json]] = {ROWS: [], COLUMNS: []}
        self.merges: list[Json] = []
        self.protected: list[Json] = []
        self.conditionals: list[Json] = []
        self.filter: Json | None = None
        self.views: list[Json] = []
        self.bandings: list[Json] = []
        self.looks: dict[str, str] = {}

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    def count(self, axis: str) -> int:
        return self.row_count if axis == ROWS else self.column_count

    def set_count(self, axis: str, count: int) -> None:
        name = "rowCount" if axis == ROWS else "columnCount"
        self.properties["gridProperties"] = {**self.properties["gridProperties"], name: count}

    def bounded(self, area: Area) -> Area:
        return area.bounded(self.row_count, self.column_count)

    def cell(self, row: int, column: int) -> Cell:
        """The cell to look at; never write into it (an absent cell is a passing {})."""
        return self.rows[row].get(column, {}) if row < len(self.rows) else {}

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Cells are replaced, never changed in place, so that copies may share them."""
        if not cell and row >= len(self.rows):
            return
        while row >= len(self.rows):
            self.rows.append(Row())
        if cell:
            self.rows[row][column] = cell
        elif column in self.rows[row]:
            del self.rows[row][column]

    def cells(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """The cells that exist within the area."""
        for row in area.rows(len(self.rows)):
            for column in sorted(self.rows[row]):
                if area.holds(row, column):
                    yield row, column, self.rows[row][column]

    def clear_beyond(self) -> None:
        """Drop what lies outside the grid after it was made smaller."""
        del self.rows[self.row_count :]
        for row in self.rows:
            for column in [column for column in row if column >= self.column_count]:
                del row[column]

    def merge_at(self, row: int, column: int) -> Area | None:
        areas = (from_grid(merge) for merge in self.merges)
        return next((area for area in areas if area.holds(row, column)), None)

    def shift(self, axis: str, shift: Shift) -> None:
        """Move cells and all that lies on ranges; the caller has set the new counts."""
        if axis == ROWS:
            self._shift_rows(shift)
        else:
            self.rows = [Row(_shift_keys(row, shift)) for row in self.rows]
        self.sizes[axis] = _shift_keys(self.sizes[axis], shift)
        self.merges = shifts.shift_grids(self.merges, axis, shift)
        self.protected = [moved for rule in self.protected if (moved := _shift_rule(rule, axis, shift))]
        for rule in self.conditionals:
            rule["ranges"] = shifts.shift_grids(rule["ranges"], axis, shift)
        self.conditionals = [rule for rule in self.conditionals if rule["ranges"]]
        if self.filter:
            moved = shifts.shift_grid(self.filter["range"], axis, shift)
            self.filter = {**self.filter, "range": moved} if moved else None
        self.views, self.bandings = (
            _shift_ranged(self.views, axis, shift),
            _shift_ranged(self.bandings, axis, shift),
        )
        self.groups[axis] = [moved for group in self.groups[axis] if (moved := _shift_group(group, shift))]

    def _shift_rows(self, shift: Shift) -> None:
        if isinstance(shift, shifts.Insert):
            if shift.start < len(self.rows):
                self.rows[shift.start : shift.start] = [Row() for _ in range(shift.count)]
        elif isinstance(shift, shifts.Delete):
            del self.rows[shift.start : shift.end]
        else:
            while len(self.rows) < max(shift.end, shift.destination):
                self.rows.append(Row())
            moved = self.rows[shift.start : shift.end]
            del self.rows[shift.start : shift.end]
            ahead = shift.destination > shift.start
            place = shift.destination - len(moved) if ahead else shift.destination
            self.rows[place:place] = moved

    def settle(self) -> None:
        """Let cells that are alike be one object, here and in other spreadsheets."""
        for row in self.rows:
            row.settle(self.looks)

    def encode(self) -> str:
        """The tab as JSON; the text of a cell that was not touched since is at hand."""
        self.settle()
        content = {name: value for name, value in vars(self).items() if name not in ("rows", "looks")}
        head = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        looks = ",".join(f'"{name}":{text}' for name, text in self.looks.items())
        rows = ",".join([row.encode() for row in self.rows])
        return f'{head[:-1]},"looks":{{{looks}}},"rows":[{rows}]}}'

    @classmethod
    def decode(cls, content: dict[str, Any]) -> Sheet:
        sheet = cls(content["properties"])
        looks = {name: pool.look(name, value) for name, value in content.pop("looks", {}).items()}
        for name, value in content.items():
            setattr(sheet, name, value)
        sheet.rows = [Row(_dressed(_whole_keys(row), looks)) for row in content["rows"]]
        sheet.sizes = {axis: _whole_keys(sizes) for axis, sizes in content["sizes"].items()}
        return sheet


def _dressed(cells: dict[int, Json], looks: dict[str, Json]) -> dict[int, Json]:
    """The cells with their looks in the place of the names."""
    for cell in cells.values():
        for name in pool.LOOKS:
            known = cell.get(name)
            if isinstance(known, str):
                cell[name] = looks[known]
    return cells


def _whole_keys(entries: dict[str, Json]) -> dict[int, Json]:
    return {int(key): value for key, value in entries.items()}


def _shift_keys(entries: dict[int, Json], shift: Shift) -> dict[int, Json]:
    moved = ((shift.index(key), value) for key, value in entries.items())
    return {key: value for key, value in moved if key is not None}


def _shift_ranged(items: list[Json], axis: str, shift: Shift) -> list[Json]:
    moved = ((item, shifts.shift_grid(item["range"], axis, shift)) for item in items)
    return [{**item, "range": grid} for item, grid in moved if grid is not None]


def _shift_rule(rule: Json, axis: str, shift: Shift) -> Json | None:
    moved = shifts.shift_grid(rule["range"], axis, shift)
    if moved is None:
        return None
    holes = shifts.shift_grids(rule.get("unprotectedRanges", []), axis, shift)
    rule = {name: value for name, value in rule.items() if name != "unprotectedRanges"} | {"range": moved}
    return rule | ({"unprotectedRanges": holes} if holes else {})


def _shift_group(group: Json, shift: Shift) -> Json | None:
    span = shift.span(group["startIndex"], group["endIndex"])
    return {**group, "startIndex": span[0], "endIndex": span[1]} if span else None
