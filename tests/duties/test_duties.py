"""docs/duties.md promises a test for each duty of the manual: every one of them is there."""

import re

import pytest

from .named import COLUMNS, DOCUMENT, NONE, WAITS, Named, Row, all_named, rows, stands

TEXT = DOCUMENT.read_text(encoding="utf-8")
ROWS = list(rows(TEXT))
DUTIES = ["D1", *[f"D2.{n}" for n in range(1, 7)], *[f"D3.{n}" for n in range(1, 7)], *[f"D4.{n}" for n in range(1, 4)],
          "D5", "D6", "D7", "D8", "D9", "D10", "D11"]  # fmt: skip


def test_every_duty_of_the_manual_has_a_row() -> None:
    assert [row.duty.split()[0] for row in ROWS] == DUTIES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.duty.split()[0])
def test_every_cell_names_a_test_or_says_why_there_is_none(row: Row) -> None:
    for column in COLUMNS:
        said = row.cells[column]
        excused = said.startswith(NONE) or (column == "output" and said.startswith(WAITS))
        assert row.tests(column) or excused, f"{row.duty}, {column}: {said!r}"


@pytest.mark.parametrize("test", all_named(TEXT), ids=lambda test: test.id)
def test_a_named_test_is_there(test: Named) -> None:
    assert stands(test), f"docs/duties.md names {test.id}, which is gone"


def test_a_test_that_is_gone_is_noticed() -> None:
    assert not stands(Named("tests/duties/test_duties.py", "test_of_yesterday", ""))
    assert not stands(Named("tests/duties/test_of_yesterday.py", "test_a_named_test_is_there", ""))
    assert stands(Named("tests/duties/test_duties.py", "test_a_named_test_is_there", ""))


def test_nothing_else_in_the_document_looks_like_a_test() -> None:
    assert len(re.findall(r"tests/[\w/]+\.py::", TEXT)) == len(all_named(TEXT))
