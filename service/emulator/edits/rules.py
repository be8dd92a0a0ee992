"""Requests on rules over ranges: borders, drop-downs, conditional formats, protection, names."""

from __future__ import annotations

import re
import secrets
from typing import Any

from .. import masks, protection, render
from ..a1 import Area, from_grid
from ..errors import Json
from ..protection import refused
from ..sheet import Sheet
from . import formats
from .context import Edit, InvalidError, bare, checked, mask, new_id

# Thai vowel and tone marks are no \w for Python.
RANGE_NAME = re.compile(r"[^\W\d][\w.\u0e30-\u0e4e]{0,249}$")
VALUES_NEEDED = {"ONE_OF_LIST": (1, 500), "ONE_OF_RANGE": (1, 1), "CUSTOM_FORMULA": (1, 1), "BLANK": (0, 0)}
VALUES_NEEDED |= {
    "NOT_BLANK": (0, 0),
    "NUMBER_BETWEEN": (2, 2),
    "NUMBER_NOT_BETWEEN": (2, 2),
    "BOOLEAN": (0, 2),
}
VALUES_NEEDED |= dict.fromkeys(
    ("NUMBER_GREATER", "NUMBER_GREATER_THAN_EQ", "NUMBER_LESS", "NUMBER_EQ"), (1, 1)
)
VALUES_NEEDED |= dict.fromkeys(("NUMBER_LESS_THAN_EQ", "NUMBER_NOT_EQ", "TEXT_EQ", "TEXT_CONTAINS"), (1, 1))


def _check_condition(condition: Json | None) -> None:
    if not condition or not condition.get("type"):
        raise InvalidError("A condition with a type is required")
    count = len(condition.get("values") or [])
    low, high = VALUES_NEEDED.get(condition["type"], (0, 500))
    if not low <= count <= high:
        raise InvalidError(
            f"ConditionType '{condition['type']}' needs {low} to {high} ConditionValues but {count} given."
        )


def set_data_validation(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    rule = body.get("rule")
    if rule:
        _check_condition(rule.get("condition"))
        rule = formats.shared({name: value for name, value in rule.items() if value not in (None, False)})
    for row in area.rows(sheet.row_count if rule else len(sheet.rows)):
        for column in area.columns(sheet.column_count):
            cell = {
                name: value for name, value in sheet.cell(row, column).items() if name != "dataValidation"
            }
            sheet.put(row, column, cell | ({"dataValidation": rule} if rule else {}))


def update_borders(edit: Edit, body: Json) -> None:
    sheet, area = edit.editable(body.get("range"))
    lines = formats.normal({name: value for name, value in body.items() if name != "range"})
    bounded = sheet.bounded(area)
    for row in bounded.rows(sheet.row_count):
        for column in bounded.columns(sheet.column_count):
            sides = _sides(bounded, row, column, lines)
            if sides:
                sheet.put(row, column, _bordered(sheet.cell(row, column), sides))


def _sides(area: Area, row: int, column: int, lines: Json) -> Json:
    names = {
        "top": "top" if row == area.top else "innerHorizontal",
        "bottom": "bottom" if row == (area.bottom or 0) - 1 else "innerHorizontal",
        "left": "left" if column == area.left else "innerVertical",
        "right": "right" if column == (area.right or 0) - 1 else "innerVertical",
    }
    return {side: lines[name] for side, name in names.items() if name in lines}


def _bordered(cell: Json, sides: Json) -> Json:
    entered = cell.get("userEnteredFormat", {})
    borders = {
        name: line
        for name, line in {**entered.get("borders", {}), **sides}.items()
        if line.get("style") != "NONE"
    }
    kept = {name: value for name, value in entered.items() if name != "borders"}
    kept |= {"borders": borders} if borders else {}
    rest = {name: value for name, value in cell.items() if name != "userEnteredFormat"}
    return rest | ({"userEnteredFormat": kept} if kept else {})


def _conditional(edit: Edit, rule: Json | None) -> tuple[Sheet, Json]:
    if not rule or not rule.get("ranges"):
        raise InvalidError("A conditional format rule needs at least one range")
    sheet = edit.structural(rule["ranges"][0].get("sheetId"))
    for grid in rule["ranges"]:
        checked(sheet, grid)
    if "booleanRule" in rule:
        _check_condition(rule["booleanRule"].get("condition"))
    elif "gradientRule" not in rule:
        raise InvalidError("A booleanRule or gradientRule is required")
    return sheet, {**formats.normal(rule), "ranges": [bare(grid) for grid in rule["ranges"]]}


def add_conditional_format_rule(edit: Edit, body: Json) -> None:
    sheet, rule = _conditional(edit, body.get("rule"))
    index = int(body.get("index") or 0)
    if index > len(sheet.conditionals):
        raise InvalidError(f"Cannot insert a conditional format rule at index {index}")
    sheet.conditionals.insert(index, rule)


def update_conditional_format_rule(edit: Edit, body: Json) -> Json:
    index = int(body.get("index") or 0)
    if "rule" in body:
        sheet, rule = _conditional(edit, body["rule"])
        old = _rule_at(sheet, index)
        sheet.conditionals[index] = rule
        answer: Json = {"oldRule": render.conditional(old, sheet.id)}
    else:
        sheet = edit.structural(body.get("sheetId"))
        rule = _rule_at(sheet, index)
        sheet.conditionals.remove(rule)
        sheet.conditionals.insert(int(body.get("newIndex") or 0), rule)
        answer = {"oldIndex": index, "newIndex": int(body.get("newIndex") or 0)}
    return {"updateConditionalFormatRule": {"newRule": render.conditional(rule, sheet.id), **answer}}


def delete_conditional_format_rule(edit: Edit, body: Json) -> Json:
    sheet = edit.structural(body.get("sheetId"))
    rule = _rule_at(sheet, int(body.get("index") or 0))
    sheet.conditionals.remove(rule)
    return {"deleteConditionalFormatRule": {"rule": render.conditional(rule, sheet.id)}}


def _rule_at(sheet: Sheet, index: int) -> Json:
    if not 0 <= index < len(sheet.conditionals):
        raise InvalidError(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditionals[index]


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
    return {**given, "users": users}


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
