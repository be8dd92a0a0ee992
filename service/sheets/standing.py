"""A tab as it stands, changed step by step: what was changed so far, and the requests that do it.

Rows and columns are inserted and moved first; cells are compared and written in the places they have then.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from service.sheets import layout as at
from service.sheets.blueprint import COLUMNS, ROWS
from service.sheets.grids import HEAD_SEARCH, cell_text

Raw = Mapping[str, Any]
NO_CELL: Raw = {}


@dataclass(slots=True)
class Standing:
    """One tab. ``hidden`` are the lines hidden by hand, of both axes; ``strays`` the texts of ours that a
    write may have put on any cell."""

    sheet_id: int
    title: str
    rows: list[list[Raw]]
    counts: dict[str, int]
    frozen: dict[str, int] = field(default_factory=lambda: {ROWS: 0, COLUMNS: 0})
    hidden: dict[str, set[int]] = field(default_factory=lambda: {ROWS: set(), COLUMNS: set()})
    protected: Sequence[Raw] = ()
    conditional: Sequence[Raw] = ()
    merges: Sequence[Raw] = ()
    strays: Collection[str] = ()
    shifts: list[dict[str, Any]] = field(default_factory=list)
    _writes: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    # -- reading

    def raw(self, row: int, column: int) -> Raw:
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return NO_CELL

    def text(self, row: int, column: int) -> str:
        return cell_text(self.raw(row, column)).strip()

    def line(self, axis: str, index: int) -> list[Raw]:
        """The cells of a row or column."""
        if axis == ROWS:
            return self.rows[index] if index < len(self.rows) else []
        return [self.raw(row, index) for row in range(len(self.rows))]

    def anchor(self) -> tuple[str, str, str] | None:
        """(layout, form, round) by the text in its head."""
        for row in self.rows[:HEAD_SEARCH]:
            for cell in row:
                found = at.parse_anchor(cell_text(cell))
                if found:
                    return found
        return None

    @property
    def shifted(self) -> bool:
        """Whether lines were inserted, moved or deleted: ranges that were read are no longer true."""
        return bool(self.shifts)

    # -- lines

    def insert(self, axis: str, index: int) -> None:
        """A blank line before ``index``."""
        count = self.counts[axis]
        if index >= count:
            index = count
            self.shifts.append({"appendDimension": self._dimension(axis) | {"length": 1}})
        else:
            self.shifts.append({"insertDimension": {"range": self._span(axis, index, index + 1)}})
        self.counts[axis] = count + 1
        self.hidden[axis] = {place + (place >= index) for place in self.hidden[axis]}
        if axis == COLUMNS:
            for row in self.rows:
                row[index:index] = [NO_CELL] if index <= len(row) else []
        elif index <= len(self.rows):
            self.rows.insert(index, [])

    def delete(self, axis: str, index: int) -> None:
        self.shifts.append({"deleteDimension": {"range": self._span(axis, index, index + 1)}})
        self.counts[axis] -= 1
        self.hidden[axis] = {place - (place > index) for place in self.hidden[axis] if place != index}
        if axis == ROWS:
            del self.rows[index : index + 1]
        else:
            for row in self.rows:
                del row[index : index + 1]

    def move(self, axis: str, start: int, end: int, destination: int) -> None:
        """Lines from ``start`` to before ``end`` go before the line that is ``destination`` now."""
        source = self._span(axis, start, end)
        self.shifts.append({"moveDimension": {"source": source, "destinationIndex": destination}})
        order = list(range(self.counts[axis]))
        block = order[start:end]
        rest = order[:start] + order[end:]
        place = destination - len(block) if destination > start else destination
        order = rest[:place] + block + rest[place:]
        became = {old: new for new, old in enumerate(order)}
        self.hidden[axis] = {became[index] for index in self.hidden[axis]}
        if axis == ROWS:
            self.rows = [list(row) for row in self._reordered(self.rows, order, ())]
        else:
            self.rows = [self._reordered(row, order, NO_CELL) for row in self.rows]

    @staticmethod
    def _reordered(items: Sequence[Any], order: Sequence[int], blank: Any) -> list[Any]:
        last = max((new for new, old in enumerate(order) if old < len(items)), default=-1)
        return [items[old] if old < len(items) else blank for old in order[: last + 1]]

    def _dimension(self, axis: str) -> dict[str, Any]:
        return {"sheetId": self.sheet_id, "dimension": axis}

    def _span(self, axis: str, start: int, end: int) -> dict[str, Any]:
        return self._dimension(axis) | {"startIndex": start, "endIndex": end}

    # -- cells

    def put(self, row: int, column: int, /, **aspects: Any) -> None:
        """Write aspects of a cell (``userEnteredValue``, ``note``, ``userEnteredFormat`` …); None clears.

        A part of a format is named with "__" for the dot: ``userEnteredFormat__numberFormat``.
        """
        self._writes.setdefault((row, column), {}).update(aspects)
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        cells += [NO_CELL] * (column + 1 - len(cells))
        shown = {**cells[column], **aspects}
        if "userEnteredValue" in aspects:
            value = aspects["userEnteredValue"] or NO_CELL
            shown |= {"effectiveValue": value, "formattedValue": str(next(iter(value.values()), ""))}
        cells[column] = {name: part for name, part in shown.items() if part is not None and "__" not in name}

    def writes(self) -> list[dict[str, Any]]:
        """updateCells requests; cells below each other are written together."""
        items = sorted(
            (tuple(sorted(aspects)), column, row) for (row, column), aspects in self._writes.items()
        )
        runs = groupby(enumerate(items), key=lambda pair: (pair[1][0], pair[1][1], pair[1][2] - pair[0]))
        return [self._update([item for _, item in run]) for _, run in runs]

    def _update(self, run: Sequence[tuple[tuple[str, ...], int, int]]) -> dict[str, Any]:
        names, column, first = run[0]
        rows = [{"values": [_nested(self._writes[row, column])]} for _, _, row in run]
        return {
            "updateCells": {
                "start": {"sheetId": self.sheet_id, "rowIndex": first, "columnIndex": column},
                "rows": rows,
                "fields": ",".join(name.replace("__", ".") for name in names),
            }
        }


def _nested(aspects: Mapping[str, Any]) -> dict[str, Any]:
    cell: dict[str, Any] = {}
    for name, value in aspects.items():
        head, _, part = name.partition("__")
        if value and part:
            cell.setdefault(head, {})[part] = value
        elif value:
            cell[head] = value
    return cell


def standings_of(spreadsheet: Raw, strays: Collection[str] = ()) -> list[Standing]:
    """The tabs of an answer of Google.read_structure."""
    return list(_standings(spreadsheet, strays))


def _standings(spreadsheet: Raw, strays: Collection[str]) -> Iterator[Standing]:
    for sheet in spreadsheet.get("sheets", ()):
        known, data = sheet["properties"], (sheet.get("data") or [{}])[0]
        size = known.get("gridProperties", {})
        rows = [list(row.get("values", ())) for row in data.get("rowData", ())]
        yield Standing(
            sheet_id=known.get("sheetId", 0),
            title=known["title"],
            rows=rows,
            counts={ROWS: size.get("rowCount", len(rows)), COLUMNS: size.get("columnCount", 1)},
            frozen={ROWS: size.get("frozenRowCount", 0), COLUMNS: size.get("frozenColumnCount", 0)},
            hidden={ROWS: _hidden(data.get("rowMetadata")), COLUMNS: _hidden(data.get("columnMetadata"))},
            protected=sheet.get("protectedRanges", ()),
            conditional=sheet.get("conditionalFormats", ()),
            merges=sheet.get("merges", ()),
            strays=strays,
        )


def _hidden(lines: Any) -> set[int]:
    return {index for index, line in enumerate(lines or ()) if line.get("hiddenByUser")}
