"""A list made before groups stood above the headings: read, answered and repaired as it stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.pipeline import repair
from tests.features.office import FIRST_ROW
from tests.interleaving.world import at, fill, place, text

from .carrying_office import NA, CarryingOffice, carrying_office

SCHOOL, ROUND = NA.code, "2566-Q1"
GREEN, RED = "D9EAD3", "F4C7C3"
TOP = FIRST_ROW - 1
"""Such a list has no row of groups."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CarryingOffice]:
    with carrying_office(tmp_path, [NA]) as made:
        made.begin("plans", ROUND)
        made.settle()
        file, tab = made.tab(SCHOOL, "plans", ROUND)
        sheet = {"sheetId": tab.sheet_id}
        groups = {"dimension": "ROWS", "startIndex": 4, "endIndex": 5}
        loose = sheet | {"gridProperties": {"frozenColumnCount": 0}}
        made.owner.batch(
            file.file_id,
            {"updateSheetProperties": {"properties": loose, "fields": "gridProperties.frozenColumnCount"}},
            {"deleteDimension": {"range": sheet | groups}},
        )
        yield made


def fill_in(office: CarryingOffice, row: int, **typed: Any) -> None:
    for name, value in typed.items():
        where = {"row": TOP + row, "column": {"code": name}}
        office._do(*office.tab(SCHOOL, "plans", ROUND), {"do": "type", "text": str(value), **where})


def told(office: CarryingOffice, row: int, name: str) -> tuple[str, str, str, str]:
    """The fill of an answer, and the status, its fill and the words beside it."""
    drawn = office.drawn(SCHOOL, "plans", ROUND)
    head = place(drawn, "#key")
    assert head
    columns = {text(cell): column for column, cell in enumerate(drawn[head[0]])}
    assert [columns[key] for key in ("#key", "#status", "#message", "plan_id")] == [0, 1, 2, 3]
    answer, status, message = (at(drawn, TOP + row, columns[key]) for key in (name, "#status", "#message"))
    return fill(answer), text(status), fill(status), text(message)


def test_its_rows_are_read_and_answered_in_their_own_cells(office: CarryingOffice) -> None:
    fill_in(office, 0, plan_id="P1", plan_name="หลังคา", used=10)
    fill_in(office, 1, plan_id="P2", plan_name="ขุดบ่อ", used="มาก")
    office.settle()
    assert told(office, 0, "used") == ("", "✔ ครบ", GREEN, "")
    colour, status, status_fill, words = told(office, 1, "used")
    assert (colour, status, status_fill) == (RED, "✖ ต้องแก้", RED) and "“มาก”" in words


def test_a_repair_freezes_no_more_than_the_mark(office: CarryingOffice) -> None:
    fill_in(office, 0, plan_id="P1", plan_name="หลังคา", used=10)
    repair(office.service, "plans", ROUND)
    office.settle()
    file, tab = office.tab(SCHOOL, "plans", ROUND)
    sheets = office.owner.json("GET", f"/v4/spreadsheets/{file.file_id}")["sheets"]
    sheet = next(s["properties"] for s in sheets if s["properties"]["sheetId"] == tab.sheet_id)
    assert sheet["gridProperties"].get("frozenColumnCount", 0) <= 2  # the hidden key, and the mark
    assert office.entries(SCHOOL, "plans", ROUND)
