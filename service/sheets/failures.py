"""Why a request failed: whether to ask again, whether another account may, and our error with its remedy."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import requests

from service.errors import GoogleError

_WORD = re.compile("[^A-Z_]")


class Again(Enum):
    """Whether asking once more can help."""

    NEVER = "it would be refused again"
    WHEN_SAFE = "it may have been done: only what leaves the same behind may be sent again"
    SURE = "it was surely not done"


@dataclass(frozen=True, slots=True)
class Failure:
    """One attempt that failed."""

    error: GoogleError
    again: Again = Again.NEVER
    other_account: bool = False  # another of our accounts may be allowed what this one is not
    everywhere: bool = False  # and for every file, not for this one alone
    quota: str = ""  # whose quota is used up: "account" or "project"
    network: bool = False  # it never came to Google
    after: float = 0.0  # seconds Google asks us to wait


@dataclass(frozen=True, slots=True)
class Refusal:
    """Google's answer other than 2xx, taken apart. ``message`` may quote values: it is never shown."""

    status: int
    word: str
    message: str
    reasons: frozenset[str]
    metadata: Mapping[str, str]
    after: float

    @classmethod
    def of(cls, response: requests.Response) -> "Refusal":
        error = _error(response)
        details = [item for item in _list(error.get("details")) if isinstance(item, Mapping)]
        named = [*_list(error.get("errors")), *details]
        reasons = frozenset(str(item.get("reason", "")) for item in named if isinstance(item, Mapping))
        given = (item["metadata"] for item in details if isinstance(item.get("metadata"), dict))
        metadata: Mapping[Any, Any] = next(given, {})
        after = response.headers.get("Retry-After", "")
        return cls(
            response.status_code,
            _WORD.sub("", str(error.get("status", "")))[:40],
            str(error.get("message", "")),
            reasons - {""},
            {str(key): str(value) for key, value in metadata.items()},
            float(after) if after.isdecimal() else 0.0,
        )


def _error(response: requests.Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except requests.exceptions.JSONDecodeError:
        return {}
    error = body.get("error") if isinstance(body, Mapping) else None
    return error if isinstance(error, Mapping) else {}


def _list(found: Any) -> Sequence[Any]:
    return found if isinstance(found, list) else []
