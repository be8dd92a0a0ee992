"""Rules across cells, their missing policies, reasons, and blanks before the due date."""

from typing import Any

import pytest
from cast import BAN_NA, BAN_PA, form, submission

from service.core.issues import Issue, Reason, State, accepted, explain, progress
from service.core.validation import check, summarise

LESS = {"id": "R01", "field": "read", "constraint": "read <= all", "message": {"th": "{read} มากกว่า {all}"}}
ASK = {
    "id": "R02",
    "field": "all",
    "constraint": "abs(all - prev(all)) <= 5",
    "severity": "query",
    "message": {"th": "รอบก่อน {prev.all} รอบนี้ {all}"},
    "accept_notes": ["ย้ายเข้า", "อื่น ๆ (ระบุ)"],
}
PLANNED = {
    "id": "R03",
    "field": "note",
    "constraint": "not plan or given(note)",
    "missing": "zero",
    "message": {"th": "เขียน"},
}


def one(rule: dict[str, Any], typed: dict[str, object], **more: Any) -> list[Issue]:
    made = form(rules=[rule])
    return check(made, [submission(made, typed, **more)])[0]


def test_a_broken_rule_is_told_on_its_field_with_the_values() -> None:
    (found,) = one(LESS, {"all": "๑๐", "read": 12})
    assert (found.field, found.code, found.severity) == ("read", "R01", "error")
    assert (found.message, found.seen) == ("12 มากกว่า 10", "all=10; read=12")


def test_a_rule_that_holds_says_nothing() -> None:
    assert one(LESS, {"all": 10, "read": 10}) == []


@pytest.mark.parametrize(
    ("policy", "all_", "read", "broken"),
    [
        ("skip_if_any", None, 1, False),
        ("skip_if_any", 0, 1, True),
        ("skip_if_all", None, 1, True),  # all counts as nought
        ("skip_if_all", None, None, False),
        ("zero", None, 1, True),
        ("zero", None, None, False),
        ("zero", "มาก", 1, False),  # what cannot be read is no nought
        ("skip_if_all", "มาก", 1, False),
        ("skip_if_any", "ไม่เกี่ยวข้อง", 1, False),
        ("skip_if_any", "-", 1, False),
    ],
)
def test_each_policy_says_what_a_missing_value_means(
    policy: str, all_: object, read: object, broken: bool
) -> None:
    found = one(LESS | {"missing": policy}, {"all": all_, "read": read})
    assert ("R01" in [issue.code for issue in found]) is broken


def test_zero_counts_a_blank_as_nought_even_when_nothing_is_given() -> None:
    some = {"id": "R04", "field": "read", "constraint": "all + read >= 1"}
    assert len(one(some | {"missing": "zero"}, {})) == 1
    assert one(some | {"missing": "skip_if_all"}, {}) == []


def test_a_rule_of_the_round_before_waits_until_there_is_one() -> None:
    assert one(ASK, {"all": 100}) == []
    (found,) = one(ASK, {"all": 100}, previous={"all": 3})
    assert found.message == "รอบก่อน 3 รอบนี้ 100"


def test_a_rule_asks_only_those_it_concerns() -> None:
    rule = LESS | {"relevant": "has_grade('K')"}
    assert one(rule, {"all": 1, "read": 2}, school=BAN_PA) == []
    assert len(one(rule, {"all": 1, "read": 2}, school=BAN_NA)) == 1


# Blanks before and after the due date


def blank(overdue: bool, note: object = None) -> tuple[list[Issue], Any]:
    made = form(rules=[PLANNED])
    asked = [submission(made, {"plan": "มี", "note": note}, overdue=overdue)]
    found = check(made, asked)
    return found[0], summarise(made, asked, found)[0]


def test_a_blank_that_a_rule_asks_for_is_grey_until_the_due_date() -> None:
    (found,), state = blank(overdue=False)
    assert found.severity == "blank"
    assert (state.state, state.errors, state.required - state.filled) == (State.IN_PROGRESS, 0, 1)


def test_after_the_due_date_the_same_blank_must_be_fixed() -> None:
    (found,), state = blank(overdue=True)
    assert (found.severity, state.state) == ("error", State.NEEDS_FIX)


def test_once_filled_nothing_is_left_to_say() -> None:
    found, state = blank(overdue=False, note="ครบ")
    assert found == [] and state.state is State.COMPLETE


def test_a_wrong_value_is_red_before_the_due_date_too() -> None:
    made = form(rules=[LESS])
    (found,) = check(made, [submission(made, {"all": 1, "read": 2}, overdue=False)])
    assert found[0].severity == "error"


# Reasons

QUERY = Issue("1099000001", "all", "R02", "query", "?", "all=9", accept_notes=("ย้ายเข้า", "อื่น ๆ (ระบุ)"))


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("ย้ายเข้า", True),
        ("ย้ายออก", True),  # her own words
        ("ย้ายเข้า มาก", True),
        ("ก", False),
        ("", False),
        ("อื่น ๆ (ระบุ)", False),  # words of its own are needed
        ("อื่น ๆ (ระบุ) : ", False),
        ("อื่น ๆ (ระบุ) น้ำท่วม", True),
        ("อื่น ๆ: น้ำท่วม", True),
        ("อื่น ๆ น้ำท่วม", True),
        ("น้ำท่วม", True),
    ],
)
def test_a_reason_is_one_of_the_list_or_says_its_own(text: str, takes: bool) -> None:
    assert accepted(text, QUERY.accept_notes) is takes


def test_a_list_that_leaves_no_room_takes_no_words_of_ones_own() -> None:
    assert not accepted("น้ำท่วม", ("ย้ายเข้า", "ย้ายออก"))


def test_an_accepted_reason_answers_a_query_but_never_an_error() -> None:
    (found,) = one(ASK, {"all": 9}, previous={"all": 1}, reasons={"all": " ย้ายเข้า "})
    assert (found.reason, found.open) == ("ย้ายเข้า", False)
    (error,) = one(LESS | {"accept_notes": ["ย้ายเข้า"]}, {"all": 1, "read": 2}, reasons={"read": "ย้ายเข้า"})
    assert error.open


def test_a_reason_given_for_other_values_is_asked_again() -> None:
    assert explain(QUERY, "ย้ายเข้า", Reason("ย้ายเข้า", "all=9")).reason == "ย้ายเข้า"
    assert explain(QUERY, "ย้ายเข้า", Reason("ย้ายเข้า", "all=7")).open
    assert explain(QUERY, "อื่น ๆ น้ำท่วม", Reason("ย้ายเข้า", "all=7")).reason == "อื่น ๆ น้ำท่วม"


def test_a_dash_with_an_accepted_reason_leaves_the_school_nothing_to_do() -> None:
    made = form(
        [
            {
                "name": "n",
                "type": "integer",
                "kind": "count",
                "title": "จำนวน",
                "constraints": {"required": True},
            }
        ]
    )
    asked = [submission(made, {"n": "-"}, reasons={"n": "ยังไม่มีข้อมูล จะรายงานรอบหน้า"})]
    found = check(made, asked)
    assert [issue.open for issue in found[0]] == [False]
    assert summarise(made, asked, found)[0].state is State.COMPLETE
    assert asked[0].entries["n"].value is None  # and no figure counts it


# The state of a submission

ERROR = Issue("1", "a", "R1", "error", "ผิด")
ASKED = Issue("1", "a", "R2", "query", "?")
GREY = Issue("1", "b", "R3", "blank", "ยังไม่กรอก")
EXPLAINED = Issue("1", "a", "R2", "query", "?", reason="ย้ายเข้า")


@pytest.mark.parametrize(
    ("issues", "typed", "filled", "state"),
    [
        ([ERROR, ASKED, GREY], False, 0, State.NEEDS_FIX),
        ([ASKED, GREY], False, 0, State.EXPLAIN),
        ([GREY], False, 0, State.MISSING),
        ([], False, 0, State.MISSING),
        ([EXPLAINED], True, 1, State.IN_PROGRESS),
        ([GREY, GREY], True, 1, State.IN_PROGRESS),
        ([EXPLAINED], True, 2, State.COMPLETE),
    ],
)
def test_the_worst_state_stands(issues: list[Issue], typed: bool, filled: int, state: State) -> None:
    assert progress(issues, typed=typed, required=2, filled=filled).state is state
