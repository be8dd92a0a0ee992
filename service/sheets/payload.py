"""Writes in pieces of at most 2 MB, as Google advises; the pieces in their order do what the whole would."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LIMIT = 2_000_000
ENVELOPE = 2_000
"""Bytes kept free for what stands around the requests."""

Request = dict[str, Any]


def cut(requests: Sequence[Request], limit: int = LIMIT - ENVELOPE) -> list[list[Request]]:
    """The requests in batches of at most ``limit`` bytes. A single row that is larger goes alone."""
    batches: list[list[Request]] = [[]]
    size = 0
    for piece in (piece for request in requests for piece in _pieces(request, limit)):
        weight = _size(piece) + 1
        if batches[-1] and size + weight > limit:
            batches.append([])
            size = 0
        batches[-1].append(piece)
        size += weight
    return batches


def _size(content: Any) -> int:
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _pieces(request: Request, limit: int) -> Iterator[Request]:
    """An updateCells that is too large, by rows; every other request as it is."""
    content: Mapping[str, Any] = request.get("updateCells", {})
    rows: Sequence[Any] = content.get("rows", ())
    if len(rows) < 2 or _size(request) <= limit:
        yield request
        return
    frame = _size({"updateCells": {**content, "rows": []}}) + 20
    first = 0
    for last in _ends(rows, limit - frame):
        yield {"updateCells": _part(content, first, last, len(rows))}
        first = last


def _ends(rows: Sequence[Any], room: int) -> Iterator[int]:
    """After which rows to cut, so that each part fits; the last one is the end."""
    size = 0
    for index, row in enumerate(rows):
        weight = _size(row) + 1
        if size and size + weight > room:
            yield index
            size = 0
        size += weight
    yield len(rows)


def _part(content: Mapping[str, Any], first: int, last: int, count: int) -> dict[str, Any]:
    """The same request for rows from ``first`` to before ``last``."""
    part = {**content, "rows": list(content["rows"][first:last])}
    if "start" in content:
        start = content["start"]
        return {**part, "start": {**start, "rowIndex": start.get("rowIndex", 0) + first}}
    # Google empties what a range has beyond its rows: each part has just its own, and the last one the rest.
    area = content["range"]
    top = area.get("startRowIndex", 0)
    inner = {**area, "startRowIndex": top + first}
    return {**part, "range": inner if last == count else {**inner, "endRowIndex": top + last}}
