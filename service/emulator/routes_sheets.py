"""Sheets v4 over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from . import edits, masks, render, values
from .a1 import Area, range_name
from .book import Book
from .edits import formats, marks, tabs
from .edits.context import Edit, InvalidError
from .errors import ApiError, Json, no_storage
from .masks import Tree
from .protection import Rights
from .state import OWNER, SHEET_TYPE
from .wire import answer, body, check_params, flag, mask, sheets_caller, state

routes = Blueprint("sheets", __name__, url_prefix="/v4/spreadsheets")

READ_OPTIONS = ("majorDimension", "valueRenderOption", "dateTimeRenderOption")
WRITE_OPTIONS = (
    "valueInputOption",
    "includeValuesInResponse",
    "responseValueRenderOption",
    "responseDateTimeRenderOption",
)
CHOICES = {
    "majorDimension": ("DIMENSION_UNSPECIFIED", "ROWS", "COLUMNS"),
    "valueRenderOption": values.RENDER,
    "responseValueRenderOption": values.RENDER,
    "dateTimeRenderOption": ("SERIAL_NUMBER", "FORMATTED_STRING"),
    "responseDateTimeRenderOption": ("SERIAL_NUMBER", "FORMATTED_STRING"),
    "valueInputOption": ("INPUT_VALUE_OPTION_UNSPECIFIED", "RAW", "USER_ENTERED"),
    "insertDataOption": ("OVERWRITE", "INSERT_ROWS"),
}


def options(source: Any, *names: str) -> Json:
    """Options given as parameters or in a body; Google knows their values by name."""
    found = {name: source[name] for name in names if source.get(name) is not None}
    for name, value in found.items():
        if name in CHOICES and value not in CHOICES[name]:
            raise ApiError(400, f"Invalid value at '{name}' (TYPE_ENUM), \"{value}\"")
        if isinstance(value, str) and value.lower() in ("true", "false"):
            found[name] = value.lower() == "true"
    return found


def input_options(source: Any, *more: str) -> Json:
    found = options(source, *WRITE_OPTIONS, *more)
    if found.get("valueInputOption") not in ("RAW", "USER_ENTERED"):
        raise ApiError(400, "'valueInputOption' is required but not specified")
    return found


@routes.post("")
def create() -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given, tree = body("Spreadsheet"), mask("Spreadsheet")
    if caller.is_service:
        raise no_storage()
    with state().lock:
        file = state().new_file("", SHEET_TYPE, ["root"], caller)
        book = _new_book(file["id"], given)
        state().keep_book(file, book, caller)
        return answer(render.spreadsheet(book, Rights(caller.email, manager=True), tree, None, data=False))


def _new_book(book_id: str, given: Json) -> Book:
    properties = formats.normal(given.get("properties") or {})
    book = Book.new(book_id, properties.get("title") or "Untitled spreadsheet")
    book.properties |= {name: value for name, value in properties.items() if name != "title"}
    if given.get("sheets"):
        book.sheets = []
    edit = Edit(book, Rights(OWNER, manager=True))
    for sheet in given.get("sheets") or []:
        try:
            tabs.add_sheet(edit, {"properties": sheet.get("properties") or {}})
        except InvalidError as fault:
            raise ApiError(400, f"Invalid sheets: {fault}") from fault
    return book


@routes.get("/<book_id>")
def get(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(("ranges", "includeGridData", "excludeTablesInBandedRanges", "commentsViewMode"))
    tree = mask("Spreadsheet")
    with state().lock:
        file, book = state().open_book(book_id, caller)
        areas = _areas(book, request.args.getlist("ranges"))
        data = _wants_data(tree, flag("includeGridData"))
        return answer(render.spreadsheet(book, state().rights(file, caller), tree, areas, data))


def _wants_data(tree: Tree, asked: bool) -> bool:
    """A field mask decides over includeGridData."""
    return masks.selects(tree, "sheets", "data") if "fields" in request.args else asked


def _areas(book: Book, ranges: list[str]) -> dict[int, list[Area]] | None:
    if not ranges:
        return None
    areas: dict[int, list[Area]] = {}
    for text in ranges:
        sheet, area = book.resolve_in_grid(text)
        areas.setdefault(sheet.id, []).append(area)
    return areas


@routes.post("/<book_id>:getByDataFilter")
def get_by_data_filter(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(())
    given, tree = body("GetSpreadsheetByDataFilterRequest"), mask("Spreadsheet")
    with state().lock:
        file, book = state().open_book(book_id, caller)
        areas: dict[int, list[Area]] | None = {} if given.get("dataFilters") else None
        for data_filter in given.get("dataFilters") or []:
            for sheet_id, area in marks.areas_of(book, data_filter):
                (areas if areas is not None else {}).setdefault(sheet_id, []).append(area)
        data = _wants_data(tree, bool(given.get("includeGridData")))
        return answer(render.spreadsheet(book, state().rights(file, caller), tree, areas, data))


@routes.post("/<book_id>:batchUpdate")
def batch_update(book_id: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given, tree = body("BatchUpdateSpreadsheetRequest"), mask("BatchUpdateSpreadsheetResponse")
    with state().writing(book_id, caller) as (book, rights):
        edit = Edit(book, rights)
        replies = edits.run(edit, given.get("requests") or [])
        found: Json = {"spreadsheetId": book.id, "replies": replies}
        if given.get("includeSpreadsheetInResponse") and masks.selects(tree, "updatedSpreadsheet"):
            below = masks.subtree(tree, "updatedSpreadsheet") or {}
            areas = _areas(book, given.get("responseRanges") or [])
            data = bool(given.get("responseIncludeGridData"))
            found["updatedSpreadsheet"] = render.spreadsheet(book, rights, below, areas, data)
    return answer(masks.apply(tree, found, ready=("updatedSpreadsheet",)))


@routes.post("/<book_id>/sheets/<int:sheet_id>:copyTo")
def copy_to(book_id: str, sheet_id: int) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given = body("CopySheetToAnotherSpreadsheetRequest")
    with state().lock:
        _, source = state().open_book(book_id, caller)
        sheet = source.find(sheet_id)
        if sheet is None:
            raise ApiError(400, f"The sheet ({sheet_id}) does not exist in the spreadsheet.")
        with state().writing(str(given.get("destinationSpreadsheetId")), caller) as (book, _):
            title = f"Copy of {sheet.title}"
            while book.titled(title):
                title = f"Copy of {title}"
            copied = tabs.clone(sheet, book.free_sheet_id(), title)
            book.sheets.append(copied)
            book.renumber()
        return answer(copied.properties)


@routes.get("/<book_id>/values/<path:text>")
def values_get(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(READ_OPTIONS)
    how, tree = options(request.args, *READ_OPTIONS), mask("ValueRange")
    with state().lock:
        _, book = state().open_book(book_id, caller)
        return answer(masks.apply(tree, values.get(book, text, how)))


@routes.get("/<book_id>/values:batchGet")
def values_batch_get(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params((*READ_OPTIONS, "ranges"))
    how = options(request.args, *READ_OPTIONS)
    with state().lock:
        _, book = state().open_book(book_id, caller)
        found = [values.get(book, text, how) for text in request.args.getlist("ranges")]
        return _masked({"spreadsheetId": book.id, "valueRanges": found})


@routes.post("/<book_id>/values:batchGetByDataFilter")
def values_batch_get_by_data_filter(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(())
    given = body("BatchGetValuesByDataFilterRequest")
    how = options(given, *READ_OPTIONS)
    with state().lock:
        _, book = state().open_book(book_id, caller)
        found = [
            {"valueRange": values.get(book, _name(book, *place), how), "dataFilters": [data_filter]}
            for data_filter in given.get("dataFilters") or []
            for place in marks.areas_of(book, data_filter)
        ]
        return _masked({"spreadsheetId": book.id} | ({"valueRanges": found} if found else {}))


def _name(book: Book, sheet_id: int, area: Area) -> str:
    sheet = book.find(sheet_id)
    if sheet is None:
        raise ApiError(400, f"No grid with id: {sheet_id}")
    return range_name(sheet.title, sheet.bounded(area))


@routes.put("/<book_id>/values/<path:text>")
def values_update(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(WRITE_OPTIONS)
    given, how = body("ValueRange", "data"), input_options(request.args)
    with state().writing(book_id, caller) as (book, rights):
        return _masked(values.update(book, rights, text, given, how))


@routes.post("/<book_id>/values/<path:text>:append")
def values_append(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params((*WRITE_OPTIONS, "insertDataOption"))
    given, how = body("ValueRange", "data"), input_options(request.args, "insertDataOption")
    with state().writing(book_id, caller) as (book, rights):
        return _masked(values.append(book, rights, text, given, how))


@routes.post("/<book_id>/values/<path:text>:clear")
def values_clear(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    with state().writing(book_id, caller) as (book, rights):
        return _masked({"spreadsheetId": book.id, "clearedRange": values.clear(book, rights, text)})


@routes.post("/<book_id>/values:batchUpdate")
def values_batch_update(book_id: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given = body("BatchUpdateValuesRequest")
    how = input_options(given)
    with state().writing(book_id, caller) as (book, rights):
        responses = [
            values.update(book, rights, one.get("range") or "", one, how) for one in given.get("data") or []
        ]
    found: Json = {"spreadsheetId": book_id}
    for name in ("Rows", "Columns", "Cells"):
        found[f"totalUpdated{name}"] = sum(one.get(f"updated{name}", 0) for one in responses)
    found["totalUpdatedSheets"] = len({one["updatedRange"].rpartition("!")[0] for one in responses})
    return _masked({name: value for name, value in found.items() if value} | {"responses": responses})


@routes.post("/<book_id>/values:batchClear")
def values_batch_clear(book_id: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given = body("BatchClearValuesRequest")
    with state().writing(book_id, caller) as (book, rights):
        cleared = [values.clear(book, rights, text) for text in given.get("ranges") or []]
        return _masked({"spreadsheetId": book.id, "clearedRanges": cleared})


@routes.get("/<book_id>/developerMetadata/<int:metadata_id>")
def metadata_get(book_id: str, metadata_id: int) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(())
    with state().lock:
        _, book = state().open_book(book_id, caller)
        return _masked(marks.get(book, metadata_id))


@routes.post("/<book_id>/developerMetadata:search")
def metadata_search(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(())
    given = body("SearchDeveloperMetadataRequest")
    with state().lock:
        _, book = state().open_book(book_id, caller)
        return _masked(marks.search(book, given.get("dataFilters") or []))


def _masked(found: Json) -> Response:
    return answer(masks.apply(masks.parse(request.args.get("fields", "")), found))
