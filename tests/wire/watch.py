"""Looks on while tests run: counts every exchange, keeps what is wrong until a test is blamed for it."""

import gc
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from service.emulator.traffic import Exchange

from .verdict import judge


@dataclass(slots=True)
class Tally:
    """What was seen: plain numbers, so that a worker can send them to the one who prints."""

    methods: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    seconds: float = 0.0

    def line(self) -> str:
        count, known = sum(self.methods.values()), len({*self.methods} - {""})
        return f"wire: {count} exchanges of {known} methods validated, {self.faults} faults ({self.seconds:.1f} s)"

    def plain(self) -> dict[str, object]:
        return {"methods": dict(self.methods), "faults": self.faults, "seconds": self.seconds}


def together(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.methods += tally.methods
        total.faults += tally.faults
        total.seconds += tally.seconds
    return total


@contextmanager
def _garbage_left() -> Iterator[None]:
    """A card's JSON is 100,000 objects without a cycle: looking for one takes twice as long as reading them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Watch:
    """An observer of the emulator's traffic, called from its threads."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._pending: list[str] = []
        self._lock = threading.Lock()

    def __call__(self, exchange: Exchange) -> None:
        with self._lock, _garbage_left():
            begun = time.thread_time()
            try:
                verdict = judge(exchange)
                method, faults = verdict.method, [*verdict.faults]
            except Exception:  # a fault of the judge's must fail the test, not the emulator
                method, faults = "", [f"{exchange.method} {exchange.path}: {traceback.format_exc()}"]
            self.tally.methods[method] += 1
            self.tally.faults += len(faults)
            self.tally.seconds += time.thread_time() - begun
            self._pending += faults

    def take(self) -> list[str]:
        """The faults since the last call."""
        with self._lock:
            found, self._pending = self._pending, []
        return found
