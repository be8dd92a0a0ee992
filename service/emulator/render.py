"""A spreadsheet as spreadsheets.get answers it."""

from __future__ import annotations

from . import filtering, masks, protection
from .a1 import Area, from_grid
from .book import Book
from .errors import Json
from .look import ORDER as ORDER
from .look import Look
from .look import effective_format as effective_format
from .look import formatted as formatted
from .look import hyperlink as hyperlink
from .masks import Tree
from .protection import Rights
from .sheet import COLUMNS, DEFAULT_COLUMN_WIDTH, DEFAULT_ROW_HEIGHT, ROWS, Row, Sheet


def spreadsheet(
    book: Book, rights: Rights, tree: Tree, areas: dict[int, list[Area]] | None, data: bool
) -> Json:
    """The resource, already cut to the mask; `areas` limits the tabs and their grid data."""
    answer: Json = {"spreadsheetId": book.id, "properties": book.properties}
    if masks.selects(tree, "sheets"):
        below = masks.subtree(tree, "sheets") or {}
        shown = [sheet for sheet in book.sheets if areas is None or sheet.id in areas]
        parts = [
            tab(book, sheet, rights, below, None if areas is None else areas[sheet.id], data)
            for sheet in shown
        ]
        answer |= {"sheets": parts} if parts else {}
    if book.named:
        answer["namedRanges"] = [_named(named) for named in book.named]
    answer["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    whole = [item for item in book.metadata if item["location"].get("spreadsheet")]
    if whole:
        answer["developerMetadata"] = whole
    return dict(masks.apply(tree, answer, ready=("sheets",)))


def _named(named: Json) -> Json:
    grid = {name: value for name, value in named["range"].items() if name != "sheetId" or value}
    return {**named, "range": grid}


def tab(book: Book, sheet: Sheet, rights: Rights, tree: Tree, areas: list[Area] | None, data: bool) -> Json:
    answer: Json = {"properties": sheet.properties}
    if data and masks.selects(tree, "data"):
        below = masks.subtree(tree, "data") or {}
        answer["data"] = [grid_data(book, sheet, area, below) for area in areas or [Area()]]
    if sheet.filter:
        answer["basicFilter"] = filter_of(sheet)
    lists = {
        "merges": [sited(grid, sheet.id) for grid in sheet.merges],
        "conditionalFormats": [conditional(rule, sheet.id) for rule in sheet.conditionals],
        "filterViews": [ranged(view, sheet.id) for view in sheet.views],
        "bandedRanges": [ranged(banding, sheet.id) for banding in sheet.bandings],
        "protectedRanges": [protection.resource(rule, sheet, rights) for rule in sheet.protected],
        "developerMetadata": [item for item in book.metadata if item["location"].get("sheetId") == sheet.id],
        "rowGroups": [group_of(group, sheet.id, ROWS) for group in sheet.groups[ROWS]],
        "columnGroups": [group_of(group, sheet.id, COLUMNS) for group in sheet.groups[COLUMNS]],
    }
    answer |= {name: items for name, items in lists.items() if items}
    return dict(masks.apply(tree, answer, ready=("data",)))


def sited(grid: Json, sheet_id: int) -> Json:
    """A stored range with its sheet id, which Google leaves out when it is 0."""
    return {"sheetId": sheet_id, **grid} if sheet_id else grid


def ranged(item: Json, sheet_id: int) -> Json:
    return {**item, "range": sited(item["range"], sheet_id)}


def conditional(rule: Json, sheet_id: int) -> Json:
    return {**rule, "ranges": [sited(grid, sheet_id) for grid in rule["ranges"]]}


def filter_of(sheet: Sheet) -> Json:
    """Open bounds of a filter are answered with the bounds of the grid."""
    bounded = sheet.bounded(from_grid((sheet.filter or {})["range"]))
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    grid = dict(zip(names, (bounded.top, bounded.bottom, bounded.left, bounded.right), strict=True))
    return {**(sheet.filter or {}), "range": sited(grid, sheet.id)}


def group_of(group: Json, sheet_id: int, axis: str) -> Json:
    place = {"dimension": axis, "startIndex": group["startIndex"], "endIndex": group["endIndex"]}
    answer: Json = {"range": sited(place, sheet_id), "depth": group["depth"]}
    return answer | ({"collapsed": True} if group.get("collapsed") else {})


def grid_data(book: Book, sheet: Sheet, area: Area, tree: Tree) -> Json:
    bounded = sheet.bounded(area)
    answer: Json = {}
    if bounded.top:
        answer["startRow"] = bounded.top
    if bounded.left:
        answer["startColumn"] = bounded.left
    if masks.selects(tree, "rowData"):
        rows = row_data(book, sheet, bounded, masks.subtree(tree, "rowData", "values"))
        answer |= {"rowData": rows} if rows else {}
    if masks.selects(tree, "rowMetadata"):
        answer["rowMetadata"] = dimensions(book, sheet, ROWS, bounded.rows(sheet.row_count))
    if masks.selects(tree, "columnMetadata"):
        answer["columnMetadata"] = dimensions(book, sheet, COLUMNS, bounded.columns(sheet.column_count))
    return dict(masks.apply(tree, answer, ready=("rowData",)))


def dimensions(book: Book, sheet: Sheet, axis: str, indices: range) -> list[Json]:
    base = {"pixelSize": DEFAULT_ROW_HEIGHT if axis == ROWS else DEFAULT_COLUMN_WIDTH}
    hung: dict[int, list[Json]] = {}
    for item in book.metadata:
        place = item["location"].get("dimensionRange")
        if place and place.get("sheetId", 0) == sheet.id and place["dimension"] == axis:
            hung.setdefault(place["startIndex"], []).append(item)
    hidden = filtering.hidden_rows(book, sheet) if axis == ROWS else ()
    return [
        base
        | sheet.sizes[axis].get(index, {})
        | ({"hiddenByFilter": True} if index in hidden else {})
        | ({"developerMetadata": hung[index]} if index in hung else {})
        for index in indices
    ]


def row_data(book: Book, sheet: Sheet, area: Area, tree: Tree | None) -> list[Json]:
    """Rows with their cells, cut to the mask; what is empty then is cut from the end."""
    if tree is None:
        return []
    look = Look(book, sheet, tree)
    effective = bool(sheet.conditionals or sheet.bandings) and masks.selects(tree, "effectiveFormat")
    columns = area.columns(sheet.column_count)
    rows: list[Json] = []
    for row in area.rows(_rows_to_look_at(sheet) if effective else len(sheet.rows)):
        cells = look.row(sheet.rows[row] if row < len(sheet.rows) else Row(), row, columns)
        kept = _without_tail(cells)
        rows.append({"values": kept} if kept else {})
    return _without_tail(rows)


def _rows_to_look_at(sheet: Sheet) -> int:
    """Conditional formats and alternating colours may colour rows in which no cell exists yet."""
    grids = [grid for rule in sheet.conditionals for grid in rule["ranges"]]
    grids += [banding["range"] for banding in sheet.bandings]
    return max([len(sheet.rows), *(sheet.bounded(from_grid(grid)).bottom or 0 for grid in grids)])


def _without_tail(items: list[Json]) -> list[Json]:
    end = len(items)
    while end and not items[end - 1]:
        end -= 1
    return items[:end]
