"""A new spreadsheet out of a Spreadsheet resource, as spreadsheets.create is given one."""

from __future__ import annotations

from collections.abc import Iterator

from . import edits
from .book import Book
from .edits import formats
from .edits.context import Edit
from .errors import ApiError, Json
from .protection import Rights

Requests = Iterator[tuple[str, Json]]


def build(book_id: str, given: Json, owner: str) -> Book:
    properties = formats.normal(given.get("properties") or {})
    book = Book.new(book_id, properties.get("title") or "Untitled spreadsheet")
    book.properties |= {name: value for name, value in properties.items() if name != "title"}
    if given.get("sheets"):
        book.sheets = []
    edit = Edit(book, Rights(owner, manager=True))
    for name, body in _requests(book, given):
        try:
            edits.run(edit, [{name: body}])
        except ApiError as error:
            raise ApiError(error.code, error.message.replace("requests[0]", "spreadsheet")) from error
    return book


def _requests(book: Book, given: Json) -> Requests:
    """The resource as the requests that would make it."""
    for sheet in given.get("sheets") or []:
        yield "addSheet", {"properties": sheet.get("properties") or {}}
        yield from _tab(book.sheets[-1].id, sheet)
    for named in given.get("namedRanges") or []:
        yield "addNamedRange", {"namedRange": named}


def _tab(sheet_id: int, sheet: Json) -> Requests:
    for data in sheet.get("data") or []:
        top, left = int(data.get("startRow") or 0), int(data.get("startColumn") or 0)
        start = {"sheetId": sheet_id, "rowIndex": top, "columnIndex": left}
        yield "updateCells", {"start": start, "rows": data.get("rowData") or [], "fields": "*"}
        yield from _sizes(sheet_id, "ROWS", top, data.get("rowMetadata") or [])
        yield from _sizes(sheet_id, "COLUMNS", left, data.get("columnMetadata") or [])
    for merge in sheet.get("merges") or []:
        yield "mergeCells", {"range": {**merge, "sheetId": sheet_id}, "mergeType": "MERGE_ALL"}
    for index, rule in enumerate(sheet.get("conditionalFormats") or []):
        ranges = [{**grid, "sheetId": sheet_id} for grid in rule.get("ranges") or []]
        yield "addConditionalFormatRule", {"rule": {**rule, "ranges": ranges}, "index": index}
    if sheet.get("basicFilter"):
        grid = {**(sheet["basicFilter"].get("range") or {}), "sheetId": sheet_id}
        yield "setBasicFilter", {"filter": {**sheet["basicFilter"], "range": grid}}
    for rule in sheet.get("protectedRanges") or []:
        grid = {**(rule.get("range") or {}), "sheetId": sheet_id}
        yield "addProtectedRange", {"protectedRange": {**rule, "range": grid}}


def _sizes(sheet_id: int, dimension: str, start: int, sizes: list[Json]) -> Requests:
    for index, size in enumerate(sizes, start):
        fields = ",".join(name for name in ("pixelSize", "hiddenByUser") if name in size)
        if fields:
            span = {"sheetId": sheet_id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
            yield "updateDimensionProperties", {"range": span, "properties": size, "fields": fields}
