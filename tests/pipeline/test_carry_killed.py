"""Provisioning that is killed at every call to Google: what a tab begins with stands in it once."""

from pathlib import Path
from typing import Any

import pytest

from service.pipeline import open_form_round, provision
from service.steps.context import Service

from .carrying_office import NA, PA, CarryingOffice, carrying_office
from .killing import another, killed_at
from .test_carry import ROOF, ROOF_CARRIED, WELL, WELL_CARRIED
from .test_rows_from import advice, offered

SCHOOL = NA.code
LAST_NEW, LAST_MORE = 8, 4
"""So many calls to Google it takes in all: another one would never be reached."""
WHEN = ("before", "after")
NEW = [(number, when) for number in range(1, LAST_NEW + 1) for when in WHEN]
MORE = [(number, when) for number in range(1, LAST_MORE + 1) for when in WHEN]


def provisioned(form_id: str) -> Any:
    def work(service: Service) -> None:
        provision(service, form_id, "2566-Q2")

    return work


def first_round(office: CarryingOffice) -> None:
    office.begin("plans", "2566-Q1")
    office.write(SCHOOL, "plans", ROOF, WELL)


@pytest.mark.heavy
@pytest.mark.parametrize(("number", "when"), NEW)
def test_rows_of_the_round_before_are_written_once(tmp_path: Path, number: int, when: str) -> None:
    with carrying_office(tmp_path) as office:
        first_round(office)
        open_form_round(office.service, "plans", "2566-Q2")
        assert killed_at(office, number, when, provisioned("plans"))
        with another(office) as service:
            done = [provision(service, "plans", "2566-Q2") for _ in range(2)]
        assert ([*done[0].problems], done[1].made, done[1].news) == ([], 0, [])
        assert office.rows(SCHOOL, "plans") == [ROOF_CARRIED, WELL_CARRIED]


@pytest.mark.heavy
def test_a_row_deleted_after_a_killed_run_stays_deleted(tmp_path: Path) -> None:
    with carrying_office(tmp_path) as office:
        first_round(office)
        open_form_round(office.service, "plans", "2566-Q2")
        for number in range(1, LAST_NEW + 1):
            killed_at(office, number, "after", provisioned("plans"))
            if found := office.unknown_tab(SCHOOL, "plans", "2566-Q2"):
                break
        assert found
        office.delete_row_of(*found, 0)
        office.begin("plans", "2566-Q2")
        assert office.rows(SCHOOL, "plans") == [WELL_CARRIED]


@pytest.mark.heavy
@pytest.mark.parametrize(("number", "when"), MORE)
def test_rows_that_come_later_are_added_once(tmp_path: Path, number: int, when: str) -> None:
    with carrying_office(tmp_path) as office:
        office.begin("advice", "2566-Q2")
        office.begin("follow", "2566-Q2")
        office.write(PA.code, "advice", advice("1", "ซ่อม"), advice("2", "สร้าง"), round_id="2566-Q2")
        assert killed_at(office, number, when, provisioned("follow"))
        with another(office) as service:
            provision(service, "follow", "2566-Q2")
            assert provision(service, "follow", "2566-Q2").news == []
        assert office.rows(SCHOOL, "follow") == [offered("1", "ซ่อม"), offered("2", "สร้าง")]


@pytest.mark.heavy
def test_these_are_all_calls_there_are(tmp_path: Path) -> None:
    with carrying_office(tmp_path) as office:
        first_round(office)
        open_form_round(office.service, "plans", "2566-Q2")
        assert not killed_at(office, LAST_NEW + 1, "before", provisioned("plans"))
        office.begin("advice", "2566-Q2")
        office.begin("follow", "2566-Q2")
        office.write(PA.code, "advice", advice("1", "ซ่อม"), round_id="2566-Q2")
        assert not killed_at(office, LAST_MORE + 1, "before", provisioned("follow"))


LONG = "ก" * 30_000
MANY = [{"plan_id": f"P{number}", "plan_name": LONG} for number in range(30)]
"""Rows that no single request of 2 MB holds."""


@pytest.mark.heavy
@pytest.mark.parametrize("typed", [False, True])
def test_a_tab_begun_in_several_requests_is_finished_unless_somebody_wrote_into_it(
    tmp_path: Path, typed: bool
) -> None:
    with carrying_office(tmp_path) as office:
        office.begin("plans", "2566-Q1")
        office.put_rows(SCHOOL, "plans", MANY, "2566-Q1")
        office.settle()
        open_form_round(office.service, "plans", "2566-Q2")
        # After signing in, listing, reading, and the first part of the writing.
        assert killed_at(office, 4, "after", provisioned("plans"))
        found = office.unknown_tab(SCHOOL, "plans", "2566-Q2")
        assert found
        if typed:
            office.put_text(*found, 0, 5, "ของเรา")
        office.begin("plans", "2566-Q2")
        rows = office.rows(SCHOOL, "plans")
        if typed:
            assert "ของเรา" in rows[0].values() and len(rows) < len(MANY)
        else:
            assert rows == MANY
