"""The calendars that rounds are counted in: fiscal years, academic years and plans of several years.

A round's name says which year it is: 2566-M6 and 2566-PY count fiscal years (1 October of 2565 to
30 September 2566), 2566-T1 counts academic years (16 May 2566 to March 2567). Years are B.E., dates
Gregorian. The days are those of DOMAIN §0.2, §1.2 and §4, as one table of data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

Calendar = Literal["fiscal", "academic"]
BE_MINUS_CE = 543
BE_YEARS = range(2400, 2701)
"""Years that are taken as B.E.; from the first of them on no year is one C.E."""
YEAR_WORDS: Mapping[Calendar, str] = MappingProxyType({"fiscal": "ปีงบประมาณ", "academic": "ปีการศึกษา"})
Day = tuple[int, int, int]
"""Month, day, and how many calendar years after (or before) the year of the round's name."""


@dataclass(frozen=True, slots=True)
class Period:
    """A part of a year, or of a plan; ``first`` and ``last`` are None where plan or person says them.

    ``worked_in`` tells in which fiscal year the collecting is done, counted from the name's year.
    """

    title: str
    first: Day | None
    last: Day | None
    calendar: Calendar = "fiscal"
    of_plan: bool = False
    worked_in: int = 0


PERIODS: Mapping[str, Period] = MappingProxyType(
    {
        "Q1": Period("ไตรมาสที่ 1", (10, 1, -1), (12, 31, -1)),
        "Q2": Period("ไตรมาสที่ 2", (1, 1, 0), (3, 31, 0)),
        "Q3": Period("ไตรมาสที่ 3", (4, 1, 0), (6, 30, 0)),
        "Q4": Period("ไตรมาสที่ 4", (7, 1, 0), (9, 30, 0)),
        "M6": Period("รอบ 6 เดือน", (10, 1, -1), (3, 31, 0)),
        "M9": Period("รอบ 9 เดือน", (10, 1, -1), (6, 30, 0)),
        "M12": Period("รอบ 12 เดือน", (10, 1, -1), (9, 30, 0)),
        "R1": Period("รอบที่ 1", (10, 1, -1), (3, 31, 0)),
        "R2": Period("รอบที่ 2", (4, 1, 0), (9, 30, 0)),
        "T1": Period("ภาคเรียนที่ 1", (5, 16, 0), (10, 11, 0), "academic"),
        "T2": Period("ภาคเรียนที่ 2", (11, 1, 0), (3, 31, 1), "academic", worked_in=1),
        "Y": Period("ทั้งปีการศึกษา", (5, 16, 0), (3, 31, 1), "academic", worked_in=1),
        "PY": Period("ผลรายปีของแผน", (10, 1, -1), (9, 30, 0), of_plan=True),
        "HP": Period("ครึ่งแผน", None, (9, 30, 0), of_plan=True),
        "EP": Period("สิ้นสุดแผน", None, (9, 30, 0), of_plan=True),
        "AD": Period("เฉพาะกิจ", None, None),
    }
)
CENSUS_DAYS = ((6, 10), (11, 10))
"""Pupils are counted on 10 June and 10 November of each academic year (DOMAIN §4: DMC)."""
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = re.compile(r"(2[45][0-9]{2})-(?:(AD)([2-9]|[1-9][0-9])?|([A-Z]+[0-9]*))")


class Name(NamedTuple):
    """A round's name in its parts; ``number`` counts the ad hoc rounds of a year (2566-AD, 2566-AD2)."""

    year: int
    period: str
    number: int = 1


class Span(NamedTuple):
    """The round that answers are given in: its kind of period (M6), the days it reports on."""

    period: str
    first: date
    last: date

    @property
    def year(self) -> int:
        """The year (B.E.) of the round's own calendar; of half and end of a plan the year they close."""
        academic = PERIODS[self.period].calendar == "academic"
        return self.first.year + BE_MINUS_CE if academic else fiscal_year_of(self.last)


class Plan(NamedTuple):
    """The years (B.E., fiscal) that a plan runs from and to, both included."""

    first: int
    last: int

    @property
    def half(self) -> int:
        """The year at whose end half of the plan is over; of an odd number of years the larger half."""
        return self.first + (self.last - self.first) // 2


def iso_day(text: object) -> date | None:
    """The day written as 2022-10-01; None for whatever is none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and _ISO.fullmatch(text) else None
    except ValueError:
        return None


def day_fault(text: object, quote: str = "") -> str:
    """What is wrong with a day C.E., and what to write (in such quotes), Thai first; "" when nothing is."""
    thai, english = day_words(text, quote)
    return f"{thai} ({english})" if thai else ""


def day_words(text: object, quote: str = "") -> tuple[str, str]:
    """The same in Thai and in English, for who puts more words around it; two "" when nothing is wrong.

    29 February is looked for in the year C.E. that is meant: 2567-02-29 is a day, 2568-02-29 is none.
    """
    year = int(text[:4]) if isinstance(text, str) and _ISO.fullmatch(text) else 0
    meant = iso_day(f"{year - BE_MINUS_CE}{str(text)[4:]}" if year >= BE_YEARS.start else text)
    if meant is None:
        shown, example = repr(text[:20]) if isinstance(text, str) else text, f"{quote}2022-10-01{quote}"
        return (
            f"{shown} ไม่ใช่วันที่ ให้เขียน ปี ค.ศ.-เดือน-วัน เช่น {example}",
            f"{shown} is no date; write it as {example}",
        )
    if year < BE_YEARS.start:
        return "", ""
    right = f"{quote}{meant}{quote}"
    return f"{year} เป็นปี พ.ศ. ให้เขียนเป็น ค.ศ. {right}", f"{year} is a year B.E.; write {right}"


def split_round(round_id: str) -> Name | None:
    """The parts of "2566-M6"; None when it is no round's name."""
    match = _NAME.fullmatch(round_id)
    if not match:
        return None
    year, ad_hoc, number, period = match.groups()
    found = Name(int(year), ad_hoc or period, int(number or 1))
    return found if found.period in PERIODS else None


def window(round_id: str, plan: Plan | None = None) -> tuple[date, date]:
    """First and last day of the round's period. Raises ValueError where the name does not say them."""
    name = split_round(round_id)
    if name is None:
        raise ValueError(f"{round_id} is no round; write for example 2566-M6")
    period = PERIODS[name.period]
    if period.last is None:
        raise ValueError(f"{round_id} has the days it was opened with")
    if period.first:
        return _day(name.year, period.first), _day(name.year, period.last)
    if plan is None:
        raise ValueError(f"{round_id} needs the years of the plan")
    return fiscal_year_days(plan.first)[0], _day(name.year, period.last)


def _day(year: int, day: Day) -> date:
    month, day_of_month, later = day
    return date(year - BE_MINUS_CE + later, month, day_of_month)


def fiscal_year_days(year: int) -> tuple[date, date]:
    """The first and last day of a fiscal year."""
    ce_year = year - BE_MINUS_CE
    return date(ce_year - 1, 10, 1), date(ce_year, 9, 30)


def fiscal_year_of(day: date) -> int:
    """The fiscal year a day lies in."""
    return day.year + BE_MINUS_CE + (day.month >= 10)


def academic_year_of(day: date) -> int:
    """The academic year whose count of pupils is the latest on this day.

    A round of six months (31 March) rests on the count of 10 November, one of twelve months
    (30 September) on that of 10 June: two academic years within one fiscal year (DOMAIN §0.2).
    """
    counted = (day.month, day.day) >= CENSUS_DAYS[0]
    return day.year + BE_MINUS_CE - (not counted)


def census_day(day: date) -> date:
    """The latest day, up to this one, on which pupils were counted."""
    counts = [date(year, *month) for year in (day.year - 1, day.year) for month in CENSUS_DAYS]
    return max(count for count in counts if count <= day)
