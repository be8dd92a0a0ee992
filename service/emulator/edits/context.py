"""What every request of a batchUpdate is handed, and how it says no."""

from __future__ import annotations

import functools
import secrets
from dataclasses import dataclass, field
from typing import Any

from .. import masks, protection
from ..a1 import Area, from_grid
from ..book import Book
from ..errors import Json
from ..masks import Tree
from ..protection import Rights
from ..sheet import Sheet


class InvalidError(Exception):
    """A request that Google would refuse; the dispatcher puts its index and name in front."""


@dataclass
class Edit:
    book: Book
    rights: Rights
    touched: set[int] = field(default_factory=set)

    def sheet(self, sheet_id: Any) -> Sheet:
        """The tab, to be changed."""
        found = self.book.find(int(sheet_id or 0))
        if found is None:
            raise InvalidError(f"No grid with id: {int(sheet_id or 0)}")
        self.book.changed()
        return found

    def range(self, grid: Json | None) -> tuple[Sheet, Area]:
        """The tab and area of a GridRange, within the grid."""
        if grid is None:
            raise InvalidError("range is required")
        sheet = self.sheet(grid.get("sheetId"))
        area = checked(sheet, grid)
        return sheet, area

    def editable(self, grid: Json | None) -> tuple[Sheet, Area]:
        sheet, area = self.range(grid)
        protection.check_area(sheet, area, self.rights)
        return sheet, area

    def structural(self, sheet_id: Any) -> Sheet:
        sheet = self.sheet(sheet_id)
        protection.check_structure(sheet, self.rights)
        return sheet


def checked(sheet: Sheet, grid: Json) -> Area:
    """The area of a GridRange; one that leaves the grid is refused."""
    area = from_grid({name: int(value) for name, value in grid.items() if value is not None})
    for start, end, limit, name in (
        (area.top, area.bottom, sheet.row_count, "Row"),
        (area.left, area.right, sheet.column_count, "Column"),
    ):
        if start is not None and end is not None and end < start:
            raise InvalidError(f"end{name}Index[{end}] must not be before start{name}Index[{start}]")
        if max(start or 0, (end or 0) - 1) >= limit and (start or end):
            raise InvalidError(f"GridRange exceeds grid limits. Max {name.lower()}s: {limit}")
    return area


def bare(grid: Json) -> Json:
    """A GridRange as it is kept on its tab: whole numbers, no sheet id."""
    return {name: int(value) for name, value in grid.items() if name != "sheetId" and value is not None}


@functools.lru_cache(maxsize=256)
def _tree(text: str) -> Tree:
    """A call of hundreds of requests repeats a few masks; nobody changes a tree once it is read."""
    return masks.with_twins(masks.parse(text))


def mask(body: Json, allowed: str = "fields") -> Tree:
    text = body.get(allowed)
    if not text:
        raise InvalidError("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return _tree(text)


def new_id(taken: set[int]) -> int:
    while (number := secrets.randbelow(2**31 - 1) + 1) in taken:
        continue
    return number
