"""Numbers, counts, percentages, money and levels (DOMAIN §4)."""

import re
from decimal import Decimal

from service.core.cells import Cell, Parsed

from .answers import error, read, whole
from .context import Context
from .decimals import (
    PLAIN,
    from_float,
    is_percent,
    number_in,
    number_of,
    plain,
    suggest_digits,
    times_100,
    without_own_unit,
    without_parts,
    without_unit,
)

_PERCENT_WORDS = re.compile(r"(?:ร้อยละ(?:ของ)? ?)?(.*?) ?(?:%|เปอร์เซ็?น[ตท]์?|percent)?")
_TARGET = re.compile(r"[<>≥≤=]|ไม่น้อยกว่า|ไม่ต่ำกว่า|มากกว่า|น้อยกว่า|สูงกว่า|ต่ำกว่า|อย่างน้อย|ขึ้นไป|เกิน")
_RANGE = re.compile(r"[0-9] ?%? ?(?:[-–—~]|ถึง) ?(?:ร้อยละ)? ?[0-9]")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")

_BAHT = re.compile(
    r"(?:จำนวน(?:เงิน)? ?)?฿? ?(.*?) ?(ล้าน|แสน|หมื่น|พัน)? ?(บาท(?:ถ้วน)?|ลบ\.?|ล\.บ\.|thb|฿|\.-|\.)?",
    re.IGNORECASE,
)
_MULTIPLIER = {"พัน": 1000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_ZEROS = {"พันบาท": 3, "ล้านบาท": 6}
"""The zeros that a field's money unit leaves out."""
_BAHT_UNITS = frozenset({"", "บาท", *_ZEROS})
"""Units that are converted, and so not cut off as they stand."""
# A form once read "538800.0000 ล้านบาท" (DOMAIN §1.3): no project of an area office has this much.
_MOST_MILLIONS = 10_000

_LEVEL = re.compile(r"(?:ระดับ(?:ที่)?|level|lv\.?)? ?(.*)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:กิจกรรม|ข้อ|ครั้ง|ตัวชี้วัด|โครงการ|ผลงาน|เรื่อง|รายการ|ลำดับ|เลข|งาน)?ที่ ?(?=[0-9]{1,6}$)")
LEVELS = range(1, 6)
SCALE_LABELS = frozenset(
    (
        *("ดีเยี่ยม", "ยอดเยี่ยม", "ดีเลิศ", "ดีมาก", "ดี", "พอใช้", "ปานกลาง", "ปรับปรุง"),
        *("ควรปรับปรุง", "ต้องปรับปรุง", "กำลังพัฒนา", "มากที่สุด", "มาก", "น้อย", "น้อยที่สุด", "ผ่าน"),
        *("ไม่ผ่าน", "สูง", "ต่ำ"),
    )
)


def read_number(typed: str, raw: str, context: Context) -> Parsed:
    body = without_unit(without_own_unit(without_parts(typed), context.unit))
    body = _without_percent(body) if context.percent_as_number else body
    value = number_in(body)
    if isinstance(value, str):
        return error(value, raw, suggestion=suggest_digits(body))
    return read(value, as_is=PLAIN.fullmatch(raw) is not None)


def read_integer(typed: str, raw: str, context: Context) -> Parsed:
    if typed in ("ศูนย์", "ไม่มีเลย"):
        return error("not_a_number", raw, suggestion="0")
    parsed = read_number(typed, raw, context)
    if not isinstance(parsed.value, Decimal):
        no_whole = "." in str(parsed.params.get("suggestion"))
        return error(parsed.code, raw) if no_whole else parsed
    return _whole_or_error(parsed.value, raw, as_is=PLAIN.fullmatch(raw) is not None and "." not in raw)


def read_numbered(typed: str, raw: str, context: Context) -> Parsed:
    """What counts rows: "กิจกรรมที่ 1" is 1."""
    return read_integer(_ORDINAL.sub("", typed), raw, context)


def read_count(typed: str, raw: str, context: Context) -> Parsed:
    return _not_negative(read_integer(typed, raw, context), raw)


def read_percent(typed: str, raw: str, context: Context) -> Parsed:
    typed = without_own_unit(typed, context.unit)
    if _TARGET.search(typed):
        return error("percent_target", raw, suggestion=suggest_digits(typed))
    if _RANGE.search(typed):
        return error("percent_range", raw)
    body = _without_percent(typed)
    if _DECIMAL_COMMA.fullmatch(body):
        return error("percent_comma", raw, suggestion=body.replace(",", "."))
    value = number_in(body)
    if isinstance(value, str):
        return error(value, raw, suggestion=suggest_digits(body))
    return _percent_or_error(value, raw, as_is=PLAIN.fullmatch(raw) is not None)


def _without_percent(typed: str) -> str:
    """ "ร้อยละ 45.5" and "45.5%" → "45.5"."""
    match = _PERCENT_WORDS.fullmatch(typed)
    return match[1] if match else typed


def read_money(typed: str, raw: str, context: Context) -> Parsed:
    """An amount in the field's unit; one that names another unit is converted, exactly."""
    if context.unit not in _BAHT_UNITS:
        typed = without_own_unit(typed, context.unit)
    match = _BAHT.fullmatch(typed)
    body, word, unit = (match[1], match[2] or "", match[3] or "") if match else (typed, "", "")
    value = number_in(body)
    if isinstance(value, str) and word:  # "สองล้านบาท": the multiplier is part of the number word
        value, word, unit = number_in(body + word), "", unit or "บาท"
    if isinstance(value, str):
        return error(value, raw, suggestion=suggest_digits(body))
    if unit[:1] == "ล":
        word = "ล้าน"
    if word == "ล้าน" and value >= _MOST_MILLIONS:
        return error("money_unit", raw, suggestion=f"{value.normalize():,f}", unit=context.unit or "บาท")
    if word:  # "1.50 ล้าน" says nothing about satang
        value = plain((value * _MULTIPLIER[word]).normalize())
    zeros = _ZEROS.get(context.unit, 0)
    if zeros and (word or unit not in ("", ".") or typed.startswith("฿")):
        value = plain(value.scaleb(-zeros).normalize())
    return _not_negative(read(value, as_is=PLAIN.fullmatch(raw) is not None), raw)


def read_level(typed: str, raw: str, context: Context) -> Parsed:
    if typed in SCALE_LABELS:
        return error("other_scale_label", raw)
    match = _LEVEL.fullmatch(typed)
    body = match[1] if match and match[1] else typed
    if body in SCALE_LABELS:
        return error("other_scale_label", raw)
    return _level_or_error(read_integer(body, raw, context), raw)


def read_level_word(typed: str) -> int | None:
    """The whole number of "5" or "ระดับ 5"; None when it says anything else."""
    match = _LEVEL.fullmatch(typed)
    value = number_in(match[1]) if match and match[1] else "not_a_number"
    return int(value) if isinstance(value, Decimal) and value == int(value) else None


def number_cell(cell: Cell, context: Context) -> Parsed:
    share = from_float(cell.value) if context.percent_as_number and is_percent(cell) else ""
    if isinstance(share, Decimal):
        return read(times_100(share), as_is=False)
    value = number_of(cell)
    return _cell_error(value, cell) if isinstance(value, str) else read(value, as_is=True)


def integer_cell(cell: Cell, _: Context) -> Parsed:
    value = number_of(cell)
    if isinstance(value, str):
        return _cell_error(value, cell)
    return _whole_or_error(value, shown(cell), as_is=True)


def count_cell(cell: Cell, context: Context) -> Parsed:
    return _not_negative(integer_cell(cell, context), shown(cell))


def percent_cell(cell: Cell, context: Context) -> Parsed:
    """A PERCENT cell holds 0.8 for 80 %; a plain 0.8 is kept, for it may be right."""
    if not is_percent(cell):
        parsed = number_cell(cell, context)
        value: Decimal | str = parsed.value if isinstance(parsed.value, Decimal) else parsed.code
        return parsed if isinstance(value, str) else _percent_or_error(value, shown(cell), as_is=True)
    value = from_float(cell.value)
    if isinstance(value, str):
        return error(value, shown(cell))
    if 10 <= value <= 100:  # 80 pasted into a percent column shows as 8000%
        return error("percent_over_100", shown(cell), suggestion=f"{value:f}")
    return _percent_or_error(times_100(value), shown(cell), as_is=False)


def money_cell(cell: Cell, context: Context) -> Parsed:
    return _not_negative(number_cell(cell, context), shown(cell))


def level_cell(cell: Cell, context: Context) -> Parsed:
    return _level_or_error(integer_cell(cell, context), shown(cell))


def shown(cell: Cell) -> str:
    """What the person sees, or the number itself when only that is known."""
    if cell.shown:
        return cell.shown
    if isinstance(cell.value, float):
        return f"{cell.value:.15g}"
    return str(cell.value)


def _cell_error(code: str, cell: Cell) -> Parsed:
    value = from_float(cell.value)
    as_percent = code == "percent_in_number" and isinstance(value, Decimal)
    suggestion = f"{times_100(value):f}" if as_percent and isinstance(value, Decimal) else None
    return error(code, shown(cell), suggestion=suggestion)


def _whole_or_error(value: Decimal, raw: str, *, as_is: bool) -> Parsed:
    number = int(value)
    if number != value:
        return error("not_whole", raw)
    return whole(number) if as_is else read(number, as_is=False)


def _not_negative(parsed: Parsed, raw: str) -> Parsed:
    below = isinstance(parsed.value, int | Decimal) and parsed.value < 0
    return error("negative", raw) if below else parsed


def _percent_or_error(value: Decimal, raw: str, *, as_is: bool) -> Parsed:
    if value > 100:
        return error("percent_over_100", raw)
    return error("negative", raw) if value < 0 else read(value, as_is=as_is)


def _level_or_error(parsed: Parsed, raw: str) -> Parsed:
    wrong = isinstance(parsed.value, int) and parsed.value not in LEVELS
    return error("level_out_of_range", raw) if wrong else parsed
