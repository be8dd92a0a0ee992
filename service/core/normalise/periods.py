"""Quarters or months of a fiscal year, inspection rounds, terms: three enums, not one (DOMAIN §4)."""

import re

from service.core.cells import Parsed

from .answers import error, read
from .context import Context
from .months import month_number
from .years import be_year

PERIODS = frozenset({"Q1", "Q2", "Q3", "Q4", "M6", "M9", "M12", "R1", "R2", "T1", "T2"})

_YEAR = (
    r"(?: ?/? ?(?:ของ)?(?:ประจำ)?(?:ปี)? ?(?:งบประมาณ|การศึกษา)?"
    r" ?(?:พ\.? ?ศ\.?|ค\.? ?ศ\.?)? ?(?P<year>[0-9]{4}|[0-9]{2}))?"
)
_FORMS = (
    ("Q", re.compile(rf"(?:ไตรมาส(?:ที่)?|q|quarter) ?([1-4]){_YEAR}")),
    ("M", re.compile(rf"(?:รอบ)?(?:ระยะ)? ?(3|6|9|12) ?เดือน(?: ?แรก)?{_YEAR}")),
    ("M", re.compile(rf"m(6|9|12){_YEAR}")),
    ("R", re.compile(rf"(?:การ)?(?:ตรวจราชการ ?)?รอบ(?:การตรวจราชการ)?(?: ?ที่)? ?([12]){_YEAR}")),
    ("R", re.compile(rf"r([12]){_YEAR}")),
    ("T", re.compile(rf"(?:ภาคเรียน|ภาคการศึกษา|เทอม)(?: ?ที่)? ?([12]){_YEAR}")),
    ("T", re.compile(rf"t([12]){_YEAR}")),
)
_MONTHS = re.compile(
    r"(?:เดือน ?)?(?:[0-9]{1,2} )?([^0-9()–—-]{2,20}?) ?([0-9]{4}|[0-9]{2})? ?(?:[-–—]|ถึง) ?"
    r"(?:[0-9]{1,2} )?([^0-9()–—-]{2,20}?) ?([0-9]{4}|[0-9]{2})?"
)
_BY_MONTHS = {
    (10, 12): "Q1",
    (1, 3): "Q2",
    (4, 6): "Q3",
    (7, 9): "Q4",
    (10, 3): "M6",
    (10, 6): "M9",
    (10, 9): "M12",
}
_IN_BRACKETS = re.compile(r"([^()]*?) ?\(([^()]*)\) ?([^()]*)")
_WORDS = (
    *(("สิบสอง", "12"), ("หนึ่ง", "1"), ("สอง", "2"), ("สาม", "3")),
    *(("สี่", "4"), ("หก", "6"), ("เก้า", "9")),
)

Found = tuple[str, int | None]
"""A period, and the fiscal year it says (None when it says none)."""


def read_period(typed: str, raw: str, context: Context) -> Parsed:
    if typed in PERIODS:
        return read(typed, as_is=typed == raw)
    text = typed.casefold()
    if len(text) > 200:
        return error("not_a_period", raw)
    for word, digits in _WORDS:
        text = text.replace(word, digits)
    found = _with_brackets(text, context)
    if found is None:
        return error("not_a_period", raw)
    period, year = found
    if year is not None and not _agrees(period, year, context):
        return error("period_year", raw, suggestion=f"{period}/{context.fiscal_year}")
    return read(period, as_is=False)


def _with_brackets(text: str, context: Context) -> Found | None:
    """ "ไตรมาส 2 (ม.ค.–มี.ค. 66)": both must say the same period."""
    match = _IN_BRACKETS.fullmatch(text)
    if not match:
        return _named(text, context) or _by_months(text, context)
    outside = _named(f"{match[1]} {match[3]}".strip(), context)
    inside = _by_months(match[2], context)
    if not outside or not inside or outside[0] != inside[0]:
        return None
    return outside[0], outside[1] or inside[1]


def _named(text: str, context: Context) -> Found | None:
    for letter, form in _FORMS:
        if match := form.fullmatch(text):
            period = "Q1" if match[1] == "3" and letter == "M" else letter + match[1]
            return period, _year(match["year"], context)
    return None


def _by_months(text: str, context: Context) -> Found | None:
    match = _MONTHS.fullmatch(text)
    if not match:
        return None
    first, last = month_number(match[1]), month_number(match[3])
    period = _BY_MONTHS.get((first or 0, last or 0))
    if period is None:
        return None
    calendar_year = _year(match[4] or match[2] if period[0] == "Q" else match[4], context)
    if calendar_year is None:
        return period, None
    # The fiscal year 2566 begins in ต.ค. 2565
    return period, calendar_year + 1 if (last or 0) >= 10 else calendar_year


def _year(digits: str | None, context: Context) -> int | None:
    if digits is None:
        return None
    return be_year(digits, None, context) or -1


def _agrees(period: str, year: int, context: Context) -> bool:
    """A term counts in academic years: two of them touch one fiscal year."""
    earliest = context.fiscal_year - (period[0] == "T")
    return earliest <= year <= context.fiscal_year
