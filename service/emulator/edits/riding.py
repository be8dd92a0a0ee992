"""Whether developer metadata rides along when rows are sorted or pasted: not known, so switches say it."""

from __future__ import annotations

from collections.abc import Iterable

from .. import switches
from ..a1 import Area
from ..book import Book
from ..errors import Json
from ..sheet import Sheet
from .context import new_id

AXES = {"ROWS": ("top", "bottom", "left", "right"), "COLUMNS": ("left", "right", "top", "bottom")}


def after_sort(book: Book, sheet: Sheet, moves: Iterable[tuple[int, int]]) -> None:
    """`moves` are pairs of a row's former and new number."""
    if switches.current().sorted_metadata != "follows":
        return
    places = dict(moves)
    book.metadata = [_moved(item, sheet, places) for item in book.metadata]


def _moved(item: Json, sheet: Sheet, places: dict[int, int]) -> Json:
    start = _start(item, sheet, "ROWS")
    return item if start is None or start not in places else _at(item, sheet, places[start])


def after_paste(book: Book, source: tuple[Sheet, Area], target: tuple[Sheet, Area]) -> None:
    """Whole rows or columns that were copied bring copies of their metadata, with ids of their own."""
    if switches.current().pasted_metadata != "copied":
        return
    for axis in AXES:
        if _whole(*source, axis) and _whole(*target, axis):
            first, last = _span(source[1], axis)
            for place in range(*_span(target[1], axis)):
                former = first + (place - _span(target[1], axis)[0]) % (last - first)
                _copy(book, axis, (source[0], former), (target[0], place))


def _copy(book: Book, axis: str, source: tuple[Sheet, int], target: tuple[Sheet, int]) -> None:
    if source == target:
        return
    for item in [item for item in book.metadata if _start(item, source[0], axis) == source[1]]:
        taken = {int(other["metadataId"]) for other in book.metadata}
        book.metadata.append(_at({**item, "metadataId": new_id(taken)}, *target))


def _start(item: Json, sheet: Sheet, axis: str) -> int | None:
    place = item["location"].get("dimensionRange")
    if not place or place.get("sheetId", 0) != sheet.id or place["dimension"] != axis:
        return None
    return int(place.get("startIndex", 0))


def _at(item: Json, sheet: Sheet, start: int) -> Json:
    site = {"sheetId": sheet.id} if sheet.id else {}
    place = {name: value for name, value in item["location"]["dimensionRange"].items() if name != "sheetId"}
    place = {**site, **place, "startIndex": start, "endIndex": start + 1}
    return {**item, "location": {**item["location"], "dimensionRange": place}}


def _span(area: Area, axis: str) -> tuple[int, int]:
    start, end, _, _ = AXES[axis]
    return getattr(area, start) or 0, getattr(area, end) or 0


def _whole(sheet: Sheet, area: Area, axis: str) -> bool:
    _, _, start, end = AXES[axis]
    across = sheet.count("COLUMNS" if axis == "ROWS" else "ROWS")
    return not getattr(area, start) and getattr(area, end) in (None, across)
