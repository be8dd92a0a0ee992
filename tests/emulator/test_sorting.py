from __future__ import annotations

from typing import Any

from edit_requests import area, cells, message, put, strip, typed
from emulator_clients import Person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.sampled_from(["ก", "ข", "ค", "a", "B", ""])


def sort(height: int, *specs: tuple[int, str], width: int = 3) -> dict[str, Any]:
    orders = [{"dimensionIndex": column, "sortOrder": order} for column, order in specs]
    return {"sortRange": {"range": area(0, height, 0, width), "sortSpecs": orders}}


def write(person: Person, sheet_id: str, rows: list[list[Any]]) -> None:
    person.sheets("POST", f"/{sheet_id}/values/Sheet1:clear")
    params = {"valueInputOption": "RAW"}
    person.sheets("PUT", f"/{sheet_id}/values/A1", params=params, json={"values": rows}).raise_for_status()


@FEW
@given(rows=st.lists(st.tuples(st.integers(-5, 5), WORDS, st.integers()), min_size=1, max_size=8))
def test_sorting_keeps_every_row_and_orders_them(owner: Person, sheet_id: str, rows: list[Any]) -> None:
    numbered = [[number, word, place] for place, (number, word, _) in enumerate(rows)]
    write(owner, sheet_id, numbered)
    owner.batch(sheet_id, sort(len(rows), (0, "DESCENDING"), (2, "ASCENDING"))).raise_for_status()
    expected = sorted(numbered, key=lambda row: (-row[0], row[2]))
    assert typed(owner, sheet_id, f"A1:C{len(rows)}") == expected


def test_numbers_come_before_text_and_blanks_last(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["b"], [""], ["=1+1"], ["TRUE"], ["A"], ["1"], ["=1/0"]])
    owner.batch(sheet_id, sort(7, (0, "ASCENDING"), width=1)).raise_for_status()
    assert typed(owner, sheet_id, "A1:A7") == [[1], ["=1+1"], ["A"], ["b"], [True], ["=1/0"]]


def test_a_formula_goes_along_with_its_row(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["2", "=A1*10"], ["1", "=A2*10"]])
    owner.batch(sheet_id, sort(2, (0, "ASCENDING"), width=2)).raise_for_status()
    assert typed(owner, sheet_id, "A1:B2") == [[1, "=A1*10"], [2, "=A2*10"]]


def test_a_column_outside_of_the_range_cannot_sort_it(owner: Person, sheet_id: str) -> None:
    assert "dimensionIndex[5]" in message(owner, sheet_id, sort(2, (5, "ASCENDING")))


def test_merged_cells_cannot_be_sorted(owner: Person, sheet_id: str) -> None:
    owner.batch(sheet_id, {"mergeCells": {"range": area(0, 2, 0, 1)}})
    assert "merged cells" in message(owner, sheet_id, sort(3, (0, "ASCENDING")))


@FEW
@given(words=st.lists(WORDS, min_size=1, max_size=8))
def test_shuffled_rows_are_the_same_rows(owner: Person, sheet_id: str, words: list[str]) -> None:
    write(owner, sheet_id, [[word, place] for place, word in enumerate(words)])
    shuffle = {"randomizeRange": {"range": area(0, len(words), 0, 2)}}
    owner.batch(sheet_id, shuffle).raise_for_status()
    found = typed(owner, sheet_id, f"A1:B{len(words)}")
    assert sorted((place, word) for word, place in found) == list(enumerate(words))


def test_of_equal_rows_the_first_is_left(owner: Person, sheet_id: str) -> None:
    rows = [["ก", "1", "x"], ["ข", "2", "x"], ["ก", "1.0", "y"], ["B", "3", "z"], ["b", "=1+2", "z"]]
    put(owner, sheet_id, rows)
    put(owner, sheet_id, [["ล่าง"]], "A7")
    duplicates = {"range": area(0, 6, 0, 2), "comparisonColumns": [strip("COLUMNS", 0, 2)]}
    reply = owner.batch(sheet_id, {"deleteDuplicates": duplicates}).json()["replies"][0]
    assert reply == {"deleteDuplicates": {"duplicatesRemovedCount": 2}}
    assert typed(owner, sheet_id, "A1:B7") == [["ก", 1], ["ข", 2], ["B", 3], [], [], [], ["ล่าง"]]
    assert [row[2] for row in typed(owner, sheet_id, "A1:C5")] == ["x", "x", "y", "z", "z"]


def test_without_duplicates_nothing_is_counted(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["ก"], ["ข"], [""], [""]])
    duplicates = {"deleteDuplicates": {"range": area(0, 4, 0, 1)}}
    assert owner.batch(sheet_id, duplicates).json()["replies"] == [{"deleteDuplicates": {}}]


def test_notes_and_fills_move_with_their_row(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["2"], ["1"]])
    note = {"range": area(0, 1, 0, 1), "cell": {"note": "สอง"}, "fields": "note"}
    owner.batch(sheet_id, {"repeatCell": note}, sort(2, (0, "ASCENDING"), width=1)).raise_for_status()
    assert cells(owner, sheet_id, "A1:A2", "note") == [[], [{"note": "สอง"}]]
