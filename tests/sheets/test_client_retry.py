"""What is asked again, how often and when; and what never is."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import GoogleBusyError
from service.sheets.failures import Again, Failure
from service.sheets.retry import Patience, Timing, Trials

from .wired import Wired, typed, wired

BUSY = GoogleBusyError()
PATIENCE = Patience()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Wired]:
    with wired(tmp_path) as made:
        yield made


def first_cell(here: Wired, file: str) -> str:
    rows = here.google.read(file)["sheets"][0]["data"][0].get("rowData", [])
    return str(rows[0]["values"][0]["formattedValue"]) if rows else ""


def names(here: Wired) -> list[str]:
    return [item.name for item in here.google.list_spreadsheets(here.emulator.shared_drive_id)]


# -- how long


class Patient:
    """A request that only ever fails: each delay is slept, each chance is drawn."""

    def __init__(self, chances: Iterator[float]) -> None:
        self.now = 0.0
        self.trials = Trials(PATIENCE, Timing(lambda: self.now, lambda _: None, lambda: next(chances)))

    def delays(self, failure: Failure, repeatable: bool = True) -> list[float]:
        found: list[float] = []
        while (delay := self.trials.delay(failure, repeatable)) is not None:
            found.append(delay)
            self.now += delay + 0.1
        return found


CHANCES = st.lists(st.floats(0, 1, exclude_max=True), min_size=40, max_size=40).map(iter)


@given(CHANCES)
def test_backoff_doubles_at_most_and_ends(chances: Iterator[float]) -> None:
    delays = Patient(chances).delays(Failure(BUSY, Again.WHEN_SAFE))
    assert len(delays) == PATIENCE.attempts - 1
    assert all(0 <= delay <= min(32, 2.0**number) for number, delay in enumerate(delays))


@given(CHANCES)
def test_a_used_up_quota_is_waited_out_but_not_for_ever(chances: Iterator[float]) -> None:
    patient = Patient(chances)
    delays = patient.delays(Failure(BUSY, Again.SURE, quota="account"), repeatable=False)
    assert all(min(32, 2.0**number) <= delay <= 64 for number, delay in enumerate(delays, 1))
    assert sum(delays[:5]) > 60 and sum(delays) <= PATIENCE.busy


@given(CHANCES)
def test_a_network_that_is_down_is_given_up_soon(chances: Iterator[float]) -> None:
    patient = Patient(chances)
    patient.delays(Failure(BUSY, Again.SURE, network=True))
    assert patient.now <= PATIENCE.unreachable + 1


def test_googles_own_waiting_time_is_kept() -> None:
    patient = Patient(iter([0.1] * 9))
    assert patient.trials.delay(Failure(BUSY, Again.SURE, after=17), True) == 17
    assert patient.trials.delay(Failure(BUSY, Again.SURE, after=400), True) is None


# -- what


@pytest.mark.parametrize("fault", ["500", "502", "503", "503_after", "cut", "cut_after", "429"])
def test_a_write_of_cells_is_repeated_until_it_is_done(here: Wired, fault: str) -> None:
    file = here.new_file()
    here.emulator.faults.add(fault, kind="sheet_write", count=3)
    here.google.write(file, [typed("ก")])
    assert here.asked("sheet_write") == 4 and len(here.sleeps) == 3
    assert first_cell(here, file) == "ก"


@pytest.mark.parametrize("fault", ["500", "503", "503_after", "cut_after"])
def test_a_creation_is_not_repeated_when_it_may_have_been_done(here: Wired, fault: str) -> None:
    here.emulator.faults.add(fault, kind="drive_write")
    with pytest.raises(GoogleBusyError):
        here.new_file("หนึ่งเดียว")
    assert here.asked("drive_write") == 1
    assert names(here) == (["หนึ่งเดียว"] if "after" in fault else [])


@pytest.mark.parametrize("fault", ["429", "user_rate_limit"])
def test_a_creation_that_was_surely_not_done_is_repeated(here: Wired, fault: str) -> None:
    here.emulator.faults.add(fault, kind="drive_write", count=2)
    here.new_file("หนึ่งเดียว")
    assert names(here) == ["หนึ่งเดียว"]


def test_gspreads_own_append_is_never_doubled(here: Wired) -> None:
    sheet = here.client.open_by_key(here.new_file()).sheet1
    here.emulator.faults.add("503_after", kind="sheet_write")
    with pytest.raises(GoogleBusyError):
        sheet.append_row(["ก"])
    assert sheet.get_values() == [["ก"]]


def test_a_503_that_stays_is_given_up_after_eight_times(here: Wired) -> None:
    file = here.new_file()
    here.emulator.faults.add("503", kind="sheet_read", count=0)
    with pytest.raises(GoogleBusyError, match=r"\(503\)"):
        here.google.read(file)
    assert here.asked("sheet_read") == 8


def test_a_429_that_stays_is_given_up_within_five_minutes(here: Wired) -> None:
    file, started = here.new_file(), here.passed()
    here.emulator.faults.add("429", kind="sheet_read", count=0)
    with pytest.raises(GoogleBusyError) as caught:
        here.google.read(file)
    assert caught.value.quota and 200 < here.passed() - started <= 300
    assert here.asked("sheet_read") < 12


def test_after_a_429_nobody_asks_until_the_wait_is_over(here: Wired) -> None:
    one, other = here.new_file("ก"), here.new_file("ข")
    here.emulator.faults.add("429", kind="sheet_read", file=one)
    started = here.passed()
    with here.clock.pool(2) as pool:
        pool.submit(here.google.read, one).result()
        pool.submit(here.google.read, other).result()
    assert here.passed() - started == pytest.approx(3.0, abs=0.01)  # the step of 2 s and half of it by chance
    assert here.google.quota_left()[here.google.accounts[0]]["reads"] == 57


# -- one at a time


def meetings(here: Wired, files: list[str], patience: float) -> int:
    """How often two requests for these files were on their way together."""
    barrier, met = threading.Barrier(2), []
    application = here.emulator.app.wsgi_app

    def waiting(environ: Any, start: Any) -> Any:
        try:
            met.append(barrier.wait(patience))
        except threading.BrokenBarrierError:
            barrier.reset()
        return application(environ, start)

    here.emulator.app.wsgi_app = waiting  # type: ignore[method-assign]
    with here.clock.pool(
        2
    ) as pool:  # on it, one thread's waiting does not run hours ahead of the other's work
        list(pool.map(here.google.read, files))
    here.emulator.app.wsgi_app = application  # type: ignore[method-assign]
    return len(met) // 2


def test_one_spreadsheet_is_asked_one_request_at_a_time(here: Wired) -> None:
    one, other = here.new_file(), here.new_file()
    assert meetings(here, [one, other], 10) == 1
    assert meetings(here, [one, one], 0.2) == 0
