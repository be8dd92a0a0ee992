"""Days as numbers: how many there are from 1 January of the year 1 to a day, that day counted."""

import re
from datetime import date

import numpy as np

from service.core.expressions.run import Array

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_BE, BE_MINUS_CE = 2400, 543
"""No round lies in the year 2400 C.E.: such a year is one B.E."""


def day_number(text: object) -> float:
    """The number of a day written as 2023-05-16; NaN for whatever is none."""
    if not isinstance(text, str) or not ISO.fullmatch(text):
        return np.nan
    try:
        return float(date.fromisoformat(text).toordinal())
    except ValueError:
        return np.nan


def day_fault(text: str) -> str:
    """What is wrong with a day that stands in an expression, and what to write; "" when nothing is."""
    if np.isnan(day_number(text)):
        return f"{text[:20]!r} is no date; write it as '2023-05-16'"
    year = int(text[:4])
    if year < FIRST_BE:
        return ""
    return f"{year} is a year B.E.; write '{year - BE_MINUS_CE}{text[4:]}'"


def day_numbers(texts: Array) -> Array:
    """A column of days as numbers."""
    known: dict[object, float] = {}
    for text in texts.ravel().tolist():
        if text not in known:
            known[text] = day_number(text)
    numbers = [known[text] for text in texts.ravel().tolist()]
    return np.array(numbers, dtype=float).reshape(texts.shape)
