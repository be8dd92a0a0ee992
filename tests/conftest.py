"""For every test: what goes over the wire is held against Google's documents (tests/wire)."""

import os

import pytest

from tests import switching

pytest_plugins = ["tests.wire.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    wanted = os.environ.get(switching.VARIABLE, "first")
    said = "the emulator's switches: first, other, or settings as `tidtam emulator --switch` takes them"
    parser.addoption("--switches", default=wanted, help=said)


def pytest_configure(config: pytest.Config) -> None:
    """In the environment, so that workers and processes of tests know it too."""
    os.environ[switching.VARIABLE] = config.getoption("--switches")
