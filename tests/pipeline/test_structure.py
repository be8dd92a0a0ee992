"""People insert, delete, sort, move and rename: answers stay with their rows, and what is lost is named."""

from collections.abc import Callable
from typing import Any

import pytest

from .offices import Office, rows_of
from .shown import RED

pytestmark = pytest.mark.long

FIELD, TITLE = "qp05_plans", "หน่วยการเรียนรู้ที่ออกแบบเป็น Active Learning"
SCHOOLS = 24
Change = Callable[[Office, str], None]


def insert_above_everything(office: Office, code: str) -> None:
    assert office.owner.menu(*office.tab(code), "insertRow", row=0).ok


def insert_between(office: Office, code: str) -> None:
    file_id, sheet_id, row, _ = office.spot(code, FIELD)
    assert office.owner.menu(file_id, sheet_id, "insertRow", row=row).ok


def move_the_row(office: Office, code: str) -> None:
    file_id, sheet_id, row, _ = office.spot(code, FIELD)
    move = {"source": rows_of(sheet_id, row, row + 1), "destinationIndex": 8}
    office.owner.batch(file_id, {"moveDimension": move})


def move_the_answers_column(office: Office, code: str) -> None:
    file_id, sheet_id, _, column = office.spot(code, FIELD)
    move = {"source": rows_of(sheet_id, column, column + 1, "COLUMNS"), "destinationIndex": 0}
    office.owner.batch(file_id, {"moveDimension": move})


def insert_a_column(office: Office, code: str) -> None:
    file_id, sheet_id = office.tab(code)
    office.owner.batch(file_id, {"insertDimension": {"range": rows_of(sheet_id, 2, 3, "COLUMNS")}})


def sort_by_title(office: Office, code: str) -> None:
    file_id, sheet_id = office.tab(code)
    area = {"sheetId": sheet_id, "startRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 7}
    order = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    office.owner.batch(file_id, {"sortRange": {"range": area, "sortSpecs": order}})


def rename_the_tab(office: Office, code: str) -> None:
    assert office.owner.menu(*office.tab(code), "renameTab", title="ของเรา").ok


def put_a_copy_of_the_tab_first(office: Office, code: str) -> None:
    file_id, sheet_id = office.tab(code)
    copy = {"sourceSheetId": sheet_id, "insertSheetIndex": 0, "newSheetId": 77, "newSheetName": "สำเนา"}
    office.owner.batch(file_id, {"duplicateSheet": copy})


CHANGES = [
    insert_above_everything,
    insert_between,
    move_the_row,
    move_the_answers_column,
    insert_a_column,
    sort_by_title,
    rename_the_tab,
    put_a_copy_of_the_tab_first,
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_answer_stands_on_the_right_cell_after(office: Office, change: Change) -> None:
    code = office.new_school()
    before = office.stored(code).cells
    office.type(code, "qp02_lost", "หนึ่งหรือสอง")
    office.sweep()
    change(office, code)
    file_id, sheet_id, row, column = office.spot(code, FIELD)
    assert office.owner.type(file_id, sheet_id, row, column, "หลายแผน").ok
    office.sweep()
    cells = office.owner.cells(file_id, sheet_id, "formattedValue,note")
    noted = {
        cell.get("formattedValue")
        for line in cells
        for cell in line
        if "note" in cell and "🔎" in cell["note"]
    }
    assert noted == {"หลายแผน", "หนึ่งหรือสอง"}
    assert {issue.field for issue in office.issues(code)} == {FIELD, "qp02_lost"}
    assert before.keys() - office.stored(code).cells.keys() == set()


def delete_the_row(office: Office, code: str) -> None:
    file_id, sheet_id, row, _ = office.spot(code, FIELD)
    assert office.owner.menu(file_id, sheet_id, "deleteRow", row=row).ok


def delete_the_tab(office: Office, code: str) -> None:
    file_id, sheet_id = office.tab(code)
    office.owner.batch(
        file_id, {"addSheet": {"properties": {"title": "ว่าง"}}}, {"deleteSheet": {"sheetId": sheet_id}}
    )


def trash_the_file(office: Office, code: str) -> None:
    in_bin(office, code, True)


def in_bin(office: Office, code: str, trashed: bool) -> None:
    path = f"/drive/v3/files/{office.file(code).file_id}?supportsAllDrives=true"
    office.owner.json("PATCH", path, json={"trashed": trashed})


def write(field: str, role: str, text: str) -> Change:
    def change(office: Office, code: str) -> None:
        office.put(code, field, role, userEnteredValue={"stringValue": text})

    change.__name__ = f"write {text} over {field} {role}"
    return change


DAMAGES: list[tuple[Change, str, str]] = [
    (delete_the_row, "heading_missing", TITLE),
    (write(FIELD, "#code", "qp05_plan"), "heading_missing", TITLE),
    (write("#code", "#value", "value"), "heading_missing", "คำตอบของโรงเรียน"),
    (write("#code", "#code", "code"), "tab_missing", "Quick Policy 6 เดือน 2566"),
    (write(FIELD, "#title", "แผน"), "heading_changed", "“แผน”"),
    (delete_the_tab, "tab_missing", "Quick Policy 6 เดือน 2566"),
    (trash_the_file, "spreadsheet_unreadable", "กู้ไฟล์จากถังขยะ"),
]


@pytest.mark.parametrize(
    ("damage", "issue", "words"), DAMAGES, ids=lambda item: getattr(item, "__name__", "")
)
def test_damage_is_an_issue_of_that_school_alone_and_nothing_is_lost(
    office: Office, damage: Change, issue: str, words: str
) -> None:
    code, other = office.new_school(), office.example
    before = office.stored(code)
    damage(office, code)
    office.type(other, FIELD, "หลายแผน")
    office.sweep()
    assert [found.code for found in office.issues(code)] == [issue]
    assert words in office.issues(code)[0].message
    assert (office.stored(code).cells, office.stored(code).entries) == (before.cells, before.entries)
    assert office.standing(code) == ("ต้องแก้", RED)
    assert words in office.control().tab("สถานะ").row(code)[8].text
    assert [found.code for found in office.issues(other)] == ["not_a_number"]
    assert office.sweep().control_writes == 0


def test_damage_that_the_sheet_can_still_tell_stands_in_the_receipt(office: Office) -> None:
    code = office.new_school()
    delete_the_row(office, code)
    office.sweep()
    receipt = office.card(code).receipt
    assert receipt.fill == RED and TITLE in receipt.text and "แจ้งเขต" in receipt.text


def repaired_heading(office: Office, code: str) -> None:
    title = office.card(code).cell(FIELD, "#title").text
    write(FIELD, "#title", "แผน")(office, code)
    office.sweep()
    write(FIELD, "#title", title)(office, code)


def repaired_code(office: Office, code: str) -> None:
    place = office.spot(code, FIELD, "#code")
    write(FIELD, "#code", "qp05_plan")(office, code)
    office.sweep()
    assert office.owner.type(*place, FIELD).ok


def restored_file(office: Office, code: str) -> None:
    trash_the_file(office, code)
    office.sweep()
    in_bin(office, code, False)


def emptied_and_retyped(office: Office, code: str) -> None:
    """A row deleted, then written anew by hand with its code, title and answer."""
    card, (file_id, sheet_id, row, _) = office.card(code), office.spot(code, FIELD)
    delete_the_row(office, code)
    office.sweep()
    assert office.owner.menu(file_id, sheet_id, "insertRow", row=row).ok
    for column, text in enumerate((FIELD, card.cell(FIELD, "#title").text, card.cell(FIELD).text)):
        assert office.owner.type(file_id, sheet_id, row, column, text).ok


@pytest.mark.parametrize("mend", [repaired_heading, repaired_code, restored_file, emptied_and_retyped])
def test_the_issue_goes_when_the_damage_is_mended(office: Office, mend: Change) -> None:
    code = office.new_school()
    mend(office, code)
    assert office.issues(code) != []
    office.sweep()
    assert office.issues(code) == []
    assert office.standing(code)[0] == "ครบ"
    assert office.card(code).status(FIELD) == "✔ ผ่าน"


def test_an_accepted_reason_survives_a_time_in_the_bin(office: Office) -> None:
    code = office.new_school()
    office.type(code, "qp07_behind", "185")
    office.type(code, "qp07_behind", "ปิดเรียนนานในปีก่อน", "#reason")
    office.sweep()
    for trashed in (True, False):
        in_bin(office, code, trashed)
        office.sweep()
    assert [(issue.code, issue.reason != "") for issue in office.issues(code)] == [("R0713", True)]


def test_a_lost_file_costs_nothing_in_later_sweeps(office: Office) -> None:
    code = office.new_school()
    trash_the_file(office, code)
    office.sweep()
    office.sweep()
    assert office.calls() == {"drive_list": 1}


def test_a_file_taken_out_of_the_drive_is_named_and_comes_back(office: Office) -> None:
    code = office.new_school()
    file_id, drive = office.file(code).file_id, office.emulator.shared_drive_id
    body: dict[str, Any] = {
        "name": "ที่อื่น",
        "mimeType": "application/vnd.google-apps.folder",
        "parents": [drive],
    }
    folder = office.owner.json("POST", "/drive/v3/files?supportsAllDrives=true", json=body)["id"]
    for there, here, issues in ((folder, drive, ["spreadsheet_unreadable"]), (drive, folder, [])):
        ask = {"supportsAllDrives": "true", "addParents": there, "removeParents": here}
        office.owner.json("PATCH", f"/drive/v3/files/{file_id}", params=ask, json={})
        office.sweep()
        assert [issue.code for issue in office.issues(code)] == issues
