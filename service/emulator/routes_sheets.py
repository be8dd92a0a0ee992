"""spreadsheets over HTTP; their values and developer metadata hang below."""

from __future__ import annotations

from flask import Blueprint, Response, request

from . import drive, edits, masks, newbook, render, routes_metadata, routes_values
from .a1 import Area
from .book import Book
from .edits import marks, tabs
from .edits.context import Edit
from .errors import NO_PERMISSION, ApiError, Json
from .masks import Tree
from .protection import Rights
from .state import OWNER, SHEET_TYPE
from .wire import answer, body, check_params, flag, mask, sheets_caller, state

routes = Blueprint("sheets", __name__, url_prefix="/v4/spreadsheets")
routes.register_blueprint(routes_values.routes)
routes.register_blueprint(routes_metadata.routes)


@routes.post("")
def create() -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given, tree = body("Spreadsheet"), mask("Spreadsheet")
    if caller.is_service:
        # Sheets says less than Drive, which names the missing storage.
        raise ApiError(403, NO_PERMISSION)
    with state().lock:
        file = state().new_file("", SHEET_TYPE, [drive.root_id(caller)], caller)
        book = newbook.build(file["id"], given, caller.email or OWNER)
        state().keep_book(file, book, caller)
        return answer(render.spreadsheet(book, Rights(caller.email, manager=True), tree, None, data=False))


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
            for sheet, area in marks.areas_of(book, data_filter):
                (areas if areas is not None else {}).setdefault(sheet.id, []).append(area)
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
            for sheet in book.sheets:
                sheet.settle()
            data = _wants_data(below, bool(given.get("responseIncludeGridData")))
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
        return answer(masks.apply(mask("SheetProperties"), copied.properties))
