"""Requests against the documents: parameters, body, and what a batchUpdate says inside."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import cache
from typing import Any

from service.emulator.traffic import Exchange

from . import masks, parameters, schemas
from .documents import Json, Method, api
from .mandatory import REQUEST_BODIES, UPDATE_MASKS
from .masks import MaskError

NO_BODY = ("GET", "DELETE", "HEAD")


class BodyError(Exception):
    """The body cannot be read as what it should be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, read once. ``body`` is None when there is nothing to look at; ``unreadable`` says why."""

    method: Method
    in_path: dict[str, str]
    query: dict[str, list[str]]
    body: Any
    unreadable: str = ""


def read(method: Method, in_path: dict[str, str], exchange: Exchange) -> Asked:
    query = parameters.query_of(exchange.query)
    try:
        return Asked(method, in_path, query, _body_of(method, exchange))
    except BodyError as error:
        return Asked(method, in_path, query, None, str(error))


def _body_of(method: Method, exchange: Exchange) -> Any:
    if exchange.method in NO_BODY:
        if exchange.body:
            raise BodyError(f"{exchange.method} has a body")
        return None
    if method.upload:
        return _uploaded(exchange)
    if not exchange.body:
        return {} if method.request else None
    if not exchange.content_type.startswith("application/json"):
        raise BodyError(f"content type {exchange.content_type!r}")
    return json_of(exchange.body)


def _uploaded(exchange: Exchange) -> Any:
    """The description that comes before the content."""
    if not exchange.content_type.startswith("multipart/"):
        return None
    head = f"Content-Type: {exchange.content_type}\r\n\r\n".encode()
    parts = list(message_from_bytes(head + exchange.body, policy=policy.HTTP).iter_parts())
    if len(parts) != 2:
        raise BodyError(f"{len(parts)} parts")
    content = parts[0].get_payload(decode=True)
    return json_of(content if isinstance(content, bytes) else b"")


def json_of(text: bytes) -> Any:
    """Raises BodyError."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise BodyError(f"no JSON: {error}") from error


def problems(asked: Asked) -> list[str]:
    """Everything wrong with a request."""
    wrong = parameters.problems(asked.method, asked.in_path, asked.query)
    body = [asked.unreadable] if asked.unreadable else _body(asked.method, asked.body)
    return [f"query: {problem}" for problem in wrong] + [f"request body: {problem}" for problem in body]


def _body(method: Method, body: Any) -> list[str]:
    if body is None:
        return []
    if not method.request:
        return ["the method takes none"]
    found = schemas.checker(method.api.name, "request", method.request)(body)
    return found or [*_missing(method, body), *_grantee(method, body), *_updates(method, body)]


def _missing(method: Method, body: Json) -> Iterator[str]:
    for name in masks.parse(REQUEST_BODIES[method.id]) if method.id in REQUEST_BODIES else ():
        if body.get(name) is None:
            yield f"mandatory {name!r} is missing"


def _grantee(method: Method, body: Json) -> Iterator[str]:
    """Who is given a permission must be named, each kind in its own field."""
    if method.id == "drive.permissions.create":
        field = {"user": "emailAddress", "group": "emailAddress", "domain": "domain"}.get(
            body.get("type", "")
        )
        if field and not body.get(field):
            yield f"mandatory {field!r} is missing for type {body['type']!r}"


def _updates(method: Method, body: Json) -> Iterator[str]:
    """The `fields` of each request in a batchUpdate name what the updated thing has."""
    for number, request in enumerate(
        body["requests"] if method.id == "sheets.spreadsheets.batchUpdate" else ()
    ):
        ((kind, change),) = request.items()
        if kind in UPDATE_MASKS and change.get("fields"):
            for problem in update_mask_problems(UPDATE_MASKS[kind], change["fields"]):
                yield f"requests[{number}].{kind}.fields: {problem}"


@cache
def update_mask_problems(schema: str, text: str) -> tuple[str, ...]:
    described, _ = api("sheets.v4")
    try:
        tree = masks.parse(text)
    except MaskError as error:
        return (str(error),)
    return tuple(masks.problems(described, {"$ref": schema}, tree))
