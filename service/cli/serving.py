"""Putting the web and the worker together from their parts."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from huey.api import Huey

from service.bootstrap import (
    Signer,
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
from service.steps.installing import Installation
from service.store import Store

if TYPE_CHECKING:
    from flask import Flask


@dataclass(frozen=True, slots=True)
class Queued:
    """A queue that knows its tasks."""

    queue: Huey
    tasks: Tasks


def build_tasks(config: Settings, store: Store, installation: Installation) -> Queued:
    """The queue with the tasks of this installation; whoever enqueues needs it, and whoever works.

    A task works with the forms as they are when it begins.
    """
    queue = build_queue(config)
    service = _built_once(config, store, installation)

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


def _built_once(config: Settings, store: Store, installation: Installation) -> Callable[[], Service]:
    """The whole service, made when the first task needs it: a web process without worker never pays.
    Each call gives it with the forms as they are now."""
    made: list[Service] = []
    lock = threading.Lock()

    def service() -> Service:
        found = installation.current()
        with lock:
            if not made:
                made.append(build_service(config, store, installed=found))
        return replace(made[0], forms=found.forms, refused=found.refused)

    return service


def run_web(config: Settings, *, with_worker: bool) -> None:
    """Serve the pages until stopped, with a worker in the same process when asked."""
    from service.jobs.worker import start_embedded
    from service.web.nonces import EntryNonces
    from service.web.serving import serve

    store = build_store(config)
    installation = Installation(config.forms, store)
    warn_of(installation.current().refused)
    queued = build_tasks(config, store, installation)
    app = build_app(config, store, installation, queued)
    signer, nonces = Signer(secret_of(config)), EntryNonces(store, now)
    stop = start_embedded(queued.queue, queued.tasks) if with_worker else None
    say(f"หน้าเว็บ เปิดได้ครั้งเดียว (opens once): {entry_address(config, signer, nonces.issue())}", bold=True)
    say("หยุดด้วย Ctrl+C (stop with Ctrl+C)")
    try:
        serve(app, config.host, config.port)
    finally:
        if stop:
            stop()


def build_app(config: Settings, store: Store, installation: Installation, queued: Queued) -> "Flask":
    """The pages; each request shows the forms as they are when it begins."""
    from service.steps.pages import Pages, order_report
    from service.steps.versions import Cache
    from service.store.reports import Report
    from service.web.app import create_app
    from service.web.nonces import EntryNonces

    kept: Cache = {}

    def pages() -> Pages:
        found = installation.current()
        return Pages(store, found.forms, kept, found.refused, config.kpi_targets)

    def order(form_id: str, round_id: str) -> Report:
        report = order_report(store, installation.current().forms, form_id, round_id, now())
        queued.tasks.make_report(report.id)
        return report

    return create_app(
        pages,
        signer=Signer(secret_of(config)),
        order=order,
        sheet_url=sheet_address(config),
        clock=now,
        office=config.office,
        secret=secret_of(config),
        entry_nonces=EntryNonces(store, now),
        public_url=config.public_url,
    )


def entry_address(config: Settings, signer: Signer, nonce: str) -> str:
    """The one-time link of a nonce."""
    return f"{config.public_url}/enter/{signer.entry_token(nonce)}"
