"""What the office is kept from doing by mistake, and what a bad connection may not do."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from service.errors import GoogleBusyError, RefusedError
from service.pipeline import close_round, open_form_round, provision
from service.sheets.client import GoogleHTTPClient

from .offices import DUE, FORM, NOW, ROUND, Office, answered


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


class Broken:
    """A session whose answers are cut off, or come from a proxy in between."""

    def __init__(self, fault: str) -> None:
        self.fault, self.calls = fault, 0

    def request(self, **_: Any) -> requests.Response:
        self.calls += 1
        if self.fault == "cut":
            raise requests.exceptions.ChunkedEncodingError("cut")
        response = requests.Response()
        response.status_code, response._content = 200, b"<html>sign in to the network</html>"
        return response


@pytest.mark.parametrize("fault", ["cut", "proxy"])
def test_a_broken_answer_is_asked_for_again_and_then_called_busy(fault: str) -> None:
    session = Broken(fault)
    waits: list[float] = []
    client = GoogleHTTPClient(None, session, waits.append)
    with pytest.raises(GoogleBusyError):
        client.request("get", "https://sheets.googleapis.com/v4/spreadsheets/x")
    assert session.calls == len(waits) + 1 > 2
