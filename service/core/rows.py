"""Rows that respondents add (layout ``list``): which row is which, whatever was done to the sheet.

Who writes a key, and what a copied one means:

1. Keys are written by us alone, in a hidden column. A new row gets its key in the sweep that first reads it.
2. A row that bears a key and holds what was last read under it is that row. Of several (copies) the topmost
   is; the others are new rows and get keys of their own.
3. A row whose key was erased, overtyped, or left behind by a sort is the row whose content it holds, when
   no other row has that claim.
4. A row whose key is known and claimed by nobody else was edited: it keeps the key.
5. Every other row is new. An emptied or deleted row ends; its cells stay in the history.

A row that holds nothing but "ไม่มี" says that there is nothing to list. It has a key, and is kept as it was
typed; it is no row of data.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from service.core.cells import BLANK, Cell
from service.core.normalise import means_none

T = TypeVar("T")
SEPARATOR = "/"
ORDER = "#rows"
"""Under this name the order of a list's rows is kept in its history, whenever ``usual_order`` is not it."""
Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as it stands: its place, the key in it ("" for none), its cells by field, the reason picked."""

    row: int
    key: str
    cells: Cells
    reason: str = ""

    @property
    def content(self) -> dict[str, Cell]:
        """The cells that hold something."""
        return {name: cell for name, cell in self.cells.items() if cell != BLANK}


def row_name(key: str, field: str) -> str:
    """How a field of a row is named among the cells of a submission; without key the field itself."""
    return f"{key}{SEPARATOR}{field}" if key else field


def split_name(name: str) -> tuple[str, str]:
    """(key, field) of a cell's name; the key is "" outside lists."""
    key, _, field = name.rpartition(SEPARATOR)
    return key, field


def by_row(cells: Mapping[str, T]) -> dict[str, dict[str, T]]:
    """What is kept under one name a cell, row by row."""
    rows: dict[str, dict[str, T]] = {}
    for name, value in cells.items():
        key, field = split_name(name)
        rows.setdefault(key, {})[field] = value
    return rows


def none_cell(row: Cells) -> str:
    """The field in which a row says that there is nothing to list; "" when it says something else."""
    held = [(name, cell) for name, cell in row.items() if cell != BLANK]
    return held[0][0] if len(held) == 1 and means_none(held[0][1].shown) else ""


def none_beside_rows(rows: Mapping[str, Cells]) -> list[str]:
    """The cells that say there is nothing to list, although other rows list something."""
    said = [row_name(key, name) for key, row in rows.items() if (name := none_cell(row))]
    return said if len(said) < len(rows) else []


def usual_order(before: Collection[str], now: Collection[str]) -> list[str]:
    """The keys of the rows as they stand when none was moved: the new ones below those of before."""
    return [*(key for key in before if key in now), *(key for key in now if key not in before)]


def order_cell(keys: Sequence[str]) -> Cell:
    """The order of rows as it is kept; keys hold no spaces."""
    return Cell(" ".join(keys))


def order_of(cell: Cell) -> list[str]:
    """The keys of the rows in the order that was kept."""
    return str(cell.value).split()


def identify(rows: Sequence[ListRow], known: Mapping[str, Cells], seed: str) -> list[str]:
    """The key of each row ("" for a row without content). ``known`` is what was last read, by key.

    ``seed`` names the list; keys are made from it and the row's content, so that a second try after a
    failure gives the same ones.
    """
    free = {key: dict(cells) for key, cells in known.items()}
    keys: dict[int, str] = {}

    def claim(claimed: Callable[[ListRow], str]) -> None:
        for index, row in enumerate(rows):
            if index not in keys and row.content:
                key = claimed(row)
                if key:
                    keys[index] = key
                    del free[key]

    claim(lambda row: row.key if free.get(row.key) == row.content else "")
    claim(lambda row: next((key for key, content in free.items() if content == row.content), ""))
    claim(lambda row: row.key if row.key in free else "")
    taken = {*known, *keys.values()}
    for index, row in enumerate(rows):
        if row.content and index not in keys:
            keys[index] = _new_key(row, seed, taken)
            taken.add(keys[index])
    return [keys.get(index, "") for index in range(len(rows))]


def _new_key(row: ListRow, seed: str, taken: set[str]) -> str:
    """A short key that is not taken; equal rows differ by a counter."""
    content = [[name, repr(cell.value), cell.shown] for name, cell in sorted(row.content.items())]
    for count in range(len(taken) + 1):
        text = json.dumps([seed, content, count], ensure_ascii=False)
        key = f"k{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        if key not in taken:
            return key
    raise AssertionError("more keys than rows")
