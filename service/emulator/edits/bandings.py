"""Alternating colours over a range."""

from __future__ import annotations

from typing import Any

from .. import masks, protection, render
from ..a1 import from_grid
from ..errors import Json
from ..sheet import Sheet
from . import formats
from .context import Edit, InvalidError, bare, mask, new_id

TAKEN = (
    "You cannot add alternating background colors to a range that already has alternating background colors."
)


def add_banding(edit: Edit, body: Json) -> Json:
    given = body.get("bandedRange") or {}
    taken = {one["bandedRangeId"] for sheet in edit.book.sheets for one in sheet.bandings}
    wanted = given.get("bandedRangeId")
    if wanted in taken:
        raise InvalidError(f"Banded range with id: {wanted} already exists.")
    sheet, kept = _kept(edit, {**given, "bandedRangeId": wanted or new_id(taken)}, None)
    sheet.bandings.append(kept)
    return {"addBanding": {"bandedRange": render.ranged(kept, sheet.id)}}


def _kept(edit: Edit, given: Json, own: Json | None) -> tuple[Sheet, Json]:
    if not given.get("rowProperties") and not given.get("columnProperties"):
        raise InvalidError("At least one of rowProperties or columnProperties must be specified.")
    sheet, area = edit.editable(given.get("range"))
    if any(from_grid(other["range"]).meets(area) for other in sheet.bandings if other is not own):
        raise InvalidError(TAKEN)
    return sheet, {**formats.normal(given), "range": bare(given["range"])}


def find_banding(edit: Edit, banding_id: Any) -> tuple[Sheet, Json]:
    for sheet in edit.book.sheets:
        for banding in sheet.bandings:
            if banding["bandedRangeId"] == int(banding_id or 0):
                protection.check_area(sheet, from_grid(banding["range"]), edit.rights)
                return edit.sheet(sheet.id), banding
    raise InvalidError(f"No banding with id: {int(banding_id or 0)}")


def update_banding(edit: Edit, body: Json) -> None:
    given = body.get("bandedRange") or {}
    sheet, banding = find_banding(edit, given.get("bandedRangeId"))
    fields = mask(body) or {name: {} for name in given}
    fields = {name: below for name, below in fields.items() if name != "bandedRangeId"}
    source = masks.update(banding, formats.normal(given), fields)
    source["range"] = {**source.get("range", {}), "sheetId": sheet.id}
    _, kept = _kept(edit, source, banding)
    sheet.bandings[sheet.bandings.index(banding)] = kept


def delete_banding(edit: Edit, body: Json) -> None:
    sheet, banding = find_banding(edit, body.get("bandedRangeId"))
    sheet.bandings.remove(banding)
