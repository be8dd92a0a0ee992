"""A school types, a sweep passes, and the answer stands in the very cell."""

from datetime import timedelta

import pytest

from .offices import NOW, Office, update
from .shown import GREEN, MARK, RED, YELLOW

SCHOOLS = 20
LATER = NOW + timedelta(hours=3)
FIELD = "qp05_plans"
ASKED, REASON = "qp07_behind", "ปิดเรียนนานในปีก่อน"
BLUE = {"backgroundColorStyle": {"rgbColor": {"red": 0, "green": 0.6, "blue": 1}}}


def test_a_right_answer_is_not_marked(office: Office) -> None:
    card = office.card(office.example)
    assert card.marked() == {}
    assert card.status(FIELD) == "✔ ผ่าน"


def test_a_school_that_answered_everything_is_green(office: Office) -> None:
    assert office.card(office.example).receipt.fill == GREEN
    assert office.standing(office.example) == ("ครบ", GREEN)


def test_the_receipt_says_how_much_is_done_whether_in_time_and_when_it_was_read(office: Office) -> None:
    words = office.card(office.example).receipt.text
    assert words.startswith("ครบ ") and "ส่งทันเวลา" in words
    assert "อ่านล่าสุด 5 เม.ย. 2566 09:00 น." in words


def test_a_wrong_answer_turns_red_with_a_note_that_names_the_value_and_the_remedy(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "หลายแผน")
    office.sweep()
    card = office.card(code)
    assert set(card.marked()) == {FIELD}
    assert card.cell(FIELD).fill == RED
    assert card.cell(FIELD).note == f"{MARK}“หลายแผน” ไม่ใช่ตัวเลข: พิมพ์เฉพาะตัวเลข เช่น 45"
    assert card.status(FIELD) == "✖ ต้องแก้"
    assert card.message(FIELD) == card.cell(FIELD).note.removeprefix(MARK)
    assert office.standing(code) == ("ต้องแก้", RED)


def test_the_receipt_names_the_rows_to_mend_and_is_then_left_alone(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "หลายแผน")
    office.type(code, ASKED, "หลายคน")
    office.sweep()
    card = office.card(code)
    rows = [number for number, row in enumerate(card.tab.rows, 1) if row[0].text in (FIELD, ASKED)]
    assert f"✖ ต้องแก้ 2 ช่อง (แถว {rows[0]}, {rows[1]})" in card.receipt.text.split("\n")
    office.sweep()
    assert office.card(code).receipt == card.receipt


def test_a_corrected_answer_loses_colour_and_note_and_its_status_turns_green(office: Office) -> None:
    code = office.new_school()
    for text in ("หลายแผน", "3"):
        office.type(code, FIELD, text)
        office.sweep()
    card = office.card(code)
    assert card.marked() == {}
    assert (card.status(FIELD), card.message(FIELD)) == ("✔ ผ่าน", "")
    assert card.cell(FIELD, "#status").fill == GREEN
    assert office.standing(code) == ("ครบ", GREEN)


@pytest.fixture
def asked(office: Office) -> str:
    """A school with a question about the pupils who fell behind."""
    code = office.new_school()
    office.type(code, ASKED, "185")
    office.sweep()
    return code


def pick(office: Office, code: str, reason: str) -> str:
    """Pick a reason, sweep, and say how the answer stands then."""
    office.type(code, ASKED, reason, "#reason")
    office.sweep()
    return office.card(code).status(ASKED)


def test_an_unusual_answer_is_asked_about_in_yellow(office: Office, asked: str) -> None:
    cell = office.card(asked).cell(ASKED)
    assert cell.fill == YELLOW
    assert cell.note.startswith(MARK) and "185" in cell.note
    assert office.standing(asked) == ("รออธิบาย", YELLOW)


def test_an_explained_answer_is_no_longer_asked_about(office: Office, asked: str) -> None:
    assert pick(office, asked, REASON) == "✔ รับเหตุผลแล้ว"
    assert office.card(asked).marked() == {}
    assert office.standing(asked) == ("ครบ", GREEN)


def test_a_reason_of_the_schools_own_is_taken_only_with_words(office: Office, asked: str) -> None:
    assert pick(office, asked, "อื่น ๆ (ระบุ)") == "? ต้องอธิบาย"
    assert pick(office, asked, "อื่น ๆ (ระบุ) น้ำท่วม") == "✔ รับเหตุผลแล้ว"


def test_an_explained_answer_that_changes_is_asked_about_again(office: Office, asked: str) -> None:
    pick(office, asked, REASON)
    office.type(asked, ASKED, "186")
    office.sweep()
    assert office.card(asked).cell(ASKED).fill == YELLOW


def test_a_reason_cleared_and_picked_anew_answers_for_the_new_value(office: Office, asked: str) -> None:
    pick(office, asked, REASON)
    office.type(asked, ASKED, "186")
    office.sweep()
    assert pick(office, asked, "") == "? ต้องอธิบาย"
    assert pick(office, asked, REASON) == "✔ รับเหตุผลแล้ว"


def test_a_cells_own_colour_and_note_come_back_when_our_mark_goes(office: Office) -> None:
    code = office.new_school()
    office.put(code, FIELD, userEnteredFormat=BLUE, note="ถามครูสมศรี")
    office.type(code, FIELD, "หลายแผน")
    office.sweep()
    marked = office.card(code).cell(FIELD)
    assert marked.fill == RED and marked.note.endswith("ถามครูสมศรี")
    office.type(code, FIELD, "3")
    office.sweep()
    assert office.card(code).cell(FIELD)[1:] == ("0099FF", "ถามครูสมศรี")


def test_a_mark_pasted_onto_a_right_answer_goes(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "หลายแผน")
    office.sweep()
    paste(office, code, FIELD, ("qp05_trained", "#value"))
    office.sweep()
    assert set(office.card(code).marked()) == {FIELD}


def test_a_mark_pasted_beside_the_answers_goes(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "หลายแผน")
    office.sweep()
    paste(office, code, FIELD, ("qp05_trained", "#reason"))
    office.sweep()
    assert len(office.card(code).tab.marked()) == 1
    assert office.card(code).cell("qp05_trained", "#reason")[1:] == ("", "")


def paste(office: Office, code: str, field: str, target: tuple[str, str]) -> None:
    """Copy a marked cell's colour and note onto another cell."""
    cell = office.card(code).cell(field)
    fill = {"backgroundColor": {"red": 0xF4 / 255, "green": 0xC7 / 255, "blue": 0xC3 / 255}}
    assert cell.fill == RED
    office.put(code, *target, note=cell.note, userEnteredFormat=fill)


def test_a_sweep_changes_no_value_of_a_school(office: Office) -> None:
    code = office.new_school()
    for field, text in ((FIELD, "หลายแผน"), ("qp05_trained", "๑๒ คน"), (ASKED, "185"), ("qp02_lost", "-")):
        office.type(code, field, text)
    file, fields = office.file(code), "userEnteredValue,userEnteredFormat/numberFormat"
    column = office.spot(code, FIELD)[3]
    before = office.owner.cells(file.file_id, file.tabs[0].sheet_id, fields)
    office.sweep()
    after = office.owner.cells(file.file_id, file.tabs[0].sheet_id, fields)
    assert len(office.card(code).marked()) >= 3
    assert [row[column : column + 1] for row in after] == [row[column : column + 1] for row in before]


def test_what_was_cleaned_is_shown_back_beside_the_answer(office: Office) -> None:
    code = office.new_school()
    office.type(code, "qp05_trained", "๑ คน")
    office.sweep()
    card = office.card(code)
    assert card.cell("qp05_trained").text == "๑ คน"
    assert card.message("qp05_trained") == "อ่านเป็น 1"


def test_a_typed_percentage_stays_as_typed_and_never_becomes_a_fraction(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "50%")
    office.sweep()
    card = office.card(code)
    assert (card.cell(FIELD).text, card.cell(FIELD).fill) == ("50%", RED)
    assert "“50%” เป็นร้อยละ แต่ช่องนี้ถามจำนวน" in card.message(FIELD)


def test_only_what_differs_is_written(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "หลายแผน")
    # Status word with its colour, message, mark, and the receipt.
    assert office.sweep().cells_answered == 4


def test_a_sheet_read_again_without_a_change_keeps_its_time(office: Office) -> None:
    code, text = office.example, office.card(office.example).cell(FIELD).text
    office.type(code, FIELD, text)  # the generator put a number; a person leaves a text
    office.sweep()
    office.sweep(LATER)  # what was typed just before has settled
    office.type(code, FIELD, text)
    office.sweep(LATER)
    assert (office.calls()["sheet_read"], office.writes()) == (1, [])
    assert "09:00" in office.card(code).receipt.text


def test_every_value_ever_read_is_kept(office: Office) -> None:
    code = office.new_school()
    first = office.history(code, FIELD)
    for text in ("หลายแผน", "", "4"):
        office.type(code, FIELD, text)
        office.sweep()
    assert office.history(code, FIELD) == [*first, "หลายแผน", "", "4"]


def test_a_blank_before_the_due_date_is_grey_and_not_marked(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "")
    office.sweep()
    card = office.card(code)
    assert (card.status(FIELD), card.marked()) == ("○ ยังไม่กรอก", {})
    assert office.standing(code)[0] == "กำลังกรอก"


def test_a_missing_link_that_a_rule_asks_for_is_grey_before_the_due_date(office: Office) -> None:
    code = office.new_school()
    office.type(code, "qp05_s1", "ทำแล้ว")
    office.type(code, "qp05_evidence", "")
    office.sweep()
    card = office.card(code)
    assert (card.status("qp05_evidence"), card.marked()) == ("○ ยังไม่กรอก", {})
    assert "หลักฐาน" in card.message("qp05_evidence")


def test_a_school_that_typed_nothing_has_not_begun(office: Office) -> None:
    code = office.new_school()
    office.clear(code)
    office.sweep()
    assert office.standing(code)[0] == "ยังไม่กรอก"
    assert office.card(code).marked() == {}


def test_a_value_put_by_the_office_is_read_like_a_schools_own(office: Office) -> None:
    code = office.new_school()
    file_id, sheet_id, row, column = office.spot(code, FIELD)
    office.owner.batch(
        file_id, update(sheet_id, row, column, {"userEnteredValue": {"stringValue": "แปด แปด"}})
    )
    office.sweep()
    assert office.card(code).cell(FIELD).fill == RED
