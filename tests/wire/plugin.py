"""pytest: every test is watched, and one during which a fault went over the wire fails."""

from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.emulator import traffic

from .watch import Tally, Watch, together

WATCH = pytest.StashKey[Watch]()
WORKERS = pytest.StashKey[list[Tally]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[WORKERS] = []
    config.stash[WATCH] = Watch()
    traffic.observers.append(config.stash[WATCH])


def pytest_unconfigure(config: pytest.Config) -> None:
    traffic.observers.remove(config.stash[WATCH])


@pytest.fixture
def wire_record(pytestconfig: pytest.Config, tmp_path: Path) -> Iterator[Path]:
    """Where an emulator in a process of its own records its traffic; it is judged after the test."""
    path = tmp_path / "wire.jsonl"
    yield path
    for exchange in traffic.recorded(path):
        pytestconfig.stash[WATCH](exchange)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """After every fixture has gone, those of the module too: their traffic belongs to this test."""
    try:
        yield
    finally:
        faults = item.config.stash[WATCH].take()
        if faults:
            pytest.fail(
                "over the wire went what Google would not take or say:\n" + listed(faults), pytrace=False
            )


def listed(faults: list[str]) -> str:
    alike = Counter(faults)
    lines = [f"  {fault}" + (f" (×{count})" if count > 1 else "") for fault, count in alike.items()]
    return "\n".join([*lines[:20], *([f"  … and {len(lines) - 20} more"] if len(lines) > 20 else [])])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What came after the last test still fails the run."""
    watch = session.config.stash[WATCH]
    if watch.take():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["wire"] = watch.tally.plain()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker of pytest-xdist has ended."""
    plain = getattr(node, "workeroutput", {}).get("wire")
    if plain:
        counted = Tally(Counter(plain["methods"]), plain["faults"], plain["seconds"])
        node.config.stash[WORKERS].append(counted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    total = together([config.stash[WATCH].tally, *config.stash[WORKERS]])
    if total.methods:
        terminalreporter.write_line(total.line())
