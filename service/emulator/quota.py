"""Google's request quotas for Sheets, refilled with each minute of the clock."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from .errors import ApiError

PER_USER, PER_PROJECT = 60, 300
PROJECT = "project_number:440000000000"
WORDS = {
    "sheet_read": ("Read", "ReadRequestsPerMinutePer"),
    "sheet_write": ("Write", "WriteRequestsPerMinutePer"),
}


class Quota:
    def __init__(self, mode: str, clock: Callable[[], datetime]) -> None:
        self.on = mode == "google"
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = -1
        self._used: Counter[tuple[str, str]] = Counter()

    def take(self, kind: str, user: str) -> None:
        """Count one request, or raise Google's 429."""
        if not self.on or kind not in WORDS:
            return
        with self._lock:
            minute = int(self._clock().timestamp() // 60)
            if minute != self._minute:
                self._minute = minute
                self._used.clear()
            if self._used[kind, user] >= PER_USER:
                raise exceeded(kind, "User", "per user", PER_USER)
            if self._used[kind, ""] >= PER_PROJECT:
                raise exceeded(kind, "Project", "", PER_PROJECT)
            self._used[kind, user] += 1
            self._used[kind, ""] += 1


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
