"""Groups of the office: their list as it is read, whom a form asks, and how their codes are typed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from service.core.cells import Cell, Outcome
from service.core.contexts import contexts_for, offered_units
from service.core.normalise import Context, parse
from service.core.register import Change, Respondent, compare, read_register
from service.core.respondents import why_nobody
from service.core.rounds import open_round
from service.core.schema import Form
from service.core.unit_register import read_units
from service.definitions.build import build_form
from service.demo.units import demo_units

THAI = ("รหัสหน่วยงาน", "ชื่อหน่วยงาน", "อีเมล", "ป้ายกำกับ", "วันที่ปิด")
PLAN = Respondent("U02", "กลุ่มนโยบายและแผน", "", tags=("planning",), kind="unit")
LAW = Respondent("U09", "กลุ่มกฎหมายและคดี", "", kind="unit")
SCHOOL = Respondent("1099000001", "บ้านนา", "เหนือ", grades=("P1",))
KNOWN = Context(2566, codes={PLAN.code: PLAN.name, LAW.code: LAW.name})


def cells(*rows: Sequence[object]) -> list[list[Cell]]:
    return [[Cell(value, str(value or "")) for value in row] for row in rows]  # type: ignore[arg-type]


def faults(*rows: Sequence[object], known: Sequence[Respondent] = ()) -> list[str]:
    return read_units(cells(THAI, *rows), 2566, known)[1]


def test_units_are_read_without_district_or_grades() -> None:
    row = ("u๐๒", " กลุ่มนโยบาย  และแผน ", "plan@office.example", "planning", "1 ต.ค. 2567")
    assert read_units(cells(THAI, row), 2566) == (
        [
            Respondent(
                "U02", "กลุ่มนโยบาย และแผน", "", email="plan@office.example", tags=("planning",),
                closed=date(2024, 10, 1), kind="unit",
            )
        ],
        [],
    )  # fmt: skip


def test_english_headings_of_units_are_known() -> None:
    units, found = read_units(cells(("Unit_code", "Name"), ("U02", PLAN.name)), 2566)
    assert ([unit.code for unit in units], found) == (["U02"], [])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("U 02/1", "ก", "", "", ""), "แถว 2: รหัส “U02/1” ใช้ไม่ได้"),
        (("U" * 21, "ก", "", "", ""), "1–20 ตัว"),
        (("", "ก", "", "", ""), "แถว 2: ไม่มีรหัสหน่วยงาน"),
        (("U02", "", "", "", ""), "แถว 2: ไม่มีชื่อหน่วยงาน"),
        (("U02", "ก", "ไม่มีแอท", "", ""), "แถว 2: อีเมล"),
    ],
)
def test_a_fault_of_a_unit_names_its_row(row: Sequence[object], words: str) -> None:
    (fault,) = faults(row)
    assert words in fault


def test_missing_headings_of_units_are_named() -> None:
    _, found = read_units(cells(("ชื่อ", "รหัสโรงเรียน")), 2566)
    assert ["รหัสหน่วยงาน" in found[0], "ชื่อหน่วยงาน" in found[1]] == [True, True]


def test_a_code_names_one_respondent_of_whatever_kind() -> None:
    assert "โรงเรียน บ้านนา" in faults(("1099000001", "กลุ่ม", "", "", ""), known=[SCHOOL])[0]
    assert "มีมากกว่าหนึ่งแถว" in faults(("U02", "ก", "", "", ""), ("u02", "ข", "", "", ""))[0]
    table = cells(("รหัสโรงเรียน", "ชื่อโรงเรียน", "อำเภอ", "ชั้นที่เปิดสอน"), ("1099000001", "บ้านนา", "เหนือ", "ป.1"))
    unit = Respondent("1099000001", "กลุ่มเลขยาว", "", kind="unit")
    assert "หน่วยงาน กลุ่มเลขยาว" in read_register(table, 2566, [unit])[1][0]
    assert compare([PLAN], [LAW]) == [Change("new", "U09", LAW.name), Change("absent", "U02", PLAN.name)]


@pytest.mark.parametrize("typed", ["U02", "u02", " U 02 ", "U๐๒", "กลุ่มนโยบายและแผน", "U02 กลุ่มนโยบายและแผน"])
def test_a_unit_is_named_by_its_code_or_title(typed: str) -> None:
    assert parse("unit_code", Cell(typed, typed), KNOWN).value == "U02"


DAY = date(2023, 2, 1)
OWNER = {"name": "owner", "type": "string", "kind": "code", "title": "เจ้าของ"}
BY_UNITS = {"fields": "owner", "reference": {"resource": "units", "fields": "code"}}


def _paper(respondent: str, **head: str) -> Form:
    given = {"id": "paper", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q2"], **head}
    return build_form(
        {
            "form": {
                **given,
                "due": {"days_after_round": 15},
                "title": {"th": "แบบ"},
                "respondent": respondent,
            },
            "sheet": {"layouts": ["card"], "tab": "ก"},
            "groups": [],
            "schema": {"fields": [OWNER], "foreignKeys": [BY_UNITS]},
            "indicators": [],
        }
    )


def _owners(*units: Respondent) -> tuple[Context, Sequence[str]]:
    """How a field of units is read, and what it offers, in the quarter from January to March 2023."""
    form = _paper("unit")
    quarter = open_round(form, "2566-Q2", None)
    offered = offered_units(form, quarter, units).field("owner").choices
    return contexts_for(form, quarter, units)["owner"], offered


@pytest.mark.parametrize(
    ("days", "valid", "offered"),
    [
        ({}, True, True),
        ({"closed": date(2023, 1, 1)}, False, False),  # gone when the round began
        ({"closed": date(2023, 1, 2)}, True, False),
        ({"closed": date(2023, 3, 31)}, True, False),
        ({"opened": date(2023, 3, 31)}, True, True),
        ({"opened": date(2023, 4, 1)}, False, False),
    ],
)
def test_a_unit_may_be_named_that_was_there_on_any_day_of_the_round(
    days: dict[str, date], valid: bool, offered: bool
) -> None:
    context, choices = _owners(replace(PLAN, **days), LAW)
    for typed in (PLAN.code, PLAN.name):
        assert (parse("code", Cell(typed, typed), context).value == PLAN.code) is valid
    assert (f"{PLAN.code} {PLAN.name}" in choices) is offered


def test_of_two_units_of_one_name_the_one_that_is_still_there_is_meant() -> None:
    context, _ = _owners(replace(PLAN, closed=DAY), replace(PLAN, code="U12", opened=DAY))
    typed = (PLAN.name, "U02")
    assert [parse("code", Cell(words, words), context).value for words in typed] == ["U12", "U02"]


@pytest.mark.parametrize(
    ("respondent", "head", "register", "words"),
    [
        ("unit", {}, [SCHOOL], "register import FILE --units ก่อน"),
        ("school", {}, [PLAN], "register import FILE ก่อน"),
        ("unit", {}, [replace(LAW, closed=DAY)], "ไม่มีหน่วยงานใดเปิดอยู่ในวัน 31 มี.ค. 2566"),
        ("unit", {"relevant": "has_tag('planning')"}, [LAW], "form.relevant: has_tag('planning') ไม่ตรงกับหน่วยงานใด"),
        ("unit", {"relevant": "has_tag('planning')"}, [LAW, PLAN], ""),
    ],
)  # fmt: skip
def test_why_nobody_is_asked_is_told_with_what_to_do(
    respondent: str, head: dict[str, str], register: list[Respondent], words: str
) -> None:
    told = why_nobody(_paper(respondent, **head), date(2023, 3, 31), register)
    assert words in told and bool(told) is bool(words)


def test_a_code_of_no_unit_is_named_with_the_nearest() -> None:
    parsed = parse("unit_code", Cell("UO2", "UO2"), KNOWN)
    assert (parsed.outcome, parsed.code) == (Outcome.ERROR, "code_unknown")
    assert parsed.params["suggestion"] == "U02 กลุ่มนโยบายและแผน"


def test_the_units_of_the_demo_can_be_imported() -> None:
    rows = demo_units()
    units, found = read_units(cells(tuple(rows[0]), *[tuple(row.values()) for row in rows]), 2566)
    assert (len(units), units[6].name, found) == (10, "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา", [])
