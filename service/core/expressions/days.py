"""Days as numbers: how many there are from 1 January of the year 1 to a day, that day counted."""

import numpy as np

from service.core.calendar import iso_day
from service.core.expressions.run import Array


def day_number(text: object) -> float:
    """The number of a day written as 2023-05-16; NaN for whatever is none."""
    day = iso_day(text)
    return np.nan if day is None else float(day.toordinal())


def day_numbers(texts: Array) -> Array:
    """A column of days as numbers."""
    known: dict[object, float] = {}
    for text in texts.ravel().tolist():
        if text not in known:
            known[text] = day_number(text)
    numbers = [known[text] for text in texts.ravel().tolist()]
    return np.array(numbers, dtype=float).reshape(texts.shape)
