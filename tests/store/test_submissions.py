"""Submissions: cells as they stand, everything ever read, issues and reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from service.core.cells import BLANK, Cell
from service.core.entries import Entry
from service.core.issues import Issue, Progress, Reason, State
from service.core.rows import ORDER, order_of
from service.store import Store
from service.store.submissions import Stored

SCHOOL, OTHER = "1099000001", "1099000002"
NOW = datetime(2023, 4, 1, 2, 30, tzinfo=UTC)
CELLS = {
    "p1_all": Cell(12.0, "12", "NUMBER"),
    "note": Cell("=ก\n“ข” 🌳", "=ก\n“ข” 🌳"),
    "plan": Cell(True, "TRUE"),
    "zero": Cell(0, "0"),
    "broken": Cell(None, "#REF!", "", "=A1", "#REF!"),
}
ENTRIES = {
    "p1_all": Entry("A", 12),
    "share": Entry("A", Decimal("80.50")),
    "day": Entry("A", date(2023, 4, 1)),
    "plan": Entry("A", True),
    "none": Entry("A", False),
    "link": Entry("M"),
    "blank": Entry("L"),
}
STORED = Stored(SCHOOL, "file1", CELLS, ENTRIES, Progress(State.EXPLAIN, 9, 7, 0, 1), NOW, None)
QUERY = Issue(SCHOOL, "p1_all", "R02", "query", "รอบก่อน 3", "p1_all=12", "ย้ายเข้า")


def save(
    store: Store,
    *stored: Stored,
    issues: Mapping[str, Sequence[Issue]] | None = None,
    typed: Mapping[str, str] | None = None,
    minutes: int = 0,
) -> None:
    reasons = {item.respondent: typed or {} for item in stored}
    store.submissions.save(
        "small", "2566-Q1", stored, issues or {}, reasons, NOW + timedelta(minutes=minutes)
    )


def contents(store: Store, field: str) -> list[Cell]:
    return [cell for _, cell in store.submissions.history("small", "2566-Q1", SCHOOL, field)]


def test_a_submission_comes_back_exactly(store: Store) -> None:
    other = replace(STORED, respondent=OTHER, cells={}, entries={}, changed_at=None, complete_at=NOW)
    save(store, STORED, other)
    found = store.submissions.all("small", "2566-Q1")
    assert found == {SCHOOL: STORED, OTHER: other}
    assert [type(entry.value) for entry in found[SCHOOL].entries.values()] == [
        type(entry.value) for entry in ENTRIES.values()
    ]
    assert str(found[SCHOOL].entries["share"].value) == "80.50"
    assert store.submissions.all("small", "2566-Q2") == {}


def test_only_changed_cells_are_added_to_the_history(store: Store) -> None:
    save(store, STORED)
    save(store, STORED, minutes=5)
    save(store, replace(STORED, cells=CELLS | {"p1_all": Cell(13.0, "13", "NUMBER")}), minutes=10)
    found = store.submissions.history("small", "2566-Q1", SCHOOL, "p1_all")
    assert [(when - NOW, cell.value) for when, cell in found] == [
        (timedelta(0), 12.0),
        (timedelta(minutes=10), 13.0),
    ]
    assert found[0][0].utcoffset() == timedelta(hours=7)
    assert contents(store, "note") == [CELLS["note"]]


def test_the_order_of_rows_is_kept_when_they_were_moved(store: Store) -> None:
    """A row added below and one deleted leave the others as they stood."""
    for minutes, keys in enumerate(["a", "ab", "cab", "cb", "bc", "bc", "cd"]):
        save(store, replace(STORED, cells={f"{key}/x": Cell(key, key) for key in keys}), minutes=minutes)
    found = store.submissions.history("small", "2566-Q1", SCHOOL, ORDER)
    assert [((when - NOW).seconds // 60, order_of(cell)) for when, cell in found] == [
        (2, ["c", "a", "b"]),
        (4, ["b", "c"]),
    ]


def test_a_deleted_answer_stays_in_the_history(store: Store) -> None:
    save(store, STORED)
    save(store, replace(STORED, cells={}), minutes=5)
    save(store, replace(STORED, cells={}), minutes=10)
    assert contents(store, "broken") == [CELLS["broken"], BLANK]
    assert store.submissions.all("small", "2566-Q1")[SCHOOL].cells == {}


def test_a_blank_cell_is_no_history(store: Store) -> None:
    save(store, replace(STORED, cells={"p1_all": BLANK}))
    assert contents(store, "p1_all") == []


def test_the_same_number_shown_otherwise_is_a_change(store: Store) -> None:
    save(store, STORED)
    save(store, replace(STORED, cells=CELLS | {"p1_all": Cell(12.0, "12.00", "NUMBER")}), minutes=5)
    assert [cell.shown for cell in contents(store, "p1_all")] == ["12", "12.00"]


def test_issues_are_those_of_the_last_check_in_order(store: Store) -> None:
    error = Issue(SCHOOL, "share", "not_a_number", "error", "ไม่ใช่ตัวเลข", "x")
    blank = Issue(SCHOOL, "link", "R09", "blank", "ยังไม่กรอก")
    save(store, STORED, issues={SCHOOL: [QUERY, error, blank]})
    assert store.submissions.issues("small", "2566-Q1") == {SCHOOL: [QUERY, error, blank]}
    save(store, STORED, issues={SCHOOL: [error]})
    assert store.submissions.issues("small", "2566-Q1") == {SCHOOL: [error]}
    save(store, STORED)
    assert store.submissions.issues("small", "2566-Q1") == {}


def test_an_accepted_reason_is_remembered_with_what_it_was_given_for(store: Store) -> None:
    save(store, STORED, issues={SCHOOL: [QUERY]}, typed={"p1_all": "ย้ายเข้า"})
    remembered = {SCHOOL: {("p1_all", "R02"): Reason("ย้ายเข้า", "p1_all=12")}}
    assert store.submissions.reasons("small", "2566-Q1") == remembered
    save(
        store,
        STORED,
        issues={SCHOOL: [replace(QUERY, reason="", seen="p1_all=99")]},
        typed={"p1_all": "ย้ายเข้า"},
    )
    assert store.submissions.reasons("small", "2566-Q1") == remembered


def test_another_reason_takes_the_place_of_the_first(store: Store) -> None:
    save(store, STORED, issues={SCHOOL: [QUERY]}, typed={"p1_all": "ย้ายเข้า"})
    save(
        store, STORED, issues={SCHOOL: [replace(QUERY, reason="รวมโรงเรียน")]}, typed={"p1_all": "รวมโรงเรียน"}
    )
    reasons = store.submissions.reasons("small", "2566-Q1")[SCHOOL]
    assert reasons["p1_all", "R02"].text == "รวมโรงเรียน"


@pytest.mark.parametrize("typed", ["", "  "])
def test_a_cleared_reason_is_forgotten_so_that_it_may_be_picked_anew(store: Store, typed: str) -> None:
    save(store, STORED, issues={SCHOOL: [QUERY]}, typed={"p1_all": "ย้ายเข้า"})
    save(store, STORED, issues={SCHOOL: [replace(QUERY, reason="")]}, typed={"p1_all": typed})
    assert store.submissions.reasons("small", "2566-Q1") == {}
