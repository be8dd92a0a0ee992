"""Numbers as Sheets shows them: number, percent, currency, date and time patterns."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from . import switches
from .errors import Json

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serial dates have no time zone
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS_TH = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT_TH = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
DATE_TOKEN = re.compile(r'"[^"]*"|\\.|y+|b+|m+|d+|h+|H+|s+|\.0+|am/pm|AM/PM|a/p|A/P|.', re.DOTALL)
NUMBER_CORE = re.compile(r"[#0?,.]*[#0?][#0?,.]*")
LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\(.)|\[[^\]]*\]|_.|\*.')
DATE_KINDS = ("DATE", "TIME", "DATE_TIME")


def default_pattern(kind: str, locale: str) -> str:
    date = "m/d/yyyy" if locale == "en_US" else "d/m/bbbb" if _buddhist(locale) else "d/m/yyyy"
    money = "[$฿]#,##0.00" if locale.startswith("th") else '"$"#,##0.00'
    time = "h:mm:ss AM/PM" if locale == "en_US" else "h:mm:ss"
    patterns = {"DATE": date, "TIME": time, "DATE_TIME": f"{date} {time}", "CURRENCY": money}
    return (patterns | {"NUMBER": "#,##0.00", "PERCENT": "0.00%", "SCIENTIFIC": "0.00E+00"}).get(kind, "")


def _buddhist(locale: str) -> bool:
    """Whether years under this locale are shown as B.E.: nobody knows, so a switch says it."""
    return locale.startswith("th") and switches.current().thai_dates == "buddhist"


def show(value: float, number_format: Json | None, locale: str) -> str:
    kind = (number_format or {}).get("type", "NUMBER_FORMAT_TYPE_UNSPECIFIED")
    pattern = (number_format or {}).get("pattern") or default_pattern(kind, locale)
    if kind == "TEXT" or pattern == "@":
        return general(value)
    if kind in DATE_KINDS:
        return show_date(value, pattern, locale)
    if not pattern or pattern.lower() == "general":
        return general(value)
    return show_number(value, pattern)


def general(value: float) -> str:
    if isinstance(value, int) and abs(value) < 10**15:
        return str(value)
    if value != 0 and (abs(value) >= 1e15 or abs(value) < 1e-9):
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    shown = f"{Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-10), ROUND_HALF_UP):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def show_number(value: float, pattern: str) -> str:
    sections = pattern.split(";")
    negative = value < 0
    if negative and len(sections) > 1:
        pattern, value, negative = sections[1], -value, False
    elif value == 0 and len(sections) > 2:
        pattern = sections[2]
    else:
        pattern = sections[0]
    core = NUMBER_CORE.search(LITERAL.sub(lambda match: " " * len(match[0]), pattern))
    if not core:
        return _literals(pattern)
    before, after = pattern[: core.start()], pattern[core.end() :]
    exponent = re.match(r"[Ee][+-]?(0+)", after)
    if exponent:
        digits = _scientific(abs(value), core[0], len(exponent[1]))
        after = after[exponent.end() :]
    else:
        digits = _digits(abs(value) * 100 ** pattern.count("%"), core[0])
    return (
        ("-" if negative and re.search(r"[1-9]", digits) else "")
        + _literals(before)
        + digits
        + _literals(after)
    )


def _literals(text: str) -> str:
    return LITERAL.sub(lambda match: match[1] or match[2] or match[3] or "", text)


def _digits(value: float, core: str) -> str:
    left, _, right = core.partition(".")
    places, needed = len(right), right.count("0")
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    entire, _, fraction = f"{exact:f}".partition(".")
    while len(fraction) > needed and fraction.endswith("0"):
        fraction = fraction[:-1]
    entire = entire.lstrip("0").rjust(left.count("0"), "0")
    if "," in left:
        entire = f"{int(entire or 0):,}".rjust(left.count("0"), "0") if entire else entire
    return entire + (f".{fraction}" if fraction else "")


def _scientific(value: float, core: str, width: int) -> str:
    places = len(core.partition(".")[2])
    mantissa, _, exponent = f"{value:.{places}E}".partition("E")
    power = int(exponent)
    return f"{mantissa}E{'-' if power < 0 else '+'}{abs(power):0{width}d}"


def show_date(serial: float, pattern: str, locale: str) -> str:
    try:
        moment = EPOCH + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return general(serial)
    parts = DATE_TOKEN.findall(pattern)
    halves = any(part.lower() in ("am/pm", "a/p") for part in parts)
    shown = []
    for position, part in enumerate(parts):
        minute = part[0] in "mM" and part.lower().strip("m") == "" and _is_minute(parts, position)
        shown.append(f"{moment.minute:0{len(part)}d}" if minute else _date_part(part, moment, halves, locale))
    return "".join(shown)


def _is_minute(parts: list[str], position: int) -> bool:
    """An m means minutes after an hour or before a second."""
    letters = [(index, part[0].lower()) for index, part in enumerate(parts) if part[0].lower() in "ymdhs"]
    place = [index for index, _ in letters].index(position)
    before = letters[place - 1][1] if place else ""
    after = letters[place + 1][1] if place + 1 < len(letters) else ""
    return before == "h" or after == "s"


def _date_part(part: str, moment: datetime, halves: bool, locale: str) -> str:
    letter, width = part[0].lower(), len(part)
    if part.lower() in ("am/pm", "a/p"):
        return moment.strftime("%p")
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "b" and _buddhist(locale):
        return f"{(moment.year + 543) % 10 ** (4 if width > 2 else 2):02d}"
    if letter == "m":
        return _month(moment.month - 1, width, locale.startswith("th"))
    if letter == "d":
        return f"{moment.day:0{width}d}" if width < 3 else moment.strftime("%a" if width == 3 else "%A")
    if letter == "h":
        return f"{(moment.hour - 1) % 12 + 1 if halves else moment.hour:0{width}d}"
    if letter == "s":
        return f"{moment.second:0{width}d}"
    return part.strip('"') if part.startswith('"') else part.removeprefix("\\")


def _month(index: int, width: int, thai: bool) -> str:
    if width < 3:
        return f"{index + 1:0{width}d}"
    if width == 3:
        return SHORT_TH[index] if thai else MONTHS_EN[index][:3]
    return MONTHS_TH[index] if thai else MONTHS_EN[index]
