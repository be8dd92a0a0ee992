"""One respondent and one thing asked, as the makers of answers see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from service.core.cells import Value

Answers = dict[str, Value]
"""The answers of a school by the name of the field."""
CODES = ("school_code", "unit_code", "code")
"""The columns in which a row of the register may have the respondent's code."""


def code_of(respondent: Mapping[str, str]) -> str:
    """The code of a school or a unit of the demo's register."""
    return next(respondent[name] for name in CODES if respondent.get(name))


@dataclass(frozen=True, slots=True)
class Case:
    """One school (or unit) and one indicator or form: ``quality`` from 0 to 1, and dice of its own."""

    school: dict[str, str]
    quality: float
    rng: Random

    @property
    def code(self) -> str:
        return code_of(self.school)

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

    def text(self, *choices: str) -> str:
        """One of these, by the dice."""
        return self.rng.choice(choices)


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up, as schools are taught."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
