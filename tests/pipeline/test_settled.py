"""What a sweep costs, counted at the emulator's socket, with every other host out of reach."""

import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from service.sheets.client import connect
from service.sheets.drive import Google

from .offices import NOW, Office

SCHOOLS = 5
FIELD = "qp05_plans"
Addresses = list[tuple[Any, Any]]


@pytest.fixture
def reached(office: Office, monkeypatch: pytest.MonkeyPatch) -> Addresses:
    """Only the emulator can be reached; says which other addresses were tried."""
    there, tried = urlsplit(office.emulator.url), []
    allowed = (there.hostname, there.port)
    look_up, join = socket.getaddrinfo, socket.socket.connect

    def getaddrinfo(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if (host, int(port)) != allowed:
            tried.append((host, port))
            raise OSError(f"{host} is out of reach")
        return look_up(host, port, *rest, **more)

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and tuple(address[:2]) != allowed:
            tried.append(tuple(address[:2]))
            raise OSError(f"{address} is out of reach")
        join(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def test_in_a_settled_state_a_sweep_costs_one_list(office: Office, reached: Addresses) -> None:
    office.sweep()
    for _ in range(2):
        office.sweep()
        assert office.calls() == {"drive_list": 1}
    assert reached == []


def test_after_one_schools_edit_it_costs_one_list_one_read_and_two_writes(
    office: Office, reached: Addresses
) -> None:
    code = office.new_school()
    office.type(code, FIELD, "หลายแผน")
    office.sweep()
    assert office.calls() == {"drive_list": 1, "sheet_read": 1, "sheet_write": 2}
    files = [office.file(code).file_id, office.file(kind="control").file_id]
    assert [path.split("/")[3].partition(":")[0] for path in office.writes()] == files
    office.sweep()
    assert office.calls() == {"drive_list": 1}
    assert reached == []


def test_a_service_that_signs_in_anew_asks_nobody_but_the_emulator(
    office: Office, reached: Addresses
) -> None:
    google = Google(connect(office.emulator.credentials_path, office.emulator.url))
    office.emulator.reset_requests()
    assert google.list_spreadsheets(office.service.folder)
    assert reached == []
    assert office.calls()["drive_list"] == 1


def test_an_answer_that_changes_nothing_that_is_shown_is_not_written(office: Office) -> None:
    code = office.new_school()
    office.type(code, FIELD, office.card(code).cell(FIELD).text)
    office.sweep()
    assert office.calls() == {"drive_list": 1, "sheet_read": 1}


def test_somebody_who_types_between_our_reading_and_our_writing_is_heard_in_the_next_sweep(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, google = office.new_school(), office.service.google
    office.type(code, FIELD, "หลายแผน")
    write, place = google.write, office.spot(code, FIELD)

    def late(file_id: str, *rest: Any) -> Any:
        monkeypatch.setattr(google, "write", write)
        assert office.school.type(*place, "สองแผน?").ok
        return write(file_id, *rest)

    monkeypatch.setattr(google, "write", late)
    office.sweep()
    office.sweep()
    assert "สองแผน?" in office.card(code).cell(FIELD).note
    office.sweep(NOW)
    assert office.calls() == {"drive_list": 1}
