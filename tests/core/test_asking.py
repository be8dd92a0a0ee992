"""What is advised for a dash or "ไม่มี": a clerk who does as she is told comes to no other fault."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cast import form, submission

from service.core.calendar import Span
from service.core.issues import Issue
from service.core.validation import check

SCORE = {"type": "number", "kind": "number", "unit": "คะแนน", "constraints": {"minimum": 0, "maximum": 100}}
LEVEL = {"type": "integer", "kind": "level"}
PUPILS = {"type": "integer", "kind": "count", "unit": "คน", "constraints": {"minimum": 1, "maximum": 5000}}
CASES = {"type": "integer", "kind": "count", "unit": "ครั้ง", "constraints": {"minimum": 0}}
MONEY = {"type": "number", "kind": "money", "unit": "บาท", "constraints": {"minimum": 0}}
SHARE = {"type": "number", "kind": "percent", "constraints": {"minimum": 0, "maximum": 100}}


def said(field: dict[str, Any], typed: object) -> list[Issue]:
    made = form([{"name": "n", "title": "ข้อ"} | field])
    return check(made, [submission(made, {"n": typed})])[0]


@pytest.mark.parametrize("typed", ["-", "–", "ไม่มี"])
@pytest.mark.parametrize("field", [SCORE, LEVEL, SHARE])
def test_nought_is_not_advised_where_it_would_be_a_result(field: dict[str, Any], typed: str) -> None:
    (issue,) = said(field, typed)
    assert issue.severity == "query" and "ใส่ 0" not in issue.message
    assert "พิมพ์ “ไม่เกี่ยวข้อง”" in issue.message
    assert not said(field, "ไม่เกี่ยวข้อง")


def test_of_pupils_there_is_at_least_one() -> None:
    (issue,) = said(PUPILS, "-")
    assert "พิมพ์ตัวเลข 1 ขึ้นไป" in issue.message and "ใส่ 0" not in issue.message


@pytest.mark.parametrize(("field", "typed"), [(CASES, "-"), (MONEY, "-"), (MONEY, "ไม่มี")])
def test_what_is_counted_may_be_nought(field: dict[str, Any], typed: str) -> None:
    (issue,) = said(field, typed)
    assert "ถ้าไม่มีให้ใส่ 0" in issue.message
    assert not said(field, 0)


@pytest.mark.parametrize("typed", ["ไม่มีผู้เข้าสอบ", "ไม่ได้สอบ", "งดสอบ", "ไม่มีนักเรียนเข้าสอบ"])
def test_where_nobody_sat_the_test_there_is_no_score(typed: str) -> None:
    made = form([{"name": "n", "title": "ข้อ"} | SCORE])
    sent = submission(made, {"n": typed})
    assert not check(made, [sent])[0]
    assert sent.parsed["n"].outcome == "not_applicable" and sent.parsed["n"].value is None


def test_a_result_that_is_not_out_yet_is_waited_for() -> None:
    (issue,) = said(SCORE, "รอประกาศผล")
    assert issue.severity == "query" and "กรอกตัวเลขเมื่อทราบ" in issue.message


@pytest.mark.parametrize(
    ("field", "example"), [(LEVEL, "3"), (PUPILS, "45"), (MONEY, "1,500"), (SCORE, "45")]
)
def test_the_example_of_a_number_may_be_typed_as_it_stands(field: dict[str, Any], example: str) -> None:
    (issue,) = said(field, "มากมาย")
    assert issue.message.endswith(f"เช่น {example}")
    assert not said(field, example)


ROUND = Span("M6", date(2022, 10, 1), date(2023, 3, 31))


def day_said(typed: str, **field: Any) -> str:
    made = form([{"name": "d", "type": "date", "kind": "date", "title": "วันที่"} | field])
    (issue,) = check(made, [replace(submission(made, {"d": typed}), span=ROUND)])[0]
    return issue.message


@pytest.mark.parametrize("typed", ["ไม่แน่ใจ", "มี.ค. 66", "3/31/2566"])
def test_the_example_of_a_day_lies_in_the_round(typed: str) -> None:
    assert "เช่น 31 มี.ค. 2566" in day_said(typed)


def test_the_example_of_a_day_keeps_to_the_fields_limits() -> None:
    early = {"minimum": "2021-10-01", "maximum": "2022-12-31"}
    assert "เช่น 31 ธ.ค. 2565" in day_said("ไม่แน่ใจ", constraints=early)
    assert "เช่น 1 พ.ค. 2566" in day_said("ไม่แน่ใจ", constraints={"minimum": "2023-05-01"})


def test_a_day_written_month_first_is_told_the_order() -> None:
    assert "วันมาก่อนเดือน" in day_said("3/31/2566") and "“31/3/2566”" in day_said("3/31/2566")


def test_of_two_telephone_numbers_one_is_wanted() -> None:
    (issue,) = said({"type": "string", "kind": "phone"}, "045-000000, 081-0000000")
    assert "พิมพ์หมายเลขเดียว" in issue.message and "“045000000”" in issue.message


@pytest.mark.parametrize(
    ("typed", "words"),
    [(0, "กรอก 0 แต่อย่างน้อยต้องเป็น 1"), (9999, "กรอก 9,999 เกินค่าสูงสุดที่รับได้ (5,000)")],
)
def test_a_figure_beyond_its_limits_is_told_the_limit(typed: int, words: str) -> None:
    (issue,) = said(PUPILS, typed)
    assert issue.message.startswith(words)


def test_a_figure_that_cannot_be_is_marked_once() -> None:
    whole = {"name": "all", "type": "integer", "kind": "count", "title": "ทั้งหมด"}
    part = whole | {"name": "part", "constraints": {"maximum": 5000}}
    rule = {"id": "R1", "field": "part", "constraint": "part <= all"}
    made = form([whole, part], rules=[rule])
    assert [issue.code for issue in check(made, [submission(made, {"all": 5, "part": 9999})])[0]] == [
        "above_maximum"
    ]
    assert [issue.code for issue in check(made, [submission(made, {"all": 5, "part": 9})])[0]] == ["R1"]
