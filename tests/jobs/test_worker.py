"""The worker begins with a sweep, works from the queue, and stops when asked."""

import os
import signal
import threading
from dataclasses import replace

from huey.api import Huey

from service.jobs import register, run_worker, start_embedded

from .conftest import Desk

PATIENCE = 5.0


def test_embedded_worker_sweeps_first_and_stops(queue: Huey, desk: Desk) -> None:
    swept = threading.Event()
    stop = start_embedded(queue, register(queue, replace(desk.work(), sweep=swept.set)))
    assert swept.wait(PATIENCE)
    stop()
    assert not [
        thread for thread in threading.enumerate() if thread.name.startswith(("Worker-", "Scheduler"))
    ]


def test_embedded_worker_leaves_signals_alone(queue: Huey, desk: Desk) -> None:
    before = signal.getsignal(signal.SIGTERM)
    stop = start_embedded(queue, register(queue, desk.work()))
    assert signal.getsignal(signal.SIGTERM) == before
    stop()


def test_embedded_worker_can_be_started_by_a_thread(queue: Huey, desk: Desk) -> None:
    swept = threading.Event()
    tasks = register(queue, replace(desk.work(), sweep=swept.set))
    stops: list[object] = []
    starter = threading.Thread(target=lambda: stops.append(start_embedded(queue, tasks)))
    starter.start()
    starter.join()
    assert swept.wait(PATIENCE)
    stops[0]()  # type: ignore[operator]


def test_worker_makes_what_a_killed_one_left(queue: Huey, desk: Desk) -> None:
    made = threading.Event()
    desk.open_reports = ["r1"]
    work = replace(desk.work(), make_report=lambda report_id: (desk.make(report_id), made.set()))
    stop = start_embedded(queue, register(queue, work))
    assert made.wait(PATIENCE)
    stop()
    assert desk.made == ["r1"]


def test_worker_ends_on_sigterm_and_restores_the_handlers(queue: Huey, desk: Desk) -> None:
    before = signal.getsignal(signal.SIGTERM)
    tasks = register(queue, replace(desk.work(), sweep=lambda: os.kill(os.getpid(), signal.SIGTERM)))
    run_worker(queue, tasks)
    assert signal.getsignal(signal.SIGTERM) == before
