"""What inserting, deleting and moving rows or columns does to an index and to a span of indices."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Json

Span = tuple[int | None, int | None]
ROW_KEYS = ("startRowIndex", "endRowIndex")
COLUMN_KEYS = ("startColumnIndex", "endColumnIndex")


@dataclass(frozen=True)
class Insert:
    start: int
    count: int

    def index(self, index: int) -> int | None:
        return index + self.count if index >= self.start else index

    def span(self, start: int | None, end: int | None) -> Span | None:
        moved_start = self.index(start) if start is not None else None
        # A span that ends just before the new rows does not grow, as in Sheets.
        moved_end = end + self.count if end is not None and end > self.start else end
        return moved_start, moved_end


@dataclass(frozen=True)
class Delete:
    start: int
    end: int

    def index(self, index: int) -> int | None:
        if index < self.start:
            return index
        return None if index < self.end else index - (self.end - self.start)

    def span(self, start: int | None, end: int | None) -> Span | None:
        moved_start = None if start is None else self._bound(start)
        moved_end = None if end is None else self._bound(end)
        gone = moved_end is not None and moved_end <= (moved_start or 0)
        return None if gone else (moved_start, moved_end)

    def _bound(self, bound: int) -> int:
        return bound - max(0, min(bound, self.end) - self.start)


@dataclass(frozen=True)
class Move:
    start: int
    end: int
    destination: int

    def index(self, index: int) -> int | None:
        count = self.end - self.start
        if self.start <= index < self.end:
            forward = self.destination > self.start
            return index + (self.destination - self.end if forward else self.destination - self.start)
        if self.end <= index < self.destination:
            return index - count
        if self.destination <= index < self.start:
            return index + count
        return index

    def span(self, start: int | None, end: int | None) -> Span | None:
        if end is None:
            return start, end
        moved = [self.index(index) or 0 for index in range(start or 0, end)]
        torn = max(moved) - min(moved) + 1 != len(moved)
        # A span torn apart by the move stays where it was.
        return (start, end) if torn else (min(moved), max(moved) + 1)


Shift = Insert | Delete | Move


def shift_grid(grid: Json, axis: str, shift: Shift) -> Json | None:
    """A GridRange after the shift; None when nothing is left of it."""
    start_key, end_key = ROW_KEYS if axis == "ROWS" else COLUMN_KEYS
    span = shift.span(grid.get(start_key), grid.get(end_key))
    if span is None:
        return None
    moved = {name: value for name, value in grid.items() if name not in (start_key, end_key)}
    moved |= {
        name: value for name, value in zip((start_key, end_key), span, strict=True) if value is not None
    }
    return moved


def shift_grids(grids: list[Json], axis: str, shift: Shift) -> list[Json]:
    moved = (shift_grid(grid, axis, shift) for grid in grids)
    return [grid for grid in moved if grid is not None]
