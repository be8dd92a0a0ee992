"""The demo's office: all forms side by side in one spreadsheet of each respondent, read and answered at once."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from service.bootstrap import build_service
from service.config import ROOT, read_settings
from service.demo.filling import Typist
from service.demo.living import prepare, written
from service.demo.office import Key, Program, demo_register
from service.demo.schools import demo_schools
from service.demo.tools import form_ids
from service.demo.units import demo_units
from service.emulator import Emulator
from service.pipeline import sweep
from service.steps.context import Service, untracked
from service.store.spreadsheets import Spreadsheet
from tests.environment import office_environment

NOW = datetime(2023, 4, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))
FEW = ("quick_policy", "quick_policy_prototypes", "adhoc_survey", "obec_policy")
UNFINISHED = "in_progress"


@dataclass(frozen=True)
class Demo:
    """A demo after its sweep, and what that asked of Google by kind and file."""

    service: Service
    program: Program
    people: Sequence[Mapping[str, str]]
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def files(self, kind: str = "respondent") -> list[Spreadsheet]:
        return [file for file in self.service.store.spreadsheets.all() if file.kind == kind]


def few_forms(folder: Path) -> Path:
    """A folder with a few of the forms alone, and all code lists."""
    shutil.copytree(ROOT / "sheet_schemas" / "codes", folder / "codes")
    for path in (ROOT / "sheet_schemas").glob("*.*"):
        if path.suffix != ".yaml" or path.stem in FEW:
            shutil.copy(path, folder)
    return folder


def lived(home: Path, forms: Path, schools: Sequence[Any], units: Sequence[Any]) -> Iterator[Demo]:
    with Emulator(home / "google") as emulator:
        service = build_service(read_settings(office_environment(emulator, home, forms)))
        service.store.register.save(demo_register(schools, units))
        people = [*schools, *units]
        typist = Typist(emulator.url, emulator.token_for("school@example.org"))
        monitored = prepare(service, typist, people, NOW, untracked)
        emulator.reset_requests()
        sweep(service, NOW)
        asked = Counter(
            (request["kind"], request["path"].split("/")[3].partition(":")[0])
            for request in emulator.requests()
        )
        yield Demo(service, monitored, people, asked)
        service.store.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    home = tmp_path_factory.mktemp("demo")
    yield from lived(home, few_forms(tmp_path_factory.mktemp("forms")), demo_schools()[40:42], ())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Every installed form; one of twenty schools, all units."""
    home = tmp_path_factory.mktemp("demo")
    yield from lived(home, ROOT / "sheet_schemas", demo_schools()[::20], demo_units())


def test_all_forms_of_a_school_stand_in_its_one_spreadsheet(small: Demo) -> None:
    tabs = [{tab.form_id for tab in file.tabs} for file in small.files()]
    assert tabs == [set(FEW)] * 2


def test_one_read_and_one_write_a_spreadsheet_in_the_sweep(small: Demo) -> None:
    assert_one_read_and_one_write(small)


def assert_one_read_and_one_write(demo: Demo) -> None:
    files = {file.file_id for file in demo.files()}
    reads = {file: count for (kind, file), count in demo.asked.items() if kind == "sheet_read"}
    writes = {file: count for (kind, file), count in demo.asked.items() if kind == "sheet_write"}
    assert reads == dict.fromkeys(files, 1)
    assert set(writes.values()) == {1}
    assert writes.keys() <= files | {file.file_id for file in demo.files("control")}


def test_nothing_is_marked_but_what_was_planned(small: Demo) -> None:
    assert_marks_as_planned(small)


def assert_marks_as_planned(demo: Demo) -> None:
    wrong = {key: found for key in demo.program.now if (found := differing(demo, key))}
    assert wrong == {}


def differing(demo: Demo, key: Key) -> dict[str, Any]:
    """By respondent: marks and state that are not as planned. Whoever has stopped halfway may be asked more."""
    store = demo.service.store.submissions
    issues, stored = store.issues(*key), store.all(*key, content=False)
    found = {}
    for sheet in written(demo.service, [key], demo.people, wrong=key in demo.program.new)[key]:
        seen = {
            (issue.field.rpartition("/")[2], issue.code, str(issue.severity))
            for issue in issues.get(sheet.code, ())
            if not issue.reason and (issue.severity != "blank" or sheet.state != UNFINISHED)
        }
        planned = {
            (place.rpartition(":")[2], code, severity)
            for place, code, severity in sheet.marks
            if severity != "accepted" and (severity != "blank" or sheet.state != UNFINISHED)
        }
        state = str(stored[sheet.code].progress.state) if sheet.code in stored else "missing"
        if seen != planned or state != sheet.state:
            found[sheet.code] = seen ^ planned, state, sheet.state
    return found


@pytest.mark.heavy
def test_every_installed_form_with_a_generator_is_in_the_demo(whole: Demo) -> None:
    found = [form_id for form_id, _ in whole.program.now]
    assert found[0] == "quick_policy" and len(found) == len(set(found))
    assert set(found) == set(form_ids()) & set(whole.service.forms)


@pytest.mark.heavy
def test_all_forms_are_read_and_answered_at_once(whole: Demo) -> None:
    assert_one_read_and_one_write(whole)
    units = [file for file in whole.files() if file.respondent.startswith("U")]
    assert len(units) == len(demo_units())
    assert min(len(file.tabs) for file in whole.files() if file not in units) >= 4


@pytest.mark.heavy
def test_nothing_is_marked_in_any_form_but_what_was_planned(whole: Demo) -> None:
    assert_marks_as_planned(whole)


@pytest.mark.heavy
def test_a_closed_quarter_was_right_and_is_carried_into_the_next(whole: Demo) -> None:
    assert ("projects", "2566-Q1") in whole.program.past and ("projects", "2566-Q2") in whole.program.now
    for key in whole.program.past:
        assert whole.service.round(*key).closed
        stored = whole.service.store.submissions.all(*key)
        assert {str(item.progress.state) for item in stored.values()} == {"complete"}, key
