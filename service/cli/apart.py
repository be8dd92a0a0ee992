"""The demo's stand-in for Google in a process of its own, as Google is: on two cores both work at once."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import requests

if TYPE_CHECKING:
    from service.emulator import Emulator

SECONDS_TO_END = 30


@dataclass(frozen=True, slots=True)
class StandIn:
    """What the demo has to know of an emulator, wherever it runs."""

    url: str
    credentials_path: Path
    shared_drive_id: str
    has_quota: bool
    token: str
    """An access token of a respondent with the link."""

    def requests(self) -> list[dict[str, str]]:
        """Every API request since the last reset: method, path and kind."""
        found: list[dict[str, str]] = requests.get(f"{self.url}/_emulator/requests", timeout=60).json()
        return found

    def reset_requests(self) -> None:
        requests.post(f"{self.url}/_emulator/requests/reset", timeout=60).raise_for_status()


def stand_in_of(emulator: "Emulator", typist: str) -> StandIn:
    return StandIn(
        emulator.url,
        emulator.credentials_path,
        emulator.shared_drive_id,
        emulator.quota.on,
        emulator.token_for(typist),
    )


@contextmanager
def running_apart(make: Callable[[], "Emulator"], typist: str) -> Iterator[StandIn]:
    """The emulator that ``make`` makes, in a process that ends with this one. Raises what ``make`` raises."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(make, typist, ours, theirs))
    process.start()
    theirs.close()
    try:
        told: Any = ours.recv()
        if not isinstance(told, StandIn):
            raise click.UsageError(told)
        yield told
    finally:
        ours.close()
        process.join(SECONDS_TO_END)


def _serve(make: Callable[[], "Emulator"], typist: str, ours: Connection, theirs: Connection) -> None:
    """Serve until the other end of the pipe is closed, by whatever became of its process."""
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        emulator = make()
    except (click.UsageError, OSError) as error:  # an option that is none, a port that is taken
        theirs.send(error.message if isinstance(error, click.UsageError) else str(error))
        return
    with emulator:
        theirs.send(stand_in_of(emulator, typist))
        with suppress(EOFError):
            theirs.recv()
