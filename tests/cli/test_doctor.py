"""The doctor as a command: good on a good office, one line each, codes by severity, nothing changed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.cli.diagnosis import Machine, Severity

from .doctor_office import Clinic

Run = Callable[..., Result]
CHECKS = [
    "settings", "python", "packages", "home", "time_zone", "database", "queue", "network", "clock",
    "credentials", "quota", "apis", "apis", "folder", "files", "forms", "rounds", "templates", "fonts", "office",
    "public_address", "worker", "pages",
]  # fmt: skip


@pytest.fixture
def run(healthy: Clinic) -> Run:
    def call(*arguments: str, **changed: str) -> Result:
        return CliRunner().invoke(main, ["doctor", *arguments], env=healthy.environ | changed)

    return call


def test_a_good_office_ends_with_zero(run: Run) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "✖" not in result.stdout and "!" not in result.stdout


def test_everything_is_looked_at_in_order(healthy: Clinic) -> None:
    assert [item.check for item in healthy.look()] == CHECKS


def test_each_finding_is_one_line(run: Run, healthy: Clinic) -> None:
    assert len(run().stdout.splitlines()) == len(CHECKS)


def test_json_is_one_object_and_nothing_else(run: Run) -> None:
    found = json.loads(run("--json").stdout)
    assert (found["good"], found["exit_code"]) == (True, 0)
    assert [item["check"] for item in found["findings"]] == CHECKS
    assert {"severity", "what", "how", "remedy"} < set(found["findings"][0])


def test_warnings_alone_end_with_three(run: Run) -> None:
    result = run(TIDTAM_FODLER="x")
    assert result.exit_code == 3 and "! " in result.stdout


def test_an_error_ends_with_its_own_code(run: Run) -> None:
    result = run("--json", TIDTAM_FOLDER="nowhere")
    found = json.loads(result.stdout)
    assert result.exit_code == found["exit_code"] == 22 and found["good"] is False


def test_the_first_of_several_errors_gives_the_code(run: Run) -> None:
    assert run(TIDTAM_FOLDER="nowhere", TIDTAM_FORMS="nowhere").exit_code == 22
    assert run(TIDTAM_FOLDER="nowhere", TIDTAM_CREDENTIALS="nowhere").exit_code == 10


def test_quick_asks_google_nothing(run: Run, healthy: Clinic) -> None:
    healthy.emulator.reset_requests()
    result = run("--quick")
    assert result.exit_code == 0 and healthy.emulator.requests() == []
    assert "tidtam@emulator" in result.stdout


def test_the_cost_does_not_grow_with_the_files(run: Run, healthy: Clinic) -> None:
    healthy.emulator.reset_requests()
    run()
    kinds = [request["kind"] for request in healthy.emulator.requests()]
    assert (kinds.count("drive_list"), kinds.count("sheet_read"), kinds.count("sheet_write")) == (1, 1, 0)
    assert len(kinds) <= 8


def test_looking_changes_nothing(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(TIDTAM_HOME=str(home)).exit_code == 0
    assert not home.exists()


def test_a_check_that_breaks_down_stops_no_other(healthy: Clinic) -> None:
    def explode(_folder: Path) -> int:
        raise RuntimeError("a school's answer")

    found = healthy.look(machine=Machine(free=explode))
    assert [item.check for item in found] == CHECKS
    (fallen,) = [item for item in found if item.severity is Severity.ERROR]
    assert (fallen.check, fallen.code) == ("home", 1) and "RuntimeError" in fallen.how
    assert "school" not in fallen.line() and "TIDTAM_LOG_LEVEL=DEBUG" in fallen.remedy


def test_no_password_is_shown(healthy: Clinic) -> None:
    url = {"TIDTAM_DATABASE_URL": "postgresql://tidtam:hunter2@127.0.0.1:1/tidtam"}
    redis = {"TIDTAM_QUEUE_URL": "redis://:hunter2@127.0.0.1:1/0"}
    text = "\n".join(item.line() for item in healthy.look(url | redis))
    assert "hunter2" not in text and text.count("127.0.0.1:1") == 2
