"""What time and the office change without anybody touching a sheet: due dates, extensions, register, closing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from service.core.register import Respondent
from service.pipeline import close_round, extend_round, open_form_round

from .offices import DUE, FORM, NOW, ROUND, Office
from .shown import RED

SCHOOLS = 5
FIELD = "qp05_plans"
AFTER_DUE = datetime(DUE.year, DUE.month, DUE.day, 9, tzinfo=NOW.tzinfo) + timedelta(days=1)


@pytest.fixture
def unfinished(office: Office) -> str:
    """A school with a blank, read before the due date."""
    code = office.new_school()
    office.type(code, FIELD, "")
    office.sweep()
    return code


def test_a_last_day_that_passes_turns_blanks_red_in_sheets_that_nobody_touched(
    office: Office, unfinished: str
) -> None:
    office.sweep(AFTER_DUE)
    card = office.card(unfinished)
    assert card.cell(FIELD, "#status")[:2] == ("○ เลยกำหนด", RED)
    assert "เลยกำหนด 12 เม.ย. 2566" in card.receipt.text
    office.sweep(AFTER_DUE)
    assert office.calls() == {"drive_list": 1}


def test_a_link_that_a_rule_asks_for_is_an_error_once_the_last_day_has_passed(office: Office) -> None:
    code = office.new_school()
    office.type(code, "qp05_s1", "ทำแล้ว")
    office.type(code, "qp05_evidence", "")
    office.sweep()
    office.sweep(AFTER_DUE)
    assert office.card(code).cell("qp05_evidence").fill == RED
    assert office.standing(code)[0] == "ต้องแก้"


def test_a_school_with_more_time_stays_grey(office: Office, unfinished: str) -> None:
    extend_round(office.service, FORM, ROUND, [unfinished], DUE + timedelta(days=10))
    office.sweep(AFTER_DUE)
    assert office.card(unfinished).status(FIELD) == "○ ยังไม่กรอก"


def test_a_change_of_the_register_is_answered_in_the_sheets(office: Office) -> None:
    code = office.example
    office.sweep()
    register = office.service.store.register
    before = {respondent.code: respondent for respondent in register.all()}
    register.save([without_kindergarten(before[code])])
    office.sweep()
    assert office.card(code).status("qp06_self") == "? ต้องอธิบาย"
    register.save([before[code]])
    office.sweep()
    assert office.card(code).status("qp06_self") == "✔ ผ่าน"


def without_kindergarten(respondent: Respondent) -> Respondent:
    return replace(respondent, grades=tuple(grade for grade in respondent.grades if grade != "K"))


def test_a_closed_round_keeps_its_last_answers_and_is_read_no_more(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, "หลายแผน")
    open_form_round(office.service, FORM, "2566-M12")
    close_round(office.service, FORM, ROUND, NOW)
    office.type(code, FIELD, "สองแผน?")
    office.sweep()
    assert office.history(code, FIELD)[-1] == "หลายแผน"
    assert "หลายแผน" in office.card(code).cell(FIELD).note
