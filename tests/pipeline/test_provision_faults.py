"""Making sheets while Google fails: run again until it is done, it is the same as on a good day."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.errors import GoogleBusyError
from service.pipeline import provision
from service.sheets.client import connect
from service.sheets.drive import Google
from service.sheets.retry import Timing

from .offices import FORM, PLAIN_SCHOOLS, ROUND, Office, running, truthful
from .test_provision_killed import files, open_to_all, tabs

pytestmark = pytest.mark.heavy

FAULTS = ("500", "503", "cut", "500_after", "503_after", "cut_after")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Three schools, nothing made yet, and a client for which waiting takes no time."""
    with running(tmp_path, [truthful(school) for school in PLAIN_SCHOOLS[:3]]) as office:
        passed = iter(range(0, 10**9, 5))
        timing = Timing(now=lambda: float(next(passed)), sleep=lambda _: None, chance=lambda: 0.5)
        google = Google(connect(office.emulator.credentials_path, office.emulator.url, timing=timing))
        office.service = replace(office.service, google=google)
        yield office


def until_done(office: Office, layout: str) -> int:
    for number in range(1, 60):
        try:
            if not provision(office.service, FORM, ROUND, layout).problems:
                return number
        except GoogleBusyError:
            continue
    raise AssertionError("it never ends")


@pytest.mark.parametrize("layout", ["card", "table"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_faults_leave_no_duplicate_and_nothing_unfinished(office: Office, layout: str, seed: int) -> None:
    office.emulator.faults.random(0.3, seed=seed, of=FAULTS)
    until_done(office, layout)
    met = office.emulator.faults.log()
    office.emulator.faults.clear()
    assert len(met) > 3
    found = files(office)
    assert len(found) == len({file["name"] for file in found}) == (4 if layout == "card" else 2)
    for file in found:
        control = "ควบคุม" in file["name"]
        assert len(tabs(office, file["id"])) == (3 if control else 1 if layout == "card" else 2)
        assert open_to_all(office, file["id"]) != control
    assert provision(office.service, FORM, ROUND, layout).made == 0
    office.sweep()
    assert {len(office.issues(code)) for code in office.planned} == {0}


def test_when_google_takes_no_more_invitations_the_others_wait_and_are_told(office: Office) -> None:
    office.provision()
    office.service = replace(office.service, sharing="email")
    register = office.service.store.register
    register.save([replace(item, email=f"{item.code}@school.example") for item in register.all()])
    office.emulator.faults.add("sharing_rate_limit", kind="drive_write", count=0)
    office.emulator.reset_requests()
    done = provision(office.service, FORM, ROUND)
    asked = [request for request in office.emulator.requests() if "permissions" in request["path"]]
    assert len(done.problems) == 1 and "3 ไฟล์" in done.problems[0]
    assert len({request["path"] for request in asked}) == 1
    office.emulator.faults.clear()
    assert provision(office.service, FORM, ROUND).problems == []
    assert all(shared(office, code) for code in office.planned)


def shared(office: Office, code: str) -> Any:
    path = f"/drive/v3/files/{office.file(code).file_id}/permissions"
    query = {"supportsAllDrives": "true", "fields": "permissions(emailAddress)"}
    found = office.owner.json("GET", path, params=query)["permissions"]
    return f"{code}@school.example" in {entry.get("emailAddress") for entry in found}
