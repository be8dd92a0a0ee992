"""The limiter: no window of a minute ever holds more than the quota, and nothing stops the work."""

import itertools
import logging
import sqlite3
from collections import Counter, defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrate_limiter import Rate, RateItem

from service.sheets.calls import DRIVE, READS, WRITES
from service.sheets.limiter import ALONE, UNLIMITED, WINDOW, Limiter, Quota
from service.sheets.shelves import MemoryShelf, Shelf, ShelfError, SqliteShelf

MINUTE = 60.0


class Clock:
    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def account(name: str, project: str = "p") -> Any:
    return SimpleNamespace(key=f"key_{name}", project_key=f"project_{project}", name=name)


A, B = account("a"), account("b")


@pytest.fixture(params=["memory", "sqlite"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    return MemoryShelf() if request.param == "memory" else SqliteShelf(tmp_path / "new" / "quota.db")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(shelf: Shelf, clock: Clock) -> Limiter:
    return Limiter(Quota(), clock, shelf)


def granted(limiter: Limiter, accounts: list[Any], kind: str = READS, tries: int = 400) -> int:
    return sum(limiter.take(accounts, kind)[0] is not None for _ in range(tries))


def most_in_a_minute(stamps: list[float]) -> int:
    """The fullest minute there is, wherever it begins."""
    return max((sum(start <= stamp < start + MINUTE for stamp in stamps) for start in stamps), default=0)


ARRIVALS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.0, 0.1, 1.0, 7.3, 31.0]), st.integers(1, 3), st.sampled_from([READS, WRITES])
    ),
    max_size=120,
)


@given(ARRIVALS)
@settings(max_examples=60)
def test_no_minute_holds_more_than_the_quota(arrivals: list[tuple[float, int, str]]) -> None:
    clock, quota = Clock(), Quota(account=5, project=9)
    limiter = Limiter(quota, clock)
    accounts = [account(name) for name in "abc"]
    sent: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for pause, count, kind in arrivals:
        clock.now += pause
        for _ in range(count):
            who, wait = limiter.take(accounts, kind)
            if who is None:
                clock.now += wait
                who, wait = limiter.take(accounts, kind)
            assert who is not None and wait == 0  # the wait was long enough
            sent[who.name, kind].append(clock.now)
            sent["", kind].append(clock.now)
    for (name, _), stamps in sent.items():
        assert most_in_a_minute(stamps) <= (quota.account if name else quota.project)


@given(st.integers(1, 90), st.floats(0, 60.9) | st.floats(61.1, 200))
@settings(max_examples=50)
def test_no_wait_is_longer_than_it_must_be(quota: int, pause: float) -> None:
    clock = Clock()
    limiter = Limiter(Quota(account=quota), clock)
    assert granted(limiter, [A], tries=quota) == quota
    clock.now += pause
    who, wait = limiter.take([A], READS)
    assert who is A if pause > WINDOW else wait == pytest.approx(WINDOW - pause, abs=0.01)


def test_a_whole_quota_may_go_at_once(limiter: Limiter) -> None:
    assert granted(limiter, [A]) == 60


def test_reads_writes_and_drive_are_counted_apart(limiter: Limiter) -> None:
    counts = Counter({kind: granted(limiter, [A], kind, tries=700) for kind in (READS, WRITES, DRIVE)})
    assert counts == {READS: 60, WRITES: 60, DRIVE: 600}


def test_the_project_is_kept_though_each_account_has_room(limiter: Limiter) -> None:
    assert granted(limiter, [account(str(number)) for number in range(8)]) == 300
    assert granted(limiter, [account("other", "q")]) == 60


def test_of_several_accounts_the_earliest_is_waited_for(limiter: Limiter, clock: Clock) -> None:
    granted(limiter, [A])
    clock.now += 20
    granted(limiter, [B])
    who, wait = limiter.take([B, A], READS)
    assert who is None and wait == pytest.approx(41, abs=0.01)
    clock.now += wait
    assert limiter.take([B, A], READS)[0] is A


def test_what_is_left_is_said(limiter: Limiter) -> None:
    granted(limiter, [A], WRITES, tries=13)
    assert limiter.left(A) == {READS: 60, WRITES: 47, DRIVE: 600}
    limiter.hold(A, READS, 5)
    assert limiter.left(A)[READS] == 0


@pytest.mark.parametrize("whole_project", [False, True])
def test_when_google_refuses_all_hold_off(limiter: Limiter, clock: Clock, whole_project: bool) -> None:
    limiter.hold(A, READS, 8.0, whole_project)
    limiter.hold(A, READS, 2.0, whole_project)  # a shorter one does not end a longer one
    who, wait = limiter.take([A], READS)
    assert who is None and wait == pytest.approx(8, abs=0.01)
    assert limiter.take([A], WRITES)[0] is A
    assert (limiter.take([B], READS)[0] is None) == whole_project
    clock.now += wait
    assert granted(limiter, [A]) == 60


def test_without_a_quota_nobody_waits(clock: Clock) -> None:
    assert granted(Limiter(UNLIMITED, clock), [A], tries=1000) == 1000


@pytest.mark.parametrize("back", [3.0, 3600.0, 999_999.0])
def test_a_clock_set_back_costs_a_minute_at_most(
    limiter: Limiter, clock: Clock, back: float, caplog: pytest.LogCaptureFixture
) -> None:
    granted(limiter, [A])
    clock.now -= back
    who, wait = limiter.take([A], READS)
    assert who is None and wait <= WINDOW + 0.01
    assert "google_limiter_clock" in {vars(record).get("action") for record in caplog.records}
    clock.now += wait + 0.01
    assert granted(limiter, [A]) == 60


def test_two_limiters_on_one_file_keep_one_quota(tmp_path: Path, clock: Clock) -> None:
    limiters = itertools.cycle(Limiter(Quota(), clock, SqliteShelf(tmp_path / "q.db")) for _ in range(2))
    assert sum(next(limiters).take([A], READS)[0] is not None for _ in range(200)) == 60


def test_nobody_else_gets_in_between_two_buckets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.sheets.shelves.PATIENCE", 0.01)
    ours, other = (SqliteShelf(tmp_path / "q.db") for _ in range(2))
    with other.locked():
        other.bucket("a", Rate(5, 1000))
    with ours.locked():
        bucket = ours.bucket("a", Rate(5, 1000))
        bucket.leak(1000)
        bucket.put(RateItem("request", 1000))
        with pytest.raises(ShelfError), other.locked():
            pass
    with other.locked():
        assert other.bucket("a", Rate(5, 1000)).count() == 1


def test_a_new_start_remembers_what_was_used(tmp_path: Path, clock: Clock) -> None:
    assert granted(Limiter(Quota(), clock, SqliteShelf(tmp_path / "q.db")), [A], tries=40) == 40
    assert granted(Limiter(Quota(), clock, SqliteShelf(tmp_path / "q.db")), [A]) == 20


def spoiled(path: Path) -> None:
    path.write_bytes(b"this is no database at all, but long enough to be looked at" * 40)


def test_a_spoiled_file_is_said_and_work_goes_on(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "q.db"
    spoiled(path)
    limiter = Limiter(Quota(), clock, SqliteShelf(path))
    assert granted(limiter, [A]) == 60  # kept by this process alone
    assert [vars(record)["action"] for record in caplog.records] == ["google_limiter_alone"]


def test_a_file_that_fails_later_keeps_what_this_process_used(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("service.sheets.shelves.PATIENCE", 0.01)
    path = tmp_path / "q.db"
    limiter = Limiter(Quota(), clock, SqliteShelf(path))
    assert granted(limiter, [A], tries=50) == 50
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert granted(limiter, [A]) == 10
    assert limiter.left(A)[READS] == 0
    other.execute("ROLLBACK")
    other.close()
    clock.now += ALONE + 5
    assert granted(limiter, [A]) == 60
    actions = [vars(record)["action"] for record in caplog.records]
    assert actions == ["google_limiter_alone", "google_limiter_together"]
