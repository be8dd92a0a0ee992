"""A new round's tab begins with what was answered in the round before, and never again after that."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.definitions import load_forms
from service.pipeline import migrate, repair
from tests.features.office import FIRST_ROW

from .carrying_office import NA, PA, CarryingOffice, carrying_office

SCHOOL = NA.code
ROOF = {
    "plan_id": "P1",
    "plan_name": "=1+1",
    "budget": "1234567.89",
    "begun": "9/6/66",
    "done": "เสร็จ",
    "used": "5",
}
WELL = {"plan_id": "007", "plan_name": "ขุดบ่อ", "budget": "ไม่เกี่ยวข้อง"}
ROOF_CARRIED = {
    "plan_id": "P1",
    "plan_name": "=1+1",
    "budget": 1234567.89,
    "begun": "9 มิถุนายน 2566",
    "done": "เสร็จ",
}
WELL_CARRIED = WELL


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CarryingOffice]:
    with carrying_office(tmp_path) as made:
        yield made


def sort_by(office: CarryingOffice, column: int, round_id: str = "2566-Q1") -> None:
    file, tab = office.tab(SCHOOL, "plans", round_id)
    area = {"sheetId": tab.sheet_id, "startRowIndex": FIRST_ROW, "endRowIndex": 20}
    spec = {"dimensionIndex": column, "sortOrder": "ASCENDING"}
    office.owner.batch(file.file_id, {"sortRange": {"range": area, "sortSpecs": [spec]}})


def test_the_rows_of_a_list_are_carried_as_they_were_understood_in_their_order(
    office: CarryingOffice,
) -> None:
    office.begin("plans", "2566-Q1")
    gone = {"plan_id": "ลบ", "plan_name": "จะถูกลบ"}
    office.write(SCHOOL, "plans", ROOF, gone, WELL)
    office.delete_row(SCHOOL, "plans", 1, "2566-Q1")
    sort_by(office, 2)  # by plan_id: 007 before P1
    office.settle()
    office.begin("plans", "2566-Q2")
    assert office.rows(SCHOOL, "plans") == [WELL_CARRIED, ROOF_CARRIED]
    assert office.rows(PA.code, "plans") == []
    office.settle()
    assert (office.state(SCHOOL, "plans"), office.state(PA.code, "plans")) == ("in_progress", "missing")
    assert {entry.value for entry in office.entries(SCHOOL, "plans").values()} >= {
        date(2023, 6, 9),
        True,
        "=1+1",
        "007",
    }
    assert office.issues(SCHOOL, "plans", "2566-Q2") == []


def test_an_amount_is_not_carried_into_another_unit(office: CarryingOffice) -> None:
    office.begin("plans", "2566-Q1")
    office.write(SCHOOL, "plans", ROOF)
    path = office.forms / "plans.yaml"
    written = path.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"')
    path.write_text(written.replace("unit: บาท, title: งบ", "unit: ล้านบาท, title: งบ"), encoding="utf-8")
    office.service = replace(office.service, forms=load_forms(office.forms), kept={})
    office.begin("plans", "2566-Q2")
    assert office.rows(SCHOOL, "plans") == [{k: v for k, v in ROOF_CARRIED.items() if k != "budget"}]


def test_what_was_wrong_or_no_longer_concerns_a_school_is_not_carried(office: CarryingOffice) -> None:
    office.begin("basics", "2566-Q1")
    office.type(
        SCHOOL, "basics", "2566-Q1", phone="045-123456", pupils="900", small="๑๒", mood="ดี", absent="3"
    )
    office.type(PA.code, "basics", "2566-Q1", phone="โทรเลขที่", pupils="1,20")
    office.settle()
    office.service.store.register.save([type(NA)(NA.code, NA.name, NA.district, grades=("P1",))])
    office.begin("basics", "2566-Q2")
    assert office.card(SCHOOL, "basics") == {"phone": "045123456", "mood": "ดี"}
    assert office.card(PA.code, "basics") == {}
    office.settle()
    assert office.state(SCHOOL, "basics") == "in_progress"
    assert office.entries(SCHOOL, "basics")["mood"].value == 2


@pytest.mark.heavy
def test_a_table_begins_with_the_answers_of_the_round_before(office: CarryingOffice) -> None:
    office.begin("basics", "2566-Q1", "table")
    for school, pupils in ((SCHOOL, "120"), (PA.code, "๘๐")):
        office.type_in_table(school, phone="0812345678", pupils=pupils)
    office.settle()
    office.begin("basics", "2566-Q2", "table")
    office.settle()
    values = {code: office.entries(code, "basics")["pupils"].value for code in (SCHOOL, PA.code)}
    assert values == {SCHOOL: 120, PA.code: 80}


@pytest.mark.heavy
@pytest.mark.parametrize("read", [True, False])
def test_what_was_deleted_or_changed_never_comes_back(office: CarryingOffice, read: bool) -> None:
    office.begin("plans", "2566-Q1")
    office.begin("basics", "2566-Q1")
    office.type(SCHOOL, "basics", "2566-Q1", phone="045-123456", pupils="120", absent="3")
    office.write(SCHOOL, "plans", ROOF, WELL)
    for form_id in ("plans", "basics"):
        office.begin(form_id, "2566-Q2")
    if read:
        office.settle()
    office.delete_row(SCHOOL, "plans", 0)
    office.type(SCHOOL, "basics", "2566-Q2", phone=None, pupils="130")
    if read:
        office.settle()
    for form_id in ("plans", "basics"):
        for work in (office.begin, lambda *key: repair(office.service, *key), again(office)):
            work(form_id, "2566-Q2")
            assert office.rows(SCHOOL, "plans") == [WELL_CARRIED]
            assert office.card(SCHOOL, "basics") == {"pupils": "130"}
    office.settle()
    assert office.rows(SCHOOL, "plans") == [WELL_CARRIED]


def again(office: CarryingOffice) -> Any:
    return lambda form_id, round_id: migrate(office.service, form_id, round_id)


@pytest.mark.heavy
def test_a_lost_tab_comes_back_with_what_was_last_read(office: CarryingOffice) -> None:
    office.begin("plans", "2566-Q1")
    office.write(SCHOOL, "plans", ROOF, WELL)
    office.begin("plans", "2566-Q2")
    office.settle()
    office.delete_row(SCHOOL, "plans", 0)
    office.type(SCHOOL, "plans", "2566-Q2", row=0, plan_name="ขุดสระ")
    office.settle()
    file, tab = office.tab(SCHOOL, "plans", "2566-Q2")
    office.owner.batch(file.file_id, {"deleteSheet": {"sheetId": tab.sheet_id}})
    office.begin("plans", "2566-Q2")
    assert office.rows(SCHOOL, "plans") == [WELL_CARRIED | {"plan_name": "ขุดสระ"}]


@pytest.mark.heavy
def test_of_a_round_that_nobody_has_read_nothing_is_carried(office: CarryingOffice) -> None:
    office.begin("plans", "2566-Q1")
    office.type(SCHOOL, "plans", "2566-Q1", **ROOF)
    office.begin("plans", "2566-Q2")
    assert office.rows(SCHOOL, "plans") == []
