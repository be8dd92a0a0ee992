"""School codes, telephone numbers, links and e-mail addresses: text, never numbers."""

import re
from difflib import get_close_matches

from service.core.cells import Cell, Outcome, Parsed

from .answers import error, read
from .context import Context
from .decimals import LOOKALIKE, from_float
from .numbers import shown

_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+")
_CODE_FILLING = re.compile(r"[ \-–—./]")
_POINT_ZERO = re.compile(r"\.0+")

_URL = re.compile(r"https?://[^\s/?#@:]+\.[^\s/?#@:.]+(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
_BARE_URL = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_URL_INSIDE = re.compile(r"https?://\S{1,1000}", re.IGNORECASE)
_HYPERLINK = re.compile(r'=\s*HYPERLINK\(\s*"([^"]{1,2000})"', re.IGNORECASE)

_PHONE_LEAD = re.compile(r"(?:โทร(?:ศัพท์)?|เบอร์(?:โทร)?|มือถือ|tel)\.? ?:? ?", re.IGNORECASE)
_PHONE_FILLING = re.compile(r"[ \-–—().]")
_EXTENSION = re.compile(r"(.{5,20}?) ?(?:ต่อ|ext\.?) ?([0-9]{1,5})", re.IGNORECASE)
_BETWEEN_PHONES = re.compile(r"[,;/]|หรือ|และ")
_COUNTRY = re.compile(r"(?:\+|00)660?|66(?=[2-9][0-9]{7,8}$)")
_PHONE = re.compile(r"0(?:[2-7][0-9]{7}|[689][0-9]{8})")
_PHONE_ZERO_LOST = re.compile(r"[2-7][0-9]{7}|[689][0-9]{8}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")


def read_school_code(typed: str, raw: str, context: Context) -> Parsed:
    if _SCIENTIFIC.fullmatch(typed):
        return error("code_scientific", raw)
    code = _CODE_FILLING.sub("", _without_point_zero(typed))
    if not (code.isascii() and code.isdigit()):
        guess = code.translate(LOOKALIKE)
        digits_meant = guess.isascii() and guess.isdigit() and len(guess) in (6, 8, 10)
        return error("code_letter", raw, suggestion=guess if digits_meant else None)
    if len(code) == 10:
        return _ten_digits(code, raw, context)
    padded = code.zfill(6)  # Sheets drops the zero of 080005
    if mapped := context.school_codes.get(code) or context.school_codes.get(padded):
        return Parsed(mapped, Outcome.WARN_KIND)
    if len(code) not in (6, 8):
        return error("code_length", raw, suggestion=padded if len(code) == 5 else None)
    if context.school_codes or context.known_codes is not None:
        return error("code_unknown", raw)
    return Parsed(code, Outcome.WARN_KIND)


def school_code_cell(cell: Cell, context: Context) -> Parsed:
    """A number keeps all its digits even where the cell shows 1.03E+09."""
    value = from_float(cell.value)
    if isinstance(value, str) or value != int(value) or value < 0:
        return error("code_length", shown(cell))
    parsed = read_school_code(str(int(value)), shown(cell), context)
    return read(parsed.value or "", as_is=False) if parsed.outcome == Outcome.OK else parsed


def read_uri(typed: str, raw: str, _: Context) -> Parsed:
    if _URL.fullmatch(typed):
        return read(typed, as_is=typed == raw)
    if _BARE_URL.fullmatch(typed) and ("/" in typed or typed.casefold().startswith("www.")):
        return read("https://" + typed, as_is=False)
    inside = _URL_INSIDE.findall(typed)
    return error("not_a_link", raw, suggestion=inside[0] if len(inside) == 1 and " " in typed else None)


def hyperlink(cell: Cell, context: Context) -> Parsed | None:
    """The address in a live =HYPERLINK("address", "words") formula; the cell shows only the words."""
    match = _HYPERLINK.match(cell.formula)
    if not match:
        return None
    parsed = read_uri(match[1], match[1], context)
    return parsed if parsed.value is None else read(parsed.value, as_is=False)


def read_phone(typed: str, raw: str, _: Context) -> Parsed:
    text, extension = _PHONE_LEAD.sub("", typed, count=1), ""
    if match := _EXTENSION.fullmatch(text):
        text, extension = match[1], f" ต่อ {match[2]}"
    digits = _PHONE_FILLING.sub("", text)
    digits = _COUNTRY.sub("0", digits, count=1) if _COUNTRY.match(digits) else digits
    if _PHONE_ZERO_LOST.fullmatch(digits):
        digits = "0" + digits
    if not _PHONE.fullmatch(digits):
        return error("not_a_phone", raw, suggestion=_first_phone(text))
    return read(digits + extension, as_is=digits == raw)


def _first_phone(text: str) -> str | None:
    """The first of several numbers."""
    parts = _BETWEEN_PHONES.split(text)
    first = _PHONE_FILLING.sub("", parts[0])
    return first if len(parts) > 1 and _PHONE.fullmatch(first) else None


def phone_cell(cell: Cell, context: Context) -> Parsed:
    """A number has lost its leading zero, and may be shown as 8.12E+08."""
    value = from_float(cell.value)
    digits = "" if isinstance(value, str) else f"{value:f}"
    return read_phone(digits, shown(cell), context)


def read_email(typed: str, raw: str, _: Context) -> Parsed:
    if not _EMAIL.fullmatch(typed):
        return error("not_an_email", raw)
    local, _at, domain = typed.partition("@")
    value = f"{local}@{domain.lower()}"
    return read(value, as_is=value == raw)


def _without_point_zero(typed: str) -> str:
    whole, point, zeros = typed.partition(".")
    return whole if point and _POINT_ZERO.fullmatch(point + zeros) else typed


def _ten_digits(code: str, raw: str, context: Context) -> Parsed:
    if context.known_codes is None or code in context.known_codes:
        return read(code, as_is=code == raw)
    near = get_close_matches(code, context.known_codes, n=1, cutoff=0.9)
    return error("code_unknown", raw, suggestion=near[0] if near else None)
