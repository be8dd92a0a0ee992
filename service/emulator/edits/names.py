"""Named ranges."""

from __future__ import annotations

import re
import secrets

from .. import masks, render
from ..errors import Json
from .context import Edit, InvalidError, bare, mask

# Thai vowel and tone marks are no \w for Python.
RANGE_NAME = re.compile(r"[^\W\d][\w.\u0e30-\u0e4e]{0,249}$")


def add_named_range(edit: Edit, body: Json) -> Json:
    given = body.get("namedRange") or {}
    _check_name(edit, given.get("name") or "", None)
    sheet, _ = edit.range(given.get("range"))
    named_id = given.get("namedRangeId") or secrets.token_hex(6)
    if any(item["namedRangeId"] == named_id for item in edit.book.named):
        raise InvalidError(f"A named range with id {named_id} already exists.")
    grid = render.sited(bare(given["range"]), sheet.id)
    named = {"namedRangeId": named_id, "name": given["name"], "range": grid}
    edit.book.named.append(named)
    return {"addNamedRange": {"namedRange": named}}


def _check_name(edit: Edit, name: str, own: Json | None) -> None:
    if not RANGE_NAME.match(name):
        raise InvalidError(f"'{name}' is not a valid name for a named range.")
    if any(item["name"].lower() == name.lower() for item in edit.book.named if item is not own):
        raise InvalidError(f"A named range with name '{name}' already exists.")


def _named(edit: Edit, named_id: str | None) -> Json:
    for item in edit.book.named:
        if item["namedRangeId"] == named_id:
            return item
    raise InvalidError(f"No named range with id: {named_id}")


def update_named_range(edit: Edit, body: Json) -> None:
    given = body.get("namedRange") or {}
    named = _named(edit, given.get("namedRangeId"))
    fields = mask(body) or {name: {} for name in given}
    updated = masks.update(
        named, given, {name: below for name, below in fields.items() if name != "namedRangeId"}
    )
    _check_name(edit, updated.get("name", ""), named)
    sheet, _ = edit.range(updated.get("range"))
    updated["range"] = render.sited(bare(updated["range"]), sheet.id)
    edit.book.named[edit.book.named.index(named)] = updated


def delete_named_range(edit: Edit, body: Json) -> None:
    edit.book.named.remove(_named(edit, body.get("namedRangeId")))
    edit.book.changed()
