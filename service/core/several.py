"""Several codes in one answer (kind ``codes``): "S3, S4", each once, in the order of their list.

And the parts that one code is made of: "66-U02-01".
"""

import re
from collections.abc import Collection, Iterable

JOINT = ", "
PART_JOINT = "-"
"""What stands between the parts of a code that is made of others: 66-U02-01."""
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


def is_part(text: object, part: object) -> bool:
    """Whether a text is a part of another, as U02 is of 66-U02-01; a missing one has none and is none."""
    return isinstance(text, str) and isinstance(part, str) and part in text.split(PART_JOINT)
