"""Days in a form file: when a form can be valid, and which days its rounds report on."""

from collections.abc import Sequence
from itertools import combinations

from service.core.calendar import PERIODS, day_fault

QUOTE = '"'
"""A day in a form file is a text in quotes; without them YAML makes it something else."""
FORM_YEARS = range(1900, 2051)
"""Years in which a form can be valid; its rounds are named in years B.E. of this and the last century."""


def form_day_fault(text: object) -> str:
    """What is wrong with a day on which a form begins or ends to be valid; "" when nothing is."""
    words = day_fault(text, QUOTE)
    if words or not isinstance(text, str) or int(text[:4]) in FORM_YEARS:
        return words
    return (
        f'แบบใช้ในปี ค.ศ. {text[:4]} ไม่ได้ ให้เขียนวันเป็น ค.ศ. เช่น "2022-10-01" '
        f'(no form is valid in the year {text[:4]}; write it as "2022-10-01")'
    )


Within = tuple[int, int, int]
"""A day within whatever year a round is named by: years after it, month, day."""
LONG_BEFORE: Within = (-100, 1, 1)


def last_day_within(period: str) -> Within:
    """The last day of a period. Raises KeyError for one whose days a person says."""
    last = PERIODS[period].last
    if last is None:
        raise KeyError(period)
    return last[2], last[0], last[1]


def overlapping(rounds: Sequence[str]) -> tuple[str, str] | None:
    """The first two rounds that report on the same days, or may: those of an ad hoc round are not known."""
    return next((pair for pair in combinations(rounds, 2) if _overlap(*pair)), None)


def _overlap(one: str, other: str) -> bool:
    if PERIODS[one].last is None or PERIODS[other].last is None:
        return True
    return _first_day(one) <= last_day_within(other) and _first_day(other) <= last_day_within(one)


def _first_day(period: str) -> Within:
    """Half of a plan and its end begin years before the one they are named by."""
    first = PERIODS[period].first
    return (first[2], first[0], first[1]) if first else LONG_BEFORE
