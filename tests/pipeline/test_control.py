"""The control spreadsheet, as the office's people and its register change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from service.core.register import Respondent
from service.core.schema import ReportSpec

from .offices import FORM, NOW, PLAIN_SCHOOLS, ROUND, Office, register, running, truthful
from .shown import GREEN, GREY, RED

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


def kpis(office: Office) -> list[list[str]]:
    """The rows of the KPIs: number, name, percentage, n of N, target, standing, what is counted, apart."""
    return [[cell.text for cell in row] for row in office.control().tab("ตัวชี้วัดของกลุ่มงาน").rows[4:]]


def test_the_kpis_of_the_year_stand_in_the_control_sheet_and_change_when_a_last_day_passes(
    office: Office, newcomer: Respondent
) -> None:
    office.provision()
    office.sweep()
    assert [row[1:4] for row in kpis(office)] == [
        ["ส่งครบทันเวลา", "–", "0 จาก 0"],
        ["บรรลุเป้าหมาย", "–", "0 จาก 0"],
        ["ทำรายงาน", "–", "0 จาก 0"],
    ]
    assert kpis(office)[0][7] == "ไม่นับ 1 รอบที่ยังไม่ถึงกำหนดส่ง"
    past = NOW + timedelta(days=8)
    office.sweep(past)
    assert kpis(office)[0][2:4] == ["66.67", "2 จาก 3"]
    assert kpis(office)[0][7] == "ทันตามที่ขยาย 0 · ช้า 0 · ยังไม่ครบ 1 (ยังไม่กรอก 1)"
    office.sweep(past + timedelta(minutes=20))
    office.sweep(past + timedelta(minutes=40))
    assert office.calls() == {"drive_list": 1}


def test_a_report_that_is_made_is_one_write_of_the_kpis_and_no_more(office: Office) -> None:
    form = replace(office.service.forms[FORM], report=ReportSpec("any.docx", {}, {}))
    aims = (None, None, Decimal(50))
    office.service = replace(office.service, forms={FORM: form}, kpi_aims=aims)
    office.sweep()
    assert kpis(office)[2][2:6] == ["0.00", "0 จาก 2", "50", "● ยังไม่ถึง ปียังไม่จบ"]
    report = office.service.store.reports.add("r1", FORM, ROUND, NOW)
    office.service.store.reports.set(report.id, state="done")
    office.sweep()
    assert office.calls() == {"drive_list": 1, "sheet_write": 1}
    assert kpis(office)[2][2:6] == ["50.00", "1 จาก 2", "50", "● ถึงเป้าหมาย"]
    fills = [row[5].fill for row in office.control().tab("ตัวชี้วัดของกลุ่มงาน").rows[4:]]
    assert fills == [GREY, GREY, GREEN]
    office.sweep()
    assert office.calls() == {"drive_list": 1}
