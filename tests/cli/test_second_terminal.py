"""While the demo serves, commands in another terminal work on its office; those that only look also afterwards."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from service.cli.env_file import second_terminal, write_env_file
from service.config import ROOT

Terminal = Callable[[str], "subprocess.CompletedProcess[str]"]
TIDTAM = f"{shlex.quote(sys.executable)} -c 'from service.cli import main; main()'"
OPENING, SECONDS = "หน้าเว็บ เปิดได้ครั้งเดียว", 60


def free_port() -> int:
    """A port that is free, and so is the next one, which the emulator takes."""
    for port in range(18200, 19000, 2):
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind(("127.0.0.1", port))
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("the demo's office")  # with what a shell must not take apart


@pytest.fixture(scope="module")
def demo(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["subprocess.Popen[str]"]:
    """A demo that serves."""
    forms = tmp_path_factory.mktemp("forms")
    shutil.copy(ROOT / "sheet_schemas" / "quick_policy.yaml", forms)
    shutil.copytree(ROOT / "sheet_schemas" / "codes", forms / "codes")
    command = [sys.executable, "-m", "tests.cli.small_demo", str(home), str(free_port()), str(forms)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        told = []
        for line in running.stderr:
            told.append(line)
            if OPENING in line:
                break
        assert running.poll() is None, "".join(told)
        assert f"  {second_terminal(home / 'demo.env')}\n" in told
        yield running
        if running.poll() is None:
            running.send_signal(signal.SIGTERM)
            running.communicate(timeout=SECONDS)


@pytest.fixture
def terminal(home: Path) -> Terminal:
    """A shell of somebody who works for another office, with the demo's settings read in."""
    environ = os.environ | {"TIDTAM_DATABASE_URL": "sqlite:////nowhere/x.db", "TIDTAM_OFFICE": "อื่น"}

    def typed(command: str) -> "subprocess.CompletedProcess[str]":
        script = f". {shlex.quote(str(home / 'demo.env'))} && {TIDTAM} {command}"
        return subprocess.run(["sh", "-c", script], env=environ, cwd=ROOT, capture_output=True, text=True)

    return typed


@pytest.mark.long
def test_commands_work_while_the_demo_serves_and_those_that_look_afterwards(
    demo: "subprocess.Popen[str]", terminal: Terminal, tmp_path: Path
) -> None:
    link = terminal("link")
    assert link.returncode == 0, link.stderr
    assert requests.get(link.stdout.strip(), timeout=SECONDS).ok
    looking = ("status", "kpi 2566", f"export quick_policy 2566-M6 --out {tmp_path / 'served'}")
    for command in (*looking, "links"):
        done = terminal(command)
        assert done.returncode == 0 and done.stdout, done.stderr
    demo.send_signal(signal.SIGTERM)
    demo.wait(SECONDS)
    for command in (*looking[:2], f"export quick_policy 2566-M6 --out {tmp_path / 'ended'}"):
        done = terminal(command)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "ended" / "values.csv").read_bytes() == (
        tmp_path / "served" / "values.csv"
    ).read_bytes()


def test_other_settings_are_forgotten_and_hard_words_stay_whole(tmp_path: Path) -> None:
    path = write_env_file(tmp_path, {"TIDTAM_OFFICE": "สพป. 'ก' $HOME (ข)"})
    script = f". {shlex.quote(str(path))} && env"
    environ = {**os.environ, "TIDTAM_FORMS": "other"}
    said = subprocess.run(["sh", "-ec", script], env=environ, capture_output=True, text=True, check=True)
    assert [line for line in said.stdout.splitlines() if line.startswith("TIDTAM")] == [
        "TIDTAM_OFFICE=สพป. 'ก' $HOME (ข)"
    ]
