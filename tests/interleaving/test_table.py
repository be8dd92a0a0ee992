"""One shared table of several schools: every answer ends on its own cell of its own row."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from service.core.messages import SHEET_WORDS

from .card_form import COUNTS, FORM, ROUND, write_card_form
from .long_runs import PARTS, profile
from .test_card import BAD, GOOD, GREEN, HEAD, MARK, RED, RESTORED, YELLOW, Model
from .world import CODES, Drawn, Edit, World, at, fill, place, text, world

STATES = tuple(SHEET_WORDS.values())


def typed(school: str, field_name: str, words: str) -> Edit:
    where = {"row": {"code": school}, "column": {"code": field_name}}
    return {"user": "school", "do": "type", "text": words, **where}


typings = st.builds(
    typed, st.sampled_from(CODES), st.sampled_from(COUNTS), st.sampled_from((*GOOD, *BAD, ""))
)
ROWS, COLUMNS = st.sampled_from(range(10)), st.sampled_from(range(11))
structure = st.one_of(
    st.builds(lambda at: {"do": "insertRows", "at": at}, ROWS),
    st.builds(lambda at: {"do": "insertColumns", "at": at}, COLUMNS),
    st.builds(lambda a, b: {"do": "moveColumns", "at": a, "to": b}, COLUMNS, COLUMNS),
    st.builds(
        lambda by, down: {
            "do": "sortRows",
            "at": {"code": "#key", "plus": 2},
            "count": 3,
            "by": by,
            "descending": down,
        },
        COLUMNS,
        st.booleans(),
    ),
).map(lambda edit: {"user": "owner", **edit})
edits = st.one_of(typings, typings, structure)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), edits),
        st.tuples(st.just("sweep"), st.lists(edits, max_size=3)),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("table")
    with world(home, FORM, ROUND, write_card_form(home / "forms"), "table") as made:
        yield made


@pytest.mark.heavy
@pytest.mark.parametrize("part", range(PARTS))
def test_every_answer_stands_in_its_schools_row(table: World, part: int) -> None:
    @seed(part)
    @profile
    @given(steps)
    def interleaved(script: list[tuple[str, Any]]) -> None:
        run(table, script)

    interleaved()


def run(table: World, script: list[tuple[str, Any]]) -> None:
    table.begin()
    table.sweep()
    model = Model()

    def take(edit: Edit, racing: bool) -> None:
        if table.do(edit) and edit["do"] == "type":
            name = f"{edit['row']['code']} {edit['column']['code']}"
            hit = not racing and table.hit(name.replace(" ", "|"))
            model.typing(name, edit["text"], racing, hit)

    for what, given_edits in script:
        if what == "edit":
            take(given_edits, racing=False)
        else:
            table.sweep(lambda todo=given_edits: [take(edit, racing=True) for edit in todo])
    table.settle()
    judge(table.drawn(), model)


def judge(drawn: Drawn, model: Model) -> None:
    head = place(drawn, "#key")
    assert head
    spots = {text(cell): column for column, cell in enumerate(drawn[head[0]]) if text(cell)}
    rows = {text(at(drawn, row, head[1])): row for row in range(len(drawn))}
    assert fill(at(drawn, rows["#headings"], spots["#status"])) == HEAD, "a heading lost its colour"
    for school in CODES:
        assert school in rows, f"{school} is lost"
        wrong = [judge_cell(drawn, model, (school, name), rows[school], spots) for name in COUNTS]
        state = text(at(drawn, rows[school], spots["#status"]))
        assert (state == "✖ ต้องแก้") == any(wrong) and state in STATES
    judge_strays(drawn, {rows[school] for school in CODES}, spots)


def judge_cell(drawn: Drawn, model: Model, whose: tuple[str, str], row: int, spots: dict[str, int]) -> bool:
    """Whether the answer is wrong, and marked so."""
    cell, name = at(drawn, row, spots[whose[1]]), " ".join(whose)
    shown, noted = text(cell), cell.get("note", "")
    if shown != model.typed.get(name, ""):
        assert shown in model.before.get(name, ()), f"{name} shows {shown!r}"
        assert RESTORED in noted or not shown, f"{name} was put back without a word"
    if shown in BAD:
        assert fill(cell) == RED and shown in noted, name
        return True
    assert fill(cell) == "" and (not noted or RESTORED in noted), f"{name}={shown!r}: {fill(cell)} {noted}"
    return False


def judge_strays(drawn: Drawn, rows: set[int], spots: dict[str, int]) -> None:
    values = {spots[name] for name in COUNTS}
    for row, cells in enumerate(drawn):
        for column, cell in enumerate(cells):
            where = f"row {row} column {column}: {text(cell)!r}"
            if cell.get("note", "").startswith(MARK):
                assert row in rows and column in values, f"a stray note at {where}"
            if text(cell) in STATES:
                assert row in rows and column == spots["#status"], f"stray words at {where}"
            if fill(cell) in (RED, YELLOW, GREEN):
                assert row in rows and column in {*values, spots["#status"]}, f"a stray colour at {where}"
