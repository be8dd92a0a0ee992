"""Tabs from their blueprints: the batchUpdate requests that make a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from service.sheets.areas import areas_of, runs
from service.sheets.blueprint import COLUMNS, HEADINGS, ROWS, Blueprint, Crossing, PlannedCell, Tail, Whose
from service.sheets.standing import Standing
from service.sheets.tab_builder import NO_CELL, TabBuilder

KnownRow = Mapping[str, Mapping[str, Any]]
"""A row of the tail by column, as CellData."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a tab's content: respondents' cells, and the rows of its tail."""

    cells: Mapping[Crossing, Mapping[str, Any]] = field(default_factory=dict)
    tail: Sequence[KnownRow] = ()


NOTHING_KNOWN = Known()


def build(plan: Blueprint, known: Known = NOTHING_KNOWN) -> list[dict[str, Any]]:
    """The requests that make the tab. ``known`` is put back into a lost one."""
    tab = TabBuilder(plan.sheet_id, plan.title)
    rows = {line.key: number for number, line in enumerate(plan.rows)}
    columns = {line.key: number for number, line in enumerate(plan.columns)}
    spare = max(plan.tail.rows, len(known.tail) + 1) if plan.tail else 0
    frozen = columns[plan.frozen_columns] + 1 if plan.frozen_columns else 0
    tab.new_sheet(len(rows) + spare, len(columns), rows[plan.frozen_rows] + 1, frozen)
    tab.cells(0, 0, [[_made(plan, row, column, known) for column in columns] for row in rows])
    if plan.tail:
        _make_tail(tab, plan.tail, list(columns), len(rows), spare, known.tail)
    tab.widths([line.size for line in plan.columns])
    for axis, lines in ((COLUMNS, plan.columns), (ROWS, plan.rows)):
        for number, line in enumerate(lines):
            if line.hidden:
                tab.hide(axis, number)
            elif line.size and axis == ROWS:
                tab.size(axis, number, {"pixelSize": line.size}, "pixelSize")
    offer(tab, choices_at(plan, rows, columns, len(rows) + spare))
    guard(tab, plan, rows, columns, len(rows) + spare)
    tab.grey_blanks([(rows[row], columns[column]) for row, column in plan.grey])
    if plan.tail and plan.tail.grey:
        grey = [columns[name] for name in plan.tail.grey]
        tab.grey_begun(rows[HEADINGS], grey, answer_columns(plan, columns))
    return tab.requests


def answer_columns(plan: Blueprint, columns: Mapping[str, int]) -> list[tuple[int, int]]:
    """The columns of a respondent's own answers in the rows it adds, as (first, last) of neighbours."""
    cells = plan.tail.cells.items() if plan.tail else ()
    places = [columns[name] for name, cell in cells if cell.whose is Whose.SCHOOL and name in columns]
    return runs(sorted(places))


def in_front(requests: Sequence[dict[str, Any]], first: int = 0) -> list[dict[str, Any]]:
    """The requests, so that the tabs they add stand before all others, in their order from ``first``: what is
    to be filled now is seen at once, rounds that are over stand behind."""
    places = count(first)
    return [
        {"addSheet": {"properties": request["addSheet"]["properties"] | {"index": next(places)}}}
        if "addSheet" in request
        else request
        for request in requests
    ]


def rebuild(plan: Blueprint, tab: Standing, known: Known = NOTHING_KNOWN) -> list[dict[str, Any]]:
    """The requests that make the tab anew in the place of one that was begun and never finished."""
    first, *rest = build(plan, known)
    unfrozen = {"frozenRowCount": 0, "frozenColumnCount": 0}
    size = unfrozen | first["addSheet"]["properties"]["gridProperties"]
    place = {"sheetId": plan.sheet_id}
    return [
        *[{"deleteConditionalFormatRule": place | {"index": 0}} for _ in tab.conditional],
        *[{"deleteProtectedRange": {"protectedRangeId": rule["protectedRangeId"]}} for rule in tab.protected],
        {
            "updateSheetProperties": {
                "properties": place | {"gridProperties": size},
                "fields": "gridProperties(rowCount,columnCount,frozenRowCount,frozenColumnCount)",
            }
        },
        {
            "updateCells": {
                "range": place,
                "rows": [],
                "fields": "userEnteredValue,note,userEnteredFormat,dataValidation",
            }
        },
        *rest,
    ]


def _make_tail(
    tab: TabBuilder, tail: Tail, columns: Sequence[str], top: int, spare: int, known: Sequence[KnownRow]
) -> None:
    if not known and not any(cell.cell for cell in tail.cells.values()):
        return
    blank = [tail.cells[column].cell if column in tail.cells else NO_CELL for column in columns]
    filled = [
        [{**cell, **row.get(column, NO_CELL)} for column, cell in zip(columns, blank, strict=True)]
        for row in known
    ]
    tab.cells(top, 0, [*filled, *[blank] * (spare - len(filled))])


def _made(plan: Blueprint, row: str, column: str, known: Known) -> Mapping[str, Any]:
    planned = plan.at(row, column)
    return made_cell(planned, known.cells.get((row, column), NO_CELL)) if planned else NO_CELL


def made_cell(planned: PlannedCell, known: Mapping[str, Any]) -> dict[str, Any]:
    """The cell as it is made, with what is known of a respondent's answer in it."""
    if planned.whose is not Whose.SCHOOL or not known:
        return dict(planned.cell)
    shape = {**planned.shape, **known.get("userEnteredFormat", {})}
    return {**planned.cell, **known, "userEnteredFormat": shape}


def choices_at(
    plan: Blueprint, rows: Mapping[str, int], columns: Mapping[str, int], bottom: int
) -> dict[tuple[int, int], tuple[str, ...]]:
    """What each cell of a respondent offers; () where it is to offer nothing."""
    found = {
        (rows[row], columns[column]): cell.choices
        for (row, column), cell in plan.cells.items()
        if cell.whose is Whose.SCHOOL and row in rows and column in columns
    }
    for column, cell in plan.tail.cells.items() if plan.tail else ():
        if cell.whose is Whose.SCHOOL and column in columns:
            found |= {(row, columns[column]): cell.choices for row in range(max(rows.values()) + 1, bottom)}
    return found


def offer(tab: TabBuilder, offers: Mapping[tuple[int, int], tuple[str, ...]], clear: bool = False) -> None:
    """Drop-downs, one request for cells that are alike; with ``clear`` also where there is to be none."""
    alike: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for place, options in offers.items():
        alike.setdefault(options, []).append(place)
    for options, places in alike.items():
        for area in areas_of(tab.sheet_id, places) if options or clear else ():
            tab.choices(area, options)


def guard(
    tab: TabBuilder, plan: Blueprint, rows: Mapping[str, int], columns: Mapping[str, int], bottom: int
) -> None:
    """The protection of a tab that has none."""
    if plan.protection == "tab":
        open_areas = areas_of(tab.sheet_id, choices_at(plan, rows, columns, bottom))
        tab.protect(open_areas, editors=plan.editors)
    elif plan.protection == "head":
        tab.protect([], rows[HEADINGS] + 1, plan.editors)
