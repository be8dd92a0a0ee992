"""Edits that fall between our reading and our writing: a text of ours that landed on somebody's answer.

A repair writes into cells by their place. When a line was moved at that moment, the write's own answer
shows it: the tab is brought again to its blueprint, and what was hit is put back as it was read before.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from service.sheets.blueprint import COLUMNS, ROWS, Blueprint, Crossing, Whose
from service.sheets.finding import find
from service.sheets.grids import cell_of, cell_text
from service.sheets.standing import Raw, Standing
from service.sheets.writer import content_of as content_back

Content = Mapping[Crossing, Raw]
"""What respondents wrote, by row and column."""


def content_of(plan: Blueprint, tab: Standing) -> Content:
    """The respondents' cells as they stand."""
    found = find(plan, tab)
    if found is None:
        return {}
    rows, columns = found.places[ROWS], found.places[COLUMNS]
    return {
        (row, column): tab.raw(rows[row], columns[column])
        for (row, column), cell in plan.cells.items()
        if cell.whose is Whose.SCHOOL and row in rows and column in columns
    }


def unanswered(plan: Blueprint, tab: Standing) -> bool:
    """Whether no respondent has written anything into the tab."""
    found, cells = find(plan, tab), content_of(plan, tab).values()
    if found is None or any(cell_text(cell) for cell in cells):
        return False
    bottom = max(found.places[ROWS].values()) + 1
    return not (plan.tail and any(cell_text(cell) for row in tab.rows[bottom:] for cell in row))


def texts_of(plan: Blueprint, requests: Iterable[Mapping[str, Any]]) -> set[str]:
    """The texts of ours that these requests write."""
    ours = {cell.text for cell in plan.cells.values() if cell.whose is Whose.OURS}
    written = {
        cell.get("userEnteredValue", {}).get("stringValue", "")
        for request in requests
        for row in request.get("updateCells", {}).get("rows", ())
        for cell in row.get("values", ())
    }
    return ours & written - {""}


def put_back(plan: Blueprint, tab: Standing, before: Content, texts: Collection[str]) -> list[dict[str, Any]]:
    """Requests that restore answers which a text of ours fell upon."""
    found = find(plan, tab)
    if found is None:
        return []
    restored = Standing(tab.sheet_id, tab.title, [], dict(tab.counts))
    for (row, column), cell in content_of(plan, tab).items():
        was = before.get((row, column))
        if was is not None and cell_text(cell) in texts and cell_text(was) != cell_text(cell):
            place = (found.places[ROWS][row], found.places[COLUMNS][column])
            restored.put(*place, userEnteredValue=content_back(cell_of(was)).get("userEnteredValue"))
    return restored.writes()
