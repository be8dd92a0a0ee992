"""Log lines are for machines: a person at a terminal reads what the command says."""

import logging
import sys

import pytest

from service.cli.common import settings


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
