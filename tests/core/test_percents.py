"""Percentages that add up to a hundred, whatever is counted."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import plain_indicators as plain
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.percents import percents

COUNTS = st.lists(st.integers(0, 5) | st.integers(0, 10**6), min_size=1, max_size=12)

# Respondents by affiliation in the Ministry's FY2566 inspection report; as published they add up to 100.22.
MINISTRY = {"สพป.": 10228, "สพม.": 1098, "สศศ.": 63, "สอศ.": 341, "สกร.": 582, "สช.": 1051}


@given(COUNTS, st.integers(0, 6))
def test_they_add_up_to_exactly_a_hundred(counts: list[int], decimals: int) -> None:
    found = percents(counts, decimals)
    assert sum(found) == 100 if sum(counts) else found == [None] * len(counts)  # type: ignore[arg-type]


@given(COUNTS, st.integers(0, 6))
def test_each_is_less_than_one_last_digit_off(counts: list[int], decimals: int) -> None:
    for count, found in zip(counts, percents(counts, decimals), strict=True):
        if found is not None:
            off = abs(Fraction(found) - Fraction(100 * count, sum(counts)))
            assert off < Fraction(1, 10**decimals)


@given(COUNTS, st.integers(0, 6))
def test_a_larger_count_never_has_the_smaller_percentage(counts: list[int], decimals: int) -> None:
    pairs = sorted(zip(counts, percents(counts, decimals), strict=True), key=lambda pair: pair[0])
    for (small, less), (large, more) in pairwise(pairs):
        assert small == large or less is None or more is None or less <= more


@given(COUNTS, st.integers(0, 6))
def test_the_slow_reference_says_the_same(counts: list[int], decimals: int) -> None:
    assert percents(counts, decimals) == plain.percents(counts, decimals)


def test_the_ministrys_table_adds_up_to_a_hundred() -> None:
    found = percents(list(MINISTRY.values()))
    assert sum(MINISTRY.values()) == 13363 and sum(found) == 100  # type: ignore[arg-type]
    assert [str(share) for share in found] == ["76.54", "8.22", "0.47", "2.55", "4.36", "7.86"]


def test_of_equal_remainders_the_first_in_order_gets_the_last_digit() -> None:
    assert percents([1, 1, 1]) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert percents([1, 1, 1], 0) == [34, 33, 33]


def test_the_decimals_stay_even_when_they_are_nought() -> None:
    assert [str(share) for share in percents([3, 1], 2)] == ["75.00", "25.00"]


@pytest.mark.parametrize("counts", [[], [0, 0], [5, -1], [-1]])
def test_where_there_is_no_whole_there_are_no_percentages(counts: list[int]) -> None:
    assert percents(counts) == [None] * len(counts)


def test_sums_of_money_are_parts_of_a_whole_too() -> None:
    assert percents([Decimal("0.10"), Decimal("0.20")], 1) == [Decimal("33.3"), Decimal("66.7")]


@pytest.mark.parametrize("decimals", [-1, 7])
def test_other_decimals_are_refused(decimals: int) -> None:
    with pytest.raises(ValueError, match="0 to 6"):
        percents([1], decimals)
