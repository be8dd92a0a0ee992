"""Whole numbers written in Thai words: สิบสอง, หนึ่งร้อยยี่สิบเอ็ด, สองล้าน."""

import re

_DIGIT = {
    "หนึ่ง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
_PLACE = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}
_WORD = re.compile("|".join([*_DIGIT, *_PLACE]))
_ALL_WORDS = re.compile(f"(?:{_WORD.pattern}|ล้าน){{1,30}}")


def number_from_words(text: str) -> int | None:
    """The number, or None; "ร้อย" alone is no number, "สิบ" alone is ten."""
    if not _ALL_WORDS.fullmatch(text):
        return None
    millions, has_millions, rest = text.rpartition("ล้าน")
    if not has_millions:
        return _below_million(rest)
    left, right = number_from_words(millions), _below_million(rest) if rest else 0
    return None if left is None or right is None else left * 1_000_000 + right


def _below_million(text: str) -> int | None:
    total, digit, last_place = 0, 0, 1_000_000
    for word in _WORD.findall(text):
        place = _PLACE.get(word)
        if place is None:
            if digit:
                return None
            digit = _DIGIT[word]
            continue
        if place >= last_place or not (digit or place == 10):
            return None
        total, digit, last_place = total + (digit or 1) * place, 0, place
    return total + digit if total or digit else None
