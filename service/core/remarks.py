"""What must be said beside a figure, in Thai: S.D. and แปลผล, the pooled percentage, rounds, a refusal."""

from decimal import Decimal
from fractions import Fraction

from service.core.indicators.exact import rounded
from service.core.normalise import number_text
from service.core.results import Result
from service.core.schema import Indicator


def remarks(figure: Result, indicator: Indicator) -> str:
    """The remarks of a figure, parted by " · "; "" when there is nothing to say."""
    parts = [figure.refused, f"แปลผล {figure.label}" if figure.label else ""]
    if figure.deviation is not None:
        parts.append(f"S.D. {deviation_text(figure.deviation, indicator.decimals)}")
    if figure.percent is not None:
        parts.append(f"ร้อยละรวม {number_text(figure.percent, indicator.decimals)}")
    if indicator.to_date and not figure.refused:
        parts.append(f"สะสม {figure.rounds} รอบ")
    return " · ".join(part for part in parts if part)


def deviation_text(value: float, decimals: int) -> str:
    """An S.D. with so many decimals."""
    shown: Decimal = rounded(Fraction(value), decimals)
    return number_text(shown, decimals)
