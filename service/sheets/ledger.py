"""Keeps Google's quotas before Google has to: a permit is taken before each request.

Google counts requests by the minute, and refills "each minute"; it does not say which minute. So a permit
counts for a whole WINDOW from when it was given: then no minute of any clock can hold more than the quota,
and a burst of the whole quota is still free to go when nothing was used.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pyrate_limiter import AbstractBucket, Rate, RateItem

from service.sheets.calls import DRIVE
from service.sheets.credentials import Account
from service.sheets.shelves import Shelf

WINDOW = 61.0
"""Seconds: Google's minute, and a second for what may lie between our permit and Google's clock."""
SLIP = 1000  # milliseconds by which clocks may differ before we take it that one was set back

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quota:
    """Requests a minute, reads and writes each: for an account, and for all accounts of a project."""

    account: int = 60
    project: int = 300
    drive: int = 600  # Drive allows far more; this only keeps a mistake of ours from running away


UNLIMITED = Quota(10**9, 10**9, 10**9)


class Ledger:
    """The permits on one shelf."""

    def __init__(self, shelf: Shelf, quota: Quota, now: Callable[[], float], window: float = WINDOW) -> None:
        self._shelf, self._quota, self._now = shelf, quota, now
        self._window = int(window * 1000)

    def take(self, accounts: Sequence[Account], kind: str) -> tuple[Account | None, float]:
        """The first account that may send now, or None and in how many seconds the first of them may."""
        waits: list[int] = []
        with self._shelf.locked():
            now = self._milliseconds()
            for account in accounts:
                wait = max(self._wait(bucket, now) for bucket in self._all(account, kind))
                if wait <= 0:
                    self._spend(account, kind, now)
                    return account, 0.0
                waits.append(wait)
        return None, (min(waits) + 1) / 1000  # a millisecond for what a float may lose

    def spend(self, account: Account, kind: str) -> None:
        """Count a request that another ledger has let through."""
        with self._shelf.locked():
            self._spend(account, kind, self._milliseconds())

    def hold(self, account: Account, kind: str, seconds: float, whole_project: bool) -> None:
        """Give no permit for so long, a window at most: Google says that somebody else used the quota."""
        with self._shelf.locked():
            stop = self._stop(account.project_key if whole_project else account.key, kind)
            until = self._milliseconds() + min(int(seconds * 1000), self._window)
            newest = stop.peek(0)
            if not isinstance(newest, RateItem) or newest.timestamp < until - self._window:
                stop.flush()
                stop.put(RateItem("hold", until - self._window))  # it counts until then

    def left(self, account: Account, kind: str) -> int:
        """How many requests may go at once, now."""
        with self._shelf.locked():
            now = self._milliseconds()
            if any(self._wait(stop, now) for stop in self._stops(account, kind)):
                return 0
            counted = list(self._counted(account, kind))
            for bucket in counted:
                self._drain(bucket, now)
            return min(max(0, _limit(bucket) - _count(bucket)) for bucket in counted)

    def _milliseconds(self) -> int:
        """Read with the lock held, so that stamps never go back among threads."""
        return int(self._now() * 1000)

    def _wait(self, bucket: AbstractBucket, now: int) -> int:
        """Milliseconds until the bucket has room for one more."""
        self._drain(bucket, now)
        limit = _limit(bucket)
        if _count(bucket) < limit:
            return 0
        blocking = bucket.peek(limit - 1)
        assert isinstance(blocking, RateItem)
        wait = blocking.timestamp + self._window - now + 2
        if wait <= self._window + SLIP:
            return wait
        # Stamps from the future: a clock was set back, or the computer has started anew. What they stand
        # for may have been used just now; waiting until the clock has caught up could take hours.
        bucket.flush()
        bucket.put(RateItem("clock", now, weight=limit))
        log.warning("the clock was set back", extra={"action": "google_limiter_clock", "ms": wait})
        return self._window

    def _drain(self, bucket: AbstractBucket, now: int) -> None:
        """The library's shelves differ by a millisecond in what they still count; so wait that one, too."""
        bucket.leak(now - 1)

    def _spend(self, account: Account, kind: str, now: int) -> None:
        for bucket in self._counted(account, kind):
            bucket.put(RateItem("request", now))

    def _all(self, account: Account, kind: str) -> Iterator[AbstractBucket]:
        yield from self._stops(account, kind)
        yield from self._counted(account, kind)

    def _counted(self, account: Account, kind: str) -> Iterator[AbstractBucket]:
        limit = self._quota.drive if kind == DRIVE else self._quota.account
        yield self._shelf.bucket(f"{account.key}_{kind}", Rate(limit, self._window))
        if kind != DRIVE:
            yield self._shelf.bucket(f"{account.project_key}_{kind}", Rate(self._quota.project, self._window))

    def _stops(self, account: Account, kind: str) -> Iterator[AbstractBucket]:
        yield self._stop(account.key, kind)
        yield self._stop(account.project_key, kind)

    def _stop(self, key: str, kind: str) -> AbstractBucket:
        return self._shelf.bucket(f"{key}_{kind}_stop", Rate(1, self._window))


def _limit(bucket: AbstractBucket) -> int:
    return bucket.rates[0].limit


def _count(bucket: AbstractBucket) -> int:
    count = bucket.count()
    assert isinstance(count, int)
    return count
