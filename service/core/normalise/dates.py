"""Dates as schools write them, day first, B.E. or C.E. (DOMAIN §4).

543 is taken off before a date is built: 29 ก.พ. 2567 exists, date(2567, 2, 29) does not.
"""

import re
from datetime import date, timedelta

from service.core.calendar import BE_MINUS_CE, BE_YEARS
from service.core.cells import Cell, Outcome, Parsed

from .answers import error, read
from .context import Context
from .decimals import from_float
from .months import is_english, month_number, nearest_month
from .numbers import shown
from .years import CE_YEARS, be_year

EPOCH = date(1899, 12, 30)
"""Day 0 of Google Sheets."""

_LAST_SERIAL = (date(max(BE_YEARS), 12, 31) - EPOCH).days
_FIRST_SERIAL = 3000  # smaller numbers are years, days or counts, and would be dates before 1908

_ERA = r"(พ\.? ?ศ\.?|ค\.? ?ศ\.?|b\.?e\.?|a\.?d\.?|c\.?e\.?)?"
_YEAR = rf"{_ERA} ?([0-9]{{4}}|[0-9]{{2}})"
_LEAD = re.compile(r"(?:ณ ?)?(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)? ?ที่|เมื่อวันที่) ?")
_TIME = re.compile(r"[ t,](?:เวลา ?)?[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z? ?(?:น\.?)?")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NUMERIC = re.compile(rf"([0-9]{{1,2}}) ?[-/.] ?([0-9]{{1,2}}) ?[-/.] ?{_YEAR}")
_NAMED = re.compile(rf"([0-9]{{1,2}})(?=[^0-9]*[ก-ฮa-z]) ?([^0-9 ][^0-9]{{0,30}}?) ?{_YEAR}")
_MONTH_FIRST = re.compile(r"([a-z]{3,9}\.?) ?([0-9]{1,2}),? ?()([0-9]{4})")
_TWO_DAYS = re.compile(
    r"[0-9]{1,2} ?(?:[-–—,]|ถึง|และ) ?[0-9]{1,2} ?[ก-ฮA-Za-z]|[0-9]{4}.+[0-9]{4}|[0-9]/.*/.*/.*/"
)
_INCOMPLETE = re.compile(
    rf"[0-9]{{1,2}}[-/.](?:[0-9]{{1,2}}|[0-9]{{4}})|(?:[0-9]{{1,2}} ?)?([^0-9 ][^0-9]{{0,30}}?)(?: ?{_YEAR})?"
)
_SERIAL = re.compile(r"[0-9]{5,6}(?:\.[0-9]+)?")


def read_date(typed: str, raw: str, context: Context) -> Parsed:
    text = _without_time(_LEAD.sub("", typed.casefold(), count=1))
    if match := _ISO.fullmatch(text):
        parts = _Parts(match[3], int(match[2]), match[1], None, named=False)
        return parts.read(raw, context, as_is=raw == f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}")
    if match := _NUMERIC.fullmatch(text):
        return _Parts(match[1], int(match[2]), match[4], match[3], named=False).read(raw, context)
    if match := _NAMED.fullmatch(text):
        return _named(match[1], match[2], match[3], match[4], raw, context)
    if match := _MONTH_FIRST.fullmatch(text):
        return _named(match[2], match[1], match[3], match[4], raw, context)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), raw, context, as_is=False)
    return error(_why_not(text), raw)


def date_cell(cell: Cell, context: Context) -> Parsed:
    raw = shown(cell)
    value = from_float(cell.value)
    if isinstance(value, str):
        return error("not_a_date", raw)
    slipped = _two_digit_slip(cell, context)
    return slipped or _from_serial(
        float(value), raw, context, as_is=cell.number_format in ("DATE", "DATE_TIME")
    )


class _Parts:
    """A day, a month and the year as typed."""

    def __init__(
        self, day: str, month: int, year: str, era: str | None, *, named: bool, english: bool = False
    ):
        self.day, self.month, self.year, self.era = int(day), month, year, era
        self.named, self.english = named, english

    def read(self, raw: str, context: Context, *, as_is: bool = False) -> Parsed:
        year = be_year(self.year, self.era, context, english=self.english)
        if year is None:
            return error("date_year", raw, suggestion=self._with_ce_year(context))
        value = calendar_day(year - BE_MINUS_CE, self.month, self.day)
        if value is None:
            return error("date_impossible", raw, suggestion=self._swapped(year))
        if len(self.year) == 2 and (not self.named or str(year)[2:] != self.year):
            return Parsed(value, Outcome.WARN_YEAR)
        return read(value, as_is=as_is and self.year != str(year))

    def _with_ce_year(self, context: Context) -> str | None:
        """ "9/6/23" is 2023 or 2523: ask, and offer 2566."""
        year = 2000 + int(self.year[-2:]) + BE_MINUS_CE
        return f"{self.day}/{self.month}/{year}" if len(self.year) == 2 and context.near(year) else None

    def _swapped(self, year: int) -> str | None:
        """Month first, as an American program writes it."""
        if self.month <= 12 or calendar_day(year - BE_MINUS_CE, self.day, self.month) is None:
            return None
        return f"{self.month}/{self.day}/{year}"


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none; ``year`` is C.E."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(day: str, token: str, era: str | None, year: str, raw: str, context: Context) -> Parsed:
    month = month_number(token)
    if month:
        return _Parts(day, month, year, era, named=True, english=is_english(token)).read(raw, context)
    if _TWO_DAYS.search(f"{day} {token}{year}") or "ถึง" in token:
        return error("two_dates", raw)
    near = nearest_month(token)
    return error("not_a_date", raw, suggestion=f"{int(day)} {near} {year}" if near else None)


def _without_time(text: str) -> str:
    """Drop "10.30 น." after a date; a time never starts the text."""
    match = _TIME.search(text, 5)
    return text[: match.start()].rstrip(" ,") if match and match.end() == len(text) else text


def _from_serial(serial: float, raw: str, context: Context, *, as_is: bool) -> Parsed:
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        is_year = serial in BE_YEARS or serial in CE_YEARS
        return error("date_incomplete" if is_year else "not_a_date", raw)
    typed = EPOCH + timedelta(days=int(serial))
    if typed.year in CE_YEARS:
        return read(typed, as_is=as_is)
    if typed.year not in BE_YEARS:
        return error("date_year", raw)
    # "9/6/2566" typed into Sheets is the year 2566 C.E. there
    value = calendar_day(typed.year - BE_MINUS_CE, typed.month, typed.day)
    return Parsed(value, Outcome.WARN_YEAR) if value else error("date_impossible", raw)


def _two_digit_slip(cell: Cell, context: Context) -> Parsed | None:
    """ "9/6/66" typed into Sheets becomes 1966 there, though it still shows 66: 2566 was meant."""
    match = _NUMERIC.fullmatch(cell.shown)
    if not match or len(match[4]) != 2 or not isinstance(cell.value, int | float):
        return None
    if not _FIRST_SERIAL <= cell.value <= _LAST_SERIAL:
        return None
    typed = EPOCH + timedelta(days=int(cell.value))
    year = 2500 + typed.year % 100
    if typed.year >= 2000 or f"{typed.year % 100:02}" != match[4] or not context.near(year):
        return None
    value = calendar_day(year - BE_MINUS_CE, typed.month, typed.day)
    return Parsed(value, Outcome.WARN_YEAR) if value else error("date_impossible", cell.shown)


def _why_not(text: str) -> str:
    if len(text) > 200:
        return "not_a_date"
    if _TWO_DAYS.search(text):
        return "two_dates"
    if re.fullmatch(r"[0-9]{4}", text) and (int(text) in BE_YEARS or int(text) in CE_YEARS):
        return "date_incomplete"
    match = _INCOMPLETE.fullmatch(text)
    has_month = match is not None and (match[1] is None or month_number(match[1]) is not None)
    return "date_incomplete" if has_month else "not_a_date"
