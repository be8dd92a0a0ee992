from __future__ import annotations

import pytest
from edit_requests import area, bare, cells, message, put, tab, typed
from emulator_clients import Person

PINK = {"red": 1, "green": 0.8, "blue": 0.8}
LINE = {"style": "SOLID", "color": {"red": 1}}
RULE = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "มี"}]}}


def paste(
    source: dict[str, int], target: dict[str, int], kind: str = "PASTE_NORMAL", **more: str
) -> dict[str, object]:
    return {"copyPaste": {"source": source, "destination": target, "pasteType": kind, **more}}


def dress(person: Person, sheet_id: str) -> None:
    """A1 is pink with a border, a drop-down and a note; A1:B1 holds 3 and its double."""
    put(person, sheet_id, [["3", "=A1*2"]])
    look = {"backgroundColor": PINK, "borders": {"top": LINE}}
    cell = {"userEnteredFormat": look, "note": "โน้ต", "dataValidation": RULE}
    edit = {"range": area(0, 1, 0, 1), "cell": cell, "fields": "userEnteredFormat,note,dataValidation"}
    person.batch(sheet_id, {"repeatCell": edit}).raise_for_status()


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("PASTE_NORMAL", {"value", "fill", "border", "note", "rule"}),
        ("PASTE_VALUES", {"value"}),
        ("PASTE_FORMULA", {"value"}),
        ("PASTE_FORMAT", {"fill", "border"}),
        ("PASTE_NO_BORDERS", {"value", "fill", "note", "rule"}),
        ("PASTE_DATA_VALIDATION", {"rule"}),
    ],
)
def test_each_kind_of_paste_brings_its_part(owner: Person, sheet_id: str, kind: str, left: set[str]) -> None:
    dress(owner, sheet_id)
    owner.batch(sheet_id, paste(area(0, 1, 0, 1), area(4, 5, 4, 5), kind)).raise_for_status()
    found = cells(owner, sheet_id, "E5", "userEnteredValue,userEnteredFormat,note,dataValidation")[0][0]
    look = found.get("userEnteredFormat", {})
    parts = {"value": "userEnteredValue" in found, "note": "note" in found, "rule": "dataValidation" in found}
    parts |= {"fill": "backgroundColor" in look, "border": "borders" in look}
    assert {name for name, there in parts.items() if there} == left


def test_copied_formulas_look_at_their_new_neighbours(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["1", "=A1", "=$A$1", "=$A1", "=A$1", "=SUM(A1:B1)", "='Sheet1'!A1"]])
    owner.batch(sheet_id, paste(area(0, 1, 1, 7), area(2, 3, 2, 8))).raise_for_status()
    assert typed(owner, sheet_id, "C3:H3") == [
        ["=B3", "=$A$1", "=$A3", "=B$1", "=SUM(B3:C3)", "='Sheet1'!B3"]
    ]


def test_a_reference_pushed_off_the_sheet_is_lost(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["", ""], ["", "=A1"]])
    owner.batch(sheet_id, paste(area(1, 2, 1, 2), area(0, 1, 1, 2))).raise_for_status()
    assert typed(owner, sheet_id, "B1") == [["=#REF!"]]


def test_pasted_values_are_what_the_formulas_gave(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["3", "=A1*2", "=1/0"]])
    owner.batch(sheet_id, paste(area(0, 1, 0, 3), area(2, 3, 0, 3), "PASTE_VALUES")).raise_for_status()
    assert typed(owner, sheet_id, "A3:C3") == [[3, 6, "#DIV/0!"]]


def test_rows_can_be_pasted_as_columns(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["a", "b", "c"], ["d", "e", "f"]])
    turned = paste(area(0, 2, 0, 3), area(4, 5, 0, 1), pasteOrientation="TRANSPOSE")
    owner.batch(sheet_id, turned).raise_for_status()
    assert typed(owner, sheet_id, "A5:B7") == [["a", "d"], ["b", "e"], ["c", "f"]]


def test_only_whole_multiples_are_filled(owner: Person, sheet_id: str) -> None:
    put(owner, sheet_id, [["a"], ["b"]])
    owner.batch(
        sheet_id, paste(area(0, 2, 0, 1), area(0, 4, 2, 3)), paste(area(0, 2, 0, 1), area(0, 3, 4, 5))
    )
    assert typed(owner, sheet_id, "C1:E4") == [["a", "", "a"], ["b", "", "b"], ["a"], ["b"]]


def test_merges_are_pasted_with_their_cells(owner: Person, sheet_id: str) -> None:
    owner.batch(
        sheet_id, {"mergeCells": {"range": area(0, 2, 0, 2)}}, paste(area(0, 2, 0, 2), area(4, 6, 4, 6))
    )
    assert tab(owner, sheet_id, "merges")["merges"] == [bare(area(0, 2, 0, 2)), bare(area(4, 6, 4, 6))]


def test_conditional_formats_are_pasted_as_more_places(owner: Person, sheet_id: str) -> None:
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "5"}]}
    rule = {
        "ranges": [area(0, 1, 0, 1)],
        "booleanRule": {"condition": condition, "format": {"backgroundColor": PINK}},
    }
    owner.batch(
        sheet_id,
        {"addConditionalFormatRule": {"rule": rule}},
        paste(area(0, 1, 0, 1), area(3, 4, 0, 1), "PASTE_CONDITIONAL_FORMATTING"),
    ).raise_for_status()
    put(owner, sheet_id, [["9"]], "A4")
    found = cells(owner, sheet_id, "A4", "effectiveFormat.backgroundColor")
    assert found[0][0]["effectiveFormat"]["backgroundColor"] == PINK


def test_cut_cells_take_everything_along(owner: Person, sheet_id: str) -> None:
    dress(owner, sheet_id)
    place = {"sheetId": 0, "rowIndex": 3, "columnIndex": 3}
    owner.batch(sheet_id, {"cutPaste": {"source": area(0, 1, 0, 2), "destination": place}}).raise_for_status()
    assert (typed(owner, sheet_id, "A1:B1"), typed(owner, sheet_id, "D4:E4")) == ([], [[3, "=A1*2"]])
    assert cells(owner, sheet_id, "A1", "note,userEnteredFormat,dataValidation") == []
    assert cells(owner, sheet_id, "D4", "note") == [[{"note": "โน้ต"}]]


def test_delimited_text_is_pasted_as_typed(owner: Person, sheet_id: str) -> None:
    place = {"sheetId": 0, "rowIndex": 1, "columnIndex": 1}
    data = {"coordinate": place, "data": 'ก;12\n"ข;ค";=1+1', "delimiter": ";"}
    owner.batch(sheet_id, {"pasteData": data}).raise_for_status()
    assert typed(owner, sheet_id, "B2:C3") == [["ก", 12], ["ข;ค", "=1+1"]]


def test_a_protected_destination_is_refused(owner: Person, school: Person, shared_id: str) -> None:
    owner.batch(shared_id, {"addProtectedRange": {"protectedRange": {"range": area(4, 5, 0, 1)}}})
    put(owner, shared_id, [["x"]])
    assert "protected cell" in message(school, shared_id, paste(area(0, 1, 0, 1), area(4, 5, 0, 1)))


def test_a_repeated_formula_counts_on(owner: Person, sheet_id: str) -> None:
    cell = {"userEnteredValue": {"formulaValue": "=A1+$A$1"}}
    edit = {"range": area(0, 3, 1, 2), "cell": cell, "fields": "userEnteredValue"}
    owner.batch(sheet_id, {"repeatCell": edit}).raise_for_status()
    assert typed(owner, sheet_id, "B1:B3") == [["=A1+$A$1"], ["=A2+$A$1"], ["=A3+$A$1"]]
