"""Sets of cells as rectangles, and back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from service.sheets.style import grid

Place = tuple[int, int]
"""Row and column, from 0."""


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def areas_of(sheet_id: int, places: Collection[Place]) -> list[dict[str, int]]:
    """The cells as GridRanges; neighbouring columns with the same rows are taken together."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(places):
        rows.setdefault(column, []).append(row)
    alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for column in sorted(rows):
        alike.setdefault(tuple(runs(rows[column])), []).append(column)
    return [
        grid(sheet_id, top, bottom + 1, left, right + 1)
        for spans, columns in alike.items()
        for left, right in runs(columns)
        for top, bottom in spans
    ]


def cells_of(ranges: Iterable[Mapping[str, Any]], row_count: int, column_count: int) -> set[Place]:
    """The cells in GridRanges; bounds that are left out are those of the grid."""
    return {
        (row, column)
        for area in ranges
        for row in range(area.get("startRowIndex", 0), min(area.get("endRowIndex", row_count), row_count))
        for column in range(
            area.get("startColumnIndex", 0), min(area.get("endColumnIndex", column_count), column_count)
        )
    }
