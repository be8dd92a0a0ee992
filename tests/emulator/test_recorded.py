"""What was recorded of Google (design/GOOGLE.md §1, marked [C]) and is not shown by another test."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from conftest import SCHOOL
from emulator_clients import SHEET, Person

BLOCK = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
RAW = {"valueInputOption": "RAW"}


def get(person: Person, sheet_id: str, fields: str) -> Any:
    return person.sheets("GET", f"/{sheet_id}", params={"fields": fields}).json()


def test_sheet_zero_is_left_out_of_every_range_but_not_of_its_properties(
    owner: Person, sheet_id: str
) -> None:
    place = {"sheetId": 0, **BLOCK}
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    owner.batch(
        sheet_id,
        {"addNamedRange": {"namedRange": {"name": "BLOCK", "range": place}}},
        {"addProtectedRange": {"protectedRange": {"range": place}}},
        {"mergeCells": {"range": place}},
        {"setBasicFilter": {"filter": {"range": {**place, "startRowIndex": 4, "endRowIndex": 6}}}},
        {"addDimensionGroup": {"range": rows}},
    ).raise_for_status()
    found = get(
        owner, sheet_id, "namedRanges,sheets(properties,protectedRanges,merges,basicFilter,rowGroups)"
    )
    tab = found["sheets"][0]
    ranges = [found["namedRanges"][0]["range"], tab["protectedRanges"][0]["range"], tab["merges"][0]]
    assert ranges == [BLOCK] * 3
    assert "sheetId" not in tab["basicFilter"]["range"]
    assert tab["rowGroups"][0]["range"] == {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    assert tab["properties"]["sheetId"] == 0


def test_another_tab_is_named_in_its_ranges(owner: Person, sheet_id: str) -> None:
    owner.batch(sheet_id, {"addSheet": {"properties": {"title": "สอง", "sheetId": 7}}})
    owner.batch(sheet_id, {"mergeCells": {"range": {"sheetId": 7, **BLOCK}}}).raise_for_status()
    assert get(owner, sheet_id, "sheets.merges")["sheets"][1] == {"merges": [{"sheetId": 7, **BLOCK}]}


def test_a_mask_for_writing_may_have_parentheses_and_slashes(owner: Person, sheet_id: str) -> None:
    grid = {"rowCount": 30, "columnCount": 5, "frozenRowCount": 2}
    look = {"backgroundColor": {"red": 1}, "horizontalAlignment": "CENTER", "wrapStrategy": "WRAP"}
    owner.batch(
        sheet_id,
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": grid},
                "fields": "gridProperties/rowCount,gridProperties/columnCount",
            }
        },
        {
            "repeatCell": {
                "range": {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "endColumnIndex": 1},
                "cell": {"userEnteredFormat": look},
                "fields": "userEnteredFormat(backgroundColor,horizontalAlignment)",
            }
        },
    ).raise_for_status()
    found = get(owner, sheet_id, "sheets(properties.gridProperties,data.rowData.values.userEnteredFormat)")[
        "sheets"
    ][0]
    assert found["properties"]["gridProperties"] == {"rowCount": 30, "columnCount": 5}
    written = found["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]
    assert written == {
        "backgroundColor": {"red": 1},
        "backgroundColorStyle": {"rgbColor": {"red": 1}},
        "horizontalAlignment": "CENTER",
    }


def test_of_two_tables_in_a_tab_the_last_is_appended_to(book: gspread.Spreadsheet) -> None:
    first = book.values_append("Sheet1", RAW, {"values": [["ก", "", "ค"]]})
    second = book.values_append("Sheet1", RAW, {"values": [["ง", "", "ฉ"]]})
    third = book.values_append("Sheet1!A1", RAW, {"values": [["ช"]]})
    assert (first.get("tableRange"), first["updates"]["updatedRange"]) == (None, "Sheet1!A1:C1")
    assert (second["tableRange"], second["updates"]["updatedRange"]) == ("Sheet1!C1", "Sheet1!C2:E2")
    assert (third["tableRange"], third["updates"]["updatedRange"]) == ("Sheet1!A1", "Sheet1!A2")


def test_a_blank_row_between_filled_ones_is_written_into(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["ก", "ข"], ["", ""], ["ค", "ง"]], "A1")
    answer = book.values_append("Sheet1!A2", RAW, {"majorDimension": "ROWS", "values": [["x", "y", "z"]]})
    assert (answer.get("tableRange"), answer["updates"]["updatedRange"]) == (None, "Sheet1!A2:C2")
    assert book.sheet1.get_all_values() == [["ก", "ข", ""], ["x", "y", "z"], ["ค", "ง", ""]]


def test_a_merge_over_merged_rows_replaces_them(owner: Person, sheet_id: str) -> None:
    place = {"sheetId": 0, **BLOCK}
    owner.batch(sheet_id, {"mergeCells": {"range": place, "mergeType": "MERGE_ROWS"}})
    assert len(get(owner, sheet_id, "sheets.merges")["sheets"][0]["merges"]) == 2
    owner.batch(sheet_id, {"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}}).raise_for_status()
    assert get(owner, sheet_id, "sheets.merges")["sheets"][0]["merges"] == [BLOCK]


def test_a_csv_takes_the_place_of_everything(owner: Person, sheet_id: str, book: gspread.Spreadsheet) -> None:
    owner.batch(
        sheet_id, {"addNamedRange": {"namedRange": {"name": "OLD", "range": {"sheetId": 0, **BLOCK}}}}
    )
    answer = owner.put(
        f"{owner.base}/upload/drive/v2/files/{sheet_id}",
        params={"uploadType": "media", "convert": "true", "supportsAllDrives": "true"},
        data="ก,1\nข,2".encode(),
        headers={"Content-Type": "text/csv"},
    )
    found = get(
        owner, sheet_id, "properties.timeZone,namedRanges,sheets.properties(sheetId,title,gridProperties)"
    )
    tab = found["sheets"][0]["properties"]
    assert (answer.status_code, found["properties"], "namedRanges" in found) == (
        200,
        {"timeZone": "America/Los_Angeles"},
        False,
    )
    assert (len(found["sheets"]), tab["title"], tab["sheetId"] != 0) == (1, book.title, True)
    assert tab["gridProperties"] == {"rowCount": 1000, "columnCount": 26}


def test_a_new_file_brings_the_usual_theme(owner: Person, sheet_id: str) -> None:
    theme = get(owner, sheet_id, "properties.spreadsheetTheme")["properties"]["spreadsheetTheme"]
    assert (theme["primaryFontFamily"], len(theme["themeColors"])) == ("Arial", 9)
    assert theme["themeColors"][0] == {"colorType": "TEXT", "color": {"rgbColor": {}}}


def test_notes_never_come_with_values(owner: Person, book: gspread.Spreadsheet) -> None:
    book.sheet1.update_note("A1", "ดูที่นี่")
    assert "values" not in book.values_get("A1:B2")


def test_a_strict_drop_down_does_not_stop_an_api_write(owner: Person, book: gspread.Spreadsheet) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "มี"}]}, "strict": True}
    owner.batch(book.id, {"setDataValidation": {"range": {"sheetId": 0, **BLOCK}, "rule": rule}})
    book.sheet1.update([["อื่น"]], "A1")
    assert book.sheet1.acell("A1").value == "อื่น"


def test_keys_of_metadata_may_repeat_and_ids_may_not(owner: Person, sheet_id: str) -> None:
    item = {"metadataId": 5, "metadataKey": "k", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    made = {"createDeveloperMetadata": {"developerMetadata": item}}
    twin = {"createDeveloperMetadata": {"developerMetadata": {**item, "metadataId": 6}}}
    assert owner.batch(sheet_id, made, twin).status_code == 200
    assert owner.batch(sheet_id, made).status_code == 400


def test_a_cell_holds_fifty_thousand_characters(owner: Person, sheet_id: str) -> None:
    path = f"/{sheet_id}/values/A1"
    full = owner.sheets("PUT", path, params=RAW, json={"values": [["ก" * 50_000]]})
    more = owner.sheets("PUT", path, params=RAW, json={"values": [["ก" * 50_001]]})
    cell = {"userEnteredValue": {"stringValue": "ก" * 50_001}}
    edit = {"updateCells": {"start": {"sheetId": 0}, "rows": [{"values": [cell]}], "fields": "*"}}
    assert (full.status_code, more.status_code, owner.batch(sheet_id, edit).status_code) == (200, 400, 400)
    assert "maximum of 50000 characters" in more.json()["error"]["message"]


def test_a_spreadsheet_holds_ten_million_cells(owner: Person, sheet_id: str) -> None:
    answer = owner.batch(
        sheet_id, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 384_000}}
    )
    assert "above the limit of 10000000 cells" in answer.json()["error"]["message"]
    assert owner.batch(
        sheet_id, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 383_000}}
    ).ok


@pytest.mark.parametrize("method", ["GET", "DELETE", "PATCH"])
def test_a_file_that_is_not_there_is_named(owner: Person, method: str) -> None:
    error = owner.drive(method, "/files/nowhere", json={} if method == "PATCH" else None).json()["error"]
    assert (error["code"], error["message"]) == (404, "File not found: nowhere.")


def test_drive_and_sheets_refuse_each_in_their_own_form(owner: Person, school: Person, sheet_id: str) -> None:
    body = {"type": "user", "role": "reader", "emailAddress": SCHOOL}
    owner.drive("POST", f"/files/{sheet_id}/permissions", json=body)
    sheets = school.sheets("POST", f"/{sheet_id}/values/A1:clear").json()["error"]
    drive = school.drive("PATCH", f"/files/{sheet_id}", json={"name": "x"}).json()["error"]
    assert (sheets["code"], sheets["status"], "errors" in sheets) == (403, "PERMISSION_DENIED", False)
    assert (drive["code"], drive["errors"][0]["reason"]) == (403, "insufficientFilePermissions")


def test_a_person_creates_through_sheets_in_their_own_drive(owner: Person) -> None:
    made = owner.sheets("POST", "", json={"properties": {"title": "ใหม่"}}).json()
    file = owner.drive(
        "GET", f"/files/{made['spreadsheetId']}", params={"fields": "name,mimeType,ownedByMe"}
    ).json()
    assert file == {"name": "ใหม่", "mimeType": SHEET, "ownedByMe": True}
