"""Answers against the documents: the method's own schema under the request's mask, or Google's form of an error."""

from collections.abc import Iterator
from typing import Any

from service.emulator.traffic import Exchange

from . import masks, parameters, schemas
from .asked import Asked, BodyError, json_of
from .documents import Json, Method
from .mandatory import ANSWERS, DRIVE_UNASKED
from .masks import MaskError

STATUS_WORDS = {
    400: {"INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE"},
    401: {"UNAUTHENTICATED"},
    403: {"PERMISSION_DENIED"},
    404: {"NOT_FOUND"},
    409: {"ABORTED", "ALREADY_EXISTS"},
    429: {"RESOURCE_EXHAUSTED"},
    499: {"CANCELLED"},
    500: {"INTERNAL", "UNKNOWN", "DATA_LOSS"},
    501: {"UNIMPLEMENTED"},
    503: {"UNAVAILABLE"},
    504: {"DEADLINE_EXCEEDED"},
}
FRONT_END = {404, 405, 411, 413, 500, 502, 503, 504}
"""What Google's front end refuses before any API sees it is answered with a page of HTML."""
ERROR_KEYS = {"code", "message", "status", "details", "errors"}


def problems(asked: Asked, exchange: Exchange) -> list[str]:
    """Everything wrong with the answer of a method that did what was asked."""
    method = asked.method
    if not method.response or asked.query.get("alt") == ["media"]:
        return _no_resource(method, exchange)
    if exchange.status != 200:
        return [f"answered with {exchange.status}"]
    if not exchange.answer_type.startswith("application/json"):
        return [f"content type {exchange.answer_type!r}"]
    try:
        found = json_of(exchange.answer)
    except BodyError as error:
        return [str(error)]
    return _resource(asked, found) or [*_replies(asked, found)]


def _no_resource(method: Method, exchange: Exchange) -> list[str]:
    if method.media:
        return [] if exchange.answer_type else ["content without a type"]
    if exchange.answer or exchange.status != 204:
        return [f"answered with {exchange.status} and {len(exchange.answer)} bytes, not with 204 and nothing"]
    return []


def _resource(asked: Asked, found: Any) -> list[str]:
    method = asked.method
    unasked = DRIVE_UNASKED.get(method.id, "") if method.api.name == "drive.v3" else ""
    mask = parameters.mask_of(asked.query) or unasked
    try:
        tree = masks.parse(mask) if mask else {}
    except MaskError as error:
        return [f"granted, though its mask cannot be read: {error}"]
    must = ANSWERS.get(method.id, "") if _of_something(asked) else ""
    everything = "*" in tree and not tree["*"]
    return schemas.masked_checker(method.api.name, method.response, "" if everything else mask, must)(found)


def _of_something(asked: Asked) -> bool:
    """values:batchGet of no range answers with the spreadsheet's id alone."""
    return asked.method.id != "sheets.spreadsheets.values.batchGet" or "ranges" in asked.query


def _replies(asked: Asked, found: Json) -> Iterator[str]:
    """One reply for each request, of its kind or empty; the spreadsheet only when it was asked for."""
    if asked.method.id != "sheets.spreadsheets.batchUpdate" or asked.unreadable:
        return
    requests, replies = asked.body.get("requests") or [], found.get("replies")
    if replies is not None and len(replies) != len(requests):
        yield f"{len(replies)} replies to {len(requests)} requests"
    for number, (request, reply) in enumerate(zip(requests, replies or [], strict=False)):
        if not {*reply} <= {*request}:
            yield f"replies[{number}] is {', '.join(reply)}, the request was {', '.join(request)}"
    if "updatedSpreadsheet" in found and not asked.body.get("includeSpreadsheetInResponse"):
        yield "updatedSpreadsheet was not asked for"


def refusal_problems(exchange: Exchange) -> list[str]:
    """Everything wrong with an error: JSON in the form of its API, or a front end's page."""
    if not exchange.answer_type.startswith("application/json"):
        plain = exchange.status in FRONT_END and exchange.answer_type.startswith("text/html")
        return [] if plain else [f"{exchange.status} as {exchange.answer_type!r}"]
    try:
        body = json_of(exchange.answer)
    except BodyError as fault:
        return [str(fault)]
    error = body.get("error") if isinstance(body, dict) and len(body) == 1 else None
    if not isinstance(error, dict):
        return ["no error object"]
    return [
        *_common(error, exchange.status),
        *(_sheets if exchange.path.startswith("/v4/") else _drive)(error),
    ]


def _common(error: Json, status: int) -> Iterator[str]:
    yield from (f"unknown {name!r} in the error" for name in error.keys() - ERROR_KEYS)
    if error.get("code") != status:
        yield f"the error says {error.get('code')!r}, the answer {status}"
    if not isinstance(error.get("message"), str) or not error["message"]:
        yield "an error without a message"
    if "status" in error and error["status"] not in STATUS_WORDS.get(status, ()):
        yield f"status {error['status']!r} with {status}"


def _sheets(error: Json) -> Iterator[str]:
    if "status" not in error:
        yield "an error of Sheets without a status"
    if "errors" in error:
        yield "a list of reasons in an error of Sheets"
    for detail in error.get("details", ()):
        if not str(detail.get("@type", "")).startswith("type.googleapis.com/google.rpc."):
            yield "a detail without its type"


def _drive(error: Json) -> Iterator[str]:
    reasons = error.get("errors")
    if not isinstance(reasons, list) or not reasons:
        yield "an error of Drive without reasons"
        return
    for reason in reasons:
        missing = {"domain", "reason", "message"} - reason.keys()
        unknown = reason.keys() - {"domain", "reason", "message", "location", "locationType", "debugInfo"}
        if missing or unknown:
            yield f"a reason without {sorted(missing)} and with {sorted(unknown)}"
