"""Levels, legends, targets, coverage: what a figure is called."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from cast import BAN_NA, FIELDS, SCHOOLS, form, frame
from hypothesis import given
from hypothesis import strategies as st

from service.core.indicators import band_of, evaluate
from service.core.results import Result
from service.core.schema import Band

LEGEND = (
    Band(Decimal(0), Decimal(60), "red"),
    Band(Decimal(60), Decimal(80), "yellow"),
    Band(Decimal(80), Decimal(100), "green"),
)
READ = {"id": "I1", "numerator": "sum(read)", "denominator": "sum(all)", "factor": 100}
STEPS: list[dict[str, Any]] = [
    {"name": f"s{step}", "type": "boolean", "kind": "yes_no", "title": f"ขั้น {step}"} for step in (1, 2, 3)
]
LINK = {"name": "link", "type": "string", "kind": "uri", "title": "หลักฐาน"}


def area(
    indicator: dict[str, Any], *rows: dict[str, Any], period: str = "Q1", fields: Sequence[Any] = FIELDS
) -> Result:
    return scoped(indicator, *rows, period=period, fields=fields)["area"]


def scoped(
    indicator: dict[str, Any], *rows: dict[str, Any], period: str = "Q1", fields: Sequence[Any] = FIELDS
) -> dict[str, Result]:
    made = form(fields, indicators=[indicator])
    return {item.place: item for item in evaluate(made, frame(made, *rows), [()] * len(rows), period)}


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("-0.01", ""),
        ("0", "red"),
        ("59.99", "red"),
        ("60", "yellow"),
        ("79.99", "yellow"),
        ("80", "green"),
        ("100", "green"),
        ("100.01", ""),
    ],
)
def test_a_band_is_closed_below_and_the_last_one_also_above(value: str, label: str) -> None:
    assert band_of(LEGEND, Decimal(value)) == label


def test_without_a_value_there_is_no_band() -> None:
    assert band_of(LEGEND, None) == ""


def test_the_value_is_coloured_after_rounding() -> None:
    assert area(READ | {"decimals": 0}, {"all": 1000, "read": 596}).colour == "green"  # 59.6 is shown as 60
    assert area(READ | {"decimals": 1}, {"all": 1000, "read": 596}).colour == "red"


def test_an_empty_denominator_gives_no_value_but_keeps_the_counts() -> None:
    found = area(READ, {"all": 0, "read": 0})
    assert (found.value, found.colour, found.reporting, found.denominator) == (None, "", 1, 0)


def test_nobody_reporting_gives_neither_sums_nor_value() -> None:
    found = area(READ, {"all": None, "read": 1}, {})
    assert (found.numerator, found.value, found.reporting, found.due) == (None, None, 0, 2)
    assert found.low_coverage


def test_a_quotient_by_nought_inside_a_sum_leaves_the_figure_empty() -> None:
    rows = ({"all": 0, "read": 1}, {"all": 4, "read": 1})
    ratio = READ | {"numerator": "sum(read / all)", "denominator": "count()"}
    assert area(ratio, *rows).value is None
    assert scoped(ratio, *rows)[SCHOOLS[1].code].value == 25
    assert area(READ | {"numerator": "sum(read) / sum(all)", "denominator": "count()"}, rows[0]).value is None


def test_a_mean_is_the_ratio_of_sums_never_a_mean_of_ratios() -> None:
    found = scoped(READ, {"all": 1, "read": 1}, {"all": 99, "read": 0})
    assert found["area"].value == 1 and found["เหนือ"].value == 1
    assert found[BAN_NA.code].value == 100


def test_schools_are_added_up_by_district() -> None:
    rows = [{"all": 10, "read": 1}, {"all": 10, "read": 2}, {"all": 10, "read": 4}, {"all": 10, "read": 8}]
    found = scoped(READ, *rows)
    assert [(found[name].numerator, found[name].due) for name in ("เหนือ", "ใต้", "area")] == [
        (3, 2),
        (12, 2),
        (15, 4),
    ]


def test_a_school_not_concerned_is_neither_n_nor_N() -> None:
    found = scoped(READ, {"all": 10, "read": 5}, {"all": "M", "read": "M"})
    assert (found["area"].reporting, found["area"].due) == (1, 1)
    assert SCHOOLS[1].code not in found


def test_coverage_just_at_the_limit_is_enough() -> None:
    rows = [{"all": 1, "read": 1}] * 2 + [{}] * 2
    assert not area(READ | {"min_coverage": 0.5}, *rows).low_coverage
    assert area(READ | {"min_coverage": 0.51}, *rows).low_coverage


TARGET = {"mode": "point", "Q1": 50, "Q2": 50.01}


@pytest.mark.parametrize(
    ("direction", "period", "met"),
    [("up", "Q1", True), ("up", "Q2", False), ("down", "Q1", True), ("down", "Q2", True), ("up", "Q3", None)],
)
def test_a_target_is_met_when_reached_exactly(direction: str, period: str, met: bool | None) -> None:
    found = area(READ | {"direction": direction, "target": TARGET}, {"all": 2, "read": 1}, period=period)
    assert found.met is met


def test_only_a_target_for_each_school_is_held_against_a_school() -> None:
    row = {"all": 2, "read": 1}
    assert scoped(READ | {"target": TARGET}, row)[BAN_NA.code].target is None
    assert scoped(READ | {"target": TARGET | {"scope": "respondent"}}, row)[BAN_NA.code].met is True


def test_without_a_value_a_target_is_neither_met_nor_missed() -> None:
    assert area(READ | {"target": TARGET}, {}).met is None


NEAR = {"legend": [], "near_target": 10, "decimals": 1}


@pytest.mark.parametrize(
    ("read", "direction", "colour"),
    [
        *[(200, "up", "green"), (199, "up", "yellow"), (180, "up", "yellow"), (179, "up", "red")],
        *[(200, "down", "green"), (201, "down", "yellow"), (220, "down", "yellow"), (221, "down", "red")],
    ],
)
def test_a_colour_tells_how_near_the_target_of_the_round_is(read: int, direction: str, colour: str) -> None:
    asked = READ | NEAR | {"direction": direction, "target": {"mode": "point", "Q1": 20, "Q2": 90}}
    assert area(asked, {"all": 1000, "read": read}).colour == colour


@given(
    value=st.integers(0, 1000),
    target=st.integers(0, 100),
    near=st.integers(0, 99),
    direction=st.sampled_from(["up", "down"]),
)
def test_green_is_the_same_as_met(value: int, target: int, near: int, direction: str) -> None:
    asked = (
        READ | NEAR | {"direction": direction, "near_target": near, "target": {"mode": "point", "Q1": target}}
    )
    found = area(asked, {"all": 1000, "read": value})
    assert (found.colour == "green") == found.met
    assert near or found.colour != "yellow"


def test_without_a_target_in_the_round_there_is_no_colour() -> None:
    asked = READ | NEAR | {"target": {"mode": "point", "Q2": 20}}
    assert area(asked, {"all": 10, "read": 7}).colour == ""
    assert area(asked, {}, period="Q2").colour == ""


def test_respondents_are_coloured_by_the_target_of_the_area() -> None:
    asked = READ | NEAR | {"target": {"mode": "point", "scope": "area", "Q1": 80}}
    found = scoped(asked, {"all": 10, "read": 7}, {"all": 10, "read": 8})
    assert [found[school.code].colour for school in SCHOOLS[:2]] == ["red", "green"]


def test_a_rubric_of_bands_gives_a_level() -> None:
    bands = [[0, 50, 1], [50, 70, 2], [70, 100, 3]]
    rubric = READ | {"rubric": {"kind": "band", "bands": bands}}
    assert area(rubric, {"all": 10, "read": 7}).level == 3
    assert area(rubric, {}).level is None


MILESTONE = {
    "id": "I1",
    "legend": [[0, 3, "red"], [3, 3.5, "green"]],
    "rubric": {"kind": "milestone", "steps": ["s1", "s2", "s3"], "evidence": "link"},
}


@pytest.mark.parametrize(
    ("steps", "level"), [("000", 0), ("100", 1), ("110", 2), ("111", 3), ("011", 0), ("101", 1)]
)
def test_a_level_is_how_many_first_steps_are_done(steps: str, level: int) -> None:
    row = {f"s{i}": done == "1" for i, done in enumerate(steps, 1)} | {"link": "https://x.example"}
    assert area(MILESTONE, row, fields=[*STEPS, LINK]).numerator == level


def test_steps_without_evidence_are_level_nought() -> None:
    done = {"s1": True, "s2": True, "s3": True}
    rows = [done | {"link": "https://x.example"}, done, {"s1": True}, {"s1": True, "s2": None, "s3": False}]
    found = area(MILESTONE, *rows, fields=[*STEPS, LINK])
    assert (found.reporting, found.due, found.numerator) == (2, 4, 3)
    assert (found.value, found.level_counts) == (Decimal("1.50"), (1, 0, 0, 1))


def test_a_figure_keeps_the_hash_of_its_definition() -> None:
    one, other = area(READ, {}), area(READ | {"factor": 10}, {})
    assert one.definition_hash != other.definition_hash
