"""The quotas: reads and writes apart, a user and a project, a minute that slides or that the clock begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from emulator_clients import Person

from service.emulator import Emulator, MovableClock, Switches

START = datetime.now(UTC).replace(second=30, microsecond=0)
Running = Callable[..., tuple[Emulator, MovableClock]]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """An emulator with Google's quotas and these switches, half a minute past."""
    with ExitStack() as stack:

        def run(**settings: str) -> tuple[Emulator, MovableClock]:
            clock = MovableClock(START)
            made = Emulator(tmp_path, quota="google", clock=clock, switches=Switches(**settings))
            return stack.enter_context(made), clock

        yield run


def user(emulator: Emulator, name: str = "owner") -> Person:
    return Person(emulator.url, emulator.token_for(f"{name}@office.example"))


def reads(person: Person, count: int) -> list[int]:
    return [person.sheets("GET", "/none").status_code for _ in range(count)]


@pytest.mark.parametrize(("window", "after"), [("sliding", 429), ("minute", 404)])
def test_the_minute_slides_unless_it_is_the_clocks(running: Running, window: str, after: int) -> None:
    emulator, clock = running(quota_window=window)
    person = user(emulator)
    assert set(reads(person, 60)) == {404}
    clock.forward(30)
    assert reads(person, 1) == [after]
    clock.forward(60)
    assert set(reads(person, 60)) == {404}


def test_a_sliding_minute_gives_back_one_by_one(running: Running) -> None:
    emulator, clock = running()
    person = user(emulator)
    for _ in range(60):
        assert reads(person, 1) == [404]
        clock.forward(0.5)
    clock.forward(30)
    assert reads(person, 2) == [404, 429]
    clock.forward(0.5)
    assert reads(person, 2) == [404, 429]


def test_what_was_refused_is_not_counted(running: Running) -> None:
    emulator, clock = running()
    person = user(emulator)
    reads(person, 60)
    clock.forward(59)
    assert set(reads(person, 50)) == {429}
    clock.forward(1)
    assert set(reads(person, 60)) == {404}


def test_a_batch_counts_as_one_write_and_reads_stay_apart(running: Running) -> None:
    emulator, _ = running()
    person = user(emulator)
    sheet_id = person.new_sheet(emulator.shared_drive_id)
    person.batch(sheet_id, *({"addSheet": {}} for _ in range(5))).raise_for_status()
    reads(person, 3)
    used = {(one["kind"], one["user"]): one["used"] for one in emulator.quota.shown()["used"]}
    assert (used["sheet_write", "owner@office.example"], used["sheet_read", "*"]) == (1, 3)


def test_limits_can_be_made_small(running: Running) -> None:
    emulator, _ = running()
    emulator.quota.change({"user": 2, "project": 3})
    assert reads(user(emulator), 3) == [404, 404, 429]
    refused = user(emulator, "other")
    assert reads(refused, 2) == [404, 429]
    message = refused.sheets("GET", "/none").json()["error"]["details"][0]["metadata"]
    assert (message["quota_limit"], message["quota_limit_value"]) == ("ReadRequestsPerMinutePerProject", "3")


@pytest.mark.parametrize(
    ("setting", "limit", "code", "reason"),
    [
        ("403", "drive_user", 403, "userRateLimitExceeded"),
        ("403", "drive_project", 403, "rateLimitExceeded"),
        ("429", "drive_user", 429, "rateLimitExceeded"),
    ],
)
def test_drive_refuses_in_its_own_way(
    running: Running, setting: str, limit: str, code: int, reason: str
) -> None:
    emulator, _ = running(drive_refusal=setting)
    emulator.quota.change({limit: 2})
    person = user(emulator)
    assert [person.drive("GET", "/files").status_code for _ in range(3)] == [200, 200, code]
    assert person.drive("GET", "/files").json()["error"]["errors"][0]["reason"] == reason
    assert reads(person, 1) == [404]


@pytest.mark.parametrize("wrong", [{"users": 3}, {"user": "many"}])
def test_a_limit_that_does_not_exist_is_refused(running: Running, wrong: dict[str, Any]) -> None:
    emulator, _ = running()
    with pytest.raises(ValueError, match=r"users|user is a whole number"):
        emulator.quota.change(wrong)
