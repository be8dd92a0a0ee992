"""The tasks: thin, safe to run twice, and derived from what the store says is not done.

A task only wakes the work; what there is to do stands in the store. So a task that is lost with a
killed worker is enqueued again by ``reconcile``, and one that comes twice finds nothing left to do.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huey.api import Huey

from service.errors import ServiceError
from service.jobs.lease import is_held, lease

log = logging.getLogger(__name__)

SWEEP = "sweep"
MAKE_REPORT = "make_report"
FAULT = (
    "ระบบขัดข้องระหว่างสร้างรายงาน ({kind}): กดสร้างใหม่อีกครั้ง "
    "ถ้ายังไม่ได้ให้แจ้งผู้ดูแลระบบ (an unexpected fault; see the log)"
)


@dataclass(frozen=True, slots=True)
class Work:
    """What the tasks do, handed in by the edge.

    ``unfinished`` gives the ids of reports that are neither done nor failed. ``give_up`` marks a report
    as failed with words for people, after a fault that nobody foresaw: else it would be tried for ever.
    """

    make_report: Callable[[str], object]
    sweep: Callable[[], object]
    unfinished: Callable[[], Sequence[str]]
    give_up: Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class Tasks:
    """Calling one enqueues it: ``tasks.make_report(report_id)``, ``tasks.sweep()``, ``tasks.reconcile()``."""

    make_report: Callable[[str], Any]
    sweep: Callable[[], Any]
    reconcile: Callable[[], Any]


def register(queue: Huey, work: Work, *, sweep_minutes: int = 5) -> Tasks:
    """Make the tasks known to the queue; whoever enqueues and whoever works must both call this."""

    def make_report(report_id: str) -> None:
        _make_report(queue, work, report_id)

    def sweep() -> None:
        _sweep(queue, work)

    def reconcile() -> None:
        _reconcile(queue, work, tasks)

    tasks = Tasks(
        make_report=queue.task(name=MAKE_REPORT)(make_report),
        sweep=queue.periodic_task(every(sweep_minutes), name=SWEEP)(sweep),
        reconcile=queue.periodic_task(every(1), name="reconcile")(reconcile),
    )
    return tasks


def every(minutes: int) -> Callable[[datetime], bool]:
    """Whether a minute is one of every ``minutes``; unlike a crontab, also for 7 or 90."""

    def is_due(moment: datetime) -> bool:
        return (moment.toordinal() * 24 * 60 + moment.hour * 60 + moment.minute) % minutes == 0

    return is_due


def _make_report(queue: Huey, work: Work, report_id: str) -> None:
    with lease(queue, _report_lease(report_id)) as mine:
        # The state is read only now that nobody else works on it, so it cannot be made twice.
        if mine and report_id in work.unfinished():
            fault = _run(MAKE_REPORT, lambda: work.make_report(report_id), report=report_id)
            if fault:
                work.give_up(report_id, FAULT.format(kind=fault))


def _sweep(queue: Huey, work: Work) -> None:
    with lease(queue, SWEEP) as mine:
        if mine:
            _run(SWEEP, work.sweep)
        else:
            log.info("the last sweep is not over, this one is skipped", extra={"action": "sweep_skipped"})


def _reconcile(queue: Huey, work: Work, tasks: Tasks) -> None:
    """Enqueue what is not done, is not waiting in the queue, and has no living worker."""
    waiting = {task.args[0] for task in queue.pending() if task.name == MAKE_REPORT}
    for report_id in work.unfinished():
        if report_id not in waiting and not is_held(queue, _report_lease(report_id)):
            log.info("enqueued again", extra={"action": "reconciled", "report": report_id})
            tasks.make_report(report_id)


def _report_lease(report_id: str) -> str:
    return f"report.{report_id}"


def _run(action: str, work: Callable[[], object], **ids: str) -> str:
    """Do the work; a ServiceError is said in the log, anything unforeseen gives the name of its class.

    The message of an unforeseen exception may hold what a school typed, so only the places it came
    through are logged.
    """
    try:
        work()
    except ServiceError as error:
        log.error("%s", error, extra={"action": f"{action}_failed", "kind": type(error).__name__, **ids})
    except Exception as error:  # the one edge of the worker: nothing may stop the next task
        kind, places = type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
        log.error(
            "unexpected %s at\n%s", kind, places, extra={"action": f"{action}_failed", "kind": kind, **ids}
        )
        return kind
    return ""
