"""Bodies and masks held against the shapes of Sheets v4: names and kinds.

Google refuses a name it does not know, so a misspelt key fails here as it would fail there.
"""

from __future__ import annotations

import functools
import marshal
import re
from collections.abc import Callable
from typing import Any

from .errors import ApiError
from .shapes import ENUMS, SHAPES

Path = tuple[str | int, ...]
SCALARS = {"s": "TYPE_STRING", "i": "TYPE_INT32", "n": "TYPE_DOUBLE", "b": "TYPE_BOOL"}
PACKAGE = "type.googleapis.com/google.apps.sheets.v4."


def check(shape: str, value: Any, path: Path = ()) -> None:
    """Raise Google's 400 when `value` is not of `shape`; null is taken as absent, as protobuf JSON does."""
    if not _fitting(shape)(value):
        _explain(shape, value, path)


@functools.cache
def _fitting(shape: str) -> Callable[[Any], bool]:
    """The check of a shape without places: nearly every body fits, and a card has 20,000 values."""
    if shape in TESTS:
        return TESTS[shape]
    if shape in ENUMS:
        return functools.partial(_one_of, ENUMS[shape])
    if shape == "CellFormat":
        return lambda value: value is None or _format_fits(marshal.dumps(value, 2))
    if shape.endswith("[]"):
        below = _fitting(shape[:-2])
        return lambda value: value is None or (isinstance(value, list) and all(map(below, value)))
    if shape.startswith("{}"):
        inner = _fitting(shape[2:])
        return lambda value: value is None or (isinstance(value, dict) and all(map(inner, value.values())))
    return _fitting_object(shape)


def _one_of(names: frozenset[str], value: Any) -> bool:
    return value is None or (isinstance(value, str) and value in names)


@functools.lru_cache(maxsize=1024)
def _format_fits(dumped: bytes) -> bool:
    """Many cells bring the same format."""
    return _fitting_object("CellFormat")(marshal.loads(dumped))


@functools.cache
def _fitting_object(shape: str) -> Callable[[Any], bool]:
    fields: dict[str, Callable[[Any], bool]] = {}

    def fits(value: Any) -> bool:
        if value is None:
            return True
        if not isinstance(value, dict):
            return False
        for name, item in value.items():
            test = fields.get(name)
            if test is None:
                if name not in SHAPES[shape]:
                    return False
                test = fields[name] = _fitting(SHAPES[shape][name])
            if not test(item):
                return False
        return True

    return fits


def _explain(shape: str, value: Any, path: Path) -> None:
    """Raise for the first place that does not fit."""
    if value is None or shape == "any":
        return
    if shape in SCALARS:
        if not _scalar_fits(shape, value):
            raise _bad_value(path, value, SCALARS[shape])
    elif shape in ENUMS:
        if not _one_of(ENUMS[shape], value):
            raise _bad_value(path, value, PACKAGE + shape)
    elif shape.endswith("[]"):
        _check_list(shape[:-2], value, path)
    elif shape.startswith("{}") and isinstance(value, dict):
        for name, item in value.items():
            _explain(shape[2:], item, (*path, name))
    else:
        _check_object(shape, value, path)


def _check_list(shape: str, value: Any, path: Path) -> None:
    if not isinstance(value, list):
        raise _bad_value(path, value, "type.googleapis.com/google.protobuf.ListValue")
    for position, item in enumerate(value):
        _explain(shape, item, (*path, position))


def _check_object(shape: str, value: Any, path: Path) -> None:
    if not isinstance(value, dict):
        raise _bad_value(path, value, PACKAGE + shape)
    fields = SHAPES[shape]
    for name, item in value.items():
        if name not in fields:
            raise unknown_name(name, path)
        _explain(fields[name], item, (*path, name))


def check_mask(shape: str, tree: dict[str, Any], path: str = "") -> None:
    """Raise Google's 400 for a field mask that names what the shape does not have."""
    shape = shape.removesuffix("[]").removesuffix("[]")
    fields = SHAPES.get(shape)
    for name, below in tree.items():
        here = f"{path}.{name}" if path else name
        if fields is None or name not in fields:
            if shape == "any" or shape.startswith("{}") or name == "*":
                continue
            problem = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{here}'."
            kind = "type.googleapis.com/google.rpc.BadRequest"
            details = [{"@type": kind, "fieldViolations": [{"field": here, "description": problem}]}]
            raise ApiError(400, "Request contains an invalid argument.", details=details)
        check_mask(fields[name], below, here)


def unknown_name(name: str, path: Path) -> ApiError:
    where = f" at '{_shown(path)}'" if path else ""
    return _violation(
        path, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
    )


def _bad_value(path: Path, value: Any, kind: str) -> ApiError:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    return _violation(path, f"Invalid value at '{_shown(path)}' ({kind}), {shown}")


def _violation(path: Path, message: str) -> ApiError:
    violation = {"description": message} | ({"field": _shown(path)} if path else {})
    kind = "type.googleapis.com/google.rpc.BadRequest"
    return ApiError(400, message, details=[{"@type": kind, "fieldViolations": [violation]}])


def _scalar_fits(kind: str, value: Any) -> bool:
    if kind == "b":
        return isinstance(value, bool)
    if kind == "i":
        return isinstance(value, int | float | str) and not isinstance(value, bool) and _whole(value)
    if kind == "n":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


TESTS: dict[str, Callable[[Any], bool]] = {
    "any": lambda value: True,
    "s": lambda value: value is None or isinstance(value, str),
    "b": lambda value: value is None or isinstance(value, bool),
    "i": lambda value: value is None or type(value) is int or _scalar_fits("i", value),
    "n": lambda value: value is None or _scalar_fits("n", value),
}


def _whole(value: float | str) -> bool:
    try:
        return float(value) == int(float(value))
    except (ValueError, OverflowError):
        return False


def _shown(path: Path) -> str:
    """Google names fields in snake case: requests[0].update_cells.rows[2]."""
    text = ""
    for part in path:
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", str(part)).lower()
        text += f"[{part}]" if isinstance(part, int) else f".{snake}"
    return text.removeprefix(".")
