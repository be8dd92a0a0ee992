"""Headings that people wrote against the titles of fields: which means which, and which come near."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from service.core.normalise.text import clean_typed

NUMBERING = re.compile(
    r"^(?:(?:รายการที่|รายการ|ข้อที่|ข้อ|ตัวชี้วัดที่|ตัวชี้วัด|ลำดับที่|ลำดับ|ที่)\s*\(?[0-9]+(?:\.[0-9]+)*\)?[.):]?\s*"
    r"|[0-9]+(?:\.[0-9]+)+\s+|\(?[0-9]+(?:\.[0-9]+)*[.)]+(?![0-9])\s*)"
)
"""What counts a heading: "ข้อ 3", "1.2 ", "(4)", "5." — never a bare number, which may belong to the title."""
BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
PUNCTUATION = re.compile(r"[\s.,:;*'\"“”‘’/\\_-]+")
NEAR, NEAREST = 0.6, 3
Key = Callable[[str], str]


def heading_key(text: str) -> str:
    """Equal for headings that differ only in digits' script, spaces, case, numbering and unseen signs."""
    return PUNCTUATION.sub("", NUMBERING.sub("", clean_typed(text).casefold()))


def bare_key(text: str) -> str:
    """The same without what stands in brackets (a unit, an example)."""
    return heading_key(BRACKETED.sub(" ", clean_typed(text)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A field and the titles it goes by."""

    name: str
    titles: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.titles[0]


@dataclass(slots=True)
class Matches:
    """Where each field was found; what was not, each with the nearest of the other side."""

    found: dict[str, int] = field(default_factory=dict)
    several: dict[str, list[int]] = field(default_factory=dict)
    unfound: dict[str, list[str]] = field(default_factory=dict)
    unasked: dict[int, list[str]] = field(default_factory=dict)


def match(fields: Sequence[Asked], headings: Mapping[int, str], given: Mapping[str, int]) -> Matches:
    """Find each field among the headings; ``given`` are those a person has said.

    A title that several headings bear is the one between its neighbours, when there is just one there.
    """
    result = Matches(found=dict(given))
    for key in (heading_key, bare_key):
        _match_by(fields, {index: key(text) for index, text in headings.items()}, key, result)
    free = {index: text for index, text in headings.items() if index not in result.found.values()}
    for item in fields:
        if item.name not in result.found:
            alike = [index for index, text in free.items() if _same(item, text)]
            if alike:
                result.several[item.name] = alike
            else:
                result.unfound[item.name] = nearest(item.title, free.values())
    titles = [item.title for item in fields if item.name not in result.found]
    taken = {index for indices in result.several.values() for index in indices}
    result.unasked = {index: nearest(text, titles) for index, text in free.items() if index not in taken}
    return result


def _same(item: Asked, text: str) -> bool:
    return any(key(title) == key(text) for title in item.titles for key in (heading_key, bare_key))


def _match_by(fields: Sequence[Asked], keys: Mapping[int, str], key: Key, result: Matches) -> None:
    """Claim what is clear, then what has become clear by it, until nothing more is."""
    claimed = True
    while claimed:
        claimed = False
        for number, item in enumerate(fields):
            if item.name in result.found:
                continue
            index = _only_one(fields, number, keys, key, result)
            if index is not None:
                result.found[item.name], claimed = index, True


def _only_one(
    fields: Sequence[Asked], number: int, keys: Mapping[int, str], key: Key, result: Matches
) -> int | None:
    wanted = {key(title) for title in fields[number].titles} - {""}
    taken = set(result.found.values())
    alike = [index for index, text in keys.items() if text in wanted and index not in taken]
    rivals = any(
        wanted & {key(title) for title in other.titles}
        for other in fields
        if other is not fields[number] and other.name not in result.found
    )
    if len(alike) == 1 and not rivals:
        return alike[0]
    low = max((result.found[f.name] for f in fields[:number] if f.name in result.found), default=-1)
    later = [result.found[f.name] for f in fields[number + 1 :] if f.name in result.found]
    before = next((result.found[f.name] for f in fields[:number][::-1] if f.name in result.found), None)
    between = [index for index in alike if index > low and index < min(later, default=index + 1)]
    return between[0] if len(between) == 1 and before == low else None


def nearest(text: str, others: Iterable[str], limit: int = NEAREST) -> list[str]:
    """The texts that come near, nearest first."""
    by_key: dict[str, str] = {}
    for other in others:
        by_key.setdefault(bare_key(other), other)
    return [by_key[key] for key in get_close_matches(bare_key(text), by_key, n=limit, cutoff=NEAR)]
