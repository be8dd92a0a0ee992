"""One school and one indicator, as the makers of answers see them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from service.core.cells import Value

Answers = dict[str, Value]
"""The answers of a school by the name of the field."""


@dataclass(frozen=True, slots=True)
class Case:
    """One school and one indicator: ``quality`` from 0 to 1, and dice of its own."""

    school: dict[str, str]
    quality: float
    rng: Random

    @property
    def pupils(self) -> int:
        return int(self.school["pupils"])

    @property
    def teachers(self) -> int:
        return self.pupils // 18 + 3

    def part(self, whole: int, chance: float | None = None) -> int:
        """How many of ``whole`` succeed, each with this chance."""
        wanted = self.quality if chance is None else chance
        return sum(self.rng.random() < wanted for _ in range(whole))


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up, as schools are taught."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
