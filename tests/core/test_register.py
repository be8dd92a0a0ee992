"""The office's list of schools: what is read, and what is said of a faulty one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from cast import BAN_NA, BAN_PA

from service.core.cells import Cell
from service.core.register import Change, Respondent, compare, parse_grades, read_register

THAI = ("รหัสโรงเรียน", "ชื่อโรงเรียน", "อำเภอ", "ชั้นที่เปิดสอน")
SCHOOL = ("1099000001", "บ้านนา", "เหนือ", "อ.1-3 ป.1-ป.6")


def read(*rows: Sequence[object]) -> tuple[list[Respondent], list[str]]:
    cells = [[Cell(value, str(value or "")) for value in row] for row in rows]  # type: ignore[arg-type]
    return read_register(cells, 2566)


def faults(*rows: Sequence[object]) -> list[str]:
    _, found = read(*rows)
    return found


def test_thai_headings_are_known() -> None:
    headings = (*THAI, "ตำบล", "กลุ่มเครือข่าย", "จำนวนนักเรียน", "อีเมล", "ป้ายกำกับ", "วันที่จัดตั้ง", "รหัส SMIS")
    row = (*SCHOOL, "นาดี", "ลุ่มน้ำ", "๑๒๐", "na@school.example", "a, b", "1 พ.ค. 2500", "49010001")
    assert read(headings, row) == (
        [
            Respondent(
                "1099000001", "บ้านนา", "เหนือ", "นาดี", "ลุ่มน้ำ", ("K", "P1", "P2", "P3", "P4", "P5", "P6"), 120,
                "na@school.example", ("a", "b"), opened=date(1957, 5, 1), smis_code="49010001",
            )
        ],
        [],
    )  # fmt: skip


def test_english_headings_in_another_order_are_known() -> None:
    ((school,), found) = read(
        ("Grades", "Name", "District", "Remark", "School_Code"),
        ("K P1", "บ้านนา", "อำเภอเหนือ", "", 1099000001.0),
    )
    assert (school.code, school.district, school.grades, found) == ("1099000001", "เหนือ", ("K", "P1"), [])


def test_a_heading_may_have_line_breaks_and_capitals() -> None:
    assert read(("รหัส 10\n หลัก", " ชื่อโรงเรียน ", "อำเภอ", "GRADES"), SCHOOL)[1] == []


def test_rows_without_anything_are_passed_over() -> None:
    schools, found = read(THAI, ("", None, " ", ""), SCHOOL)
    assert len(schools) == 1 and found == []


def test_every_missing_heading_is_named() -> None:
    found = faults(("ชื่อโรงเรียน", "หมายเหตุ"), SCHOOL)
    assert [part in line for part, line in zip(("code", "district", "grades"), found, strict=True)] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("", *SCHOOL[1:]), "ไม่มีรหัสโรงเรียน"),
        (("109900000l", *SCHOOL[1:]), "“109900000l” มีตัวที่ไม่ใช่ตัวเลข"),
        (("49010001", *SCHOOL[1:]), "49010001"),
        (("1.099E+09", *SCHOOL[1:]), "ถูกย่อจนเลขหาย"),
        ((SCHOOL[0], "", *SCHOOL[2:]), "ไม่มีชื่อโรงเรียน"),
        ((*SCHOOL[:2], "", SCHOOL[3]), "ไม่มีอำเภอ"),
        ((*SCHOOL[:3], ""), "ไม่มีชั้นที่เปิดสอน"),
        ((*SCHOOL[:3], "ป.1-ป.7"), "ไม่รู้จักชั้น “ป.1-ป.7”"),
        ((*SCHOOL, "มาก"), "จำนวนนักเรียน: “มาก” ไม่ใช่ตัวเลข"),
        ((*SCHOOL, "", "na.school.example"), "อีเมล: “na.school.example” ไม่ใช่อีเมล"),
        ((*SCHOOL, "", "", "32 พ.ค. 2500"), "วันที่เปิด: ไม่มีวันที่ “32 พ.ค. 2500”"),
        ((*SCHOOL, "", "", "1 พ.ค. 2560", "1 พ.ค. 2550"), "วันที่ปิดไม่อยู่หลังวันที่เปิด"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_named_by_its_number(row: Sequence[object], words: str) -> None:
    headings = (*THAI, "นักเรียน", "อีเมล", "วันที่เปิด", "วันที่ปิด")
    schools, found = read(headings, ("1099000009", *SCHOOL[1:]), row)
    assert len(found) == 1 and found[0].startswith("แถว 3: ") and words in found[0]
    assert [school.code for school in schools] == ["1099000009"]


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    found = faults(THAI, ("", "", "เหนือ", "ป.9"), SCHOOL, (*SCHOOL[:3], ""))
    assert [line.split(":")[0] for line in found] == ["แถว 2", "แถว 2", "แถว 2", "แถว 4"]


def test_a_code_in_two_rows_is_told_with_both_rows() -> None:
    (found,) = faults(THAI, SCHOOL, ("1099000002", *SCHOOL[1:]), SCHOOL)
    assert found.startswith("แถว 2, 4: รหัส 1099000001 มีมากกว่าหนึ่งแถว")


@pytest.mark.parametrize(("rows", "words"), [((), "ไฟล์ว่าง"), ((THAI,), "ไม่มีโรงเรียนสักแห่ง")])
def test_an_empty_file_is_a_fault(rows: Sequence[Sequence[object]], words: str) -> None:
    assert words in faults(*rows)[0]


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("K P1 P2", "K P1 P2"),
        ("อ.1-3, ป.1-6", "K P1 P2 P3 P4 P5 P6"),
        ("อ.๑-ป.๖", "K P1 P2 P3 P4 P5 P6"),
        ("ป.1 - ป.3", "P1 P2 P3"),
        ("ป.5–ม.2", "P5 P6 M1 M2"),
        ("อนุบาล;ม.1", "K M1"),
        ("p1 m6", "P1 M6"),
        ("ป.2 ป.1 ป.2", "P1 P2"),
    ],
)
def test_grades_are_read_as_offices_write_them(text: str, grades: str) -> None:
    assert parse_grades(text) == (tuple(grades.split()), [])


@pytest.mark.parametrize("text", ["ป.7", "ม.0", "ป.3-ป.1", "ปวช.1", "3", "ป"])
def test_a_grade_nobody_knows_is_handed_back(text: str) -> None:
    assert parse_grades(text) == ((), [text])


def test_importing_again_shows_what_would_change() -> None:
    moved = replace(BAN_PA, district="ใต้", tags=("a", "b"))
    new = replace(BAN_NA, code="1099000009", name="บ้านใหม่")
    assert compare([BAN_NA, BAN_PA], [moved, new]) == [
        Change("changed", BAN_PA.code, "บ้านป่า", "อำเภอ: เหนือ → ใต้; ป้ายกำกับ: – → a b"),
        Change("new", "1099000009", "บ้านใหม่"),
        Change("absent", BAN_NA.code, "บ้านนา"),
    ]


def test_the_same_register_changes_nothing() -> None:
    assert compare([BAN_NA, BAN_PA], [BAN_PA, BAN_NA]) == []


@pytest.mark.parametrize(
    ("day", "reports"),
    [("2017-04-30", False), ("2017-05-01", True), ("2023-03-31", True), ("2023-04-01", False)],
)
def test_a_school_reports_from_its_first_to_its_last_day(day: str, reports: bool) -> None:
    school = replace(BAN_NA, opened=date(2017, 5, 1), closed=date(2023, 4, 1))
    assert school.is_open(date.fromisoformat(day)) is reports


MERGED = (*THAI, "วันที่ปิด", "รวมกับโรงเรียน")
OTHER = ("1099000002", *SCHOOL[1:], "", "")


def test_a_school_is_merged_into_another_on_its_closing_day() -> None:
    schools, found = read(MERGED, (*SCHOOL, "1 พ.ค. 2566", OTHER[0]), OTHER)
    assert (schools[0].merged_into, schools[0].closed, found) == (OTHER[0], date(2023, 5, 1), [])


@pytest.mark.parametrize(
    ("closed", "into", "words"),
    [
        ("", OTHER[0], "ไม่มีวันที่ปิด"),
        ("1 พ.ค. 2566", "1099000077", "ไม่มีโรงเรียนอื่นรหัส 1099000077"),
        ("1 พ.ค. 2566", SCHOOL[0], f"ไม่มีโรงเรียนอื่นรหัส {SCHOOL[0]}"),
        ("1 พ.ค. 2566", "1099000003", "ไม่เปิดในวันที่ 2023-05-01"),
    ],
)
def test_a_merger_that_cannot_be_is_named_by_its_row(closed: str, into: str, words: str) -> None:
    gone = ("1099000003", *SCHOOL[1:], "1 พ.ค. 2560", "")
    found = faults(MERGED, OTHER, (*SCHOOL, closed, into), gone)
    assert len(found) == 1 and found[0].startswith("แถว 3: รวมกับโรงเรียน: ") and words in found[0]


def test_the_receiving_school_may_stand_in_the_register_alone() -> None:
    row = [Cell(value, str(value)) for value in (*SCHOOL, "1 พ.ค. 2566", BAN_PA.code)]
    head = [Cell(value, str(value)) for value in MERGED]
    assert read_register([head, row], 2566, [BAN_PA])[1] == []
    assert len(read_register([head, row], 2566)[1]) == 1
