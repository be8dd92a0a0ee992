"""Commands go on beside a form file that cannot be used, and say so; settings still refuse to start."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from tests.environment import office_environment
from tests.pipeline.small_office import NUMBER, small_office

ROUND = "2566-Q2"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """An office with an open round of ``one``, whose file was then broken; ``other`` is good."""
    home = tmp_path_factory.mktemp("office")
    with small_office(home, {"one": (NUMBER, ""), "other": (NUMBER, "")}) as office:
        path = office.forms / "one.yaml"
        path.write_text(path.read_text("utf-8").replace("type: integer", "type: intger"), encoding="utf-8")
        environ = office_environment(office.emulator, home, office.forms)
        yield lambda *arguments, **more: CliRunner().invoke(main, [*arguments], env=environ | more)


@pytest.mark.parametrize(
    "command",
    [
        ("sweep",),
        ("status",),
        ("links",),
        ("kpi", "2566"),
        ("round", "show", "one", ROUND),
        ("quality", "one", ROUND),
        ("repair",),
    ],
)
def test_the_command_goes_on_and_names_the_file_and_line(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.exit_code == 0, result.output
    assert "แฟ้มแบบ one.yaml ยังใช้ไม่ได้" in result.stderr and "one.yaml:16: schema.fields[1]" in result.stderr


def test_json_stays_one_object_and_names_the_file_too(run: Run) -> None:
    found = json.loads(run("status", "--json").stdout)
    assert [item["form"] for item in found["rounds"]] == ["other", "one"]
    assert [item["name"] for item in found["refused"]] == ["one.yaml"]


def test_it_is_in_the_log(run: Run) -> None:
    with _Heard() as heard:
        run("status")
    assert [vars(record)["file"] for record in heard if record.msg == "form_refused"] == ["one.yaml"]


def test_the_doctor_warns_of_each_fault(run: Run) -> None:
    found = json.loads(run("doctor", "--quick", "--json").stdout)["findings"]
    forms = [(item["severity"], item["how"]) for item in found if item["check"] == "forms"]
    assert [severity for severity, _ in forms] == ["ok", "warning"] and "one.yaml:16" in forms[1][1]


@pytest.mark.parametrize(
    "command", [("round", "open", "one", "2566-Q1"), ("migrate", "one", ROUND), ("schemas", "check")]
)
def test_what_begins_something_with_the_form_refuses(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.exit_code == 11 and "one.yaml:16" in result.output


def test_wrong_settings_still_refuse(run: Run) -> None:
    assert run("status", TIDTAM_PORT="x").exit_code == 10


class _Heard(logging.Handler):
    """The service's records; the command puts handlers of its own at the root."""

    def __enter__(self) -> list[logging.LogRecord]:
        self.records: list[logging.LogRecord] = []
        logging.getLogger("service").addHandler(self)
        return self.records

    def __exit__(self, *_: object) -> None:
        logging.getLogger("service").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
