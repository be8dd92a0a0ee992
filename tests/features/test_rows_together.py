"""Rules over the rows of a list: what is told, in which row, and that nothing else is marked."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.normalise import thai_date
from service.core.schema import written_as
from service.core.validation import Surroundings, check

from .school import BAN_NA, BAN_PA, Typed, forms, found, marks, rows, submission

VISITS = forms()["visits"]
RIGHT: list[Typed] = [
    {"task": "เยี่ยมชั้นเรียน", "project": "PJ1", "weight": 60, "inspector": "ก", "starts": "1 ก.พ. 2566", "ends": "3 ก.พ. 2566", "budget": 40_000, "aims": "s๒; S1", "main_aim": "S1"},
    {"task": "ประชุม", "project": "PJ1", "weight": 39.99, "inspector": "ก", "starts": "4 ก.พ. 2566", "ends": "4 ก.พ. 2566", "budget": 60_000, "aims": "S1"},
    {"task": "ประชุม", "project": "pj ๑", "weight": 0.01, "inspector": "ข", "starts": "4 ก.พ. 2566", "ends": "9 ก.พ. 2566", "budget": "ไม่เกี่ยวข้อง"},
    {"task": "ค่าย", "project": "PJ2", "weight": 100, "inspector": "ก", "starts": "20 ก.พ. 2566", "ends": "19 ก.พ. 2566", "budget": "ไม่เกี่ยวข้อง"},
    {"task": "ค่าย", "budget": "ไม่เกี่ยวข้อง"},
]  # fmt: skip
# The row (from 0) whose answers are typed over, what is typed, and the marks that it must leave, by row.
PLANTED: dict[str, tuple[int, dict[str, object], dict[int, list[tuple[str, str, str]]]]] = {
    "a total that lacks a hundredth": (2, {"weight": "ไม่เกี่ยวข้อง"}, {1: [("weight", "R01", "error")]}),
    "a total above": (0, {"weight": 60.01}, {2: [("weight", "R01", "error")]}),
    "a row taken out of the total": (0, {"off": "มี"}, {2: [("weight", "R01", "error")]}),
    "a row of another project": (1, {"project": "PJ2"}, {2: [("weight", "R01", "error")], 3: [("weight", "R01", "error")]}),
    "the same task of the same person": (2, {"inspector": " ก "}, {2: [("inspector", "R02", "error"), ("starts", "R03", "error")]}),
    "days that meet in one": (1, {"starts": "3 ก.พ. 2566"}, {1: [("starts", "R03", "error")]}),
    "days around others": (3, {"starts": "1 ม.ค. 2566", "ends": "31 มี.ค. 2566"}, {3: [("starts", "R03", "error")]}),
    "money above what the rows add up to": (0, {"budget": 40_000.75}, {1: [("budget", "R04", "query")]}),
    "a total unlike the one that is given": (0, {"used": 30, "used_all": 50}, {0: [("used", "R06", "error")]}),
    "several codes, one of no list": (0, {"aims": "S1, S7"}, {0: [("aims", "codes_not_listed", "error")]}),
    "several codes, one that has lapsed": (0, {"aims": "S1; S9"}, {0: [("aims", "codes_lapsed", "error")]}),
    "several codes without the main one": (0, {"aims": "S2"}, {0: [("aims", "R05", "error")]}),
}  # fmt: skip


def said(*typed: Typed) -> list[list[Any]]:
    return found(VISITS, *rows(VISITS, *typed))


def planted(place: int, typed: Typed) -> list[Typed]:
    return [{**row, **typed} if place == number else row for number, row in enumerate(RIGHT)]


def test_right_rows_are_marked_nowhere() -> None:
    assert said(*RIGHT) == [[]] * len(RIGHT)


@pytest.mark.parametrize(("place", "typed", "wanted"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_mistake_is_told_in_its_row_and_nowhere_else(place: int, typed: Typed, wanted: Any) -> None:
    told = {number: marks(issues) for number, issues in enumerate(said(*planted(place, typed))) if issues}
    assert told == wanted


def test_every_rule_is_planted() -> None:
    codes = {
        written_as(code) for *_, wanted in PLANTED.values() for told in wanted.values() for _, code, _ in told
    }
    assert codes >= {rule.written_as for rule in (*VISITS.rules, *VISITS.row_rules)}


@pytest.mark.parametrize(
    "typed", ["s๒ / S1 / S1", "S2 การสร้างความสามารถในการแข่งขัน\nความมั่นคง", "S1 และ S2", "ไม่เกี่ยวข้อง", None]
)
def test_codes_in_other_words_are_marked_nowhere(typed: str | None) -> None:
    assert said(*planted(0, {"aims": typed})) == [[]] * len(RIGHT)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a total above", "น้ำหนักของโครงการ “pj ๑” รวมได้ 100.01 (แถว 8: 60.01, แถว 9: 39.99, แถว 10: 0.01) ต้องได้ 100 ต่างกัน 0.01: แก้แถวใดแถวหนึ่ง"),
        ("the same task of the same person", "กิจกรรม “ประชุม” ผู้นิเทศ “ก” ซ้ำกับแถว 9: แก้แถวใดแถวหนึ่ง หรือลบแถวที่ซ้ำ"),
        ("days that meet in one", "3 ก.พ. 2566 ถึง 4 ก.พ. 2566 ของผู้นิเทศ “ก” ซ้อนกับแถว 8 (1 ก.พ. 2566 ถึง 3 ก.พ. 2566): แก้วันของแถวใดแถวหนึ่ง"),
        ("several codes, one of no list", "“S7” ไม่มีในรายการของ “ยุทธศาสตร์”: แก้เป็นรหัสในรายการ คั่นด้วย , เช่น S1, S2"),
        ("several codes, one that has lapsed", "รหัส “S9” ในรายการของ “ยุทธศาสตร์” ใช้กับรอบนี้ไม่ได้ (ใช้ถึง 30 ก.ย. 2565): เลือกรหัสที่ใช้อยู่"),
        ("money above what the rows add up to", "งบทุกแถว (แถว 8: 40,000.75, แถว 9: 60,000) รวม 100,000.75 บาท: ตรวจ หรือเลือกเหตุผล"),
    ],
)  # fmt: skip
def test_the_words_name_the_values_the_group_and_the_other_row(name: str, words: str) -> None:
    place, typed, _ = PLANTED[name]
    assert next(issue.message for issues in said(*planted(place, typed)) for issue in issues) == words


def test_an_unreadable_weight_is_told_itself_and_the_total_waits() -> None:
    told = [mark for issues in said(*planted(1, {"weight": "สี่สิบ%%"})) for mark in marks(issues)]
    assert [field for field, code, _ in told] == ["weight"] and told[0][1] != "R01"


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (2, {"weight": None}),
        (1, {"project": None}),
        (1, {"project": None, "weight": 0.5}),
        (0, {"budget": None}),
        (3, {"off": "อาจจะ"}),
    ],
)
def test_a_total_waits_for_amounts_and_for_rows_of_no_group_yet(place: int, typed: Typed) -> None:
    told = [code for issues in said(*planted(place, typed)) for _, code, _ in marks(issues)]
    assert not {"R01", "R04"} & set(told)


def test_a_row_without_project_and_amount_holds_no_total_up() -> None:
    told = said(*planted(0, {"weight": 60.01}), {"task": "ใหม่"})
    assert ("weight", "R01", "error") in marks(told[2])


def test_rows_of_two_respondents_are_not_added_up_together() -> None:
    row = {"project": "PJ1", "weight": 100}
    both = [submission(VISITS, row, school) for school in (BAN_NA, BAN_PA)]
    assert found(VISITS, *both) == [[], []]


def test_a_reason_for_a_total_is_accepted_and_holds_while_the_total_is_the_same() -> None:
    place, typed, _ = PLANTED["money above what the rows add up to"]
    submissions = rows(VISITS, *planted(place, typed))
    submissions[1] = submission(VISITS, planted(place, typed)[1], reasons={"budget": "ได้รับงบเพิ่ม"})
    issues = check(VISITS, submissions, Surroundings())[1]
    assert [(issue.code, issue.reason, issue.open) for issue in issues] == [("R04", "ได้รับงบเพิ่ม", False)]


def test_a_code_that_is_not_in_the_other_tab_is_told_with_the_tab_to_look_in() -> None:
    activities = forms()["activities"]
    ((issue,),) = found(
        activities, submission(activities, {"project": "PJ7", "activity": "ค่าย"}, projects={"PJ1": ""})
    )
    words = "“PJ7” ไม่มีในแท็บ “โครงการ”: ตรวจแล้วพิมพ์ใหม่ หรือเพิ่มในแท็บ “โครงการ” ก่อน"
    assert issue.message.startswith(words) and issue.code == "code_not_listed"


# Against the plainest way to say it

WEIGHTS = st.sampled_from(["33.33", "33.34", "50", "0.1", "0.2", "99.7", "100", None])
DAYS = st.sampled_from([date(2023, 2, 1) + timedelta(days) for days in range(6)])
ROWS = st.lists(
    st.fixed_dictionaries(
        {"task": st.sampled_from(["ก", "ข", None]), "inspector": st.sampled_from(["ค", "ง"]), "project": st.sampled_from(["ก", " ก", None]), "weight": WEIGHTS, "starts": DAYS, "ends": DAYS}
    ),
    max_size=7,
)  # fmt: skip


def wanted_of(typed: list[dict[str, Any]]) -> set[tuple[int, str]]:
    adrift = any(row["weight"] and not row["project"] for row in typed)
    group = [at for at, row in enumerate(typed) if row["project"]]
    whole = group and not adrift and all(typed[at]["weight"] for at in group)
    total = sum((Fraction(Decimal(typed[at]["weight"])) for at in group), Fraction(0)) if whole else 100
    wrong = {(group[-1], "R01")} if total != 100 else set()
    for at, row in enumerate(typed):
        above = [other for other in typed[:at] if other["inspector"] == row["inspector"]]
        if row["task"] and any(other["task"] == row["task"] for other in above):
            wrong.add((at, "R02"))
        days = {row["starts"] + timedelta(n) for n in range((row["ends"] - row["starts"]).days + 1)}
        if any(other["starts"] <= day <= other["ends"] for other in above for day in days):
            wrong.add((at, "R03"))
    return wrong


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_whatever_the_rows_hold_the_marks_are_those_of_the_plain_rule(typed: list[dict[str, Any]]) -> None:
    cells = [{**row, "starts": thai_date(row["starts"]), "ends": thai_date(row["ends"])} for row in typed]
    told = {(at, issue.code) for at, issues in enumerate(said(*cells)) for issue in issues}
    assert told == wanted_of(typed)
