"""What to say about a name that does not exist, and which fields a pattern stands for."""

import difflib
import fnmatch
import re
from collections.abc import Iterable

SHOWN = 40
"""Letters of a wrong name that a message repeats."""
LONGEST = 60
"""A name has at most so many letters (form.schema.json); nothing longer is near to one."""
CANDIDATES = 30
PATTERN = re.compile(r"[a-z0-9_*?\[\]!-]{1,60}")


def quoted(name: str) -> str:
    """The name in quotes, cut where it would fill the message."""
    return repr(name if len(name) <= SHOWN else name[: SHOWN - 1] + "…")


def nearest(name: str, known: Iterable[str]) -> str:
    """The hint after an unknown name: the nearest one that exists.

    Only the names most alike in their letters are compared closely, which keeps a large form fast.
    """
    if len(name) > LONGEST:
        return ""
    matcher = difflib.SequenceMatcher(b=name)
    alike = []
    for candidate in known:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= 0.6:
            alike.append((matcher.quick_ratio(), candidate))
    alike.sort(key=lambda pair: -pair[0])
    close = difflib.get_close_matches(name, [candidate for _, candidate in alike[:CANDIDATES]], n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """The names that a shell-style pattern matches (``*``, ``?``, ``[1-6]``, ``[!1]``), in their order."""
    if not PATTERN.fullmatch(pattern):
        return []
    matches = re.compile(fnmatch.translate(pattern)).match
    return [name for name in names if matches(name)]


def near_pattern(pattern: str, names: Iterable[str]) -> str:
    """The hint after a pattern that matches nothing: a field near to the first name it could mean."""
    plain = re.sub(r"\[!?(.)[^]]*\]", r"\1", pattern).replace("*", "").replace("?", "")
    return nearest(plain, names)
