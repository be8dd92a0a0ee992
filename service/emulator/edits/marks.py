"""Developer metadata: made, found, changed and removed by lookups."""

from __future__ import annotations

import copy
from typing import Any

from .. import masks
from ..a1 import Area, from_grid
from ..book import Book
from ..errors import ApiError, Json
from ..sheet import Sheet
from .context import Edit, InvalidError, checked, mask, new_id
from .dimensions import span, strip
from .tabs import sheet_of

VISIBILITIES = ("DOCUMENT", "PROJECT")


def create(edit: Edit, body: Json) -> Json:
    given = body.get("developerMetadata") or {}
    if not given.get("metadataKey"):
        raise InvalidError("Developer metadata must have a key.")
    if given.get("visibility") not in VISIBILITIES:
        raise InvalidError("Developer metadata must have a visibility.")
    taken = {int(item["metadataId"]) for item in edit.book.metadata}
    wanted = given.get("metadataId")
    if wanted in taken:
        raise InvalidError(f"Developer metadata with id {wanted} already exists.")
    item: Json = {"metadataId": wanted or new_id(taken), "metadataKey": given["metadataKey"]}
    if given.get("metadataValue"):
        item["metadataValue"] = given["metadataValue"]
    item |= {"location": _location(edit, given.get("location") or {}), "visibility": given["visibility"]}
    edit.book.metadata.append(item)
    return {"createDeveloperMetadata": {"developerMetadata": item}}


def _location(edit: Edit, given: Json) -> Json:
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "dimensionRange" in given:
        place = given["dimensionRange"]
        sheet = edit.sheet(place.get("sheetId"))
        axis, start, end = span(sheet, place)
        if end - start != 1:
            raise InvalidError("Developer metadata can only be associated with a single row or column.")
        site = {"sheetId": sheet.id} if sheet.id else {}
        kept = {**site, "dimension": axis, "startIndex": start, "endIndex": end}
        return {"locationType": "ROW" if axis == "ROWS" else "COLUMN", "dimensionRange": kept}
    if "sheetId" in given:
        return {"locationType": "SHEET", "sheetId": edit.sheet(given["sheetId"]).id}
    raise InvalidError("Developer metadata must have a location.")


def update(edit: Edit, body: Json) -> Json:
    found = _by_filters(edit.book, body.get("dataFilters") or [])
    if not found:
        raise InvalidError("No developer metadata matches the filters.")
    given = dict(body.get("developerMetadata") or {})
    fields = mask(body) or {name: {} for name in given if name != "metadataId"}
    if "location" in fields:
        given["location"], fields["location"] = _location(edit, given.get("location") or {}), {}
    changed = []
    for item in found:
        updated = masks.update(item, given, fields)
        edit.book.metadata[edit.book.metadata.index(item)] = updated
        changed.append(updated)
    return {"updateDeveloperMetadata": {"developerMetadata": changed}}


def delete(edit: Edit, body: Json) -> Json:
    found = _by_filters(edit.book, [body.get("dataFilter") or {}])
    edit.book.metadata = [item for item in edit.book.metadata if item not in found]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": found} if found else {}}


def search(book: Book, filters: list[Json]) -> Json:
    """Matches, each with the filters that found it; a range finds what hangs on its rows and columns."""
    matched = []
    for item in book.metadata:
        fitting = [one for one in filters if matches(book, item, one)]
        if fitting:
            matched.append({"developerMetadata": item, "dataFilters": [*map(echoed, fitting)]})
    return {"matchedDeveloperMetadata": matched} if matched else {}


def echoed(data_filter: Json) -> Json:
    """A filter as Google repeats it: a range on tab 0 does not name its tab."""
    said = copy.deepcopy(data_filter)
    place = said.get("developerMetadataLookup", {}).get("metadataLocation", {})
    for grid in (said.get("gridRange", {}), place.get("dimensionRange", {})):
        if grid.get("sheetId") == 0:
            del grid["sheetId"]
    return said


def get(book: Book, metadata_id: int) -> Json:
    for item in book.metadata:
        if item["metadataId"] == metadata_id:
            return item
    raise ApiError(404, f"Developer metadata with id {metadata_id} does not exist.")


def _by_filters(book: Book, filters: list[Json]) -> list[Json]:
    return [item for item in book.metadata if any(matches(book, item, one) for one in filters)]


def matches(book: Book, item: Json, data_filter: Json) -> bool:
    if "developerMetadataLookup" in data_filter:
        return _fits_lookup(item, data_filter["developerMetadataLookup"])
    if "gridRange" in data_filter:
        grid = data_filter["gridRange"]
        return _hangs_within(item, int(grid.get("sheetId") or 0), from_grid(grid))
    if "a1Range" in data_filter:
        sheet, area = book.resolve(data_filter["a1Range"])
        return _hangs_within(item, sheet.id, area)
    return False


def _fits_lookup(item: Json, lookup: Json) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and item.get(name) != lookup[name]:
            return False
    if "locationType" in lookup and item["location"]["locationType"] != lookup["locationType"]:
        return False
    place = lookup.get("metadataLocation")
    if not place:
        return True
    exact = lookup.get("locationMatchingStrategy") == "EXACT_LOCATION"
    return _same_place(item["location"], place, exact)


def _same_place(location: Json, wanted: Json, exact: bool) -> bool:
    if wanted.get("spreadsheet"):
        return not exact or bool(location.get("spreadsheet"))
    if "sheetId" in wanted:
        own = "sheetId" in location if exact else not location.get("spreadsheet")
        return own and sheet_of({"location": location}) == int(wanted["sheetId"])
    return _strip_of(location) == _strip_of(wanted)


def _strip_of(location: Json) -> tuple[Any, ...]:
    place = location.get("dimensionRange") or {}
    return (
        int(place.get("sheetId") or 0),
        place.get("dimension"),
        place.get("startIndex", 0),
        place.get("endIndex"),
    )


def _hangs_within(item: Json, sheet_id: int, area: Area) -> bool:
    place = item["location"].get("dimensionRange")
    if not place or int(place.get("sheetId", 0)) != sheet_id:
        return False
    return area.meets(strip(place["dimension"], place["startIndex"], place["endIndex"]))


def areas_of(book: Book, data_filter: Json) -> list[tuple[Sheet, Area]]:
    """The tabs and areas a data filter selects."""
    if "a1Range" in data_filter:
        return [book.resolve_in_grid(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [_of_grid(book, data_filter["gridRange"])]
    found = [item for item in book.metadata if matches(book, item, data_filter)]
    places = [(book.find(sheet_of(item) or 0), _area(item)) for item in found if sheet_of(item) is not None]
    return [(sheet, area) for sheet, area in places if sheet is not None]


def _of_grid(book: Book, grid: Json) -> tuple[Sheet, Area]:
    sheet = book.find(int(grid.get("sheetId") or 0))
    if sheet is None:
        raise ApiError(400, f"No grid with id: {int(grid.get('sheetId') or 0)}")
    try:
        return sheet, checked(sheet, grid)
    except InvalidError as fault:
        raise ApiError(400, str(fault)) from fault


def _area(item: Json) -> Area:
    place = item["location"].get("dimensionRange")
    return strip(place["dimension"], place["startIndex"], place["endIndex"]) if place else Area()
