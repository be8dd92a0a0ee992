"""Mistakes planted one by one into a right answer: each is found in its cell, and nothing else is marked."""

from decimal import Decimal
from typing import Any

import pytest

from service.core.rule_checks import suspected
from service.core.schema import written_as

from .school import BAN_DOI, BAN_NA, BAN_PA, SCHOOLS, Typed, forms, found, marks, rows, small_form, submission

EVERYTHING = forms()["everything"]
PROJECTS, ACTIVITIES = forms()["projects"], forms()["activities"]
RIGHT: dict[str, object] = {
    "school_id": "1099000001",
    "pupils": 100,
    "p1_all": 40,
    "p2_all": 30,
    "p3_all": 30,
    "p1_read": 30,
    "p2_read": 30,
    "p3_read": 20,
    "readers": 80,
    "read_share": 80,
    "share_home": 33.33,
    "share_dorm": 33.33,
    "share_bus": 33.34,
    "lost": 5,
    "returned": 5,
    "allotted": 0.5388,
    "spent": 200_000,
    "drills": 2,
    "drill_day": "9 ก.พ. 2566",
    "founded": "1 พ.ค. 2480",
    "mood": "มาก",
    "strategy": "S1",
    "partner": "1099000002",
    "asset": "ก-001/66",
}
BEFORE: dict[str, Any] = {"pupils": 98, "spent": 150_000, "drills": 1}
# What is typed instead, and the marks it must leave: (field, code, severity).
PLANTED: dict[str, tuple[dict[str, object], list[tuple[str, str, str]]]] = {
    "one check of a rule for each value": ({"p2_read": 31, "readers": 81, "read_share": 81}, [("p2_read", "R01:2", "error")]),
    "parts above the whole": ({"p3_all": 31}, [("pupils", "R02", "error")]),
    "parts below the whole": ({"p3_all": 29}, [("pupils", "R02", "error")]),
    "a running total of money that fell": ({"spent": 149_999}, [("spent", "R03:spent", "error")]),
    "a running total of drills that fell": ({"drills": 0}, [("drills", "R03:drills", "error")]),
    "a percentage that was miscalculated": ({"read_share": 80.06}, [("read_share", "R04", "error")]),
    "a percentage of nobody": (
        {"pupils": 0, "p1_all": 0, "p2_all": 0, "p3_all": 0, "p1_read": 0, "p2_read": 0, "p3_read": 0, "readers": 0},
        [("read_share", "R04", "error"), ("pupils", "R06", "query")],
    ),
    "baht where a million are allotted": ({"allotted": 538_800}, [("spent", "R05", "query")]),
    "thousands of baht": ({"spent": 200, "allotted": "0.5388"}, [("spent", "R03:spent", "error"), ("spent", "R05", "query")]),
    "an unusual change": ({"pupils": 125, "p1_all": 65, "read_share": 64}, [("pupils", "R06", "query")]),
    "more returned than lost": ({"returned": 6}, [("returned", "R07", "error")]),
    "percentages that miss a hundred": ({"share_bus": 33.28}, [("share_bus", "R08", "error")]),
    "one check of a rule for each field": (
        {"p1_all": 401, "pupils": 461, "read_share": 17.35},
        [("pupils", "R06", "query"), ("p1_all", "R09:p1_all", "query")],
    ),
    "a low mark without a reason": ({"mood": "น้อย"}, [("why", "R10", "blank")]),
    "a low mark in digits": ({"mood": "๒"}, [("why", "R10", "blank")]),
    "more readers than pupils": (
        {"p1_read": 40, "p2_read": 30, "p3_read": 31}, [("p3_read", "R01:3", "error"), ("readers", "R11", "error")]
    ),
    "a word of another scale": ({"mood": "ดีมาก"}, [("mood", "other_scale_label", "error")]),
    "a number the scale has not": ({"mood": 6}, [("mood", "scale_out_of_range", "error")]),
    "a word of no scale": ({"mood": "เฉย ๆ"}, [("mood", "not_a_choice", "error")]),
    "a drill in the year after": ({"drill_day": "9 ก.พ. 2567"}, [("drill_day", "date_outside_round", "error")]),
    "a drill the day before the round": ({"drill_day": "31 ธ.ค. 2565"}, [("drill_day", "date_outside_round", "error")]),
    "a school from before all schools": (
        {"founded": "1 พ.ค. 2422"}, [("founded", "R12", "error"), ("founded", "date_too_early", "error")]
    ),
    "a school of tomorrow": (
        {"founded": "1 ต.ค. 2566"}, [("founded", "R12", "error"), ("founded", "date_too_late", "error")]
    ),
    "a code of no list": ({"strategy": "S7"}, [("strategy", "code_not_listed", "error")]),
    "a code that has lapsed": ({"strategy": "S9"}, [("strategy", "code_lapsed", "error")]),
    "a school of no register": ({"partner": "1099000009"}, [("partner", "code_not_listed", "error")]),
    "a question of another round": ({"yearly": 12}, [("yearly", "irrelevant_value", "query")]),
    "a school founded in the round": ({"founded": "1 ม.ค. 2566"}, [("founded", "R12", "error")]),
    "a school of 121 years": ({"founded": "1 พ.ค. 2445"}, [("founded", "R12", "error")]),
    "a number of another unit, far too large": ({"allotted": "538800 ล้านบาท"}, [("allotted", "money_unit", "error")]),
}  # fmt: skip


def said(typed: Typed) -> Any:
    (issues,) = found(EVERYTHING, submission(EVERYTHING, RIGHT | typed, previous=BEFORE))
    return issues


def test_a_right_answer_is_marked_nowhere() -> None:
    assert said({}) == []


@pytest.mark.parametrize(("typed", "wanted"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_mistake_is_found_and_nothing_else(typed: Typed, wanted: list[Any]) -> None:
    assert sorted(marks(said(typed))) == sorted(wanted)


def test_every_rule_and_every_new_check_is_planted() -> None:
    codes = {written_as(code) for _, wanted in PLANTED.values() for _, code, _ in wanted}
    assert codes >= {rule.written_as for rule in EVERYTHING.rules}


@pytest.mark.parametrize(
    "typed",
    [
        {"mood": 5},
        {"mood": "๔"},
        {"mood": "มาก ที่สุด"},
        {"mood": "5 มากที่สุด"},
        {"mood": "น้อยที่สุด", "why": "ไกล"},
        {"strategy": "s๒"},  # valid on a day of the round, under its new title
        {"strategy": "S2 การสร้างความสามารถในการแข่งขัน"},
        {"strategy": "ความมั่นคง"},
        {"partner": "๑๐๙๙๐๐๐๐๐๓"},
        {"yearly": "-"},  # of another round, and it says nothing
        {"founded": "2 ธ.ค. 2446"},
        {"allotted": "538,800 บาท"},  # another unit, and the same money
        {"allotted": "538.8 พันบาท"},
        {"spent": "0.2 ล้านบาท"},
        {"read_share": 80.05},
        {"drill_day": "31/3/2566"},
        {"drill_day": "1 ม.ค. 66"},
        {"share_bus": 33.30},
        {"returned": None},
        {"pupils": None},  # a blank is no mistake before the due date
        {"p3_all": None},  # and the sum waits for it
        {"mood": "ไม่เกี่ยวข้อง"},
        {"spent": 539},  # within a thousand times
    ],
    ids=str,
)
def test_what_is_right_in_other_words_is_marked_nowhere(typed: Typed) -> None:
    before = {} if "spent" in typed else BEFORE
    (issues,) = found(EVERYTHING, submission(EVERYTHING, RIGHT | typed, previous=before))
    assert issues == []


def test_a_grade_that_a_school_has_not_counts_as_nought_among_the_parts() -> None:
    typed = RIGHT | {"school_id": BAN_PA.code, "p3_all": None, "p3_read": None}
    fits = typed | {"pupils": 70, "readers": 60, "read_share": 85.71}
    assert found(EVERYTHING, submission(EVERYTHING, fits, BAN_PA)) == [[]]
    wrong = fits | {"pupils": 71, "read_share": 84.51}
    assert marks(found(EVERYTHING, submission(EVERYTHING, wrong, BAN_PA))[0]) == [("pupils", "R02", "error")]


# What the words say


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"p2_read": 31}, "ป.2 อ่านออก 31 คน มากกว่า 30 คน แก้ช่องใดช่องหนึ่ง"),
        ({"p3_all": 31}, "ป.1 ทั้งหมด 40 + ป.2 ทั้งหมด 30 + ป.3 ทั้งหมด 31 รวมได้ 101 แต่ นักเรียนทั้งหมด 100 ต่างกัน 1: แก้ให้เท่ากัน"),
        ({"drills": 0}, "ช่องนี้เป็นยอดสะสม ต้องไม่ลดลง: รอบก่อน 1 รอบนี้ 0 ให้ตรวจแล้วพิมพ์ใหม่"),
        ({"read_share": 85}, "ควรเป็น 80 แต่กรอก 85 (อ่านออกทั้งหมด 80 ÷ นักเรียนทั้งหมด 100 × 100): แก้ร้อยละ หรือแก้จำนวน"),
        ({"allotted": 538_800}, "ช่องนี้หน่วยเป็นบาท: 200,000 ต่างจากงบที่ได้รับ (538,800,000,000) ราว 2,694,000 เท่า ตัวเลขนี้อาจเป็นหน่วยล้านบาท ให้แก้ตัวเลข หรือเลือกเหตุผล"),
        ({"returned": 6}, "“กลับเข้าเรียน” 6 มากกว่า “นักเรียนตกหล่น” 5: แก้ช่องใดช่องหนึ่ง"),
        ({"share_bus": 30}, "ร้อยละอยู่บ้าน 33.33 + ร้อยละพักนอน 33.33 + ร้อยละรถรับส่ง 30 รวมได้ 96.66 ต้องได้ 100 ต่างกัน 3.34: ตรวจแล้วแก้ช่องที่ผิด"),
        ({"mood": "ดีมาก"}, "“ดีมาก” เป็นคำของมาตราอื่น: เลือก มากที่สุด / มาก / ปานกลาง / น้อย / น้อยที่สุด"),
        ({"mood": "น้อย"}, "พอใจ น้อย: เขียนเหตุผล"),
        ({"drill_day": "9 ก.พ. 2567"}, "9 กุมภาพันธ์ 2567 อยู่นอกช่วงของรอบนี้ (1 มกราคม 2566 ถึง 31 มีนาคม 2566): ตรวจวัน เดือน ปี แล้วพิมพ์ใหม่"),
        ({"strategy": "SI"}, "“SI” ไม่มีในรายการของ “ยุทธศาสตร์”: เลือกจากรายการ หรือตรวจรหัสแล้วพิมพ์ใหม่ (หมายถึง “S1 ความมั่นคง” หรือไม่)"),
        ({"yearly": 12}, "ข้อนี้ไม่ถามในรอบนี้ แต่กรอก “12”: ลบคำตอบนี้ หรือเลือกเหตุผล"),
        ({"strategy": "S9"}, "รหัส “S9” ในรายการของ “ยุทธศาสตร์” ใช้กับรอบนี้ไม่ได้ (ใช้ถึง 30 ก.ย. 2565): เลือกรหัสที่ใช้อยู่"),
    ],
)  # fmt: skip
def test_the_words_hold_the_values_and_say_what_to_do(typed: Typed, words: str) -> None:
    assert said(typed)[0].message == words


# The same, compared with all earlier rounds


def test_two_earlier_rounds_say_what_is_usual_better_than_the_last_one() -> None:
    typed = RIGHT | {"pupils": 100}
    history = {"pupils": [100, 102, 101]}
    once = submission(EVERYTHING, typed, previous={"pupils": 60}, history=history)
    assert found(EVERYTHING, once) == [[]]
    (issues,) = found(
        EVERYTHING, submission(EVERYTHING, typed, previous={"pupils": 100}, history={"pupils": [60, 61]})
    )
    assert marks(issues) == [("pupils", "R06", "query")]
    assert issues[0].message.startswith("ที่ผ่านมาอยู่ราว 60.5 รอบนี้ 100 ต่างกัน 39.5 เกินร้อยละ 20")


def test_without_any_earlier_round_no_change_is_unusual() -> None:
    assert found(EVERYTHING, submission(EVERYTHING, RIGHT)) == [[]]


def test_an_amount_is_held_against_what_the_register_knows() -> None:
    rule = {"id": "R1", "check": "unit_slip", "field": "money", "against": "fact('budget')"}
    field = {"name": "money", "type": "number", "kind": "money", "unit": "ล้านบาท", "title": "งบ"}
    made = small_form([field], [rule])
    facts = {"budget": Decimal("1.5")}
    right, wrong, unknown = (
        submission(made, {"money": typed}, facts=known)
        for typed, known in ((2, facts), (1_500_000, facts), (1_500_000, {}))
    )
    nothing, (issue,), nothing_known = found(made, right, wrong, unknown)
    assert nothing == nothing_known == []
    assert "ค่าที่ใช้เทียบ (1.5) ราว 1,000,000 เท่า ตัวเลขนี้อาจเป็นหน่วยบาท" in issue.message


@pytest.mark.parametrize(
    ("ratio", "unit", "words"),
    [
        (1e6, "ล้านบาท", "หน่วยบาท"),
        (1e3, "ล้านบาท", "หน่วยพันบาท"),
        (1e-3, "บาท", "หน่วยพันบาท"),
        (1e-6, "บาท", "หน่วยล้านบาท"),
        (2e-3, "พันบาท", "หน่วยล้านบาท"),
        (700, "พันบาท", "หน่วยบาท"),
        (1e6, "บาท", "คนละหน่วย"),  # nothing is smaller than a baht: the other amount is the odd one
        (1000, "", "เลขศูนย์"),
        (float("nan"), "บาท", "สลับหน่วยเงิน"),
    ],
)
def test_the_unit_suspected_is_the_one_that_would_make_it_right(ratio: float, unit: str, words: str) -> None:
    assert words in suspected(ratio, unit)


# Answers that may stand only once


def test_two_schools_with_one_number_are_both_told_whose_it_is() -> None:
    first = submission(EVERYTHING, RIGHT)
    second = submission(EVERYTHING, RIGHT | {"school_id": BAN_DOI.code, "asset": " ก-๐๐๑/๖๖"}, BAN_DOI)
    for issues, other in zip(found(EVERYTHING, first, second), (BAN_DOI, BAN_NA), strict=True):
        assert marks(issues) == [("asset", "duplicate", "error")]
        assert f"ซ้ำกับที่ {other.name} กรอก" in issues[0].message


def test_a_number_that_a_school_not_at_hand_gave_is_a_duplicate_too() -> None:
    taken = {"asset": {"ก-001/66": [school.name for school in SCHOOLS] + ["บ้านไกล"]}}
    (issues,) = found(EVERYTHING, submission(EVERYTHING, RIGHT), taken=taken)
    assert "บ้านนา, บ้านป่า, บ้านดอย และอีก 1 แห่ง" in issues[0].message
    (nothing,) = found(EVERYTHING, submission(EVERYTHING, RIGHT | {"asset": None}), taken=taken)
    assert nothing == []


# Rows of a list

ROW = {"project_id": "PJ1", "project_name": "อ่านออก", "budget": 50_000, "used": 20_000, "begun": "9 ก.พ. 2566", "strategy": "S1", "mood": "สูง"}  # fmt: skip
ROWS: dict[str, tuple[dict[str, object], list[tuple[str, str, str]]]] = {
    "more used than there is": ({"used": 50_001}, [("used", "R01", "error")]),
    "less used than last round": ({"used": 9_999}, [("used", "R02", "error")]),
    "thousands of baht": ({"used": 10}, [("used", "R02", "error"), ("used", "R03", "query")]),
    "no day though money was used": ({"begun": None}, [("begun", "R04", "blank")]),
    "a day of next year": ({"begun": "9 ก.พ. 2567"}, [("begun", "date_outside_round", "error")]),
    "a day though nothing was used": (
        {"used": 0},
        [("begun", "irrelevant_value", "query"), ("used", "R02", "error")],
    ),
    "a budget out of the usual": ({"budget": 90_000}, [("budget", "R05", "query")]),
    "a code of no list": ({"strategy": "S7"}, [("strategy", "code_not_listed", "error")]),
    "a word of another scale": ({"mood": "มากที่สุด"}, [("mood", "other_scale_label", "error")]),
}


@pytest.mark.parametrize(("typed", "wanted"), ROWS.values(), ids=ROWS.keys())
def test_a_mistake_in_one_row_is_found_there_and_nowhere_else(typed: Typed, wanted: list[Any]) -> None:
    before = {"previous": {"used": 10_000, "budget": 50_000}}
    others = rows(PROJECTS, ROW | {"project_id": "PJ0"}, ROW | {"project_id": "PJ2"}, **before)
    wrong = rows(PROJECTS, ROW | typed, **before)
    first, issues, last = found(PROJECTS, others[0], *wrong, others[1])
    assert (first, last) == ([], []) and sorted(marks(issues)) == sorted(wanted)


def test_of_rows_alike_the_second_and_later_are_told_where_the_first_stands() -> None:
    made = rows(PROJECTS, ROW, ROW | {"project_id": "PJ2"}, ROW | {"project_id": "pj 1"}, ROW)
    first, other, second, third = found(PROJECTS, *made)
    assert (first, other) == ([], [])
    for issues in (second, third):
        assert marks(issues) == [("project_id", "duplicate", "error")] and "แถว 8" in issues[0].message


def test_two_schools_may_have_projects_of_one_code() -> None:
    mine, theirs = submission(PROJECTS, ROW), submission(PROJECTS, ROW, BAN_DOI)
    assert found(PROJECTS, mine, theirs) == [[], []]


def test_an_activity_refers_to_a_project_the_school_has() -> None:
    known = {"PJ1": "อ่านออกเขียนได้"}
    (right, wrong) = found(
        ACTIVITIES,
        submission(ACTIVITIES, {"project": "อ่านออกเขียนได้", "activity": "ก"}, projects=known),
        submission(ACTIVITIES, {"project": "PJI", "activity": "ข"}, projects=known),
    )
    assert right == [] and marks(wrong) == [("project", "code_not_listed", "error")]
    assert wrong[0].message.endswith("(หมายถึง “PJ1 อ่านออกเขียนได้” หรือไม่)")
