"""gspread.Worksheet: protection, validation, filters, names."""

from __future__ import annotations

from typing import Any

import gspread
from gspread.utils import ValidationConditionType

from .bench import ROWS as FILLED
from .bench import SCHOOL, Bench
from .rows import Row

AREA = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}


def _protect(at: Bench) -> None:
    at.share(SCHOOL)
    reply = at.edit({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0, **AREA}}}})[0]
    at.kept["rule"] = reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    at.kept["sheet"] = at.book.sheet1


def _name(at: Bench) -> None:
    reply = at.edit({"addNamedRange": {"namedRange": {"name": "BLOCK", "range": {"sheetId": 0, **AREA}}}})[0]
    at.kept["name"] = reply["addNamedRange"]["namedRange"]["namedRangeId"]


def _filter(at: Bench) -> None:
    at.edit({"setBasicFilter": {"filter": {"range": {"sheetId": 0, **AREA}}}})


def _protections(at: Bench, got: Any) -> Any:
    return at.tab("protectedRanges(range,description,editors.users)").get("protectedRanges", [])


def _open_to_school(at: Bench, got: Any) -> int:
    """Whether somebody who is no editor of the range may write into it."""
    with at.raw.__class__(at.emulator.url, at.emulator.token_for(SCHOOL)) as school:
        path, params = f"/{at.id}/values/A1", {"valueInputOption": "RAW"}
        return int(school.sheets("PUT", path, params=params, json={"values": [["x"]]}).status_code)


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    def arranged(at: Bench) -> None:
        at.put(FILLED)
        if arrange:
            arrange(at)

    return Row(gspread.Worksheet, name, call, read, expect, arranged, **more)


def _service(at: Bench) -> str:
    return str(at.client.http_client.auth.service_account_email)


ROWS = [
    row(
        "add_protected_range",
        lambda at: at.sheet.add_protected_range("A1:B3", [SCHOOL], description="หัวตาราง"),
        _protections,
        lambda at, got: [
            {"range": AREA, "description": "หัวตาราง", "editors": {"users": [SCHOOL, _service(at)]}}
        ],
        note="whoever protects stays an editor",
    ),
    row(
        "delete_protected_range",
        lambda at: (
            at.person("owner@office.example")
            .open_by_key(at.id)
            .sheet1.delete_protected_range(at.kept["rule"])
        ),
        lambda at, got: (_protections(at, got), _open_to_school(at, got)),
        ([], 200),
        _protect,
    ),
    row(
        "add_validation",
        lambda at: at.sheet.add_validation(
            "B2:B3", ValidationConditionType.one_of_list, ["มี", "ไม่มี"], strict=True, showCustomUi=True
        ),
        lambda at, got: [
            cell["dataValidation"] for line in at.cells("dataValidation", "B2:B3") for cell in line
        ],
        [
            {
                "condition": {
                    "type": "ONE_OF_LIST",
                    "values": [{"userEnteredValue": "มี"}, {"userEnteredValue": "ไม่มี"}],
                },
                "showCustomUi": True,
                "strict": True,
            }
        ]
        * 2,
        note="values must be texts: Google refuses a number here (TYPE_STRING)",
    ),
    row(
        "set_basic_filter",
        lambda at: at.sheet.set_basic_filter("A1:B3"),
        lambda at, got: at.tab("basicFilter")["basicFilter"],
        {"range": AREA},
    ),
    row(
        "set_basic_filter",
        lambda at: at.sheet.set_basic_filter(),
        lambda at, got: at.tab("basicFilter")["basicFilter"]["range"],
        {"startRowIndex": 0, "endRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 26},
        variant="whole tab",
    ),
    row(
        "clear_basic_filter",
        lambda at: at.sheet.clear_basic_filter(),
        lambda at, got: at.tab("basicFilter"),
        {},
        _filter,
    ),
    row(
        "define_named_range",
        lambda at: at.sheet.define_named_range("A1:B3", "ข้อมูล"),
        lambda at, got: (at.get("namedRanges(name,range)")["namedRanges"], at.values("ข้อมูล")),
        lambda at, got: ([{"name": "ข้อมูล", "range": AREA}], at.values("A1:B3")),
    ),
    row(
        "delete_named_range",
        lambda at: at.sheet.delete_named_range(at.kept["name"]),
        lambda at, got: at.get("namedRanges"),
        {},
        _name,
    ),
]
