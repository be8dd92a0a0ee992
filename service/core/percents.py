"""Percentages of a whole that add up to exactly 100, by the method of the largest remainder."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def percents(counts: Sequence[int | Decimal | Fraction], decimals: int = 2) -> list[Decimal | None]:
    """The percentage of each count, with so many decimals (0–6); together 100 to the last digit.

    Each exact percentage is cut at its last decimal; the units that then lack to 100 go one each to the
    largest remainders, of equal ones to the first in order (Hamilton's method). So each is less than one
    unit of its last decimal away from the exact percentage. All are None where there is no whole to
    speak of: a total of nought, or a count below nought. Raises ValueError for other decimals.
    """
    if not 0 <= decimals <= 6:
        raise ValueError(f"{decimals} decimals; write 0 to 6")
    exact = [Fraction(count) for count in counts]
    total = sum(exact, Fraction(0))
    if total <= 0 or min(exact) < 0:
        return [None] * len(exact)
    whole = 100 * 10**decimals
    shares = [count * whole / total for count in exact]
    units = [int(share) for share in shares]
    largest = sorted(range(len(shares)), key=lambda index: units[index] - shares[index])
    for index in largest[: whole - sum(units)]:
        units[index] += 1
    return [Decimal(unit).scaleb(-decimals) for unit in units]
