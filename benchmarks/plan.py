"""Which cases are run, and which of them are left out because a peer is too slow."""

from benchmarks.conditions import ENGINES as CONDITIONS
from benchmarks.engines import ENGINES
from benchmarks.goals import LOOP, OURS, PROVINCES, SCHOOLS
from benchmarks.measure import Case

SIZES = (SCHOOLS, 2_500, PROVINCES)
FIGURES = (OURS, "tidtam, a Result a place", "pandas groupby", "duckdb")
BY_SHEET = "tidtam, sheet by sheet"
LEFT_OUT = {"frictionless": 2_500, BY_SHEET: SCHOOLS}
"""The largest size that an engine is run at."""


def full() -> list[Case]:
    """Every case, those that are compared next to each other."""
    wide = [
        Case("check", engine, "wide", size)
        for size in SIZES
        for engine in ENGINES
        if size <= LEFT_OUT.get(engine, PROVINCES)
    ]
    return [
        *wide,
        *(Case("check", engine, "long", SCHOOLS) for engine in ENGINES),
        *(Case("parse", OURS, "wide", size) for size in SIZES),
        Case("parse", OURS, "long", SCHOOLS),
        *(Case("figures", engine, "", SCHOOLS) for engine in FIGURES),
        *(Case("condition", engine, "", PROVINCES) for engine in CONDITIONS),
    ]


def quick() -> list[Case]:
    """What needs no peer and a few seconds: that the command works and every fault is found."""
    return [
        *(Case("check", engine, "wide", SCHOOLS) for engine in (OURS, LOOP)),
        Case("check", OURS, "long", 25),
        Case("parse", OURS, "wide", SCHOOLS),
        *(Case("figures", engine, "", SCHOOLS) for engine in (OURS, "pandas groupby")),
    ]
