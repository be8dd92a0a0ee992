"""The table on paper."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from unicodedata import category

from service.emulator import Emulator

from .bench import benches
from .rows import Outcome, run
from .table import ROWS

HEADS = ("class", "method", "calls made", "state read back", "ok")
WIDTHS = (12, 34, 44, 60, 3)


def line(outcome: Outcome) -> str:
    row = outcome.row
    method = row.name + (f" ({row.variant})" if row.variant else "")
    calls = f"{len(outcome.calls)}: {', '.join(outcome.calls)}" if outcome.calls else "0"
    return joined((row.owner.__name__, method, calls, repr(outcome.seen), "ok" if outcome.ok else "NO"))


def joined(texts: tuple[str, ...]) -> str:
    return " | ".join(_fit(text, width) for text, width in zip(texts, WIDTHS, strict=True)).rstrip()


def _fit(text: str, width: int) -> str:
    plain = " ".join(text.split())
    if _width(plain) > width:
        while _width(plain) >= width:
            plain = plain[:-1]
        plain += "…"
    return plain + " " * (width - _width(plain))


def _width(text: str) -> int:
    """Thai vowels and tone marks above and below take no place of their own."""
    return sum(category(letter) != "Mn" for letter in text)


def main(words: list[str]) -> int:
    chosen = [row for row in ROWS if all(word in row.title for word in words)]
    start, failed = time.monotonic(), 0
    print(joined(HEADS))  # noqa: T201 - the table is what this command is for
    print(joined(tuple("-" * width for width in WIDTHS)))  # noqa: T201
    with tempfile.TemporaryDirectory() as home, Emulator(Path(home)) as emulator, benches(emulator) as bench:
        for row in chosen:
            outcome = run(row, bench())
            failed += not outcome.ok
            print(line(outcome))  # noqa: T201
            if row.note:
                print(f"{'':14} {row.note}")  # noqa: T201
            if not outcome.ok:
                print(f"{'':14} expected {outcome.expected!r}, named method ran: {outcome.named}")  # noqa: T201
    seconds = time.monotonic() - start
    print(f"{len(chosen)} rows, {failed} failed, {seconds:.1f} s")  # noqa: T201
    return 1 if failed else 0
