"""A respondent that has nothing to list says so in its sheet, and is finished."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.steps.exporting import export_round
from service.steps.replaying import replayed
from service.store.submissions import Stored
from tests.interleaving.world import text

from .office import FIRST_ROW, Office, office
from .school import ROUND, SCHOOLS

NA = SCHOOLS[0].code


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Office]:
    """The list of projects, in which nobody has typed."""
    with office(tmp_path, "card") as found:
        found.open("projects")
        found.settle()
        yield found


def stored(made: Office) -> Stored:
    return made.service.store.submissions.all("projects", ROUND)[NA]


def head(made: Office) -> str:
    return "\n".join(text(cell) for row in made.drawn(NA, "projects")[: FIRST_ROW - 2] for cell in row)


def said(made: Office, row: int) -> tuple[str, str]:
    """The status of a row of the list, and what it says is to be done."""
    cells = made.drawn(NA, "projects")[FIRST_ROW + row]
    return text(cells[1]), text(cells[2])


def wrong_when_replayed(made: Office) -> int:
    opened = made.service.store.rounds.get("projects", ROUND)
    assert opened
    return len(replayed(made.service, opened)[NA][-1].wrong)


def test_an_empty_list_tells_how_to_say_that_there_is_nothing(made: Office) -> None:
    assert "ถ้าไม่มีรายการในรอบนี้ พิมพ์ ไม่มี ในแถวแรกช่องใดก็ได้" in head(made)
    assert "\nยังไม่กรอก · กำหนดส่ง" in head(made)
    assert stored(made).progress.state == "missing"


@pytest.mark.parametrize(
    ("name", "typed"), [("project_name", "ไม่มี"), ("mood", "ไม่มีในรอบนี้"), ("budget", " ไม่มีโครงการ ")]
)
def test_a_list_that_says_there_is_nothing_is_complete_and_holds_no_row(
    made: Office, name: str, typed: str
) -> None:
    made.type(NA, "projects", **{name: typed})
    made.settle()
    assert said(made, 0) == ("✔ ครบ", "ไม่มีรายการในรอบนี้")
    assert "\nครบ · ไม่มีรายการในรอบนี้ · ส่งทันเวลา" in head(made)
    assert (stored(made).progress.state, stored(made).entries) == ("complete", {})
    assert [cell.shown.strip() for cell in stored(made).cells.values()] == [typed.strip()]
    assert made.issues(NA, "projects") == []


def test_nothing_is_neither_exported_nor_forgotten(made: Office, tmp_path: Path) -> None:
    made.type(NA, "projects", project_name="ไม่มี")
    made.settle()
    export_round(made.service, "projects", ROUND, tmp_path / "out")
    exported = [path.read_text("utf-8-sig") for path in (tmp_path / "out").rglob("*.csv")]
    assert exported and not any("ไม่มี" in content for content in exported)
    assert wrong_when_replayed(made) == 0


def test_nothing_beside_a_row_is_told_in_its_cell_until_either_goes(made: Office) -> None:
    made.type(NA, "projects", row=0, project_name="ไม่มี")
    made.settle()
    made.type(NA, "projects", row=1, project_id="PJ1", project_name="อ่านออก")
    made.settle()
    assert made.issues(NA, "projects") == [("project_name", "none_beside_rows")]
    status, message = said(made, 0)
    assert status == "✖ ต้องแก้" and "“ไม่มี” ไว้ แต่แถวอื่นมีรายการแล้ว: ลบคำนี้ออก" in message
    assert said(made, 1)[0] == "✔ ครบ"
    assert wrong_when_replayed(made) == 1
    made.type(NA, "projects", row=1, project_id=None, project_name=None)
    made.settle()
    assert (made.issues(NA, "projects"), stored(made).progress.state) == ([], "complete")
    made.type(NA, "projects", row=0, project_name=None)
    made.settle()
    assert (said(made, 0), stored(made).progress.state) == (("", ""), "missing")
