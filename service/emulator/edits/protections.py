"""Protected ranges: made, changed and removed."""

from __future__ import annotations

from typing import Any

from .. import masks, protection
from ..a1 import from_grid
from ..errors import Json
from ..protection import refused
from ..sheet import Sheet
from .context import Edit, InvalidError, bare, checked, mask, new_id


def add_protected_range(edit: Edit, body: Json) -> Json:
    given = body.get("protectedRange") or {}
    sheet, kept = _protection(edit, given)
    protection.check_area(sheet, from_grid(kept["range"]), edit.rights)
    if not kept["range"] and any(not rule["range"] for rule in sheet.protected):
        raise InvalidError(f'Sheet "{sheet.title}" already has sheet protection.')
    taken = {rule["protectedRangeId"] for other in edit.book.sheets for rule in other.protected}
    wanted = kept.get("protectedRangeId")
    if wanted in taken:
        raise InvalidError(f"ProtectedRange with id: {wanted} already exists.")
    kept["protectedRangeId"] = wanted or new_id(taken)
    sheet.protected.append(kept)
    return {"addProtectedRange": {"protectedRange": protection.resource(kept, sheet, edit.rights)}}


def _protection(edit: Edit, given: Json) -> tuple[Sheet, Json]:
    """A protection as it is kept. Whoever makes or changes one stays among its editors."""
    if given.get("namedRangeId"):
        grid = next(
            (item["range"] for item in edit.book.named if item["namedRangeId"] == given["namedRangeId"]), None
        )
        if grid is None:
            raise InvalidError(f"No named range with id: {given['namedRangeId']}")
    else:
        grid = given.get("range")
    sheet, _ = edit.range(grid)
    holes = [bare(hole) for hole in given.get("unprotectedRanges") or []]
    if holes and bare(grid or {}):
        raise InvalidError("Unprotected ranges can only be set on a protected sheet.")
    for hole in given.get("unprotectedRanges") or []:
        checked(sheet, hole)
    if given.get("warningOnly") and given.get("editors"):
        raise InvalidError("ProtectedRange is warningOnly. Editors cannot be set on it.")
    kept: Json = {
        name: given[name] for name in ("protectedRangeId", "namedRangeId", "description") if given.get(name)
    }
    kept["range"] = bare(grid or {})
    kept |= {"unprotectedRanges": holes} if holes else {}
    if given.get("warningOnly"):
        return sheet, kept | {"warningOnly": True}
    return sheet, kept | {"editors": _editors(given.get("editors") or {}, edit.rights.email)}


def _editors(given: Json, creator: str | None) -> Json:
    users = [user.lower() for user in given.get("users") or []]
    if creator and creator not in users:
        users.append(creator)
    return {name: value for name, value in {**given, "users": users}.items() if value}


def find_protection(edit: Edit, rule_id: Any) -> tuple[Sheet, Json]:
    for sheet in edit.book.sheets:
        for rule in sheet.protected:
            if rule["protectedRangeId"] == int(rule_id or 0):
                if not edit.rights.passes(rule):
                    raise refused()
                return edit.sheet(sheet.id), rule
    raise InvalidError(f"No protected range with id: {int(rule_id or 0)}")


def update_protected_range(edit: Edit, body: Json) -> None:
    given = body.get("protectedRange") or {}
    sheet, rule = find_protection(edit, given.get("protectedRangeId"))
    fields = mask(body) or {name: {} for name in given}
    fields = {
        name: below
        for name, below in fields.items()
        if name not in ("protectedRangeId", "requestingUserCanEdit")
    }
    if given.get("warningOnly"):
        fields["editors"] = {}
    source = masks.update(rule, given, fields)
    source["range"] = {**source["range"], "sheetId": sheet.id}
    _, kept = _protection(edit, source)
    sheet.protected[sheet.protected.index(rule)] = kept


def delete_protected_range(edit: Edit, body: Json) -> None:
    sheet, rule = find_protection(edit, body.get("protectedRangeId"))
    sheet.protected.remove(rule)
