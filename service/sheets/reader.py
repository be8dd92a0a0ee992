"""From Google's JSON to submissions, by code and key. What is broken becomes faults, never an exception."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from service.sheets import layout as at
from service.sheets.grids import Codes, Grid, anchor_of, code_row, grids_of
from service.sheets.reading_card import read_card
from service.sheets.reading_list import read_list
from service.sheets.reading_table import read_table
from service.sheets.readings import Expected, Reading, ReadSubmission, empty

Anchors = Mapping[tuple[str, str, str], Grid]
"""Tabs by (layout, form, round)."""


def read(spreadsheet: Mapping[str, Any], expected: Sequence[Expected]) -> Reading:
    """Find every expected tab by its id and anchor, and read it."""
    grids = grids_of(spreadsheet)
    anchors = {found: grid for grid in reversed(grids) if (found := anchor_of(grid))}
    by_id = {grid.sheet_id: grid for grid in grids}
    submissions: list[ReadSubmission] = []
    for tab in expected:
        submissions += _read_tab(_grid_of(tab, by_id, anchors), tab, anchors)
    return Reading(by_id, tuple(submissions))


def _grid_of(tab: Expected, by_id: Mapping[int, Grid], anchors: Anchors) -> Grid | None:
    """The tab we made; another that bears its anchor (a copy) only when that one is gone."""
    key, own = (tab.layout, tab.form.id, tab.round_id), by_id.get(tab.sheet_id)
    return own if own and anchor_of(own) == key else anchors.get(key) or own


def _read_tab(grid: Grid | None, tab: Expected, anchors: Anchors) -> list[ReadSubmission]:
    codes = code_row(grid, at.CODE if tab.layout == "card" else at.KEY) if grid else None
    if grid is None or codes is None:
        fault = ("tab_missing", {"tab": tab.title})
        return [empty(tab, code, grid, fault) for code in tab.respondents]
    return READERS[tab.layout](grid, tab, codes, anchors)


def _table(grid: Grid, tab: Expected, codes: Codes, anchors: Anchors) -> list[ReadSubmission]:
    return read_table(grid, tab, codes, anchors.get(("issues", tab.form.id, tab.round_id)))


READERS: Mapping[str, Callable[[Grid, Expected, Codes, Anchors], list[ReadSubmission]]] = {
    "card": lambda grid, tab, codes, _: [read_card(grid, tab, codes)],
    "list": lambda grid, tab, codes, _: [read_list(grid, tab, codes)],
    "table": _table,
}
