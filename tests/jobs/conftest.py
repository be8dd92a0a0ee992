"""A queue in a file, as an office has it, and work that only writes down what was asked of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from huey.api import Huey

from service.bootstrap import build_queue
from service.config import read_settings
from service.jobs import Work


@dataclass
class Desk:
    """What is to be done, and what was done. ``trouble`` is raised by the work."""

    open_reports: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    given_up: dict[str, str] = field(default_factory=dict)
    sweeps: int = 0
    trouble: Exception | None = None

    def work(self) -> Work:
        return Work(
            make_report=self.make,
            sweep=self.sweep,
            unfinished=lambda: list(self.open_reports),
            give_up=self.give_up,
        )

    def make(self, report_id: str) -> None:
        if self.trouble:
            raise self.trouble
        self.made.append(report_id)
        self.open_reports.remove(report_id)

    def sweep(self) -> None:
        if self.trouble:
            raise self.trouble
        self.sweeps += 1

    def give_up(self, report_id: str, words: str) -> None:
        self.given_up[report_id] = words
        self.open_reports.remove(report_id)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture(params=["sqlite", pytest.param("redis", marks=pytest.mark.heavy)])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Huey]:
    """One test body for every queue an office may have."""
    # Test processes run side by side: each has a Redis database of its own.
    number = 11 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 5
    file = f"sqlite:///{tmp_path / 'queue.db'}"
    url = file if request.param == "sqlite" else f"redis://127.0.0.1:6379/{number}"
    made = build_queue(read_settings({"TIDTAM_HOME": str(tmp_path), "TIDTAM_QUEUE_URL": url}))
    made.storage.flush_all()
    yield made
    made.storage.flush_all()


def run_all(queue: Huey) -> int:
    """Do what waits in the queue, as a worker would; how many tasks there were."""
    done = 0
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
        done += 1
    return done
