"""Conditional format rules."""

from __future__ import annotations

from .. import render
from ..errors import Json
from ..sheet import Sheet
from . import formats
from .context import Edit, InvalidError, bare, checked
from .validation import check_condition


def _conditional(edit: Edit, rule: Json | None) -> tuple[Sheet, Json]:
    if not rule or not rule.get("ranges"):
        raise InvalidError("A conditional format rule needs at least one range")
    sheet = edit.structural(rule["ranges"][0].get("sheetId"))
    for grid in rule["ranges"]:
        checked(sheet, grid)
    if "booleanRule" in rule:
        check_condition(rule["booleanRule"].get("condition"))
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
