"""Years, B.E. and C.E., and the fiscal year (DOMAIN §4: "B.E./C.E.", "2-digit years", "Year kinds")."""

import re
from itertools import permutations

from service.core.calendar import BE_MINUS_CE, BE_YEARS
from service.core.cells import Cell, Outcome, Parsed

from .answers import error, read
from .context import Context
from .decimals import number_of
from .numbers import shown

CE_YEARS = range(1900, 2101)

_ERA = r"(?:พ\.? ?ศ\.?|ค\.? ?ศ\.?|b\.?e\.?|a\.?d\.?|c\.?e\.?)"
_ACADEMIC = re.compile(r"การศึกษา|ภาคเรียน|เทอม|[12] ?/ ?(?:25)?[0-9]{2}")
_FISCAL = re.compile(
    rf"(?:ประจำ)?(?:ปี)? ?(?:งบประมาณ|งบ|fy)?\.? ?({_ERA})? ?([0-9]{{4}}|[0-9]{{2}})", re.IGNORECASE
)
_RUN = re.compile(r"[0-9]+")


def is_ce_era(era: str | None) -> bool:
    return bool(era) and (era or "")[0] in "คaAcC"


def be_year(digits: str, era: str | None, context: Context, *, english: bool = False) -> int | None:
    """The B.E. year meant by two or four digits, or None when it is impossible or may be two years.

    Two digits are believed only near the open cycle; as a C.E. year only if something says so.
    """
    number, says_ce = int(digits), is_ce_era(era)
    if len(digits) == 2:
        if not says_ce and context.near(2500 + number):
            return 2500 + number
        ce_named = says_ce or (english and era is None)
        year = 2000 + number + BE_MINUS_CE
        return year if ce_named and context.near(year) else None
    if number in BE_YEARS and not says_ce:
        return number
    return number + BE_MINUS_CE if number in CE_YEARS and (says_ce or not era) else None


def read_fiscal_year(typed: str, raw: str, context: Context) -> Parsed:
    if _ACADEMIC.match(typed) or "การศึกษา" in typed or "ภาคเรียน" in typed:
        return error("fiscal_year_academic", raw)
    match = _FISCAL.fullmatch(typed)
    if not match:
        runs = _RUN.findall(typed)
        return error("two_numbers" if len(runs) > 1 else "not_a_fiscal_year", raw)
    year = be_year(match[2], match[1], context)
    if year is None or not context.near(year):
        return error("fiscal_year_window", raw, suggestion=_suggest_year(match[2], context))
    if str(year) != match[2]:
        return Parsed(year, Outcome.WARN_YEAR)
    return read(year, as_is=raw == match[2])


def fiscal_year_cell(cell: Cell, context: Context) -> Parsed:
    value = number_of(cell)
    if isinstance(value, str) or value != int(value) or not 0 <= value < 10_000:
        return error("not_a_fiscal_year", shown(cell))
    digits = str(int(value))
    parsed = read_fiscal_year(digits, shown(cell), context)
    return read(parsed.value, as_is=True) if parsed.outcome == Outcome.NORMALISED and parsed.value else parsed


def _suggest_year(digits: str, context: Context) -> str | None:
    """2665 → 2566: the year nearest the open cycle made of the same digits; "23" → 2566."""
    if len(digits) == 2:
        year = 2000 + int(digits) + BE_MINUS_CE
        return str(year) if context.near(year) else None
    mixed = {int("".join(order)) for order in permutations(digits)}
    near = sorted(
        (year for year in mixed if context.near(year)), key=lambda y: (abs(y - context.fiscal_year), y)
    )
    return str(near[0]) if near else None
