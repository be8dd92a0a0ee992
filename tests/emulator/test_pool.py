"""Alike cells are one object in memory; nobody may notice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from edit_requests import area, cells
from emulator_clients import Person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.emulator import Emulator, pool
from service.emulator.sheet import Sheet

FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OWNER = "owner@office.example"
FIELDS = "userEnteredValue,userEnteredFormat,note,dataValidation"
RULE = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "มี"}]}, "strict": True}
CELL = {
    "userEnteredValue": {"stringValue": "ก"},
    "userEnteredFormat": {"backgroundColor": {"red": 1}, "textFormat": {"bold": True}},
    "dataValidation": RULE,
}


def fill(person: Person, sheet_id: str, cell: dict[str, Any] = CELL, height: int = 3) -> None:
    edit = {"range": area(0, height, 0, 2), "cell": cell, "fields": "*"}
    person.batch(sheet_id, {"repeatCell": edit}).raise_for_status()


@FEW
@given(
    row=st.integers(0, 2),
    change=st.sampled_from(
        [
            {"note": "ใหม่"},
            {"userEnteredValue": {"numberValue": 5}},
            {"userEnteredFormat": {"backgroundColor": {"green": 1}}},
            {"userEnteredFormat": {"textFormat": {"italic": True}}},
        ]
    ),
)
def test_an_edit_leaves_the_twin_alone(
    owner: Person, emulator: Emulator, row: int, change: dict[str, Any]
) -> None:
    first, twin = (owner.new_sheet(emulator.shared_drive_id) for _ in range(2))
    fill(owner, first)
    fill(owner, twin)
    before = cells(owner, twin, "A1:B3", FIELDS)
    edit = {"range": area(row, row + 1, 0, 1), "cell": change, "fields": ",".join(change)}
    owner.batch(first, {"repeatCell": edit}).raise_for_status()
    assert cells(owner, twin, "A1:B3", FIELDS) == before
    changed = cells(owner, first, "A1:B3", FIELDS)
    assert [line for place, line in enumerate(changed) if place != row] == before[:2]
    assert changed[row] != before[row]


def test_twins_share_their_cells(owner: Person, emulator: Emulator) -> None:
    first, twin = (owner.new_sheet(emulator.shared_drive_id) for _ in range(2))
    fill(owner, first)
    fill(owner, twin)
    rows = [emulator.state.book(sheet_id).sheets[0].rows for sheet_id in (first, twin)]
    assert all(rows[0][row][column] is rows[1][row][column] for row in range(3) for column in range(2))


def test_looks_are_stored_once_and_come_back(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator, Person(emulator.url, emulator.token_for(OWNER)) as owner:
        sheet_id = owner.new_sheet(emulator.shared_drive_id)
        fill(owner, sheet_id, height=50)
        before = cells(owner, sheet_id, "A1:B50", FIELDS)
        stored = emulator.state.storage.text("book", sheet_id) or ""
        assert (
            stored.count('"bold"') - json.dumps(emulator.state.book(sheet_id).properties).count('"bold"') == 1
        )
    with Emulator(tmp_path) as emulator, Person(emulator.url, emulator.token_for(OWNER)) as owner:
        assert cells(owner, sheet_id, "A1:B50", FIELDS) == before


def test_a_tab_stored_before_looks_had_names_is_still_read() -> None:
    properties = {"sheetId": 0, "title": "ก", "gridProperties": {"rowCount": 5, "columnCount": 5}}
    content = json.loads(Sheet(properties).encode()) | {"rows": [{"1": CELL}]}
    sheet = Sheet.decode(content)
    assert sheet.cell(0, 1) == CELL
    assert Sheet.decode(json.loads(sheet.encode())).cell(0, 1) == CELL


def test_forgetting_what_is_shared_changes_no_answer(
    owner: Person, sheet_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MOST_LOOKS", "MOST_CELLS", "MOST_MASKS"):
        monkeypatch.setattr(pool, name, 2)
    rows = [
        {"values": [{"note": f"{row}", "userEnteredFormat": {"padding": {"top": row + 1}}}]}
        for row in range(9)
    ]
    edit = {"start": {"sheetId": 0}, "rows": rows, "fields": "*"}
    owner.batch(sheet_id, {"updateCells": edit}).raise_for_status()
    seen = cells(owner, sheet_id, "A1:A9", "note,userEnteredFormat.padding.top")
    expected = [[{"note": f"{row}", "userEnteredFormat": {"padding": {"top": row + 1}}}] for row in range(9)]
    assert seen == expected == cells(owner, sheet_id, "A1:A9", "note,userEnteredFormat.padding.top")
