"""spreadsheets.values over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, request

from . import masks, values
from .a1 import range_name
from .book import Book
from .edits import marks
from .errors import Json
from .options import READ_OPTIONS, WRITE_OPTIONS, input_options, options
from .protection import Rights
from .wire import answer, body, check_params, mask, sheets_caller, state

routes = Blueprint("values", __name__)


def masked(found: Json, shape: str) -> Response:
    """The answer cut to `fields`; a name the answer cannot have is refused."""
    return answer(masks.apply(mask(shape), found))


@routes.get("/<book_id>/values/<path:text>")
def get(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(READ_OPTIONS)
    how = options(request.args, *READ_OPTIONS)
    with state().lock:
        _, book = state().open_book(book_id, caller)
        return masked(values.get(book, text, how), "ValueRange")


@routes.get("/<book_id>/values:batchGet")
def batch_get(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params((*READ_OPTIONS, "ranges"))
    how = options(request.args, *READ_OPTIONS)
    with state().lock:
        _, book = state().open_book(book_id, caller)
        found = [values.get(book, text, how) for text in request.args.getlist("ranges")]
        return masked({"spreadsheetId": book.id} | kept(valueRanges=found), "BatchGetValuesResponse")


def kept(**lists: list[Json] | list[str]) -> Json:
    """What is not empty: Google leaves out the rest."""
    return {name: items for name, items in lists.items() if items}


@routes.post("/<book_id>/values:batchGetByDataFilter")
def batch_get_by_data_filter(book_id: str) -> Response:
    caller = sheets_caller("sheet_read")
    check_params(())
    given = body("BatchGetValuesByDataFilterRequest")
    how = options(given, *READ_OPTIONS)
    with state().lock:
        _, book = state().open_book(book_id, caller)
        found: dict[str, Json] = {}
        for data_filter in given.get("dataFilters") or []:
            for name in names_of(book, data_filter):
                entry = found.setdefault(name, {"valueRange": values.get(book, name, how), "dataFilters": []})
                entry["dataFilters"].append(marks.echoed(data_filter))
        answered = {"spreadsheetId": book.id} | kept(valueRanges=list(found.values()))
        return masked(answered, "BatchGetValuesByDataFilterResponse")


def names_of(book: Book, data_filter: Json) -> list[str]:
    """The ranges a filter selects, by name and within the grid."""
    places = marks.areas_of(book, data_filter)
    return [range_name(sheet.title, sheet.bounded(area)) for sheet, area in places]


@routes.put("/<book_id>/values/<path:text>")
def update(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(WRITE_OPTIONS)
    given, how = body("ValueRange", "data"), input_options(request.args)
    with state().writing(book_id, caller) as (book, rights):
        return masked(values.update(book, rights, text, given, how), "UpdateValuesResponse")


@routes.post("/<book_id>/values/<path:text>:append")
def append(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params((*WRITE_OPTIONS, "insertDataOption"))
    given, how = body("ValueRange", "data"), input_options(request.args, "insertDataOption")
    with state().writing(book_id, caller) as (book, rights):
        return masked(values.append(book, rights, text, given, how), "AppendValuesResponse")


@routes.post("/<book_id>/values/<path:text>:clear")
def clear(book_id: str, text: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    with state().writing(book_id, caller) as (book, rights):
        found = {"spreadsheetId": book.id, "clearedRange": values.clear(book, rights, text)}
        return masked(found, "ClearValuesResponse")


@routes.post("/<book_id>/values:batchUpdate")
def batch_update(book_id: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given = body("BatchUpdateValuesRequest")
    how = input_options(given)
    with state().writing(book_id, caller) as (book, rights):
        responses = [
            values.update(book, rights, one.get("range") or "", one, how) for one in given.get("data") or []
        ]
        return masked(_totals(book, responses), "BatchUpdateValuesResponse")


def _totals(book: Book, responses: list[Json]) -> Json:
    found: Json = {"spreadsheetId": book.id}
    for name in ("Rows", "Columns", "Cells"):
        found[f"totalUpdated{name}"] = sum(one.get(f"updated{name}", 0) for one in responses)
    found["totalUpdatedSheets"] = len({one["updatedRange"].rpartition("!")[0] for one in responses})
    return {name: value for name, value in found.items() if value} | kept(responses=responses)


@routes.post("/<book_id>/values:batchUpdateByDataFilter")
def batch_update_by_data_filter(book_id: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given = body("BatchUpdateValuesByDataFilterRequest")
    how = input_options(given)
    with state().writing(book_id, caller) as (book, rights):
        responses = [
            response for one in given.get("data") or [] for response in _update_by(book, rights, one, how)
        ]
        return masked(_totals(book, responses), "BatchUpdateValuesByDataFilterResponse")


def _update_by(book: Book, rights: Rights, given: Json, how: Json) -> list[Json]:
    """The values into every range the filter selects; each answer names the filter instead of the file."""
    block: Json = {name: given[name] for name in ("values", "majorDimension") if name in given}
    answers = [
        values.update(book, rights, name, block, how)
        for name in names_of(book, given.get("dataFilter") or {})
    ]
    return [
        {name: value for name, value in one.items() if name != "spreadsheetId"}
        | {"dataFilter": marks.echoed(given.get("dataFilter") or {})}
        for one in answers
    ]


@routes.post("/<book_id>/values:batchClear")
def batch_clear(book_id: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given = body("BatchClearValuesRequest")
    with state().writing(book_id, caller) as (book, rights):
        cleared = [values.clear(book, rights, text) for text in given.get("ranges") or []]
        return masked({"spreadsheetId": book.id} | kept(clearedRanges=cleared), "BatchClearValuesResponse")


@routes.post("/<book_id>/values:batchClearByDataFilter")
def batch_clear_by_data_filter(book_id: str) -> Response:
    caller = sheets_caller("sheet_write")
    check_params(())
    given = body("BatchClearValuesByDataFilterRequest")
    with state().writing(book_id, caller) as (book, rights):
        names = [name for one in given.get("dataFilters") or [] for name in names_of(book, one)]
        cleared = [values.clear(book, rights, name) for name in names]
        found = {"spreadsheetId": book.id} | kept(clearedRanges=cleared)
        return masked(found, "BatchClearValuesByDataFilterResponse")
