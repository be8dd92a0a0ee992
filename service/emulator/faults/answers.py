"""The wrong answers, in the words of whoever gives them: Sheets, Drive, the token endpoint, a proxy."""

from __future__ import annotations

import json
from http import HTTPStatus

from ..errors import ApiError, DriveError, Json
from ..quota import drive_exceeded, exceeded
from ..wire import drive_error
from .rules import Asked

MESSAGES = {
    429: "Resource has been exhausted (e.g. check quota).",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}
PAGE = """<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <title>Error {code} ({word})!!1</title>
  <p><b>{code}.</b> <ins>That's an error.</ins>
  <p>The server encountered a temporary error and could not complete your request.
  <p>Please try again in 30 seconds. <ins>That's all we know.</ins>
"""
PROXY = """<html><head><title>{code} {word}</title></head>
<body><center><h1>{code} {word}</h1></center><hr><center>nginx</center></body></html>
"""
Wrong = tuple[int, str, bytes]
"""Status, content type, body."""


def status(code: int, asked: Asked) -> Wrong:
    """A refusal with this status. Google's front answers 502 with a page, its services with JSON."""
    if code == 502:
        return page(code, PAGE)
    if asked.kind == "token":
        return _json(code, {"error": "rate_limit_exceeded" if code == 429 else "internal_failure"})
    return _json(code, _refusal(code, asked).body())


def _refusal(code: int, asked: Asked) -> ApiError:
    if asked.kind.startswith("drive"):
        message = "Internal Error" if code == 500 else MESSAGES[code]
        return drive_error(ApiError(code, "Rate Limit Exceeded" if code == 429 else message))
    if code == 429 and asked.kind in ("sheet_read", "sheet_write"):
        return exceeded(asked.kind, "User", "per user", 60)
    return ApiError(code, MESSAGES[code])


def user_rate_limit(asked: Asked) -> Wrong:
    """Drive's way of saying 429."""
    return _json(403, drive_exceeded(403, by_user=True).body())


def sharing_rate_limit(asked: Asked) -> Wrong:
    message = (
        "Rate limit exceeded. User message: "
        f'"These item(s) could not be shared because a rate limit was exceeded: {asked.name}"'
    )
    return _json(403, DriveError(403, message, "sharingRateLimitExceeded").body())


def page(code: int, text: str = PROXY) -> Wrong:
    word = HTTPStatus(code).phrase
    return code, "text/html; charset=UTF-8", text.format(code=code, word=word).encode()


def _json(code: int, body: Json) -> Wrong:
    return code, "application/json; charset=UTF-8", json.dumps(body, ensure_ascii=False).encode()
