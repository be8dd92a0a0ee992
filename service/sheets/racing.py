"""Edits that fall between our reading and our writing: a text of ours that landed on somebody's answer.

A repair writes into cells by their place. When a line was moved at that moment, the write's own answer
shows it: the tab is brought again to its blueprint, and what was hit is put back as it was read before.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from service.sheets.areas import Place
from service.sheets.blueprint import COLUMNS, ROWS, Blueprint, Crossing, Whose
from service.sheets.building import NOTHING_KNOWN, Known
from service.sheets.finding import Found, find
from service.sheets.grids import cell_of, cell_text
from service.sheets.standing import Raw, Standing
from service.sheets.writer import content_of as content_back

Content = Mapping[Crossing, Raw]
"""What respondents wrote, by row and column."""


def content_of(plan: Blueprint, tab: Standing) -> Content:
    """The respondents' cells as they stand."""
    return {crossing: tab.raw(*place) for crossing, place in _places_of_content(plan, tab).items()}


def _places_of_content(plan: Blueprint, tab: Standing) -> dict[Crossing, Place]:
    """Where the respondents' cells are; rows that they added themselves are known by their keys."""
    found = find(plan, tab)
    if found is None:
        return {}
    rows, columns = found.places[ROWS], found.places[COLUMNS]
    theirs = [key for key, cell in plan.cells.items() if cell.whose is Whose.SCHOOL]
    if plan.tail and plan.key in columns:
        below = range(max(rows.values()) + 1, len(tab.rows))
        added = {key: row for row in below if (key := tab.text(row, columns[plan.key]))}
        asked = [column for column, cell in plan.tail.cells.items() if cell.whose is Whose.SCHOOL]
        rows, theirs = {**added, **rows}, [*theirs, *((key, column) for key in added for column in asked)]
    return {(r, c): (rows[r], columns[c]) for r, c in theirs if r in rows and c in columns}


def unanswered(plan: Blueprint, tab: Standing, begun: Known = NOTHING_KNOWN) -> bool:
    """Whether no respondent has written anything into the tab; ``begun`` is what it is made with."""
    found = find(plan, tab)
    if found is None:
        return False
    bottom = max(found.places[ROWS].values()) + 1
    ours = _places_of_begun(found, bottom, begun)
    places = {*_places_of_content(plan, tab).values()}
    if plan.tail:
        below = range(bottom, len(tab.rows))
        places |= {(row, column) for row in below for column in range(len(tab.rows[row]))}
    return all(_is_begun(tab.raw(*place), ours.get(place, {})) for place in places)


def _places_of_begun(found: Found, bottom: int, begun: Known) -> dict[Place, Mapping[str, Any]]:
    """What the tab is made with, each cell in the place where it is written."""
    rows, columns = found.places[ROWS], found.places[COLUMNS]
    places = {(rows.get(row), column): cell for (row, column), cell in begun.cells.items()}
    for row, line in enumerate(begun.tail, start=bottom):
        places |= {(row, column): cell for column, cell in line.items()}
    return {
        (row, columns[column]): cell
        for (row, column), cell in places.items()
        if row is not None and column in columns
    }


def _is_begun(cell: Raw, made: Mapping[str, Any]) -> bool:
    """Whether a cell is blank, or holds what it was made with."""
    return not cell_text(cell) or cell.get("userEnteredValue") == made.get("userEnteredValue")


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


def texts_beside(plan: Blueprint, tab: Standing) -> set[str]:
    """What stands where neither a text of ours nor a respondent's answer belongs."""
    return {tab.text(*place) for place in _beside(plan, tab)}


def _beside(plan: Blueprint, tab: Standing) -> list[Place]:
    found = find(plan, tab)
    if found is None:
        return []
    rows, columns = found.places[ROWS], found.places[COLUMNS]
    ours = {
        (rows[row], columns[column])
        for (row, column), cell in plan.cells.items()
        if row in rows and column in columns and cell.text == tab.text(rows[row], columns[column])
    }
    known = ours | set(_places_of_content(plan, tab).values())
    end = max(rows.values()) + 1 if plan.tail else len(tab.rows)
    places = ((row, column) for row in range(min(end, len(tab.rows))) for column in range(len(tab.rows[row])))
    return [place for place in places if place not in known and tab.text(*place)]


def put_right(
    plan: Blueprint, tab: Standing, before: Content, texts: Collection[str]
) -> list[dict[str, Any]]:
    """Requests that restore answers which a text of ours fell upon, and clear such texts elsewhere.

    ``texts`` are those that we wrote and nobody else had written.
    """
    mended = Standing(tab.sheet_id, tab.title, [], dict(tab.counts))
    for crossing, place in _places_of_content(plan, tab).items():
        cell, was = tab.raw(*place), before.get(crossing)
        if was is not None and cell_text(cell) in texts and cell_text(was) != cell_text(cell):
            mended.put(*place, userEnteredValue=content_back(cell_of(was)).get("userEnteredValue"))
    for place in _beside(plan, tab):
        if tab.text(*place) in texts:
            mended.put(*place, userEnteredValue=None)
    return mended.writes()
