"""A form file that is mended, added or broken is seen by pages and worker that are already running."""

import logging
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.bootstrap import Signer, secret_of
from service.cli.common import now
from service.cli.serving import Queued, build_app, build_tasks
from service.config import read_settings
from service.errors import DefinitionError, NotFoundError
from service.pipeline import migrate
from service.steps.installing import Installation
from service.web import EntryNonces
from tests.environment import office_environment
from tests.jobs.conftest import run_all
from tests.pipeline.small_office import NA, NUMBER, SmallOffice, small_office, write

ROUND = "2566-Q2"
BROKEN = NUMBER.replace("integer", "intger")
FAULT = "one.yaml:16: schema.fields[1].type"
CODED = "{name: a, type: string, kind: code, title: เอ}"
HEAD = "code,title_th,valid_from,valid_to"
KEYS = "  foreignKeys: [{fields: [a], reference: {resource: codes/plan, fields: [code]}}]"


@dataclass
class Running:
    """``office`` is the analyst at the command line, beside a process that serves pages and works."""

    office: SmallOffice
    installation: Installation
    client: FlaskClient
    queued: Queued

    def page(self) -> str:
        return self.client.get("/").get_data(as_text=True)

    def work(self) -> None:
        self.queued.tasks.sweep()
        run_all(self.queued.queue)

    def save(self, form_id: str, field: str, version: str = "1", rest: str = "") -> None:
        write(self.office.forms, form_id, field, rest, version)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, SmallOffice]]:
    home = tmp_path_factory.mktemp("office")
    with small_office(home, {"one": (NUMBER, ""), "other": (NUMBER, "")}) as office:
        yield home, office


@pytest.fixture
def running(shared: tuple[Path, SmallOffice]) -> Iterator[Running]:
    home, office = shared
    shutil.copytree(office.forms, home / "as it was")
    yield started(home, office)
    shutil.rmtree(office.forms)
    (home / "as it was").rename(office.forms)


def started(home: Path, office: SmallOffice, **settings: str) -> Running:
    config = read_settings(office_environment(office.emulator, home, office.forms) | settings)
    store = office.service.store
    installation = Installation(config.forms, store)
    queued = build_tasks(config, store, installation)
    client = build_app(config, store, installation, queued).test_client()
    client.post(f"/enter/{Signer(secret_of(config)).entry_token(EntryNonces(store, now).issue())}")
    return Running(office, installation, client, queued)


def test_a_newer_version_is_named_while_the_round_keeps_its_own(running: Running) -> None:
    assert "มีรุ่น" not in running.page()
    running.save("one", NUMBER.replace("เอ", "เอใหม่"), "2")
    assert "ใช้แบบรุ่น 1 มีรุ่น 2 แล้ว" in running.page()
    running.office.start()
    migrate(running.office.service, "one", ROUND)
    assert "มีรุ่น" not in running.page()


def test_a_round_of_a_form_that_was_added_is_read_and_shown(running: Running) -> None:
    running.work()
    running.save("new", NUMBER)
    running.office.start()
    running.office.open("new")
    running.office.type(NA.code, "new", a="หลายคน")
    running.work()
    assert running.office.issues(NA.code, "new")
    assert "แบบ new" in running.page()
    (running.office.forms / "new.yaml").unlink()
    assert "แบบ new" not in running.page()


def test_a_broken_file_is_named_and_its_last_good_form_stays(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    running.save("begun", NUMBER)  # a form without rounds, of which nothing is kept in the store
    assert "begun" in running.installation.current().forms
    running.save("one", BROKEN)
    (running.office.forms / "begun.yaml").write_text("", encoding="utf-8")
    page = running.page()
    assert FAULT in page and "begun.yaml:1" in page and "แบบ one" in page
    assert "begun" in running.installation.current().forms
    running.office.type(NA.code, "one", a="12")
    running.work()
    assert running.office.answer(NA.code, "one") == 12
    told = [vars(record) for record in caplog.records if record.msg == "form_refused"]
    assert [item["file"] for item in told] == ["begun.yaml", "one.yaml"]  # said once, not by each page
    assert told[1]["faults"][0].startswith(FAULT)


def test_once_mended_the_fault_is_gone(running: Running) -> None:
    running.save("one", BROKEN)
    assert FAULT in running.page()
    running.save("one", NUMBER)
    assert "one.yaml" not in running.page()


def test_a_broken_code_list_is_named_and_a_mended_one_is_used(running: Running) -> None:
    plan = running.office.forms / "codes" / "plan.csv"
    plan.parent.mkdir()
    plan.write_text(f"{HEAD}\nA,ก,,\n", encoding="utf-8")
    running.save("coded", CODED, rest=KEYS)
    good = running.installation.current().forms["coded"]
    plan.write_text(f"{HEAD}\n,ก,,\n", encoding="utf-8")
    assert "codes/plan.csv:2: code" in running.page()
    assert running.installation.current().forms["coded"] == good
    plan.write_text(f"{HEAD}\nA,ก,,\nB,ข,,\n", encoding="utf-8")
    assert "plan.csv" not in running.page()
    assert [code.code for code in running.installation.current().forms["coded"].fields[1].codes] == ["A", "B"]


def test_with_the_folder_away_all_goes_on(running: Running) -> None:
    away = running.office.forms.rename(running.office.forms.with_name("away"))
    running.office.type(NA.code, "one", a="9")
    running.work()
    assert running.office.answer(NA.code, "one") == 9
    assert "ไม่พบไฟล์แบบ *.yaml" in running.page()
    away.rename(running.office.forms)
    assert "ไม่พบไฟล์แบบ" not in running.page()


def test_what_editors_leave_in_the_folder_is_no_form(running: Running) -> None:
    (running.office.forms / ".#one.yaml").symlink_to("somebody@a-computer.1234")
    (running.office.forms / "gone.yaml").symlink_to("nowhere")
    page = running.page()
    assert "gone.yaml:1: file: เปิดไฟล์ไม่ได้" in page and ".#one" not in page


def test_what_began_ends_with_the_forms_it_began_with(running: Running) -> None:
    before = running.installation.current()
    assert running.installation.current() is before  # nothing changed, nothing is read
    running.save("one", NUMBER, "2")
    assert running.installation.current().forms["one"].version == "2"
    assert before.forms["one"].version == "1"


def test_a_sweep_and_a_page_that_see_the_change_at_once_read_it_once(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    running.save("one", NUMBER, "2")
    with ThreadPoolExecutor(4) as threads:
        found = {id(item) for item in threads.map(lambda _: running.installation.current(), range(8))}
    assert len(found) == 1
    assert [record.msg for record in caplog.records].count("forms read again") == 1


def test_nothing_starts_with_a_bad_configuration(running: Running, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFoundError, match="TIDTAM_FORMS"):
        Installation(tmp_path / "empty", running.office.service.store)
    (tmp_path / "empty" / "bad.yaml").write_text("form: {id: bad", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"bad\.yaml:1"):
        Installation(tmp_path / "empty", running.office.service.store)


def test_pages_served_know_the_targets_that_the_office_set(shared: tuple[Path, SmallOffice]) -> None:
    page = started(*shared, TIDTAM_KPI_TARGETS="91/ /").client.get("/kpi").get_data(as_text=True)
    assert "เป้าหมาย 91" in page
