"""What is to be reached (PERFORMANCE §1 and §2), as data: the one place where the limits stand.

Times differ from machine to machine and from minute to minute; the ratios within one run are what counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.measure import Case, Measured

SCHOOLS = 250
PROVINCES = 29_000
OURS, LOOP = "tidtam", "plain loop"

Results = Mapping[Case, Measured]


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of one case that may be at most, or must be at least, ``limit``.

    ``figure`` is "ms", "mb" (peak), "wrong" (missed and extra) or "ratio": how many times as long
    ``case`` takes as ``of`` does.
    """

    words: str
    case: Case
    figure: str
    limit: float
    at_least: bool = False
    of: Case | None = None

    def value(self, results: Results) -> float | None:
        """The figure in these results; None when a case of it was not run."""
        if self.case not in results or (self.of and self.of not in results):
            return None
        found = results[self.case]
        if self.figure == "ratio" and self.of:
            return found.seconds / results[self.of].seconds
        values = {"ms": found.seconds * 1000, "mb": found.peak_mb, "wrong": found.missed + found.extra}
        return float(values[self.figure])

    def met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    @property
    def words_of_limit(self) -> str:
        unit = {"ratio": "×", "ms": " ms", "mb": " MB", "wrong": ""}[self.figure]
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}{unit}"


def _check(engine: str, shape: str = "wide", size: int = SCHOOLS) -> Case:
    return Case("check", engine, shape, size)


_FIGURES = Case("figures", OURS, "", SCHOOLS)
_GROUPBY = Case("figures", "pandas groupby", "", SCHOOLS)
_PARSE = Case("parse", OURS, "wide", SCHOOLS)

GOALS: tuple[Goal, ...] = (
    Goal("check of 250 schools", _check(OURS), "ms", 50),
    Goal("… against pandera", _check("pandera"), "ratio", 10, at_least=True, of=_check(OURS)),
    Goal("… against frictionless", _check("frictionless"), "ratio", 5, at_least=True, of=_check(OURS)),
    Goal(
        "… against frictionless, long form",
        _check("frictionless", "long"),
        "ratio",
        20,
        at_least=True,
        of=_check(OURS, "long"),
    ),
    Goal("reading Thai answers of 250 schools", _PARSE, "ms", 50),
    Goal(
        "check of 29,000 schools against the plain loop",
        _check(OURS, size=PROVINCES),
        "ratio",
        3,
        of=_check(LOOP, size=PROVINCES),
    ),
    Goal("… memory over the imports", _check(OURS, size=PROVINCES), "mb", 300),
    *(
        Goal(
            f"planted faults missed or extra, {size:,} schools {shape}", _check(OURS, shape, size), "wrong", 0
        )
        for shape, size in (("wide", SCHOOLS), ("wide", 2_500), ("wide", PROVINCES), ("long", SCHOOLS))
    ),
    Goal("100 indicators × 3 breakdowns", _FIGURES, "ms", 60),
    Goal("… against a groupby per formula", _GROUPBY, "ratio", 10, at_least=True, of=_FIGURES),
    Goal("… places not equal to the last digit", _FIGURES, "wrong", 0),
)
