from __future__ import annotations

from typing import Any

import pytest
from conftest import OWNER, SCHOOL
from emulator_clients import Person

MESSAGE = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
HOLE = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 5, "startColumnIndex": 2, "endColumnIndex": 3}


def protect(person: Person, sheet_id: str, **rule: Any) -> dict[str, Any]:
    answer = person.batch(
        sheet_id, {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, **rule}}}
    )
    return dict(answer.json())


def put(person: Person, sheet_id: str, cell: str) -> Any:
    params = {"valueInputOption": "RAW"}
    return person.sheets("PUT", f"/{sheet_id}/values/{cell}", params=params, json={"values": [["x"]]})


def test_outside_of_the_holes_a_school_cannot_write(owner: Person, school: Person, shared_id: str) -> None:
    protect(owner, shared_id, unprotectedRanges=[HOLE])
    assert put(school, shared_id, "C4").status_code == 200
    refused = put(school, shared_id, "A1")
    assert (refused.status_code, refused.json()["error"]["message"]) == (400, MESSAGE)
    assert put(owner, shared_id, "A1").status_code == 200


def test_a_block_half_in_the_hole_is_refused_whole(owner: Person, school: Person, shared_id: str) -> None:
    protect(owner, shared_id, unprotectedRanges=[HOLE])
    rows = [{"values": [{"note": "x"}]}] * 3
    edit = {"updateCells": {"start": {"rowIndex": 3, "columnIndex": 2}, "rows": rows, "fields": "note"}}
    assert school.batch(shared_id, edit).json()["error"]["message"].endswith(MESSAGE)


STRIP = {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}


@pytest.mark.parametrize(
    "edit",
    [
        {"insertDimension": {"range": STRIP}},
        {"deleteDimension": {"range": STRIP}},
        {"moveDimension": {"source": STRIP, "destinationIndex": 8}},
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "y"}, "fields": "title"}},
        {"deleteSheet": {"sheetId": 0}},
    ],
)
def test_a_school_cannot_move_the_structure(
    owner: Person, school: Person, shared_id: str, edit: dict[str, Any]
) -> None:
    owner.batch(shared_id, {"addSheet": {"properties": {"title": "อื่น"}}})
    protect(owner, shared_id, unprotectedRanges=[HOLE])
    assert school.batch(shared_id, edit).json()["error"]["message"].endswith(MESSAGE)
    assert owner.batch(shared_id, edit).status_code == 200


def test_a_named_editor_may_write(owner: Person, school: Person, shared_id: str) -> None:
    protect(owner, shared_id, editors={"users": [SCHOOL]})
    assert put(school, shared_id, "A1").status_code == 200


def test_a_warning_stops_nobody_and_takes_no_editors(owner: Person, school: Person, shared_id: str) -> None:
    protect(owner, shared_id, warningOnly=True)
    assert put(school, shared_id, "A1").status_code == 200
    error = protect(owner, shared_id, warningOnly=True, editors={"users": [SCHOOL]})["error"]
    assert "ProtectedRange is warningOnly. Editors cannot be set on it." in error["message"]


def test_everybody_is_told_whether_they_may_edit(owner: Person, school: Person, shared_id: str) -> None:
    protect(owner, shared_id)
    params = {"fields": "sheets.protectedRanges(requestingUserCanEdit,editors)"}
    seen = [person.sheets("GET", f"/{shared_id}", params=params).json() for person in (owner, school)]
    rules = [answer["sheets"][0]["protectedRanges"] for answer in seen]
    assert rules == [[{"requestingUserCanEdit": True, "editors": {"users": [OWNER]}}], [{}]]


def test_a_tab_is_protected_once(owner: Person, shared_id: str) -> None:
    protect(owner, shared_id)
    message = protect(owner, shared_id)["error"]["message"]
    assert message == 'Invalid requests[0].addProtectedRange: Sheet "Sheet1" already has sheet protection.'


def test_a_protection_is_changed_and_removed_by_its_editors_only(
    owner: Person, school: Person, shared_id: str
) -> None:
    rule_id = protect(owner, shared_id)["replies"][0]["addProtectedRange"]["protectedRange"][
        "protectedRangeId"
    ]
    removal = {"deleteProtectedRange": {"protectedRangeId": rule_id}}
    assert school.batch(shared_id, removal).status_code == 400
    given = {
        "protectedRange": {"protectedRangeId": rule_id, "unprotectedRanges": [HOLE]},
        "fields": "unprotectedRanges",
    }
    owner.batch(shared_id, {"updateProtectedRange": given}).raise_for_status()
    assert put(school, shared_id, "C4").status_code == 200
    owner.batch(shared_id, removal).raise_for_status()
    assert put(school, shared_id, "A1").status_code == 200
    assert "No protected range with id" in owner.batch(shared_id, removal).text
