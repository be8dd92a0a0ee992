"""Tabs drawn as lists of texts, in the JSON that Google answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.core.schema import Form
from service.definitions.build import build_form
from service.sheets.grids import Spot
from service.sheets.reader import read
from service.sheets.readings import Expected, Reading, ReadSubmission

SCHOOL = "1099000001"
TAB = 7
Drawn = Sequence[Sequence[Any]]


def form() -> Form:
    fields = [
        {
            "name": "all",
            "type": "integer",
            "kind": "count",
            "title": "ทั้งหมด",
            "unit": "คน",
            "constraints": {"required": True},
        },
        {"name": "read", "type": "integer", "kind": "count", "title": "อ่านออก"},
        {"name": "note", "type": "string", "kind": "text", "title": "ข้อความ"},
    ]
    head = {"id": "small", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1"]}
    return build_form(
        {
            "form": {**head, "due": {"days_after_round": 15}, "title": {"th": "แบบเล็ก"}},
            "sheet": {"layouts": ["card", "table"], "tab": "ข้อมูล"},
            "groups": [],
            "schema": {"fields": fields},
            "indicators": [],
        }
    )


FORM = form()
HEAD = ["", "รายการ", "คำตอบของโรงเรียน", "ผลตรวจ", "สิ่งที่ต้องทำ", "เหตุผล (เมื่อถูกถาม)", "รอบก่อน"]
CARD = [
    ["#tidtam card small 2566-Q1", "แบบเล็ก"],
    ["#receipt", "ยังไม่ได้อ่าน"],
    ["#code", "#title", "#value", "#status", "#message", "#reason", "#previous"],
    HEAD,
    ["", "คำชี้แจง"],
    ["all", "ทั้งหมด (คน)", 12, "", "", "", ""],
    ["read", "อ่านออก", "๑๐", "", "", "ย้ายเข้า", ""],
    ["note", "ข้อความ", "", "", "", "", ""],
]
TABLE = [
    ["#tidtam table small 2566-Q1"],
    ["#key", "#school", "#status", "#message", "all", "read", "note"],
    ["", "โรงเรียน", "สถานะ", "สิ่งที่ต้องทำ", "ทั้งหมด (คน)", "อ่านออก", "ข้อความ"],
    [SCHOOL, "บ้านนา", "", "", 12, 10, ""],
    ["1099000002", "บ้านป่า", "", "", 3, "", "ก"],
]
ISSUES = [
    ["#tidtam issues small 2566-Q1"],
    ["#key", "#school", "#title", "#message", "#reason", "#status"],
    ["", "โรงเรียน", "ช่อง", "คำถาม", "เหตุผล", "สถานะ"],
    [f"{SCHOOL}|read|R02", "บ้านนา", "อ่านออก", "?", "ย้ายเข้า", ""],
]


def cell(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if value == "":
        return {}
    kind = {bool: "boolValue", str: "stringValue"}.get(type(value), "numberValue")
    return {"effectiveValue": {kind: value}, "formattedValue": str(value)}


def sheet(rows: Drawn, sheet_id: int = TAB, title: str = "ข้อมูล") -> dict[str, Any]:
    data = [{"rowData": [{"values": [cell(value) for value in row]} for row in rows]}]
    return {"properties": {"sheetId": sheet_id, "title": title}, "data": data}


def card(respondents: tuple[str, ...] = (SCHOOL,), layout: str = "card", sheet_id: int = TAB) -> Expected:
    return Expected(FORM, "2566-Q1", layout, sheet_id, "ข้อมูล 2566-Q1", respondents)


def read_card(rows: Drawn, *others: dict[str, Any]) -> tuple[Reading, ReadSubmission]:
    reading = read({"sheets": [sheet(rows), *others]}, [card()])
    (submission,) = reading.submissions
    return reading, submission


def values(submission: ReadSubmission) -> dict[str, Any]:
    return {name: found.value for name, found in submission.cells.items()}


def values_at(submission: ReadSubmission) -> dict[str, Spot]:
    return {name: places.value for name, places in submission.places.items()}


def faults(submission: ReadSubmission) -> list[tuple[str, Mapping[str, str]]]:
    return submission.faults
