"""The second computation of the figures, on schools small enough to add up by hand."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from service.demo.plan import PlannedSchool
from service.demo.truth import AREA, TrueFigure, figures


def school(district: str = "เขื่องใน", grades: str = "P1 P3 P6", **truth: Any) -> PlannedSchool:
    register = {"district": district, "network_group": "1", "pupils": "80", "grades": grades, "tags": ""}
    return PlannedSchool(register, {}, dict(truth), "complete")


def figure(planned: list[PlannedSchool], indicator: str, place: str = AREA) -> TrueFigure:
    return next(found for found in figures(planned) if (found.indicator, found.place) == (indicator, place))


def steps(*done: bool) -> dict[str, Any]:
    return {f"qp01_s{number}": answer for number, answer in enumerate(done, 1)}


def test_a_percentage_is_a_ratio_of_sums() -> None:
    found = figure([school(qp01_closed=1, qp01_cases=1), school(qp01_closed=0, qp01_cases=9)], "QP01A")
    assert found.numerator / found.denominator == Fraction(1, 10)


def test_a_school_with_an_error_in_a_named_field_is_due_but_not_counted() -> None:
    wrong = replace(school(qp01_closed=5, qp01_cases=3), excluded=frozenset({"qp01_closed"}))
    found = figure([wrong, school(qp01_closed=1, qp01_cases=2)], "QP01A")
    assert (int(found.numerator), found.reporting, found.due) == (1, 1, 2)


def test_a_school_without_a_needed_value_is_due_but_not_counted() -> None:
    found = figure([school(qp01_closed=5), school(qp01_closed=1, qp01_cases=2)], "QP01A")
    assert (int(found.numerator), found.reporting, found.due) == (1, 1, 2)


def test_a_school_that_declares_not_applicable_is_not_due() -> None:
    declared = replace(school(), not_applicable=frozenset({"qp04_nt_2565"}))
    assert figure([declared, school()], "QP04A").due == 1


def test_a_school_without_kindergarten_is_not_due_for_it() -> None:
    assert figure([school(), school(grades="K P1")], "QP06").due == 1


def test_the_level_counts_only_steps_done_without_a_gap() -> None:
    answers = steps(True, True, False, True, True) | {"qp01_evidence": "https://example.org"}
    assert figure([school(**answers)], "QP01").numerator == 2


def test_all_steps_done_make_level_five() -> None:
    answers = steps(True, True, True, True, True) | {"qp01_evidence": "https://example.org"}
    assert figure([school(**answers)], "QP01").numerator == 5


def test_steps_without_evidence_make_level_zero_and_still_count() -> None:
    found = figure([school(**steps(True, True, True, True, True))], "QP01")
    assert (int(found.numerator), found.reporting) == (0, 1)


def test_districts_have_figures_of_their_own() -> None:
    planned = [school(qp01_closed=1, qp01_cases=1), school("ดอนมดแดง", qp01_closed=0, qp01_cases=4)]
    assert figure(planned, "QP01A", "ดอนมดแดง").denominator == 4
