"""What is compared: each engine is a module with ``prepare``, ``check`` and ``reports``.

``prepare(survey)`` makes the engine's own input (not timed), ``check(survey, input)`` is timed, and
``reports(survey, outcome)`` names the (row, field) of everything found. They are imported by name in the
process of their case, so that no engine pays for another's imports.
"""

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from benchmarks.survey import Survey

ENGINES = {
    "tidtam": "ours",
    "tidtam, sheet by sheet": "ours_by_sheet",
    "plain loop": "loop",
    "pandera": "pandera_peer",
    "frictionless": "frictionless_peer",
    "great_expectations": "gx_peer",
}


class Engine(NamedTuple):
    """The three functions of an engine's module."""

    prepare: Callable[[Survey], Any]
    check: Callable[[Survey, Any], Any]
    reports: Callable[[Survey, Any], list[tuple[int, str]]]


def load(name: str) -> Engine:
    module = cast(Any, importlib.import_module(f"benchmarks.engines.{ENGINES[name]}"))
    return Engine(module.prepare, module.check, module.reports)
