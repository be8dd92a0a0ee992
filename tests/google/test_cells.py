"""Writing as the service writes and reading as it reads: nothing is added, lost or calculated on the way."""

from typing import Any

from service.sheets.grids import cell_of, grids_of
from service.sheets.style import hex_of, rgb

from .sides import Side

LITERAL = ["=1+1", "0042", "+66812345678", "๑๒", "1/2/67", "'x", "-", "TRUE", "#REF!", " a ", "ก\nข", "🌵"]
ANSWER = {
    "userEnteredValue": {"stringValue": "ต้องแก้"},
    "userEnteredFormat": {"backgroundColorStyle": rgb("F4CCCC")},
    "note": "tidtam: ค่า 12 มากกว่า 10",
}
ASPECTS = "userEnteredValue,note,userEnteredFormat.backgroundColorStyle"


def update(sheet_id: int, row: int, cells: list[dict[str, Any]], fields: str) -> dict[str, Any]:
    """Cells below each other in the first column."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]} for cell in cells], "fields": fields}}


def first_tab(side: Side, file_id: str) -> int:
    return grids_of(side.google.read(file_id))[0].sheet_id


def test_an_empty_tab_is_read_with_its_id_and_size(side: Side) -> None:
    (grid,) = grids_of(side.google.read(side.new_file()))
    assert grid.sheet_id == 0 and grid.row_count > 0 and [cell for _, cell in grid.walk()] == []


def test_text_arrives_as_it_was_written(side: Side) -> None:
    file_id = side.new_file()
    cells = [{"userEnteredValue": {"stringValue": text}} for text in LITERAL]
    side.google.change(file_id, [update(first_tab(side, file_id), 0, cells, "userEnteredValue")])
    grid = grids_of(side.google.read(file_id))[0]
    read = [cell_of(grid.raw(row, 0)) for row in range(len(LITERAL))]
    assert [(cell.value, cell.formula) for cell in read] == [(text, "") for text in LITERAL]


def test_a_write_answers_with_what_a_read_then_gives(side: Side) -> None:
    file_id = side.new_file()
    side.type(file_id, "A1", ["12"], ["ข้อความ"], ["=A1*2"], ["15/1/2567"], ["TRUE"])
    answered = side.google.write(file_id, [update(first_tab(side, file_id), 6, [ANSWER], ASPECTS)])
    assert answered == side.google.read(file_id)


def test_an_answer_stands_in_its_cell_and_goes_again(side: Side) -> None:
    file_id = side.new_file()
    sheet_id = first_tab(side, file_id)
    side.google.write(file_id, [update(sheet_id, 2, [ANSWER], ASPECTS)])
    cell = side.cell(file_id, 2)
    assert (cell["formattedValue"], hex_of(cell), cell["note"]) == ("ต้องแก้", "F4CCCC", ANSWER["note"])
    side.google.write(file_id, [update(sheet_id, 2, [{}], ASPECTS)])
    after = side.cell(file_id, 2)
    assert "formattedValue" not in after and hex_of(after) == "" and "note" not in after


def test_answering_leaves_what_the_school_typed(side: Side) -> None:
    file_id = side.new_file()
    side.type(file_id, "A1", ["12"])
    look = {name: value for name, value in ANSWER.items() if name != "userEnteredValue"}
    fields = "note,userEnteredFormat.backgroundColorStyle"
    side.google.write(file_id, [update(first_tab(side, file_id), 0, [look], fields)])
    assert side.cell(file_id)["effectiveValue"] == {"numberValue": 12}


def test_all_changes_of_a_request_are_made_or_none(side: Side) -> None:
    file_id = side.new_file()
    good = update(first_tab(side, file_id), 0, [ANSWER], ASPECTS)
    bad = update(99_999_999, 0, [ANSWER], ASPECTS)
    try:
        side.change(file_id, good, bad)
    except Exception as error:
        assert type(error).__name__ == "GoogleError"
    assert side.cell(file_id) == {}


def test_a_protected_tab_keeps_its_holes(side: Side) -> None:
    file_id = side.new_file()
    sheet_id = first_tab(side, file_id)
    hole = {
        "sheetId": sheet_id,
        "startRowIndex": 1,
        "endRowIndex": 3,
        "startColumnIndex": 2,
        "endColumnIndex": 3,
    }
    protected = {"range": {"sheetId": sheet_id}, "description": "tidtam", "unprotectedRanges": [hole]}
    side.google.change(file_id, [{"addProtectedRange": {"protectedRange": protected}}])
    (found,) = side.ask("get", file_id, params={"fields": "sheets/protectedRanges"})["sheets"][0][
        "protectedRanges"
    ]
    assert found["requestingUserCanEdit"] is True and found["description"] == "tidtam"
    assert {"sheetId": 0} | found["unprotectedRanges"][0] == hole
