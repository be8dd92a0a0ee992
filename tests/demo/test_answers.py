"""The true answers of the demo."""

import pytest

from service.demo.answers import true_answers
from service.demo.case import Answers
from service.demo.schools import demo_schools, grades_of
from service.demo.tables import table

SCHOOLS = demo_schools()
ANSWERS = [true_answers(school) for school in SCHOOLS]


def number(answers: Answers, name: str) -> int:
    value = answers[name]
    assert isinstance(value, int)
    return value


def test_the_answers_are_the_same_at_every_call() -> None:
    assert [true_answers(school) for school in SCHOOLS] == ANSWERS


def test_another_seed_gives_other_answers() -> None:
    assert true_answers(SCHOOLS[0], seed=1) != ANSWERS[0]


def test_only_schools_with_kindergarten_answer_for_it() -> None:
    for school, answers in zip(SCHOOLS, ANSWERS, strict=True):
        assert ("qp06_enrolled" in answers) == ("K" in grades_of(school))


def test_only_quality_schools_answer_for_shared_resources() -> None:
    assert sum("qp10_role" in answers for answers in ANSWERS) == 12


def test_only_schools_with_lower_secondary_report_its_test() -> None:
    for school, answers in zip(SCHOOLS, ANSWERS, strict=True):
        assert ("qp04_onet3_2565" in answers) == ("M3" in grades_of(school))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("qp01_closed", "qp01_cases"),
        ("qp02_found", "qp02_lost"),
        ("qp03_joined", "qp03_pupils"),
        ("qp05_practising", "qp05_teachers"),
        ("qp07_restored", "qp07_behind"),
        ("qp07_passed", "qp07_restored"),
        ("qp09_passed", "qp09_pupils"),
    ],
)
def test_no_part_is_greater_than_its_whole(part: str, whole: str) -> None:
    assert all(number(answers, part) <= number(answers, whole) for answers in ANSWERS)


def test_every_level_from_none_to_five_occurs() -> None:
    levels = {
        sum(bool(answers[f"{group}_s{step}"]) for step in range(1, 6))
        for answers in ANSWERS
        for group in ("qp01", "qp04", "qp11")
    }
    assert levels == {0, 1, 2, 3, 4, 5}


def test_evidence_is_given_exactly_when_a_step_is_done() -> None:
    for answers in ANSWERS:
        assert ("qp08_evidence" in answers) == answers["qp08_s1"]


def test_schools_speak_in_at_least_thirty_different_problems_and_suggestions() -> None:
    for kind in ("problem", "suggest"):
        written = {row["text"] for row in table("texts.csv") if row["kind"] == kind}
        said = {value for answers in ANSWERS for name, value in answers.items() if name.endswith(kind)}
        assert len(written) >= 30
        assert said == written
