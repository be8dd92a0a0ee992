"""One tab: its cells and everything that hangs on its rows and columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from . import shifts
from .a1 import Area, from_grid
from .errors import Json
from .shifts import Shift

Cell = Json
ROWS, COLUMNS = "ROWS", "COLUMNS"
DEFAULT_ROW_HEIGHT, DEFAULT_COLUMN_WIDTH = 21, 100
SHARED = ("userEnteredFormat", "dataValidation")
TEXTS: dict[int, tuple[Any, str]] = {}  # holds the value too, so that its id stays its own
MOST_TEXTS = 4096
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Row(dict[int, Cell]):
    """The cells of one row by column; what was made of a cell is kept until the cell is replaced."""

    def __init__(self, *cells: Any) -> None:
        super().__init__(*cells)
        self._texts: dict[int, str] = {}
        self._shown: dict[int, Json] = {}
        self._look: object = None

    def __setitem__(self, column: int, cell: Cell) -> None:
        self._texts.pop(column, None)
        self._shown.pop(column, None)
        super().__setitem__(column, cell)

    def __delitem__(self, column: int) -> None:
        self._texts.pop(column, None)
        self._shown.pop(column, None)
        super().__delitem__(column)

    def shown(self, look: object) -> dict[int, Json]:
        """The cells as last answered through this look (a mask and a locale), to be added to."""
        if look != self._look:
            self._look, self._shown = look, {}
        return self._shown

    def encode(self) -> str:
        for column, cell in self.items():
            if column not in self._texts:
                self._texts[column] = f'"{column}":{encode_cell(cell)}'
        return "{" + ",".join([self._texts[column] for column in self]) + "}"


def encode_cell(cell: Cell) -> str:
    """A cell as JSON. Cells share their formats and drop-downs: the text of each is made once."""
    parts = [
        f'"{name}":{_encode_shared(value) if name in SHARED else ENCODE(value)}'
        for name, value in cell.items()
    ]
    return "{" + ",".join(parts) + "}"


def _encode_shared(value: Any) -> str:
    found = TEXTS.get(id(value))
    if found is None or found[0] is not value:
        if len(TEXTS) >= MOST_TEXTS:
            TEXTS.clear()
        found = TEXTS[id(value)] = (value, ENCODE(value))
    return found[1]


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
        self.encoded: str | None = None

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

    def encode(self) -> str:
        """The tab as JSON, kept until someone asks for the tab in order to change it."""
        if self.encoded is None:
            content = {name: value for name, value in vars(self).items() if name not in ("encoded", "rows")}
            head = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            self.encoded = f'{head[:-1]},"rows":[{",".join(row.encode() for row in self.rows)}]}}'
        return self.encoded

    @classmethod
    def decode(cls, content: dict[str, Any]) -> Sheet:
        sheet = cls(content["properties"])
        for name, value in content.items():
            setattr(sheet, name, value)
        sheet.rows = [Row(_whole_keys(row)) for row in content["rows"]]
        sheet.sizes = {axis: _whole_keys(sizes) for axis, sizes in content["sizes"].items()}
        return sheet


def _whole_keys(entries: dict[str, Json]) -> dict[int, Json]:
    return {int(key): value for key, value in entries.items()}


def _shift_keys(entries: dict[int, Json], shift: Shift) -> dict[int, Json]:
    moved = ((shift.index(key), value) for key, value in entries.items())
    return {key: value for key, value in moved if key is not None}


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
