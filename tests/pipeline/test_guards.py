"""What the office is kept from doing by mistake, and what a bad connection may not do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from service.core.issues import State
from service.errors import GoogleMissingError, RefusedError
from service.pipeline import close_round, extend_round, open_form_round, provision, sweep

from .offices import DUE, FORM, NOW, OWNER, ROUND, Office, answered

pytestmark = pytest.mark.long


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Office]:
    with answered(tmp_path, 2) as office:
        yield office


def test_a_round_has_sheets_of_one_layout_only(small: Office) -> None:
    with pytest.raises(RefusedError):
        provision(small.service, FORM, ROUND, "table")


def test_opening_a_round_again_keeps_its_due_date(small: Office) -> None:
    assert open_form_round(small.service, FORM, ROUND).due == DUE
    assert open_form_round(small.service, FORM, ROUND, date(2023, 5, 1)).due == date(2023, 5, 1)


def test_a_closed_round_is_not_opened_by_mistake(small: Office) -> None:
    close_round(small.service, FORM, ROUND, NOW)
    with pytest.raises(RefusedError):
        open_form_round(small.service, FORM, ROUND)


def test_what_is_typed_just_before_closing_is_kept(small: Office) -> None:
    code = small.new_school()
    small.type(code, "qp02_lost", "7")
    close_round(small.service, FORM, ROUND, NOW)
    assert small.stored(code).entries["qp02_lost"].value == 7


def test_work_finished_in_time_is_in_time_however_late_it_is_read(small: Office) -> None:
    code = small.new_school()
    later = datetime(2099, 1, 1, tzinfo=NOW.tzinfo)
    small.type(code, "qp02_lost", "l2")
    small.sweep(later)
    small.refill(code)
    small.sweep(later)
    finished = small.stored(code).complete_at
    assert finished and finished.year < 2099  # when it was typed, not when it was read


@pytest.mark.parametrize("due", [date(2569, 12, 15), date(2020, 1, 1)])
def test_a_last_day_in_another_calendar_or_in_the_past_is_refused(small: Office, due: date) -> None:
    with pytest.raises(RefusedError):
        extend_round(small.service, FORM, ROUND, [small.example], due)
    with pytest.raises(RefusedError):
        open_form_round(small.service, FORM, ROUND, due)


def test_the_wrong_folder_blames_no_school(tmp_path: Path) -> None:
    with answered(tmp_path, 4) as office:
        elsewhere = replace(office.service, folder="another-folder")
        with pytest.raises(GoogleMissingError, match="TIDTAM_FOLDER"):
            sweep(elsewhere, NOW)
        assert {office.stored(code).progress.state for code in office.planned} == {State.COMPLETE}


def test_a_round_is_not_closed_over_a_file_that_cannot_be_read(small: Office) -> None:
    office = small
    code = office.new_school()
    file_id = office.file(code).file_id
    office.emulator.faults.revoke("tidtam@emulator.iam.gserviceaccount.com", file_id)
    with pytest.raises(RefusedError, match=code):
        close_round(office.service, FORM, ROUND, NOW)
    office.emulator.faults.restore("tidtam@emulator.iam.gserviceaccount.com", file_id)
    office.sweep(full=True)
    assert not office.file(code).problem


def test_a_file_that_may_not_be_written_is_named_in_the_control_sheet(small: Office) -> None:
    office = small
    code = office.new_school()
    file_id, sheet_id, row, column = office.spot(code, "qp05_plans", "#status")
    area = {"sheetId": sheet_id, "startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": column}
    protected = {"range": {**area, "endColumnIndex": column + 1}, "editors": {"users": [OWNER]}}
    office.owner.batch(file_id, {"addProtectedRange": {"protectedRange": protected}})
    office.type(code, "qp05_plans", "หลายแผน")
    office.sweep()
    office.sweep()
    assert "ตอบในชีตไม่ได้" in office.control().tab("สถานะ").row(code)[8].text
