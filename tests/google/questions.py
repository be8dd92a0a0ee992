"""What design/GOOGLE.md could not find a source for, asked of whoever answers. Answers are the emulator's words."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from service.errors import GoogleError
from service.sheets.drive import SHEETS

from .sides import Side

EPOCH = date(1899, 12, 30)
LIST_RULE = {
    "condition": {
        "type": "ONE_OF_LIST",
        "values": [{"userEnteredValue": "ใช่"}, {"userEnteredValue": "ไม่ใช่"}],
    },
    "strict": True,
}


def thai_file(side: Side) -> str:
    """A new file of an office: its locale is Thai."""
    file_id = side.new_file()
    locale = {"properties": {"locale": "th_TH"}, "fields": "locale"}
    side.change(file_id, {"updateSpreadsheetProperties": locale})
    return file_id


def typed(side: Side, text: str) -> dict[str, Any]:
    """The first cell of a Thai file after somebody has typed this."""
    file_id = thai_file(side)
    side.type(file_id, "A1", [text])
    return side.cell(file_id)


def year_of(cell: dict[str, Any]) -> int | None:
    """The Gregorian year the cell's serial stands for; None when it is no date."""
    serial = cell.get("effectiveValue", {}).get("numberValue")
    return None if serial is None else (EPOCH + timedelta(days=int(serial))).year


def unknown(cell: dict[str, Any]) -> str:
    return f"neither: {cell}"


def thai_digits(side: Side) -> str:
    """Whether ๑๒ is a number."""
    value = typed(side, "๑๒").get("effectiveValue", {})
    return "number" if "numberValue" in value else "text" if "stringValue" in value else unknown(value)


def two_digit_years(side: Side) -> str:
    """Whether 67 is 1967 or 2567."""
    cell = typed(side, "15/1/67")
    year = year_of(cell)
    return "gregorian" if year == 1967 else "buddhist" if year in (2024, 2567) else unknown(cell)


def be_years(side: Side) -> str:
    """Whether 2567 is taken for that year C.E., for 2024, or for text."""
    cell = typed(side, "15/1/2567")
    return {2567: "gregorian", 2024: "converted", None: "text"}.get(year_of(cell), unknown(cell))


def thai_dates(side: Side) -> str:
    """In which era a date is shown."""
    cell = typed(side, "15/1/2024")
    shown = str(cell.get("formattedValue", ""))
    return "buddhist" if "67" in shown else "gregorian" if "24" in shown else unknown(cell)


def new_locale(side: Side) -> str:
    """The locale that a new file of these accounts has."""
    return str(
        side.ask("get", side.new_file(), params={"fields": "properties/locale"})["properties"]["locale"]
    )


def strict_rules(side: Side) -> str:
    """Whether a strict drop-down refuses what the API writes."""
    file_id = side.new_file()
    tab = side.ask("get", file_id, params={"fields": "sheets/properties/sheetId"})["sheets"][0]
    sheet_id = tab["properties"].get("sheetId", 0)
    area = {
        "sheetId": sheet_id,
        "startRowIndex": 0,
        "endRowIndex": 1,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }
    side.change(file_id, {"setDataValidation": {"range": area, "rule": LIST_RULE}})
    cell = {"userEnteredValue": {"stringValue": "อย่างอื่น"}}
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    write = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    try:
        side.change(file_id, {"updateCells": write})
    except GoogleError:
        return "api"
    return "typing"


def _marked_rows(side: Side, moved: Callable[[int], dict[str, Any]]) -> list[int]:
    """On which rows a mark set on the second row (of 3, 1, 2) is found after the change."""
    file_id = side.new_file()
    tab = side.ask("get", file_id, params={"fields": "sheets/properties/sheetId"})["sheets"][0]
    sheet_id = tab["properties"].get("sheetId", 0)
    side.type(file_id, "A1", ["3"], ["1"], ["2"])
    row = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    mark = {"metadataKey": "tidtam_test", "location": {"dimensionRange": row}, "visibility": "DOCUMENT"}
    side.change(file_id, {"createDeveloperMetadata": {"developerMetadata": mark}})
    side.change(file_id, moved(sheet_id))
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "tidtam_test"}}]}
    found = side.ask("post", f"{file_id}/developerMetadata:search", json=body)
    places = [item["developerMetadata"]["location"] for item in found.get("matchedDeveloperMetadata", ())]
    return sorted(
        place["dimensionRange"].get("startIndex", 0) for place in places if "dimensionRange" in place
    )


def _rows(sheet_id: int, first: int, last: int) -> dict[str, int]:
    return {
        "sheetId": sheet_id, "startRowIndex": first, "endRowIndex": last,
        "startColumnIndex": 0, "endColumnIndex": 26,
    }  # fmt: skip


def sorted_metadata(side: Side) -> str:
    """Whether a row's mark goes with its values when rows are sorted (1 was second and comes first)."""

    def sort(sheet_id: int) -> dict[str, Any]:
        order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
        return {"sortRange": {"range": _rows(sheet_id, 0, 3), "sortSpecs": order}}

    rows = _marked_rows(side, sort)
    return {(1,): "stays", (0,): "follows"}.get(tuple(rows), f"neither: rows {rows}")


def pasted_metadata(side: Side) -> str:
    """Whether a copied row brings the mark along."""

    def copy(sheet_id: int) -> dict[str, Any]:
        source, target = _rows(sheet_id, 1, 2), _rows(sheet_id, 5, 6)
        return {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}}

    rows = _marked_rows(side, copy)
    return {(1,): "left", (1, 5): "copied"}.get(tuple(rows), f"neither: rows {rows}")


QUESTIONS: dict[str, Callable[[Side], str]] = {
    function.__name__: function
    for function in (
        thai_digits, two_digit_years, be_years, thai_dates, new_locale, strict_rules, sorted_metadata,
        pasted_metadata,
    )
}  # fmt: skip
"""By the name of the emulator's switch."""
NOT_ASKED = {"quota_window", "drive_refusal"}
"""To learn these, quotas would have to be used up: not on an office's account."""


def headings(side: Side) -> str:
    """Which headers an answer carries, by name."""
    file_id = side.new_file()
    answer = side.answer("get", f"{SHEETS}/{file_id}", params={"fields": "spreadsheetId"})
    return ", ".join(sorted(answer.headers))


def date_format(side: Side) -> str:
    """How a typed date looks under the Thai locale."""
    file_id = thai_file(side)
    side.type(file_id, "A1", ["2024-01-15"])
    fields = "sheets/data/rowData/values(formattedValue,effectiveFormat/numberFormat)"
    found = side.ask("get", file_id, params={"fields": fields, "ranges": "A1"})
    return str(found["sheets"][0]["data"][0]["rowData"][0]["values"][0])


def modified_time(side: Side) -> str:
    """Whether the list shows our write at once."""
    file_id = side.new_file()
    before = _listed(side, file_id)
    side.type(file_id, "A1", ["x"])
    return "moved at once" if _listed(side, file_id) > before else "not yet moved in the very next list"


def _listed(side: Side, file_id: str) -> str:
    return next(
        item.modified for item in side.google.list_spreadsheets(side.folder) if item.file_id == file_id
    )


NOTES: dict[str, Callable[[Side], str]] = {
    function.__name__: function for function in (headings, date_format, modified_time)
}
"""Asked and told, with no answer that we would call right."""
