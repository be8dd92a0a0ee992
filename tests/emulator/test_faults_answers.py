"""Wrong answers on demand, seen by a client on the other side of a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from conftest import SCHOOL
from emulator_clients import Person

from service.emulator import Emulator
from service.emulator.faults import FaultError


@pytest.fixture(autouse=True)
def calm(emulator: Emulator) -> Iterator[None]:
    yield
    emulator.faults.clear()
    emulator.faults.forget()


def write(person: Person, sheet_id: str, text: str = "เขียน") -> requests.Response:
    body = {"values": [[text]]}
    return person.sheets("PUT", f"/{sheet_id}/values/A1", params={"valueInputOption": "RAW"}, json=body)


def read(person: Person, sheet_id: str) -> Any:
    return person.sheets("GET", f"/{sheet_id}/values/A1").json().get("values")


def done(emulator: Emulator) -> list[str]:
    return [entry["fault"] for entry in emulator.faults.log()]


@pytest.mark.parametrize(
    ("fault", "code", "word"),
    [("429", 429, "RESOURCE_EXHAUSTED"), ("500", 500, "INTERNAL"), ("503", 503, "UNAVAILABLE")],
)
def test_sheets_refuses_in_its_own_words(
    emulator: Emulator, owner: Person, sheet_id: str, fault: str, code: int, word: str
) -> None:
    emulator.faults.add(fault, file=sheet_id)
    refused = write(owner, sheet_id)
    assert (refused.status_code, refused.json()["error"]["status"]) == (code, word)
    assert read(owner, sheet_id) is None
    assert done(emulator) == [fault]


@pytest.mark.parametrize(
    ("fault", "code", "reason"),
    [
        ("429", 429, "rateLimitExceeded"),
        ("500", 500, "backendError"),
        ("503", 503, "backendError"),
        ("user_rate_limit", 403, "userRateLimitExceeded"),
        ("sharing_rate_limit", 403, "sharingRateLimitExceeded"),
    ],
)
def test_drive_refuses_in_its_own_words(
    emulator: Emulator, owner: Person, fault: str, code: int, reason: str
) -> None:
    emulator.faults.add(fault, kind="drive_list")
    refused = owner.drive("GET", "/files")
    assert (refused.status_code, refused.json()["error"]["errors"][0]["reason"]) == (code, reason)
    assert owner.drive("GET", "/files").status_code == 200


@pytest.mark.parametrize(("fault", "settings", "code"), [("502", {}, 502), ("html", {"code": 200}, 200)])
def test_a_page_comes_instead_of_json(
    emulator: Emulator, owner: Person, sheet_id: str, fault: str, settings: dict[str, int], code: int
) -> None:
    emulator.faults.add(fault, kind="sheet_read", **settings)
    found = owner.sheets("GET", f"/{sheet_id}")
    assert (found.status_code, found.headers["Content-Type"]) == (code, "text/html; charset=UTF-8")
    with pytest.raises(requests.JSONDecodeError):
        found.json()


@pytest.mark.parametrize(("fault", "code"), [("500_after", 500), ("503_after", 503), ("502_after", 502)])
def test_an_error_after_the_write_hides_that_it_is_stored(
    emulator: Emulator, owner: Person, sheet_id: str, fault: str, code: int
) -> None:
    emulator.faults.add(fault, file=sheet_id)
    assert read(owner, sheet_id) is None
    assert write(owner, sheet_id).status_code == code
    assert read(owner, sheet_id) == [["เขียน"]]


def test_a_refusal_of_its_own_comes_before_an_error_after(
    emulator: Emulator, owner: Person, sheet_id: str
) -> None:
    emulator.faults.add("503_after", file=sheet_id)
    assert owner.batch(sheet_id, {"noSuchRequest": {}}).status_code == 400
    assert done(emulator) == []


def test_a_cut_connection_leaves_the_work_undone(emulator: Emulator, owner: Person, sheet_id: str) -> None:
    emulator.faults.add("cut", file=sheet_id)
    with pytest.raises(requests.ConnectionError):
        write(owner, sheet_id)
    assert read(owner, sheet_id) is None


def test_a_connection_cut_after_the_work_leaves_it_done(
    emulator: Emulator, owner: Person, sheet_id: str
) -> None:
    emulator.faults.add("cut_after", file=sheet_id)
    with pytest.raises(requests.ConnectionError):
        write(owner, sheet_id)
    assert read(owner, sheet_id) == [["เขียน"]]


def test_a_truncated_answer_breaks_off_in_its_body(emulator: Emulator, owner: Person, sheet_id: str) -> None:
    emulator.faults.add("truncated", file=sheet_id)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        owner.sheets("GET", f"/{sheet_id}")
    assert owner.sheets("GET", f"/{sheet_id}").status_code == 200


def test_a_slow_answer_sleeps_as_long_as_it_was_told(
    emulator: Emulator, owner: Person, sheet_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(emulator.faults, "sleep", slept.append)
    emulator.faults.add("slow", file=sheet_id, seconds=7.5)
    assert owner.sheets("GET", f"/{sheet_id}").status_code == 200
    assert slept == [7.5]


def test_a_script_names_the_nth_request_and_how_many(
    emulator: Emulator, owner: Person, sheet_id: str
) -> None:
    emulator.faults.add("503", kind="sheet_read", file=sheet_id, nth=3, count=2)
    codes = [owner.sheets("GET", f"/{sheet_id}").status_code for _ in range(6)]
    assert codes == [200, 200, 503, 503, 200, 200]


def test_a_script_for_ever_ends_when_it_is_cleared(emulator: Emulator, owner: Person, sheet_id: str) -> None:
    emulator.faults.add("500", kind="sheet_read", file=sheet_id, count=0)
    assert {owner.sheets("GET", f"/{sheet_id}").status_code for _ in range(5)} == {500}
    emulator.faults.clear()
    assert owner.sheets("GET", f"/{sheet_id}").status_code == 200


def test_a_fault_meets_only_its_kind_file_and_user(
    emulator: Emulator, owner: Person, school: Person, shared_id: str
) -> None:
    emulator.faults.add("503", kind="sheet_write", file=shared_id, user=SCHOOL, count=0)
    assert [write(person, shared_id).status_code for person in (owner, school)] == [200, 503]
    assert owner.sheets("GET", f"/{shared_id}").status_code == 200
    assert write(school, owner.new_sheet(emulator.shared_drive_id)).status_code == 403
    assert emulator.faults.log()[0]["user"] == SCHOOL


def test_chance_meets_the_same_requests_in_every_run(
    emulator: Emulator, owner: Person, sheet_id: str
) -> None:
    runs = []
    for seed in (7, 7, 8):
        emulator.faults.clear()
        emulator.faults.add("503", kind="sheet_read", file=sheet_id, probability=0.3, seed=seed)
        runs.append([owner.sheets("GET", f"/{sheet_id}").status_code for _ in range(60)])
    emulator.faults.clear()
    assert 8 <= runs[0].count(503) <= 28
    assert runs[0] == runs[1] != runs[2]


def test_random_faults_are_of_every_kind_and_about_as_many_as_asked(
    emulator: Emulator, owner: Person, sheet_id: str
) -> None:
    emulator.faults.random(0.2, seed=3)
    for _ in range(300):
        try:
            write(owner, sheet_id)
        except requests.ConnectionError:
            continue
    met = done(emulator)
    assert 40 <= len(met) <= 80
    assert set(met) == {"429", "500", "503", "cut", "503_after"}


def test_a_write_fault_is_not_drawn_for_a_read(emulator: Emulator, owner: Person, sheet_id: str) -> None:
    emulator.faults.random(1, of=("503_after",))
    assert owner.sheets("GET", f"/{sheet_id}").status_code == 200
    assert write(owner, sheet_id).status_code == 503


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"fault": "504"}, "Unknown: 504"),
        ({"fault": "503", "kind": "reads"}, "Unknown: reads"),
        ({"fault": "503", "sheet": "x"}, "Unknown: sheet"),
        ({"fault": "503", "probability": 5}, "between 0 and 1"),
        ({"fault": "503", "nth": 0}, "counts from 1"),
        ({"fault": "random", "of": ["edit"]}, "not drawn"),
        ({"fault": "edit"}, "needs `edits`"),
        ({}, "Not a fault"),
    ],
)
def test_a_fault_that_does_not_exist_is_refused(emulator: Emulator, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(FaultError, match=says):
        emulator.faults.set([wrong])
