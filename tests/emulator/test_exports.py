from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import gspread
import pytest
from edit_requests import put
from emulator_clients import FOLDER, SHEET, Person
from openpyxl import load_workbook

from service.emulator import Emulator, exports

TSV, ZIP = "text/tab-separated-values", "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(person: Person, file_id: str, kind: str) -> Any:
    return person.request("GET", f"{person.base}/drive/v3/files/{file_id}/export", params={"mimeType": kind})


def test_tabs_and_breaks_within_a_cell_do_not_break_tsv(owner: Person, sheet_id: str) -> None:
    params = {"valueInputOption": "RAW"}
    rows = [["ก\tข", "ค\nง"], ["จ"]]
    owner.sheets("PUT", f"/{sheet_id}/values/A1", params=params, json={"values": rows})
    answer = export(owner, sheet_id, TSV)
    assert (answer.content.decode(), answer.headers["Content-Type"].split(";")[0]) == ("ก ข\tค ง\r\nจ\t", TSV)


def test_html_holds_every_tab(owner: Person, sheet_id: str) -> None:
    owner.batch(sheet_id, {"addSheet": {"properties": {"title": "สอง/2"}}})
    put(owner, sheet_id, [["<b>"]])
    with zipfile.ZipFile(io.BytesIO(export(owner, sheet_id, ZIP).content)) as packed:
        assert packed.namelist() == ["Sheet1.html", "สอง_2.html"]
        assert "<td>&lt;b&gt;</td>" in packed.read("Sheet1.html").decode()


def test_excel_holds_what_was_typed(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["ก", "12", "=B1*2"]])
    page = load_workbook(io.BytesIO(export(owner, sheet_id, XLSX).content)).worksheets[0]
    assert [cell.value for cell in page[1]] == ["ก", 12, "=B1*2"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("application/pdf", 501), ("application/vnd.oasis.opendocument.spreadsheet", 501), ("text/html", 400)],
)
def test_what_cannot_be_made_is_refused(owner: Person, sheet_id: str, kind: str, code: int) -> None:
    assert export(owner, sheet_id, kind).status_code == code


def test_a_folder_is_not_exported(owner: Person) -> None:
    folder = owner.drive("POST", "/files", json={"name": "ก", "mimeType": FOLDER}).json()["id"]
    assert export(owner, folder, TSV).json()["error"]["errors"][0]["reason"] == "fileNotExportable"


def test_a_large_export_is_refused(owner: Person, sheet_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(owner, sheet_id, [["ก" * 100]])
    monkeypatch.setattr(exports, "LARGEST", 100)
    error = export(owner, sheet_id, TSV).json()["error"]
    assert (error["code"], error["errors"][0]["reason"]) == (403, "exportSizeLimitExceeded")


def test_an_upload_replaces_name_and_content(owner: Person, client: gspread.Client, sheet_id: str) -> None:
    metadata = json.dumps({"name": "ชื่อใหม่"})
    body = f"--x\r\nContent-Type: application/json\r\n\r\n{metadata}\r\n--x\r\nContent-Type: text/csv\r\n\r\nก,1\r\n--x--"
    owner.patch(
        f"{owner.base}/upload/drive/v3/files/{sheet_id}",
        params={"uploadType": "multipart", "supportsAllDrives": "true"},
        data=body.encode(),
        headers={"Content-Type": "multipart/related; boundary=x"},
    ).raise_for_status()
    book = client.open_by_key(sheet_id)
    assert (book.title, book.sheet1.get_all_values()) == ("ชื่อใหม่", [["ก", "1"]])


def test_a_csv_that_is_not_to_be_converted_is_refused(owner: Person, sheet_id: str) -> None:
    answer = owner.put(f"{owner.base}/upload/drive/v2/files/{sheet_id}", data=b"x")
    assert answer.status_code == 400


def test_an_import_is_forbidden_to_readers(owner: Person, school: Person, sheet_id: str) -> None:
    body = {"type": "user", "role": "reader", "emailAddress": "school1@school.example"}
    owner.drive("POST", f"/files/{sheet_id}/permissions", json=body)
    params = {"convert": "true", "supportsAllDrives": "true"}
    answer = school.put(f"{owner.base}/upload/drive/v2/files/{sheet_id}", params=params, data=b"x")
    assert answer.status_code == 403


LISTED = {"includeItemsFromAllDrives": "true", "fields": "files(name)", "orderBy": "name"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('parents in "{folder}"', ["ก", "ข"]),
        ('"{folder}" in parents and name = "ข"', ["ข"]),
        ("'{folder}' in parents and properties has {{ key='kind' and value='card' }}", ["ก"]),
        ("'{folder}' in parents and starred = true", ["ข"]),
        ("'{folder}' in parents and 'me' in owners", []),
        ("'{folder}' in parents and not trashed = true", ["ก", "ข"]),
    ],
)
def test_queries_are_read_as_drive_reads_them(
    owner: Person, emulator: Emulator, query: str, found: list[str]
) -> None:
    body = {"name": "แฟ้ม", "mimeType": FOLDER, "parents": [emulator.shared_drive_id]}
    folder = owner.drive("POST", "/files", json=body).json()["id"]
    for name, more in (("ก", {"properties": {"kind": "card"}}), ("ข", {"starred": True})):
        file = {"name": name, "mimeType": SHEET, "parents": [folder], **more}
        owner.drive("POST", "/files", json=file).raise_for_status()
    answer = owner.drive("GET", "/files", params={**LISTED, "q": query.format(folder=folder)}).json()
    assert [one["name"] for one in answer["files"]] == found


@pytest.mark.parametrize(
    "query",
    [
        "properties has { key='x' }",
        "starred has { key='a' and value='b' }",
        "'x' in nowhere",
        "name in 'x'",
        "name = 'x",
    ],
)
def test_a_query_drive_cannot_read_is_refused(owner: Person, query: str) -> None:
    assert owner.drive("GET", "/files", params={"q": query}).status_code == 400


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"corpora": "allDrives", "includeItemsFromAllDrives": "true"}, 200),
        ({"corpora": "drive", "includeItemsFromAllDrives": "true"}, 400),
        ({"corpora": "nowhere"}, 400),
        ({"spaces": "appDataFolder"}, 400),
        ({"driveId": "x"}, 403),
        ({"pageSize": "1001"}, 400),
        ({"pageToken": "broken"}, 400),
        ({"orderBy": "size"}, 400),
    ],
)
def test_where_to_look_is_checked(owner: Person, params: dict[str, str], code: int) -> None:
    assert owner.drive("GET", "/files", params=params).status_code == code
