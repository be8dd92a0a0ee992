"""The application as a whole: health, faults, and what it does not need."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from service.errors import ConfigurationError, GoogleBusyError, RefusedError
from service.web import serve
from service.web.parts import parts

from .conftest import Office, key_of

ROOT = Path(__file__).parents[2]
HEAVY = {"pandas", "matplotlib", "docxtpl", "gspread", "huey"}


def test_health_is_ok_while_the_database_answers(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "ok")


def test_health_is_bad_when_it_does_not(
    office: Office, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(*_: object) -> str:
        raise OperationalError("select", {}, Exception("secret path"))

    monkeypatch.setattr(type(office.store.settings), "get", no_answer)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "secret path" not in answer.text


def test_an_unknown_address_says_so_in_thai(client: FlaskClient) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert "ไม่พบสิ่งที่ขอ" in answer.text


def test_a_request_shows_one_set_of_forms_and_the_next_asks_anew(office: Office) -> None:
    with office.app.test_request_context():
        first = parts().pages
        assert parts().pages is first
    with office.app.test_request_context():
        assert parts().pages is not first


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RefusedError("แบบนี้ยังไม่มีแม่แบบ"), 409, "แบบนี้ยังไม่มีแม่แบบ"),
        (GoogleBusyError(), 503, "รอสักครู่แล้วลองใหม่"),
        (ValueError("ความลับ"), 500, "ระบบขัดข้อง"),
    ],
)
def test_a_failure_has_its_page(
    office: Office, client: FlaskClient, error: Exception, status: int, words: str
) -> None:
    key = key_of(client.get(office.link()))

    def fail(*_: object) -> None:
        raise error

    office.app.extensions["tidtam"].orders._order = fail
    answer = client.post(office.link(), data={"key": key})
    assert answer.status_code == status
    assert words in answer.text
    assert "ความลับ" not in answer.text


def test_it_serves_until_sigterm(office: Office) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answers: list[bytes] = []

    def visit() -> None:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/healthz")
                answers.append(connection.getresponse().read())
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    visitor = threading.Timer(0.05, visit)
    visitor.start()
    serve(office.app, "127.0.0.1", port)
    visitor.join()
    assert b'"ok"' in answers[0]


def test_a_port_in_use_is_named(office: Office) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigurationError, match="TIDTAM_PORT"):
            serve(office.app, "127.0.0.1", taken.getsockname()[1])


def test_the_pages_need_nothing_heavy() -> None:
    code = "import sys, service.web; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY & set(found.stdout.split())
