"""Faults that last: expired tokens, lost rights, and a Drive that learns late of what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from conftest import OWNER
from emulator_clients import Person, gspread_client

from service.emulator import Emulator, MovableClock
from service.emulator.server import SERVICE_ACCOUNT

DRIVE = {"supportsAllDrives": "true", "includeItemsFromAllDrives": "true"}
TOLD = {"fields": "modifiedTime,version,lastModifyingUser(emailAddress)"}


@pytest.fixture
def moved() -> MovableClock:
    return MovableClock()


@pytest.fixture
def alone(tmp_path: Path, moved: MovableClock) -> Iterator[Emulator]:
    """An emulator of the test's own: its tokens may expire, its clock may run."""
    with Emulator(tmp_path, clock=moved) as running:
        yield running


@pytest.fixture
def me(alone: Emulator) -> Person:
    return Person(alone.url, alone.token_for(OWNER))


@pytest.fixture
def my_sheet(alone: Emulator, me: Person) -> str:
    sheet_id = me.new_sheet(alone.shared_drive_id)
    me.drive("POST", f"/files/{sheet_id}/permissions", json={"type": "anyone", "role": "writer"})
    return sheet_id


def type_in(emulator: Emulator, sheet_id: str, text: str, user: str = "owner") -> None:
    body = {"sheetId": 0, "row": 0, "col": 0, "text": text, "user": user}
    requests.post(f"{emulator.url}/_emulator/ui/{sheet_id}/cell", json=body, timeout=5).raise_for_status()


def told(person: Person, sheet_id: str) -> dict[str, Any]:
    return dict(person.drive("GET", f"/files/{sheet_id}", params=TOLD).json())


def listed(person: Person, query: str) -> list[str]:
    params = {**DRIVE, "q": query, "fields": "files(id)"}
    return [file["id"] for file in person.drive("GET", "/files", params=params).json()["files"]]


def test_expired_tokens_are_refused_until_new_ones_come(alone: Emulator, me: Person, my_sheet: str) -> None:
    alone.faults.expire_tokens()
    assert me.sheets("GET", f"/{my_sheet}").status_code == 401
    fresh = Person(alone.url, alone.token_for(OWNER))
    assert fresh.sheets("GET", f"/{my_sheet}").status_code == 200


def test_googles_library_fetches_a_new_token_by_itself(alone: Emulator) -> None:
    client = gspread_client(alone)
    book = client.create("หมดอายุ", folder_id=alone.shared_drive_id)
    alone.faults.add("expire_tokens", kind="sheet_write")
    alone.reset_requests()
    book.sheet1.update([["ยังเขียนได้"]], "A1")
    kinds = [one["kind"] for one in alone.requests() if one["kind"] in ("sheet_write", "token")]
    assert kinds == ["sheet_write", "token", "sheet_write"]
    assert book.sheet1.acell("A1").value == "ยังเขียนได้"


def test_a_token_is_renewed_hours_later_on_the_moved_clock(alone: Emulator, moved: MovableClock) -> None:
    client = gspread_client(alone)
    book = client.create("ข้ามวัน", folder_id=alone.shared_drive_id)
    moved.forward(26 * 3600)
    assert book.sheet1.acell("A1").value is None


def test_a_lost_file_is_forbidden_in_sheets_and_not_found_in_drive(
    alone: Emulator, me: Person, my_sheet: str
) -> None:
    alone.faults.revoke(OWNER, my_sheet)
    assert me.sheets("GET", f"/{my_sheet}").status_code == 403
    assert me.drive("GET", f"/files/{my_sheet}").status_code == 404
    assert my_sheet not in listed(me, "trashed=false")
    alone.faults.restore(OWNER, my_sheet)
    assert me.sheets("GET", f"/{my_sheet}").status_code == 200


def test_a_lost_drive_takes_its_files_from_the_account_alone(
    alone: Emulator, me: Person, my_sheet: str
) -> None:
    account = Person(alone.url, alone.token_for(SERVICE_ACCOUNT))
    assert listed(account, "trashed=false") == [my_sheet]
    alone.faults.revoke(SERVICE_ACCOUNT, alone.shared_drive_id)
    assert account.sheets("GET", f"/{my_sheet}").status_code == 403
    assert listed(account, "trashed=false") == []
    assert me.sheets("GET", f"/{my_sheet}").status_code == 200
    alone.faults.clear()
    assert listed(account, "trashed=false") == [my_sheet]


def test_access_may_be_lost_in_the_midst_of_things(alone: Emulator, me: Person, my_sheet: str) -> None:
    alone.faults.add("revoke", kind="sheet_read", user=OWNER, item=my_sheet, nth=2)
    codes = [me.sheets("GET", f"/{my_sheet}").status_code for _ in range(3)]
    assert codes == [200, 403, 403]


def test_what_is_typed_shows_in_drive_only_after_minutes(
    alone: Emulator, moved: MovableClock, me: Person, my_sheet: str
) -> None:
    alone.faults.late_times(180, 600)
    before = told(me, my_sheet)
    moved.forward(60)
    typed_at = moved.now()
    type_in(alone, my_sheet, "5", "anonymous")
    moved.forward(179)
    assert told(me, my_sheet) == before
    moved.forward(600 - 179)
    after = told(me, my_sheet)
    assert datetime.fromisoformat(after["modifiedTime"]) == typed_at
    assert "lastModifyingUser" not in after and int(after["version"]) == int(before["version"]) + 1


def test_several_edits_show_as_one(alone: Emulator, moved: MovableClock, me: Person, my_sheet: str) -> None:
    alone.faults.late_times(300, 300)
    type_in(alone, my_sheet, "5")
    moved.forward(299)
    type_in(alone, my_sheet, "6")
    last = moved.now()
    moved.forward(1)
    assert datetime.fromisoformat(told(me, my_sheet)["modifiedTime"]) == last


def test_a_late_edit_is_found_by_no_query_until_it_shows(
    alone: Emulator, moved: MovableClock, me: Person, my_sheet: str
) -> None:
    alone.faults.late_times(300, 300)
    moved.forward(60)
    since = f"modifiedTime > '{moved.now():%Y-%m-%dT%H:%M:%S}'"
    moved.forward(1)
    type_in(alone, my_sheet, "5")
    assert listed(me, since) == []
    moved.forward(300)
    assert listed(me, since) == [my_sheet]


def test_what_the_api_writes_shows_at_once(
    alone: Emulator, moved: MovableClock, me: Person, my_sheet: str
) -> None:
    alone.faults.late_times(300, 300)
    type_in(alone, my_sheet, "5")
    moved.forward(10)
    params = {"valueInputOption": "RAW"}
    me.sheets("PUT", f"/{my_sheet}/values/B1", params=params, json={"values": [["x"]]}).raise_for_status()
    assert datetime.fromisoformat(told(me, my_sheet)["modifiedTime"]) == moved.now()


def test_the_page_itself_shows_a_late_edit_at_once(alone: Emulator, my_sheet: str) -> None:
    alone.faults.late_times()
    page = f"{alone.url}/_emulator/ui/{my_sheet}"
    before = requests.get(page, timeout=5).json()["version"]
    type_in(alone, my_sheet, "5")
    assert requests.get(page, params={"version": before}, timeout=5).status_code == 200
