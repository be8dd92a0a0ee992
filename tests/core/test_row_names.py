"""A row of a list is known again in the next round by what names it, not by where it stands."""

from dataclasses import replace

from cast import form

from service.core.entries import Entry, Status
from service.core.row_names import held_of_row, row_names, rows_by_name

FORM = replace(form(), row_key=("note", "all"))
BEFORE = {"k1/note": "PJ 1", "k1/all": 3, "k1/read": 7, "k2/note": "PJ2", "k3/read": 9}


def entries(**values: object) -> dict[str, Entry]:
    return {name: Entry(Status.VALUE, value) for name, value in values.items()}  # type: ignore[arg-type]


def test_the_row_of_the_same_name_is_found_however_it_is_typed() -> None:
    found = rows_by_name(FORM, BEFORE)
    key, row = found[row_names(FORM, entries(note="pj๑", all=3))]
    assert (key, row["read"]) == ("k1", 7)


def test_a_row_that_is_not_fully_named_is_nobodys() -> None:
    found = rows_by_name(FORM, BEFORE)
    assert len(found) == 1
    assert row_names(FORM, entries(note="PJ2")) not in found and row_names(FORM, {}) not in found


def test_a_list_without_a_key_knows_no_row_again() -> None:
    assert rows_by_name(form(), BEFORE) == {}


def test_what_was_kept_of_one_row_is_taken_out_by_its_key() -> None:
    assert held_of_row({("k1/note", "R1"): "ก", ("k2/note", "R1"): "ข"}, "k1") == {("note", "R1"): "ก"}
