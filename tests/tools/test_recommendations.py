"""What inspectors recommend goes to the group that owns it, and is followed up from round to round."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from service.steps.pasting import paste_round

from .groups_office import PLANNING, SUPERVISION, GroupsOffice, Typing, groups_office

pytestmark = pytest.mark.long
"""The tests follow one another: all of them, or none."""

GIVEN, DONE = "recommendations", "recommendation_followup"
FIRST, SECOND = "2566-R1", "2566-R2"
PRIME_MINISTER = "ผู้ตรวจราชการสำนักนายกรัฐมนตรี"
READING: Typing = {
    "rec_no": 101,
    "rec_date": "9 ม.ค. 2566",
    "inspector": PRIME_MINISTER,
    "topic": "คุณภาพการศึกษา",
    "issue": "การอ่านออกเขียนได้",
    "rec_text": "ควรนิเทศโรงเรียนที่ผลการอ่านต่ำทุกแห่ง",
    "level": "ระดับพื้นที่",
    "owner_unit": SUPERVISION,
    "due": "30 มิ.ย. 2566",
    "obec_policy": "P3.2, P1.1",
}
DIGITAL = READING | {"rec_no": 102, "rec_text": "ควรลดแบบรายงานที่ซ้ำกัน", "due": "28 ก.พ. 2566"}
PLANS = READING | {"rec_no": 103, "rec_text": "ควรแจ้งปฏิทินติดตามล่วงหน้า", "owner_unit": "กลุ่มนโยบายและแผน"}
NOBODYS = {name: value for name, value in READING.items() if name != "owner_unit"} | {
    "rec_no": 104,
    "rec_text": "ควรจัดประชุมร่วมกับท้องถิ่น",
}
LATER = READING | {"rec_no": 105, "rec_text": "ควรเปิดห้องเรียนต้นแบบ", "due": "15 ก.ค. 2566"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GroupsOffice]:
    with groups_office(tmp_path_factory.mktemp("recommendations"), [GIVEN, DONE]) as made:
        made.begin(GIVEN, FIRST)
        made.type(PLANNING, GIVEN, FIRST, READING, DIGITAL, PLANS, NOBODYS)
        made.said(PLANNING, GIVEN, FIRST)
        made.begin(DONE, FIRST)
        yield made


def numbers(office: GroupsOffice, unit: str, round_id: str = FIRST) -> list[object]:
    return [row["rec_no"] for row in office.rows(unit, DONE, round_id)]


def marks(office: GroupsOffice, round_id: str = FIRST) -> set[tuple[str, str, str]]:
    return {item[:3] for item in office.said(SUPERVISION, DONE, round_id)}


def test_one_without_an_owner_lowers_the_figure_of_those_that_have_one(office: GroupsOffice) -> None:
    assert office.figure(GIVEN, FIRST, "K1") == Decimal("75.00")


def test_each_group_finds_its_own_in_its_tab(office: GroupsOffice) -> None:
    assert (numbers(office, SUPERVISION), numbers(office, PLANNING)) == ([101, 102], [103])
    row = office.rows(SUPERVISION, DONE, FIRST)[0]
    assert (row["rec_text"], row["due"]) == (READING["rec_text"], date(2023, 6, 30))


def test_done_without_evidence_or_day_is_red(office: GroupsOffice) -> None:
    told: Typing = {"state": "แล้วเสร็จ", "progress": 100, "action": "นิเทศครบทุกโรงเรียนแล้ว"}
    office.type(SUPERVISION, DONE, FIRST, {"rec_no": 101} | told)
    said = {item[:2]: item[3] for item in office.said(SUPERVISION, DONE, FIRST) if item[2] == "error"}
    assert said.keys() == {("state", "R02"), ("state", "R04")}
    assert "ข้อ 101" in said["state", "R02"] and "https://" in said["state", "R02"]


def test_an_overdue_one_is_asked_about_and_says_why(office: GroupsOffice) -> None:
    running: Typing = {"state": "กำลังดำเนินการ", "action": "ประชุมคณะทำงานแล้ว 2 ครั้ง"}
    rows = [{"rec_no": 101, "progress": 40} | running, {"rec_no": 102, "progress": 60} | running]
    office.type(SUPERVISION, DONE, FIRST, *rows)
    assert marks(office) == {("state", "R10", "query"), ("problem", "R11", "blank")}
    problem: Typing = {"rec_no": 102, "problem": "รอหน่วยงานกลางปรับแบบรายงาน", "reason": "ขอขยายเวลาแล้ว"}
    office.type(SUPERVISION, DONE, FIRST, problem)
    assert marks(office) == set()
    assert office.figure(DONE, FIRST, "F3") == Decimal("50.00")


def test_one_that_is_added_later_appears_when_the_tabs_are_made_again(office: GroupsOffice) -> None:
    office.type(PLANNING, GIVEN, FIRST, LATER)
    office.said(PLANNING, GIVEN, FIRST)
    office.begin(DONE, FIRST)
    assert numbers(office, SUPERVISION) == [101, 102, 105]


def test_the_second_round_begins_with_how_far_they_had_come(office: GroupsOffice) -> None:
    office.begin(GIVEN, SECOND)
    new = READING | {"rec_no": 201, "rec_date": "9 พ.ค. 2566", "due": "30 ส.ค. 2566"}
    office.type(PLANNING, GIVEN, SECOND, new, READING | {"rec_date": "10 พ.ค. 2566"})
    assert ("rec_no", "R01") in {item[:2] for item in office.said(PLANNING, GIVEN, SECOND)}
    office.begin(DONE, SECOND)
    rows = {row["rec_no"]: row for row in office.rows(SUPERVISION, DONE, SECOND)}
    assert list(rows) == [101, 102, 105, 201]
    assert rows[101]["progress"] == 40 and "state" not in rows[101] and "progress" not in rows[201]
    office.type(SUPERVISION, DONE, SECOND, {"rec_no": 101, "progress": 30})
    assert ("progress", "R01", "error") in marks(office, SECOND)


def test_the_report_is_pasted_in_the_columns_of_the_prime_ministers_office(office: GroupsOffice) -> None:
    table = paste_round(office.service, DONE, FIRST, "results").table
    assert list(table.headings) == [
        "ผต.(เจ้าของเรื่อง)",
        "ข้อเสนอแนะ",
        "การดำเนินงานของหน่วยงาน",
        "เอกสารแนบ",
        "หมายเหตุ",
    ]
    assert [PRIME_MINISTER, READING["rec_text"]] in [list(row[:2]) for row in table.rows]
