"""Ratings, mixed rubrics, composites, lists, figures to date: what a careful reader would check by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from cast import BAN_DOI, BAN_NA, BAN_PA, FIELDS, NUMBER, SCHOOLS, entry, form

from service.core.indicators import Collected, evaluate_round
from service.core.indicators.exact import bands_of, ratio
from service.core.indicators.rubrics import LABEL_DECIMALS
from service.core.issues import Issue
from service.core.register import Respondent
from service.core.remarks import remarks
from service.core.results import Result
from service.core.schema import Form
from service.definitions.build import build_form
from service.definitions.build_indicators import RATING_BANDS, _bands

ITEMS = [{"name": f"sat_{n}", "type": "integer", "kind": "level", "title": f"ข้อ {n}"} for n in (1, 2, 3)]
STEPS = [{"name": f"s{n}", "type": "boolean", "kind": "yes_no", "title": f"ขั้น {n}"} for n in (1, 2)]
LINK = {"name": "link", "type": "string", "kind": "uri", "title": "หลักฐาน"}
ALL_FIELDS = [*FIELDS, *ITEMS, *STEPS, LINK]
Row = Mapping[str, Any]


def collected(*rows: Row, schools: Sequence[Respondent] = SCHOOLS, **more: Any) -> Collected:
    entries = [{name: entry(value) for name, value in row.items()} for row in rows]
    return Collected(schools[: len(rows)], entries, more.pop("issues", [()] * len(rows)), **more)


def figures(made: Form, now: Collected, *earlier: Collected, period: str = "Q1") -> dict[str, Result]:
    return {result.place: result for result in evaluate_round(made, now, earlier, period)}


def one(indicator: Row, *rows: Row) -> dict[str, Result]:
    return figures(form(ALL_FIELDS, indicators=[{"id": "I1", **indicator}]), collected(*rows))


def rated(*values: Any) -> dict[str, Any]:
    return {f"sat_{number}": value for number, value in enumerate(values, 1)}


RATING = {"rubric": {"kind": "rating", "items": "sat_*"}, "legend": [[1, 3, "red"], [3, 5, "green"]]}


# -- ratings --------------------------------------------------------------------------------------


def test_a_pattern_takes_the_fields_in_the_forms_order() -> None:
    rating = form(ALL_FIELDS, indicators=[{"id": "I1", **RATING}]).indicators[0].rating
    assert rating and rating.items == ("sat_1", "sat_2", "sat_3")


def test_a_rating_is_the_mean_of_all_answers() -> None:
    found = one(RATING, rated(5, 4, 4), rated(3, 5, 5))["area"]
    assert (found.numerator, found.denominator, found.value) == (26, 6, Decimal("4.33"))
    assert (found.label, found.level, found.level_counts) == ("มาก", 4, (0, 0, 0, 1, 2, 3))


def test_the_deviation_is_that_of_the_respondents_means() -> None:
    found = one(RATING, rated(5, 5, 5), rated(1, 3, 5), rated(3, 3, 3))
    assert found["area"].deviation == pytest.approx((8 / 3 / 2) ** 0.5, abs=1e-12)
    assert found[BAN_NA.code].deviation is None


def test_the_deviation_of_all_answers_pooled_is_another() -> None:
    pooled = {**RATING, "rubric": {**RATING["rubric"], "deviation": "items"}}  # type: ignore[dict-item]
    found = one(pooled, rated(5, 5, 5), rated(1, 3, 5))
    assert found["area"].deviation == pytest.approx((14 / 5) ** 0.5, abs=1e-12)
    assert found[BAN_PA.code].deviation == 2


@pytest.mark.parametrize(
    ("mean", "label"),
    [("4.50", "มาก"), ("4.505", "มากที่สุด"), ("4.5049", "มาก"), ("1.00", "น้อยที่สุด"), ("1.505", "น้อย"), ("3.51", "มาก"), ("5", "มากที่สุด")],
)  # fmt: skip
def test_the_words_go_by_the_mean_rounded_to_two_decimals(mean: str, label: str) -> None:
    above, below = np.array([Fraction(mean)], dtype=object), np.array([1.0])
    values = ratio(above, below, Decimal(1), LABEL_DECIMALS)
    assert bands_of(_bands(RATING_BANDS), values, closed=True) == [label]


def test_the_words_do_not_go_by_the_decimals_that_are_shown() -> None:
    rows = [rated(5, 5, 4), rated(5, 4, 4), rated(5, 5, 4), rated(5, 4, 4)]  # 54 / 12 = 4.50
    found = one({**RATING, "decimals": 0}, *rows)["area"]
    assert (found.value, found.label) == (5, "มาก")


def test_a_mean_between_the_tenths_is_read_with_its_hundredths() -> None:
    rows = [rated(5, 5, 4), rated(5, 5, 4), rated(5, 5, 4), rated(4, 4, 5)]  # 55 / 12 = 4.58
    rows[0] = rated(5, 4, 4)  # 54 / 12 is still มาก
    assert one(RATING, *rows)["area"].label == "มาก"
    assert one(RATING, rated(5, 5, 4), *rows[1:])["area"].label == "มากที่สุด"


def test_each_item_has_its_own_counts_mean_and_deviation() -> None:
    found = one(RATING, rated(5, 1, "M"), rated(3, 1, 4))["area"]
    first, second, third = found.items
    assert (first.field, first.value, first.level_counts, first.label) == (
        "sat_1",
        4,
        (0, 0, 0, 1, 0, 1),
        "มาก",
    )
    assert first.deviation == pytest.approx(2**0.5) and second.deviation == 0 and third.deviation is None
    assert [sum(counts) for counts in zip(*(item.level_counts for item in found.items), strict=True)] == list(
        found.level_counts
    )


def test_an_item_not_applicable_leaves_the_respondent_in() -> None:
    found = one(RATING, rated(5, "M", 3), rated("M", "M", "M"), rated(4, None, 4), rated(4, 4, 9))["area"]
    assert (found.reporting, found.due, found.denominator) == (1, 3, 2)


# -- mixed ----------------------------------------------------------------------------------------

MIXED = {
    "rubric": {
        "kind": "mixed",
        "steps": ["s1", "s2"],
        "evidence": "link",
        "numerator": "sum(read)",
        "denominator": "sum(all)",
        "bands": [[60, 80, 3], [80, 100, 4]],
    },
    "legend": [[0, 2, "red"], [2, 4, "green"]],
}
WHOLE = {"s1": True, "s2": True, "link": "https://x.example"}


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ({**WHOLE, "read": 59, "all": 100}, 2),
        ({**WHOLE, "read": 60, "all": 100}, 3),
        ({**WHOLE, "read": 79.995, "all": 100}, 4),
        ({**WHOLE, "read": 100, "all": 100}, 4),
        ({**WHOLE, "read": 0, "all": 0}, 2),
        ({**WHOLE, "s2": False, "read": 100, "all": 100}, 1),
        ({**WHOLE, "link": None, "read": 100, "all": 100}, 0),
    ],
)
def test_the_percentage_counts_once_all_steps_are_done(row: Row, level: int) -> None:
    fields = [
        {**field, "type": "number", "kind": "number"} if field["name"] == "read" else field
        for field in ALL_FIELDS
    ]
    made = form(fields, indicators=[{"id": "I1", **MIXED}])
    assert figures(made, collected({**row, "read": Decimal(str(row["read"]))}))["area"].value == level


def test_the_pooled_percentage_stands_beside_the_mean_of_levels() -> None:
    found = one(MIXED, {**WHOLE, "read": 1, "all": 1}, {**WHOLE, "read": 0, "all": 99})["area"]
    assert (found.value, found.level_counts, found.level) == (3, (0, 0, 1, 0, 1), None)
    assert (found.percent, found.percent_numerator, found.percent_denominator) == (1, 1, 100)


# -- composites -----------------------------------------------------------------------------------

READ = {"id": "I1", "numerator": "sum(read)", "denominator": "sum(all)", "factor": 100, "decimals": 0}
PLANS = {"id": "I2", "numerator": "count(plan)", "denominator": "count()", "factor": 100}
PARTS = {"composite": [{"indicator": "I1", "weight": 40}, {"indicator": "I2", "weight": 60}]}


def together(missing: str, *rows: Row, **more: Any) -> dict[tuple[str, str], Result]:
    made = form(ALL_FIELDS, indicators=[{"id": "I3", "missing": missing, **PARTS, **more}, READ, PLANS])
    return {(r.indicator, r.place): r for r in evaluate_round(made, collected(*rows), (), "Q1")}


def test_a_composite_takes_its_parts_before_rounding() -> None:
    found = together("skip_if_any", {"read": 1, "all": 8, "plan": True}, {"read": 0, "all": 0, "plan": False})
    assert found["I1", "area"].value == 13
    assert found["I3", "area"].value == Decimal("35.00")  # 0.4 × 12.5 + 0.6 × 50


def test_a_missing_part_gives_no_value_or_is_left_out() -> None:
    row = {"read": 0, "all": 0, "plan": True}
    assert together("skip_if_any", row)["I3", "area"].value is None
    left = together("reweigh", row)["I3", "area"]
    assert (left.numerator, left.denominator, left.value) == (6000, 60, 100)


def test_n_of_a_composite_is_that_of_the_part_with_the_least() -> None:
    found = together("skip_if_any", {"read": 1, "all": 2, "plan": True}, {"plan": True})["I3", "area"]
    assert (found.reporting, found.due) == (1, 2) and found.low_coverage


def test_a_changed_part_changes_the_hash_of_the_composite() -> None:
    one_hash = together("reweigh", {})["I3", "area"].definition_hash
    made = form(
        ALL_FIELDS, indicators=[{"id": "I3", "missing": "reweigh", **PARTS}, {**READ, "factor": 10}, PLANS]
    )
    assert made.indicators[0].definition_hash != one_hash


# -- figures to date ------------------------------------------------------------------------------

TO_DATE = {**READ, "grain_to_date": "fiscal_year", "target": {"mode": "cumulative", "Q1": 20, "Q2": 60}}


def year(now: Collected, *earlier: Collected, **more: Any) -> dict[str, Result]:
    return figures(form(ALL_FIELDS, indicators=[{**TO_DATE, **more}]), now, *earlier, period="Q2")


Q1 = collected({"read": 1, "all": 2}, {"read": 1, "all": 4}, {"read": 3, "all": 10}, round_id="2566-Q1")


def test_a_figure_to_date_is_one_division_of_sums_over_the_rounds() -> None:
    found = year(collected({"read": 5, "all": 8}, {}, {"read": 2, "all": 6}), Q1)
    assert (found["area"].numerator, found["area"].denominator, found["area"].value) == (12, 30, 40)
    assert (found["area"].target, found["area"].met, found["area"].rounds) == (60, False, 2)


def test_who_reported_in_q1_and_not_yet_in_q2_counts_and_is_not_in_n() -> None:
    found = year(collected({"read": 5, "all": 8}, {}, {}), Q1)
    assert (found["area"].reporting, found["area"].due) == (1, 3)
    assert (found[BAN_PA.code].reporting, found[BAN_PA.code].value, found[BAN_PA.code].rounds) == (0, 25, 1)


def test_a_school_that_closed_keeps_what_it_reported() -> None:
    found = year(collected({"read": 0, "all": 1}, schools=SCHOOLS[3:]), Q1)
    assert (found["area"].numerator, found["area"].reporting, found["area"].due) == (5, 1, 1)
    assert (found["เหนือ"].denominator, found["เหนือ"].due, found["เหนือ"].low_coverage) == (6, 0, False)
    assert found["ใต้"].denominator == 11


def test_a_changed_definition_is_refused_with_the_reason() -> None:
    changed = Collected(Q1.respondents, Q1.entries, Q1.issues, "2566-Q1", {"I1": "another"})
    found = year(collected({"read": 5, "all": 8}), changed)["area"]
    assert found.value is None and found.numerator is None and (found.reporting, found.due) == (1, 1)
    assert "นิยามเปลี่ยนหลังรอบ 2566-Q1" in found.refused


def test_the_same_definition_is_not_refused() -> None:
    own = form(ALL_FIELDS, indicators=[TO_DATE]).indicators[0].definition_hash
    kept = Collected(Q1.respondents, Q1.entries, Q1.issues, "2566-Q1", {"I1": own})
    assert year(collected({"read": 5, "all": 8}), kept)["area"].refused == ""


def after(**older: Any) -> Result:
    """The figure to date of Q2, whose Q1 was counted with these parts otherwise."""
    was = form(ALL_FIELDS, indicators=[{**TO_DATE, **older}]).indicators[0]
    held = replace(Q1, definitions={"I1": was.definition_hash}, indicators={"I1": was})
    return year(collected({"read": 5, "all": 8}), held)["area"]


WORDS_ALONE: dict[str, dict[str, Any]] = {
    "a typing mistake in the title": {"title": {"th": "ร้อยละะ"}},
    "another target": {"target": {"mode": "cumulative", "Q1": 25}},
    "other colours": {"legend": [[0, 100, "red"]]},
    "a number written otherwise": {"factor": 100.0},
    "an expression written otherwise": {"numerator": "sum( read )"},
    "another breakdown": {"breakdowns": ["size"]},
}


@pytest.mark.parametrize("older", WORDS_ALONE.values(), ids=WORDS_ALONE.keys())
def test_what_changes_no_sum_does_not_part_the_rounds(older: dict[str, Any]) -> None:
    assert (after(**older).refused, after(**older).rounds) == ("", 2)


@pytest.mark.parametrize(
    "older", [{"numerator": "sum(all)"}, {"factor": 1000}, {"missing": "zero"}, {"decimals": 3}]
)
def test_what_changes_a_sum_says_which_round_to_reopen_and_migrate(older: dict[str, Any]) -> None:
    said = after(**older).refused
    assert "2566-Q1 อีกครั้ง (tidtam round reopen)" in said and "tidtam migrate" in said


def test_a_refused_part_refuses_the_composite() -> None:
    changed = Collected(Q1.respondents, Q1.entries, Q1.issues, "2566-Q1", {"I1": "another"})
    whole = {"id": "I3", "missing": "reweigh", **PARTS}
    made = form(ALL_FIELDS, indicators=[TO_DATE, PLANS, whole])
    found = [
        r for r in evaluate_round(made, collected({"plan": True}), [changed], "Q2") if r.indicator == "I3"
    ]
    assert found[0].value is None and "2566-Q1" in found[0].refused


# -- lists ----------------------------------------------------------------------------------------


def listed(*indicators: Row) -> Form:
    head = {"id": "projects", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1"]}
    return build_form(
        {
            "form": {**head, "due": {"days_after_round": 15}, "title": {"th": "โครงการ"}},
            "sheet": {"layouts": ["list"], "tab": "โครงการ"},
            "groups": [{"id": "G", "title": "กลุ่ม"}],
            "schema": {"fields": [*FIELDS, {**FIELDS[0], "name": "kin", "relevant": "has_grade('K')"}]},
            "indicators": [{"title": {"th": "ก"}, **NUMBER, **item} for item in indicators],
        }
    )


SPENT = {"id": "I1", "numerator": "sum(read)", "denominator": "sum(all)", "factor": 100}
PROJECTS = {"id": "I1", "numerator": "count()", "denominator": "count()"}


def of_rows(
    made: Form, *lists: Sequence[Row], wrong: Sequence[tuple[int, str]] = (), **more: Any
) -> dict[str, Result]:
    rows = [
        {f"k{n}/{name}": value for n, row in enumerate(rows) for name, value in row.items()} for rows in lists
    ]
    issues: list[list[Issue]] = [[] for _ in lists]
    for owner, name in wrong:
        issues[owner].append(Issue(SCHOOLS[owner].code, name, "R1", "error", "ผิด"))
    return figures(made, collected(*rows, issues=issues, **more))


def test_rows_are_counted_and_added_up() -> None:
    lists = [[{"read": 1, "all": 2}, {"read": 2, "all": 3}], [{"read": 0, "all": 5}]]
    assert of_rows(listed(SPENT), *lists)["area"].value == 30
    assert of_rows(listed(PROJECTS), *lists)["area"].numerator == 3


def test_a_row_with_an_open_error_enters_no_figure_and_its_list_is_not_in_n() -> None:
    lists = [[{"read": 1, "all": 2}, {"read": 9, "all": 9, "note": "x"}], [{"read": 1, "all": 2}]]
    found = of_rows(listed(SPENT), *lists, wrong=[(0, "k1/note")])["area"]
    assert (found.numerator, found.denominator, found.reporting, found.due) == (2, 4, 1, 2)


def test_a_row_that_lacks_a_figure_keeps_its_list_out_of_n() -> None:
    found = of_rows(listed(SPENT), [{"read": 1, "all": 2}, {"read": 1}])["area"]
    assert (found.numerator, found.reporting, found.due) == (1, 0, 1)


def test_an_empty_list_is_not_none() -> None:
    found = of_rows(listed(PROJECTS), [], [{"read": 1}])["area"]
    assert (found.numerator, found.reporting, found.due) == (1, 1, 2)


def test_a_list_that_says_it_has_no_rows_is_in_n_and_adds_nothing() -> None:
    found = of_rows(listed(PROJECTS), [], [{"read": 1}], none={BAN_NA.code})
    assert (found["area"].numerator, found["area"].reporting, found["area"].due) == (1, 2, 2)
    assert (found[BAN_NA.code].value, found[BAN_NA.code].reporting) == (None, 1)


def test_the_register_says_whom_an_empty_list_does_not_concern() -> None:
    kindergarten = {"id": "I1", "numerator": "sum(kin)", "denominator": "count()"}
    found = of_rows(listed(kindergarten), [], [], [], [])
    assert (found["area"].reporting, found["area"].due) == (0, 2)
    assert {BAN_NA.code, BAN_DOI.code} <= found.keys() and BAN_PA.code not in found


def test_a_row_declared_not_applicable_is_no_row_of_the_figure() -> None:
    found = of_rows(
        listed(SPENT), [{"read": 1, "all": 2}, {"read": "M", "all": 2}], [{"read": "M", "all": 1}]
    )
    assert (found["area"].denominator, found["area"].reporting, found["area"].due) == (2, 1, 1)


# -- what is said beside --------------------------------------------------------------------------


def test_what_a_rubric_adds_is_said_in_thai_beside_the_figure() -> None:
    made = form(ALL_FIELDS, indicators=[{"id": "I1", **RATING}]).indicators[0]
    assert remarks(one(RATING, rated(5, 5, 5), rated(1, 3, 5))["area"], made) == "แปลผล มาก · S.D. 1.41"


def test_a_plain_figure_has_nothing_beside_it() -> None:
    made = form(ALL_FIELDS, indicators=[READ])
    assert remarks(figures(made, collected({"read": 1, "all": 2}))["area"], made.indicators[0]) == ""


def test_a_figure_to_date_says_how_many_rounds_or_why_not() -> None:
    item = form(ALL_FIELDS, indicators=[TO_DATE]).indicators[0]
    assert remarks(year(collected({"read": 1, "all": 2}), Q1)["area"], item) == "สะสม 2 รอบ"
    changed = Collected(Q1.respondents, Q1.entries, Q1.issues, "2566-Q1", {"I1": "another"})
    assert remarks(year(collected({}), changed)["area"], item).startswith("นิยามเปลี่ยน")
