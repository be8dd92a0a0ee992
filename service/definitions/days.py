"""Days in a form file: Gregorian, as 2022-10-01; a year B.E. is named with the day to write."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from service.core.calendar import BE_MINUS_CE, PERIODS

FIRST_BE = 2400
"""From here on a year is one B.E.: no form counts days so far ahead."""
FORM_YEARS = range(1900, 2051)
"""Years in which a form can be valid; its rounds are named in years B.E. of this and the last century."""


def day_fault(text: object) -> str:
    """What is wrong with a day, and what to write; "" when nothing is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII) if isinstance(text, str) else None
    year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
    is_be = year >= FIRST_BE
    try:
        meant = date(year - BE_MINUS_CE if is_be else year, month, day)
    except ValueError:
        return f'{text} is no date; write it as "2022-10-01"'
    return f"{year} is a year B.E.; write {meant}" if is_be else ""


def form_day_fault(text: object) -> str:
    """As ``day_fault``, for a day on which a form begins or ends to be valid."""
    words = day_fault(text)
    if words or not isinstance(text, str) or int(text[:4]) in FORM_YEARS:
        return words
    return f'no form is valid in the year {text[:4]}; write it as "2022-10-01"'


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
