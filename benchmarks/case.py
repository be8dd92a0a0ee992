"""One case, in a process of its own: python -m benchmarks.case '{"case": [...], "once": false}'."""

import json
import sys
from collections.abc import Callable
from functools import partial

from benchmarks import conditions, engines, figures
from benchmarks.measure import Case, Clock, Measured, as_line
from benchmarks.survey import Survey, contexts, parse_cells

WARM = 2
"""Schools of the run that imports what is imported late; it is part of the imports, not of the work."""


def main(told: str) -> str:
    asked = json.loads(told)
    case = Case(*asked["case"])
    kinds: dict[str, Callable[[Case, bool], Measured]] = {
        "check": _check,
        "parse": _parse,
        "figures": _figures,
        "condition": _condition,
    }
    return as_line(kinds[case.kind](case, asked["once"]))


def _check(case: Case, once: bool) -> Measured:
    engine = engines.load(case.engine)
    small = Survey(case.shape, WARM)
    engine.reports(small, engine.check(small, engine.prepare(small)))
    clock = Clock(once)
    survey = Survey(case.shape, case.size)
    data = engine.prepare(survey)

    def judge(outcome: object) -> tuple[int, int, int]:
        planted = {(fault.row, fault.field) for fault in survey.planted()}
        reported = engine.reports(survey, outcome)
        found = set(reported)
        return len(planted & found), len(planted - found), len(reported) - len(planted & found)

    return clock.run(partial(engine.check, survey, data), judge)


def _parse(case: Case, once: bool) -> Measured:
    """The reading of Thai answers alone, apart from their checking."""
    survey = Survey(case.shape, case.size)
    form, known = survey.form, contexts(survey.form)
    parse_cells(form, next(survey.cells())[1], known)
    clock = Clock(once)
    rows = [cells for _, cells in survey.cells()]
    return clock.run(
        lambda: [parse_cells(form, cells, known) for cells in rows],
        lambda parsed: (len(parsed), 0, 0),
    )


def _figures(case: Case, once: bool) -> Measured:
    engine = figures.load(case.engine)
    engine.compute(engine.prepare(figures.Answers(WARM)))
    clock = Clock(once)
    answers = figures.Answers(case.size)
    data = engine.prepare(answers)
    return clock.run(partial(engine.compute, data), partial(figures.judge, answers, engine, data))


def _condition(case: Case, once: bool) -> Measured:
    ask = conditions.ENGINES[case.engine]
    ask(Survey("wide", WARM))()
    clock = Clock(once)
    survey = Survey("wide", case.size)
    return clock.run(ask(survey), lambda holds: (int(sum(holds)), 0, 0))


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]) + "\n")
