"""Quick Policy: six months as in the demo; twelve months are six months grown, and no total falls."""

from service.demo.answers import true_answers
from service.demo.case import Answers, Case


def rows(case: Case, period: str, before: list[Answers]) -> list[Answers]:
    answers = before[0] if before else true_answers(case.school)
    return [answers if period == "M6" else _grown(case, answers)]


def _grown(case: Case, answers: Answers) -> Answers:
    """More cases were reported and closed; more of the lost pupils found and returned."""
    grown = dict(answers)
    more = case.rng.randint(0, 2)
    _add(grown, "qp01_cases", more)
    _add(grown, "qp01_closed", more)
    return grown


def _add(answers: Answers, name: str, more: int) -> None:
    value = answers[name]
    assert isinstance(value, int)
    answers[name] = value + more
