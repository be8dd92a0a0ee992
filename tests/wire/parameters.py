"""Query and path parameters against a method's description."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from . import masks
from .documents import Json, Method
from .mandatory import REQUEST_PARAMETERS
from .masks import MaskError
from .words import PARAMETER_WORDS

WORDS = {
    "boolean": re.compile("true|false", re.IGNORECASE),
    "integer": re.compile(r"-?\d{1,19}"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
}


def query_of(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def problems(method: Method, in_path: dict[str, str], query: dict[str, list[str]]) -> list[str]:
    """Everything wrong with the parameters of a request."""
    return [*_known(method, in_path, query), *_missing(method, query), *_mask(method, query)]


def _known(method: Method, in_path: dict[str, str], query: dict[str, list[str]]) -> Iterator[str]:
    given = query | {name: [value] for name, value in in_path.items()}
    for name, values in given.items():
        described = method.parameters.get(name) or method.api.parameters.get(name)
        if described is None or (name in query and described["location"] != "query"):
            yield f"unknown parameter {name!r}"
            continue
        if len(values) > 1 and not described.get("repeated"):
            yield f"parameter {name!r} is given {len(values)} times"
        for value in values:
            yield from _value(name, described, value)


def _value(name: str, described: Json, value: str) -> Iterator[str]:
    kind, known, words = described["type"], described.get("enum"), PARAMETER_WORDS.get(name)
    if (known and value not in known) or (words and not words.fullmatch(value)):
        yield f"parameter {name!r} has no value {value!r}"
    elif kind in WORDS and not WORDS[kind].fullmatch(value):
        yield f"parameter {name!r} is {value!r}, no {kind}"
    elif described.get("format") == "int32" and not -(2**31) <= int(value) < 2**31:
        yield f"parameter {name!r} is {value}, no int32"
    elif "minimum" in described and int(value) < int(described["minimum"]):
        yield f"parameter {name!r} is {value}, too small"  # one that is too great Google makes smaller itself


def _missing(method: Method, query: dict[str, list[str]]) -> Iterator[str]:
    required = [name for name, described in method.parameters.items() if described.get("required")]
    for name in [*required, *REQUEST_PARAMETERS.get(method.id, ())]:
        in_path = method.parameters.get(name, {}).get("location") == "path"
        values = query.get(name, ())
        if not in_path and not any(value and not value.endswith("_UNSPECIFIED") for value in values):
            yield f"mandatory parameter {name!r} is missing"


def _mask(method: Method, query: dict[str, list[str]]) -> list[str]:
    """The `fields` parameter names what the answer has."""
    text = mask_of(query)
    if not text or not method.response:
        return []
    try:
        tree = masks.parse(text)
    except MaskError as error:
        return [str(error)]
    return masks.problems(method.api, {"$ref": method.response}, tree)


def mask_of(query: dict[str, list[str]]) -> str:
    return query.get("fields", [""])[0]
