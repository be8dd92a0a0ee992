from __future__ import annotations

from typing import Any

import pytest
import requests
import sample_sheet
from conftest import OWNER, SCHOOL
from emulator_clients import Person

from service.emulator import Emulator

PROTECTED = "คุณกำลังพยายามแก้ไขเซลล์หรือวัตถุที่มีการป้องกัน โปรดติดต่อเจ้าของสเปรดชีตหากต้องการแก้ไข"


@pytest.fixture
def sample_id(emulator: Emulator, owner: Person) -> str:
    return sample_sheet.build(owner, emulator.shared_drive_id)


def type_in(emulator: Emulator, sheet_id: str, row: int, col: int, text: str, user: str = "anonymous") -> Any:
    body = {"sheetId": 0, "row": row, "col": col, "text": text, "user": user}
    return requests.post(f"{emulator.url}/_emulator/ui/{sheet_id}/cell", json=body, timeout=5)


def value(owner: Person, sheet_id: str, cell: str) -> Any:
    params = {"valueRenderOption": "UNFORMATTED_VALUE"}
    return owner.sheets("GET", f"/{sheet_id}/values/{cell}", params=params).json().get("values")


def test_typing_is_read_as_in_sheets(emulator: Emulator, owner: Person, sample_id: str) -> None:
    assert type_in(emulator, sample_id, 12, 2, "1,234").status_code == 200
    assert value(owner, sample_id, "C13") == [[1234]]


def test_leading_zeros_stay_in_a_text_cell(emulator: Emulator, owner: Person, sample_id: str) -> None:
    type_in(emulator, sample_id, 6, 2, "0099")
    assert value(owner, sample_id, "C7") == [["0099"]]


def test_an_emptied_cell_is_empty(emulator: Emulator, owner: Person, sample_id: str) -> None:
    type_in(emulator, sample_id, 3, 2, "")
    assert value(owner, sample_id, "C4") is None


def test_a_protected_cell_refuses_in_thai(emulator: Emulator, owner: Person, sample_id: str) -> None:
    refused = type_in(emulator, sample_id, 3, 3, "แก้เอง")
    assert (refused.status_code, refused.json()) == (400, {"error": PROTECTED})
    assert type_in(emulator, sample_id, 3, 3, "แก้เอง", "owner").status_code == 200


def test_a_strict_list_refuses_typing_but_not_the_api(
    emulator: Emulator, owner: Person, sample_id: str
) -> None:
    assert "C8" in type_in(emulator, sample_id, 7, 2, "อาจจะ").json()["error"]
    assert type_in(emulator, sample_id, 7, 2, "ไม่มี").status_code == 200
    params = {"valueInputOption": "RAW"}
    owner.sheets(
        "PUT", f"/{sample_id}/values/C8", params=params, json={"values": [["อาจจะ"]]}
    ).raise_for_status()
    assert value(owner, sample_id, "C8") == [["อาจจะ"]]


def test_an_edit_by_link_names_nobody(emulator: Emulator, owner: Person, sample_id: str) -> None:
    type_in(emulator, sample_id, 12, 2, "5")
    fields = {"fields": "lastModifyingUser,version"}
    assert "lastModifyingUser" not in owner.drive("GET", f"/files/{sample_id}", params=fields).json()


@pytest.mark.parametrize(("user", "address"), [("school", SCHOOL), ("owner", OWNER)])
def test_an_edit_carries_the_acting_user(
    emulator: Emulator, owner: Person, shared_id: str, user: str, address: str
) -> None:
    type_in(emulator, shared_id, 0, 0, "x", user)
    fields = {"fields": "lastModifyingUser(emailAddress)"}
    file = owner.drive("GET", f"/files/{shared_id}", params=fields).json()
    assert file == {"lastModifyingUser": {"emailAddress": address}}


def test_a_file_that_is_not_shared_refuses_the_link(emulator: Emulator, sheet_id: str) -> None:
    assert type_in(emulator, sheet_id, 0, 0, "x").status_code == 403
    assert requests.get(f"{emulator.url}/_emulator/ui/{sheet_id}", timeout=5).status_code == 403


@pytest.mark.parametrize(("row", "col", "sheet"), [(99999, 0, 0), (0, -1, 0), (0, 0, 42)])
def test_a_cell_that_does_not_exist_is_refused(
    emulator: Emulator, sample_id: str, row: int, col: int, sheet: int
) -> None:
    body = {"sheetId": sheet, "row": row, "col": col, "text": "x", "user": "owner"}
    assert (
        requests.post(f"{emulator.url}/_emulator/ui/{sample_id}/cell", json=body, timeout=5).status_code
        == 400
    )


def test_only_a_manager_changes_the_structure(emulator: Emulator, owner: Person, sample_id: str) -> None:
    url = f"{emulator.url}/_emulator/ui/{sample_id}/structure"
    body = {"action": "insertRow", "sheetId": 0, "row": 3}
    assert requests.post(url, json=body, timeout=5).json() == {"error": PROTECTED}
    assert requests.post(url, json={**body, "user": "owner"}, timeout=5).status_code == 200
    assert value(owner, sample_id, "C5") == [[1250]]


def test_an_unchanged_tab_is_not_sent_again(emulator: Emulator, sample_id: str) -> None:
    url = f"{emulator.url}/_emulator/ui/{sample_id}"
    version = requests.get(url, timeout=5).json()["version"]
    assert requests.get(url, params={"version": version}, timeout=5).status_code == 304


def test_names_in_the_file_list_are_escaped(emulator: Emulator, owner: Person, sheet_id: str) -> None:
    owner.drive("PATCH", f"/files/{sheet_id}", json={"name": "<script>alert(1)</script>"})
    for path in ("/", f"/spreadsheets/d/{sheet_id}/edit"):
        page = requests.get(emulator.url + path, timeout=5).text
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_the_file_list_is_searched(emulator: Emulator, owner: Person) -> None:
    wanted = owner.new_sheet(emulator.shared_drive_id, "หาเจอแน่นอน")
    other = owner.new_sheet(emulator.shared_drive_id, "อื่น")
    page = requests.get(emulator.url, params={"q": "เจอแน่"}, timeout=5).text
    assert wanted in page and other not in page
