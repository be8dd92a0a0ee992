from __future__ import annotations

from typing import Any

import gspread
import pytest
from emulator_clients import Person


def get(person: Person, sheet_id: str, fields: str, *ranges: str) -> Any:
    return person.sheets("GET", f"/{sheet_id}", params={"fields": fields, "ranges": list(ranges)}).json()


def test_a_new_file_looks_like_one_of_googles(owner: Person, sheet_id: str) -> None:
    answer = owner.sheets("GET", f"/{sheet_id}").json()
    assert answer["sheets"][0]["properties"] == {
        "sheetId": 0,
        "title": "Sheet1",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }
    assert (answer["properties"]["locale"], answer["properties"]["timeZone"]) == ("en_US", "Etc/GMT")
    assert answer["properties"]["defaultFormat"]["textFormat"]["foregroundColor"] == {}
    assert "data" not in answer["sheets"][0]


@pytest.mark.parametrize(
    "fields",
    [
        "sheets.properties(title,gridProperties.rowCount)",
        "sheets/properties/title,sheets/properties/gridProperties/rowCount",
        "sheets(properties(title,gridProperties/rowCount))",
    ],
)
def test_a_mask_may_be_written_three_ways(owner: Person, sheet_id: str, fields: str) -> None:
    expected = {"sheets": [{"properties": {"title": "Sheet1", "gridProperties": {"rowCount": 1000}}}]}
    assert get(owner, sheet_id, fields) == expected


def test_what_is_not_there_is_left_out(owner: Person, sheet_id: str) -> None:
    assert get(owner, sheet_id, "namedRanges") == {}
    assert get(owner, sheet_id, "sheets.properties.tabColorStyle") == {"sheets": [{"properties": {}}]}
    assert get(owner, sheet_id, "sheets/data/rowData/values/note") == {"sheets": [{"data": [{}]}]}


def test_an_unknown_field_is_named(owner: Person, sheet_id: str) -> None:
    error = get(owner, sheet_id, "sheets.propertys")["error"]
    assert error["code"] == 400
    assert "sheets.propertys" in error["details"][0]["fieldViolations"][0]["description"]


def test_a_mask_decides_over_include_grid_data(owner: Person, sheet_id: str) -> None:
    params = {"includeGridData": "true", "fields": "spreadsheetId"}
    assert owner.sheets("GET", f"/{sheet_id}", params=params).json() == {"spreadsheetId": sheet_id}


def test_notes_come_with_gaps_before_and_nothing_behind(book: gspread.Spreadsheet, owner: Person) -> None:
    book.sheet1.update_notes({"B2": "ดูที่นี่"})
    data = get(owner, book.id, "sheets/data/rowData/values/note")["sheets"][0]["data"]
    assert data == [{"rowData": [{}, {"values": [{}, {"note": "ดูที่นี่"}]}]}]


def test_a_range_limits_the_grid_and_says_where_it_starts(book: gspread.Spreadsheet, owner: Person) -> None:
    book.sheet1.update([[1, 2, 3]] * 4, "A1")
    fields = "sheets.data(startRow,startColumn,rowData.values.userEnteredValue.numberValue)"
    data = get(owner, book.id, fields, "Sheet1!B2:C3")["sheets"][0]["data"][0]
    row = {"values": [{"userEnteredValue": {"numberValue": 2}}, {"userEnteredValue": {"numberValue": 3}}]}
    assert data == {"startRow": 1, "startColumn": 1, "rowData": [row, row]}


def test_colours_are_answered_twice_and_without_zeros(book: gspread.Spreadsheet, owner: Person) -> None:
    book.sheet1.format("A1", {"backgroundColor": {"red": 1, "green": 0, "blue": 0}})
    fields = "sheets.data.rowData.values.userEnteredFormat"
    cell = get(owner, book.id, fields)["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell == {
        "userEnteredFormat": {
            "backgroundColor": {"red": 1},
            "backgroundColorStyle": {"rgbColor": {"red": 1}},
        }
    }


def test_a_whole_tab_is_answered_as_the_grid(book: gspread.Spreadsheet) -> None:
    assert book.values_get("Sheet1") == {"range": "Sheet1!A1:Z1000", "majorDimension": "ROWS"}
    assert book.values_get("A1:C")["range"] == "Sheet1!A1:C1000"


def test_a_title_is_quoted_only_when_it_must_be(book: gspread.Spreadsheet) -> None:
    for title, shown in (("D3", "'D3'!A1:B2"), ("🌵 x", "'🌵 x'!A1:B2"), ("Plain", "Plain!A1:B2")):
        book.add_worksheet(title, 5, 5)
        assert book.values_get(f"'{title}'!A1:B2")["range"] == shown
    assert book.values_get("🌵 x!A1")["range"] == "'🌵 x'!A1"


@pytest.mark.parametrize("name", ["Nowhere!A1", "A0", "A1:", "1A"])
def test_a_range_that_makes_no_sense_is_quoted_back(book: gspread.Spreadsheet, name: str) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="Unable to parse range: "):
        book.values_get(name)


def test_a_range_outside_of_the_grid_is_refused(book: gspread.Spreadsheet) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="exceeds grid limits"):
        book.values_get("A2000")


def test_a_named_range_may_be_read(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["ก"], ["ข"]], "B2")
    book.sheet1.define_named_range("B2:B3", "ANSWERS")
    assert book.values_get("ANSWERS")["values"] == [["ก"], ["ข"]]


def test_open_bounds_and_sheet_zero_are_left_out_of_ranges(owner: Person, sheet_id: str) -> None:
    whole = {"protectedRange": {"range": {"sheetId": 0}}}
    rows = {"protectedRange": {"range": {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2}}}
    owner.batch(sheet_id, {"addProtectedRange": whole}, {"addProtectedRange": rows}).raise_for_status()
    ranges = [
        rule["range"]
        for rule in get(owner, sheet_id, "sheets.protectedRanges.range")["sheets"][0]["protectedRanges"]
    ]
    assert ranges == [{}, {"startRowIndex": 0, "endRowIndex": 2}]


def test_metadata_finds_its_row_after_an_insertion_above(owner: Person, sheet_id: str) -> None:
    place = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 4, "endIndex": 5}}
    item = {"metadataKey": "row", "metadataValue": "p1", "visibility": "DOCUMENT", "location": place}
    above = {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}}
    owner.batch(
        sheet_id, {"createDeveloperMetadata": {"developerMetadata": item}}, {"insertDimension": above}
    )
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "row"}}]}
    found = owner.sheets("POST", f"/{sheet_id}/developerMetadata:search", json=lookup).json()
    moved = found["matchedDeveloperMetadata"][0]["developerMetadata"]["location"]
    assert moved["dimensionRange"] == {"dimension": "ROWS", "startIndex": 6, "endIndex": 7}


def test_a_data_filter_reads_the_row_of_its_metadata(book: gspread.Spreadsheet, owner: Person) -> None:
    book.sheet1.update([["ก"], ["ข"]], "A1")
    place = {"dimensionRange": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    item = {"metadataId": 9, "metadataKey": "k", "visibility": "DOCUMENT", "location": place}
    owner.batch(book.id, {"createDeveloperMetadata": {"developerMetadata": item}}).raise_for_status()
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataId": 9}}]}
    path = f"/{book.id}:getByDataFilter"
    fields = {"fields": "sheets.data(startRow,rowData.values.formattedValue)"}
    data = owner.sheets("POST", path, params=fields, json=body).json()["sheets"][0]["data"]
    assert data == [{"startRow": 1, "rowData": [{"values": [{"formattedValue": "ข"}]}]}]
    assert owner.sheets("GET", f"/{book.id}/developerMetadata/9").json()["metadataKey"] == "k"
