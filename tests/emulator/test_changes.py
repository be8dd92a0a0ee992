from __future__ import annotations

from typing import Any

import pytest
from conftest import SCHOOL
from emulator_clients import SHEET, Person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.emulator import Emulator

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
EVERYWHERE = {"supportsAllDrives": "true", "includeItemsFromAllDrives": "true"}


def token(person: Person) -> str:
    params = {"supportsAllDrives": "true"}
    return str(person.drive("GET", "/changes/startPageToken", params=params).json()["startPageToken"])


def page(person: Person, since: str, **more: str) -> Any:
    return person.drive("GET", "/changes", params={**EVERYWHERE, "pageToken": since, **more}).json()


def changed(person: Person, since: str, **more: str) -> list[str]:
    return [one["fileId"] for one in page(person, since, **more)["changes"]]


def touch(person: Person, sheet_id: str) -> None:
    params = {"valueInputOption": "RAW"}
    person.sheets("PUT", f"/{sheet_id}/values/A1", params=params, json={"values": [["x"]]}).raise_for_status()


def test_a_change_is_told_with_its_file(owner: Person, sheet_id: str) -> None:
    since = token(owner)
    touch(owner, sheet_id)
    found = page(owner, since)
    change = found["changes"][0]
    assert (change["fileId"], change["removed"], change["type"]) == (sheet_id, False, "file")
    assert (change["file"]["id"], change["file"]["mimeType"]) == (sheet_id, SHEET)
    assert (found["newStartPageToken"], "nextPageToken" in found) == (token(owner), False)


def test_reading_changes_nothing(owner: Person, sheet_id: str) -> None:
    since = token(owner)
    owner.sheets("GET", f"/{sheet_id}")
    assert (page(owner, since)["changes"], token(owner)) == ([], since)


def test_a_file_changed_twice_is_told_once(owner: Person, emulator: Emulator) -> None:
    first, second = (owner.new_sheet(emulator.shared_drive_id) for _ in range(2))
    since = token(owner)
    for sheet_id in (first, second, first):
        touch(owner, sheet_id)
    assert changed(owner, since) == [second, first]


@FEW
@given(order=st.lists(st.integers(0, 4), min_size=1, max_size=9), size=st.integers(1, 4))
def test_pages_tell_every_change_once_and_in_order(
    owner: Person, emulator: Emulator, order: list[int], size: int
) -> None:
    files = [owner.new_sheet(emulator.shared_drive_id) for _ in range(5)]
    since, seen, pages = token(owner), [], 0
    for place in order:
        touch(owner, files[place])
    while since:
        found = page(owner, since, pageSize=str(size))
        assert len(found["changes"]) <= size
        seen += [one["fileId"] for one in found["changes"]]
        since, pages = found.get("nextPageToken"), pages + 1
    latest = sorted(set(order), key=lambda place: len(order) - order[::-1].index(place))
    assert seen == [files[place] for place in latest]
    assert pages == max(1, -(-len(latest) // size))


def test_deleted_and_lost_files_are_removed(owner: Person, school: Person, shared_id: str) -> None:
    since = token(school)
    assert changed(school, since) == []
    touch(owner, shared_id)
    assert [one["removed"] for one in page(school, since)["changes"]] == [False]
    params = {"fields": "permissions(id,emailAddress)"}
    entries = owner.drive("GET", f"/files/{shared_id}/permissions", params=params).json()["permissions"]
    entry = next(one["id"] for one in entries if one["emailAddress"] == SCHOOL)
    owner.drive("DELETE", f"/files/{shared_id}/permissions/{entry}").raise_for_status()
    lost = page(school, since)["changes"]
    assert [(one["fileId"], one["removed"], "file" in one) for one in lost] == [(shared_id, True, False)]
    owner.drive("DELETE", f"/files/{shared_id}").raise_for_status()
    assert [one["removed"] for one in page(owner, since)["changes"]] == [True]
    assert changed(owner, since, includeRemoved="false") == []


def test_a_stranger_hears_nothing(owner: Person, school: Person, sheet_id: str) -> None:
    since = token(school)
    touch(owner, sheet_id)
    assert changed(school, since) == []


def test_shared_drives_are_told_of_only_on_request(owner: Person, emulator: Emulator, sheet_id: str) -> None:
    since = token(owner)
    touch(owner, sheet_id)
    mine = owner.drive("POST", "/files", json={"name": "ของฉัน", "mimeType": SHEET}).json()["id"]
    plain = owner.drive("GET", "/changes", params={"pageToken": since}).json()
    assert [one["fileId"] for one in plain["changes"]] == [mine]
    assert changed(owner, since, driveId=emulator.shared_drive_id) == [sheet_id]
    assert changed(owner, since) == [sheet_id, mine]


def test_what_drive_tells_late_comes_later(
    owner: Person, emulator: Emulator, sheet_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    since, told = token(owner), emulator.state.told
    before = dict(emulator.state.files[sheet_id])
    touch(owner, sheet_id)
    monkeypatch.setattr(emulator.state, "told", lambda file: before if file["id"] == sheet_id else told(file))
    held = page(owner, since)
    assert (held["changes"], held["newStartPageToken"]) == ([], since)
    monkeypatch.undo()
    assert changed(owner, held["newStartPageToken"]) == [sheet_id]


@pytest.mark.parametrize("wrong", ["0", "x", "99999999"])
def test_a_wrong_token_is_refused(owner: Person, wrong: str) -> None:
    assert page(owner, wrong)["error"]["code"] == 400


def test_a_token_is_required(owner: Person) -> None:
    error = owner.drive("GET", "/changes").json()["error"]
    assert (error["code"], error["errors"][0]["reason"]) == (400, "required")


def test_changes_survive_a_restart(tmp_path: Any) -> None:
    with (
        Emulator(tmp_path) as emulator,
        Person(emulator.url, emulator.token_for("owner@office.example")) as owner,
    ):
        since = token(owner)
        sheet_id = owner.new_sheet(emulator.shared_drive_id)
    with (
        Emulator(tmp_path) as emulator,
        Person(emulator.url, emulator.token_for("owner@office.example")) as owner,
    ):
        assert changed(owner, since) == [sheet_id]
