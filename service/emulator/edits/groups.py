"""Groups of rows and columns: how deep each index lies, told as spans."""

from __future__ import annotations

from ..errors import Json
from ..render import group_of
from ..sheet import Sheet
from .context import Edit, InvalidError, mask
from .dimensions import put_size, span

Depths = dict[int, int]
MOST = 8


def add_dimension_group(edit: Edit, body: Json) -> Json:
    """Every index of the range lies one deeper; overlapping groups so become a union and an intersection."""
    sheet, axis, start, end = _place(edit, body)
    depths = _depths(sheet.groups[axis])
    for index in range(start, end):
        depths[index] = depths.get(index, 0) + 1
    if max(depths.values()) > MOST:
        raise InvalidError(f"Groups cannot be more than {MOST} deep.")
    _regroup(sheet, axis, depths)
    return {"addDimensionGroup": {"dimensionGroups": resources(sheet, axis)}}


def delete_dimension_group(edit: Edit, body: Json) -> Json:
    sheet, axis, start, end = _place(edit, body)
    depths = _depths(sheet.groups[axis])
    if not any(index in depths for index in range(start, end)):
        raise InvalidError("There are no groups in the range.")
    for index in range(start, end):
        depths[index] = depths.get(index, 0) - 1
    _regroup(sheet, axis, depths)
    # Google leaves this flag behind.
    name = "rowGroupControlAfter" if axis == "ROWS" else "columnGroupControlAfter"
    sheet.properties["gridProperties"] = {**sheet.properties["gridProperties"], name: True}
    groups = resources(sheet, axis)
    return {"deleteDimensionGroup": {"dimensionGroups": groups} if groups else {}}


def update_dimension_group(edit: Edit, body: Json) -> None:
    """Collapsing hides all that the group holds, expanding shows it."""
    given = body.get("dimensionGroup") or {}
    sheet, axis, start, end = _place(edit, given)
    wanted = (start, end, int(given.get("depth") or 0))
    found = [group for group in sheet.groups[axis] if _key(group) == wanted]
    if not found:
        raise InvalidError(f"No group over [{start}, {end}) at depth {wanted[2]}")
    tree = mask(body)
    if tree and "collapsed" not in tree:
        return
    collapsed = bool(given.get("collapsed"))
    kept = {name: value for name, value in found[0].items() if name != "collapsed"}
    place = sheet.groups[axis].index(found[0])
    sheet.groups[axis][place] = kept | ({"collapsed": True} if collapsed else {})
    for index in range(start, end):
        put_size(sheet, axis, index, {**sheet.sizes[axis].get(index, {}), "hiddenByUser": collapsed})


def resources(sheet: Sheet, axis: str) -> list[Json]:
    return [group_of(group, sheet.id, axis) for group in sheet.groups[axis]]


def _place(edit: Edit, body: Json) -> tuple[Sheet, str, int, int]:
    range_ = body.get("range") or {}
    sheet = edit.structural(range_.get("sheetId"))
    return (sheet, *span(sheet, range_))


def _key(group: Json) -> tuple[int, int, int]:
    return group["startIndex"], group["endIndex"], group["depth"]


def _depths(groups: list[Json]) -> Depths:
    depths: Depths = {}
    for group in groups:
        for index in range(group["startIndex"], group["endIndex"]):
            depths[index] = max(depths.get(index, 0), group["depth"])
    return depths


def _regroup(sheet: Sheet, axis: str, depths: Depths) -> None:
    """One group for each run of indices that lie at least so deep; what was collapsed stays so."""
    collapsed = {_key(group) for group in sheet.groups[axis] if group.get("collapsed")}
    groups: list[Json] = []
    for depth in range(1, max(depths.values(), default=0) + 1):
        inside = sorted(index for index, deep in depths.items() if deep >= depth)
        for index in inside:
            if groups and groups[-1]["depth"] == depth and groups[-1]["endIndex"] == index:
                groups[-1]["endIndex"] = index + 1
            else:
                groups.append({"startIndex": index, "endIndex": index + 1, "depth": depth})
    sheet.groups[axis] = [
        group | ({"collapsed": True} if _key(group) in collapsed else {}) for group in groups
    ]
