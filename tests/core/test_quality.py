"""Error rates and how long errors stood."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.issues import Issue
from service.core.quality import Reading, episodes, field_quality, turnaround
from service.core.shares import Share

START = datetime(2023, 4, 1, tzinfo=UTC)
CELLS = ("a", "b", "k1/c")


def reading(day: float, *wrong: str) -> Reading:
    return Reading(START + timedelta(days=day), frozenset(CELLS), frozenset(wrong))


def issue(severity: str, reason: str = "") -> Issue:
    return Issue("1", "a", "R1", severity, "", reason=reason)  # type: ignore[arg-type]


def test_an_error_stands_from_the_reading_that_tells_it_to_the_first_without_it() -> None:
    found = episodes("1", [reading(0, "a"), reading(1, "a", "b"), reading(3, "b"), reading(10, "a")])
    assert [(item.cell, item.told.day, item.ended.day if item.ended else None) for item in found] == [
        ("a", 1, 4), ("b", 2, 11), ("a", 11, None),
    ]  # fmt: skip
    told = turnaround(found)
    assert (told.ended, told.still_open) == (2, 1)
    assert (told.mean, told.median, told.longest) == (Decimal("6.00"), Decimal("6.00"), Decimal("9.00"))


def test_without_an_error_there_is_no_time_to_tell() -> None:
    assert turnaround(episodes("1", [reading(0)])).mean is None


@settings(max_examples=40, deadline=None)
@given(past=st.lists(st.frozensets(st.sampled_from(CELLS)), max_size=8))
def test_days_of_errors_are_those_counted_reading_by_reading(past: list[frozenset[str]]) -> None:
    found = episodes("1", [reading(day, *wrong) for day, wrong in enumerate(past)])
    last = START + timedelta(days=len(past) - 1)
    counted = sum(((item.ended or last) - item.told).days for item in found)
    assert counted == sum(len(wrong) for wrong in past[:-1])
    assert sum(item.ended is None for item in found) == (len(past[-1]) if past else 0)


def test_rates_are_of_answers_and_of_questions() -> None:
    issues = {
        "1 a": [issue("error"), issue("query", "ย้ายเข้า")],
        "2 a": [issue("query", "ย้ายเข้า")],
        "3 a": [issue("query", "ย้ายเข้า"), issue("query")],
        "4 a": [issue("blank")],
    }
    cells = [f"{number} a" for number in range(1, 6)]
    found = field_quality("a", cells, ["1 a", "2 a", "3 a"], issues, ["5 a"], ["2 a"])
    assert found.completeness == Share(3, 5) and found.error_rate == Share(1, 3)
    assert found.query_rate == Share(3, 3) and found.explained_share == Share(2, 3)
    assert found.ever_error_rate == Share(2, 4)
