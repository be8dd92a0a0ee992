from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import gspread
import pytest
import requests
from conftest import OWNER, Clock
from emulator_clients import Person, gspread_client

from service.emulator import Emulator

CHILD = """
import sys, threading
from pathlib import Path
from service.emulator import Emulator
emulator = Emulator(Path(sys.argv[1]), record=Path(sys.argv[2])).start()
print(emulator.url, emulator.token_for("owner@office.example"), emulator.shared_drive_id, flush=True)
threading.Event().wait()
"""


def test_everything_is_there_after_a_restart_on_another_port(tmp_path: Path) -> None:
    with Emulator(tmp_path) as first:
        key = json.loads(first.credentials_path.read_text())
        book = gspread_client(first).create("คงอยู่", folder_id=first.shared_drive_id)
        book.sheet1.update([["ค่า"]], "B2")
        book.sheet1.update_note("B2", "โน้ต")
    with Emulator(tmp_path) as second:
        again = gspread_client(second).open_by_key(book.id)
        assert (again.sheet1.acell("B2").value, again.sheet1.get_note("B2")) == ("ค่า", "โน้ต")
        new_key = json.loads(second.credentials_path.read_text())
        assert new_key == key | {"token_uri": f"{second.url}/token"}
        assert second.shared_drive_id == first.shared_drive_id


def test_what_was_typed_on_the_page_is_there_after_a_restart(tmp_path: Path) -> None:
    typed = {"sheetId": 0, "row": 1, "col": 1, "text": "พิมพ์เอง", "user": "owner"}
    with Emulator(tmp_path) as first:
        book = gspread_client(first).create("หน้าเว็บ", folder_id=first.shared_drive_id)
        book.sheet1.update([["ก่อน"]], "A1")
        answer = requests.post(f"{first.url}/_emulator/ui/{book.id}/cell", json=typed, timeout=10)
        assert answer.ok
    with Emulator(tmp_path) as second:
        assert gspread_client(second).open_by_key(book.id).sheet1.acell("B2").value == "พิมพ์เอง"


def test_what_was_answered_survives_a_kill(tmp_path: Path, wire_record: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path), str(wire_record)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        url, token, drive_id = child.stdout.readline().split()
        person = Person(url, token)
        sheet_id = person.new_sheet(drive_id)
        params = {"valueInputOption": "RAW"}
        person.sheets(
            "PUT", f"/{sheet_id}/values/A1", params=params, json={"values": [["ทันที"]]}
        ).raise_for_status()
        child.kill()
    with Emulator(tmp_path) as emulator:
        person = Person(emulator.url, emulator.token_for(OWNER))
        assert person.sheets("GET", f"/{sheet_id}/values/A1").json()["values"] == [["ทันที"]]


def test_the_quota_is_refused_in_googles_words_and_refilled(tmp_path: Path, clock: Clock) -> None:
    with Emulator(tmp_path, quota="google", clock=clock) as emulator:
        person = Person(emulator.url, emulator.token_for(OWNER))
        sheet_id = person.new_sheet(emulator.shared_drive_id)
        codes = [person.sheets("GET", f"/{sheet_id}").status_code for _ in range(60)]
        refused = person.sheets("GET", f"/{sheet_id}")
        assert set(codes) == {200}
        assert (refused.status_code, refused.json()["error"]["status"]) == (429, "RESOURCE_EXHAUSTED")
        assert "Read requests per minute per user" in refused.json()["error"]["message"]
        assert person.batch(sheet_id, {"addSheet": {}}).status_code == 200
        clock.forward(60)
        assert person.sheets("GET", f"/{sheet_id}").status_code == 200


def test_one_project_has_three_hundred_reads_for_all_its_users(tmp_path: Path, clock: Clock) -> None:
    with Emulator(tmp_path, quota="google", clock=clock) as emulator:
        people = [Person(emulator.url, emulator.token_for(f"u{n}@office.example")) for n in range(6)]
        codes = [person.sheets("GET", "/none").status_code for person in people for _ in range(52)]
        assert (codes.count(404), codes.count(429)) == (300, 12)


def test_every_request_is_counted_by_kind(emulator: Emulator, owner: Person, sheet_id: str) -> None:
    requests.post(f"{emulator.url}/_emulator/requests/reset", timeout=5)
    owner.sheets("GET", f"/{sheet_id}")
    owner.sheets("POST", f"/{sheet_id}/developerMetadata:search", json={})
    owner.batch(sheet_id)
    owner.drive("GET", "/files")
    owner.drive("GET", f"/files/{sheet_id}")
    owner.drive("PATCH", f"/files/{sheet_id}", json={})
    Person(emulator.url, "bad").sheets("GET", "/x")
    kinds = [one["kind"] for one in requests.get(f"{emulator.url}/_emulator/requests", timeout=5).json()]
    assert kinds == [
        "sheet_read",
        "sheet_read",
        "sheet_write",
        "drive_list",
        "drive_read",
        "drive_write",
        "sheet_read",
    ]
    assert emulator.requests()[0] == {
        "method": "GET",
        "path": f"/v4/spreadsheets/{sheet_id}",
        "kind": "sheet_read",
    }
    emulator.reset_requests()
    assert emulator.requests() == []


def test_the_emulator_says_that_it_is_well(emulator: Emulator) -> None:
    assert requests.get(f"{emulator.url}/_emulator/health", timeout=5).json()["status"] == "ok"


def test_a_stopped_emulator_answers_nobody(tmp_path: Path) -> None:
    emulator = Emulator(tmp_path).start()
    person = Person(emulator.url, emulator.token_for(OWNER))
    assert person.drive("GET", "/files").status_code == 200
    emulator.stop()
    with pytest.raises(requests.ConnectionError):
        person.drive("GET", "/files")


def test_two_service_accounts_are_two_users(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        emulator.add_service_account("second@emulator.iam.gserviceaccount.com", tmp_path / "second.json")
        book = gspread_client(emulator).create("ของแรก", folder_id=emulator.shared_drive_id)
        second = gspread_client(emulator, tmp_path / "second.json")
        with pytest.raises(PermissionError):
            second.open_by_key(book.id)
        assert isinstance(second, gspread.Client)
