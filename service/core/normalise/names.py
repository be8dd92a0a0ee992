"""School names: written one way, matched against the register only as a check (DOMAIN §0.3, §4)."""

import re
from difflib import get_close_matches

from service.core.cells import Outcome, Parsed

from .answers import error
from .context import Context
from .text import clean_name, loose_key

PREFIX = "โรงเรียน"
# The official list itself misspells one: "โรงเรียบ้านทุ่งมณี".
_PREFIX = re.compile(r"(?:(?:โรงเรียน?|ร\. ?ร\.?|รร\.?) ?)+")
_BRACKET = re.compile(r" ?\( ?([^()]*?) ?\)")
_LEGAL = re.compile(r"[ก-๎A-Za-z0-9๐-๙ ().,'’\"“”/&–-]*[ก-ฮA-Za-z][ก-๎A-Za-z0-9๐-๙ ().,'’\"“”/&–-]*")
_LONGEST = 150
"""The longest real name has 71 characters."""


def normalise_school_name(text: str) -> str:
    """ "ร.ร.บ้านแพง(คุรุราษฎร์)" → "โรงเรียนบ้านแพง (คุรุราษฎร์)"."""
    name = clean_name(text)
    body = _PREFIX.sub("", name, count=1) if _PREFIX.match(name) else name
    body = _BRACKET.sub(r" (\1)", body).strip()
    return PREFIX + re.sub(r" +", " ", body) if body else ""


def read_school_name(_: str, raw: str, context: Context) -> Parsed:
    if len(raw) > _LONGEST:
        return error("name_unknown", raw)
    name = normalise_school_name(raw)
    if not _LEGAL.fullmatch(name.removeprefix(PREFIX)):
        return error("name_unknown", raw)
    if not context.school_names:
        return _named(name, raw, {})
    found = (name,) if name in context.school_names else _loosely(name, context)
    if not found:
        near = tuple(get_close_matches(name, context.school_names, n=3, cutoff=0.75))
        return error("name_unknown", raw, suggestion=near[0] if near else None, suggestions=near or None)
    codes = tuple(code for each in found for code in context.school_names[each])
    if len(codes) > 1:
        return error("name_ambiguous", raw, codes=codes)
    return _named(found[0], raw, {"school_code": codes[0]} if codes else {})


def _named(name: str, raw: str, params: dict[str, object]) -> Parsed:
    outcome = Outcome.OK if name == raw else Outcome.NORMALISED
    return Parsed(name, outcome, params=params) if params else Parsed(name, outcome)


def _loosely(name: str, context: Context) -> tuple[str, ...]:
    """Full names meant by one without its bracket, with other spaces, or cut short with ฯ."""
    key = loose_key(name)
    if found := context.name_index.get(key):
        return found
    if not key.endswith("ฯ"):
        return ()
    stem = key.rstrip("ฯ")
    names = {
        full
        for other, full_names in context.name_index.items()
        if other.startswith(stem)
        for full in full_names
    }
    return tuple(sorted(names)) if len(stem) > len(PREFIX) + 2 else ()
