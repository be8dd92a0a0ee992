"""A1 notation and the half-open grid ranges of the API."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .errors import ApiError, Json

CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?$")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")
LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+$|[Rr]\d*[Cc]\d*$")


@dataclass(frozen=True)
class Area:
    """A rectangle of cells; a bound that is None is open."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    def rows(self, count: int) -> range:
        return range(self.top or 0, min(count, count if self.bottom is None else self.bottom))

    def columns(self, count: int) -> range:
        return range(self.left or 0, min(count, count if self.right is None else self.right))

    def holds(self, row: int, column: int) -> bool:
        return _within(row, self.top, self.bottom) and _within(column, self.left, self.right)

    def covers(self, other: Area) -> bool:
        return _covers(self.top, self.bottom, other.top, other.bottom) and _covers(
            self.left, self.right, other.left, other.right
        )

    def meets(self, other: Area) -> bool:
        return _meets(self.top, self.bottom, other.top, other.bottom) and _meets(
            self.left, self.right, other.left, other.right
        )

    def bounded(self, row_count: int, column_count: int) -> Area:
        return Area(
            self.top or 0,
            row_count if self.bottom is None else self.bottom,
            self.left or 0,
            column_count if self.right is None else self.right,
        )

    def with_rows(self, top: int | None, bottom: int | None) -> Area:
        return replace(self, top=top, bottom=bottom)

    def with_columns(self, left: int | None, right: int | None) -> Area:
        return replace(self, left=left, right=right)


def _within(index: int, start: int | None, end: int | None) -> bool:
    return (start or 0) <= index and (end is None or index < end)


def _covers(start: int | None, end: int | None, other_start: int | None, other_end: int | None) -> bool:
    return (start or 0) <= (other_start or 0) and (
        end is None or (other_end is not None and other_end <= end)
    )


def _meets(start: int | None, end: int | None, other_start: int | None, other_end: int | None) -> bool:
    before = end is not None and end <= (other_start or 0)
    after = other_end is not None and other_end <= (start or 0)
    return not before and not after


def from_grid(grid: Json) -> Area:
    return Area(
        grid.get("startRowIndex"),
        grid.get("endRowIndex"),
        grid.get("startColumnIndex"),
        grid.get("endColumnIndex"),
    )


def to_grid(area: Area, sheet_id: int) -> Json:
    """Google leaves out the sheet id 0 and open bounds, but never a start of 0."""
    bounds = {
        "sheetId": sheet_id or None,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
    return {name: value for name, value in bounds.items() if value is not None}


def column_letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def quoted(title: str) -> str:
    if PLAIN_TITLE.match(title) and not LOOKS_LIKE_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def range_name(title: str, area: Area) -> str:
    """The name of a bounded area; one cell is named without a colon."""
    first = cell_name(area.top or 0, area.left or 0)
    last = cell_name((area.bottom or 1) - 1, (area.right or 1) - 1)
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"


def split_title(text: str) -> tuple[str | None, str]:
    """`'My tab'!A1:B2` into title and cells; the title is None when there is none."""
    match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
    if match:
        return match[1].replace("''", "'"), match[2] or ""
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def parse_cells(text: str) -> Area:
    """`A1`, `A1:C`, `2:5`, `A:A` (no title) into an area."""
    first, colon, last = text.partition(":")
    start, end = CELL.match(first), CELL.match(last if colon else first)
    if not start or not end or not first or (colon and not last):
        raise unparseable(text)
    if not colon and not (start[1] and start[2]):
        raise unparseable(text)
    rows = [int(found[2]) - 1 for found in (start, end) if found[2]]
    columns = [column_index(found[1]) for found in (start, end) if found[1]]
    both_rows, both_columns = len(rows) == 2, len(columns) == 2
    return Area(
        min(rows) if rows else None,
        max(rows) + 1 if both_rows else None,
        min(columns) if columns else None,
        max(columns) + 1 if both_columns else None,
    )


def unparseable(text: str) -> ApiError:
    return ApiError(400, f"Unable to parse range: {text}")
