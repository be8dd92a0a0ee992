"""The names of the months: Thai full, short and spoken, and English."""

import re
from difflib import get_close_matches

FULL = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
_SPOKEN = (
    *("มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา"),
    *("กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา"),
)
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_BESIDE_NAME = re.compile(r"[\s.,/\-–]|เดือน")
_NUMBER = {
    name.replace(".", ""): number
    for names in (FULL, SHORT, _SPOKEN, _ENGLISH, tuple(name[:3] for name in _ENGLISH), ("",) * 8 + ("sept",))
    for number, name in enumerate(names, start=1)
    if name
}


def month_number(token: str) -> int | None:
    """1 to 12 for a name with or without dots, "เดือน" or a dash beside it."""
    return _NUMBER.get(_bare(token))


def is_english(token: str) -> bool:
    return token.isascii()


def nearest_month(token: str) -> str | None:
    """The full Thai name that a misspelt one resembles."""
    bare = _bare(token)
    if len(bare) > 20:
        return None
    return next(iter(get_close_matches(bare, FULL, n=1, cutoff=0.75)), None)


def _bare(token: str) -> str:
    return _BESIDE_NAME.sub("", token).casefold()
