"""The search language of files.list: terms joined by and, or, not and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from .errors import DriveError, Json

TEXT = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
TOKEN = re.compile(rf"\s*(?:({TEXT})|(<=|>=|!=|[=<>(){{}}])|([A-Za-z][\w.]*))")
Test = Callable[[Json], bool]
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
TIMES = ("modifiedTime", "createdTime")


def invalid() -> DriveError:
    return DriveError(400, "Invalid Value", "invalid")


def compile_query(text: str, me: str | None) -> Test:
    """A test for one file, asked by `me`."""
    reader = _Reader(_tokens(text), me)
    test = reader.alternatives()
    if reader.rest:
        raise invalid()
    return test


def _tokens(text: str) -> list[tuple[str, str]]:
    found, position = [], 0
    while position < len(text.rstrip()):
        match = TOKEN.match(text, position)
        if not match:
            raise invalid()
        kind = "text" if match[1] is not None else "sign" if match[2] else "word"
        value = match[1][1:-1] if kind == "text" else match[2] or match[3]
        found.append((kind, re.sub(r"\\(.)", r"\1", value) if kind == "text" else value))
        position = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], me: str | None) -> None:
        self.rest = tokens
        self.me = me

    def take(self) -> tuple[str, str]:
        if not self.rest:
            raise invalid()
        return self.rest.pop(0)

    def next_is(self, word: str) -> bool:
        if self.rest and self.rest[0][0] != "text" and self.rest[0][1] == word:
            self.rest.pop(0)
            return True
        return False

    def alternatives(self) -> Test:
        tests = [self.conjunction()]
        while self.next_is("or"):
            tests.append(self.conjunction())
        return lambda file: any(test(file) for test in tests)

    def conjunction(self) -> Test:
        tests = [self.term()]
        while self.next_is("and"):
            tests.append(self.term())
        return lambda file: all(test(file) for test in tests)

    def term(self) -> Test:
        if self.next_is("not"):
            inner = self.term()
            return lambda file: not inner(file)
        if self.next_is("("):
            test = self.alternatives()
            if not self.next_is(")"):
                raise invalid()
            return test
        kind, value = self.take()
        return self.membership(value) if kind == "text" else self.comparison(value)

    def membership(self, value: str) -> Test:
        if not self.next_is("in"):
            raise invalid()
        return self._member(self.take()[1], value)

    def _member(self, name: str, value: str) -> Test:
        if name == "parents":
            return lambda file: value in file.get("parents", [])
        if name not in ("writers", "owners", "readers"):
            raise invalid()
        address = self.me if value == "me" else value.lower()
        if name == "owners":
            return lambda file: bool(address) and file.get("owner") == address
        return lambda file: any(entry.get("emailAddress") == address for entry in file["permissions"])

    def comparison(self, name: str) -> Test:
        if self.next_is("has"):
            return self._property(name)
        sign = self.take()[1]
        kind, value = self.take()
        if sign == "in" and kind == "text":
            # gspread writes it the other way round, and Drive takes it.
            return self._member(name, value)
        if name in TIMES and kind == "text" and sign in COMPARISONS:
            moment = _time(value)
            return lambda file: COMPARISONS[sign](_time(file[name]), moment)
        if name in FLAGS and kind == "word" and sign in ("=", "!="):
            wanted = value == "true"
            return lambda file: COMPARISONS[sign](FLAGS[name](file, self.me), wanted)
        if name in ("name", "mimeType", "fullText") and kind == "text":
            return _text_test(name, sign, value)
        raise invalid()

    def _property(self, name: str) -> Test:
        """`properties has { key='x' and value='y' }`"""
        if name not in ("properties", "appProperties") or not self.next_is("{"):
            raise invalid()
        wanted = {}
        for part in ("key", "value"):
            if not (self.next_is(part) and self.next_is("=")):
                raise invalid()
            wanted[part] = self.take()[1]
            self.next_is("and")
        if not self.next_is("}"):
            raise invalid()
        return lambda file: file.get(name, {}).get(wanted["key"]) == wanted["value"]


FLAGS: dict[str, Callable[[Json, str | None], bool]] = {
    "trashed": lambda file, me: bool(file["trashed"]),
    "starred": lambda file, me: bool(file.get("starred")),
    "sharedWithMe": lambda file, me: not file.get("driveId") and file.get("owner") != me,
}


def _text_test(name: str, sign: str, value: str) -> Test:
    if sign in ("=", "!=") and name != "fullText":
        return lambda file: COMPARISONS[sign](file[name], value)
    if sign != "contains":
        raise invalid()
    key = "name" if name == "fullText" else name
    if name == "name":
        # Drive matches the beginnings of words, not any part of a name.
        return lambda file: any(
            start.startswith(value.lower()) for start in _word_starts(file["name"].lower())
        )
    return lambda file: value.lower() in file[key].lower()


def _word_starts(name: str) -> list[str]:
    return [name[match.start() :] for match in re.finditer(r"(?<![^\W_])[^\W_]", name)] or [name]


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid() from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


ORDER_KEYS: dict[str, Callable[[Json], Any]] = {
    "createdTime": lambda file: file["createdTime"],
    "modifiedTime": lambda file: file["modifiedTime"],
    "name": lambda file: file["name"].lower(),
    "name_natural": lambda file: [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in re.split(r"(\d+)", file["name"].lower())
    ],
    "folder": lambda file: not file["mimeType"].endswith(".folder"),
    "recency": lambda file: file["modifiedTime"],
}


def ordered(files: list[Json], order: str) -> list[Json]:
    """Sorted by a comma-separated orderBy; the first key counts most."""
    for spec in reversed([part.split() for part in order.split(",") if part.strip()]):
        key = ORDER_KEYS.get(spec[0])
        if key is None or spec[1:] not in ([], ["desc"]):
            raise invalid()
        files = sorted(files, key=key, reverse=bool(spec[1:]))
    return files
