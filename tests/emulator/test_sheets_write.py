from __future__ import annotations

from typing import Any

import gspread
import pytest
from emulator_clients import Person

RED = {"red": 1.0, "green": 0.8, "blue": 0.8}


def cell(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


def rows(start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def write(*values: dict[str, Any], row: int = 0, column: int = 0, fields: str = "*") -> dict[str, Any]:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": list(values)}], "fields": fields}}


def cells(person: Person, sheet_id: str, fields: str) -> list[dict[str, Any]]:
    params = {"fields": f"sheets.data.rowData.values({fields})"}
    data = person.sheets("GET", f"/{sheet_id}", params=params).json()["sheets"][0]["data"][0]
    return [one for row in data.get("rowData", []) for one in row.get("values", [])]


@pytest.mark.parametrize(
    ("typed", "plain", "shown"),
    [
        ("0042", 42, "42"),
        ("1,234", 1234, "1,234"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("80%", 0.8, "80%"),
        ("12.5%", 0.125, "12.50%"),
        ("2020-01-01", 43831, "2020-01-01"),
        ("9/6/2566", 243502, "9/6/2566"),
        ("29/2/2567", "29/2/2567", "29/2/2567"),
        ("= 1 / 1024", 0.0009765625, "0.0009765625"),
        ("=1/0", "#DIV/0!", "#DIV/0!"),
        ("=NOSUCH(1)", "#NAME?", "#NAME?"),
        ('=IMPORTRANGE("x","A1")', "#REF!", "#REF!"),
        ("=1+", "#ERROR!", "#ERROR!"),
        ('=IF(LEN("ab")=2,"ใช่","ไม่")', "ใช่", "ใช่"),
        ("true", True, "TRUE"),
        ("'0042", "0042", "0042"),
        ("๑๒๓", "๑๒๓", "๑๒๓"),
        ("15 ม.ค. 2567", "15 ม.ค. 2567", "15 ม.ค. 2567"),
        ("1e5", 100000, "1.00E+05"),
        ("-3.50", -3.5, "-3.5"),
    ],
)
def test_typed_text_is_read_as_sheets_reads_it(
    book: gspread.Spreadsheet, typed: str, plain: object, shown: str
) -> None:
    book.sheet1.update([[typed]], "A1", value_input_option="USER_ENTERED")
    assert book.sheet1.get("A1", value_render_option="UNFORMATTED_VALUE") == [[plain]]
    assert book.sheet1.get("A1") == [[shown]]


def test_a_thai_locale_reads_the_day_first(owner: Person, book: gspread.Spreadsheet) -> None:
    book.update_locale("th_TH")
    book.sheet1.update([["9/6/2566"]], "A1", value_input_option="USER_ENTERED")
    assert book.sheet1.get("A1", value_render_option="UNFORMATTED_VALUE") == [[243413]]
    assert book.sheet1.get("A1") == [["9/6/2566"]]


def test_in_a_text_cell_everything_typed_stays_text(book: gspread.Spreadsheet) -> None:
    book.sheet1.format("A1:B1", {"numberFormat": {"type": "TEXT"}})
    book.sheet1.update([["0042", "=1+1"]], "A1", value_input_option="USER_ENTERED")
    assert book.sheet1.get("A1:B1", value_render_option="UNFORMATTED_VALUE") == [["0042", "=1+1"]]


def test_raw_text_is_kept_as_it_stands(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["=1+1", "1,234", True, 5]], "A1", raw=True)
    assert book.sheet1.get("A1:D1", value_render_option="UNFORMATTED_VALUE") == [["=1+1", "1,234", True, 5]]


def test_null_leaves_a_cell_alone_and_is_not_counted(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["a", "b"], ["c", "d"]], "A1")
    answer = book.values_update("A1:D6", {"valueInputOption": "RAW"}, {"values": [[None, "B"], ["", None]]})
    assert answer["updatedRange"] == "Sheet1!A1:D6"
    assert (answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]) == (2, 2, 2)
    assert book.sheet1.get_all_values() == [["a", "B"], ["", "d"]]


def test_append_goes_below_the_table_it_finds(book: gspread.Spreadsheet) -> None:
    first = book.sheet1.append_row(["หัว"], table_range="C1")
    assert "tableRange" not in first
    second = book.sheet1.append_row(["ก", "ข", "ค"], table_range="C1")
    assert (second["tableRange"], second["updates"]["updatedRange"]) == ("Sheet1!C1", "Sheet1!C2:E2")


def test_values_that_leave_the_range_are_refused(book: gspread.Spreadsheet) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="tried writing to row \\[3\\]"):
        book.values_update("A1:A2", {"valueInputOption": "RAW"}, {"values": [[1], [2], [3]]})


def test_clearing_keeps_notes_and_formats(book: gspread.Spreadsheet, owner: Person) -> None:
    owner.batch(book.id, write({**cell("x"), "note": "n", "userEnteredFormat": {"backgroundColor": RED}}))
    assert book.values_clear("A1:B2")["clearedRange"] == "Sheet1!A1:B2"
    kept = cells(owner, book.id, "userEnteredValue,note,userEnteredFormat.backgroundColor")
    assert kept == [
        {"note": "n", "userEnteredFormat": {"backgroundColor": {"red": 1, "green": 0.8, "blue": 0.8}}}
    ]


def test_a_mask_writes_only_what_it_names(owner: Person, sheet_id: str) -> None:
    owner.batch(sheet_id, write({**cell("คงอยู่"), "note": "เก่า"}))
    owner.batch(sheet_id, write({"note": "ใหม่"}, fields="note"))
    assert cells(owner, sheet_id, "note,formattedValue") == [{"note": "ใหม่", "formattedValue": "คงอยู่"}]
    owner.batch(sheet_id, write({}, fields="note"))
    assert cells(owner, sheet_id, "note,formattedValue") == [{"formattedValue": "คงอยู่"}]


def test_a_batch_is_done_whole_or_not_at_all(owner: Person, sheet_id: str) -> None:
    bad = {"deleteSheet": {"sheetId": 99}}
    answer = owner.batch(sheet_id, write(cell("x")), {"addSheet": {"properties": {"title": "ใหม่"}}}, bad)
    assert answer.json()["error"]["message"] == "Invalid requests[2].deleteSheet: No grid with id: 99"
    assert cells(owner, sheet_id, "formattedValue") == []
    assert len(owner.sheets("GET", f"/{sheet_id}").json()["sheets"]) == 1


def test_a_misspelt_key_is_named_with_its_place(owner: Person, sheet_id: str) -> None:
    answer = owner.batch(sheet_id, {"updateCells": {"rowz": [], "fields": "note"}})
    message = "Invalid JSON payload received. Unknown name \"rowz\" at 'requests[0].update_cells': Cannot find field."
    assert answer.json()["error"]["message"] == message
    assert owner.batch(sheet_id, {"noSuchRequest": {}}).status_code == 400
    assert owner.sheets("GET", f"/{sheet_id}", params={"filds": "x"}).status_code == 400


def test_values_of_the_wrong_kind_are_refused_with_details(owner: Person, sheet_id: str) -> None:
    params = {"valueInputOption": "RAW"}
    answer = owner.sheets("PUT", f"/{sheet_id}/values/A1", params=params, json={"values": "X"})
    assert (answer.status_code, "fieldViolations" in answer.json()["error"]["details"][0]) == (400, True)


def test_the_answer_can_bring_back_what_was_written_upon(owner: Person, sheet_id: str) -> None:
    owner.batch(sheet_id, write(cell("ก")))
    more = {
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["A1:B1"],
        "responseIncludeGridData": True,
    }
    params = {"fields": "updatedSpreadsheet.sheets.data.rowData.values(formattedValue,note)"}
    body = {"requests": [write({"note": "น"}, fields="note")], **more}
    answer = owner.sheets("POST", f"/{sheet_id}:batchUpdate", params=params, json=body).json()
    row = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"][0]
    assert row == {"values": [{"formattedValue": "ก", "note": "น"}]}


def test_rows_take_everything_along_when_they_move(owner: Person, sheet_id: str) -> None:
    strip = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    owner.batch(
        sheet_id,
        write(cell("หัว")),
        write({**cell("ก"), "note": "n"}, cell("ข"), row=1),
        write({"userEnteredValue": {"formulaValue": "=A2&B2"}}, row=4),
        {"mergeCells": {"range": {**strip, "startColumnIndex": 2, "endColumnIndex": 4}}},
        {"addProtectedRange": {"protectedRange": {"range": strip}}},
        {"addNamedRange": {"namedRange": {"name": "R", "range": strip}}},
    ).raise_for_status()
    owner.batch(sheet_id, {"insertDimension": {"range": rows(0, 2)}}).raise_for_status()
    owner.batch(sheet_id, {"moveDimension": {"source": rows(3, 4), "destinationIndex": 6}}).raise_for_status()
    answer = owner.sheets("GET", f"/{sheet_id}").json()
    places = [answer["sheets"][0]["merges"][0], answer["sheets"][0]["protectedRanges"][0]["range"]]
    assert [place["startRowIndex"] for place in [*places, answer["namedRanges"][0]["range"]]] == [5, 5, 5]
    values = owner.sheets("GET", f"/{sheet_id}/values/A1:B10", params={"valueRenderOption": "FORMULA"}).json()
    assert values["values"] == [[], [], ["หัว"], [], [], ["ก", "ข"], ["=A6&B6"]]


def test_deleting_a_row_drops_what_hangs_on_it(owner: Person, sheet_id: str) -> None:
    item = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": rows(1, 2)}}
    owner.batch(
        sheet_id,
        write(cell("ก")),
        write(cell("ข"), row=1),
        {"createDeveloperMetadata": {"developerMetadata": item}},
    )
    owner.batch(sheet_id, {"deleteDimension": {"range": rows(1, 2)}}).raise_for_status()
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "k"}}]}
    assert owner.sheets("POST", f"/{sheet_id}/developerMetadata:search", json=lookup).json() == {}
    grid = owner.sheets("GET", f"/{sheet_id}").json()["sheets"][0]["properties"]["gridProperties"]
    assert grid["rowCount"] == 999


def test_rows_are_sorted_with_their_notes(book: gspread.Spreadsheet, owner: Person) -> None:
    owner.batch(
        book.id, write(cell("ข")), write({**cell("ก"), "note": "ของ ก"}, row=1), write({"note": "ว่าง"}, row=2)
    )
    book.sheet1.sort((1, "asc"), range="A1:A3")
    assert cells(owner, book.id, "formattedValue,note")[0] == {"formattedValue": "ก", "note": "ของ ก"}


def test_a_conditional_format_shows_in_the_effective_format(owner: Person, sheet_id: str) -> None:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=AND(ISBLANK($B1),$A1="x")'}]}
    span = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 2}
    rule = {"ranges": [span], "booleanRule": {"condition": condition, "format": {"backgroundColor": RED}}}
    owner.batch(
        sheet_id, write(cell("x")), write(cell("y"), row=1), {"addConditionalFormatRule": {"rule": rule}}
    )
    params = {"ranges": "B1:B2", "fields": "sheets.data.rowData.values.effectiveFormat.backgroundColor"}
    data = owner.sheets("GET", f"/{sheet_id}", params=params).json()["sheets"][0]["data"][0]
    colour = data["rowData"][0]["values"][0]["effectiveFormat"]["backgroundColor"]
    assert (colour, len(data["rowData"])) == ({"red": 1, "green": 0.8, "blue": 0.8}, 1)


def test_the_only_tab_cannot_be_hidden_or_removed(owner: Person, sheet_id: str) -> None:
    hide = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    message = owner.batch(sheet_id, {"updateSheetProperties": hide}).json()["error"]["message"]
    assert (
        message == "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document."
    )
    assert owner.batch(sheet_id, {"deleteSheet": {"sheetId": 0}}).status_code == 400


def test_a_frozen_row_count_of_zero_removes_the_key(book: gspread.Spreadsheet, owner: Person) -> None:
    book.sheet1.freeze(rows=2)
    book.sheet1.freeze(rows=0)
    grid = owner.sheets("GET", f"/{book.id}").json()["sheets"][0]["properties"]["gridProperties"]
    assert grid == {"rowCount": 1000, "columnCount": 26}


def test_a_link_on_a_cell_is_answered_as_its_hyperlink(owner: Person, sheet_id: str) -> None:
    linked = {**cell("เปิด"), "userEnteredFormat": {"textFormat": {"link": {"uri": "https://example.org/"}}}}
    formula = {"userEnteredValue": {"formulaValue": '=HYPERLINK("https://example.org/2","สอง")'}}
    owner.batch(sheet_id, write(linked, formula))
    found = cells(owner, sheet_id, "hyperlink,formattedValue")
    assert [one["hyperlink"] for one in found] == ["https://example.org/", "https://example.org/2"]
    assert found[1]["formattedValue"] == "สอง"


def test_found_text_is_replaced_everywhere(book: gspread.Spreadsheet, owner: Person) -> None:
    book.sheet1.update([["รร.ก", "รร.ข"], ["x", "รร.ค"]], "A1")
    request = {"findReplace": {"find": "รร.", "replacement": "โรงเรียน", "allSheets": True}}
    reply = owner.batch(book.id, request).json()["replies"][0]["findReplace"]
    assert (reply["occurrencesChanged"], reply["rowsChanged"]) == (3, 2)
    assert book.sheet1.acell("B2").value == "โรงเรียนค"


def test_pasting_repeats_over_a_larger_range(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["ก"]], "A1")
    book.sheet1.copy_range("A1", "B1:C2")
    assert book.sheet1.get("B1:C2") == [["ก", "ก"], ["ก", "ก"]]


def test_a_tab_can_be_copied_within_and_between_files(
    book: gspread.Spreadsheet, client: gspread.Client
) -> None:
    book.sheet1.update([["ก"]], "A1")
    twin = book.duplicate_sheet(0, new_sheet_name="สำเนา")
    assert twin.acell("A1").value == "ก"
    assert book.sheet1.title == "สำเนา"
    copied = twin.copy_to(book.id)
    assert copied["title"] == "Copy of สำเนา"
