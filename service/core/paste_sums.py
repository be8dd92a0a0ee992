"""What a paste-ready table adds up: a row's share of a column, and a last row with the totals."""

from collections.abc import Sequence
from decimal import Decimal

from service.core.percents import percents
from service.core.schema import Export

TOTAL = "รวม"
PasteCell = str | int | Decimal
"""A number as it was asked for, in the field's own unit; everything else is text, codes too."""
Column = Sequence[PasteCell]


def with_shares(export: Export, rows: Sequence[Sequence[PasteCell]]) -> list[tuple[PasteCell, ...]]:
    """The rows, where a column of shares had its numbers, with their percentages: together 100.00."""
    if not rows:
        return []
    columns = [
        _shares(cells) if column.source == "share" else cells
        for column, cells in zip(export.columns, zip(*rows, strict=True), strict=True)
    ]
    return list(zip(*columns, strict=True))


def total_row(export: Export, rows: Sequence[Sequence[PasteCell]]) -> list[PasteCell]:
    """The totals under ``rows``, then what must be known to read them; nothing in a table that has none."""
    if not rows or not any(column.total for column in export.columns):
        return []
    columns = list(zip(export.columns, zip(*rows, strict=True), strict=True))
    sums = [_sum(cells) if column.total else "" for column, cells in columns]
    lacking = sum(any(cell == "" for cell in cells) for cells in _added(export, rows))
    return [TOTAL, *sums[1:], f"{lacking} แถวยังไม่มีตัวเลข" if lacking else ""]


def _added(export: Export, rows: Sequence[Sequence[PasteCell]]) -> list[Column]:
    """Of each row the cells that are added up."""
    return [[cell for column, cell in zip(export.columns, row, strict=True) if column.total] for row in rows]


def _shares(cells: Column) -> Column:
    """What is no number stays as it is, and is no part of the whole."""
    found = iter(percents(_numbers(cells)))
    shares = [cell if isinstance(cell, str) else next(found) for cell in cells]
    return ["" if share is None else share for share in shares]


def _sum(cells: Column) -> PasteCell:
    numbers = _numbers(cells)
    return sum(numbers[1:], numbers[0]) if numbers else ""


def _numbers(cells: Column) -> list[int | Decimal]:
    return [cell for cell in cells if not isinstance(cell, str)]
