"""People who edit between a read and the write that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import sample_sheet
from conftest import SCHOOL
from emulator_clients import Person

from service.emulator import Emulator
from service.emulator.faults import FaultError


@pytest.fixture(autouse=True)
def calm(emulator: Emulator) -> Iterator[None]:
    yield
    emulator.faults.clear()
    emulator.faults.forget()


@pytest.fixture
def sample_id(emulator: Emulator, owner: Person) -> str:
    """Only C4:C13 may be typed into; column A holds the codes, C3 is the heading of the answers."""
    return sample_sheet.build(owner, emulator.shared_drive_id)


def touch(person: Person, sheet_id: str) -> int:
    """A write that changes nothing the tests look at."""
    return person.batch(sheet_id, {"updateCells": {"start": {"rowIndex": 40}, "fields": "note"}}).status_code


def column(person: Person, sheet_id: str, letter: str, tab: str = "ข้อมูล") -> list[Any]:
    params = {"valueRenderOption": "UNFORMATTED_VALUE", "majorDimension": "COLUMNS"}
    answer = person.sheets("GET", f"/{sheet_id}/values/{tab}!{letter}3:{letter}13", params=params).json()
    return list(answer.get("values", [[]])[0])


def refusals(emulator: Emulator) -> list[str]:
    return [entry["refused"] for entry in emulator.faults.log() if "refused" in entry]


BLANK = {"code": "blank"}
ANSWER = {"code": "คำตอบ"}


def typed(text: str, user: str = "school", **where: Any) -> dict[str, Any]:
    return {"user": user, "do": "type", "row": BLANK, "column": ANSWER, "text": text, **where}


def test_an_edit_comes_just_before_the_write_and_once(
    emulator: Emulator, owner: Person, sample_id: str
) -> None:
    emulator.faults.before("sheet_write", sample_id, [typed("1,234", row=12, column=2)])
    assert len(column(owner, sample_id, "C")) == 10
    assert touch(owner, sample_id) == 200
    assert column(owner, sample_id, "C")[10] == 1234
    assert touch(owner, sample_id) == 200
    assert [entry["fault"] for entry in emulator.faults.log()] == ["edit"]


def test_the_write_itself_meets_the_edited_sheet(emulator: Emulator, owner: Person, sample_id: str) -> None:
    edits = [{"user": "owner", "do": "insertRows", "at": 3, "count": 2}]
    emulator.faults.before("sheet_write", sample_id, edits)
    params = {"valueInputOption": "RAW"}
    owner.sheets("PUT", f"/{sample_id}/values/A4", params=params, json={"values": [["ที่ 4"]]})
    assert column(owner, sample_id, "A")[1:4] == ["ที่ 4", "", "p1_all"]


def test_places_are_found_by_what_they_show(emulator: Emulator, owner: Person, sample_id: str) -> None:
    edits = [
        {"user": "owner", "do": "insertRows", "at": {"code": "blank"}, "count": 3},
        {"user": "owner", "do": "moveColumns", "at": ANSWER, "to": 0},
        typed("7"),
        typed("8", row={"code": "blank", "plus": -1}, user="owner"),
    ]
    emulator.faults.before("sheet_write", sample_id, edits)
    touch(owner, sample_id)
    assert refusals(emulator) == []
    assert owner.sheets("GET", f"/{sample_id}/values/A15:B16").json()["values"] == [["8"], ["7", "blank"]]


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        ({"do": "insertRows", "at": 3}, ["รหัส", "", "p1_all"]),
        ({"do": "deleteRows", "at": {"code": "p1_all"}}, ["รหัส", "p1_read", "rate"]),
        ({"do": "moveRows", "at": {"code": "rate"}, "to": {"code": "p1_all"}}, ["รหัส", "rate", "p1_all"]),
        (
            {"do": "sortRows", "at": 3, "count": 10, "by": {"code": "รหัส"}, "descending": True},
            ["รหัส", "sum", "school_id"],
        ),
        ({"do": "insertColumns", "at": 0}, []),
        ({"do": "deleteColumns", "at": {"code": "รหัส"}}, ["รายการ"]),
        ({"do": "type", "row": 2, "column": 0, "text": "หัวใหม่"}, ["หัวใหม่", "p1_all"]),
        (
            {"do": "paste", "row": BLANK, "column": 0, "toRow": 3, "toColumn": 0},
            ["รหัส", "blank", "p1_read"],
        ),
        (
            {
                "do": "requests",
                "requests": [{"deleteDimension": {"range": {"dimension": "ROWS", "endIndex": 3}}}],
            },
            ["rate", "school_id"],
        ),
    ],
    ids=lambda value: value["do"] if isinstance(value, dict) else "",
)
def test_the_owner_may_do_all_that_owners_do(
    emulator: Emulator, owner: Person, sample_id: str, edit: dict[str, Any], codes: list[str]
) -> None:
    emulator.faults.before("sheet_write", sample_id, [{"user": "owner", **edit}])
    touch(owner, sample_id)
    assert refusals(emulator) == []
    assert column(owner, sample_id, "A")[: len(codes) or None] == codes


def test_a_tab_is_renamed_and_another_deleted(emulator: Emulator, owner: Person, sample_id: str) -> None:
    edits = [
        {"user": "owner", "do": "renameTab", "sheetId": 0, "title": "ชื่อใหม่"},
        {"user": "owner", "do": "deleteTab", "tab": "คำชี้แจง"},
    ]
    emulator.faults.before("sheet_write", sample_id, edits)
    touch(owner, sample_id)
    tabs = owner.sheets("GET", f"/{sample_id}").json()["sheets"]
    assert [tab["properties"]["title"] for tab in tabs] == ["ชื่อใหม่"]


@pytest.mark.parametrize(
    "edit",
    [
        {"do": "insertRows", "at": 3},
        {"do": "type", "row": 2, "column": 0, "text": "หัวใหม่"},
        {"do": "sortRows", "at": 3, "by": 0},
        {"do": "moveColumns", "at": 0, "to": 3},
        {"do": "renameTab", "title": "ชื่อใหม่"},
    ],
    ids=lambda edit: edit["do"],
)
def test_what_protection_forbids_is_recorded_and_not_done(
    emulator: Emulator, owner: Person, sample_id: str, edit: dict[str, Any]
) -> None:
    before = column(owner, sample_id, "A")
    emulator.faults.before("sheet_write", sample_id, [{"user": "school", **edit}, typed("5")])
    assert touch(owner, sample_id) == 200
    assert len(refusals(emulator)) == 1 and "protected" in refusals(emulator)[0]
    assert column(owner, sample_id, "A") == before
    assert column(owner, sample_id, "C")[10] == 5


def test_a_school_changes_the_rows_of_a_list_where_it_may(
    emulator: Emulator, owner: Person, shared_id: str
) -> None:
    head = {"range": {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1}}
    owner.batch(shared_id, {"addProtectedRange": {"protectedRange": head}}).raise_for_status()
    body = {"values": [["งาน"], ["ข"], ["ก"]]}
    owner.sheets("PUT", f"/{shared_id}/values/A1", params={"valueInputOption": "RAW"}, json=body)
    edits = [
        {"user": SCHOOL, "do": "insertRows", "at": 2},
        {"user": SCHOOL, "do": "type", "row": 2, "column": 0, "text": "ค"},
        {"user": SCHOOL, "do": "sortRows", "at": 1, "count": 3, "by": 0},
        {"user": SCHOOL, "do": "deleteRows", "at": {"code": "ข"}},
        {"user": SCHOOL, "do": "deleteRows", "at": {"code": "งาน"}},
        {"user": SCHOOL, "do": "sortRows", "at": 0, "count": 3, "by": 0},
    ]
    emulator.faults.before("sheet_read", shared_id, edits)
    found = owner.sheets("GET", f"/{shared_id}/values/A1:A9").json()["values"]
    assert found == [["งาน"], ["ก"], ["ค"]]
    assert [entry["edit"] for entry in emulator.faults.log() if "refused" in entry] == edits[4:]


def test_an_edit_of_what_is_not_there_is_refused(emulator: Emulator, owner: Person, sample_id: str) -> None:
    emulator.faults.before(
        "sheet_write", sample_id, [typed("5", row={"code": "nowhere"}), typed("5", tab="x")]
    )
    assert touch(owner, sample_id) == 200
    assert refusals(emulator) == ["No cell of the tab shows 'nowhere'.", "There is no such tab."]


def test_an_edit_carries_the_name_of_its_user(emulator: Emulator, owner: Person, sample_id: str) -> None:
    share = {"type": "user", "role": "writer", "emailAddress": SCHOOL}
    owner.drive("POST", f"/files/{sample_id}/permissions", json=share)
    emulator.faults.before("drive_read", sample_id, [typed("5")])
    file = owner.drive("GET", f"/files/{sample_id}", params={"fields": "lastModifyingUser(emailAddress)"})
    assert file.json() == {"lastModifyingUser": {"emailAddress": SCHOOL}}


def test_a_function_may_call_the_emulator_while_all_wait(
    emulator: Emulator, owner: Person, sample_id: str
) -> None:
    body = {"sheetId": 0, "row": 12, "col": 2, "text": "9", "user": "anonymous"}

    def hook() -> None:
        requests.post(
            f"{emulator.url}/_emulator/ui/{sample_id}/cell", json=body, timeout=5
        ).raise_for_status()
        owner.batch(sample_id, {"addSheet": {"properties": {"title": "จากฟังก์ชัน"}}}).raise_for_status()

    emulator.faults.before("sheet_write", sample_id, hook)
    emulator.faults.before("sheet_write", sample_id, [typed("11")], nth=2)
    assert touch(owner, sample_id) == 200
    assert column(owner, sample_id, "C")[10] == 9
    assert touch(owner, sample_id) == 200
    assert column(owner, sample_id, "C")[10] == 11


def test_edits_may_wait_for_a_later_request(emulator: Emulator, owner: Person, sample_id: str) -> None:
    emulator.faults.before("sheet_write", sample_id, [typed("5")], nth=2, count=2)
    assert touch(owner, sample_id) == 200
    assert len(column(owner, sample_id, "C")) == 10
    for _ in range(3):
        touch(owner, sample_id)
    assert len(emulator.faults.log()) == 2


def test_an_edit_goes_before_the_error_after_the_write(
    emulator: Emulator, owner: Person, sample_id: str
) -> None:
    emulator.faults.add("503_after", file=sample_id)
    emulator.faults.before(
        "sheet_write", sample_id, [{"user": "owner", "do": "deleteRows", "at": 0, "count": 3}]
    )
    body = {"values": [["เขียน"]]}
    params = {"valueInputOption": "RAW"}
    assert owner.sheets("PUT", f"/{sample_id}/values/A1", params=params, json=body).status_code == 503
    assert owner.sheets("GET", f"/{sample_id}/values/A1:A2").json()["values"] == [["เขียน"], ["p1_read"]]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"do": "explode"}, "Unknown edit: explode"),
        ({"do": "type", "row": 1}, "type needs column"),
        ({}, "None"),
        ({"do": "insertRows", "at": "4"}, "at is a number"),
        ({"do": "insertRows", "at": 4, "count": {"code": "x"}}, "count is a number"),
        ("insertRows", "An edit is an object"),
    ],
)
def test_an_edit_that_nobody_could_make_is_refused_at_once(emulator: Emulator, edit: Any, says: str) -> None:
    with pytest.raises(FaultError, match=says):
        emulator.faults.before("sheet_write", "x", [edit])
