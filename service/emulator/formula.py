"""The grammar of formulas: text to a tree."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from .a1 import column_index, column_letters, split_title

# Thai vowel and tone marks are no \w for Python.
WORD = r"[^\W\d][\w.\u0e30-\u0e4e]*"
TITLE = rf"(?:'(?:[^']|'')*'|{WORD})!"
POINT = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
REFERENCE = (
    rf"(?:{TITLE})?(?:{POINT}(?::(?:{POINT}|\$?[A-Za-z]{{1,3}}))?|"
    r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d+:\$?\d+)(?![\w(!])"
)
TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<text>\"(?:[^\"]|\"\")*\")|(?P<ref>{REFERENCE})|"
    rf"(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>{WORD})|(?P<fault>#REF!)|(?P<op><>|<=|>=|[-+*/^&=<>%(),;])"
)
PARTS = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)$")

Node = tuple[Any, ...]


class Point(NamedTuple):
    """One end of a reference; a row or column of None is open."""

    row: int | None
    row_fixed: bool
    column: int | None
    column_fixed: bool

    def text(self) -> str:
        letters = (
            "" if self.column is None else ("$" if self.column_fixed else "") + column_letters(self.column)
        )
        return letters + ("" if self.row is None else ("$" if self.row_fixed else "") + str(self.row + 1))


class SyntaxFaultError(Exception):
    """Formula parse error."""


def read_point(text: str) -> Point:
    match = PARTS.match(text)
    if not match:
        raise SyntaxFaultError
    dollar, letters, row_dollar, digits = match.groups()
    if not letters:
        row_dollar = row_dollar or dollar
    row = int(digits) - 1 if digits else None
    return Point(row, bool(row_dollar), column_index(letters) if letters else None, bool(dollar and letters))


def tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match or match.lastgroup is None:
            raise SyntaxFaultError
        found.append((match.lastgroup, match[0]))
        position = match.end()
    return found


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of a formula (with its leading =)."""
    parser = _Parser([token for token in tokens(text[1:]) if token[0] != "space"])
    tree = parser.comparison()
    if parser.rest:
        raise SyntaxFaultError
    return tree


class _Parser:
    LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))

    def __init__(self, found: list[tuple[str, str]]) -> None:
        self.rest = found

    def peek(self) -> str:
        return self.rest[0][1] if self.rest and self.rest[0][0] == "op" else ""

    def take(self) -> tuple[str, str]:
        if not self.rest:
            raise SyntaxFaultError
        return self.rest.pop(0)

    def comparison(self, level: int = 0) -> Node:
        if level == len(self.LEVELS):
            return self.unary()
        left = self.comparison(level + 1)
        while self.peek() in self.LEVELS[level]:
            operator = self.take()[1]
            left = ("binary", operator, left, self.comparison(level + 1))
        return left

    def unary(self) -> Node:
        if self.peek() in ("-", "+"):
            sign = self.take()[1]
            operand = self.unary()
            return ("binary", "-", ("value", 0), operand) if sign == "-" else operand
        node = self.atom()
        while self.peek() == "%":
            self.take()
            node = ("binary", "/", node, ("value", 100))
        return node

    def atom(self) -> Node:
        kind, text = self.take()
        if kind == "number":
            return ("value", float(text))
        if kind == "text":
            return ("value", text[1:-1].replace('""', '"'))
        if kind == "ref":
            return _reference(text)
        if kind == "name":
            return self.named(text)
        if kind == "fault":
            return ("fault", "REF")
        if text == "(":
            node = self.comparison()
            self.expect(")")
            return node
        raise SyntaxFaultError

    def named(self, text: str) -> Node:
        if self.peek() != "(":
            return ("value", text.upper() == "TRUE") if text.upper() in ("TRUE", "FALSE") else ("named", text)
        self.take()
        arguments: list[Node] = []
        while self.peek() != ")":
            arguments.append(self.comparison())
            if self.peek() in (",", ";"):
                self.take()
            elif self.peek() != ")":
                raise SyntaxFaultError
        self.expect(")")
        return ("call", text.upper(), tuple(arguments))

    def expect(self, text: str) -> None:
        if self.take()[1] != text:
            raise SyntaxFaultError


def _reference(text: str) -> Node:
    title, cells = split_title(text)
    first, colon, last = cells.partition(":")
    return ("ref", title, read_point(first), read_point(last) if colon else None)
