"""The control endpoint: what another process, or curl, can set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from conftest import OWNER
from emulator_clients import Person

from service.emulator import Emulator, MovableClock


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with Emulator(tmp_path_factory.mktemp("endpoint"), clock=MovableClock()) as running:
        yield running


@pytest.fixture(autouse=True)
def calm(other: Emulator) -> Iterator[None]:
    yield
    other.faults.clear()
    other.faults.forget()


def control(emulator: Emulator, method: str, path: str, **body: Any) -> requests.Response:
    return requests.request(method, f"{emulator.url}/_emulator/{path}", json=body or None, timeout=5)


@pytest.fixture
def me(other: Emulator) -> Person:
    return Person(other.url, other.token_for(OWNER))


@pytest.fixture
def my_sheet(other: Emulator, me: Person) -> str:
    return me.new_sheet(other.shared_drive_id)


def test_a_fault_is_set_shown_and_cleared(other: Emulator, me: Person) -> None:
    rule = {"fault": "503", "kind": "drive_list", "count": 0}
    shown = control(other, "POST", "faults", **rule).json()
    assert shown == {"faults": [{**rule, "kind": ["drive_list"]}], "revoked": []}
    assert me.drive("GET", "/files").status_code == 503
    assert control(other, "GET", "faults").json() == shown
    assert control(other, "DELETE", "faults").status_code == 204
    assert me.drive("GET", "/files").status_code == 200


def test_edits_are_taken_as_json_and_logged(other: Emulator, me: Person, my_sheet: str) -> None:
    edit = {"user": "owner", "do": "type", "row": 0, "column": 0, "text": "ก่อนอ่าน"}
    control(other, "POST", "faults", fault="edit", kind="sheet_read", file=my_sheet, edits=[edit])
    assert me.sheets("GET", f"/{my_sheet}/values/A1").json()["values"] == [["ก่อนอ่าน"]]
    (entry,) = control(other, "GET", "faults/log").json()
    assert entry["edit"] == edit and entry["path"] == f"/v4/spreadsheets/{my_sheet}/values/A1"
    control(other, "DELETE", "faults/log")
    assert control(other, "GET", "faults/log").json() == []


def test_several_faults_are_set_all_or_none(other: Emulator) -> None:
    good, late = {"fault": "cut", "probability": 0.5}, {"fault": "late_times", "least": 60, "most": 90}
    refused = control(other, "POST", "faults", faults=[good, {"fault": "504"}])
    assert refused.status_code == 400 and "504" in refused.json()["error"]
    assert control(other, "GET", "faults").json()["faults"] == []
    shown = control(other, "POST", "faults", faults=[good, late]).json()["faults"]
    assert shown == [good, late]


def test_an_edit_nobody_can_make_is_named(other: Emulator) -> None:
    refused = control(other, "POST", "faults", fault="edit", edits=[{"do": "explode"}])
    assert refused.status_code == 400 and "explode" in refused.json()["error"]


def test_the_clock_is_moved_and_told(other: Emulator) -> None:
    before = other.state.clock()
    control(other, "POST", "clock", forward=90).raise_for_status()
    assert (other.state.clock() - before).total_seconds() == 90
    assert control(other, "POST", "clock", forward="x").status_code == 400
    assert control(other, "GET", "clock").json()["now"].endswith("Z")


def test_the_real_clock_is_not_moved(emulator: Emulator) -> None:
    refused = control(emulator, "POST", "clock", forward=90)
    assert refused.status_code == 409 and "--clock manual" in refused.json()["error"]


def test_quotas_are_made_small_and_told(other: Emulator, me: Person) -> None:
    control(other, "POST", "quota", on=True, user=1).raise_for_status()
    codes = [me.sheets("GET", "/none").status_code for _ in range(2)]
    used = control(other, "GET", "quota").json()["used"]
    control(other, "POST", "quota", on=False, user=60)
    assert codes == [404, 429]
    assert {"kind": "sheet_read", "user": OWNER, "used": 1} in used
    assert control(other, "POST", "quota", users=1).status_code == 400


def test_switches_are_turned_and_told(other: Emulator) -> None:
    shown = control(other, "POST", "switches", thai_digits="number").json()
    assert shown == control(other, "GET", "switches").json() and shown["thai_digits"] == "number"
    assert control(other, "POST", "switches", thai_digits="roman").status_code == 400
    control(other, "POST", "switches", thai_digits="text")


def test_pages_for_people_meet_no_fault(other: Emulator, me: Person) -> None:
    control(other, "POST", "faults", fault="503", count=0)
    assert requests.get(other.url, timeout=5).status_code == 200
    assert me.drive("GET", "/files").status_code == 503
