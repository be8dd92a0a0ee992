"""The marker: explained where no credentials are given; and the tap on Google's answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from service.emulator import Emulator
from tests.wire.verdict import judge

from .sides import CREDENTIALS, FOLDER, is_given
from .tap import exchange_of, is_watched

ROOT = Path(__file__).resolve().parents[2]
BODY = "tests/google/test_files.py::test_the_folder_has_a_name"


def test_asking_for_google_without_credentials_is_an_error() -> None:
    environ = {name: value for name, value in os.environ.items() if name not in (CREDENTIALS, FOLDER)}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-m", "google", BODY]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environ)
    assert done.returncode == 4
    assert CREDENTIALS in done.stderr and FOLDER in done.stderr and "docs/google-setup.md" in done.stderr


def test_without_credentials_nothing_of_google_is_there(request: pytest.FixtureRequest) -> None:
    here = [item for item in request.session.items if item.get_closest_marker("google")]
    assert is_given() or here == []


def test_an_answer_is_judged_as_the_emulators_are(tmp_path: Path) -> None:
    with Emulator(tmp_path) as emulator:
        token = emulator.token_for("owner@office.example")
        answer = requests.get(
            f"{emulator.url}/drive/v3/about?fields=user",
            headers={"Authorization": f"Bearer {token}"},
            timeout=5,
        )
    verdict = judge(exchange_of(answer))
    assert verdict.method == "drive.about.get" and list(verdict.faults) == []
    assert not is_watched(answer)
    answer.request.url = "https://www.googleapis.com/drive/v3/about?fields=user"
    assert is_watched(answer)
