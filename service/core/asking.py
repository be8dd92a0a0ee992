"""What may be typed in a field of numbers or days, so that no advice leads from one fault to the next."""

from decimal import Decimal

from service.core.calendar import Span
from service.core.messages import RANGE_WORDS, USUAL, fill
from service.core.normalise import LEVELS, says_none, thai_date
from service.core.schema import CODE_KINDS, NUMERIC_KINDS, Field
from service.core.showing import show

NOUGHT_KINDS = frozenset({"count", "money"})
"""Kinds in which "there is none" is 0: a school that had no test has no score of 0."""
WITHOUT_FIGURE = frozenset({"dash_missing", "no_data_word"})
SHORT = 10
"""A range up to here is told by both its ends."""
EXAMPLES = {"money": Decimal(1500)}
EXAMPLE = Decimal(45)


def words_without_figure(code: str, item: Field, raw: str) -> str:
    """Which words of the catalogue answer a dash or "ไม่มี"; ``code`` itself where it is another fault."""
    if code not in WITHOUT_FIGURE:
        return code
    if item.kind not in NUMERIC_KINDS or item.scale:
        return "no_answer_pick" if item.choices and item.kind not in CODE_KINDS else "no_answer"
    if code == "no_data_word" and not says_none(raw):
        return code
    if item.kind in NOUGHT_KINDS and not _least(item):
        return "dash_missing"
    high = _most(item)
    of_test = item.unit == "คะแนน" and (high is None or high > SHORT)
    return "dash_score" if of_test else "dash_figure"


def figure_words(item: Field) -> dict[str, str]:
    """What may be typed in words (``range``), and an ``example``."""
    low, high = _least(item), _most(item)
    name = "range" if high is not None and high <= SHORT else "from" if low else "any"
    ends = {"low": show(item, low), "high": show(item, high)}
    return {
        "range": fill(RANGE_WORDS[name].th, ends),
        "example": show(item, _example(item, low, high)),
    }


def example_day(item: Field, span: Span | None) -> str:
    """A day that may stand in the field: the last of the round, or nearest to it."""
    limits, day = item.constraints, span.last if span else None
    if day is None or (limits.latest and day > limits.latest):
        day = limits.latest or limits.earliest
    elif limits.earliest and day < limits.earliest:
        day = limits.earliest
    return thai_date(day, short=True) if day else USUAL["day"]


def _least(item: Field) -> Decimal:
    """The smallest figure that may stand there; 0 where nothing is said."""
    least = Decimal(LEVELS[0]) if item.kind == "level" else item.constraints.minimum
    return max(least or Decimal(0), Decimal(0))


def _most(item: Field) -> Decimal | None:
    return Decimal(LEVELS[-1]) if item.kind == "level" else item.constraints.maximum


def _example(item: Field, low: Decimal, high: Decimal | None) -> Decimal:
    usual = max(EXAMPLES.get(item.kind, EXAMPLE), low)
    return usual if high is None or usual <= high else Decimal(int(low + high) // 2)
