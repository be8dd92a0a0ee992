"""spreadsheets.developerMetadata over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response

from .edits import marks
from .routes_values import masked
from .wire import body, check_params, sheets_caller, state

routes = Blueprint("metadata", __name__)


@routes.get("/<book_id>/developerMetadata/<int:metadata_id>")
def get(book_id: str, metadata_id: int) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(())
    with state().lock:
        _, book = state().open_book(book_id, caller)
        return masked(marks.get(book, metadata_id), "DeveloperMetadata")


@routes.post("/<book_id>/developerMetadata:search")
def search(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(())
    given = body("SearchDeveloperMetadataRequest")
    with state().lock:
        _, book = state().open_book(book_id, caller)
        found = marks.search(book, given.get("dataFilters") or [])
        return masked(found, "SearchDeveloperMetadataResponse")
