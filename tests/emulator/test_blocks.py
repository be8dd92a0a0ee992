from __future__ import annotations

from typing import Any

import pytest
from edit_requests import area, bare, cells, message, put, tab, typed
from emulator_clients import Person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GRID = [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]]


def insert(place: dict[str, int], axis: str) -> dict[str, Any]:
    return {"insertRange": {"range": place, "shiftDimension": axis}}


def delete(place: dict[str, int], axis: str) -> dict[str, Any]:
    return {"deleteRange": {"range": place, "shiftDimension": axis}}


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        (
            insert(area(1, 2, 1, 2), "ROWS"),
            [["a1", "b1", "c1"], ["a2", "", "c2"], ["a3", "b2", "c3"], ["", "b3"]],
        ),
        (
            insert(area(1, 2, 1, 2), "COLUMNS"),
            [["a1", "b1", "c1"], ["a2", "", "b2", "c2"], ["a3", "b3", "c3"]],
        ),
        (delete(area(0, 2, 0, 1), "ROWS"), [["a3", "b1", "c1"], ["", "b2", "c2"], ["", "b3", "c3"]]),
        (delete(area(2, 3, 0, 2), "COLUMNS"), [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["c3"]]),
    ],
)
def test_cells_beside_the_block_stay(owner: Person, sheet_id: str, edit: dict[str, Any], left: Any) -> None:
    put(owner, sheet_id, GRID)
    owner.batch(sheet_id, edit).raise_for_status()
    assert typed(owner, sheet_id) == left


@FEW
@given(
    top=st.integers(0, 3), left=st.integers(0, 3), height=st.integers(1, 2), width=st.integers(1, 2),
    axis=st.sampled_from(["ROWS", "COLUMNS"]),
)  # fmt: skip
def test_an_inserted_block_taken_out_again_leaves_no_trace(
    owner: Person, sheet_id: str, top: int, left: int, height: int, width: int, axis: str
) -> None:
    put(owner, sheet_id, [*GRID, ["=SUM(A1:C3)", "=B2"]])
    before = typed(owner, sheet_id)
    block = area(top, top + height, left, left + width)
    owner.batch(sheet_id, insert(block, axis), delete(block, axis)).raise_for_status()
    assert typed(owner, sheet_id) == before


def test_formulas_follow_the_cells_that_moved(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["1", "=A1", "=A3"], [""], ["3"]])
    owner.batch(sheet_id, insert(area(1, 2, 0, 1), "ROWS")).raise_for_status()
    assert typed(owner, sheet_id, "B1:C1") == [["=A1", "=A4"]]


def test_merges_and_names_in_the_moved_strip_go_along(owner: Person, sheet_id: str) -> None:
    owner.batch(
        sheet_id,
        {"mergeCells": {"range": area(2, 4, 0, 2)}},
        {"addNamedRange": {"namedRange": {"name": "R", "range": area(2, 4, 0, 2)}}},
        insert(area(0, 1, 0, 2), "ROWS"),
    ).raise_for_status()
    assert tab(owner, sheet_id, "merges")["merges"] == [bare(area(3, 5, 0, 2))]
    names = owner.sheets("GET", f"/{sheet_id}", params={"fields": "namedRanges.range"}).json()["namedRanges"]
    assert names == [{"range": bare(area(3, 5, 0, 2))}]


def test_a_merge_is_not_torn_apart(owner: Person, sheet_id: str) -> None:
    owner.batch(sheet_id, {"mergeCells": {"range": area(2, 3, 0, 3)}})
    assert "merged range" in message(owner, sheet_id, insert(area(0, 1, 0, 1), "ROWS"))


def test_nothing_filled_falls_off_the_sheet(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["ท้าย"]], "A1000")
    owner.batch(sheet_id, insert(area(0, 2, 0, 1), "ROWS")).raise_for_status()
    grid = tab(owner, sheet_id, "properties.gridProperties")["properties"]["gridProperties"]
    assert (typed(owner, sheet_id, "A1002"), grid["rowCount"]) == ([["ท้าย"]], 1002)


def test_formats_and_notes_move_too(owner: Person, sheet_id: str) -> None:
    note = {"range": area(0, 1, 0, 1), "cell": {"note": "n"}, "fields": "note"}
    owner.batch(sheet_id, {"repeatCell": note}, insert(area(0, 1, 0, 1), "ROWS")).raise_for_status()
    assert cells(owner, sheet_id, "A1:A2", "note") == [[], [{"note": "n"}]]


def test_a_school_cannot_push_protected_cells(owner: Person, school: Person, shared_id: str) -> None:
    owner.batch(shared_id, {"addProtectedRange": {"protectedRange": {"range": area(5, 6, 0, 1)}}})
    assert "protected cell" in message(school, shared_id, insert(area(0, 1, 0, 1), "ROWS"))
    assert school.batch(shared_id, insert(area(0, 1, 1, 2), "ROWS")).ok
