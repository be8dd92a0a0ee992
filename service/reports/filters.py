"""What a template's author may write after a bar: ``{{ made_at | th_date }}``.

Figures without a value print "–", so that a missing figure is never taken for zero.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from service.core import report_context as rc
from service.core.normalise import output

NOTHING = "–"
COLOURS = {"green": "เขียว", "yellow": "เหลือง", "red": "แดง"}
FILLS = {"green": "CFE8D5", "yellow": "FFF0B8", "red": "F6CFCB"}
_ASCII_WORD = re.compile(r"[A-Za-z0-9_./:@%?=&#+~-]+")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cards stand where, each by its main part."""

    cards: int
    green: int
    yellow: int
    red: int
    no_value: int
    with_target: int
    met: int


@dataclass(frozen=True, slots=True)
class DistrictGroup:
    name: str
    members: tuple[rc.Absent, ...]


def th(value: object) -> str:
    """Thai digits, but codes, addresses and anything else with Latin letters stay as they are."""
    if value is None:
        return NOTHING
    return _ASCII_WORD.sub(_thai_unless_latin, str(value))


def _thai_unless_latin(word: re.Match[str]) -> str:
    text = word.group()
    return text if re.search("[A-Za-z]", text) else output.th_digits(text)


def th_num(value: Decimal | int | None, decimals: int | None = None) -> str:
    return NOTHING if value is None else output.th_number(value, decimals)


def percent_of(part: int, whole: int, decimals: int = 2) -> str:
    return th_num(Decimal(100) * part / whole, decimals) if whole else NOTHING


def th_date(value: date | None) -> str:
    return NOTHING if value is None else output.th_date(value)


def th_date_short(value: date | None) -> str:
    return NOTHING if value is None else output.th_date_short(value)


def th_datetime(value: datetime | None) -> str:
    if value is None:
        return NOTHING
    return f"{output.th_date(value)} เวลา {output.th_digits(f'{value:%H.%M}')} น."


def colour_th(colour: str) -> str:
    return COLOURS.get(colour, NOTHING)


def fill(colour: str) -> str:
    """The background of a cell, for ``{% cellbg figure.colour | fill %}``."""
    return FILLS.get(colour, "auto")


def met_th(met: bool | None) -> str:
    return {True: "บรรลุ", False: "ไม่บรรลุ", None: NOTHING}[met]


def short_code(code: str) -> str:
    """The first eight letters of a hash: enough to tell two definitions apart, short enough to read."""
    return code[:8] or NOTHING


def main_part(card: rc.Card) -> rc.IndicatorPart:
    """The part a summary shows for its card: the success level, or the first part."""
    return next((part for part in card.parts if part.is_level), card.parts[0])


def tally(cards: Sequence[rc.Card]) -> Tally:
    parts = [main_part(card) for card in cards]
    colours = [part.area.colour for part in parts]
    return Tally(
        cards=len(parts),
        green=colours.count("green"),
        yellow=colours.count("yellow"),
        red=colours.count("red"),
        no_value=sum(colour not in COLOURS for colour in colours),
        with_target=sum(part.target is not None for part in parts),
        met=sum(part.met is True for part in parts),
    )


def has_chart(card: rc.Card) -> bool:
    """Whether there is anything to see: a picture of nothing but dashes is left out."""
    return any(row.figure.value is not None for part in card.parts for row in part.districts)


def by_district(absent: Sequence[rc.Absent]) -> list[DistrictGroup]:
    """Districts in the order in which they first appear: the register's order, which is the office's own."""
    names = dict.fromkeys(item.district for item in absent)
    return [DistrictGroup(name, tuple(item for item in absent if item.district == name)) for name in names]


FILTERS: dict[str, Callable[..., Any]] = {
    "by_district": by_district,
    "colour_th": colour_th,
    "fill": fill,
    "has_chart": has_chart,
    "main_part": main_part,
    "met_th": met_th,
    "percent_of": percent_of,
    "short_code": short_code,
    "tally": tally,
    "th": th,
    "th_date": th_date,
    "th_date_short": th_date_short,
    "th_datetime": th_datetime,
    "th_num": th_num,
}
