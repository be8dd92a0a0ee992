"""What may be typed in a field of numbers, so that no advice leads from one fault to the next."""

from decimal import Decimal

from service.core.messages import RANGE_WORDS, fill
from service.core.normalise import LEVELS, says_none
from service.core.schema import CODE_KINDS, NUMERIC_KINDS, Field
from service.core.showing import show

NOUGHT_KINDS = frozenset({"count", "money"})
"""Kinds in which "there is none" is 0: a school that had no test has no score of 0."""
WITHOUT_FIGURE = frozenset({"dash_missing", "no_data_word"})
SHORT = 10
"""A range up to here is told by both its ends."""
USUAL = {"money": Decimal(1500)}
USUAL_NUMBER = Decimal(45)


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


def _least(item: Field) -> Decimal:
    """The smallest figure that may stand there; 0 where nothing is said."""
    least = Decimal(LEVELS[0]) if item.kind == "level" else item.constraints.minimum
    return max(least or Decimal(0), Decimal(0))


def _most(item: Field) -> Decimal | None:
    return Decimal(LEVELS[-1]) if item.kind == "level" else item.constraints.maximum


def _example(item: Field, low: Decimal, high: Decimal | None) -> Decimal:
    usual = max(USUAL.get(item.kind, USUAL_NUMBER), low)
    return usual if high is None or usual <= high else Decimal(int(low + high) // 2)
