"""The basic filter of a tab, and its filter views."""

from __future__ import annotations

from typing import Any

from .. import masks, protection, render
from ..errors import Json
from ..sheet import Sheet
from . import formats
from .context import Edit, InvalidError, bare, checked, mask, new_id
from .validation import check_condition


def set_basic_filter(edit: Edit, body: Json) -> None:
    given = body.get("filter") or {}
    sheet, _ = edit.editable(given.get("range") or {})
    sheet.filter = _kept(edit, sheet, given)


def clear_basic_filter(edit: Edit, body: Json) -> None:
    sheet = edit.sheet(body.get("sheetId"))
    if sheet.filter:
        protection.check_area(sheet, checked(sheet, sheet.filter["range"]), edit.rights)
    sheet.filter = None


def _kept(edit: Edit, sheet: Sheet, given: Json) -> Json:
    """A filter as it is kept: its criteria in both forms, as both are answered."""
    kept: Json = formats.normal({name: value for name, value in given.items() if value not in (None, [], {})})
    specs = kept.pop("filterSpecs", None) or [
        {"columnIndex": int(column), "filterCriteria": criteria}
        for column, criteria in sorted((kept.get("criteria") or {}).items(), key=lambda item: int(item[0]))
    ]
    kept.pop("criteria", None)
    for spec in specs:
        criteria = spec.get("filterCriteria") or {}
        if "condition" in criteria:
            check_condition(criteria["condition"])
    kept["range"] = bare(given.get("range") or {})
    if specs:
        specs = [{"columnIndex": 0, **spec} for spec in specs]
        kept["filterSpecs"] = specs
        kept["criteria"] = {str(spec["columnIndex"]): spec.get("filterCriteria") or {} for spec in specs}
    checked(sheet, kept["range"])
    return kept


def add_filter_view(edit: Edit, body: Json) -> Json:
    given = body.get("filter") or {}
    sheet, kept = _view(edit, given)
    taken = {view["filterViewId"] for other in edit.book.sheets for view in other.views}
    wanted = given.get("filterViewId")
    if wanted in taken:
        raise InvalidError(f"Filter view with id: {wanted} already exists.")
    kept["filterViewId"] = wanted or new_id(taken)
    kept.setdefault("title", f"Filter {len(sheet.views) + 1}")
    sheet.views.append(kept)
    return {"addFilterView": {"filter": render.ranged(kept, sheet.id)}}


def _view(edit: Edit, given: Json) -> tuple[Sheet, Json]:
    if given.get("namedRangeId"):
        named = next((one for one in edit.book.named if one["namedRangeId"] == given["namedRangeId"]), None)
        if named is None:
            raise InvalidError(f"No named range with id: {given['namedRangeId']}")
        given = {**given, "range": named["range"]}
    sheet, _ = edit.range(given.get("range"))
    return sheet, _kept(edit, sheet, given)


def find_view(edit: Edit, view_id: Any) -> tuple[Sheet, Json]:
    for sheet in edit.book.sheets:
        for view in sheet.views:
            if view["filterViewId"] == int(view_id or 0):
                return edit.sheet(sheet.id), view
    raise InvalidError(f"No filter view with id: {int(view_id or 0)}")


def update_filter_view(edit: Edit, body: Json) -> None:
    given = body.get("filter") or {}
    sheet, view = find_view(edit, given.get("filterViewId"))
    fields = mask(body) or {name: {} for name in given}
    if "filterSpecs" in fields or "criteria" in fields:
        view_without = {name: view[name] for name in view if name not in ("filterSpecs", "criteria")}
    else:
        view_without = view
    fields = {name: below for name, below in fields.items() if name != "filterViewId"}
    source = masks.update(view_without, given, fields)
    source["range"] = {**source.get("range", {}), "sheetId": sheet.id}
    _, kept = _view(edit, source)
    sheet.views[sheet.views.index(view)] = kept


def delete_filter_view(edit: Edit, body: Json) -> None:
    sheet, view = find_view(edit, body.get("filterId"))
    sheet.views.remove(view)


def duplicate_filter_view(edit: Edit, body: Json) -> Json:
    sheet, view = find_view(edit, body.get("filterId"))
    taken = {one["filterViewId"] for other in edit.book.sheets for one in other.views}
    twin = {**view, "filterViewId": new_id(taken), "title": f"Copy of {view['title']}"}
    sheet.views.append(twin)
    return {"duplicateFilterView": {"filter": render.ranged(twin, sheet.id)}}
