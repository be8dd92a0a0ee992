"""Whether a tab that a killed run began holds only what we wrote, each in its place."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.core.cells import Cell
from service.emulator import Emulator
from service.sheets.blueprint import Blueprint
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_list import plan_list
from service.sheets.blueprint_table import plan_table
from service.sheets.building import Known, build
from service.sheets.knowing import begun_list, known_card, known_table
from service.sheets.racing import unanswered

from .desk import BAN_NA, BAN_PA, TAB, Desk, field, form, place, round_of, write

FORM = form(field("a", "หนึ่ง"), field("b", "สอง"))
ONE = Cell(1, "1", "NUMBER")
CARD = plan_card(FORM, round_of(FORM), BAN_NA, ["a", "b"], TAB, {}), known_card({"a": ONE}, {})
TABLE = plan_table(FORM, round_of(FORM), [BAN_NA, BAN_PA], TAB), known_table({BAN_NA.code: {"a": ONE}})
LIST = plan_list(FORM, round_of(FORM), BAN_NA, TAB), begun_list([{"a": ONE}, {"b": ONE}])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Emulator(tmp_path_factory.mktemp("google")) as emulator:
        yield Desk(emulator)


def begin(desk: Desk, plan: Blueprint, begun: Known) -> None:
    desk.make(plan)
    desk.apply({"deleteSheet": {"sheetId": TAB}}, *build(plan, begun))


@pytest.mark.parametrize(("plan", "begun"), [CARD, TABLE, LIST], ids=["card", "table", "list"])
def test_what_a_tab_is_made_with_is_no_answer(desk: Desk, plan: Blueprint, begun: Known) -> None:
    begin(desk, plan, begun)
    assert unanswered(plan, desk.tab(), begun)
    assert not unanswered(plan, desk.tab())


@pytest.mark.parametrize(
    ("made", "row", "column", "below"),
    [
        (CARD, "b", "#value", 0),
        (TABLE, BAN_NA.code, "b", 0),
        (TABLE, BAN_PA.code, "a", 0),
        (LIST, "", "b", 1),
        (LIST, "", "a", 3),
    ],
)
def test_the_same_value_in_another_place_is_an_answer(
    desk: Desk, made: tuple[Blueprint, Known], row: str, column: str, below: int
) -> None:
    plan, begun = made
    begin(desk, plan, begun)
    at, across = place(desk.tab(), row, column) if not below else at_tail(plan, column, below)
    desk.apply(write(at, across, 1))
    assert not unanswered(plan, desk.tab(), begun)


def at_tail(plan: Blueprint, column: str, below: int) -> Any:
    """A cell so many rows below the planned ones."""
    return len(plan.rows) - 1 + below, [line.key for line in plan.columns].index(column)
