"""Values written for people: Thai digits in official papers, Arabic digits shown back to a school."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from service.core.calendar import BE_MINUS_CE
from service.core.cells import Outcome, Parsed, Value

from .months import FULL, SHORT
from .text import to_thai_digits
from .words import NOT_APPLICABLE_WORD

_WIDE = Context(prec=60)
_NO_VALUE = {
    Outcome.NOT_APPLICABLE: NOT_APPLICABLE_WORD,
    Outcome.MISSING: "ยังไม่ได้กรอก",
    Outcome.WARN_MISSING: "ยังไม่มีข้อมูล",
    Outcome.ERROR: "",
}
_PERIOD_WORDS = {"Q": "ไตรมาส {}", "M": "รอบ {} เดือน", "R": "รอบที่ {}", "T": "ภาคเรียนที่ {}"}


def th_digits(value: object) -> str:
    return to_thai_digits(str(value))


def th_month(month: int, *, short: bool = False) -> str:
    return (SHORT if short else FULL)[month - 1]


def thai_date(day: date, *, short: bool = False) -> str:
    """9 มิถุนายน 2566: no leading zero, B.E. year (DOMAIN §3.3)."""
    return f"{day.day} {th_month(day.month, short=short)} {day.year + BE_MINUS_CE}"


def th_date(day: date) -> str:
    """๙ มิถุนายน ๒๕๖๖."""
    return th_digits(thai_date(day))


def th_date_short(day: date) -> str:
    """๙ มิ.ย. ๒๕๖๖."""
    return th_digits(thai_date(day, short=True))


def round_half_up(value: Decimal | int, decimals: int) -> Decimal:
    """2.5 → 3 and -2.5 → -3, as Thai offices and Google Sheets round; Python rounds 2.5 to 2."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def number_text(value: Decimal | int, decimals: int | None = None) -> str:
    """1,500,000 or 80.50; with ``decimals`` None the digits stay as they are."""
    number = Decimal(value) if decimals is None else round_half_up(value, decimals)
    return f"{abs(number) if number.is_zero() else number:,f}"


def th_number(value: Decimal | int, decimals: int | None = None) -> str:
    """๑,๕๐๐,๐๐๐.๐๐."""
    return th_digits(number_text(value, decimals))


def describe(parsed: Parsed, kind: str) -> str:
    """How a cell was understood, to show back to the school; empty for an error."""
    if parsed.value is None:
        return _NO_VALUE.get(parsed.outcome, "")
    writer = _WRITERS.get(kind)
    return writer(parsed.value) if writer else _any_value(parsed.value)


def _any_value(value: Value) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, int | Decimal):
        return number_text(value)
    return thai_date(value) if isinstance(value, date) else value


def _yes_no(value: Value) -> str:
    return "มี/ทำแล้ว" if value else "ไม่มี/ยังไม่ทำ"


def _period(value: Value) -> str:
    code = str(value)
    return _PERIOD_WORDS.get(code[:1], "{}").format(code[1:])


_WRITERS: dict[str, Callable[[Value], str]] = {
    "yes_no": _yes_no,
    "period": _period,
    "fiscal_year": str,
    "level": str,
    "scale": str,
}
