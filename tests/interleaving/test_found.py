"""Scripts in which an answer once ended on a wrong cell, whatever hypothesis draws today."""

from collections.abc import Iterator
from typing import Any

import pytest

from . import test_card as cards
from . import test_list as lists
from . import test_table as tables
from .card_form import FORM, ROUND, write_card_form
from .list_form import FORM as LIST_FORM
from .list_form import ROUND as LIST_ROUND
from .list_form import write_list_form
from .world import CODES, World, world

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("card")
    with world(home, FORM, ROUND, write_card_form(home / "forms"), "card") as made:
        yield made


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("table")
    with world(home, FORM, ROUND, write_card_form(home / "forms"), "table") as made:
        yield made


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("list")
    with world(home, LIST_FORM, LIST_ROUND, write_list_form(home / "forms"), "list") as found:
        yield found


def owner(do: str, **more: Any) -> dict[str, Any]:
    return {"user": "owner", "do": do, **more}


ABOVE = ("insert_above", 0, "10")
ADD, DELETE = ("add", 0, "10"), ("delete", 0, "10")
ON_CARDS = {
    "a receipt whose code is restored while a row comes above": [
        ("edit", cards.school("books", "5")),
        ("sweep", [owner("moveColumns", at=0, to=2)]),
        ("sweep", [owner("insertRows", at=0)]),
    ],
    "a value that is put back while a row comes above": [
        ("edit", cards.school("remark", "ดี")),
        ("sweep", [owner("moveColumns", at=3, to=1)]),
        ("sweep", [owner("insertRows", at=0)]),
    ],
    "the colour of a group's heading on an answer": [
        ("edit", cards.school("remark", "ดี")),
        ("sweep", [owner("moveColumns", at=3, to=1)]),
        ("edit", cards.school("books", "5")),
        ("sweep", [owner("sortRows", at=cards.TOP, count=9, by=3, descending=False)]),
        ("sweep", [owner("insertRows", at=9)]),
    ],
    "a cell emptied after our write hit it": [
        ("edit", cards.school("remark", "ดี")),
        ("sweep", [owner("insertColumns", at=2)]),
        ("edit", cards.school("remark", "")),
    ],
}
ON_TABLES = {
    "the fill of a status on what has become the message": [
        ("edit", tables.typed(CODES[0], "boys", "มาก")),
        ("sweep", [owner("moveColumns", at=0, to=4)]),
    ],
}
ON_LISTS = {
    "code and heading of a column hit at once": [
        ("edit", [ADD, ADD]),
        ("sweep", [ABOVE, ABOVE]),
    ],
    "codes restored a row too high": [
        ("edit", [ADD]),
        ("sweep", [ABOVE, ABOVE]),
        ("sweep", [DELETE, ABOVE]),
    ],
    "headings restored upon the codes": [
        ("edit", [ADD, ADD]),
        ("sweep", [ABOVE]),
        ("sweep", [DELETE, ABOVE]),
    ],
    "codes hit while they are restored": [
        ("edit", [ADD, ADD]),
        ("sweep", [ABOVE, ABOVE]),
        ("sweep", [ABOVE, ABOVE]),
    ],
}


@pytest.mark.parametrize("name", ON_CARDS)
def test_on_a_card_every_answer_stands_on_its_cell(card: World, name: str) -> None:
    cards.run(card, ON_CARDS[name])


@pytest.mark.parametrize("name", ON_TABLES)
def test_in_a_table_every_answer_stands_in_its_row(table: World, name: str) -> None:
    tables.run(table, ON_TABLES[name])


@pytest.mark.parametrize("name", ON_LISTS)
def test_in_a_list_every_answer_stands_on_its_row(rows: World, name: str) -> None:
    lists.run(rows, ON_LISTS[name])
