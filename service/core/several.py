"""Several codes in one answer (kind ``codes``): "S3, S4", each once, in the order of their list."""

import re
from collections.abc import Collection, Iterable

JOINT = ", "
APART = re.compile(r"[\s,;/]")
"""What stands between codes; a code that holds one of these could not be told from two."""


def joined(codes: Iterable[str]) -> str:
    """The codes as one answer."""
    return JOINT.join(codes)


def codes_in(value: str) -> list[str]:
    """The codes of an answer, also of one code alone."""
    return value.split(JOINT)


def holds_one(value: object, wanted: Collection[str]) -> bool:
    """Whether an answer of kind code or codes is, or holds, one of these; a missing one does not."""
    if not isinstance(value, str):
        return False
    return value in wanted or any(code in wanted for code in codes_in(value))
