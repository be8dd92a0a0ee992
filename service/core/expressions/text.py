"""The text of an expression before Python's grammar reads it: capped, on one line, nothing hidden."""

import re

MAX_LENGTH = 1000
MAX_DEPTH = 24
MAX_DIGITS = 15
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
GLUED = re.compile(r"(?<![\w.])[0-9][0-9.]*[A-Za-z_]")


class ExpressionError(ValueError):
    """An expression that cannot be used; ``column`` (from 1) says where in its text."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column


def one_line(text: str) -> str:
    """The text on one line, as YAML's block texts need it; its places stay the same.

    Length and nesting are capped here, and what Python would drop or warn of in silence is refused.
    Raises ExpressionError.
    """
    _refuse_oversize(text)
    bare = QUOTED.sub(lambda match: "_" * len(match[0]), text)
    glued = GLUED.search(bare)
    if glued:
        raise ExpressionError("write a number in digits, and a space after it", glued.start() + 1)
    for mark, place in (("#", bare.find("#")), ("\\", text.find("\\"))):
        if place >= 0:
            raise ExpressionError(f"{mark} has no meaning here: take it out", place + 1)
    return text.translate({10: " ", 13: " "})


def _refuse_oversize(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters: split it into several rules", MAX_LENGTH)
    depth = 0
    for column, character in enumerate(text, 1):
        depth += (character in "([{") - (character in ")]}")
        if depth > MAX_DEPTH:
            raise ExpressionError(f"nested deeper than {MAX_DEPTH}: split it into several rules", column)
