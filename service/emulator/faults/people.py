"""Edits by named people, made through the page's own code with those people's rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from .. import render, routes_pages, switches
from ..a1 import Area
from ..book import Book
from ..errors import ApiError, Json
from ..sheet import Sheet
from ..state import State
from .rules import FaultError

Place = tuple[State, Book, Sheet]


def carry_out(app: Flask, file_id: str, edit: Json) -> str | None:
    """Do one edit now. None when it is done, else why it was refused."""
    state: State = app.config["STATE"]
    switches.use(state.switches)
    with app.app_context(), state.lock:
        who = routes_pages.person(edit.get("user"), file_id)
        try:
            book = state.book(file_id)
            place = state, book, _tab(book, edit)
            if edit["do"] == "type":
                typed = {"sheetId": place[2].id, "text": edit.get("text", "")}
                typed |= {"row": _row(place, edit["row"]), "col": _column(place, edit["column"])}
                routes_pages.type_in(file_id, who, typed)
            else:
                routes_pages.restructure(file_id, who, DEEDS[edit["do"]](place, edit))
        except ApiError as error:
            return error.message
    return None


def check(edits: list[Json]) -> None:
    """Raise FaultError for an edit that nobody could make."""
    for edit in edits:
        if not isinstance(edit, dict):
            raise FaultError("An edit is an object.")
        known = (*DEEDS, "type")
        if edit.get("do") not in known:
            raise FaultError(f"Unknown edit: {edit.get('do')}. Known: {', '.join(known)}.")
        missing = [name for name in NEEDED.get(edit["do"], ()) if name not in edit]
        if missing:
            raise FaultError(f"{edit['do']} needs {', '.join(missing)}.")
        for name in (PLACES | NUMBERS) & set(edit):
            coded = name in PLACES and isinstance(edit[name], dict) and "code" in edit[name]
            if not coded and not isinstance(edit[name], int):
                raise FaultError(f'{name} is a number from 0; a place may be {{"code": TEXT}}.')


def _tab(book: Book, edit: Json) -> Sheet:
    """By id, by title, or the first."""
    if "tab" in edit:
        found = book.titled(edit["tab"])
    else:
        found = book.find(int(edit["sheetId"])) if "sheetId" in edit else book.sheets[0]
    if found is None:
        raise ApiError(400, "There is no such tab.")
    return found


def _found(place: Place, text: str) -> tuple[int, int]:
    """Where a cell shows this text, at this moment."""
    _, book, sheet = place
    for row, column, _ in sheet.cells(Area()):
        if render.formatted(book, sheet, row, column) == text:
            return row, column
    raise ApiError(400, f"No cell of the tab shows {text!r}.")


def _row(place: Place, given: Any) -> int:
    if isinstance(given, dict):
        return _found(place, given["code"])[0] + int(given.get("plus", 0))
    return int(given)


def _column(place: Place, given: Any) -> int:
    if isinstance(given, dict):
        return _found(place, given["code"])[1] + int(given.get("plus", 0))
    return int(given)


def _span(place: Place, edit: Json, axis: str) -> Json:
    start = (_row if axis == "ROWS" else _column)(place, edit["at"])
    end = start + int(edit.get("count", 1))
    return {"sheetId": place[2].id, "dimension": axis, "startIndex": start, "endIndex": end}


def _insert(axis: str) -> Callable[[Place, Json], list[Json]]:
    return lambda place, edit: [{"insertDimension": {"range": _span(place, edit, axis)}}]


def _delete(axis: str) -> Callable[[Place, Json], list[Json]]:
    return lambda place, edit: [{"deleteDimension": {"range": _span(place, edit, axis)}}]


def _move(axis: str) -> Callable[[Place, Json], list[Json]]:
    def move(place: Place, edit: Json) -> list[Json]:
        to = (_row if axis == "ROWS" else _column)(place, edit["to"])
        return [{"moveDimension": {"source": _span(place, edit, axis), "destinationIndex": to}}]

    return move


def _sort(place: Place, edit: Json) -> list[Json]:
    rows = _span(place, edit, "ROWS")
    area = {
        "sheetId": place[2].id,
        "startRowIndex": rows["startIndex"],
        "endRowIndex": rows["endIndex"],
        "startColumnIndex": _column(place, edit.get("from", 0)),
        "endColumnIndex": _column(place, edit.get("until", place[2].column_count)),
    }
    order = "DESCENDING" if edit.get("descending") else "ASCENDING"
    spec = {"dimensionIndex": _column(place, edit["by"]), "sortOrder": order}
    return [{"sortRange": {"range": area, "sortSpecs": [spec]}}]


def _rename(place: Place, edit: Json) -> list[Json]:
    properties = {"sheetId": place[2].id, "title": edit["title"]}
    return [{"updateSheetProperties": {"properties": properties, "fields": "title"}}]


def _paste(place: Place, edit: Json) -> list[Json]:
    """One cell copied onto another, format and drop-down and all."""
    areas = []
    for row, column in ((edit["row"], edit["column"]), (edit["toRow"], edit["toColumn"])):
        top, left = _row(place, row), _column(place, column)
        area = {"sheetId": place[2].id, "startRowIndex": top, "endRowIndex": top + 1}
        areas.append(area | {"startColumnIndex": left, "endColumnIndex": left + 1})
    return [{"copyPaste": {"source": areas[0], "destination": areas[1], "pasteType": "PASTE_NORMAL"}}]


DEEDS: dict[str, Callable[[Place, Json], list[Json]]] = {
    "insertRows": _insert("ROWS"),
    "deleteRows": _delete("ROWS"),
    "moveRows": _move("ROWS"),
    "sortRows": _sort,
    "insertColumns": _insert("COLUMNS"),
    "deleteColumns": _delete("COLUMNS"),
    "moveColumns": _move("COLUMNS"),
    "renameTab": _rename,
    "deleteTab": lambda place, edit: [{"deleteSheet": {"sheetId": place[2].id}}],
    "paste": _paste,
    "requests": lambda place, edit: list(edit["requests"]),
}
NUMBERS = {"sheetId", "count"}
PLACES = {"row", "column", "at", "to", "by", "from", "until", "toRow", "toColumn"}
NEEDED: dict[str, tuple[str, ...]] = {
    "type": ("row", "column"),
    **dict.fromkeys(("insertRows", "deleteRows", "insertColumns", "deleteColumns"), ("at",)),
    **dict.fromkeys(("moveRows", "moveColumns"), ("at", "to")),
    "sortRows": ("at", "by"),
    "renameTab": ("title",),
    "paste": ("row", "column", "toRow", "toColumn"),
    "requests": ("requests",),
}
