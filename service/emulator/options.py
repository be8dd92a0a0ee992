"""The options of reading and writing values, given as parameters or in a body."""

from __future__ import annotations

from typing import Any

from .errors import ApiError, Json
from .shapes import ENUMS

READ_OPTIONS = ("majorDimension", "valueRenderOption", "dateTimeRenderOption")
WRITE_OPTIONS = (
    "valueInputOption",
    "includeValuesInResponse",
    "responseValueRenderOption",
    "responseDateTimeRenderOption",
)
CHOICES = {
    "majorDimension": ENUMS["Dimension"],
    "valueRenderOption": ENUMS["ValueRenderOption"],
    "responseValueRenderOption": ENUMS["ValueRenderOption"],
    "dateTimeRenderOption": ENUMS["DateTimeRenderOption"],
    "responseDateTimeRenderOption": ENUMS["DateTimeRenderOption"],
    "valueInputOption": ENUMS["ValueInputOption"],
    "insertDataOption": frozenset(("OVERWRITE", "INSERT_ROWS")),
}


def options(source: Any, *names: str) -> Json:
    """The options that are given; Google knows their values by name."""
    found = {name: source[name] for name in names if source.get(name) is not None}
    for name, value in found.items():
        if name in CHOICES and value not in CHOICES[name]:
            raise ApiError(400, f"Invalid value at '{name}' (TYPE_ENUM), \"{value}\"")
        if isinstance(value, str) and value.lower() in ("true", "false"):
            found[name] = value.lower() == "true"
    return found


def input_options(source: Any, *more: str) -> Json:
    found = options(source, *WRITE_OPTIONS, *more)
    if found.get("valueInputOption") not in ("RAW", "USER_ENTERED"):
        raise ApiError(400, "'valueInputOption' is required but not specified")
    return found
