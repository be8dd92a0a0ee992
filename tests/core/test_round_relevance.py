"""Questions of some rounds alone: who is asked, what the cell says, what counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from cast import BAN_NA, SCHOOLS, entry, form, submission

from service.core.answers import cell_answers
from service.core.calendar import Span
from service.core.indicators import Collected, evaluate_round
from service.core.schema import Form
from service.core.validation import check, frame_of, summarise
from service.steps.planning import relevant_fields

Q1 = Span("Q1", date(2022, 10, 1), date(2022, 12, 31))
Q2 = Span("Q2", date(2023, 1, 1), date(2023, 3, 31))


def field(name: str, relevant: str = "", group: str = "G") -> Mapping[str, Any]:
    asked = {"relevant": relevant} if relevant else {}
    limits = {"constraints": {"required": True}}
    return {
        "name": name,
        "type": "integer",
        "kind": "count",
        "title": name,
        "group": group,
        **asked,
        **limits,
    }


def made(relevant: str) -> Form:
    fields = [field("always"), field("some", relevant), field("grouped", group="H")]
    sums = {"id": "I1", "numerator": "sum(some)", "denominator": "sum(always)"}
    return form(
        fields, indicators=[sums], groups=[{"id": "H", "title": "หมวด", "relevant": "is_round('Q2')"}]
    )


def test_a_card_asks_in_a_round_what_belongs_to_it() -> None:
    asked = made("is_round('Q1')")
    of_round = [relevant_fields(asked, [BAN_NA], span=span)[BAN_NA.code] for span in (Q1, Q2)]
    assert of_round == [{"always", "some"}, {"always", "grouped"}]


def test_a_question_of_another_round_says_that_it_does_not_concern_and_is_not_required() -> None:
    asked = made("is_round('Q1')")
    typed = [submission(asked, {"always": 3}, span=span) for span in (Q1, Q2)]
    issues = check(asked, typed)
    words = []
    for index, one in enumerate(typed):
        frame = frame_of(asked, typed)
        relevant = {item.name: bool(frame.relevant_mask(item.name)[index]) for item in asked.fields}
        found = cell_answers(asked, one.cells, one.parsed, issues[index], relevant, overdue=False)
        words.append([name for name, answer in found.items() if "ไม่เกี่ยวข้อง" in answer.status])
    assert words == [["grouped"], ["some"]]
    assert [progress.required for progress in summarise(asked, typed, issues)] == [2, 2]


@pytest.mark.parametrize(
    ("relevant", "words"),
    [
        ("is_round('Q1')", "ข้อนี้ไม่ถามในรอบนี้ แต่กรอก “4”"),
        ("is_round('Q1') and has_grade('K')", "ตามรอบหรือทะเบียนของเขต โรงเรียนของท่านไม่ต้องตอบข้อนี้ แต่กรอก “4”"),
        ("is_round('Q1') and always > 0", "ตามรอบ ทะเบียนของเขต หรือคำตอบในช่อง “always” ข้อนี้ไม่ต้องตอบ"),
        ("respondent() == 'U01'", "ตามทะเบียนของเขต โรงเรียนของท่านไม่ต้องตอบข้อนี้ แต่กรอก “4”"),
        ("day('2023-01-01') > round_starts()", "ข้อนี้ไม่ถามในรอบนี้"),
    ],
)
def test_an_answer_that_is_not_wanted_is_asked_about_with_the_reason_why(relevant: str, words: str) -> None:
    asked = made(relevant)
    (issues,) = check(asked, [submission(asked, {"always": 3, "some": 4}, span=Q2)])
    assert [(issue.field, issue.code, issue.severity) for issue in issues] == [
        ("some", "irrelevant_value", "query")
    ]
    assert words in issues[0].message and issues[0].accept_notes


def test_a_figure_counts_whom_its_round_asks() -> None:
    asked = made("is_round('Q1')")
    answers = [{"always": entry(10), "some": entry(4)}, {"always": entry(10)}]
    found = []
    for span in (Q1, Q2):
        now = Collected(SCHOOLS[:2], answers, [(), ()], span=span)
        areas = [result for result in evaluate_round(asked, now, [], "Q1") if result.scope == "area"]
        found.append([(area.numerator, area.due, area.reporting) for area in areas])
    assert found == [[(4, 2, 1)], []]


def test_where_the_round_is_not_known_everything_is_asked_and_no_rule_fails() -> None:
    rule = {"id": "R1", "field": "some", "constraint": "some < round_ends() - round_starts()"}
    asked = form([field("some", "is_round('Q1')")], [rule])
    assert check(asked, [submission(asked, {"some": 1000})]) == [[]]
    (issues,) = check(asked, [submission(asked, {"some": 1000}, span=Q1)])
    assert [issue.code for issue in issues] == ["R1"]
