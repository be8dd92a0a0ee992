"""One condition of the expression language over many rows, beside other ways to run a formula.

Each engine takes a survey and gives the work to be timed, with its columns already made.
"""

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.survey import Survey
from service.core.expressions import parse, run
from service.core.validation import frame_of

CONDITION = "p01 <= t01 and (c1 == 'ดี' or t01 > 100)"
KINDS: dict[str, Any] = {"p01": "number", "t01": "number", "c1": "text"}
NAMES = tuple(KINDS)
Work = Callable[[], Sequence[bool]]


def ours(survey: Survey) -> Work:
    frame = frame_of(survey.form, survey.submissions())
    expression = parse(CONDITION, KINDS, "truth")
    return lambda: run(expression, frame)  # type: ignore[return-value]


def compiling(survey: Survey) -> Work:
    """Only the parsing of the text, which happens once when a form is loaded."""

    def work() -> Sequence[bool]:
        parse(CONDITION, KINDS, "truth")
        return ()

    return work


def by_hand(survey: Survey) -> Work:
    columns = _columns(survey)
    part, total, choice = (columns[name] for name in NAMES)
    return lambda: (part <= total) & ((choice == "ดี") | (total > 100))


def pandas_eval(survey: Survey) -> Work:
    import pandas as pd

    data = pd.DataFrame(_columns(survey))
    return lambda: data.eval(CONDITION, engine="python")


def simple_eval(survey: Survey) -> Work:
    from simpleeval import SimpleEval

    columns = _columns(survey)
    rows = list(zip(*(columns[name].tolist() for name in NAMES), strict=True))
    evaluator = SimpleEval()
    tree = evaluator.parse(CONDITION)

    def work() -> list[bool]:
        found = []
        for row in rows:
            evaluator.names = dict(zip(NAMES, row, strict=True))
            # an unreadable count is NaN here, and no comparison with it holds
            found.append(operator.truth(evaluator.eval(CONDITION, previously_parsed=tree)))
        return found

    return work


def _columns(survey: Survey) -> dict[str, Any]:
    frame = frame_of(survey.form, survey.submissions())
    return {name: np.array(frame.column(name)) for name in NAMES}


ENGINES: dict[str, Callable[[Survey], Work]] = {
    "tidtam": ours,
    "tidtam, compiling": compiling,
    "numpy by hand": by_hand,
    "pandas.eval": pandas_eval,
    "simpleeval": simple_eval,
}
