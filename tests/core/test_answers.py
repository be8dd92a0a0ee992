"""What the sheet says beside each cell, and in the receipt line."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from cast import form, submission

from service.core.answers import (
    GREEN,
    GREY,
    NOTE_MARK,
    RED,
    YELLOW,
    CellAnswer,
    blanks_of_row,
    cell_answers,
    receipt,
    timeliness,
)
from service.core.issues import Issue, Progress, State

FIELDS = [
    {"name": "n", "type": "integer", "kind": "count", "title": "จำนวน", "constraints": {"required": True}},
    {"name": "free", "type": "string", "kind": "text", "title": "ข้อความ"},
    {"name": "plan", "type": "boolean", "kind": "yes_no", "title": "มีแผน"},
    {"name": "day", "type": "date", "kind": "date", "title": "วันที่"},
]
FORM = form(FIELDS)


def answer(
    name: str, typed: object, *issues: Issue, relevant: bool = True, overdue: bool = False
) -> CellAnswer:
    made = submission(FORM, {name: typed})
    asked = {item.name: relevant for item in FORM.fields}
    return cell_answers(FORM, made.cells, made.parsed, issues, asked, overdue)[name]


def issue(severity: Any, message: str = "แก้", reason: str = "") -> Issue:
    return Issue("1099000001", "n", "R01", severity, message, reason=reason)


def test_an_error_marks_the_cell_red_with_a_note_of_ours() -> None:
    assert answer("n", 5, issue("query", "เลือกเหตุผล"), issue("error")) == CellAnswer(
        RED, NOTE_MARK + "แก้\nเลือกเหตุผล", "✖ ต้องแก้", RED, "แก้\nเลือกเหตุผล"
    )


def test_a_query_marks_it_yellow_until_a_reason_is_taken() -> None:
    asked = answer("n", 5, issue("query", "ถาม"))
    assert (asked.fill, asked.status) == (YELLOW, "? ต้องอธิบาย")
    assert asked.message == "ถาม\nถ้าค่านี้ถูกแล้ว เลือกเหตุผลในช่องเหตุผล"
    explained = answer("n", 5, issue("query", "ถาม", "ย้ายเข้า"))
    assert explained == CellAnswer("", "", "✔ รับเหตุผลแล้ว", GREEN, "ย้ายเข้า")


def test_a_good_cell_is_never_coloured() -> None:
    assert answer("n", 5) == CellAnswer("", "", "✔ ผ่าน", GREEN, "")


@pytest.mark.parametrize(
    ("blank", "overdue", "words"),
    [
        (0, False, ""),
        (2, False, "ยังไม่กรอก: ก0, ก1"),
        (3, True, "เลยกำหนดแล้ว กรอกให้ครบ: ก0, ก1, ก2"),
        (25, False, "ยังไม่กรอก: ก0, ก1, ก2 … (อีก 22 ช่อง)"),
    ],
)
def test_a_row_names_the_first_of_its_required_blanks(blank: int, overdue: bool, words: str) -> None:
    titles = [f"ก{number}" for number in range(25)]
    made = form([{**FIELDS[0], "name": f"n{at}", "title": title} for at, title in enumerate(titles)])
    row = submission(made, {f"n{at}": None if at < blank else 1 for at in range(25)})
    asked = {item.name: True for item in made.fields}
    answers = cell_answers(made, row.cells, row.parsed, (), asked, overdue)
    assert blanks_of_row(made, answers, overdue) == words


@pytest.mark.parametrize(
    ("overdue", "status", "fill", "to_do"),
    [(False, "○ ยังไม่กรอก", GREY, ""), (True, "○ เลยกำหนด", RED, "กรอกช่องนี้ แม้เลยกำหนดแล้ว")],
)
def test_a_required_blank_is_red_only_after_the_due_date(
    overdue: bool, status: str, fill: str, to_do: str
) -> None:
    assert answer("n", None, overdue=overdue) == CellAnswer("", "", status, fill, to_do, blank=True)


def test_an_optional_blank_says_nothing() -> None:
    assert answer("free", None, overdue=True) == CellAnswer("", "", "", "", "")


def test_a_blank_that_a_rule_asks_for_says_what_is_wanted_without_colour() -> None:
    assert answer("n", None, issue("blank", "กรอก")) == CellAnswer("", "", "○ ยังไม่กรอก", GREY, "กรอก")


def test_a_question_that_does_not_concern_the_school_is_grey() -> None:
    assert answer("n", None, relevant=False).status == "– ไม่เกี่ยวข้อง"


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("n", "๑๒", "อ่านเป็น 12"),
        ("n", "1,200", ""),
        ("n", "12 คน", "อ่านเป็น 12"),
        ("n", "ไม่มี", "อ่านเป็น 0"),
        ("n", "ไม่เกี่ยวข้อง", ""),
        ("plan", "มี", ""),
        ("free", "ข้อความ", ""),
        ("day", "9 มิ.ย. 2566", ""),
        ("day", "9/6/2566", "อ่านเป็น 9 มิถุนายน 2566"),
    ],
)
def test_what_was_understood_otherwise_is_shown_back(name: str, typed: str, shown: str) -> None:
    assert answer(name, typed).message == shown


DUE = date(2023, 4, 15)


@pytest.mark.parametrize(
    ("today", "complete", "words"),
    [
        (15, None, "กำหนดส่ง 15 เม.ย. 2566"),
        (16, None, "เลยกำหนด 15 เม.ย. 2566"),
        (30, 15, "ส่งทันเวลา"),
        (30, 17, "ส่งช้า 2 วัน"),
    ],
)
def test_the_due_day_itself_is_in_time(today: int, complete: int | None, words: str) -> None:
    at = datetime(2023, 4, complete, 23, 59) if complete else None  # noqa: DTZ001 - only its day counts
    assert timeliness(DUE, date(2023, 4, today), at) == words


def test_an_extension_is_told_apart_from_being_on_time() -> None:
    at = datetime(2023, 4, 20, 10, tzinfo=timezone(timedelta(hours=7)))
    said = timeliness(date(2023, 4, 25), at.date(), at, DUE)
    assert said == "ส่งทันตามที่ขยายเวลา (หลังกำหนดของรอบ 5 วัน)"
    assert timeliness(DUE, at.date(), datetime(2023, 4, 1, tzinfo=at.tzinfo), DUE) == "ส่งทันเวลา"


def test_the_receipt_counts_and_says_what_is_left_and_where() -> None:
    done = Progress(State.NEEDS_FIX, 20, 18, 1, 8)
    read_at = datetime(2023, 4, 1, 9, 5)  # noqa: DTZ001
    rows = {State.NEEDS_FIX: [9], State.EXPLAIN: [10, 12, 14, 15, 17, 20, 31]}
    assert receipt(done, DUE, date(2023, 4, 1), read_at, None, 5, rows=rows).split("\n") == [
        "กรอก 18/20 · กำหนดส่ง 15 เม.ย. 2566",
        "✖ ต้องแก้ 1 ช่อง (แถว 9)",
        "? ต้องอธิบาย 8 ช่อง (แถว 10, 12, 14, 15, 17, 20 …)",
        "อ่านล่าสุด 1 เม.ย. 2566 09:05 น. · ระบบอ่านทุก 5 นาที",
    ]


def test_a_late_receipt_says_that_the_sheet_may_still_be_filled() -> None:
    text = receipt(Progress(State.IN_PROGRESS, 20, 3, 0, 0), DUE, date(2023, 4, 16), None, None, 5)
    assert text.startswith("กรอก 3/20 · เลยกำหนด 15 เม.ย. 2566 (ยังกรอกได้)\n")


def test_the_receipt_of_an_untouched_sheet_names_no_reading() -> None:
    text = receipt(Progress(State.MISSING, 20, 0, 0, 0), DUE, DUE, None, None, 5, [issue("error", "ไม่พบแท็บ")])
    assert text == "กรอก 0/20 · กำหนดส่ง 15 เม.ย. 2566\nระบบอ่านทุก 5 นาที\nไม่พบแท็บ"


def test_only_a_complete_sheet_is_called_complete() -> None:
    words = [
        receipt(Progress(state, 20, 20, errors, 0), DUE, DUE, None, None, 5).partition(" · ")[0]
        for state, errors in ((State.COMPLETE, 0), (State.NEEDS_FIX, 1))
    ]
    assert words == ["ครบ 20/20", "กรอก 20/20"]


def test_completeness_undone_is_no_longer_in_time() -> None:
    early = datetime(2023, 4, 1, 9, 5)  # noqa: DTZ001
    assert "ส่งทันเวลา" not in receipt(Progress(State.EXPLAIN, 2, 2, 0, 1), DUE, DUE, None, early, 5)
