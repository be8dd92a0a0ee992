"""Rows that schools add, copy, sort and delete among sweeps: every answer on its own row, every key its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from service.core.messages import SHEET_WORDS

from .list_form import FORM, ROUND, write_list_form
from .long_runs import PARTS, profile
from .world import Drawn, World, at, fill, place, text, world

MARK, RESTORED = "🔎 tidtam · ", "ใส่ค่าเดิม"
RED, HEAD = "F4C7C3", "1F4E79"
STATES = tuple(SHEET_WORDS.values())
GOOD, BAD = ("10", "50", "90"), ("มาก", "-4")
NAMES = tuple("กขคงจฉ")
FIRST = 6
"""The first row below the head, as the tab is made."""


@dataclass
class Model:
    """The rows by their advice: how far each is done. ``racing`` were touched while we were writing."""

    rows: dict[str, str] = field(default_factory=dict)
    before: dict[str, set[str]] = field(default_factory=dict)
    count: int = 0


@dataclass
class List:
    """What people do to the list; rows are chosen by what stands in them."""

    made: World
    model: Model

    def typed(self, row: int | str, column: str, words: str) -> bool:
        where: Any = {"code": row} if isinstance(row, str) else row
        edit = {"user": "school", "do": "type", "row": where, "column": {"code": column}, "text": words}
        return self.made.do(edit)

    def blank_row(self) -> int:
        drawn = self.made.drawn()
        columns = [place(drawn, name) for name in ("advice", "done", "budget", "proof")]
        first = place(drawn, "advice")
        assert first and all(columns)
        rows = range(first[0] + 2, len(drawn) + 1)
        return next(r for r in rows if not any(text(at(drawn, r, c[1])) for c in columns if c))

    def add(self, done: str) -> None:
        self.model.count += 1
        name = f"เรื่องที่ {self.model.count}"
        row = self.blank_row()
        assert self.typed(row, "advice", name) and self.typed(row, "done", done)
        self.model.rows[name] = done

    def change(self, name: str, done: str, racing: bool) -> None:
        assert self.typed(name, "done", done)
        if racing:
            self.model.before.setdefault(name, set()).add(self.model.rows[name])
        self.model.rows[name] = done

    def copy(self, name: str) -> None:
        """The whole row, hidden key and all, onto the first blank one; then its words are changed."""
        drawn, to = self.made.drawn(), self.blank_row()
        found = place(drawn, name)
        assert found
        areas = [
            {"sheetId": self.made.sheet_id, "startRowIndex": row, "endRowIndex": row + 1}
            for row in (found[0], to)
        ]
        paste = {"copyPaste": {"source": areas[0], "destination": areas[1], "pasteType": "PASTE_NORMAL"}}
        assert self.made.do({"user": "school", "do": "requests", "requests": [paste]})
        self.model.count += 1
        new = f"เรื่องที่ {self.model.count}"
        assert self.typed(to, "advice", new)
        self.model.rows[new] = self.model.rows[name]
        self.model.before[new] = set(self.model.before.get(name, ()))

    def delete(self, name: str) -> None:
        edit = {"user": "school", "do": "deleteRows", "at": {"code": name}}
        assert self.made.do(edit)
        del self.model.rows[name]

    def sort(self, first: int, by: str, down: bool) -> None:
        top = self.head()
        edit = {
            "user": "school",
            "do": "sortRows",
            "at": top,
            "count": 20,
            "by": {"code": by},
            "descending": down,
        }
        assert self.made.do(edit if not first else {**edit, "from": first})

    def head(self) -> int:
        found = place(self.made.drawn(), "advice")
        assert found
        return found[0] + 2


def act(page: List, what: str, which: int, value: str, racing: bool) -> None:
    names = list(page.model.rows)
    name = names[which % len(names)] if names else ""
    owner = {"user": "owner"}
    if what == "add":
        page.add(value)
    elif what == "insert":
        page.made.do({"user": "school", "do": "insertRows", "at": page.head() + which})
    elif what == "insert_above":
        page.made.do({**owner, "do": "insertRows", "at": which % 4})
    elif what == "column":
        page.made.do({**owner, "do": "insertColumns", "at": which % 8})
    elif what == "move":
        page.made.do({**owner, "do": "moveColumns", "at": 1 + which % 6, "to": 1 + (which * 3) % 7})
    elif what == "sort":
        page.sort(0, ("advice", "done", "budget")[which % 3], bool(which % 2))
    elif name and what == "change":
        page.change(name, value, racing)
    elif name and what == "copy":
        page.copy(name)
    elif name and what == "delete":
        page.delete(name)


WHAT = st.sampled_from(
    ("add", "add", "change", "change", "copy", "delete", "insert", "insert_above", "column", "move", "sort")
)
actions = st.tuples(WHAT, st.sampled_from(range(8)), st.sampled_from((*GOOD, *BAD)))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.lists(actions, min_size=1, max_size=3)),
        st.tuples(st.just("sweep"), st.lists(actions, max_size=2)),
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("list")
    with world(home, FORM, ROUND, write_list_form(home / "forms"), "list") as found:
        yield found


@pytest.mark.heavy
@pytest.mark.parametrize("part", range(PARTS))
def test_every_answer_stands_on_its_own_row(made: World, part: int) -> None:
    @seed(part)
    @profile
    @given(steps)
    def interleaved(script: list[tuple[str, Any]]) -> None:
        run(made, script)

    interleaved()


def run(made: World, script: list[tuple[str, Any]]) -> None:
    made.begin()
    page = List(made, Model())
    for what, todo in script:
        if what == "edit":
            for action in todo:
                act(page, *action, racing=False)
        else:
            made.sweep(lambda todo=todo: [act(page, *action, racing=True) for action in todo])
    made.settle()
    judge(made.drawn(), page.model)


def judge(drawn: Drawn, model: Model) -> None:
    spots = {
        code: found[1]
        for code in ("#key", "#status", "#message", "advice", "done")
        if (found := place(drawn, code))
    }
    assert len(spots) == 5, spots
    head = place(drawn, "advice")
    assert head
    assert fill(at(drawn, head[0] + 1, spots["#status"])) == HEAD, "a heading lost its colour"
    receipts = [
        text(cell)
        for row in drawn[: head[0]]
        for cell in row
        if text(cell).startswith(("ครบ ", "กรอก ", "ยังไม่"))
    ]
    assert len(receipts) == 1 and "ไม่พบ" not in receipts[0] and "หัวข้อ" not in receipts[0], receipts
    rows = {text(at(drawn, r, spots["advice"])): r for r in range(head[0] + 2, len(drawn))}
    rows.pop("", None)
    assert set(rows) == set(model.rows)
    keys = [text(at(drawn, row, spots["#key"])) for row in rows.values()]
    assert all(keys) and len(set(keys)) == len(keys), f"keys {keys}"
    for name, row in rows.items():
        judge_row(drawn, model, name, row, spots)
    judge_strays(drawn, head[0], set(rows.values()), spots)


def judge_row(drawn: Drawn, model: Model, name: str, row: int, spots: dict[str, int]) -> None:
    cell, status = at(drawn, row, spots["done"]), text(at(drawn, row, spots["#status"]))
    shown, noted = text(cell), cell.get("note", "")
    if shown != model.rows[name]:
        assert shown in model.before.get(name, ()) and RESTORED in noted, f"{name} shows {shown!r}"
    if shown in BAD:
        assert (fill(cell), status) == (RED, "✖ ต้องแก้") and shown in noted
    else:
        assert (fill(cell), status) == ("", SHEET_WORDS["complete"]) and (not noted or RESTORED in noted), (
            f"{name} {shown} {noted}"
        )


def judge_strays(drawn: Drawn, head: int, rows: set[int], spots: dict[str, int]) -> None:
    for row in range(head + 2, len(drawn)):
        for column, cell in enumerate(drawn[row]):
            where = f"row {row} column {column}: {text(cell)!r}"
            if cell.get("note", "").startswith(MARK):
                assert row in rows and column in (spots["done"], spots["advice"]), f"a stray note at {where}"
            if text(cell) in STATES or (text(cell).startswith("k") and len(text(cell)) == 9):
                assert row in rows and column in (spots["#status"], spots["#key"]), f"stray words at {where}"
            if row not in rows:
                assert not text(cell), f"something is left at {where}"
            if fill(cell) == RED:
                assert row in rows and column in (spots["done"], spots["#status"]), (
                    f"a stray colour at {where}"
                )
