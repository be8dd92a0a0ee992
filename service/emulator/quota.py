"""Google's request quotas: Sheets' by reads and writes, Drive's by units; a minute of the clock long."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

from .errors import ApiError, DriveError, Json

if TYPE_CHECKING:
    from .state import State

MINUTE = 60_000_000  # microseconds
EVERYONE = "*"
PROJECT = "project_number:440000000000"
WORDS = {
    "sheet_read": ("Read", "ReadRequestsPerMinutePer"),
    "sheet_write": ("Write", "WriteRequestsPerMinutePer"),
}
DRIVE = "drive"


@dataclass(frozen=True)
class Limits:
    """How many requests a minute. Drive's are counted as one unit each: the units per method are unknown."""

    user: int = 60
    project: int = 300
    drive_user: int = 325_000
    drive_project: int = 1_000_000


class Quota:
    """A sliding window looks back a minute from now; else a minute begins with each minute of the clock."""

    def __init__(self, mode: str, state: State) -> None:
        self.on = mode == "google"
        self.limits = Limits()
        self._state = state
        self._lock = threading.Lock()
        self._taken: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)

    def take(self, kind: str, user: str) -> None:
        """Count one request, or raise Google's refusal; a refused request is not counted."""
        if not self.on:
            return
        with self._lock:
            now = self._now()
            for whose, limit in zip((user, EVERYONE), self._of(kind), strict=True):
                if self._used(kind, whose, now) >= limit:
                    raise self._exceeded(kind, whose, limit)
            self._taken[kind, user].append(now)
            self._taken[kind, EVERYONE].append(now)

    def _now(self) -> int:
        return round(self._state.clock().timestamp() * 1_000_000)

    def _of(self, kind: str) -> tuple[int, int]:
        if kind == DRIVE:
            return self.limits.drive_user, self.limits.drive_project
        return self.limits.user, self.limits.project

    def _used(self, kind: str, whose: str, now: int) -> int:
        taken = self._taken[kind, whose]
        begin = now - MINUTE if self._state.switches.quota_window == "sliding" else now // MINUTE * MINUTE - 1
        while taken and taken[0] <= begin:
            taken.popleft()
        return len(taken)

    def _exceeded(self, kind: str, whose: str, limit: int) -> ApiError:
        if kind == DRIVE:
            return drive_exceeded(int(self._state.switches.drive_refusal), whose != EVERYONE)
        if whose == EVERYONE:
            return exceeded(kind, "Project", "", limit)
        return exceeded(kind, "User", "per user", limit)

    def change(self, given: Json) -> None:
        """`on` and new limits; what was used stays used. Raises ValueError."""
        known = {item.name for item in fields(Limits)} | {"on"}
        unknown = sorted(set(given) - known)
        if unknown:
            raise ValueError(f"Unknown: {', '.join(unknown)}. Known: {', '.join(sorted(known))}.")
        with self._lock:
            self.on = bool(given.get("on", self.on))
            numbers = {name: _number(name, value) for name, value in given.items() if name != "on"}
            self.limits = replace(self.limits, **numbers)

    def shown(self) -> Json:
        """Limits, and what each user has used of them in this minute."""
        with self._lock:
            now = self._now()
            used = [
                {"kind": kind, "user": whose, "used": count}
                for kind, whose in list(self._taken)
                if (count := self._used(kind, whose, now))
            ]
        return {"on": self.on, "limits": asdict(self.limits), "used": used}


def _number(name: str, value: object) -> int:
    if not str(value).isdecimal():
        raise ValueError(f"{name} is a whole number.")
    return int(str(value))


def drive_exceeded(code: int, by_user: bool) -> DriveError:
    """Drive says 403 (or 429) where Sheets says 429."""
    if code == 429:
        return DriveError(429, "Rate Limit Exceeded", "rateLimitExceeded", "usageLimits")
    if by_user:
        return DriveError(403, "User Rate Limit Exceeded", "userRateLimitExceeded", "usageLimits")
    return DriveError(403, "Rate Limit Exceeded", "rateLimitExceeded", "usageLimits")


def exceeded(kind: str, limit_tail: str, whose: str, value: int) -> ApiError:
    word, limit = WORDS[kind]
    name = f"{word} requests per minute" + (f" {whose}" if whose else "")
    message = (
        f"Quota exceeded for quota metric '{word} requests' and limit '{name}' "
        f"of service 'sheets.googleapis.com' for consumer '{PROJECT}'."
    )
    metadata = {
        "service": "sheets.googleapis.com",
        "quota_metric": f"sheets.googleapis.com/{word.lower()}_requests",
        "quota_limit": limit + limit_tail,
        "quota_limit_value": str(value),
        "quota_location": "global",
        "consumer": PROJECT.replace("project_number:", "projects/"),
    }
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": metadata,
    }
    return ApiError(429, message, details=[info])
