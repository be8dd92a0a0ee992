"""The text of an expression cut into tokens: capped first, and nothing in it that a reader cannot see."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

MAX_LENGTH = 1000
MAX_DEPTH = 24
MAX_DIGITS = 15
MAX_LEVELS = 96
"""Levels of a tree: nothing that walks one comes near to Python's own limit."""
MAX_NODES = 2000
"""Nodes of a tree, with patterns written out: what one run may cost."""
TOKEN = re.compile(
    r"""(?P<space>[ \t]+)
      | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<foreign>\*\*|//|<>|=<|=>|<<|>>|&&|\|\||:=)
      | (?P<sign><=|>=|==|!=|[-+*/<>(),])""",
    re.VERBOSE,
)
REMEDIES = {
    "=": "write == to compare",
    ":=": "write == to compare",
    "=<": "write <=",
    "=>": "write >=",
    "<>": "write !=",
    "<<": "write < to compare",
    ">>": "write > to compare",
    "!": "write not, or != to compare",
    "~": "write not",
    "&": "write and",
    "&&": "write and",
    "|": "write or",
    "||": "write or",
    "**": "there are no powers; multiply",
    "^": "there are no powers; multiply",
    "//": "write / to divide",
    "%": "write / 100",
    ".": "a field has no parts; write its name alone",
    "[": "only round brackets ( ) exist",
    "]": "only round brackets ( ) exist",
    "{": "only round brackets ( ) exist",
    "}": "only round brackets ( ) exist",
    **dict.fromkeys("“”‘’«»`", "write straight quotes: 'text'"),
    **dict.fromkeys("–—−", "write a plain -"),
    **dict.fromkeys("×·", "write *"),
    "÷": "write /",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
}
"""What to write instead of the signs of other languages, of school books and of word processors."""


class ExpressionError(ValueError):
    """An expression that cannot be used; ``column`` (from 1) says where in its text."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column


class Token(NamedTuple):
    """``kind`` is number, name, text (without its quotes), sign or end; ``column`` counts from 1."""

    kind: str
    text: str
    column: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text, closed by one of kind end. A line break counts as a space.

    Length and nesting are capped here, so that no text costs more than a moment. Raises ExpressionError.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters: split it into several rules", MAX_LENGTH)
    found = list(_cut(text.translate({10: " ", 13: " "})))
    depth = 0
    for token in found:
        if token.kind == "sign":
            depth += (token.text == "(") - (token.text == ")")
        if depth > MAX_DEPTH:
            raise ExpressionError(
                f"nested deeper than {MAX_DEPTH}: split it into several rules", token.column
            )
    return found


def _cut(line: str) -> Iterator[Token]:
    place = 0
    while place < len(line):
        match = TOKEN.match(line, place)
        kind = match.lastgroup if match else None
        if match is None or kind is None or kind == "foreign":
            raise _foreign(match[0] if match else line[place], place + 1)
        if kind == "number":
            _check_number(match[0], line[match.end() : match.end() + 1], place + 1)
        if kind == "text":
            _check_text(match[0], place + 1)
        if kind != "space":
            yield Token(kind, match[0][1:-1] if kind == "text" else match[0], place + 1)
        place = match.end()
    yield Token("end", "", len(line.rstrip()) + 1)


def _foreign(sign: str, column: int) -> ExpressionError:
    if sign in "'\"":
        return ExpressionError("this quote is never closed", column)
    if sign in REMEDIES:
        return ExpressionError(f"{sign} has no meaning here: {REMEDIES[sign]}", column)
    if sign.isdigit():
        return ExpressionError("write a number in digits 0-9", column)
    if not _seen(sign):
        return ExpressionError(f"an invisible character (U+{ord(sign):04X}) stands here: take it out", column)
    if sign.isalpha() or unicodedata.combining(sign):
        return ExpressionError(
            f"{sign} stands outside quotes: names have letters a-z, a text 'quotes'", column
        )
    return ExpressionError(f"{sign} has no meaning here: take it out", column)


def _seen(character: str) -> bool:
    """Not a control, format (as those that turn the writing direction), surrogate or odd space."""
    category = unicodedata.category(character)
    return character == " " or category[0] not in "CZ"


def _check_number(digits: str, after: str, column: int) -> None:
    if after == "." or after == "_" or after.isalnum():
        raise ExpressionError("write a number in digits, and a space after it", column)
    whole, _, rest = digits.partition(".")
    if len(whole) > 1 and whole.startswith("0"):
        raise ExpressionError("a number does not begin with 0: take it out", column)
    if len((whole + rest).lstrip("0")) > MAX_DIGITS or len(rest) > MAX_DIGITS:
        raise ExpressionError(f"a number has at most {MAX_DIGITS} digits", column)


def _check_text(quoted: str, column: int) -> None:
    for offset, character in enumerate(quoted):
        if character == "\\":
            raise ExpressionError("\\ has no meaning here: take it out", column + offset)
        if not _seen(character):
            raise _foreign(character, column + offset)
