"""How long to go on asking: truncated exponential backoff with jitter, and an end to it."""

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from service.sheets.failures import Again, Failure


@dataclass(frozen=True, slots=True)
class Timing:
    """Where time and chance come from; tests hand in their own. ``chance`` gives numbers from 0 up to 1."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many seconds a request is tried: while Google says it is busy, while nobody answers."""

    busy: float = 300.0
    unreachable: float = 30.0  # a command on a computer without network must not hang for minutes
    attempts: int = 8  # a 503 may also mean "too complex", which no waiting heals
    base: float = 1.0
    cap: float = 32.0


class Trials:
    """The attempts of one request."""

    def __init__(self, patience: Patience, timing: Timing) -> None:
        self._patience, self._timing = patience, timing
        self._started = timing.now()
        self._faults = self._refusals = 0

    @property
    def deadline(self) -> float:
        return self._started + self._patience.busy

    def delay(self, failure: Failure, repeatable: bool) -> float | None:
        """Seconds to wait before asking again; None when that is unsafe, or has been done for long enough."""
        if failure.again is Again.NEVER or (failure.again is Again.WHEN_SAFE and not repeatable):
            return None
        seconds = self._until_refilled(failure) if failure.quota else self._backoff(failure)
        patience = self._patience.unreachable if failure.network else self._patience.busy
        return seconds if self._timing.now() + seconds <= self._started + patience else None

    def _backoff(self, failure: Failure) -> float:
        self._faults += 1
        if self._faults >= self._patience.attempts:
            return math.inf
        longest = min(self._patience.cap, self._patience.base * 2.0 ** (self._faults - 1))
        return max(failure.after, longest * self._timing.chance())

    def _until_refilled(self, failure: Failure) -> float:
        """Never less than the step: five of them outlast the minute after which Google refills."""
        self._refusals += 1
        step = min(self._patience.cap, 2.0 ** min(self._refusals, 30))
        return max(failure.after, step * (1 + self._timing.chance()))
