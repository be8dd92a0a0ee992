"""All forms of a respondent are tabs of one spreadsheet: one read and one write serve them all."""

from pathlib import Path

import pytest

from .carrying_office import NA, CarryingOffice, carrying_office
from .test_rows_from import advice

SCHOOL = NA.code
PLAN = {"plan_id": "P1", "plan_name": "สร้างหลังคา"}
OTHER_FORMS = {"advice": advice("9", "ทาสี"), "plans": {"plan_id": "P2", "plan_name": "ขุดบ่อ"}}


def spent(office: CarryingOffice, file_id: str) -> list[str]:
    """What the last sweep asked of Google about one file."""
    return [request["kind"] for request in office.emulator.requests() if file_id in request["path"]]


def test_tabs_of_the_newest_round_stand_in_front(tmp_path: Path) -> None:
    with carrying_office(tmp_path, [NA]) as office:
        for form_id, round_id in (("plans", "2566-Q1"), ("basics", "2566-Q1"), ("plans", "2566-Q2")):
            office.begin(form_id, round_id)
        file, newest = office.tab(SCHOOL, "plans", "2566-Q2")
        school = list(office.service.google.titles(file.file_id).values())
        assert school[0] == newest.title and len(school) == 3
        control = next(file for file in office.service.store.spreadsheets.all() if file.kind == "control")
        titles = list(office.service.google.titles(control.file_id).values())
        assert all("2566-Q2" in title for title in titles[:2]) and len(titles) == 7
        assert "สถานะ" in titles[0] and titles[-1] == "ตัวชี้วัดของกลุ่มงาน"


@pytest.mark.heavy
def test_a_school_that_edits_all_its_forms_costs_one_read_and_one_write(tmp_path: Path) -> None:
    with carrying_office(tmp_path, [NA]) as office:
        for form_id in ("plans", "basics", "advice", "follow"):
            office.begin(form_id, "2566-Q1")
        office.type(SCHOOL, "basics", "2566-Q1", phone="045-123456", pupils="120", absent="3")
        office.type(SCHOOL, "plans", "2566-Q1", **PLAN)
        office.type(SCHOOL, "advice", "2566-Q1", **advice("1", "ถมดิน"))
        office.settle()
        for form_id in ("plans", "basics", "advice", "follow"):
            office.begin(form_id, "2566-Q2")
        file, _ = office.tab(SCHOOL, "plans")
        assert len({(tab.form_id, tab.round_id) for tab in file.tabs}) == len(file.tabs) == 8

        # What was only prefilled is read at once, as if it had been typed.
        office.sweep()
        assert spent(office, file.file_id) == ["sheet_read", "sheet_write"]
        assert [office.state(SCHOOL, form_id) for form_id in ("plans", "basics", "advice", "follow")] == [
            "in_progress", "in_progress", "missing", "in_progress",
        ]  # fmt: skip
        office.settle()

        for round_id in ("2566-Q1", "2566-Q2"):
            office.type(SCHOOL, "basics", round_id, absent="๗", pupils="99999")
            office.type(SCHOOL, "follow", round_id, row=1, answer="ไม่ได้ใส่เลขที่")
            for form_id, row in OTHER_FORMS.items():
                office.type(SCHOOL, form_id, round_id, row=1, **row)
        asked = office.sweep()
        assert spent(office, file.file_id) == ["sheet_read", "sheet_write"]
        assert asked["drive_list"] == 1 and asked["sheet_read"] == 1
        for round_id in ("2566-Q1", "2566-Q2"):
            assert "maximum" in str(office.issues(SCHOOL, "basics", round_id)), round_id
            assert office.state(SCHOOL, "follow", round_id) != "missing"
            assert "P2" in {entry.value for entry in office.entries(SCHOOL, "plans", round_id).values()}
        assert office.sweep() == {"drive_list": 1}
