"""A queue in a file, as an office has it, and work that only writes down what was asked of it."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from huey import SqliteHuey

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


@pytest.fixture
def queue(tmp_path: Path) -> SqliteHuey:
    return SqliteHuey("test", filename=str(tmp_path / "queue.db"))


def run_all(queue: SqliteHuey) -> int:
    """Do what waits in the queue, as a worker would; how many tasks there were."""
    done = 0
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
        done += 1
    return done
