"""A clock that tests move, and on which threads sleep without real time passing."""

from __future__ import annotations

import heapq
import math
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE = 120.0


class MovableClock:
    """Stands still until it is moved: by `forward`, or by `sleep` when everyone who takes part sleeps.

    A thread takes part within `taking_part()`, or as a worker of `pool()`. It is awake unless it is in
    `sleep`: waiting for a lock, an answer or another thread counts as work (say `waiting()` if it is not).
    Once all are asleep the time jumps to the earliest wake-up, so what passes depends only on what the
    threads ask for. With nobody taking part, `sleep` simply moves the clock.
    """

    def __init__(self, start: datetime | None = None, patience: float = PATIENCE) -> None:
        self._start = start or datetime.now(UTC).replace(microsecond=0)
        self._patience = patience
        self._passed = 0  # microseconds
        self._changed = threading.Condition()
        self._sleepers: list[int] = []  # when each wakes, as a heap
        self._parties = 0  # how many must sleep before the time jumps
        self._places = 0  # of them, how many are still to come
        self._here = threading.local()

    def now(self) -> datetime:
        with self._changed:
            return self._start + timedelta(microseconds=self._passed)

    __call__ = now

    def time(self) -> float:
        """Seconds since 1970, as time.time() gives them."""
        return self.now().timestamp()

    def monotonic(self) -> float:
        """Seconds since the clock was made, as time.monotonic() gives them."""
        with self._changed:
            return self._passed / 1e6

    def wall(self) -> datetime:
        """The real time: Google's libraries sign with it, however far this clock was moved."""
        return datetime.now(UTC)

    def forward(self, seconds: float) -> None:
        with self._changed:
            self._move_to(self._passed + _micros(seconds))

    def sleep(self, seconds: float) -> None:
        """Return when `seconds` have passed on this clock. Raises RuntimeError when nobody moves it."""
        if seconds <= 0:
            return
        guest = not getattr(self._here, "takes_part", False)
        with self._changed:
            wake = self._passed + _micros(seconds)
            if not self._parties:
                self._move_to(wake)
                return
            self._parties += guest
            heapq.heappush(self._sleepers, wake)
            self._jump()
            self._wait_until(wake)
            self._count(-guest)

    def _wait_until(self, wake: int) -> None:
        while self._passed < wake:
            seen = self._passed
            if not self._changed.wait(self._patience) and self._passed == seen:
                awake = self._parties - len(self._sleepers)
                raise RuntimeError(f"The clock stands still: {awake} who take part neither sleep nor leave.")

    def _count(self, change: int) -> None:
        """Hold the lock when calling this, and the two below."""
        self._parties += change
        self._jump()

    def _jump(self) -> None:
        if self._sleepers and len(self._sleepers) >= self._parties:
            self._move_to(self._sleepers[0])

    def _move_to(self, moment: int) -> None:
        self._passed = max(self._passed, moment)
        # Those who wake now are awake from now on, though their threads have yet to notice.
        while self._sleepers and self._sleepers[0] <= self._passed:
            heapq.heappop(self._sleepers)
        self._changed.notify_all()

    @contextmanager
    def taking_part(self) -> Iterator[None]:
        """Within it the time waits for this thread."""
        with self._changed:
            self._parties += not self._places
            self._places -= self._places > 0
        self._here.takes_part = True
        try:
            yield
        finally:
            self._here.takes_part = False
            with self._changed:
                self._count(-1)

    def keep_places(self, count: int) -> None:
        """Let the time wait for `count` threads still to come; each takes a place as it takes part."""
        with self._changed:
            self._parties += count
            self._places += count

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Within it a thread that takes part waits for others, and the time does not wait for it."""
        with self._changed:
            self._count(-1)
        self._here.takes_part = False
        try:
            yield
        finally:
            self._here.takes_part = True
            with self._changed:
                self._count(1)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it the time stands still: work is being handed out."""
        with self._changed:
            self._count(1)
        try:
            yield
        finally:
            with self._changed:
                self._count(-1)

    def pool(self, workers: int) -> ClockPool:
        """A thread pool whose workers take part while there is work for them."""
        return ClockPool(self, workers)

    @contextmanager
    def working(self) -> Iterator[None]:
        """For a pool: this thread is one of those the pool has counted."""
        self._here.takes_part = True
        try:
            yield
        finally:
            self._here.takes_part = False

    def recount(self, change: Callable[[], int]) -> None:
        """For a pool: `change` says by how many its busy workers changed."""
        with self._changed:
            self._count(change())


class ClockPool(ThreadPoolExecutor):
    """An executor on a movable clock. A worker between two tasks is awake: no time slips away there."""

    def __init__(self, clock: MovableClock, workers: int) -> None:
        super().__init__(max_workers=workers)
        self._clock = clock
        self._workers = workers
        self._unfinished = 0

    def map(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """As ever; the first task does not run ahead while the others are being handed out."""
        with self._clock.held():
            return super().map(*args, **kwargs)

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        self._clock.recount(lambda: self._now_busy(1))
        future = super().submit(self._run, lambda: work(*args, **kwargs))
        future.add_done_callback(lambda _: self._clock.recount(lambda: self._now_busy(-1)))
        return future

    def _now_busy(self, more: int) -> int:
        before = min(self._workers, self._unfinished)
        self._unfinished += more
        return min(self._workers, self._unfinished) - before

    def _run(self, work: Callable[[], T]) -> T:
        with self._clock.working():
            return work()


def _micros(seconds: float) -> int:
    """Rounded up: whoever sleeps until a moment must not wake a hair before it."""
    return math.ceil(seconds * 1e6)
