"""Cells that are alike are one object, in however many spreadsheets they lie: those of schools differ little.

Nothing changes a cell, a format or an answer in place, so that all may share it. What is kept here is only
kept to be found again: when it grows too large it is forgotten.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .errors import Json

LOOKS = ("userEnteredFormat", "dataValidation")
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
MOST_LOOKS, MOST_CELLS, MOST_MASKS = 4096, 250_000, 16

Answers = dict[int, tuple[Json, Json]]

_marks: dict[int, tuple[Any, str, str]] = {}  # holds the value too, so that its id stays its own
_looks: dict[str, Json] = {}
_cells: dict[str, tuple[str, Json]] = {}
_answers: dict[object, Answers] = {}


def _bounded(kept: dict[Any, Any], most: int) -> None:
    if len(kept) >= most:
        kept.clear()


def _mark(look: Json) -> tuple[Any, str, str]:
    """A format or drop-down with a short name, the same wherever it stands, and its JSON."""
    _bounded(_marks, MOST_LOOKS)
    text = ENCODE(look)
    name = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    found = _marks[id(look)] = (look, name, text)
    return found


def look(name: str, value: Json) -> Json:
    """The one object for a look of that name."""
    _bounded(_looks, MOST_LOOKS)
    return _looks.setdefault(name, value)


def text(cell: Json, looks: dict[str, str]) -> str:
    """A cell as JSON; its looks stand in it by name, and are added to `looks` with their own JSON."""
    parts = []
    for name, value in cell.items():
        if name in LOOKS:
            found = _marks.get(id(value))
            if found is None or found[0] is not value:
                found = _mark(value)
            looks[found[1]] = found[2]
            parts.append(f'"{name}":"{found[1]}"')
        else:
            parts.append(f'"{name}":{ENCODE(value)}')
    return "{" + ",".join(parts) + "}"


def cells() -> dict[str, tuple[str, Json]]:
    """By their text, the text and the cell that stand for all like them."""
    _bounded(_cells, MOST_CELLS)
    return _cells


def answers(mask: object) -> Answers:
    """What cells were answered as through a mask, by their identity."""
    found = _answers.get(mask)
    if found is None:
        _bounded(_answers, MOST_MASKS)
        found = _answers[mask] = {}
    _bounded(found, MOST_CELLS)
    return found
