"""The number in a text or in a number cell, or the code of what is wrong with it."""

import re
from decimal import Decimal
from math import isfinite

from service.core.cells import Cell

from .number_words import number_from_words
from .text import clean_typed
from .words import UNITS

MAX_DIGITS = 15
"""What a Google Sheets number holds exactly; longer "numbers" are codes or slips."""

PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NUMBER = re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]*)(\.[0-9]*)?")
_ONLY_SEPARATORS = re.compile(r"[+-]?[0-9.,]*[0-9][0-9.,]*")
_LETTER = re.compile(r"[A-Za-z|][0-9]|[0-9][A-Za-z|]")
_RUN = re.compile(r"[0-9][0-9.,]*")
_PERCENT = re.compile(r"%|ร้อยละ|เปอร์เซ็?น")
_UNIT = re.compile(
    "(?:จำนวน ?)?(.*?) ?(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")?\.?", re.DOTALL
)
_ALONE = re.compile(r"(?:[^0-9]*[ ละ≥≤<>=])?([0-9][0-9.,]*)(?![0-9A-Za-z%/.])[^0-9]*")
"""One number among words, which does not belong to one of them, as in ป.6."""
_THOUSANDS = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?k", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
LOOKALIKES = "OolI|"
LOOKALIKE = str.maketrans(LOOKALIKES, "00111")
_DATE_FORMATS = frozenset({"DATE", "TIME", "DATE_TIME"})


def number_in(body: str) -> Decimal | str:
    """The number that is the whole of ``body``, or an issue code."""
    match = _NUMBER.fullmatch(body)
    if not match or not (match[2] or match[3]) or body in (".", "+.", "-."):
        return _number_in_words(body)
    whole, fraction = match[2].replace(",", "").lstrip("0"), (match[3] or "").rstrip("0").rstrip(".")
    if len(whole) + len(fraction[1:] if whole else fraction[1:].lstrip("0")) > MAX_DIGITS:
        return "too_large"
    return Decimal(body.replace(",", ""))


def without_unit(body: str) -> str:
    """ "จำนวน 12 คน" → "12"; other words stay, and are an issue later."""
    match = _UNIT.fullmatch(body)
    return match[1] if match and match[1] else body


def without_own_unit(body: str, unit: str) -> str:
    """ "10 จุด" → "10" in a field asked in จุด, whatever its unit is called.

    A number that only ends like the unit stays whole (แสน, asked in น), and so does one whose last digit the
    unit may be (1l). A unit with a digit, or without a letter, is none that could be told from a figure.
    """
    own = clean_typed(unit).rstrip(".")
    if not _is_word(own):
        return body
    text = body if body.endswith(own) else body.rstrip(".")
    rest = text[: -len(own)].rstrip(" ")
    if not rest or text[-len(own) :].casefold() != own.casefold():
        return body
    if not own.strip(LOOKALIKES) and not text[: -len(own)].endswith(" "):
        return body
    return body if _is_number(body) and not _is_number(rest) else rest


def _is_word(unit: str) -> bool:
    letters = any(letter.isalpha() for letter in unit)
    return letters and not any(letter.isnumeric() for letter in unit)


def _is_number(body: str) -> bool:
    return isinstance(number_in(without_unit(body)), Decimal)


def without_parts(body: str) -> str:
    """ "5 คน (ชาย 3 หญิง 2)" → "5 คน": parts in brackets that add up to the total say nothing new."""
    before, inside = _brackets(body)
    parts = [number_in(run) for run in _RUN.findall(inside)]
    figures = [part for part in parts if isinstance(part, Decimal)]
    adds_up = (
        len(parts) >= 2 and len(figures) == len(parts) and sum(figures) == number_in(without_unit(before))
    )
    return before if adds_up else body


def _brackets(body: str) -> tuple[str, str]:
    """What stands before the brackets at the end, and in them."""
    before, _, inside = body[:-1].rpartition("(") if body.endswith(")") else ("", "", "")
    return before.rstrip(" "), inside


def suggest_digits(body: str) -> str | None:
    """What was probably meant by l2, 50k and 4,5, by "12 คน (ครู 5)" and "เดือนละ 650 บาท"."""
    guess = body.translate(LOOKALIKE)
    if guess != body and isinstance(number_in(guess), Decimal):
        return guess
    if thousands := _THOUSANDS.fullmatch(body):
        return f"{plain((Decimal(thousands[1]) * 1000).normalize()):f}"
    if _DECIMAL_COMMA.fullmatch(body):
        return body.replace(",", ".")
    alone = _ALONE.fullmatch(without_unit(_brackets(body)[0]) or body)
    return alone[1] if alone and isinstance(number_in(alone[1]), Decimal) else None


def number_of(cell: Cell) -> Decimal | str:
    """The value of a number cell, or an issue code."""
    if cell.number_format in _DATE_FORMATS:
        return "date_in_number"
    if is_percent(cell):
        return "percent_in_number"
    return from_float(cell.value)


def from_float(value: object) -> Decimal | str:
    """A double as the 15 digits that Sheets keeps: 62.35 is 62.35, and 0.1+0.2 is 0.3."""
    if not isinstance(value, int | float):
        return "not_a_number"
    if abs(value) >= 10**MAX_DIGITS:
        return "too_large"
    if not isfinite(value):
        return "not_a_number"
    return plain(Decimal(format(value, ".15g")))


def is_percent(cell: Cell) -> bool:
    return cell.number_format == "PERCENT" or (not cell.number_format and cell.shown.endswith("%"))


def times_100(value: Decimal) -> Decimal:
    return plain(value.scaleb(2))


def plain(value: Decimal) -> Decimal:
    """Without a positive exponent, so that it prints as digits."""
    return value.quantize(Decimal(1)) if int(value.as_tuple().exponent) > 0 else value


def _number_in_words(body: str) -> Decimal | str:
    words = number_from_words(body.replace(" ", ""))
    return _why_not(body) if words is None else Decimal(words)


def _why_not(body: str) -> str:
    if _PERCENT.search(body):
        return "percent_in_number"
    if _ONLY_SEPARATORS.fullmatch(body):
        return "bad_separator"
    if _LETTER.search(body):
        return "letter_in_number"
    return "two_numbers" if len(_RUN.findall(body)) > 1 else "not_a_number"
