"""The indicators of the demo against the second computation."""

from decimal import Decimal
from fractions import Fraction

import pytest

from service.core.indicators import Result, evaluate
from service.core.indicators.exact import decimal_of
from service.core.schema import Form
from service.core.validation import frame_of
from service.demo.truth import TrueFigure, figures

from .conftest import Checked

Key = tuple[str, str, str]
"""Indicator, scope and place."""


@pytest.fixture(scope="module")
def results(form: Form, checked: Checked) -> dict[Key, Result]:
    found = evaluate(form, frame_of(form, checked.submissions), checked.issues, "M6")
    return {
        (result.indicator, result.scope, result.place): result
        for result in found
        if result.scope != "respondent"
    }


@pytest.fixture(scope="module")
def truth(checked: Checked) -> dict[Key, TrueFigure]:
    return {(figure.indicator, figure.scope, figure.place): figure for figure in figures(checked.planned)}


def test_both_compute_the_same_indicators_for_the_same_places(
    results: dict[Key, Result], truth: dict[Key, TrueFigure]
) -> None:
    assert results.keys() == truth.keys()


def test_n_and_N_agree_everywhere(results: dict[Key, Result], truth: dict[Key, TrueFigure]) -> None:
    counts = {key: (result.reporting, result.due) for key, result in results.items()}
    assert counts == {key: (figure.reporting, figure.due) for key, figure in truth.items()}


def test_numerators_and_denominators_agree_to_the_last_digit(
    results: dict[Key, Result], truth: dict[Key, TrueFigure]
) -> None:
    sums = {key: (_exact(result.numerator), _exact(result.denominator)) for key, result in results.items()}
    assert sums == {key: (_stored(figure), figure.denominator) for key, figure in truth.items()}


def test_a_mixed_rubric_pools_the_percentage_that_stands_beside_it(results: dict[Key, Result]) -> None:
    for group in ("QP02", "QP05", "QP07"):
        pooled = results[group, "area", "area"]
        beside = results[f"{group}A", "area", "area"]
        assert pooled.percent is not None
        assert beside.value is not None
        assert abs(pooled.percent - beside.value) < 2, group


def _exact(value: Decimal | None) -> Fraction:
    return Fraction(value) if value is not None else Fraction(0)


def _stored(figure: TrueFigure) -> Fraction:
    """The numerator as it is kept: what has no end is cut at its twelfth digit."""
    return _exact(decimal_of(figure.numerator))


def test_green_yellow_and_red_all_occur_in_the_area(results: dict[tuple[str, str], Result]) -> None:
    colours = [result.colour for result in results.values() if result.scope == "area"]
    assert {"green", "yellow", "red"} <= set(colours)


def test_some_targets_are_met_and_some_missed(results: dict[tuple[str, str], Result]) -> None:
    assert {result.met for result in results.values() if result.scope == "area"} == {True, False}
