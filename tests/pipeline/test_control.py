"""The control spreadsheet, as the office's people and its register change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from service.core.register import Respondent

from .offices import PLAIN_SCHOOLS, Office, register, running, truthful
from .shown import RED

pytestmark = pytest.mark.long

FIELD = "qp05_plans"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Two schools that have answered."""
    planned = [truthful(school) for school in PLAIN_SCHOOLS[:2]]
    with running(tmp_path, planned) as office:
        office.provision()
        office.fill(planned)
        office.sweep()
        yield office


@pytest.fixture
def newcomer(office: Office) -> Respondent:
    """A third school in the register."""
    school = truthful(PLAIN_SCHOOLS[2])
    office.planned[school.code] = school
    respondent: Respondent = register([school.school])[0]
    office.service.store.register.save([respondent])
    return respondent


def test_a_school_that_joins_later_gets_a_sheet_and_a_row_of_its_own(
    office: Office, newcomer: Respondent
) -> None:
    assert office.provision() == 1
    office.refill(newcomer.code)
    office.sweep()
    assert office.standing(newcomer.code)[0] == "ครบ"
    office.sweep()
    assert office.calls() == {"drive_list": 1}


def test_the_row_of_a_school_that_was_closed_goes(office: Office, newcomer: Respondent) -> None:
    office.provision()
    office.sweep()
    office.service.store.register.save([replace(newcomer, closed=date(2022, 12, 31))])
    office.sweep()
    shown = [row[0].text for row in office.control().tab("สถานะ").rows]
    assert newcomer.code not in shown and len(shown) == 4 + 2


@pytest.mark.parametrize("damage", ["deleteTab", "trash"])
def test_a_damaged_control_sheet_keeps_no_school_from_its_answer(office: Office, damage: str) -> None:
    file, code = office.file(kind="control"), office.example
    if damage == "trash":
        path = f"/drive/v3/files/{file.file_id}?supportsAllDrives=true"
        office.owner.ask("DELETE", path)
    else:
        assert office.owner.menu(file.file_id, file.tabs[0].sheet_id, damage).ok
    office.type(code, FIELD, "หลายแผน")
    office.sweep()
    assert office.card(code).cell(FIELD).fill == RED


def test_what_somebody_typed_over_the_control_sheet_is_put_right_with_the_next_change(office: Office) -> None:
    file, code = office.file(kind="control"), office.example
    status = next(tab for tab in file.tabs if tab.purpose == "status")
    assert office.owner.type(file.file_id, status.sheet_id, 4, 3, "สบายดี").ok
    office.type(code, FIELD, "หลายแผน")
    office.sweep()
    assert {row[3].text for row in office.control().tab("สถานะ").rows[4:]} == {"ต้องแก้", "ครบ"}
