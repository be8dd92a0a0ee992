"""Tasks: thin, safe to run twice, derived from what is not done."""

import logging
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from huey import MemoryHuey, SqliteHuey
from huey.api import Huey

from service.errors import GoogleBusyError, TemplateError
from service.jobs import register
from service.jobs.lease import STALE, lease
from service.jobs.tasks import every

from .conftest import Desk, run_all


def test_an_ordered_report_is_made(queue: Huey, desk: Desk) -> None:
    desk.open_reports = ["r1"]
    register(queue, desk.work()).make_report("r1")
    run_all(queue)
    assert desk.made == ["r1"]


def test_a_task_that_comes_twice_makes_one_report(queue: Huey, desk: Desk) -> None:
    desk.open_reports = ["r1"]
    tasks = register(queue, desk.work())
    tasks.make_report("r1")
    tasks.make_report("r1")
    assert run_all(queue) == 2
    assert desk.made == ["r1"]


def test_a_report_being_made_elsewhere_is_left_alone(queue: Huey, desk: Desk) -> None:
    desk.open_reports = ["r1"]
    tasks = register(queue, desk.work())
    with lease(queue, "report.r1"):
        tasks.make_report("r1")
        run_all(queue)
    assert desk.made == []


def test_immediate_mode_works_too(desk: Desk) -> None:
    desk.open_reports = ["r1"]
    register(MemoryHuey(immediate=True), desk.work()).make_report("r1")
    assert desk.made == ["r1"]


def test_a_report_lost_with_its_worker_is_enqueued_again(queue: Huey, desk: Desk) -> None:
    desk.open_reports = ["r1"]
    tasks = register(queue, desk.work())
    tasks.make_report("r1")
    queue.dequeue()  # a worker took it, began ...
    queue.put("test.lease.report.r1", ("killed", time.time() - STALE))  # ... and was killed
    tasks.reconcile()
    run_all(queue)
    assert desk.made == ["r1"]


def test_work_outlives_the_process(tmp_path: Path, desk: Desk) -> None:
    desk.open_reports = ["r1"]
    path = str(tmp_path / "queue.db")
    register(SqliteHuey("test", filename=path), desk.work()).make_report("r1")
    another = SqliteHuey("test", filename=path)
    register(another, desk.work())
    run_all(another)
    assert desk.made == ["r1"]


def test_reconcile_leaves_what_waits_or_is_worked_on(queue: Huey, desk: Desk) -> None:
    desk.open_reports = ["waiting", "running"]
    tasks = register(queue, desk.work())
    tasks.make_report("waiting")
    with lease(queue, "report.running"):
        queue.execute(tasks.reconcile.s())
    assert [task.args for task in queue.pending()] == [("waiting",)]


def test_reconcile_is_quiet_when_all_is_done(queue: Huey, desk: Desk) -> None:
    queue.execute(register(queue, desk.work()).reconcile.s())
    assert queue.pending_count() == 0


def test_two_sweeps_never_overlap(queue: Huey, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    tasks = register(queue, desk.work())
    with lease(queue, "sweep"):
        tasks.sweep()
        run_all(queue)
    assert desk.sweeps == 0
    assert "sweep_skipped" in [getattr(record, "action", "") for record in caplog.records]


def test_a_sweep_goes_on_after_a_killed_one(queue: Huey, desk: Desk) -> None:
    queue.put("test.lease.sweep", ("killed", time.time() - STALE))
    register(queue, desk.work()).sweep()
    run_all(queue)
    assert desk.sweeps == 1


def test_a_service_error_is_logged_and_the_next_task_runs(
    queue: Huey, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    tasks, desk.trouble = register(queue, desk.work()), GoogleBusyError()
    tasks.sweep()
    run_all(queue)
    desk.trouble = None
    tasks.sweep()
    run_all(queue)
    assert desk.sweeps == 1
    assert [record.action for record in caplog.records if hasattr(record, "action")] == ["sweep_failed"]


def test_a_report_that_cannot_be_made_names_itself_in_the_log(
    queue: Huey, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.open_reports, desk.trouble = ["r1"], TemplateError("quick_policy.docx")
    register(queue, desk.work()).make_report("r1")
    run_all(queue)
    record = next(record for record in caplog.records if hasattr(record, "action"))
    assert (record.action, record.report) == ("make_report_failed", "r1")
    assert desk.given_up == {}  # the pipeline has marked it as failed itself


def test_an_unforeseen_fault_gives_up_and_hides_what_was_typed(
    queue: Huey, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.open_reports, desk.trouble = ["r1"], ValueError("invalid literal: 'ความลับของเด็ก'")
    register(queue, desk.work()).make_report("r1")
    run_all(queue)
    assert "ValueError" in desk.given_up["r1"]
    assert "ValueError" in caplog.text
    assert "ความลับ" not in caplog.text + desk.given_up["r1"]


@pytest.mark.parametrize(("minutes", "expected"), [(1, 60), (5, 12), (7, 9), (60, 1)])
def test_every_spreads_evenly(minutes: int, expected: int) -> None:
    due = every(minutes)
    assert sum(due(datetime(2023, 4, 10, 10, minute, tzinfo=UTC)) for minute in range(60)) in (
        expected,
        expected - 1,
    )


def test_every_can_be_once_a_day() -> None:
    due = every(1440)
    assert [hour for hour in range(24) if due(datetime(2023, 4, 10, hour, 0, tzinfo=UTC))] == [0]


def test_every_task_is_registered(queue: Huey, desk: Desk) -> None:
    register(queue, desk.work())
    names = {name.rpartition(".")[2] for name in queue._registry._registry}
    assert names == {"make_report", "sweep", "reconcile"}
