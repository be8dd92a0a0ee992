"""Where a request of a batchUpdate would have written: tab and cell, in people's words."""

import re
from collections.abc import Mapping
from typing import Any

from gspread.utils import rowcol_to_a1

from service.sheets.calls import Call

_INDEX = re.compile(r"requests\[(\d+)\]")


def place_of(message: str, call: Call) -> str:
    """Tab and first cell of the request that Google's message names; "" when it names none."""
    index = _INDEX.search(message)
    if not index or int(index[1]) >= len(call.requests):
        return ""
    kind, content = next(iter(call.requests[int(index[1])].items()), ("", {}))
    area = _area(content)
    row = area.get("rowIndex", area.get("startRowIndex", 0))
    column = area.get("columnIndex", area.get("startColumnIndex", 0))
    return f" {kind} {rowcol_to_a1(row + 1, column + 1)} (sheetId {area.get('sheetId', 0)})"


def _area(content: Any) -> Mapping[str, Any]:
    """The first GridRange or GridCoordinate in a request."""
    if not isinstance(content, Mapping):
        return {}
    for name in ("start", "range", "destination", "source"):
        if isinstance(content.get(name), Mapping):
            return dict(content[name])
    return {}
