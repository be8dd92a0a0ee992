"""A tab as it should be: its lines by key, its cells, and whose each cell is.

What is made, repaired and migrated is compared with one and the same blueprint: a tab that was repaired
cannot come out different from a new one.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from service.sheets import layout as at
from service.sheets.style import code

HEADINGS = at.HEADINGS
RESPONDENT, INSTRUCTIONS, GROUPS = "#respondent", "#instructions", "#groups"
OLD = "#old"
"""The key of what a newer version of the form no longer asks: its heading, and ``#old:name`` its lines."""
ROWS, COLUMNS = "ROWS", "COLUMNS"
AXES = (COLUMNS, ROWS)


class Whose(Enum):
    """Who says what stands in a cell."""

    OURS = "ours"  # a text of the definition or the register: restored when somebody changed it
    SWEEP = "sweep"  # an answer of ours: the sweep writes it
    SCHOOL = "school"  # the respondent's own: never written while it stands


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A cell in the CellData it is made with; ``choices`` are offered in a drop-down."""

    cell: Mapping[str, Any]
    whose: Whose = Whose.OURS
    choices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return str(self.cell.get("userEnteredValue", {}).get("stringValue", ""))

    @property
    def note(self) -> str:
        return str(self.cell.get("note", ""))

    @property
    def shape(self) -> dict[str, Any]:
        return dict(self.cell.get("userEnteredFormat", {}))


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column. It is found by its key, else by the visible text it bears in another line.

    ``names`` are such texts: (key of the crossing line, text). ``hidden`` None leaves it to people.
    ``title`` is what people call it.
    """

    key: str
    title: str = ""
    names: tuple[tuple[str, str], ...] = ()
    size: int = 0
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Tail:
    """Rows below the last planned one, all alike: questions of a table, rows that a respondent adds.

    ``grey`` are the columns that Sheets itself greys where they are blank in a row that holds something.
    """

    rows: int
    cells: Mapping[str, PlannedCell]
    grey: frozenset[str] = frozenset()


Crossing = tuple[str, str]
"""The keys of a row and a column."""
PlannedRow = tuple[Line, Mapping[str, PlannedCell]]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A whole tab. ``key`` is the code of the column of keys, and so the key of the row of codes.

    ``fields`` is the axis on which the form's fields lie ("" where they do not). ``protection`` is "tab"
    (all but what a respondent fills), "head" (the planned rows alone) or "". ``grey`` are the cells that
    Sheets itself greys while they are blank. ``loose`` tabs were made by hand and adopted: only what
    reading needs is kept up in them.
    """

    layout: str
    sheet_id: int
    title: str
    key: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[Crossing, PlannedCell] = field(repr=False)
    fields: str = ""
    protection: str = "tab"
    frozen_rows: str = HEADINGS
    frozen_columns: str = ""
    grey: frozenset[Crossing] = frozenset()
    tail: Tail | None = None
    loose: bool = False
    editors: tuple[str, ...] = ()
    """Who may edit what is protected besides owners: all accounts of ours, when there are several."""

    @property
    def anchor(self) -> str:
        """The key of the first row: what the tab is."""
        return self.rows[0].key

    def lines(self, axis: str) -> tuple[Line, ...]:
        return self.rows if axis == ROWS else self.columns

    def at(self, row: str, column: str) -> PlannedCell | None:
        return self.cells.get((row, column))

    def seal(self) -> str:
        """Changes whenever something planned changes; tells cheaply whether a tab was made by this plan."""
        cells = [*self.cells.items(), *(self.tail.cells.items() if self.tail else ())]
        parts = [
            (where, cell.text, cell.note, cell.choices, sorted(cell.shape.get("numberFormat", {}).items()))
            for where, cell in cells
        ]
        lines = [[(line.key, line.hidden) for line in self.lines(axis)] for axis in AXES]
        below = {("", column) for column in self.tail.grey} if self.tail else set()
        rest = (self.protection, sorted(self.grey | below), self.loose, self.editors)
        text = repr((self.layout, lines, parts, rest))
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def draw(key: str, columns: Sequence[Line], rows: Iterable[PlannedRow]) -> dict[str, Any]:
    """The ``key``, ``columns``, ``rows`` and ``cells`` of a blueprint, with every key in its place."""
    cells: dict[Crossing, PlannedCell] = {}
    lines: list[Line] = []
    for line, row in rows:
        lines.append(line)
        cells[line.key, key] = PlannedCell(code(line.key))
        cells |= {(line.key, column): cell for column, cell in row.items()}
    cells |= {(key, column.key): PlannedCell(code(column.key)) for column in columns}
    return {"key": key, "columns": tuple(columns), "rows": tuple(lines), "cells": cells}


def named(crossing: str, text: str) -> tuple[tuple[str, str], ...]:
    """The names of a line that bears this text."""
    return ((crossing, text.strip()),) if text.strip() else ()


def loosened(plan: Blueprint, protected: bool, naming: str = "") -> Blueprint:
    """What is kept up in a tab that was made by hand: keys, codes, headings, and places for our answers.

    ``naming`` is the column that holds the fields' titles, in a card.
    """
    decoration = (RESPONDENT, INSTRUCTIONS, GROUPS)
    rows = tuple(line for line in plan.rows if line.key not in decoration and line.key[:1] != "§")
    kept = {line.key for line in (*rows, *plan.columns)}
    ours = {plan.anchor, plan.key, HEADINGS}
    cells = {
        (row, column): _loosened(cell, row in ours or column in (plan.key, naming))
        for (row, column), cell in plan.cells.items()
        if kept.issuperset((row, column)) and (row != plan.anchor or column == plan.key)
    }
    return replace(
        plan,
        rows=tuple(replace(line, hidden=True) if line.key == plan.anchor else line for line in rows),
        cells=cells,
        protection="tab" if protected else "",
        frozen_rows="",
        frozen_columns="",
        grey=frozenset(),
        loose=True,
    )


def _loosened(cell: PlannedCell, ours: bool) -> PlannedCell:
    """The cell as it is kept up in an adopted tab; what is not ``ours`` is written into new lines alone."""
    bare = {name: part for name, part in cell.cell.items() if name != "note"}
    whose = Whose.SWEEP if cell.whose is Whose.OURS and not ours else cell.whose
    return replace(cell, cell=bare, whose=whose, choices=())
