"""One worker at a time for one piece of work, even when a worker is killed.

huey's own lock stays for ever when its holder is killed, and only on Redis can it be given an end. A
lease is the same put-if-empty on the queue's storage, with the time of its holder's last sign of life:
a lease without one for STALE seconds is dead and may be taken over.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from huey.api import Huey

log = logging.getLogger(__name__)

BEAT = 5.0
STALE = 30.0
Clock = Callable[[], float]
Sign = tuple[str, float]
"""Whose lease it is, and when its holder last gave a sign of life."""


@contextmanager
def lease(queue: Huey, name: str, clock: Clock = time.time) -> Iterator[bool]:
    """Hold ``name`` for the block; False when a living worker holds it already."""
    key, owner, stop = _key(queue, name), secrets.token_hex(8), threading.Event()
    if not _take(queue, key, owner, clock):
        yield False
        return
    beat = threading.Thread(target=_beat, args=(queue, key, owner, stop, clock), daemon=True)
    beat.start()
    try:
        yield True
    finally:
        stop.set()
        beat.join()
        if _owner(queue, key) == owner:
            queue.delete(key)


def is_held(queue: Huey, name: str, clock: Clock = time.time) -> bool:
    """Whether a living worker works on ``name``."""
    sign = queue.get(_key(queue, name), peek=True)
    return sign is not None and _alive(sign, clock)


def _key(queue: Huey, name: str) -> str:
    return f"{queue.name}.lease.{name}"


def _alive(sign: Sign, clock: Clock) -> bool:
    return clock() - sign[1] < STALE


def _owner(queue: Huey, key: str) -> str:
    sign = queue.get(key, peek=True)
    return "" if sign is None else str(sign[0])


def _take(queue: Huey, key: str, owner: str, clock: Clock) -> bool:
    if queue.put_if_empty(key, (owner, clock())):
        return True
    sign = queue.get(key, peek=True)
    if sign is None or _alive(sign, clock):
        return False
    # Two may see the same dead lease, but get() removes it atomically: the later one finds nothing, or
    # the lease the earlier one has just put there, and gives that back. Should a third slip in between,
    # the work is done twice, which every task here bears.
    removed = queue.get(key)
    if removed is not None and _alive(removed, clock):
        queue.put_if_empty(key, removed)
        return False
    return bool(queue.put_if_empty(key, (owner, clock())))


def _beat(queue: Huey, key: str, owner: str, stop: threading.Event, clock: Clock) -> None:
    """Give signs of life until told to stop, or until the lease was taken over (the machine slept)."""
    while not stop.wait(BEAT):
        try:
            if _owner(queue, key) != owner:
                return
            queue.put(key, (owner, clock()))
        except Exception:  # each storage has its own kinds; a missed sign is made good by the next
            log.warning("no sign of life given", extra={"action": "lease_beat", "lease": key})
