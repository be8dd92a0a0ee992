"""The tables that are pasted into documents of others: their columns in the order these ask for them, and
what stands in the cells when the demo's groups of the office have answered."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from service.core.entries import Entry, Status
from service.core.pasting import Around, Line, Pasted, PasteTable, paste_table, with_names
from service.core.respondents import respondents_of
from service.core.rounds import open_round
from service.core.schema import Export, Form
from service.definitions import load_forms
from service.demo.office import demo_register
from service.demo.schools import demo_schools
from service.demo.tools import true_rows
from service.demo.units import demo_units

FOLDER = Path(__file__).parents[2] / "sheet_schemas"
OFFICE = {"name": "เขตพื้นที่ทดสอบ", "province": "อุบลราชธานี"}


@cache
def forms() -> Mapping[str, Form]:
    return load_forms(FOLDER)


# The Word tables of the e-system of the Prime Minister's Office (DOMAIN §3.1, 1 to 4).
COLUMNS = {
    "pm_inspection": (
        "pm_inspection",
        "results",
        "ประเด็นการตรวจติดตาม|ข้อค้นพบ/ประเด็นปัญหา/ผลการตรวจ|หน่วยรับตรวจ/หน่วยงานที่รับผิดชอบ|ข้อเสนอแนะของผู้ตรวจราชการ"
        "|รายงานผลการดำเนินการของหน่วยรับตรวจ|เอกสารแนบ|ความเห็นของที่ปรึกษา ผต.ภาคประชาชน",
    ),
    "recommendations": (
        "recommendations",
        "by_issue",
        "รอบการตรวจราชการ|หัวข้อ|ประเด็น|จังหวัด|ผต.นร./ผต.กท. (เจ้าของเรื่อง)|ข้อเสนอแนะของ ผต.|หน่วยงานที่เกี่ยวข้อง",
    ),
    "recommendation_followup": (
        "recommendation_followup",
        "results",
        "ผต.(เจ้าของเรื่อง)|ข้อเสนอแนะ|การดำเนินงานของหน่วยงาน|เอกสารแนบ",
    ),
    "pm_inspection register": (
        "pm_inspection",
        "register",
        "ลำดับ|วันที่มีรายงาน|ประเด็น/เรื่อง|จังหวัด|ผู้สร้าง|สถานะ|วันที่ส่ง|ข้อสั่งการ (มี/ไม่มี)|วันที่มีข้อสั่งการ|ไฟล์แนบ",
    ),
    "inspection_calendar": (
        "inspection_calendar",
        "calendar",
        "ครั้งที่|วันเริ่ม|วันสิ้นสุด|ผู้ตรวจ|สถานที่|ประเด็น|หน่วยประสานงาน|สถานะ",
    ),
    "evidence_register": (
        "evidence_register",
        "evidence",
        "หน่วยงาน|ลำดับที่|ประเภท|ชื่อเอกสาร|ใช้กับหน้าที่|วันที่ของเอกสาร|ชั้นการเข้าถึง|ไฟล์|ลิงก์|ลิงก์เปิดได้|ผู้เก็บเอกสาร (ตำแหน่ง)",
    ),
}


def table(form_id: str, export_id: str) -> Export:
    return next(item for item in forms()[form_id].exports if item.id == export_id)


@pytest.mark.parametrize("table_id", COLUMNS)
def test_the_columns_stand_in_the_order_asked_for(table_id: str) -> None:
    form_id, export_id, wanted = COLUMNS[table_id]
    assert "|".join(column.heading for column in table(form_id, export_id).columns) == wanted


def test_what_is_published_is_approved_and_cleared_of_personal_data() -> None:
    assert set(table("publication_register", "public").only) == {"published", "approved", "cleared"}


# -- the cells


def pasted(form_id: str, export_id: str, period: str) -> PasteTable:
    """The table with what all groups of the demo's office truly answer in the round."""
    form, people = forms()[form_id], demo_register(demo_schools(), demo_units())
    opened = open_round(form, f"2566-{period}")
    asked = {item.code: item for item in respondents_of(form, opened.ends, people)}
    rows = [
        Pasted(asked[unit["unit_code"]], line)
        for unit in demo_units()
        if unit["unit_code"] in asked
        for line in lines(form_id, unit, period)
    ]
    around = Around(opened, {}, OFFICE)
    return paste_table(with_names(form, people), table(form_id, export_id), rows, around)


def lines(form_id: str, unit: Mapping[str, str], period: str) -> Iterator[Line]:
    for number, row in enumerate(true_rows(form_id, unit, period), 1):
        yield Line(str(number), {name: Entry(Status.VALUE, value) for name, value in row.items()})


def column(made: PasteTable, heading: str) -> list[object]:
    return [row[made.headings.index(heading)] for row in made.rows]


def test_no_cell_is_a_code_of_the_office_or_a_dash_alone() -> None:
    words = {unit["unit_code"] for unit in demo_units()} | {item["school_code"] for item in demo_schools()}
    words |= {"–", "-"}
    lists = [form for form in forms().values() if form.respondent == "unit" and form.is_list]
    tables = {
        (form.id, item.id): pasted(form.id, item.id, form.rounds[0])
        for form in lists
        for item in form.exports
    }
    assert tables and all(made.rows for made in tables.values())
    found = {
        key: [cell for row in made.rows for cell in row if cell in words] for key, made in tables.items()
    }
    assert {key: cells for key, cells in found.items() if cells} == {}


def test_a_group_stands_by_its_name_and_the_province_is_the_offices() -> None:
    made = pasted("recommendations", "by_issue", "R1")
    names = {unit["name"] for unit in demo_units()}
    assert set(column(made, "หน่วยงานที่เกี่ยวข้อง")) <= names
    assert set(column(made, "จังหวัด")) == {"อุบลราชธานี"}
    assert all(column(made, "หัวข้อ"))
    assert set(column(pasted("inspection_calendar", "calendar", "R1"), "หน่วยประสานงาน")) <= names


def test_the_school_of_a_recommendation_stands_by_its_name_with_who_follows_it_up() -> None:
    made = pasted("recommendation_followup", "by_unit", "R1")
    schools = dict(zip(column(made, "โรงเรียนที่เกี่ยวข้อง"), column(made, "หน่วยงาน"), strict=True))
    (name,) = schools.keys() - {""}
    assert name == demo_schools()[0]["name"] and schools[name] == demo_units()[6]["name"]


def test_what_is_open_after_the_first_round_stands_in_the_second_too() -> None:
    first, second = (pasted("pm_inspection", "register", period) for period in ("R1", "R2"))
    states = dict(zip(column(first, "ลำดับ"), column(first, "สถานะ"), strict=True))
    still_open = [number for number, state in states.items() if state != "ปิดเรื่อง"]
    assert column(second, "ลำดับ")[: len(still_open)] == still_open
    assert not set(column(second, "ลำดับ")) & (set(states) - set(still_open))


def test_a_strategy_stands_with_its_words() -> None:
    words = {code.code: code.title for code in forms()["obec_strategy"].field("strategy").codes}
    found = set(column(pasted("obec_strategy", "summary", "M6"), "กลยุทธ์"))
    assert found and found <= {f"{code} {title}" for code, title in words.items()}


def test_the_shares_of_those_who_answered_add_up_in_a_last_row() -> None:
    made = pasted("moe_respondents", "respondents", "R2")
    *rows, total = made.rows
    assert str(total[3]) == "100.00" and total[2] == sum(int(row[2]) for row in rows)
    assert total[4] == "" and all(row[4] for row in rows)
