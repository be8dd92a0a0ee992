"""repair, migrate and adopt on the command line: what they say, and how they end."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from tests.pipeline.offices import FORM, ROUND, Office, answered
from tests.pipeline.test_adopt import by_hand, made_by_hand, names

Run = Callable[..., Result]
FIELD = "qp05_plans"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with answered(tmp_path_factory.mktemp("office"), 3) as office:
        yield office


@pytest.fixture(scope="module")
def run(office: Office) -> Run:
    store = Path(str(office.service.store.engine.url.database))
    environ = {
        "TIDTAM_HOME": str(store.parent),
        "TIDTAM_DATABASE_URL": str(office.service.store.engine.url),
        "TIDTAM_CREDENTIALS": str(office.emulator.credentials_path),
        "TIDTAM_GOOGLE_ENDPOINT": office.emulator.url,
        "TIDTAM_FOLDER": office.service.folder,
        "TIDTAM_FORMS": str(store.parent.parent / "forms"),
        "TIDTAM_QUOTA": "off",
    }

    def call(*arguments: str, **more: Any) -> Result:
        return CliRunner().invoke(main, [*arguments], env=environ, **more)

    return call


def damage(office: Office) -> str:
    code = office.new_school()
    office.put(code, FIELD, "#title", userEnteredValue={"stringValue": "แผน"})
    return code


def test_repair_says_what_it_did_and_the_second_time_that_all_is_whole(office: Office, run: Run) -> None:
    damage(office)
    first = run("repair")
    assert first.exit_code == 0 and "คืนข้อความหรือรหัส" in first.stdout and "ซ่อม 1 ไฟล์" in first.stderr
    again = json.loads(run("repair", FORM, ROUND, "--json").stdout)
    assert (again["files"], again["changed"], again["news"]) == (3, 0, [])


def test_repair_of_one_school_leaves_the_others(office: Office, run: Run) -> None:
    code = damage(office)
    other = office.example
    assert json.loads(run("repair", "--respondent", other, "--json").stdout)["changed"] == 0
    assert json.loads(run("repair", "--respondent", code, "--json").stdout)["changed"] == 1


def test_repair_of_an_unknown_school_or_half_a_round_is_refused(run: Run) -> None:
    assert run("repair", "--respondent", "1099999999").exit_code == 14
    assert run("repair", FORM).exit_code == 2


def test_migrate_of_a_sheet_of_this_version_changes_nothing(run: Run) -> None:
    run("repair")
    result = run("migrate", FORM, ROUND, "--json")
    assert result.exit_code == 0 and json.loads(result.stdout)["changed"] == 0


def test_adopt_shows_asks_and_without_a_yes_changes_nothing(tmp_path: Path) -> None:
    from tests.pipeline.offices import PLAIN_SCHOOLS, running, truthful

    with running(tmp_path, [truthful(school) for school in PLAIN_SCHOOLS[:3]]) as office:
        link = made_by_hand(office, by_hand())
        environ = {
            "TIDTAM_HOME": str(tmp_path / "office"),
            "TIDTAM_CREDENTIALS": str(office.emulator.credentials_path),
            "TIDTAM_GOOGLE_ENDPOINT": office.emulator.url,
            "TIDTAM_FOLDER": office.service.folder,
            "TIDTAM_FORMS": str(tmp_path / "forms"),
            "TIDTAM_QUOTA": "off",
        }

        def adopt(*more: str, **options: Any) -> Result:
            return CliRunner().invoke(main, ["adopt", FORM, ROUND, link, *more], env=environ, **options)

        assert "ยังไม่ได้แก้อะไร" in adopt(input="n\n").stdout
        dry = adopt("--dry-run")
        assert dry.exit_code == 0 and names()[2] in dry.stderr
        assert json.loads(adopt("--json").stdout)["adopted"] is False
        assert office.service.store.spreadsheets.all() == []
        assert adopt("--map", "qp05_trained", input="y\n").exit_code == 2
        assert "รับแล้ว" in adopt("--yes", "--map", "qp05_trained=E").stdout
        office.sweep()
        assert office.stored(office.example).entries["qp05_trained"].value == 8
