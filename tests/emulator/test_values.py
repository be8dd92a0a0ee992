"""spreadsheets.values: options of reading and writing, tables to append to, data filters."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from emulator_clients import Person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RAW = {"valueInputOption": "RAW"}
TYPED = {"valueInputOption": "USER_ENTERED"}
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
VALUES = st.one_of(TEXT, st.booleans(), st.integers(-(10**9), 10**9), st.none())


def write(person: Person, sheet_id: str, where: str, values: Any, **options: Any) -> Any:
    body = {"values": values} | ({"majorDimension": options.pop("major")} if "major" in options else {})
    return person.sheets("PUT", f"/{sheet_id}/values/{where}", params=RAW | options, json=body).json()


def read(person: Person, sheet_id: str, where: str = "Sheet1", **options: str) -> Any:
    return person.sheets("GET", f"/{sheet_id}/values/{where}", params=options).json().get("values", [])


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Blank ends cut off, as Google answers; null wrote nothing into the empty tab."""
    rows = [["" if value is None else value for value in row] for row in rows]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


@FEW
@given(rows=st.lists(st.lists(VALUES, max_size=5), min_size=1, max_size=5))
def test_what_is_written_raw_is_read_back_without_its_blank_ends(
    owner: Person, sheet_id: str, rows: list[list[Any]]
) -> None:
    owner.sheets("POST", f"/{sheet_id}/values/Sheet1:clear")
    write(owner, sheet_id, "Sheet1", rows)
    found = read(owner, sheet_id, valueRenderOption="UNFORMATTED_VALUE")
    assert found == trimmed(rows)


@FEW
@given(rows=st.lists(st.lists(st.integers(1, 99), min_size=3, max_size=3), min_size=1, max_size=4))
def test_columns_are_rows_turned(owner: Person, sheet_id: str, rows: list[list[int]]) -> None:
    owner.sheets("POST", f"/{sheet_id}/values/Sheet1:clear")
    turned = [list(column) for column in zip(*rows, strict=True)]
    write(owner, sheet_id, "B2", turned, major="COLUMNS")
    options = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert read(owner, sheet_id, "B2:D9", **options) == rows
    assert read(owner, sheet_id, "B2:D9", majorDimension="COLUMNS", **options) == turned


@pytest.mark.parametrize(
    ("where", "written"),
    [
        ("Sheet1", "B7"),
        ("B4", "B7"),
        ("C5:D5", "B7"),
        ("B2:D4", "B7"),
        ("A3:G10", "B7"),
        ("A1", "A3"),
        ("E4", "E4"),
        ("A4", "A4"),
    ],
)
def test_the_table_in_the_range_is_appended_to(book: gspread.Spreadsheet, where: str, written: str) -> None:
    """The examples of Google's guide on appending: tables in A1:C2 and B4:D6."""
    book.sheet1.update([[1, 2, 3], [4, 5, 6]], "A1")
    book.sheet1.update([[1, 2, 3], [4, 5, 6], [7, 8, 9]], "B4")
    answer = book.values_append(f"Sheet1!{where}" if where != "Sheet1" else where, RAW, {"values": [["x"]]})
    assert answer["updates"]["updatedRange"] == f"Sheet1!{written}"


def test_appended_rows_are_inserted_or_written_over(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["ก"], [""], ["ค"]], "A1")
    book.values_append("A1", RAW | {"insertDataOption": "OVERWRITE"}, {"values": [["x"]]})
    assert book.sheet1.col_values(1) == ["ก", "x", "ค"]
    book.values_append("A1", RAW | {"insertDataOption": "INSERT_ROWS"}, {"values": [["y"], ["z"]]})
    assert (book.sheet1.col_values(1), book.sheet1.row_count) == (["ก", "x", "ค", "y", "z"], 1002)


def test_the_answer_may_hold_what_was_written(book: gspread.Spreadsheet) -> None:
    options = {"includeValuesInResponse": "true", "responseValueRenderOption": "FORMULA"}
    answer = book.values_update("A1:B2", TYPED | options, {"values": [["=1+1", "2"]]})
    assert answer["updatedData"] == {
        "range": "Sheet1!A1:B2",
        "majorDimension": "ROWS",
        "values": [["=1+1", 2]],
    }


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        ({}, ["2", "6/9/2024", "50%"]),
        ({"valueRenderOption": "UNFORMATTED_VALUE"}, [2, 45452, 0.5]),
        ({"valueRenderOption": "FORMULA"}, ["=1+1", 45452, 0.5]),
        (
            {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"},
            [2, "6/9/2024", 0.5],
        ),
    ],
)
def test_values_are_rendered_as_asked(
    book: gspread.Spreadsheet, options: dict[str, str], seen: list[Any]
) -> None:
    book.values_update("A1:C1", TYPED, {"values": [["=1+1", "6/9/2024", "50%"]]})
    assert book.values_get("A1:C1", options)["values"] == [seen]


def test_a_named_range_is_written_and_cleared_by_name(book: gspread.Spreadsheet) -> None:
    book.sheet1.define_named_range("B2:C3", "BLOCK")
    assert book.values_update("BLOCK", RAW, {"values": [["a", "b"]]})["updatedRange"] == "Sheet1!B2:C3"
    assert book.values_get("'Sheet1'!BLOCK")["values"] == [["a", "b"]]
    assert book.values_clear("block")["clearedRange"] == "Sheet1!B2:C3"


@pytest.mark.parametrize(
    "options", [{}, {"valueInputOption": "INPUT_VALUE_OPTION_UNSPECIFIED"}, {"valueInputOption": "raw"}]
)
def test_how_to_read_the_input_must_be_said(owner: Person, sheet_id: str, options: dict[str, str]) -> None:
    answer = owner.sheets("PUT", f"/{sheet_id}/values/A1", params=options, json={"values": [[1]]})
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def _filters(owner: Person, sheet_id: str) -> list[dict[str, Any]]:
    """Row 2 by its metadata, C3 by name, A4:B4 by grid."""
    place = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    item = {"metadataKey": "row", "metadataValue": "p1", "visibility": "DOCUMENT", "location": place}
    owner.batch(sheet_id, {"createDeveloperMetadata": {"developerMetadata": item}}).raise_for_status()
    grid = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
    lookup = {"developerMetadataLookup": {"metadataKey": "row"}}
    return [lookup, {"a1Range": "Sheet1!C3"}, {"gridRange": grid}]


def _batch(owner: Person, sheet_id: str, verb: str, body: dict[str, Any]) -> Any:
    return owner.sheets("POST", f"/{sheet_id}/values:{verb}ByDataFilter", json=body).json()


def test_data_filters_read_their_ranges(owner: Person, sheet_id: str) -> None:
    filters = _filters(owner, sheet_id)
    write(owner, sheet_id, "A1", [["a1"], ["a2"], ["", "", "c3"], ["a4"]])
    found = _batch(owner, sheet_id, "batchGet", {"dataFilters": [*filters, {"a1Range": "C3"}]})["valueRanges"]
    assert [one["valueRange"]["range"] for one in found] == ["Sheet1!A2:Z2", "Sheet1!C3", "Sheet1!A4:B4"]
    assert [one["valueRange"]["values"] for one in found] == [[["a2"]], [["c3"]], [["a4"]]]
    assert found[1]["dataFilters"] == [{"a1Range": "Sheet1!C3"}, {"a1Range": "C3"}]


def test_data_filters_write_their_ranges(owner: Person, sheet_id: str) -> None:
    filters = _filters(owner, sheet_id)
    data = [{"dataFilter": one, "values": [[number]]} for number, one in enumerate(filters)]
    answer = _batch(owner, sheet_id, "batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert [one["updatedRange"] for one in answer["responses"]] == [
        "Sheet1!A2:Z2",
        "Sheet1!C3",
        "Sheet1!A4:B4",
    ]
    assert (answer["totalUpdatedCells"], answer["totalUpdatedSheets"]) == (3, 1)
    assert read(owner, sheet_id) == [[], ["0"], ["", "", "1"], ["2"]]


def test_data_filters_clear_their_ranges(owner: Person, sheet_id: str) -> None:
    filters = _filters(owner, sheet_id)
    write(owner, sheet_id, "A1", [["a1"], ["a2"], ["", "", "c3"], ["a4"]])
    answer = _batch(owner, sheet_id, "batchClear", {"dataFilters": filters[:2]})
    assert answer["clearedRanges"] == ["Sheet1!A2:Z2", "Sheet1!C3"]
    assert read(owner, sheet_id) == [["a1"], [], [], ["a4"]]


def test_too_much_for_a_data_filter_writes_nothing(owner: Person, sheet_id: str) -> None:
    data = [{"dataFilter": {"a1Range": "A1:A2"}, "values": [[1], [2]]}]
    data += [{"dataFilter": {"a1Range": "B1:B2"}, "values": [[1], [2], [3]]}]
    answer = _batch(owner, sheet_id, "batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert (answer["error"]["code"], read(owner, sheet_id)) == (400, [])


def test_a_filter_that_finds_nothing_answers_nothing(owner: Person, sheet_id: str) -> None:
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "none"}}]}
    assert _batch(owner, sheet_id, "batchGet", body) == {"spreadsheetId": sheet_id}
    assert owner.sheets("POST", f"/{sheet_id}:getByDataFilter", json=body).json().get("sheets") is None


def test_an_unknown_field_of_values_is_refused(owner: Person, sheet_id: str) -> None:
    assert owner.sheets("GET", f"/{sheet_id}/values/A1", params={"fields": "valuez"}).status_code == 400


def test_a_batch_of_values_is_written_whole_or_not_at_all(book: gspread.Spreadsheet) -> None:
    data = [{"range": "A1", "values": [["x"]]}, {"range": "Nowhere!A1", "values": [["y"]]}]
    with pytest.raises(gspread.exceptions.APIError, match="Unable to parse range: Nowhere!A1"):
        book.values_batch_update({"valueInputOption": "RAW", "data": data})
    assert "values" not in book.values_get("Sheet1")
