"""What lands in a cell when a school types an answer: plainly, or in one of many harmless ways."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from service.core.calendar import BE_MINUS_CE
from service.core.cells import Cell, Value
from service.core.normalise import thai_date, to_thai_digits

YES, NO = ("มี", "ทำแล้ว"), ("ไม่มี", "ยังไม่ทำ")
_STEP = re.compile(r"_s[1-5]$")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|([nrt]))")
_REPEAT = re.compile(r"⟨(.+)×(\d+)⟩")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell as a school leaves it. ``value`` None and no formula: blank.

    ``pattern`` is how Sheets shows the number; ``error`` is what a failing ``formula`` shows.
    """

    value: str | int | float | bool | None
    number_format: str = ""
    pattern: str = ""
    formula: str = ""
    error: str = ""
    shown: str = ""

    def cell(self) -> Cell:
        """The cell as Google would give it back."""
        value = None if self.error else self.value
        shown = self.error or self.shown or ("" if value is None else str(value))
        return Cell(value, shown, self.number_format, self.formula, self.error)


BLANK = Typed(None)


def yes_or_no(field: str, answer: bool) -> str:
    """The word of the drop-down: milestones have words of their own."""
    return (YES if answer else NO)[bool(_STEP.search(field))]


def plain(field: str, value: Value) -> Typed:
    """The answer as the instructions ask for it."""
    if isinstance(value, bool):
        return Typed(yes_or_no(field, value))
    if isinstance(value, Decimal):
        return Typed(float(value))
    return Typed(thai_date(value, short=True)) if isinstance(value, date) else Typed(value)


def casual(field: str, value: Value, rng: Random) -> Typed:
    """Mostly plain; now and then as people do write, and as the service must understand."""
    ways = _ways(field, value)
    return rng.choice(ways)(value) if ways and rng.random() < 0.15 else plain(field, value)


def _ways(field: str, value: Value) -> tuple[Callable[[Value], Typed], ...]:
    if isinstance(value, bool):
        return (
            lambda answer: Typed(yes_or_no(field, bool(answer)) + " "),
            lambda answer: Typed(bool(answer)),
        )
    if field == "qp03_percent":
        return (lambda share: Typed(f"{share}%"), lambda share: Typed(f"ร้อยละ {to_thai_digits(str(share))}"))
    if field == "qp08_fund":
        return (lambda amount: Typed(f"{amount:,} บาท"), lambda amount: Typed(to_thai_digits(f"{amount:,}")))
    if isinstance(value, int):
        return (lambda number: Typed(to_thai_digits(str(number))), lambda number: Typed(f" {number} "))
    if isinstance(value, date):
        return (_slashes, _long_date)
    return ()


def _slashes(value: Value) -> Typed:
    assert isinstance(value, date)
    return Typed(f"{value.day}/{value.month}/{value.year + BE_MINUS_CE}")


def _long_date(value: Value) -> Typed:
    assert isinstance(value, date)
    return Typed(to_thai_digits(thai_date(value)))


def unescape(raw: str) -> str:
    r"""The text that a table writes with ``\n``, ``\u200b`` or ``⟨x×2000⟩`` (x two thousand times)."""
    text = _REPEAT.sub(lambda found: found[1] * int(found[2]), raw)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _LETTERS[found[2]], text)


def as_typed(raw: str, typed_as: str) -> Typed:
    """The cell of one row of planted.csv or oddities.csv; ``raw`` is what the person sees."""
    text, (way, _, given) = unescape(raw), typed_as.partition(":")
    if way == "text":
        return Typed(text) if text else BLANK
    if way == "formula":
        failed = given.startswith("#")
        return Typed(None if failed else given, formula=text, error=given if failed else "")
    if way == "boolean":
        return Typed(given == "TRUE", shown=text)
    number = float(given) if "." in given else int(given)
    return Typed(number, *_number_format(way, text), shown=text)


def _number_format(way: str, shown: str) -> tuple[str, str]:
    """Google's type and pattern of a number that is shown like this."""
    if way == "date_serial":
        return "DATE", "d/m/yyyy" if re.search(r"\d{4}$", shown) else "d/m/yy"
    if way == "percent":
        return "PERCENT", "0.00%" if "." in shown else "0%"
    return ("NUMBER", "#,##0.00" if "." in shown else "#,##0") if "," in shown else ("", "")


def meaning(raw: str) -> Value | None:
    """The value that a table writes down: a number, a yes or no, an ISO date or a text; None when blank."""
    text = unescape(raw)
    if text in YES or text in NO:
        return text in YES
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})", text):
        return int(text)
    return Decimal(text) if re.fullmatch(r"-?\d{1,12}\.\d{1,6}", text) else text or None
