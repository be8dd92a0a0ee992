"""The table of gspread's methods: each row holds, and none is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import gspread
import pytest
from gspread_table.bench import Bench, benches
from gspread_table.rows import CLASSES, Row, public_names, run
from gspread_table.show import line
from gspread_table.table import ROWS

from service.emulator import Emulator

pytestmark = pytest.mark.long

Maker = Callable[[], Bench]


@pytest.fixture(scope="module")
def bench(emulator: Emulator) -> Iterator[Maker]:
    with benches(emulator) as maker:
        yield maker


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.title)
def test_the_state_read_back_is_as_the_row_says(bench: Maker, row: Row) -> None:
    outcome = run(row, bench())
    assert outcome.named, f"{row.title} does not call {row.name}"
    assert outcome.seen == outcome.expected


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__name__)
def test_every_public_method_has_a_row(owner: type) -> None:
    named = {row.name for row in ROWS if row.owner is owner}
    assert named == public_names(owner)


def test_a_method_has_a_second_row_only_as_a_named_variant() -> None:
    counted = Counter((row.owner, row.name, row.variant) for row in ROWS)
    assert [key for key, count in counted.items() if count > 1] == []
    first = {(row.owner, row.name) for row in ROWS if not row.variant}
    assert {(row.owner, row.name) for row in ROWS} == first


def test_a_row_that_calls_another_method_is_caught(bench: Maker) -> None:
    honest = next(row for row in ROWS if row.title == "Worksheet.update_note")
    outcome = run(replace(honest, name="clear_note"), bench())
    assert (outcome.seen == outcome.expected, outcome.ok) == (True, False)


def test_a_row_whose_state_is_otherwise_is_caught(bench: Maker) -> None:
    honest = next(row for row in ROWS if row.title == "Spreadsheet.update_locale")
    outcome = run(replace(honest, expect="de_DE"), bench())
    assert (outcome.seen, outcome.ok, line(outcome).endswith("NO")) == ("th_TH", False, True)


def test_only_what_needs_no_call_makes_none(bench: Maker) -> None:
    silent = [row for row in ROWS if row.owner is gspread.Cell]
    assert [run(row, bench()).calls for row in silent] == [()] * len(silent)
