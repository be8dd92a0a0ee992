"""Which request meets which fault: by its kind, file and user, by count or by chance."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from ..errors import Json

KINDS = ("sheet_read", "sheet_write", "drive_list", "drive_read", "drive_write", "token", "other")
WRITES = frozenset({"sheet_write", "drive_write"})
BEFORE = ("429", "500", "502", "503", "user_rate_limit", "sharing_rate_limit", "cut", "html")
AFTER_WRITES = ("500_after", "502_after", "503_after", "cut_after")
ANSWERS = (*BEFORE, *AFTER_WRITES, "truncated")
NAMES = (*ANSWERS, "slow", "edit", "expire_tokens", "revoke", "random")
USUAL = ("429", "500", "503", "cut", "503_after")
"""What `random` draws from unless told: what Google and a school's line do on a bad day."""
Edits = list[Json] | Callable[[], object]


class FaultError(ValueError):
    """A fault that was asked for does not exist, or says too little."""


@dataclass(frozen=True)
class Asked:
    """One request, as far as faults look at it."""

    kind: str
    method: str
    path: str
    file: str = ""
    user: str = ""
    name: str = ""
    """The file's name: it is the same in every run, its id is not."""


@dataclass(frozen=True)
class Rule:
    """`fault` for requests of these kinds (all when empty), this file, this user.

    Without a probability it is a script: from the `nth` fitting request on, `count` times (once, unless
    said otherwise; 0 is for ever). With one it is drawn for every fitting request until it is cleared.
    """

    fault: str
    kind: tuple[str, ...] = ()
    file: str = ""
    user: str = ""
    nth: int = 1
    count: int = 1
    probability: float | None = None
    seed: int = 1
    of: tuple[str, ...] = USUAL
    seconds: float = 1.0
    code: int = 502
    item: str = ""
    edits: Edits = field(default_factory=list)

    def fits(self, asked: Asked) -> bool:
        kinds = self.kind or (WRITES if self.fault in AFTER_WRITES else KINDS)
        return (
            asked.kind in kinds
            and self.file in ("", asked.file)
            and self.user.lower() in ("", asked.user.lower())
        )

    def shown(self) -> Json:
        """As JSON, without what was left at its default."""
        found = {item.name: getattr(self, item.name) for item in fields(self)}
        blank = Rule(self.fault)
        found = {name: value for name, value in found.items() if value != getattr(blank, name)}
        if callable(found.get("edits")):
            found["edits"] = "a function"
        return {"fault": self.fault, **found}


def from_text(text: str) -> Json:
    """A fault from the command line: `503=0.05`, `slow=2` (seconds), `late_times=300` (seconds)."""
    name, _, value = text.partition("=")
    try:
        number = float(value or 1)
    except ValueError:
        raise FaultError(f"{name} takes a number, not {value}.") from None
    if name == "slow":
        return {"fault": name, "seconds": number, "count": 0}
    if name == "late_times":
        return {"fault": name, "least": number, "most": number}
    return {"fault": name, "probability": number}


def read_rule(given: Json) -> Rule:
    """A rule from JSON. Raises FaultError."""
    known = {item.name for item in fields(Rule)}
    unknown = set(given) - known
    if unknown:
        raise FaultError(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(known))}.")
    settings = dict(given)
    for name in ("kind", "of"):
        if name in settings:
            settings[name] = _several(settings[name])
    try:
        rule = Rule(**settings)
        _check(rule)
    except TypeError as error:
        raise FaultError(f"Not a fault: {error}") from error
    return rule


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check(rule: Rule) -> None:
    for name, allowed in ((rule.fault, NAMES), *((kind, KINDS) for kind in rule.kind)):
        if name not in allowed:
            raise FaultError(f"Unknown: {name}. Known: {', '.join(allowed)}.")
    for name in rule.of:
        if name not in ANSWERS:
            raise FaultError(f"{name} is not drawn at random.")
    if rule.probability is not None and not 0 <= rule.probability <= 1:
        raise FaultError("probability is between 0 and 1.")
    if rule.nth < 1 or rule.count < 0:
        raise FaultError("nth counts from 1; count is 0 (for ever) or more.")
    if rule.fault == "edit" and not rule.edits:
        raise FaultError("edit needs `edits`.")


class Counted:
    """A rule at work: what it has seen and done."""

    def __init__(self, rule: Rule, number: int) -> None:
        self.rule = rule
        self._number = number
        self._seen = 0
        self._done = 0
        self._drawn: Counter[tuple[str, str]] = Counter()

    @property
    def spent(self) -> bool:
        return self.rule.probability is None and 0 < self.rule.count <= self._done

    def due(self, asked: Asked) -> str | None:
        """The fault this request meets, if any. Each fitting request is counted once."""
        if self.spent or not self.rule.fits(asked):
            return None
        self._seen += 1
        if self.rule.probability is None:
            if self._seen < self.rule.nth:
                return None
            self._done += 1
            return self._chosen(asked, random.Random(self.rule.seed + self._seen))
        draw = self._draw(asked)
        return self._chosen(asked, draw) if draw.random() < self.rule.probability else None

    def _draw(self, asked: Asked) -> random.Random:
        """The luck of the nth request for this file: the same in every run, however threads mix."""
        place = (asked.kind, asked.name)
        self._drawn[place] += 1
        return random.Random(f"{self.rule.seed}/{self._number}/{place}/{self._drawn[place]}")

    def _chosen(self, asked: Asked, draw: random.Random) -> str | None:
        if self.rule.fault != "random":
            return self.rule.fault
        possible = [name for name in self.rule.of if asked.kind in WRITES or name not in AFTER_WRITES]
        return draw.choice(possible) if possible else None
