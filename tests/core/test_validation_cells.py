"""What is said of a single cell: the four kinds of answer, relevance, constraints."""

from typing import Any

import pytest
from cast import BAN_NA, BAN_PA, cell, form, submission

from service.core.issues import Issue
from service.core.validation import check, summarise

REQUIRED = {"constraints": {"required": True}}
COUNT = {"name": "n", "type": "integer", "kind": "count", "title": "จำนวน"}
SMALL = form([COUNT | REQUIRED])
KINDER = form(
    [
        {"name": "plan", "type": "boolean", "kind": "yes_no", "title": "มีแผน"},
        COUNT | REQUIRED | {"group": "K"},
        {"name": "drill", "type": "integer", "kind": "count", "title": "ซ้อม", "relevant": "plan"},
    ],
    groups=[{"id": "K", "title": "อนุบาล", "relevant": "has_grade('K')"}],
)


def marks(made: Any, typed: dict[str, object], **more: Any) -> list[tuple[str, str, str]]:
    (found,) = check(made, [submission(made, typed, **more)])
    return [(issue.field, issue.code, issue.severity) for issue in found]


def state(made: Any, typed: dict[str, object], **more: Any) -> tuple[str, int, int]:
    one = [submission(made, typed, **more)]
    (found,) = summarise(made, one, check(made, one))
    return str(found.state), found.filled, found.required


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (12, "complete"),
        (0, "complete"),
        ("๐", "complete"),
        ("ไม่มี", "complete"),  # a word for nought, in a count
        ("ไม่เกี่ยวข้อง", "complete"),  # M satisfies required
        ("-", "explain"),  # missing, with a question; never nought
        ("มาก", "needs_fix"),
        (None, "missing"),
    ],
)
def test_the_kinds_of_answer_make_the_state(typed: object, wanted: str) -> None:
    assert state(SMALL, {"n": typed})[0] == wanted


def test_a_required_blank_leaves_the_rest_in_progress() -> None:
    made = form([COUNT | REQUIRED, COUNT | REQUIRED | {"name": "m"}, COUNT | {"name": "free"}])
    assert state(made, {"n": 1}) == ("in_progress", 1, 2)
    assert state(made, {"n": 1, "m": 0}) == ("complete", 2, 2)
    assert state(made, {"free": 1}) == ("in_progress", 0, 2)


def test_a_school_without_kindergarten_is_not_asked_for_it() -> None:
    assert state(KINDER, {"plan": "มี"}, school=BAN_PA) == ("complete", 0, 0)
    assert state(KINDER, {"plan": "มี"}, school=BAN_NA) == ("in_progress", 0, 1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (5, [("n", "irrelevant_value", "query")]),
        ("มาก", [("n", "irrelevant_value", "query")]),
        (0, []),
        ("ไม่เกี่ยวข้อง", []),
        (None, []),
    ],
)
def test_a_figure_where_none_is_due_is_asked_about(typed: object, found: list[Any]) -> None:
    assert marks(KINDER, {"n": typed}, school=BAN_PA) == found


def test_an_answer_decides_whether_the_next_question_is_asked() -> None:
    assert marks(KINDER, {"plan": "ไม่มี", "drill": 3}) == [("drill", "irrelevant_value", "query")]
    assert marks(KINDER, {"plan": "มี", "drill": 3}) == []
    assert marks(KINDER, {"drill": 3}) == []  # plan is not answered yet: the question stands


def test_a_question_is_not_asked_by_whose_word_it_says() -> None:
    ((by_answer,),) = check(KINDER, [submission(KINDER, {"plan": "ไม่มี", "drill": 3})])
    ((by_register,),) = check(KINDER, [submission(KINDER, {"n": 3}, BAN_PA)])
    assert "ตามคำตอบในช่อง “" in by_answer.message
    assert "ทะเบียน" not in by_answer.message + "".join(by_answer.accept_notes)
    assert "ตามทะเบียนของเขต โรงเรียนของท่าน" in by_register.message


def test_where_register_and_answer_both_decide_both_are_named() -> None:
    both = form(
        [
            {"name": "plan", "type": "boolean", "kind": "yes_no", "title": "มีแผน"},
            COUNT | {"relevant": "plan and has_grade('K')"},
        ]
    )
    ((found,),) = check(both, [submission(both, {"plan": "ไม่มี", "n": 3})])
    assert "ทะเบียนของเขต หรือคำตอบในช่อง “มีแผน”" in found.message
    assert "ทะเบียนไม่ตรง แจ้งเขตแก้แล้ว" in found.accept_notes


@pytest.mark.parametrize("nothing", ["ไม่มี", "-", "ยังไม่มีข้อมูล"])
def test_nothing_typed_in_words_where_nothing_is_asked_is_no_question(nothing: str) -> None:
    assert marks(KINDER, {"n": nothing}, school=BAN_PA) == []


@pytest.mark.parametrize(
    ("constraints", "typed", "code"),
    [
        ({"minimum": 1, "maximum": 5}, 1, None),
        ({"minimum": 1, "maximum": 5}, 5, None),
        ({"minimum": 1, "maximum": 5}, 0, "below_minimum"),
        ({"minimum": 1, "maximum": 5}, "๖", "above_maximum"),
        ({"minimum": 1, "maximum": 5}, "ไม่เกี่ยวข้อง", None),
        ({"minimum": 1, "maximum": 5}, None, None),
    ],
)
def test_a_number_keeps_within_its_limits(constraints: Any, typed: object, code: str | None) -> None:
    made = form([COUNT | {"constraints": constraints}])
    assert marks(made, {"n": typed}) == ([("n", code, "error")] if code else [])


@pytest.mark.parametrize(
    ("typed", "code"), [("กข", "too_short"), ("กขค", None), ("กขคงจ", None), ("กขคงจฉ", "too_long")]
)
def test_a_text_keeps_to_its_length(typed: str, code: str | None) -> None:
    limits = {"minLength": 3, "maxLength": 5}
    made = form([{"name": "t", "type": "string", "kind": "text", "title": "ข้อความ", "constraints": limits}])
    assert marks(made, {"t": typed}) == ([("t", code, "error")] if code else [])


def test_a_text_that_a_sheet_may_have_cut_is_named() -> None:
    made = form([{"name": "t", "type": "string", "kind": "text", "title": "ข้อความ"}])
    assert marks(made, {"t": "ก" * 50_000}) == [("t", "cell_too_long", "error")]


def test_a_code_of_another_school_is_an_error() -> None:
    made = form([{"name": "code", "type": "string", "kind": "school_code", "title": "รหัส"}])
    assert marks(made, {"code": BAN_PA.code}) == [("code", "code_mismatch", "error")]
    assert marks(made, {"code": BAN_NA.code}) == []


def test_the_prefilled_code_is_no_answer_of_the_school() -> None:
    code = {"name": "code", "type": "string", "kind": "school_code", "title": "รหัส"}
    assert state(form([code | REQUIRED, COUNT | REQUIRED]), {"code": BAN_NA.code}) == ("missing", 0, 1)


def test_a_message_quotes_what_was_typed_and_keeps_it_short() -> None:
    (found,) = check(SMALL, [submission(SMALL, {"n": "มาก {raw} " + "ก" * 500})])
    assert "“มาก {raw} " in found[0].message and len(found[0].seen) == 60


def test_faults_of_the_sheet_itself_come_first_and_need_a_fix() -> None:
    broken = Issue(BAN_NA.code, "", "tab_missing", "error", "ไม่พบแท็บ")
    assert marks(SMALL, {}, structure=(broken,)) == [("", "tab_missing", "error")]
    assert state(SMALL, {}, structure=(broken,))[0] == "needs_fix"


def test_many_schools_are_checked_at_once_each_for_itself() -> None:
    many = [
        submission(KINDER, {"n": "มาก"}, BAN_NA),
        submission(KINDER, {}, BAN_PA),
        submission(KINDER, {"n": 3}, BAN_PA),
    ]
    assert [[issue.code for issue in found] for found in check(KINDER, many)] == [
        ["not_a_number"],
        [],
        ["irrelevant_value"],
    ]
    assert check(KINDER, []) == []


@pytest.mark.parametrize(
    "typed", ["=1+1", "\0", "🌳" * 100, float("1e308"), -1, True, "<script>", "{n}", "%s"]
)
def test_no_content_of_a_cell_raises(typed: object) -> None:
    made = form(
        [
            COUNT,
            *[
                {"name": f"f{i}", "type": "string", "kind": kind, "title": "ก"}
                for i, kind in enumerate(("text", "uri", "phone", "email", "period"))
            ],
        ]
    )
    assert cell(typed).value == typed
    check(made, [submission(made, {item.name: typed for item in made.fields})])
