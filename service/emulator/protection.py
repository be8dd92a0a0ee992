"""Who may edit what: protected ranges, their holes, and the people they let through."""

from __future__ import annotations

from dataclasses import dataclass

from .a1 import Area, from_grid
from .errors import PROTECTED, ApiError, Json
from .sheet import Sheet


@dataclass(frozen=True)
class Rights:
    """A caller in one file. A manager (file owner, organizer of the shared drive) passes every protection."""

    email: str | None
    manager: bool = False

    def passes(self, rule: Json) -> bool:
        if self.manager or rule.get("warningOnly"):
            return True
        return self.email is not None and self.email in rule.get("editors", {}).get("users", [])


def resource(rule: Json, sheet: Sheet, rights: Rights) -> Json:
    """A ProtectedRange as the API shows it; only those who may edit it see its editors."""
    answer = {name: value for name, value in rule.items() if name != "editors"}
    answer["range"] = _sited(rule["range"], sheet.id)
    if "unprotectedRanges" in rule:
        answer["unprotectedRanges"] = [_sited(grid, sheet.id) for grid in rule["unprotectedRanges"]]
    if rights.passes(rule):
        answer["requestingUserCanEdit"] = True
        answer |= {"editors": rule["editors"]} if "editors" in rule else {}
    return answer


def _sited(grid: Json, sheet_id: int) -> Json:
    return {"sheetId": sheet_id, **grid} if sheet_id else grid


def refused() -> ApiError:
    return ApiError(400, PROTECTED)


def check_area(sheet: Sheet, area: Area, rights: Rights) -> None:
    if any(_blocks(sheet, rule, area) for rule in sheet.protected if not rights.passes(rule)):
        raise refused()


def may_edit(sheet: Sheet, row: int, column: int, rights: Rights) -> bool:
    area = Area(row, row + 1, column, column + 1)
    return not any(_blocks(sheet, rule, area) for rule in sheet.protected if not rights.passes(rule))


def _blocks(sheet: Sheet, rule: Json, area: Area) -> bool:
    protected = from_grid(rule["range"])
    if not protected.meets(area):
        return False
    left = [_overlap(sheet.bounded(area), sheet.bounded(protected))]
    for grid in rule.get("unprotectedRanges", []):
        hole = sheet.bounded(from_grid(grid))
        left = [piece for part in left for piece in _minus(part, hole)]
    return bool(left)


def _edges(area: Area) -> tuple[int, int, int, int]:
    return area.top or 0, area.bottom or 0, area.left or 0, area.right or 0


def _overlap(one: Area, other: Area) -> Area:
    top, bottom, left, right = _edges(one)
    other_top, other_bottom, other_left, other_right = _edges(other)
    return Area(
        max(top, other_top), min(bottom, other_bottom), max(left, other_left), min(right, other_right)
    )


def _minus(area: Area, hole: Area) -> list[Area]:
    """What is left of a rectangle after cutting a hole: at most four rectangles."""
    if not area.meets(hole):
        return [area]
    top, bottom, left, right = _edges(area)
    inner = _overlap(area, hole)
    inner_top, inner_bottom, inner_left, inner_right = _edges(inner)
    pieces = [
        Area(top, inner_top, left, right),
        Area(inner_bottom, bottom, left, right),
        Area(inner_top, inner_bottom, left, inner_left),
        Area(inner_top, inner_bottom, inner_right, right),
    ]
    return [
        piece
        for piece in pieces
        if _edges(piece)[0] < _edges(piece)[1] and _edges(piece)[2] < _edges(piece)[3]
    ]


def check_structure(sheet: Sheet, rights: Rights) -> None:
    """Inserting, moving and renaming need a tab that is not protected as a whole against the caller."""
    for rule in sheet.protected:
        if not rights.passes(rule) and from_grid(rule["range"]).covers(Area()):
            raise refused()


def check_free(sheet: Sheet, rights: Rights) -> None:
    """Deleting a tab needs the right to every protection on it."""
    if any(not rights.passes(rule) for rule in sheet.protected):
        raise refused()
