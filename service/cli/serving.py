"""Putting the web and the worker together from their parts."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from huey.api import Huey

from service.bootstrap import (
    Signer,
    build_pages,
    build_queue,
    build_service,
    build_store,
    secret_of,
    sheet_address,
)
from service.cli.common import now, say, warn_of
from service.config import Settings
from service.jobs.tasks import Tasks, Work, register
from service.steps.context import Service
from service.store import Store


@dataclass(frozen=True, slots=True)
class Queued:
    """A queue that knows its tasks."""

    queue: Huey
    tasks: Tasks


def build_tasks(config: Settings, store: Store) -> Queued:
    """The queue with the tasks of this installation; whoever enqueues needs it, and whoever works."""
    queue = build_queue(config)
    service = _built_once(config, store)

    def make_report(report_id: str) -> object:
        from service.pipeline import make_report

        return make_report(service(), report_id, now())

    def sweep() -> object:
        from service.pipeline import sweep

        return sweep(service(), now())

    def unfinished() -> list[str]:
        return [report.id for report in store.reports.unfinished()]

    def give_up(report_id: str, why: str) -> None:
        store.reports.set(report_id, state="failed", error=why, finished_at=now())

    work = Work(make_report=make_report, sweep=sweep, unfinished=unfinished, give_up=give_up)
    return Queued(queue, register(queue, work, sweep_minutes=config.sweep_minutes))


def _built_once(config: Settings, store: Store) -> Callable[[], Service]:
    """The whole service, made when the first task needs it: a web process without worker never pays."""
    made: list[Service] = []
    lock = threading.Lock()

    def service() -> Service:
        with lock:
            if not made:
                made.append(build_service(config, store))
            return made[0]

    return service


def run_web(config: Settings, *, with_worker: bool) -> None:
    """Serve the pages until stopped, with a worker in the same process when asked."""
    from service.jobs.worker import start_embedded
    from service.steps.pages import order_report
    from service.store.reports import Report
    from service.web.app import create_app
    from service.web.nonces import EntryNonces
    from service.web.serving import serve

    store = build_store(config)
    pages = build_pages(config, store)
    warn_of(pages.refused)
    queued = build_tasks(config, store)
    signer, nonces = Signer(secret_of(config)), EntryNonces(store, now)

    def order(form_id: str, round_id: str) -> Report:
        report = order_report(store, pages.forms, form_id, round_id, now())
        queued.tasks.make_report(report.id)
        return report

    app = create_app(
        pages,
        signer=signer,
        order=order,
        sheet_url=sheet_address(config),
        clock=now,
        office=config.office,
        secret=secret_of(config),
        entry_nonces=nonces,
        public_url=config.public_url,
    )
    stop = start_embedded(queued.queue, queued.tasks) if with_worker else None
    say(f"หน้าเว็บ เปิดได้ครั้งเดียว (opens once): {entry_address(config, signer, nonces.issue())}", bold=True)
    say("หยุดด้วย Ctrl+C (stop with Ctrl+C)")
    try:
        serve(app, config.host, config.port)
    finally:
        if stop:
            stop()


def entry_address(config: Settings, signer: Signer, nonce: str) -> str:
    """The one-time link of a nonce."""
    return f"{config.public_url}/enter/{signer.entry_token(nonce)}"
