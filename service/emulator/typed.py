"""What a person types, read as Sheets reads it (USER_ENTERED)."""

from __future__ import annotations

import re
from datetime import datetime

from . import switches
from .errors import Json
from .numberformat import EPOCH

NUMBER = re.compile(r"([+-]?)([฿$]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(%?)$", re.ASCII)
SCIENTIFIC = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}$", re.ASCII)
ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$", re.ASCII)
LOCAL_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$", re.ASCII)
TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$", re.ASCII)

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
BE_OFFSET, BE_BEGINS = 543, 2400

Typed = tuple[Json | None, Json | None]


def read(text: str, locale: str, number_format: Json | None = None) -> Typed:
    """The value, and the number format the text brings along (None to leave the cell's format)."""
    if text == "":
        return None, None
    if (number_format or {}).get("type") == "TEXT":
        return {"stringValue": text}, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    trimmed = text.strip()
    if switches.current().thai_digits == "number":
        trimmed = trimmed.translate(THAI_DIGITS)
    if trimmed.startswith("=") and len(trimmed) > 1:
        return {"formulaValue": trimmed}, None
    found = _number(trimmed) or _date(trimmed, locale) or _time(trimmed)
    if found:
        value, brought = found
        return value, None if number_format else brought
    if trimmed.upper() in ("TRUE", "FALSE"):
        return {"boolValue": trimmed.upper() == "TRUE"}, None
    if trimmed.startswith("+") and len(trimmed) > 1:
        return {"formulaValue": f"={trimmed}"}, None
    return {"stringValue": text}, None


def read_json(value: object, locale: str, number_format: Json | None = None) -> Typed:
    """The same for a JSON value of values.update with USER_ENTERED."""
    if isinstance(value, str):
        return read(value, locale, number_format)
    if (number_format or {}).get("type") == "TEXT" and not isinstance(value, bool):
        return {"stringValue": str(value)}, None
    return raw(value), None


def raw(value: object) -> Json | None:
    """A JSON value as it stands (RAW); the empty string clears."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": int(value) if float(value).is_integer() else value}
    return {"stringValue": str(value)} if value != "" else None


def _number(text: str) -> Typed | None:
    if SCIENTIFIC.match(text):
        return _numeric(float(text)), {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    match = NUMBER.match(text)
    if not match or not (match[3] or (match[4] and len(match[4]) > 1)):
        return None
    sign, money, digits, fraction, percent = match.groups()
    value = float(f"{sign}{(digits or '0').replace(',', '')}{fraction or ''}")
    decimals = len(fraction or ".") > 1
    if percent:
        exact = round(value / 100, 15)
        return _numeric(exact), {"type": "PERCENT", "pattern": "0.00%" if decimals else "0%"}
    grouped = "#,##0.00" if decimals else "#,##0"
    if money:
        unit = "[$฿]" if money == "฿" else '"$"'
        return _numeric(value), {"type": "CURRENCY", "pattern": unit + grouped}
    return _numeric(value), {"type": "NUMBER", "pattern": grouped} if "," in (digits or "") else None


def _numeric(value: float) -> Json:
    return {"numberValue": int(value) if value.is_integer() else value}


def _date(text: str, locale: str) -> Typed | None:
    match = ISO_DATE.match(text)
    if match:
        year, mark, month, day = match.groups()
        return _serial(_year(year, locale), int(month), int(day), f"yyyy{mark}mm{mark}dd")
    match = LOCAL_DATE.match(text)
    if not match:
        return None
    first, mark, second, year = match.groups()
    day_first = locale != "en_US"
    day, month = (first, second) if day_first else (second, first)
    pattern = (f"d{mark}m{mark}" if day_first else f"m{mark}d{mark}") + _year_pattern(year, locale)
    return _serial(_year(year, locale), int(month), int(day), pattern)


def _year(text: str, locale: str) -> int | None:
    """The Gregorian year that was meant, as far as the switches say; None when it is no year."""
    thai, year = locale.startswith("th"), int(text)
    if len(text) == 2:
        buddhist = thai and switches.current().two_digit_years == "buddhist"
        year += 2500 if buddhist else 2000 if year < 30 else 1900
    if not thai or year < BE_BEGINS:
        return year
    return {"gregorian": year, "converted": year - BE_OFFSET}.get(switches.current().be_years)


def _year_pattern(text: str, locale: str) -> str:
    buddhist = locale.startswith("th") and switches.current().thai_dates == "buddhist"
    return ("b" if buddhist else "y") * len(text)


def _serial(year: int | None, month: int, day: int, pattern: str) -> Typed | None:
    """No such day (29/2/2567: 2567 is no Gregorian leap year) is no date, and stays text."""
    if year is None:
        return None
    try:
        moment = datetime(year, month, day)  # noqa: DTZ001 - serial dates have no time zone
    except ValueError:
        return None
    return {"numberValue": (moment - EPOCH).days}, {"type": "DATE", "pattern": pattern}


def _time(text: str) -> Typed | None:
    match = TIME.match(text)
    if not match or int(match[1]) > 23:
        return None
    seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    pattern = "h:mm:ss" if match[3] else "h:mm"
    return {"numberValue": seconds / 86400}, {"type": "TIME", "pattern": pattern}
