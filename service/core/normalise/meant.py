"""What was probably meant: a word that holds what was typed goes before one that is spelt much like it."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from .text import loose_key

LOOKED_AT = 200
"""Letters of a wrong answer that are compared with a list."""
_LIKE = 0.7
_LEAST = 2
"""Letters that a word needs to be looked for inside of others."""
_LOOKALIKE = str.maketrans("oil|", "0111")
_NUMBER = re.compile(r"[\u0e00-\u0e7f]*(\d+)")
"""A number alone or after a Thai word: 3, กลยุทธ์ที่ 3."""
_NOT = ("ไม่", "ยัง")


def meant_word(typed: str, words: Iterable[str]) -> str | None:
    """The one of these words that was probably meant; None when it may be several, or none is near."""
    known = {loose_key(word): word for word in words}
    key = loose_key(typed)[:LOOKED_AT].rstrip(".ฯ")
    for found in _related(key, known):
        if found:
            return known[found[0]] if len(found) == 1 else None
    near = get_close_matches(key, known, n=1, cutoff=_LIKE)
    return known[near[0]] if near else None


def _related(key: str, known: Iterable[str]) -> Iterable[list[str]]:
    """Words that begin with what was typed, that hold it, and that it holds."""
    holding = [word for word in known if len(key) >= _LEAST and key in word]
    yield [word for word in holding if word.startswith(key)]
    yield holding
    held = [word for word in known if len(word) >= _LEAST and word in key and _same_sign(key, word)]
    yield [word for word in held if not any(word != other and word in other for other in held)]


def _same_sign(key: str, word: str) -> bool:
    return key.startswith(_NOT) == word.startswith(_NOT)


def meant_code(typed: str, codes: Mapping[str, str]) -> str | None:
    """The code probably meant, by itself, by its number or by its title; another number is another code."""
    known = {loose_key(code): code for code in codes}
    key = loose_key(typed)[:LOOKED_AT]
    if key.translate(_LOOKALIKE) in known:
        return known[key.translate(_LOOKALIKE)]
    number = _NUMBER.fullmatch(key)
    numbered = [code for code in codes if number and _numbers(code) == _numbers(number[1])]
    if len(numbered) == 1:
        return numbered[0]
    near = get_close_matches(key, known, n=1, cutoff=_LIKE)
    if near and _numbers(near[0]) == _numbers(key):
        return known[near[0]]
    titles = {title: code for code, title in codes.items() if title}
    title = meant_word(typed, titles)
    return titles[title] if title else None


def _numbers(text: str) -> str:
    return "".join(found.lstrip("0") for found in re.findall(r"\d+", text))
