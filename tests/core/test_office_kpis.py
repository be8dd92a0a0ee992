"""The office's own indicators, added up again by hand."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from service.core.issues import State
from service.core.office_kpis import (
    OnTime,
    RoundKpi,
    Targets,
    kpi_data,
    on_time,
    targets,
    three_kpis,
    year_kpi,
)
from service.core.results import Result
from service.core.rounds import Timeliness
from service.core.shares import Share

ON, BY, LATE, NOT = Timeliness
FIGURE = Result(
    "I1", "area", "", None, None, Decimal(80), 5, 5, None, (), "", False, Decimal(70), True, "h"
)  # fmt: skip


@pytest.mark.parametrize(
    ("n", "total", "percent"), [(1, 3, "33.33"), (2, 3, "66.67"), (1, 800, "0.13"), (0, 5, "0.00")]
)
def test_a_share_is_one_division_half_up(n: int, total: int, percent: str) -> None:
    exact = Fraction(100 * n, total)
    again = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert str(Share(n, total).percent) == percent == str(again)
    assert Share().percent is None


def test_an_extension_is_no_time_and_is_counted_apart() -> None:
    found = on_time({ON: 3, BY: 2, LATE: 1, NOT: 4}, {})
    assert (found.share, found.by_extension, found.late, found.not_yet) == (Share(3, 10), 2, 1, 4)


def test_who_is_not_complete_is_told_by_the_states_of_the_other_pages() -> None:
    one = on_time({ON: 1, NOT: 3}, {State.COMPLETE: 1, State.MISSING: 1, State.NEEDS_FIX: 2})
    two = on_time({LATE: 1, NOT: 1}, {State.COMPLETE: 1, State.EXPLAIN: 1})
    assert (one + two).apart == "ทันตามที่ขยาย 0 · ช้า 1 · ยังไม่ครบ 4 (ยังไม่กรอก 1 · ต้องแก้ 2 · รออธิบาย 1)"
    assert OnTime().apart == ""


def test_only_figures_with_a_target_and_enough_behind_them_are_judged() -> None:
    figures = [
        FIGURE,
        replace(FIGURE, indicator="I2", met=False),
        replace(FIGURE, indicator="I3", low_coverage=True),
        replace(FIGURE, indicator="I4", target=None, met=None),
        replace(FIGURE, indicator="I5", value=None, met=None),
        replace(FIGURE, indicator="I1", scope="district", place="เหนือ", met=False),
    ]
    aims = {"I1": True, "I2": True, "I3": True, "I4": False, "I5": True, "I6": True}
    assert targets(aims, figures) == Targets(Share(1, 2), no_target=1, low_coverage=3)


def test_a_year_adds_up_its_rounds_and_not_their_percentages() -> None:
    few = on_time({ON: 1, NOT: 1}, {State.COMPLETE: 1, State.IN_PROGRESS: 1})
    small = RoundKpi("f", "2566-M6", "ก", "6", few, Targets(Share(1, 1)), Share(1, 1))
    large = RoundKpi(
        "f",
        "2566-M12",
        "ก",
        "12",
        on_time({ON: 9, LATE: 91}, {State.COMPLETE: 100}),
        Targets(Share(0, 2), 3, 4),
        Share(0, 1),
    )
    year = kpi_data(year_kpi(2566, [small, large]))["together"]
    assert year["on_time"] == {
        "n": 10,
        "of": 102,
        "percent": "9.80",
        "by_extension": 0,
        "late": 91,
        "not_yet": 1,
        "rounds_not_due": 0,
        "unfinished": {"missing": 0, "in_progress": 1, "needs_fix": 0, "explain": 0},
    }
    assert year["targets"] == {"n": 1, "of": 3, "percent": "33.33", "no_target": 3, "low_coverage": 4}
    assert year["reports"] == {"n": 1, "of": 2, "percent": "50.00"}


def test_a_year_counts_who_is_on_time_in_the_rounds_that_are_due() -> None:
    past = RoundKpi("f", "2566-M6", "ก", "6", on_time({ON: 1, LATE: 1}, {}), Targets(), Share(0, 1))
    now = replace(past, round_id="2566-M12", on_time=on_time({ON: 1, NOT: 9}, {}), running=True)
    first, _, third = three_kpis(year_kpi(2566, [past, now]))
    assert first.share == Share(1, 2) and third.share == Share(0, 2)
    assert first.apart == "ทันตามที่ขยาย 0 · ช้า 1 · ยังไม่ครบ 0 · ไม่นับ 1 รอบที่ยังไม่ถึงกำหนดส่ง"
    assert three_kpis(year_kpi(2566, [now]))[0].apart == "ไม่นับ 1 รอบที่ยังไม่ถึงกำหนดส่ง"
    assert three_kpis(now)[0].share == Share(1, 10)


@pytest.mark.parametrize(
    ("aim", "running", "colour", "notes"),
    [
        ("33.33", False, "green", "เป้าหมาย 33.33 ● ถึงเป้าหมาย"),
        ("33.34", True, "yellow", "เป้าหมาย 33.34 ● ยังไม่ถึง ปียังไม่จบ"),
        ("50", False, "red", "เป้าหมาย 50 ● ไม่ถึงเป้าหมาย"),
        (None, False, "", ""),
    ],
)
def test_a_year_is_judged_by_what_the_office_wants_of_it(
    aim: str | None, running: bool, colour: str, notes: str
) -> None:
    rounds = [
        RoundKpi("f", f"2566-Q{n}", "ก", "ข", OnTime(), Targets(), Share(n == 1, 1), running=running)
        for n in (1, 2, 3)
    ]
    aims = (Decimal(80), Decimal(80), None if aim is None else Decimal(aim))
    _, second, third = three_kpis(year_kpi(2566, rounds, aims=aims))
    assert (third.share, third.colour, third.notes) == (Share(1, 3), colour, notes)
    assert (second.colour, second.notes) == ("", "เป้าหมาย 80")  # nothing to judge
    assert three_kpis(rounds[0])[2].notes == ""  # the target is the year's
