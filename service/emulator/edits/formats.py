"""Formats as Google keeps them: each colour twice, zero channels left out."""

from __future__ import annotations

import functools
import marshal
from typing import Any

from ..errors import Json
from ..masks import TWINS

COLOR_NAMES = {*TWINS, *TWINS.values()}


def normal(value: Any) -> Any:
    """A format (or anything holding formats) with both halves of each colour."""
    if isinstance(value, list):
        return [normal(item) for item in value]
    if not isinstance(value, dict):
        return value
    result: Json = {}
    for name, item in value.items():
        if item is not None and name not in COLOR_NAMES:
            result[name] = normal(item) if isinstance(item, dict | list) else item
    if not COLOR_NAMES.isdisjoint(value):
        for plain, style in TWINS.items():
            _put_color(result, value, plain, style)
    return result


def _put_color(result: Json, source: Json, plain: str, style: str) -> None:
    given = source.get(style)
    if given is not None and "themeColor" in given:
        result[style] = dict(given)
        return
    rgb = given.get("rgbColor") if given is not None else source.get(plain)
    if rgb is None:
        return
    color = _rgb(rgb)
    result[plain], result[style] = color, {"rgbColor": color}


def _rgb(color: Json) -> Json:
    """Channels of 0 are not kept; more than 1 is cut to 1."""
    channels = {name: min(1, max(0, color[name])) for name in ("red", "green", "blue") if color.get(name)}
    return {name: int(value) if value == 1 else value for name, value in channels.items()}


def shared(value: Json) -> Json:
    """One object for all equal values, which nothing changes in place."""
    found: Json = _loaded(marshal.dumps(value, 2))
    return found


@functools.lru_cache(maxsize=1024)
def _loaded(dumped: bytes) -> Any:
    return marshal.loads(dumped)


@functools.lru_cache(maxsize=1024)
def _shared(dumped: bytes) -> Any:
    return normal(marshal.loads(dumped))


def cell(source: Json) -> Json:
    """A CellData to write, in the form it is kept."""
    result = {name: value for name, value in source.items() if value is not None}
    if "userEnteredFormat" in result:
        # Many cells bring the same format: they share one, as nothing changes it in place.
        result["userEnteredFormat"] = _shared(marshal.dumps(result["userEnteredFormat"], 2))
    if "textFormatRuns" in result:
        result["textFormatRuns"] = normal(result["textFormatRuns"])
    if "userEnteredValue" in result:
        result["userEnteredValue"] = _value(result["userEnteredValue"])
    if result.get("note") == "":
        del result["note"]
    return result


def _value(value: Json) -> Json | None:
    number = value.get("numberValue")
    if number is not None:
        return {"numberValue": int(number) if float(number).is_integer() else number}
    kept = {name: item for name, item in value.items() if item is not None}
    if kept.get("stringValue") == "":
        return None
    return kept or None
