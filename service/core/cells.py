"""What one cell of a sheet holds, and what it was understood to mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

Value = int | Decimal | str | bool | date
"""A parsed answer. Whole numbers are int, others Decimal (never float), dates are Gregorian."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as Google gives it: the typed value and what the person sees.

    ``value`` is effectiveValue (float, str, bool or None when blank), ``shown`` the formatted text,
    ``number_format`` Google's numberFormat.type ("NUMBER", "PERCENT", "DATE", "TEXT" … or ""),
    ``formula`` the formula typed, ``error`` the error shown ("#REF!") when the formula fails.
    """

    value: float | int | str | bool | None = None
    shown: str = ""
    number_format: str = ""
    formula: str = ""
    error: str = ""


BLANK = Cell()
SHARED_TEXT = 32
"""Characters of a text that many cells may hold: a word of a list, a date, a code."""


def shared_cell(
    value: float | int | str | bool | None, shown: str, number_format: str, formula: str, error: str
) -> Cell:
    """A cell; the same one for the same content where that is likely to come again.

    Most cells of a round are small counts and words of a list: at 29,000 schools with 40 fields what
    was read takes 139 MB instead of 307.
    """
    if formula or len(shown) > SHARED_TEXT or (isinstance(value, str) and len(value) > SHARED_TEXT):
        return Cell(value, shown, number_format, formula, error)
    return _shared(value, shown, number_format, formula, error)


_shared = lru_cache(maxsize=16_384, typed=True)(Cell)
"""typed: 1.0, 1 and True are equal, and yet different cells."""


class Outcome(StrEnum):
    """How a cell was understood."""

    OK = "ok"
    NORMALISED = "normalised"  # understood after cleaning: shown back to the school, not marked
    WARN_ZERO = "warn_zero"  # a word read as 0 in a count: shown back, not marked
    WARN_YEAR = "warn_year"  # a year completed or moved between B.E. and C.E.: shown back, not marked
    WARN_KIND = "warn_kind"  # another kind of code, mapped: shown back, not marked
    WARN_MISSING = "warn_missing"  # a dash or "no data": missing, with a question
    MISSING = "missing"  # blank (SDMX OBS_STATUS L)
    NOT_APPLICABLE = "not_applicable"  # declared "ไม่เกี่ยวข้อง" (SDMX OBS_STATUS M)
    ERROR = "error"  # cannot be understood


NO_PARAMS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parsed:
    """The meaning of one cell; ``value`` is None unless there is one to count with.

    ``code`` names the issue when outcome is ERROR or WARN_MISSING.
    """

    value: Value | None
    outcome: Outcome
    code: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: NO_PARAMS)


BLANK_PARSED = Parsed(None, Outcome.MISSING)
