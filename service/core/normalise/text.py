"""Thai text: digits, characters nobody sees, broken vowels and marks, sorting (DOMAIN §4).

Never NFKC: it takes a correct ำ apart. NFC leaves ํ + า apart, so that is joined here.
"""

import re
from functools import lru_cache
from itertools import groupby
from unicodedata import is_normalized, normalize

_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans("0123456789", _THAI_DIGITS)
_TO_ARABIC = str.maketrans(_THAI_DIGITS, "0123456789")

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f"
_UNSEEN = (  # control, soft hyphen, zero width, direction marks, BOM, lone surrogates, non-characters
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
# A zero-width joiner holds an emoji family together; anywhere else it is dirt.
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_INVISIBLE_TYPED = re.compile(f"[{_UNSEEN}\u200d\ufe0e\ufe0f]+")
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What a phone or a Japanese/Chinese keyboard types for ASCII, and the dashes used as minus.
_TYPED = str.maketrans(
    {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    | dict(zip(map(ord, _THAI_DIGITS), "0123456789", strict=True))
    | {0x2212: "-", 0x2010: "-", 0x2011: "-"}
)

_VOWEL_MARK = "\u0e31\u0e34-\u0e3a\u0e47"  # ั ิ ี ึ ื ุ ู ฺ ็
_UPPER_MARK = "\u0e48-\u0e4e"  # tones, ์ ํ ๎
_SUSPECT = re.compile(
    f"\u0e4d|\u0e33[\u0e33\u0e48-\u0e4b]|\u0e40\u0e40|[{_UPPER_MARK}][{_VOWEL_MARK}]"
    f"|([{_VOWEL_MARK}{_UPPER_MARK}])\\1"
)
_SARA_AM_RUN = re.compile("\u0e33{2,}")
_SARA_AM = {"\u0e4d\u0e32": "\u0e33"} | {
    wrong: tone + "\u0e33"
    for tone in "\u0e48\u0e49\u0e4a\u0e4b"
    for wrong in (f"\u0e4d{tone}\u0e32", f"\u0e33{tone}")
}
_ALL_MARKS = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)
_MARKS = re.compile(f"[{_VOWEL_MARK}{_UPPER_MARK}]{{2,}}")
_DOUBLED = re.compile("([าะโใไแ])\\1+")

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MINOR_MARK = re.compile("[\u0e47-\u0e4e]")


def to_thai_digits(text: str) -> str:
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    return text.translate(_TO_ARABIC)


def clean_text(text: str) -> str:
    """Free text as typed, without what nobody can see; line breaks and inner spaces stay."""
    if not text.isprintable():
        text = _drop_unseen(_LINE_END.sub("\n", text))
    return repair_thai(text).strip(" \n")


def clean_typed(text: str) -> str:
    """The text of a typed field: also ASCII digits and signs, and single spaces."""
    if not text.isprintable() or "\ufe0f" in text or "\ufe0e" in text:
        text = _INVISIBLE_TYPED.sub("", text)
    if not text.isascii():
        text = repair_thai(text.translate(_TYPED))
    text = " ".join(text.split())
    # Sheets keeps a leading apostrophe to itself; pasted text brings it along.
    return text[1:].lstrip() if text[:1] in ("'", "’") else text


def clean_name(text: str) -> str:
    """A name on one line; doubled vowels are slips here, though not in free text (นาาน)."""
    return _DOUBLED.sub(r"\1", " ".join(clean_text(text).split()))


def is_blank(text: str) -> bool:
    """Whether a person sees nothing; stops at the first visible character of a long text."""
    first = text.lstrip()[:64]
    if first and _INVISIBLE_TYPED.sub("", first).strip():
        return False
    return not _INVISIBLE_TYPED.sub("", text).strip()


def repair_thai(text: str) -> str:
    """Join ำ, put marks in order, drop doubled ones; what looks the same becomes the same."""
    for attempt in range(6):  # the quick repairs are nearly always enough; noise takes more rounds
        if is_normalized("NFC", text) and not _SUSPECT.search(text):
            return text
        fixed = _repair_quickly(normalize("NFC", text))
        if attempt:
            fixed = normalize("NFC", _MARKS.sub(lambda marks: _order_marks(marks[0]), fixed))
            if fixed == text:  # a lone ํ looks suspect and is right: สํ
                return text
        text = fixed
    return text


def _repair_quickly(text: str) -> str:
    for wrong, right in _SARA_AM.items():
        text = text.replace(wrong, right)
    text = _SARA_AM_RUN.sub("\u0e33", text).replace("เเ", "แ")
    for mark in _ALL_MARKS:
        text = text.replace(mark * 2, mark)
    return normalize("NFC", text)


@lru_cache(maxsize=256)
def _order_marks(marks: str) -> str:
    """Vowels before tones, each once; among themselves they keep their order."""
    ordered = sorted(marks, key=lambda mark: mark >= "\u0e48")
    return "".join(mark for mark, _ in groupby(ordered))


def _drop_unseen(text: str) -> str:
    """One replacement per kind of dirt, not per piece: quick where a long text is full of it."""
    chars = "".join(set(text))
    for char in _INVISIBLE.findall(chars):
        text = text.replace(char, "")
    for char in _SPACE.findall(chars):
        text = text.replace(char, " ")
    return _STRAY_JOINER.sub("", text) if "\u200d" in chars else text


def loose_key(text: str) -> str:
    """Equal for texts that differ only in dirt, spaces, digits' script and letter case."""
    return clean_typed(text).replace(" ", "").casefold()


def collation_key(text: str) -> tuple[str, str]:
    """Dictionary order: a leading vowel after its consonant, tones only to break a tie."""
    cleaned = repair_thai(text)
    base = _LEADING_VOWEL.sub(r"\2\1", _MINOR_MARK.sub("", cleaned))
    tones = "".join(c if _MINOR_MARK.match(c) else " " for c in cleaned)
    return base, tones.rstrip()
