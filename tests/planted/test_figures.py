"""The indicators of the demo against the second computation."""

from decimal import Decimal
from fractions import Fraction

import pytest

from service.core.indicators import Result, evaluate
from service.core.schema import Form
from service.core.validation import frame_of
from service.demo.truth import TrueFigure, figures

from .conftest import Checked


@pytest.fixture(scope="module")
def results(form: Form, checked: Checked) -> dict[tuple[str, str], Result]:
    found = evaluate(form, frame_of(form, checked.submissions), checked.issues, "M6")
    return {(result.indicator, result.place): result for result in found if result.scope != "respondent"}


@pytest.fixture(scope="module")
def truth(checked: Checked) -> dict[tuple[str, str], TrueFigure]:
    return {(figure.indicator, figure.place): figure for figure in figures(checked.planned)}


def test_both_compute_the_same_indicators_for_the_same_places(
    results: dict[tuple[str, str], Result], truth: dict[tuple[str, str], TrueFigure]
) -> None:
    assert results.keys() == truth.keys()


def test_n_and_N_agree_everywhere(
    results: dict[tuple[str, str], Result], truth: dict[tuple[str, str], TrueFigure]
) -> None:
    counts = {key: (result.reporting, result.due) for key, result in results.items()}
    assert counts == {key: (figure.reporting, figure.due) for key, figure in truth.items()}


def test_numerators_and_denominators_agree_to_the_last_digit(
    results: dict[tuple[str, str], Result], truth: dict[tuple[str, str], TrueFigure]
) -> None:
    sums = {key: (_exact(result.numerator), _exact(result.denominator)) for key, result in results.items()}
    assert sums == {key: (figure.numerator, figure.denominator) for key, figure in truth.items()}


def _exact(value: Decimal | None) -> Fraction:
    return Fraction(value) if value is not None else Fraction(0)


def test_green_yellow_and_red_all_occur_in_the_area(results: dict[tuple[str, str], Result]) -> None:
    colours = [result.colour for result in results.values() if result.scope == "area"]
    assert {"green", "yellow", "red"} <= set(colours)


def test_some_targets_are_met_and_some_missed(results: dict[tuple[str, str], Result]) -> None:
    assert {result.met for result in results.values() if result.scope == "area"} == {True, False}
