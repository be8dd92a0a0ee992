"""The demo's stand-in for Google in a process of its own, as Google is: on two cores both work at once."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import requests

from service.errors import ServiceError

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


class Refusal(NamedTuple):
    """Why there is no emulator, in words, and the code the command ends with."""

    exit_code: int
    message: str

    @property
    def error(self) -> click.ClickException:
        usage = self.exit_code == click.UsageError.exit_code
        error = click.UsageError(self.message) if usage else click.ClickException(self.message)
        error.exit_code = self.exit_code  # type: ignore[misc]  # click names it of the class; it is read here
        return error


ENDED = Refusal(ServiceError.exit_code, "ตัวจำลองหยุดก่อนพร้อมทำงาน (the emulator ended before it was ready)")


@contextmanager
def running_apart(make: Callable[[], "Emulator"], typist: str) -> Iterator[StandIn]:
    """The emulator that ``make`` makes, in a process that ends with this one.

    Raises click.ClickException for whatever ``make`` raises. Where processes cannot be forked (Windows),
    ``make`` must be something that can be pickled.
    """
    ours, theirs = multiprocessing.Pipe()
    process = _processes().Process(target=_serve, args=(make, typist, ours, theirs))
    process.start()
    theirs.close()
    try:
        told = _answer(ours)
        if isinstance(told, Refusal):
            raise told.error
        yield told
    finally:
        ours.close()
        process.join(SECONDS_TO_END)
        if process.is_alive():
            process.kill()
            process.join()


def _processes() -> Any:
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _answer(ours: Connection) -> StandIn | Refusal:
    try:
        told: StandIn | Refusal = ours.recv()
    except EOFError:
        return ENDED
    return told


def _serve(make: Callable[[], "Emulator"], typist: str, ours: Connection, theirs: Connection) -> None:
    """Serve until the other end of the pipe is closed, by whatever became of its process."""
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        emulator = make()
    except Exception as error:  # the edge of this process: whatever it is, the other one tells it
        theirs.send(_refusal(error))
        return
    with emulator:
        theirs.send(stand_in_of(emulator, typist))
        with suppress(EOFError):
            theirs.recv()


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, click.ClickException):
        return Refusal(error.exit_code, error.message)
    if isinstance(error, OSError):  # a port that is taken
        return Refusal(click.UsageError.exit_code, str(error))
    if isinstance(error, ServiceError):
        return Refusal(error.exit_code, str(error))
    words = f"ตัวจำลองเริ่มไม่ได้ (the emulator did not start): {type(error).__name__}: {error}"
    return Refusal(ServiceError.exit_code, words)
