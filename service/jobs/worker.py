"""The worker: huey's consumer in threads, alone in a process or inside the web process."""

import logging
import signal
import time
from collections.abc import Callable
from typing import Any

from huey.api import Huey
from huey.consumer import Consumer

from service.jobs.tasks import Tasks

log = logging.getLogger(__name__)

WORKERS = 2  # so that a report does not wait behind a long sweep
POLL = {"initial_delay": 0.1, "max_delay": 1.0}  # seconds; huey's own 10 would be felt after a click
PATIENCE = 20.0  # seconds a running task is given at the end; what it leaves undone is reconciled


class _Consumer(Consumer):  # type: ignore[misc]
    """Leaves signals alone: a thread may not set them, and the web server has its own."""

    def _set_signal_handlers(self) -> None:
        pass


def start_embedded(queue: Huey, tasks: Tasks) -> Callable[[], None]:
    """Work in threads of this process, beginning with a sweep; call the result to stop and wait."""
    tasks.sweep()
    tasks.reconcile()
    consumer = _Consumer(queue, workers=WORKERS, shutdown_timeout=PATIENCE, **POLL)
    consumer.start()
    log.info("worker started", extra={"action": "worker_started"})

    def stop() -> None:
        consumer.stop(graceful=True)
        log.info("worker stopped", extra={"action": "worker_stopped"})

    return stop


def run_worker(queue: Huey, tasks: Tasks) -> None:
    """Work until SIGTERM or Ctrl+C, then let what is running come to its end."""
    asked: list[int] = []

    def ask(number: int, _frame: Any) -> None:
        asked.append(number)

    # Listening before starting, so that a signal during start-up stops cleanly too.
    former = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    stop = start_embedded(queue, tasks)
    while not asked:  # not an Event: its lock may be held by the very thread that a handler interrupts
        time.sleep(0.2)
    stop()
    for number, handler in former.items():
        signal.signal(number, handler)
