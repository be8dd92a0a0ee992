"""What commands share: settings, the service, JSON output, progress bars, the time."""

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

import click

from service.config import Settings, read_settings
from service.errors import RefusedError
from service.logs import configure

if TYPE_CHECKING:
    from service.definitions import Refused
    from service.steps.context import Service
    from service.steps.pages import Pages
    from service.store import Store

T = TypeVar("T")
PATIENCE = 600
"""Seconds a command waits for a sweep that is at work."""
BANGKOK = timezone(timedelta(hours=7))
json_option = click.option(
    "--json", "as_json", is_flag=True, help="พิมพ์ JSON หนึ่งก้อนเท่านั้น · print one JSON object only"
)


def round_name(typed: str) -> str:
    """A round as a person types it: 2566-m6 is 2566-M6."""
    return typed.strip().upper()


overwrite_option = click.option("--yes", is_flag=True, help="เขียนทับได้ · replace a file that is there")


def refuse_overwriting(path: Path, replace: bool) -> None:
    """What is there may have been edited since. Raises RefusedError unless it is to be replaced."""
    if path.exists() and not replace:
        raise RefusedError(f"มี {path} อยู่แล้ว ใช้ชื่ออื่น หรือเติม --yes เพื่อเขียนทับ (it exists; --yes replaces it)")


def now() -> datetime:
    """The time in Thailand; the only clock of the command line."""
    return datetime.now(BANGKOK)


def settings(environ: Mapping[str, str] = os.environ, *, serving: bool = False) -> Settings:
    """The settings, with logging set up by them. Raises ConfigurationError.

    A person at a terminal reads what the command says, so that log lines there only tell of trouble;
    TIDTAM_LOG_LEVEL brings them back. What runs for long (``serving``) always logs.
    """
    found = read_settings(environ)
    quiet = not serving and not environ.get("TIDTAM_LOG_LEVEL") and sys.stderr.isatty()
    configure("WARNING" if quiet else found.log_level)
    return found


def build() -> "Service":
    """The whole service by the environment."""
    from service.bootstrap import build_service

    service = build_service(settings())
    warn_of(service.refused)
    return service


def build_reader() -> "Service":
    """The service for commands that only ask the store: no credentials are needed."""
    from service.bootstrap import build_reader

    service = build_reader(settings())
    warn_of(service.refused)
    return service


def build_pages() -> "Pages":
    """What commands show that only look: the store and the forms."""
    from service.bootstrap import build_pages

    pages = build_pages(settings())
    warn_of(pages.refused)
    return pages


def warn_of(refused: "Sequence[Refused]") -> None:
    """Say which form files cannot be used: the command goes on with the others."""
    from service.steps.installing import log_refused, refused_lines

    for line in refused_lines(refused):
        say(line, fg="yellow")
    if not sys.stderr.isatty():  # whoever reads the lines above needs no log of them
        log_refused(refused)


def store_if_there(config: Settings) -> "Store | None":
    """The store, for what can do without one: nothing is made, and one that cannot be opened is none."""
    from service.bootstrap import build_store
    from service.errors import ConfigurationError

    kind, _, path = config.database_url.partition(":///")
    if kind.startswith("sqlite") and not Path(path).is_file():
        return None
    try:
        return build_store(config)
    except ConfigurationError:
        return None


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else sweeps or makes sheets meanwhile: waits for whoever does. Raises RefusedError."""
    from service.bootstrap import build_queue
    from service.jobs.lease import lease
    from service.jobs.tasks import SWEEP

    queue, pause = build_queue(settings()), Event()
    for attempt in range(PATIENCE):
        with lease(queue, SWEEP) as mine:
            if mine:
                yield
                return
        if not attempt:
            say("รอรอบอ่านที่กำลังทำอยู่ (waiting for the sweep that is at work)")
        pause.wait(1)
    raise RefusedError("มีการอ่านหรือสร้างชีตอยู่นานเกินไป สั่งอีกครั้งภายหลัง (another sweep is at work; try again later)")


def say(text: str = "", **style: Any) -> None:
    """A line for the person at the terminal, on stderr so that stdout stays for data."""
    click.secho(text, err=True, **style)


def finish(as_json: bool, data: Mapping[str, Any], lines: Iterable[str]) -> None:
    """The result: one JSON object, or lines to read."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, default=str))
    else:
        for line in lines:
            click.echo(line)


def track(items: Sequence[T], label: str) -> Iterator[T]:
    """A progress bar on stderr, when a person is watching and there is something to wait for."""
    if len(items) < 2 or not sys.stderr.isatty():
        if len(items) > 1:
            say(f"{label}: {len(items)}")
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


def quiet_libraries() -> None:
    """Libraries speak up only when something is wrong."""
    for name in ("huey", "alembic", "werkzeug", "waitress", "matplotlib"):
        logging.getLogger(name).setLevel(logging.WARNING)
