"""A row of a list that is not yet whole says what it lacks, and shows where."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from service.pipeline import sweep
from service.sheets.tab_builder import BLANK
from tests.interleaving.world import fill, text
from tests.pipeline.offices import NOW

from .office import FIRST_ROW, Office, office
from .school import SCHOOLS

NA = SCHOOLS[0].code
GREY = "background-color:rgb({}, {}, {})".format(*bytes.fromhex(BLANK))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Office]:
    """A list with a row of which one cell is filled, and one whole row."""
    with office(tmp_path, "card") as found:
        found.open("projects")
        found.type(NA, "projects", row=0, project_id="PJ1", budget=5)
        found.type(NA, "projects", row=1, project_id="PJ2", project_name="อ่านออก")
        found.settle()
        yield found


def grey(made: Office) -> list[tuple[int, str]]:
    """The row (from 0) and column of the cells of the list that Sheets greys."""
    file, tab = made.tab(NA, "projects")
    page = made.owner.json(
        "GET", f"/_emulator/ui/{file.file_id}", params={"gid": tab.sheet_id, "user": "owner"}
    )
    rows = [row["cells"] for row in page["rows"]]
    codes = [cell.get("text", "") for cell in rows[FIRST_ROW - 2]]
    return [
        (number - FIRST_ROW, codes[column])
        for number, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if GREY in cell.get("style", "") and number > FIRST_ROW - 2
    ]


def said(made: Office, row: int) -> tuple[str, str, str]:
    cells = made.drawn(NA, "projects")[FIRST_ROW + row]
    return text(cells[1]), fill(cells[1]), text(cells[2])


def test_a_begun_row_names_its_blanks_and_they_are_grey(made: Office) -> None:
    assert said(made, 0) == ("○ กำลังกรอก", "DDEBF7", "ยังไม่กรอก: ชื่อโครงการ")
    assert said(made, 1)[2] == ""
    assert grey(made) == [(0, "project_name")]


def test_grey_needs_no_sweep_and_stays_on_its_row_when_rows_are_inserted_and_deleted(made: Office) -> None:
    made.type(NA, "projects", row=2, project_id="PJ3")
    assert grey(made) == [(0, "project_name"), (2, "project_name")]
    file, tab = made.tab(NA, "projects")
    place = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": FIRST_ROW, "endIndex": FIRST_ROW + 1}
    made.owner.batch(file.file_id, {"insertDimension": {"range": place, "inheritFromBefore": False}})
    assert grey(made) == [(1, "project_name"), (3, "project_name")]
    made.owner.batch(
        file.file_id, {"deleteDimension": {"range": place}}, {"deleteDimension": {"range": place}}
    )
    assert grey(made) == [(1, "project_name")]


def test_a_row_that_says_there_is_nothing_to_list_is_not_grey(made: Office) -> None:
    for name in ("project_id", "budget"):
        made.type(NA, "projects", row=0, **{name: None})
    made.type(NA, "projects", row=0, mood="ไม่มี")
    assert grey(made) == []


def test_an_overdue_row_says_so(made: Office) -> None:
    sweep(made.service, NOW + timedelta(days=200), full=True)
    status, colour, message = said(made, 0)
    assert (status, colour) == ("○ เลยกำหนด", "F4C7C3")
    assert message == "เลยกำหนดแล้ว กรอกให้ครบ: ชื่อโครงการ"
    assert said(made, 1)[0] == "✔ ครบ"


def test_a_row_that_is_filled_says_nothing_more(made: Office) -> None:
    made.type(NA, "projects", row=0, project_name="คิดเลข")
    made.settle()
    assert said(made, 0)[::2] == ("✔ ครบ", "") and grey(made) == []
