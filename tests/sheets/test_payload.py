"""Large writes in pieces: the pieces, one after the other, do what the whole would have done."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.sheets.payload import LIMIT, cut

from .wired import Wired, typed, wired

Requests = list[dict[str, Any]]


def size(content: Any) -> int:
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def cells(texts: list[str]) -> dict[str, Any]:
    return {"values": [{"userEnteredValue": {"stringValue": text}} for text in texts]}


def block(top: int, rows: list[list[str]], **place: Any) -> dict[str, Any]:
    start = {"start": {"sheetId": 0, "rowIndex": top, "columnIndex": 1}}
    content = {**(place or start), "rows": [cells(row) for row in rows], "fields": "userEnteredValue"}
    return {"updateCells": content}


def ranged(top: int, rows: list[list[str]], spare: int, open_end: bool) -> dict[str, Any]:
    """Into a range that is larger than its rows: what is left over is emptied."""
    area = {"sheetId": 0, "startRowIndex": top, "startColumnIndex": 0, "endColumnIndex": 4}
    end = {} if open_end else {"endRowIndex": top + len(rows) + spare}
    return block(top, rows, range=area | end)


ROWS = st.lists(st.lists(st.text("กขคab1", max_size=12), min_size=1, max_size=3), min_size=1, max_size=9)
TOPS = st.integers(0, 12)
PAINT = st.builds(
    lambda top: {
        "repeatCell": {
            "range": {"sheetId": 0, "startRowIndex": top, "endRowIndex": top + 2},
            "cell": {"userEnteredValue": {"stringValue": "ทับ"}},
            "fields": "userEnteredValue",
        }
    },
    TOPS,
)
REQUESTS = st.lists(
    st.builds(block, TOPS, ROWS) | st.builds(ranged, TOPS, ROWS, st.integers(0, 4), st.booleans()) | PAINT,
    min_size=1,
    max_size=4,
)


@dataclass
class Desk:
    wired: Wired
    whole: str
    pieces: str

    def reset(self) -> None:
        fill = {
            "range": {"sheetId": 0, "endRowIndex": 30, "endColumnIndex": 6},
            "fields": "userEnteredValue",
            "cell": {"userEnteredValue": {"stringValue": "เดิม"}},
        }
        for file in (self.whole, self.pieces):
            self.wired.google.change(file, [{"repeatCell": fill}])

    def shown(self, file: str) -> Any:
        return self.wired.google.read(file)["sheets"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with wired(tmp_path_factory.mktemp("payload")) as here:
        yield Desk(here, here.new_file("ทั้งหมด"), here.new_file("เป็นชิ้น"))


@given(REQUESTS, st.integers(250, 900))
@settings(max_examples=40, deadline=None)
def test_pieces_in_order_do_what_the_whole_does(desk: Desk, requests: Requests, limit: int) -> None:
    desk.reset()
    desk.wired.google.change(desk.whole, requests)
    for batch in cut(requests, limit):
        desk.wired.google.change(desk.pieces, batch)
    assert desk.shown(desk.pieces) == desk.shown(desk.whole)


@given(REQUESTS, st.integers(400, 900))
def test_no_piece_is_larger_than_the_limit(requests: Requests, limit: int) -> None:
    batches = cut(requests, limit)
    assert all(size(batch) <= limit + 2 for batch in batches)  # the brackets around it
    assert sum(map(len, batches)) >= len(requests)


@given(REQUESTS)
def test_what_is_small_stays_whole(requests: Requests) -> None:
    assert cut(requests) == [requests]


def test_only_the_last_piece_empties_what_the_rows_leave_over() -> None:
    rows = [["ก" * 40] for _ in range(6)]
    pieces = [piece["updateCells"] for batch in cut([ranged(3, rows, 4, False)], 400) for piece in batch]
    heights = [item["range"]["endRowIndex"] - item["range"]["startRowIndex"] for item in pieces]
    assert len(pieces) > 2
    assert heights == [len(item["rows"]) for item in pieces[:-1]] + [len(pieces[-1]["rows"]) + 4]


def test_a_row_larger_than_the_limit_goes_alone() -> None:
    huge, small = block(3, [["ก" * 400], ["a"]]), typed("b")
    batches = cut([small, huge, small], 400)
    assert [len(batch) for batch in batches] == [1, 1, 2]
    assert batches[1] == [block(3, [["ก" * 400]])]


def test_nothing_to_write_is_one_empty_batch() -> None:
    assert cut([]) == [[]]


def test_a_write_of_five_megabytes_goes_in_three_and_shows_the_end(tmp_path: Path) -> None:
    with wired(tmp_path) as here:
        file = here.new_file()
        here.emulator.reset_requests()
        text = "ก" * 15_000
        shown = here.google.write(file, [block(0, [[text]] * 110)])
        assert here.asked("sheet_write") == 110 * 3 * 15_000 // LIMIT + 1 == 3
        rows = shown["sheets"][0]["data"][0]["rowData"]
        assert [row["values"][1]["formattedValue"] == text for row in rows] == [True] * 110
