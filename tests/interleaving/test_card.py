"""School edits, owner edits and sweeps in any order: every answer ends on its own cell (DESIGN §5)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from .card_form import ASKED, COUNTS, FIELDS, FORM, REASON, ROUND, WORDS, write_card_form
from .long_runs import PARTS, profile
from .world import Drawn, Edit, World, at, fill, place, text, world

MARK = "🔎 tidtam · "
RED, YELLOW, GREEN, HEAD = "F4C7C3", "FCE8B2", "D9EAD3", "1F4E79"
RESTORED = "ใส่ค่าเดิม"
OURS = ("✖ ต้องแก้", "? ต้องอธิบาย", "✔ ", "○ ", "– ไม่เกี่ยวข้อง")
GOOD = ("3", "12", "7", "40")
BAD = ("มาก", "-4", "12 คน 3")
OWN = {"fill": "FFF2CC", "note": "ของครู"}


def school(field_name: str, typed: str) -> Edit:
    return {
        "user": "school",
        "do": "type",
        "row": {"code": field_name},
        "column": {"code": "#value"},
        "text": typed,
    }


typings = st.one_of(
    st.builds(school, st.sampled_from(COUNTS), st.sampled_from((*GOOD, *BAD, ""))),
    st.builds(school, st.just(ASKED), st.sampled_from(("5", "250", "260", ""))),
    st.builds(school, st.just(WORDS), st.sampled_from(("ดี", "=1+1x", ""))),
)
reasons = st.just(
    {"user": "school", "do": "type", "row": {"code": ASKED}, "column": {"code": "#reason"}, "text": REASON}
)
ROWS, COLUMNS = st.sampled_from(range(15)), st.sampled_from(range(8))
TOP = {"code": "#instructions", "plus": 1}
"""The first row that people sort: a head sorted among the rows is broken, and named."""
structure = st.one_of(
    st.builds(lambda at: {"do": "insertRows", "at": at}, ROWS),
    st.builds(lambda at: {"do": "insertColumns", "at": at}, COLUMNS),
    st.builds(
        lambda a, b: {"do": "moveRows", "at": {"code": a}, "to": {"code": b}},
        st.sampled_from(FIELDS),
        st.sampled_from(FIELDS),
    ),
    st.builds(lambda a, b: {"do": "moveColumns", "at": a, "to": b}, COLUMNS, COLUMNS),
    st.builds(
        lambda by, down: {"do": "sortRows", "at": TOP, "count": 9, "by": by, "descending": down},
        COLUMNS,
        st.booleans(),
    ),
    st.just({"do": "renameTab", "title": "ชื่อใหม่"}),
).map(lambda edit: {"user": "owner", **edit})
edits = st.one_of(typings, typings, reasons, structure)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), edits),
        st.tuples(st.just("sweep"), st.lists(edits, max_size=3)),
    ),
    min_size=1,
    max_size=6,
)


@dataclass
class Model:
    """What stands in the cells, and what may have been lost with a write that hit a moved cell."""

    typed: dict[str, str] = field(default_factory=dict)
    before: dict[str, set[str]] = field(default_factory=dict)

    def take(self, edit: Edit, racing: bool, hit: bool = False) -> None:
        if edit["do"] != "type" or edit["column"]["code"] != "#value":
            return
        self.typing(edit["row"]["code"], edit["text"], racing, hit)

    def typing(self, name: str, words: str, racing: bool, hit: bool = False) -> None:
        """Whoever empties a cell that a write of ours has ``hit`` gets back what stood there, with a word."""
        if racing or (hit and not words):
            self.before.setdefault(name, set()).add(self.typed.get(name, ""))
        else:
            self.before.pop(name, None)
        self.typed[name] = words


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("card")
    with world(home, FORM, ROUND, write_card_form(home / "forms"), "card") as made:
        yield made


@pytest.mark.heavy
@pytest.mark.parametrize("part", range(PARTS))
def test_every_answer_stands_on_its_own_cell(card: World, part: int) -> None:
    @seed(part)
    @profile
    @given(steps)
    def interleaved(script: list[tuple[str, Any]]) -> None:
        run(card, script)

    interleaved()


def run(card: World, script: list[tuple[str, Any]]) -> None:
    card.begin()
    card.sweep()
    model = Model()
    for what, given_edits in script:
        if what == "edit":
            if card.do(given_edits):
                code = given_edits.get("row", {}).get("code", "")
                model.take(given_edits, racing=False, hit=card.hit(code))
        else:
            card.sweep(
                lambda todo=given_edits: [card.do(edit) and model.take(edit, racing=True) for edit in todo]
            )
    card.settle()
    judge(card.drawn(), model)


def judge(drawn: Drawn, model: Model) -> None:
    columns = {role: place(drawn, role) for role in ("#code", "#value", "#status", "#message", "#reason")}
    assert all(columns.values()), columns
    spots = {role: found[1] for role, found in columns.items() if found}
    rows = {text(at(drawn, row, spots["#code"])): row for row in range(len(drawn))}
    for name in FIELDS:
        assert name in rows, f"{name} is lost"
        judge_field(drawn, model, name, rows[name], spots)
    headings = rows["#headings"]
    assert all(fill(at(drawn, headings, spots[role])) == HEAD for role in spots if role != "#code")
    shown = [text(cell) for row in drawn[: spots_row(columns)] for cell in row]
    assert any(words.startswith("แบบนับจำนวน") for words in shown), "the title is lost"
    assert any(words.startswith("บ้านสมมติ") for words in shown), "the school's name is lost"
    receipts = [words for words in shown if words.startswith(("ครบ ", "กรอก "))]
    assert len(receipts) == 1 and receipts[0].endswith(" นาที"), (  # faults of structure would stand below
        f"the receipt is lost, or names a fault: {receipts}"
    )
    judge_strays(drawn, {rows[name] for name in (*FIELDS, "school_id")}, spots, spots_row(columns))


def spots_row(columns: dict[str, tuple[int, int] | None]) -> int:
    """The row of codes."""
    found = columns["#code"]
    assert found
    return found[0]


def judge_field(drawn: Drawn, model: Model, name: str, row: int, spots: dict[str, int]) -> None:
    cell, status = at(drawn, row, spots["#value"]), text(at(drawn, row, spots["#status"]))
    shown, noted = text(cell), cell.get("note", "")
    if shown != model.typed.get(name, ""):
        assert shown in model.before.get(name, ()), f"{name} shows {shown!r}"
        assert RESTORED in noted or not shown, f"{name} was put back without a word"
    if name in COUNTS and shown in BAD:
        assert (fill(cell), status[:1]) == (RED, "✖") and shown[:60] in noted
    elif name == ASKED and shown in ("250", "260"):
        asked = (fill(cell), status[:1]) == (YELLOW, "?") and noted.startswith(MARK)
        answered = (fill(cell), status) == ("", "✔ รับเหตุผลแล้ว")
        assert asked or (answered and text(at(drawn, row, spots["#reason"])) == REASON)
    else:
        assert fill(cell) == "" and (not noted or RESTORED in noted), (
            f"{name}={shown!r}: {fill(cell)} {noted}"
        )
        assert status == ("✔ ผ่าน" if shown else status) and status[:1] != "✖"


def judge_strays(drawn: Drawn, rows: set[int], spots: dict[str, int], head: int) -> None:
    for row, cells in enumerate(drawn):
        for column, cell in enumerate(cells):
            where = f"row {row} column {column}: {text(cell)!r}"
            if cell.get("note", "").startswith(MARK):
                assert row in rows and column == spots["#value"], f"a stray note at {where}"
            if text(cell).startswith(OURS):
                assert row in rows and column == spots["#status"], f"stray words at {where}"
            if fill(cell) in (RED, YELLOW, GREEN) and row > head:
                assert row in rows and column in (spots["#value"], spots["#status"]), (
                    f"a stray colour at {where}"
                )
