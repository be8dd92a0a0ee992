"""Reasons for questions: kept, counted, and not asked for again while the values stay the same."""

from dataclasses import replace

import pytest
from cast import BAN_NA, form, submission

from service.core.issues import Issue, Reason, count_reasons, explain
from service.core.validation import check

NOTES = ("ย้ายเข้า", "อื่น ๆ (ระบุ)")
QUERY = Issue(BAN_NA.code, "all", "R02", "query", "?", "all=9", accept_notes=NOTES)
ASK = {
    "id": "R02",
    "fields": "[ar]*",
    "constraint": "this <= 5",
    "severity": "query",
    "message": {"th": "{this}"},
    "accept_notes": list(NOTES),
}
FORM = form(rules=[ASK])


def test_a_reason_of_the_round_before_holds_for_the_same_values() -> None:
    assert explain(QUERY, "", None, Reason("ย้ายเข้า", "all=9")).reason == "ย้ายเข้า"


@pytest.mark.parametrize(
    ("earlier", "issue"),
    [
        (Reason("ย้ายเข้า", "all=8"), QUERY),  # the value is another one
        (Reason("ยุบรวม", "all=9"), replace(QUERY, accept_notes=NOTES[:1])),  # not offered any more
        (Reason("ย้ายเข้า", "all=9"), Issue(BAN_NA.code, "all", "R02", "error", "?", "all=9")),
        (None, QUERY),
    ],
)
def test_a_reason_of_the_round_before_answers_nothing_else(earlier: Reason | None, issue: Issue) -> None:
    assert explain(issue, "", None, earlier) == issue


def test_what_is_picked_now_stands_over_the_round_before() -> None:
    assert explain(QUERY, "อื่น ๆ น้ำท่วม", None, Reason("ย้ายเข้า", "all=9")).reason == "อื่น ๆ น้ำท่วม"


def test_a_promise_to_report_next_round_is_asked_again_in_the_next_round() -> None:
    earlier = {("all", "dash_missing"): Reason("ยังไม่มีข้อมูล จะรายงานรอบหน้า", "-")}
    (found,) = check(FORM, [submission(FORM, {"all": "-"}, earlier=earlier)])
    assert [issue.open for issue in found] == [True]


def test_reasons_are_counted_by_the_rule_as_it_is_written() -> None:
    made = [
        submission(FORM, {"all": 9, "read": 8}, reasons={"all": "ย้ายเข้า", "read": "ย้ายเข้า"}),
        submission(FORM, {"all": 7}, reasons={"all": "อื่น ๆ: น้ำท่วม"}),
        submission(FORM, {"all": 7}, reasons={"all": "อื่น ๆ: พายุ"}),
        submission(FORM, {"all": 7}, reasons={"all": "อื่น ๆ: ลมแรง"}),
        submission(FORM, {"all": 6}),
        submission(FORM, {"all": "-"}, reasons={"all": "ยังไม่มีข้อมูล จะรายงานรอบหน้า"}),
    ]
    found = [issue for issues in check(FORM, made) for issue in issues]
    assert count_reasons(FORM, found) == {
        "R02": {"อื่น ๆ (ระบุ)": 3, "ย้ายเข้า": 2},
        "dash_missing": {"ยังไม่มีข้อมูล จะรายงานรอบหน้า": 1},
    }


def test_each_check_of_a_rule_has_a_reason_of_its_own() -> None:
    (found,) = check(FORM, [submission(FORM, {"all": 9, "read": 8}, reasons={"all": "ย้ายเข้า"})])
    assert [(issue.code, issue.open) for issue in found] == [("R02:all", False), ("R02:read", True)]


@pytest.mark.parametrize(
    "typed", ["อื่นๆ กำลังจัดทำร่างแผน", "อื่น ๆ: น้ำท่วม", "อื่น ๆ (ระบุ) น้ำท่วม", "ไม่มีอีเมล", "ย้ายตามผู้ปกครอง", "ย้าย เข้า"]
)
def test_a_reason_in_own_words_is_taken_however_its_spaces_are(typed: str) -> None:
    assert explain(QUERY, typed, None).reason


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("อื่นๆ", "ดับเบิลคลิกช่องเหตุผล"),
        ("อื่น ๆ (ระบุ)", "ดับเบิลคลิกช่องเหตุผล"),
        ("อื่น ๆ: -", "ดับเบิลคลิกช่องเหตุผล"),
        ("-", "ใช้กับคำถามนี้ไม่ได้"),
        ("ไม่มี", "ใช้กับคำถามนี้ไม่ได้"),
    ],
)
def test_a_reason_that_says_nothing_is_asked_for_its_words(typed: str, words: str) -> None:
    refused = explain(QUERY, typed, None)
    assert refused.open and words in refused.message


LESS = {**ASK, "id": "R03", "constraint": "this >= 7", "accept_notes": ["ย้ายออก", "อื่น ๆ (ระบุ)"]}


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("ย้ายเข้า; ย้ายออก", {"R02": "ย้ายเข้า", "R03": "ย้ายออก"}),
        ("ย้ายออก / ย้ายเข้า", {"R02": "ย้ายเข้า", "R03": "ย้ายออก"}),
        ("ย้ายเข้า\nน้ำท่วม", {"R02": "ย้ายเข้า", "R03": "น้ำท่วม"}),
        ("น้ำท่วม; พายุ", {"R02": "น้ำท่วม; พายุ", "R03": "น้ำท่วม; พายุ"}),
        ("ย้ายเข้า", {"R02": "ย้ายเข้า", "R03": ""}),
    ],
)
def test_one_cell_answers_two_questions_each_with_its_own_reason(typed: str, reasons: dict[str, str]) -> None:
    made = form(rules=[{**ASK, "fields": "all"}, {**LESS, "fields": "all"}])
    (found,) = check(made, [submission(made, {"all": 6}, reasons={"all": typed})])
    assert {issue.code.partition(":")[0]: issue.reason for issue in found} == reasons
    assert all("คั่นด้วย ; เช่น “ย้ายเข้า; ย้ายออก”" in issue.message for issue in found if issue.open)
