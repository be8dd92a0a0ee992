"""Money in the unit a field asks for, whatever unit was typed: exact, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.cells import Cell, Outcome
from service.core.normalise import Context, parse
from service.core.schema import MONEY_UNITS

UNITS = sorted(MONEY_UNITS)


def read(typed: object, unit: str) -> tuple[object, str]:
    parsed = parse("money", Cell(typed, str(typed)), Context(2566, unit=unit))  # type: ignore[arg-type]
    return parsed.value, parsed.outcome


@pytest.mark.parametrize(
    ("typed", "unit", "value", "outcome"),
    [
        ("1.5 ล้านบาท", "บาท", "1500000", Outcome.NORMALISED),
        ("1.5 ล้านบาท", "ล้านบาท", "1.5", Outcome.NORMALISED),
        ("1,500,000 บาท", "ล้านบาท", "1.5", Outcome.NORMALISED),
        ("฿1,500,000", "ล้านบาท", "1.5", Outcome.NORMALISED),
        ("1.5 ลบ.", "พันบาท", "1500", Outcome.NORMALISED),
        ("สองล้านบาท", "ล้านบาท", "2", Outcome.NORMALISED),
        ("สองล้านบาท", "บาท", "2000000", Outcome.NORMALISED),
        ("5 หมื่น", "พันบาท", "50", Outcome.NORMALISED),
        ("500.-", "พันบาท", "0.5", Outcome.NORMALISED),
        ("1.5", "ล้านบาท", "1.5", Outcome.OK),  # without a word it is in the field's own unit
        (1.5, "ล้านบาท", "1.5", Outcome.OK),
        ("1.5.", "ล้านบาท", "1.5", Outcome.NORMALISED),  # a full stop is no unit
        ("80.50 บาท", "บาท", "80.50", Outcome.NORMALISED),
        ("๘๐ บาท", "", "80", Outcome.NORMALISED),  # a field that names no unit asks for baht
    ],
)
def test_another_unit_is_converted_and_shown_back(
    typed: object, unit: str, value: str, outcome: Outcome
) -> None:
    assert read(typed, unit) == (Decimal(value), outcome)


@given(st.decimals(0, 9_999, places=4), st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_any_amount_in_any_unit_keeps_its_worth_to_the_last_digit(
    amount: Decimal, typed_in: str, asked_in: str
) -> None:
    value, _ = read(f"{amount} {typed_in}", asked_in)
    assert isinstance(value, Decimal)
    assert value * MONEY_UNITS[asked_in] == amount * MONEY_UNITS[typed_in]
