"""Every figure of projects, activities and evaluations against plain loops over what the groups answer."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from service.core.entries import Entry, Status
from service.core.indicators import Collected, evaluate_round
from service.core.percent_tables import TableFigures, percent_tables
from service.core.register import Respondent
from service.core.results import Result
from service.core.rounds import open_round
from service.demo.tools import true_rows

from .chosen_forms import forms

UNITS = [{"unit_code": f"U{number:02d}", "name": f"กลุ่ม {number}"} for number in range(1, 11)]
ENDS = {"Q1": date(2022, 12, 31), "Q2": date(2023, 3, 31), "Q3": date(2023, 6, 30), "Q4": date(2023, 9, 30)}
Row = dict[str, Any]
Sums = tuple[Fraction, Fraction]


def all_rows(form_id: str, period: str) -> list[Row]:
    return [row for unit in UNITS for row in true_rows(form_id, unit, period)]


def collected(form_id: str, period: str) -> Collected:
    people = [Respondent(unit["unit_code"], unit["name"], "", kind="unit") for unit in UNITS]
    opened = open_round(forms()[form_id], f"2566-{period}", None)
    entries = [
        {
            f"k{number}/{name}": Entry(Status.VALUE, value)
            for number, row in enumerate(true_rows(form_id, unit, period))
            for name, value in row.items()
        }
        for unit in UNITS
    ]
    return Collected(people, entries, [[] for _ in people], f"2566-{period}", span=opened.span)


@cache
def figures(form_id: str, period: str) -> dict[str, Result]:
    results = evaluate_round(forms()[form_id], collected(form_id, period), [], period)
    return {result.indicator: result for result in results if result.scope == "area"}


@cache
def table(form_id: str, period: str, table_id: str) -> TableFigures:
    made = percent_tables(forms()[form_id], collected(form_id, period))
    return next(item for item in made if item.id == table_id)


def share(rows: Iterable[Row], holds: Callable[[Row], bool], among: Callable[[Row], bool]) -> Sums:
    counted = list(rows)
    return Fraction(sum(map(holds, counted))), Fraction(sum(map(among, counted)))


def plain_projects(rows: list[Row], today: date) -> dict[str, Sums]:
    def on_schedule(row: Row) -> bool:
        waits = row["status"] == "ยังไม่ดำเนินการ" and row["starts"] > today
        return bool(waits or row["status"] in ("แล้วเสร็จ", "กำลังดำเนินการ"))

    def goes_on(row: Row) -> bool:
        return row["status"] != "ยกเลิก"

    def reached(row: Row) -> bool:
        if row["kpi_direction"] == "ยิ่งน้อยยิ่งดี":
            return bool(row["status"] == "แล้วเสร็จ" and row["kpi_result"] <= row["kpi_target"])
        return goes_on(row) and row.get("kpi_result", 0) >= row["kpi_target"]

    begun = [
        name
        for name, ends in zip(("plan_q1", "plan_q2", "plan_q3", "plan_q4"), ENDS.values(), strict=True)
        if ends <= today
    ]

    budget, one = Fraction(sum(row["budget"] for row in rows)), Fraction(1)
    return {
        "PJ01": (Fraction(sum(row["disbursed"] for row in rows)), budget),
        "PJ02": (Fraction(sum(row["progress"] * row["budget"] for row in rows)), budget),
        "PJ03": (Fraction(sum(row["progress"] for row in rows)), len(rows) * one),
        "PJ04": share(rows, on_schedule, goes_on),
        "PJ05": share(rows, lambda row: row["status"] == "แล้วเสร็จ", goes_on),
        "PJ06": share(rows, reached, goes_on),
        "PJ07": share(
            rows, lambda row: row["emenscr"] not in ("ยังไม่บันทึก", "ไม่ต้องบันทึก"), lambda row: row["emenscr"] != "ไม่ต้องบันทึก"
        ),
        "PJ08": (Fraction(sum(row["disbursed"] for row in rows)), Fraction(sum(row[name] for row in rows for name in begun))),
    }  # fmt: skip


def plain_activities(rows: list[Row], today: date) -> dict[str, Sums]:
    def due(row: Row) -> bool:
        return bool(row["ends"] <= today)

    weights = Fraction(sum(row["weight"] for row in rows))
    return {
        "PA01": (Fraction(sum(row["weight"] * row["progress"] for row in rows)), weights),
        "PA02": share(rows, lambda row: row["status"] == "แล้วเสร็จ", lambda row: row["status"] != "ยกเลิก"),
        "PA03": share(
            rows, lambda row: due(row) and row["status"] == "แล้วเสร็จ", lambda row: due(row) and row["status"] != "ยกเลิก"
        ),
        "PA04": share(rows, lambda row: row["status"] in ("ล่าช้า", "ยกเลิก"), lambda row: True),
    }  # fmt: skip


def plain_evaluations(rows: list[Row], _: date) -> dict[str, Sums]:
    people = Fraction(sum(row["evaluators"] for row in rows))
    sides = ("sat_context", "sat_input", "sat_process", "sat_product", "sat_overall")
    marks = {name: sum(Fraction(row[name]) * row["evaluators"] for row in rows) for name in sides}
    return {
        "PE01": (Fraction(sum(marks.values())), 5 * people),
        "PE02": share(rows, lambda row: row["reached"] == "บรรลุ", lambda row: True),
        "PE03": share(rows, lambda row: row["advice"] == "ดำเนินการต่อ", lambda row: True),
        **{f"PE{number:02d}": (Fraction(marks[name]), people) for number, name in enumerate(sides, 4)},
    }


PLAIN = {
    "projects": plain_projects,
    "project_activities": plain_activities,
    "project_evaluation": plain_evaluations,
}
FACTORS = dict.fromkeys(("PJ02", "PJ03", "PA01", "PE01", "PE04", "PE05", "PE06", "PE07", "PE08"), 1)


@pytest.mark.parametrize(
    ("form_id", "period"),
    [("projects", "Q1"), ("projects", "Q3"), ("project_activities", "Q2"), ("project_evaluation", "M12")],
)
def test_every_figure_is_what_plain_loops_find(form_id: str, period: str) -> None:
    found = figures(form_id, period)
    wanted = PLAIN[form_id](all_rows(form_id, period), ENDS.get(period, ENDS["Q4"]))
    assert found.keys() == wanted.keys()
    for name, (upper, lower) in wanted.items():
        result = found[name]
        assert result.numerator == upper and result.denominator == lower, name
        exact = upper / lower * FACTORS.get(name, 100)
        cents = Decimal(exact.numerator * 100) / Decimal(exact.denominator)
        assert result.value == cents.quantize(Decimal(1), ROUND_HALF_UP) / 100, name
        assert (result.reporting, result.due) == (len(UNITS), len(UNITS)), name


def test_running_totals_are_not_added_up_again() -> None:
    """The fields are totals since October: the figure of the fourth quarter is that of its own cells."""
    rows = all_rows("projects", "Q4")
    assert figures("projects", "Q4")["PJ01"].numerator == sum(row["disbursed"] for row in rows)


def test_a_project_of_two_strategies_stands_with_its_money_in_both() -> None:
    rows = all_rows("projects", "Q2")
    counted, money = table("projects", "Q2", "T1"), table("projects", "Q2", "T2")
    both = [row for row in rows if row["national_strategy"] == "S1, S3"]
    assert both
    for code in ("S1", "S3", "S6"):
        mine = [row for row in rows if code in row["national_strategy"].split(", ")]
        assert next(row.count for row in counted.rows if row.title.startswith(code)) == len(mine)
        assert next(row.count for row in money.rows if row.title.startswith(code)) == sum(
            row["budget"] for row in mine
        )
    assert counted.total.count == len(rows) and "อาจเกิน 100" in counted.note


def test_what_is_counted_by_status_adds_up_to_a_hundred() -> None:
    made = table("projects", "Q2", "T5")
    assert [row.title for row in made.rows] == ["ยังไม่ดำเนินการ", "กำลังดำเนินการ", "ล่าช้า", "แล้วเสร็จ", "ยกเลิก"]
    assert sum(row.percent or 0 for row in made.rows) == 100


def test_a_project_that_three_groups_evaluate_has_its_money_once() -> None:
    """Evaluations ask for none: the owner tells it in its one row of projects."""
    assert "money" not in {field.kind for field in forms()["project_evaluation"].fields}
    rows, told = all_rows("projects", "Q2"), table("projects", "Q2", "T12")
    assert told.total.count == sum(row["disbursed"] for row in rows)
    assert sum(row.count for row in told.rows) == told.total.count
