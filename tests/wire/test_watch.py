"""A run of pytest whose traffic has a fault fails, in the test that made it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
INNER = """
import pytest, requests
from service.emulator import Emulator
from service.emulator.wire import answer

@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    with Emulator(tmp_path_factory.mktemp("google")) as emulator:
        about, _ = emulator.app.url_map.bind("x").match("/drive/v3/about")
        emulator.app.view_functions[about] = lambda: answer({"kind": "drive#about", "odd": 1})
        head = {"Authorization": "Bearer " + emulator.token_for("owner@office.example")}
        yield lambda path, **more: requests.get(emulator.url + path, headers=head | more, timeout=10)

def test_good(ask):
    assert ask("/drive/v3/files").ok

def test_answer(ask):
    assert ask("/drive/v3/about?fields=*").ok

def test_request(ask):
    assert not ask("/drive/v3/files?pageSise=1", **{"User-Agent": "tidtam/0.1.0"}).ok

def test_strange(ask):
    assert not ask("/drive/v3/files?pageSise=1").ok
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says, with a worker of pytest-xdist between."""
    inner = tmp_path_factory.mktemp("inner") / "test_inner.py"
    inner.write_text(INNER, "utf-8")
    options = [
        "-q",
        "-n",
        "1",
        "-p",
        "tests.wire.plugin",
        "-p",
        "no:cacheprovider",
        f"--rootdir={inner.parent}",
    ]
    command = [sys.executable, "-m", "pytest", *options, "-c", os.devnull, str(inner)]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=inner.parent, env=environ, capture_output=True, text=True, check=False)
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout + run.stderr
    return run.stdout


def test_the_test_that_made_the_fault_fails(told: str) -> None:
    assert "4 passed, 2 errors" in told
    assert "ERROR at teardown of test_answer" in told and "ERROR at teardown of test_request" in told


def test_the_failure_names_what_is_wrong_and_where(told: str) -> None:
    assert "GET /drive/v3/about (drive.about.get) 200: answer: the whole: Additional properties" in told
    assert "GET /drive/v3/files (drive.files.list) 400: query: unknown parameter 'pageSise'" in told


def test_the_run_ends_with_what_was_seen(told: str) -> None:
    assert "wire: 4 exchanges of 2 methods validated, 2 faults" in told
