"""Tabs on a real wire: built, damaged, repaired and migrated in the emulator, and drawn to be compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.core.register import Respondent
from service.core.rounds import Round, open_round
from service.core.schema import Form
from service.definitions.build import build_form
from service.emulator import Emulator
from service.sheets.areas import cells_of
from service.sheets.blueprint import Blueprint
from service.sheets.building import build
from service.sheets.client import connect
from service.sheets.drive import Google
from service.sheets.standing import Standing, standings_of

TAB = 77
SCHOOL = "1099000001"
BAN_NA = Respondent(SCHOOL, "โรงเรียนบ้านนา", "เหนือ")
BAN_PA = Respondent("1099000002", "โรงเรียนบ้านป่า", "เหนือ")
Typed = Mapping[tuple[str, str], Any]
"""Values by the keys of their row and column."""


def field(name: str, title: str, kind: str = "count", **more: Any) -> dict[str, Any]:
    types = {"count": "integer", "yes_no": "boolean"}
    required = {"constraints": {"required": True}}
    return {"name": name, "type": types.get(kind, "string"), "kind": kind, "title": title, **required, **more}


def form(*fields: dict[str, Any], groups: Sequence[str] = (), version: str = "1") -> Form:
    """A form with a school's code and these fields."""
    head = {"id": "small", "version": version, "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1"]}
    code = {"name": "school_id", "type": "string", "kind": "school_code", "title": "รหัสโรงเรียน"}
    return build_form(
        {
            "form": {
                **head,
                "due": {"days_after_round": 15},
                "title": {"th": "แบบเล็ก"},
                "instructions": ["กรอกตามจริง"],
            },
            "sheet": {"layouts": ["card", "table"], "tab": "ข้อมูล"},
            "groups": [{"id": group, "title": f"หมวด {group}"} for group in groups],
            "schema": {"fields": [code, *fields]},
            "indicators": [],
        }
    )


def round_of(definition: Form) -> Round:
    return open_round(definition, "2566-Q1", None)


class Desk:
    """One spreadsheet and our client; every call is HTTP."""

    def __init__(self, emulator: Emulator) -> None:
        self.google = Google(connect(emulator.credentials_path, emulator.url))
        self.file_id = self.google.create("โต๊ะ", emulator.shared_drive_id)
        self._made = False

    def make(self, plan: Blueprint, typed: Typed | None = None) -> None:
        """The tab of a blueprint, in place of the one before, with what a school typed; one request."""
        before = [{"deleteSheet": {"sheetId": TAB}}] if self._made else []
        rows = [line.key for line in plan.rows]
        columns = [line.key for line in plan.columns]
        answers = [write(rows.index(r), columns.index(c), value) for (r, c), value in (typed or {}).items()]
        self.apply(*before, *build(plan), *answers)
        self._made = True

    def apply(self, *requests: dict[str, Any]) -> None:
        if requests:
            self.google.change(self.file_id, requests, once=True)

    def tabs(self) -> list[Standing]:
        return standings_of(self.google.read_structure(self.file_id))

    def tab(self) -> Standing:
        return next(tab for tab in self.tabs() if tab.sheet_id == TAB)

    def values(self) -> dict[tuple[str, str], str]:
        """What is shown in the tab, by the keys that stand there: row and column."""
        return shown(self.tab())


def write(row: int, column: int, value: Any, sheet_id: int = TAB) -> dict[str, Any]:
    kind = {bool: "boolValue", str: "stringValue"}.get(type(value), "numberValue")
    cell = {} if value is None else {"userEnteredValue": {kind: value}}
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [cell]}],
            "fields": "userEnteredValue",
        }
    }


def lines(start: int, end: int, dimension: str = "ROWS") -> dict[str, Any]:
    return {"sheetId": TAB, "dimension": dimension, "startIndex": start, "endIndex": end}


def place(tab: Standing, key: str, role: str) -> tuple[int, int]:
    """Where the line ``key`` crosses the column ``role``, by the codes that stand there."""
    head, keys = next(
        (row, column)
        for row, cells in enumerate(tab.rows)
        for column in range(len(cells))
        if tab.text(row, column) in ("#code", "#key")
    )
    columns = [tab.text(head, column) for column in range(len(tab.rows[head]))]
    return next(row for row in range(len(tab.rows)) if tab.text(row, keys) == key), columns.index(role)


def shown(tab: Standing) -> dict[tuple[str, str], str]:
    head, keys = next(
        (row, column)
        for row, cells in enumerate(tab.rows)
        for column in range(len(cells))
        if tab.text(row, column) in ("#code", "#key")
    )
    codes = [tab.text(head, column) for column in range(len(tab.rows[head]))]
    return {
        (tab.text(row, keys), code): tab.text(row, column)
        for row in range(len(tab.rows))
        for column, code in enumerate(codes)
        if tab.text(row, keys) and code
    }


def picture(tab: Standing) -> dict[str, Any]:
    """Everything of a tab that a person could tell from another's."""
    keep = ("userEnteredValue", "note", "dataValidation", "userEnteredFormat")
    rows, columns = tab.counts["ROWS"], tab.counts["COLUMNS"]
    cells = {
        (row, column): {name: cell[name] for name in keep if name in cell}
        for row, line in enumerate(tab.rows)
        for column, cell in enumerate(line)
    }
    return {
        "cells": {where: cell for where, cell in cells.items() if cell},
        "counts": tab.counts,
        "hidden": tab.hidden,
        "frozen": tab.frozen,
        "open": [
            (rule.get("warningOnly", False), cells_of(rule.get("unprotectedRanges", ()), rows, columns))
            for rule in tab.protected
        ],
        "grey": [
            (cells_of(rule["ranges"], rows, columns), rule["booleanRule"]["condition"])
            for rule in tab.conditional
        ],
    }
