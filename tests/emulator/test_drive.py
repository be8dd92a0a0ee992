from __future__ import annotations

import json

import gspread
import pytest
from conftest import OWNER, SCHOOL
from emulator_clients import FOLDER, SHEET, Person, service_session

from service.emulator import Emulator

EVERYWHERE = {"includeItemsFromAllDrives": "true"}


def names(person: Person, query: str, **more: str) -> list[str]:
    answer = person.drive("GET", "/files", params={**EVERYWHERE, "q": query, **more})
    return [file["name"] for file in answer.json()["files"]]


@pytest.fixture
def folder(emulator: Emulator, owner: Person) -> str:
    body = {"name": "รอบ 2569", "mimeType": FOLDER, "parents": [emulator.shared_drive_id]}
    return str(owner.drive("POST", "/files", json=body).json()["id"])


def test_a_service_account_creates_a_sheet_in_the_shared_drive(
    emulator: Emulator, client: gspread.Client
) -> None:
    book = client.create("แบบติดตาม", folder_id=emulator.shared_drive_id)
    assert book.sheet1.title == "Sheet1"
    assert (book.sheet1.row_count, book.sheet1.col_count) == (1000, 26)


def test_a_service_account_can_own_no_file(client: gspread.Client) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="storage quota") as refusal:
        client.create("ของบัญชีบริการ")
    assert refusal.value.response.json()["error"]["errors"][0]["reason"] == "storageQuotaExceeded"


def test_a_service_account_cannot_create_through_sheets(emulator: Emulator) -> None:
    answer = service_session(emulator).post("https://sheets.googleapis.com/v4/spreadsheets", json={})
    assert answer.status_code == 403


def test_a_new_file_answers_with_four_fields(emulator: Emulator, owner: Person) -> None:
    body = {"name": "ก", "mimeType": SHEET, "parents": [emulator.shared_drive_id]}
    assert set(owner.drive("POST", "/files", json=body).json()) == {"kind", "id", "name", "mimeType"}


def test_files_of_shared_drives_are_listed_only_on_request(owner: Person, sheet_id: str) -> None:
    assert sheet_id not in owner.drive("GET", "/files").text
    assert sheet_id in owner.drive("GET", "/files", params=EVERYWHERE).text


def test_files_of_shared_drives_are_not_found_without_the_flag(owner: Person, sheet_id: str) -> None:
    answer = owner.drive("GET", f"/files/{sheet_id}", params={"supportsAllDrives": "false"})
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (404, "notFound")


def test_a_file_in_a_shared_drive_has_no_owners(owner: Person, sheet_id: str) -> None:
    file = owner.drive("GET", f"/files/{sheet_id}", params={"fields": "*"}).json()
    assert "owners" not in file and file["ownedByMe"] is False and file["capabilities"]["canEdit"] is True


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name = 'บ้านเหนือ'", ["บ้านเหนือ"]),
        ("name contains 'บ้าน'", ["บ้านเหนือ", "บ้านใต้"]),
        ("mimeType = 'application/vnd.google-apps.folder'", ["ซ้อน"]),
        ("name = 'บ้านใต้' or name = 'ซ้อน'", ["ซ้อน", "บ้านใต้"]),
        ("not name contains 'บ้าน'", ["O'Neil", "ซ้อน"]),
        ("name = 'O\\'Neil'", ["O'Neil"]),
        ("modifiedTime > '2100-01-01T00:00:00'", []),
        (
            "(trashed = false) and modifiedTime > '2020-01-01T00:00:00Z' and name != 'ซ้อน'",
            ["O'Neil", "บ้านเหนือ", "บ้านใต้"],
        ),
    ],
)
def test_a_query_selects_files(owner: Person, folder: str, query: str, found: list[str]) -> None:
    for name in ("บ้านเหนือ", "บ้านใต้", "O'Neil"):
        owner.new_sheet(folder, name)
    owner.drive("POST", "/files", json={"name": "ซ้อน", "mimeType": FOLDER, "parents": [folder]})
    assert names(owner, f"'{folder}' in parents and ({query})", orderBy="name") == found


def test_a_wrong_query_is_refused(owner: Person) -> None:
    answer = owner.drive("GET", "/files", params={"q": "name ~ 'x'"})
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (400, "invalid")


def test_a_long_list_comes_in_pages(owner: Person, folder: str) -> None:
    for number in range(5):
        owner.new_sheet(folder, f"โรงเรียน {number}")
    seen, token = [], ""
    while token is not None:
        query = {"q": f"'{folder}' in parents", "pageSize": "2", "orderBy": "name", "pageToken": token}
        page = owner.drive(
            "GET", "/files", params={**EVERYWHERE, **{k: v for k, v in query.items() if v}}
        ).json()
        seen.append([file["name"] for file in page["files"]])
        token = page.get("nextPageToken")
    assert [len(page) for page in seen] == [2, 2, 1]


def test_trashed_files_leave_the_list(owner: Person, folder: str) -> None:
    gone = owner.new_sheet(folder, "ทิ้ง")
    owner.drive("PATCH", f"/files/{gone}", json={"trashed": True}).raise_for_status()
    assert names(owner, f"'{folder}' in parents and trashed = false") == []


def test_a_deleted_file_is_gone(owner: Person, sheet_id: str) -> None:
    assert owner.drive("DELETE", f"/files/{sheet_id}").status_code == 204
    assert owner.sheets("GET", f"/{sheet_id}").json()["error"]["message"] == "Requested entity was not found."


def test_a_copy_keeps_cells_and_sheet_ids(
    client: gspread.Client, book: gspread.Spreadsheet, owner: Person
) -> None:
    extra = book.add_worksheet("คำชี้แจง", 10, 5)
    extra.update([["ก"]], "A1")
    copied = client.open_by_key(owner.drive("POST", f"/files/{book.id}/copy", json={}).json()["id"])
    assert copied.title == f"Copy of {book.title}"
    assert copied.get_worksheet_by_id(extra.id).acell("A1").value == "ก"


def test_renaming_the_file_renames_the_spreadsheet(owner: Person, book: gspread.Spreadsheet) -> None:
    owner.drive("PATCH", f"/files/{book.id}", json={"name": "ชื่อใหม่"}).raise_for_status()
    assert book.fetch_sheet_metadata()["properties"]["title"] == "ชื่อใหม่"


def test_renaming_the_spreadsheet_renames_the_file(owner: Person, book: gspread.Spreadsheet) -> None:
    book.update_title("ชื่อในชีต")
    assert owner.drive("GET", f"/files/{book.id}").json()["name"] == "ชื่อในชีต"


def test_a_moved_file_takes_its_new_folder(owner: Person, folder: str, sheet_id: str) -> None:
    owner.drive("PATCH", f"/files/{sheet_id}", params={"addParents": folder}, json={}).raise_for_status()
    assert owner.drive("GET", f"/files/{sheet_id}", params={"fields": "parents"}).json() == {
        "parents": [folder]
    }


def test_a_stranger_sees_neither_file_nor_sheet(school: Person, sheet_id: str) -> None:
    assert school.drive("GET", f"/files/{sheet_id}").status_code == 404
    error = school.sheets("GET", f"/{sheet_id}").json()["error"]
    assert (error["code"], error["message"]) == (403, "The caller does not have permission")


def test_a_reader_may_not_write(owner: Person, school: Person, sheet_id: str) -> None:
    body = {"type": "user", "role": "reader", "emailAddress": SCHOOL}
    owner.drive("POST", f"/files/{sheet_id}/permissions", json=body)
    assert school.sheets("GET", f"/{sheet_id}").status_code == 200
    assert school.sheets("POST", f"/{sheet_id}/values/A1:clear").status_code == 403


def test_a_permission_can_be_changed_and_removed(owner: Person, school: Person, shared_id: str) -> None:
    path = f"/files/{shared_id}/permissions"
    fields = {"fields": "permissions(id,emailAddress,role)"}
    entries = owner.drive("GET", path, params=fields).json()["permissions"]
    entry = next(one for one in entries if one["emailAddress"] == SCHOOL)
    changed = owner.drive("PATCH", f"{path}/{entry['id']}", json={"role": "reader"}).json()
    assert changed["role"] == "reader"
    assert owner.drive("DELETE", f"{path}/{entry['id']}").status_code == 204
    assert school.drive("GET", f"/files/{shared_id}").status_code == 404


def test_an_edit_moves_time_and_version_and_names_its_author(
    owner: Person, school: Person, shared_id: str
) -> None:
    fields = {"fields": "modifiedTime,version,lastModifyingUser(me,emailAddress)"}
    before = owner.drive("GET", f"/files/{shared_id}", params=fields).json()
    school.batch(
        shared_id, {"updateCells": {"start": {}, "rows": [{"values": [{"note": "ก"}]}], "fields": "note"}}
    )
    after = owner.drive("GET", f"/files/{shared_id}", params=fields).json()
    assert after["modifiedTime"] > before["modifiedTime"] and int(after["version"]) > int(before["version"])
    assert after["lastModifyingUser"] == {"me": False, "emailAddress": SCHOOL}
    seen = school.drive("GET", f"/files/{shared_id}", params=fields).json()
    assert seen["lastModifyingUser"]["me"] is True


def test_reading_moves_nothing(owner: Person, sheet_id: str) -> None:
    path, fields = f"/files/{sheet_id}", {"fields": "modifiedTime,version"}
    before = owner.drive("GET", path, params=fields).json()
    owner.sheets("GET", f"/{sheet_id}")
    assert owner.drive("GET", path, params=fields).json() == before


def test_unknown_fields_and_parameters_are_refused(owner: Person) -> None:
    assert owner.drive("GET", "/files", params={"fields": "files(id,nmae)"}).status_code == 400
    assert owner.drive("GET", "/files", params={"pagesize": "5"}).status_code == 400


def test_the_shared_drive_is_there_from_the_start(emulator: Emulator, owner: Person) -> None:
    drives = owner.drive("GET", "/drives").json()["drives"]
    assert {"id": emulator.shared_drive_id, "name": "ไดรฟ์ของสำนักงาน (จำลอง)"}.items() <= drives[0].items()


def test_a_csv_upload_becomes_a_sheet(client: gspread.Client, owner: Person, emulator: Emulator) -> None:
    meta = json.dumps({"name": "นำเข้า", "mimeType": SHEET, "parents": [emulator.shared_drive_id]})
    parts = f"--x\r\nContent-Type: application/json\r\n\r\n{meta}\r\n--x\r\nContent-Type: text/csv\r\n\r\nก,1\r\nข,2\r\n--x--"
    answer = owner.post(
        f"{emulator.url}/upload/drive/v3/files",
        params={"uploadType": "multipart", "supportsAllDrives": "true"},
        data=parts.encode(),
        headers={"Content-Type": "multipart/related; boundary=x"},
    )
    assert client.open_by_key(answer.json()["id"]).worksheet("นำเข้า").get_all_values() == [
        ["ก", "1"],
        ["ข", "2"],
    ]


def test_a_sheet_is_exported_as_csv(book: gspread.Spreadsheet, owner: Person) -> None:
    book.sheet1.update([["ก,ข", 1], ["ค"]], "A1")
    answer = owner.request(
        "GET", f"{owner.base}/drive/v3/files/{book.id}/export", params={"mimeType": "text/csv"}
    )
    assert answer.content.decode() == '"ก,ข",1\r\nค,'


def test_about_names_the_caller(owner: Person) -> None:
    about = owner.drive("GET", "/about", params={"fields": "user(emailAddress,me)"}).json()
    assert about == {"user": {"emailAddress": OWNER, "me": True}}
