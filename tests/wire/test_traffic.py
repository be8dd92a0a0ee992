"""The emulator hands over what the client sent and what it was told."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests
from werkzeug.test import create_environ

from service.emulator import Emulator, traffic
from service.emulator.traffic import PROXY, Exchange, Traffic, recorded

from .__main__ import main as judged

FILE = {"name": "ก", "mimeType": "application/vnd.google-apps.spreadsheet"}


def test_an_exchange_is_what_went_over_the_wire(tmp_path: Path) -> None:
    record = tmp_path / "wire.jsonl"
    with Emulator(tmp_path, record=record) as emulator:
        head = {
            "Authorization": f"Bearer {emulator.token_for('owner@office.example')}",
            "User-Agent": "someone/1",
        }
        made = requests.post(f"{emulator.url}/drive/v3/files?fields=id", json=FILE, headers=head, timeout=10)
        path = f"/v4/spreadsheets/{made.json()['id']}/values/A1%2FB"
        refused = requests.get(emulator.url + path, headers=head, timeout=10)
        requests.get(f"{emulator.url}/_emulator/health", timeout=10)
    first, second = recorded(record)
    assert (first.method, first.path, first.query) == ("POST", "/drive/v3/files", "fields=id")
    assert (first.body, first.answer) == (made.request.body, made.content)
    assert (first.status, first.user_agent, first.whole) == (200, "someone/1", True)
    assert (second.path, second.status, second.answer) == (path, 400, refused.content)


Application = Callable[[dict[str, Any], Any], Iterator[bytes]]


def telling(*chunks: bytes | Exception, proxy: bool = False) -> Application:
    """An application that says four bytes, or breaks off."""

    def application(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        environ |= {PROXY: True} if proxy else {}
        start_response("200 OK", [("Content-Length", "4")])
        for chunk in chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    return application


def cut_before(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    raise ConnectionAbortedError


@pytest.fixture(autouse=True)
def _(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite's own observer would find fault with what is told here."""
    monkeypatch.setattr(traffic, "observers", [])


def watched(application: Application) -> list[Exchange]:
    """What an observer has seen when the client's last byte leaves."""
    seen: list[Exchange] = []
    middleware = Traffic(application)
    middleware.observers.append(seen.append)
    with suppress(ConnectionAbortedError):
        for _ in middleware(
            create_environ("/v4/spreadsheets/x", data=b"asked", method="POST"), lambda *_: None
        ):
            in_time = [*seen]
        assert in_time == seen, "the client had its answer before the observer knew"
    return seen


def test_an_answer_in_pieces_is_put_together() -> None:
    (seen,) = watched(telling(b"ab", b"cd"))
    assert (seen.body, seen.answer, seen.whole) == (b"asked", b"abcd", True)


def test_an_answer_that_breaks_off_is_not_whole() -> None:
    (half,) = watched(telling(b"ab", ConnectionAbortedError()))
    (none,) = watched(cut_before)
    assert (half.answer, half.whole) == (b"ab", False)
    assert (none.status, none.body, none.whole) == (0, b"asked", False)


def test_what_a_proxy_says_is_not_googles() -> None:
    (seen,) = watched(telling(b"abcd", proxy=True))
    assert not seen.whole


START = "from service.cli import main; main()"


def test_an_emulator_of_its_own_records_for_later(tmp_path: Path, wire_record: Path) -> None:
    options = [
        "emulator",
        "--home",
        str(tmp_path),
        "--port",
        "0",
        "--auth",
        "open",
        "--record",
        str(wire_record),
    ]
    with subprocess.Popen(
        [sys.executable, "-c", START, *options], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        url = process.stderr.readline().split()[-1]
        head = {"Authorization": "Bearer anybody"}
        assert requests.get(f"{url}/drive/v3/files?fields=files(id)", headers=head, timeout=10).ok
        process.kill()
    assert [exchange.query for exchange in recorded(wire_record)] == ["fields=files(id)"]
    assert judged(wire_record) == 0
