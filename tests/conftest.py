"""For every test: what goes over the wire is held against Google's documents (tests/wire); logging is as before."""

import logging
import os
from collections.abc import Generator

import pytest

from service.memory import collect_rarely
from tests import switching

pytest_plugins = ["tests.wire.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    wanted = os.environ.get(switching.VARIABLE, "first")
    said = "the emulator's switches: first, other, or settings as `tidtam emulator --switch` takes them"
    parser.addoption("--switches", default=wanted, help=said)


def pytest_configure(config: pytest.Config) -> None:
    """In the environment, so that workers and processes of tests know it too; memory as the commands keep it."""
    os.environ[switching.VARIABLE] = config.getoption("--switches")
    collect_rarely()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Commands say how loud the service's logs are (the doctor: errors alone); the next test is not to feel it."""
    root, ours = logging.getLogger(), logging.getLogger("service")
    handlers, levels = [*root.handlers], (root.level, ours.level)
    try:
        return (yield)
    finally:
        root.handlers[:] = handlers
        for logger, level in zip((root, ours), levels, strict=True):
            logger.setLevel(level)
