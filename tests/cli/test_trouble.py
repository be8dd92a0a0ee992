"""The emulator's faults, limits, clock and switches, from the command line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from service.cli import main

START = "from service.cli import main; main()"


@contextmanager
def emulator(home: Path, *options: str) -> Iterator[str]:
    """The command as an own process; its address."""
    command = [sys.executable, "-c", START, "emulator", "--home", str(home), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            yield process.stderr.readline().split()[-1]
        finally:
            process.kill()


def said(url: str, path: str) -> Any:
    return requests.get(f"{url}/_emulator/{path}", timeout=10).json()


def test_trouble_is_set_when_the_emulator_starts(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    file.write_text(json.dumps({"faults": [{"fault": "503_after", "nth": 3}]}), "utf-8")
    options = ["--faults", str(file), "--fault", "cut=0.01", "--fault", "slow=2", "--fault", "late_times=300"]
    options += ["--quota", "google", "--limit", "user=5", "--switch", "other", "--switch", "thai_digits=text"]
    with emulator(tmp_path / "home", *options, "--clock", "manual") as url:
        assert said(url, "faults")["faults"] == [
            {"fault": "503_after", "nth": 3},
            {"fault": "cut", "probability": 0.01},
            {"fault": "slow", "seconds": 2, "count": 0},
            {"fault": "late_times", "least": 300, "most": 300},
        ]
        quota, switches = said(url, "quota"), said(url, "switches")
        assert (quota["on"], quota["limits"]["user"]) == (True, 5)
        assert (switches["thai_digits"], switches["be_years"]) == ("text", "converted")
        moved = requests.post(f"{url}/_emulator/clock", json={"forward": 60}, timeout=10)
        assert moved.status_code == 200


@pytest.mark.parametrize(
    "options",
    [
        ["--fault", "504=0.1"],
        ["--fault", "503=often"],
        ["--switch", "thai_digits=roman"],
        ["--limit", "users=5"],
        ["--limit", "user"],
    ],
)
def test_trouble_that_does_not_exist_is_refused_in_one_line(tmp_path: Path, options: list[str]) -> None:
    result = CliRunner().invoke(main, ["emulator", "--home", str(tmp_path), "--port", "0", *options])
    assert result.exit_code == 2
    assert options[1].partition("=")[0] in result.output


def test_a_fault_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    file.write_text("503", "utf-8")
    result = CliRunner().invoke(main, ["emulator", "--home", str(tmp_path), "--faults", str(file)])
    assert result.exit_code == 2 and "faults.json" in result.output
