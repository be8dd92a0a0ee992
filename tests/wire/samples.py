"""Right exchanges, small ones, that the tests of the validator break in one place each."""

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from service.emulator.traffic import Exchange

from .documents import Json

ID = "1AbcDefGhiJklMno"
SERVICE, OTHER = "tidtam/0.1.0", "python-requests/2.34"
JSON_TYPE = "application/json; charset=UTF-8"
MASK = "updatedSpreadsheet(properties/title,sheets(properties(sheetId,title),data(rowData(values(note,formattedValue)))))"
GRID = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2}
TAB = {"sheetId": 7, "title": "ข้อมูล", "index": 0, "sheetType": "GRID",
       "gridProperties": {"rowCount": 1000, "columnCount": 26}}  # fmt: skip
CELL = {"userEnteredValue": {"stringValue": "=1"}, "note": "แก้ตรงนี้",
        "userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 1}},
                              "numberFormat": {"type": "TEXT"}}}  # fmt: skip
RULE = {"ranges": [GRID], "booleanRule": {
    "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=ISBLANK(A1)"}]},
    "format": {"textFormat": {"bold": True}}}}  # fmt: skip
REQUESTS: list[Json] = [
    {"addSheet": {"properties": {"sheetId": 7, "title": "ข้อมูล"}}},
    {"updateCells": {"start": {"sheetId": 7, "rowIndex": 1, "columnIndex": 2}, "rows": [{"values": [CELL]}],
                     "fields": "userEnteredValue,userEnteredFormat(backgroundColorStyle,numberFormat/type),note"}},
    {"updateSheetProperties": {"properties": {"sheetId": 7, "gridProperties": {"frozenRowCount": 1}},
                               "fields": "gridProperties.frozenRowCount"}},
    {"addConditionalFormatRule": {"rule": RULE, "index": 0}},
    {"mergeCells": {"range": GRID, "mergeType": "MERGE_ALL"}},
    {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 7}, "description": "ตารางนี้"}}},
]  # fmt: skip
REPLIES = [{"addSheet": {"properties": TAB}}, {}, {}, {}, {},
           {"addProtectedRange": {"protectedRange": {"protectedRangeId": 99, "range": {"sheetId": 7}}}}]  # fmt: skip
SHEET = {"properties": {"sheetId": 7, "title": "ข้อมูล"},
         "data": [{"rowData": [{"values": [{"formattedValue": "1", "note": "x"}]}, {}]}]}  # fmt: skip
BOOK = {"spreadsheetId": ID, "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{ID}/edit",
        "properties": {"title": "งาน", "locale": "th_TH", "autoRecalc": "ON_CHANGE", "timeZone": "Asia/Bangkok",
                       "defaultFormat": {"padding": {"top": 2}}},
        "sheets": [{"properties": TAB}]}  # fmt: skip
FILE = {"kind": "drive#file", "id": ID, "name": "งาน", "mimeType": "application/vnd.google-apps.spreadsheet"}
REASON = {"message": "File not found: x.", "domain": "global", "reason": "notFound"}


def said(
    method: str, path: str, body: Any = None, answer: Any = None, status: int = 200, **query: str
) -> Exchange:
    """An exchange of the service's."""
    return Exchange(
        method=method,
        path=path,
        query=urlencode(query),
        user_agent=SERVICE,
        content_type="application/json" if body is not None else "",
        body=json.dumps(body).encode() if body is not None else b"",
        status=status,
        answer_type=JSON_TYPE if answer is not None else "",
        answer=json.dumps(answer).encode() if answer is not None else b"",
    )


SHEETS, DRIVE = f"/v4/spreadsheets/{ID}", "/drive/v3/files"
SAMPLES = {
    "batch": said("POST", f"{SHEETS}:batchUpdate", {"requests": REQUESTS}, {"spreadsheetId": ID, "replies": REPLIES}),
    "write": said(
        "POST",
        f"{SHEETS}:batchUpdate",
        {"requests": REQUESTS[1:2], "includeSpreadsheetInResponse": True, "responseIncludeGridData": True},
        {"updatedSpreadsheet": {"properties": {"title": "งาน"}, "sheets": [SHEET]}},
        fields=MASK,
    ),
    "get": said("GET", SHEETS, None, BOOK),
    "values": said(
        "PUT",
        f"{SHEETS}/values/%E0%B8%81%21A1%3AB2",
        {"values": [["ก", 1], [None, True]], "majorDimension": "ROWS"},
        {"spreadsheetId": ID, "updatedRange": "'ก'!A1:B2", "updatedRows": 2, "updatedCells": 3},
        valueInputOption="RAW",
    ),
    "read": said("GET", f"{SHEETS}/values/A1:B2", None, {"range": "Sheet1!A1:B2", "majorDimension": "ROWS",
                                                         "values": [["ก", 1], [], [True]]}),
    "list": said(
        "GET",
        DRIVE,
        None,
        {"files": [{"id": ID, "modifiedTime": "2026-04-05T02:00:00.000Z", "lastModifyingUser": {"me": True}}]},
        fields="nextPageToken,files(id,modifiedTime,lastModifyingUser(me))",
        pageSize="1000",
        supportsAllDrives="true",
    ),
    "create": said("POST", DRIVE, {"name": "งาน", "parents": ["x"]}, FILE, supportsAllDrives="true"),
    "share": said(
        "POST",
        f"{DRIVE}/{ID}/permissions",
        {"type": "user", "role": "writer", "emailAddress": "school@school.example"},
        {"kind": "drive#permission", "id": "1", "type": "user", "role": "writer"},
    ),
    "delete": said("DELETE", f"{DRIVE}/{ID}", status=204),
    "refused": said("GET", SHEETS, None, {"error": {"code": 404, "message": "Requested entity was not found.",
                                                    "status": "NOT_FOUND"}}, 404),
    "missing": said("GET", f"{DRIVE}/x", None, {"error": {"code": 404, "message": REASON["message"],
                                                          "errors": [REASON]}}, 404),
}  # fmt: skip

Place = tuple[str | int, ...]


def with_body(exchange: Exchange, place: Place, value: Any) -> Exchange:
    return replace(exchange, body=_changed(exchange.body, place, value))


def with_answer(exchange: Exchange, place: Place, value: Any) -> Exchange:
    return replace(exchange, answer=_changed(exchange.answer, place, value))


GONE = object()
"""As a value: take it out."""


def _changed(text: bytes, place: Place, value: Any) -> bytes:
    """The JSON with another value in one place."""
    whole = deepcopy(json.loads(text))
    holder = whole
    for step in place[:-1]:
        holder = holder[step]
    if value is GONE:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return json.dumps(whole).encode()
