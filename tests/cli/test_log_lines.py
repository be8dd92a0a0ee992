"""Log lines are for machines: a person at a terminal reads what the command says."""

import logging
import sys
from collections.abc import Iterator

import pytest

from service.cli.common import settings


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("service")
    before = root.handlers, root.level, ours.level
    yield
    root.handlers = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


@pytest.mark.parametrize(
    ("terminal", "environ", "serving", "level"),
    [
        (True, {}, False, logging.WARNING),
        (True, {}, True, logging.INFO),
        (True, {"TIDTAM_LOG_LEVEL": "INFO"}, False, logging.INFO),
        (False, {}, False, logging.INFO),
    ],
)
def test_only_a_command_on_a_terminal_keeps_its_log_to_trouble(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environ: dict[str, str], serving: bool, level: int
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    settings(environ, serving=serving)
    assert logging.getLogger("service").level == level
