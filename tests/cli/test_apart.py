"""The demo's emulator in a process of its own."""

import multiprocessing
import os
import time
from functools import partial
from pathlib import Path

import click
import pytest
import requests

from service.cli import apart
from service.cli.apart import running_apart
from service.emulator import Emulator
from service.errors import ConfigurationError


def test_it_answers_counts_and_ends_with_us(tmp_path: Path) -> None:
    with running_apart(lambda: Emulator(tmp_path), "school@example.org") as stand_in:
        assert stand_in.credentials_path.exists()
        bearer = {"Authorization": f"Bearer {stand_in.token}"}
        assert requests.get(f"{stand_in.url}/drive/v3/files", headers=bearer, timeout=20).ok
        assert [request["kind"] for request in stand_in.requests()] == ["drive_list"]
        stand_in.reset_requests()
        assert stand_in.requests() == []
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{stand_in.url}/_emulator/health", timeout=5)


@pytest.mark.long
def test_it_runs_where_no_process_can_be_forked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    with running_apart(partial(Emulator, tmp_path), "") as stand_in:
        assert requests.get(f"{stand_in.url}/_emulator/health", timeout=20).ok


def test_what_cannot_be_made_is_told(tmp_path: Path) -> None:
    def refuse() -> Emulator:
        raise click.UsageError("no such switch")

    with pytest.raises(click.UsageError, match="no such switch"), running_apart(refuse, ""):
        pass


@pytest.mark.parametrize(
    ("error", "exit_code", "words"),
    [
        (ConfigurationError("broken state"), 10, "^broken state$"),
        (OSError("port taken"), 2, "^port taken$"),
        (ValueError("no JSON"), 1, "ValueError: no JSON$"),
    ],
    ids=["ours", "port", "any"],
)
def test_whatever_making_it_raises_is_told_with_its_exit_code(
    error: Exception, exit_code: int, words: str
) -> None:
    def fail() -> Emulator:
        raise error

    with pytest.raises(click.ClickException, match=words) as raised, running_apart(fail, ""):
        pass
    assert raised.value.exit_code == exit_code


def test_a_process_that_dies_without_a_word_is_told() -> None:
    with pytest.raises(click.ClickException, match="ended before"), running_apart(lambda: os._exit(3), ""):
        pass


def test_one_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hanging(Emulator):
        def stop(self) -> None:
            time.sleep(60)

    monkeypatch.setattr(apart, "SECONDS_TO_END", 0.1)
    with running_apart(lambda: Hanging(tmp_path), ""):
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()
