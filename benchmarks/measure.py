"""CPU time and memory of one piece of work, and the process each case runs in."""

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import _lru_cache_wrapper
from typing import Any, NamedTuple

MOST_RUNS = 9
ENOUGH_SECONDS = 2.0
SLOW_SECONDS = 10.0


class Case(NamedTuple):
    """``kind`` is "check", "parse", "figures" or "condition"; ``size`` counts schools (or rows)."""

    kind: str
    engine: str
    shape: str
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds`` of CPU are the median of ``runs``; memory is in MB above what the imports hold.

    ``input_mb`` is the most held before the first run, ``peak_mb`` the most held ever. ``found``,
    ``missed`` and ``extra`` count faults (or, for figures, places that are equal, lacking, different).
    """

    seconds: float
    runs: int
    input_mb: float
    peak_mb: float
    found: int = 0
    missed: int = 0
    extra: int = 0


def measure(case: Case, once: bool = False) -> Measured:
    """Run a case in a process of its own."""
    told = json.dumps({"case": case, "once": once})
    command = [sys.executable, "-m", "benchmarks.case", told]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{case} failed:\n{done.stderr[-4000:]}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


class Clock:
    """Times a piece of work again and again, and keeps its last outcome."""

    def __init__(self, once: bool) -> None:
        self.once = once
        self.imports = peak_mb()

    def run(self, prepared: Callable[[], Any], judge: Callable[[Any], tuple[int, int, int]]) -> Measured:
        """``prepared`` is the work with its input bound; ``judge`` counts what its outcome holds."""
        held = peak_mb()
        times: list[float] = []
        outcome: Any = None
        while self._another(times):
            outcome = None
            forget()
            gc.collect()
            begun = cpu_seconds()
            outcome = prepared()
            times.append(cpu_seconds() - begun)
        peak = peak_mb()
        memory = round(held - self.imports, 1), round(peak - self.imports, 1)
        return Measured(statistics.median(times), len(times), *memory, *judge(outcome))

    def _another(self, times: list[float]) -> bool:
        if not times:
            return True
        if self.once or sum(times) > SLOW_SECONDS:
            return False
        return len(times) < 3 or (len(times) < MOST_RUNS and sum(times) < ENOUGH_SECONDS)


def as_line(measured: Measured) -> str:
    return json.dumps(asdict(measured))


def cpu_seconds() -> float:
    """CPU time of this process, all its threads, and the processes it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_mb() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget() -> None:
    """Empty the service's memories of earlier answers: a run is measured as if it were the first."""
    for held in gc.get_objects():
        if isinstance(held, _lru_cache_wrapper) and held.__module__.startswith("service."):
            held.cache_clear()
