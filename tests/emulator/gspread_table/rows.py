"""A row of the table, and what running it gives."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

import gspread

from .bench import Bench

CLASSES = (gspread.Client, gspread.Spreadsheet, gspread.Worksheet, gspread.Cell)


@dataclass(frozen=True)
class Row:
    """`read` sees the state through plain requests; `expect` is that state, or made from what gspread gave.

    `arrange` brings about what the row starts from; only the calls of `call` are counted.
    """

    owner: type
    name: str
    call: Callable[[Bench], Any]
    read: Callable[[Bench, Any], Any]
    expect: Any
    arrange: Callable[[Bench], Any] | None = None
    variant: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        return f"{self.owner.__name__}.{self.name}" + (f" ({self.variant})" if self.variant else "")


@dataclass(frozen=True)
class Outcome:
    row: Row
    calls: tuple[str, ...]
    seen: Any
    expected: Any
    named: bool

    @property
    def ok(self) -> bool:
        return self.named and self.seen == self.expected


def run(row: Row, at: Bench) -> Outcome:
    if row.arrange:
        row.arrange(at)
    at.emulator.reset_requests()
    with watched(row) as called:
        got = row.call(at)
    calls = tuple(_short(one) for one in at.emulator.requests() if one["kind"] != "token")
    expected = row.expect(at, got) if callable(row.expect) else row.expect
    return Outcome(row, calls, row.read(at, got), expected, bool(called))


def _short(call: dict[str, str]) -> str:
    """A call without its ids: `PUT values/`."""
    parts = call["path"].split("/")
    known = [part for part in parts if part and not (len(part) > 20 and part.isascii() and "." not in part)]
    tail = call["path"].rpartition(":")[2] if ":" in parts[-1] else ""
    place = "/".join(part for part in known if part not in ("v3", "v4", "drive")) or "spreadsheets"
    return f"{call['method']} {place}"[:60] + (f":{tail}" if tail and not place.endswith(tail) else "")


@contextmanager
def watched(row: Row) -> Iterator[list[bool]]:
    """Whether the method the row is named after runs at all; no gspread code is touched for it."""
    wanted, called = codes_of(row.owner, row.name), list[bool]()

    def look(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and frame.f_code in wanted:
            called.append(True)

    former = sys.getprofile()
    sys.setprofile(look)
    try:
        yield called
    finally:
        sys.setprofile(former)


def codes_of(owner: type, name: str) -> set[CodeType]:
    """The code behind a method or property, under its decorators."""
    found = inspect.getattr_static(owner, name)
    plain = found.fget if isinstance(found, property) else getattr(found, "__func__", found)
    return {inspect.unwrap(plain).__code__}


def public_names(owner: type) -> set[str]:
    """Methods and properties, own, inherited and deprecated."""
    return {name for name, _ in inspect.getmembers(owner) if not name.startswith("_")}


def refused(call: Callable[[], Any]) -> int:
    """The code with which Google, or here the emulator, refuses; 0 when it does not."""
    try:
        call()
    except gspread.exceptions.APIError as refusal:
        return int(refusal.response.status_code)
    return 0
