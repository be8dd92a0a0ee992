"""The pages people see in a browser, and the edits they make there."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request, send_from_directory

from . import conditions, edits, grid_page, protection, values
from .a1 import Area, column_letters
from .book import Book
from .edits.context import Edit
from .errors import PROTECTED, ApiError, Json
from .evaluate import Place
from .exports import CSV_TYPE, TSV_TYPE, XLSX_TYPE
from .routes_drive import exported
from .sheet import Sheet
from .state import OWNER, SHEET_TYPE, Caller, rank
from .typed import read
from .wire import answer, json_body, state

routes = Blueprint("pages", __name__)

PAGES = Path(__file__).parent / "pages"
PROTECTED_TH = "คุณกำลังพยายามแก้ไขเซลล์หรือวัตถุที่มีการป้องกัน โปรดติดต่อเจ้าของสเปรดชีตหากต้องการแก้ไข"
READ_ONLY_TH = "คุณมีสิทธิ์ดูเท่านั้น โปรดขอสิทธิ์แก้ไขจากเจ้าของสเปรดชีต"
NO_ACCESS_TH = "คุณต้องได้รับสิทธิ์เข้าถึงสเปรดชีตนี้"
SCHOOL = "school@school.example"
PEOPLE = {"anonymous": Caller(None), "owner": Caller(OWNER)}


def person(name: str | None, book_id: str) -> Caller:
    """Who the page acts as: one of the three of the menu, or any address."""
    if name == "school":
        return Caller(_school_of(state().files.get(book_id, {"permissions": []})))
    if not name or name in PEOPLE:
        return PEOPLE[name or "anonymous"]
    return Caller(name.lower()) if "@" in name else PEOPLE["anonymous"]


def _school_of(file: Json) -> str:
    """The address the file is shared with by name: that is the school."""
    shared = (entry["emailAddress"] for entry in file["permissions"] if entry["type"] == "user")
    people = (address for address in shared if address != OWNER and not Caller(address).is_service)
    return next(people, SCHOOL)


def refusal(code: int, message: str) -> Response:
    return answer({"error": message}, code)


@routes.get("/")
def index() -> str:
    wanted = request.args.get("q", "").strip().lower()
    with state().lock:
        files = [file for file in state().files.values() if not file["trashed"]]
        shown = [
            _entry(file)
            for file in files
            if wanted in file["name"].lower() and file["mimeType"] == SHEET_TYPE
        ]
        drive_name = state().drives[state().shared_drive_id]["name"]
    shown.sort(key=lambda entry: entry["modified"], reverse=True)
    return render_template("files.html", files=shown, wanted=request.args.get("q", ""), drive_name=drive_name)


def _entry(file: Json) -> Json:
    parent = state().files.get(file["parents"][0]) or state().drives.get(file["parents"][0]) or {}
    return {
        "id": file["id"],
        "name": file["name"],
        "modified": file["modifiedTime"],
        "folder": parent.get("name", "ไดรฟ์ของฉัน"),
        "by": file.get("lastModifyingUser") or "ผู้มีลิงก์",
    }


@routes.get("/pages/<name>")
def asset(name: str) -> Response:
    if not name.endswith((".css", ".js")):
        abort(404)
    return send_from_directory(PAGES, name)


@routes.get("/spreadsheets/d/<book_id>/")
@routes.get("/spreadsheets/d/<book_id>/edit")
def edit_page(book_id: str) -> str | Response:
    file = state().files.get(book_id)
    if file is None or file["mimeType"] != SHEET_TYPE:
        return Response("ไม่พบสเปรดชีตนี้", 404, mimetype="text/plain; charset=utf-8")
    return render_template("sheet.html", file=file)


@routes.get("/spreadsheets/d/<book_id>/export")
def download(book_id: str) -> Response:
    file = state().files.get(book_id)
    if file is None:
        abort(404)
    kind = {"xlsx": XLSX_TYPE, "csv": CSV_TYPE, "tsv": TSV_TYPE}.get(request.args.get("format", "xlsx"), "")
    with state().lock:
        found = exported(file, kind)
    name = quote(f"{file['name']}.{request.args.get('format', 'xlsx')}", safe="")
    found.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return found


@routes.get("/_emulator/ui/<book_id>")
def tab_content(book_id: str) -> Response:
    """One tab as JSON; `version` unchanged since the page last asked is answered with 304."""
    who = person(request.args.get("user"), book_id)
    with state().lock:
        file = state().files.get(book_id)
        if file is None:
            return refusal(404, NO_ACCESS_TH)
        role = state().role(file, who)
        if not role:
            return refusal(403, NO_ACCESS_TH)
        if request.args.get("version") == str(file["version"]):
            return Response(status=304)
        book = state().book(book_id)
        sheet = _sheet(book, request.args.get("gid"))
        writer = rank(role) >= rank("writer")
        content = grid_page.page_of(book, sheet, state().rights(file, who), writer)
        return answer(
            content | {"version": str(file["version"]), "role": role, "manager": _manages(file, who)}
        )


def _manages(file: Json, who: Caller) -> bool:
    return state().rights(file, who).manager


def _sheet(book: Book, gid: str | None) -> Sheet:
    visible = [sheet for sheet in book.sheets if not sheet.properties.get("hidden")]
    found = book.find(int(gid)) if gid and gid.isdigit() else None
    return found if found in visible and found else visible[0]


@routes.post("/_emulator/ui/<book_id>/cell")
def edit_cell(book_id: str) -> Response:
    """One cell typed by a person: read as Sheets reads typing, refused where Sheets refuses it."""
    given = json_body()
    try:
        type_in(book_id, person(given.get("user"), book_id), given)
    except (KeyError, TypeError, ValueError):
        return refusal(400, "ไม่พบเซลล์นี้")
    except ApiError as error:
        return refusal(error.code, _thai(error))
    return answer({"version": str(state().files[book_id]["version"])})


def type_in(book_id: str, who: Caller, given: Json) -> None:
    """Type `text` into a cell; needs an application context, no request."""
    row, column, text = int(given["row"]), int(given["col"]), str(given.get("text", ""))
    with state().writing(book_id, who, by_hand=True) as (book, rights):
        sheet = book.find(int(given.get("sheetId", 0)))
        if sheet is None or not (0 <= row < sheet.row_count and 0 <= column < sheet.column_count):
            raise ApiError(400, "ไม่พบเซลล์นี้")
        protection.check_area(sheet, Area(row, row + 1, column, column + 1), rights)
        _check_rule(book, sheet, row, column, text)
        values.put(book, sheet, row, column, text, parse=True)
        book.changed()


def restructure(book_id: str, who: Caller, requests: list[Json]) -> None:
    """Menu commands on rows, columns and tabs, in the words of batchUpdate."""
    with state().writing(book_id, who, by_hand=True) as (book, rights):
        edits.run(Edit(book, rights), requests)


def _check_rule(book: Book, sheet: Sheet, row: int, column: int, text: str) -> None:
    """A strict rule refuses what is typed by hand; the API would let it through."""
    stored = sheet.cell(row, column)
    rule = stored.get("dataValidation", {})
    if not rule.get("strict"):
        return
    value, _ = read(text, book.locale, stored.get("userEnteredFormat", {}).get("numberFormat"))
    if not conditions.accepts(Place(book, sheet, row, column), rule, value):
        name = f"{column_letters(column)}{row + 1}"
        hint = rule.get("inputMessage") or "เลือกค่าจากรายการ หรือพิมพ์ค่าให้ตรงกับเงื่อนไข"
        raise ApiError(400, f"ข้อมูลที่คุณป้อนในเซลล์ {name} ละเมิดกฎการตรวจสอบข้อมูลที่ตั้งไว้ในเซลล์นี้: {hint}")


def _thai(error: ApiError) -> str:
    if error.message.endswith(PROTECTED):
        return PROTECTED_TH
    return READ_ONLY_TH if error.code == 403 else error.message


@routes.post("/_emulator/ui/<book_id>/structure")
def edit_structure(book_id: str) -> Response:
    """Rows and tabs, changed from the menu of whoever manages the file."""
    given = json_body()
    who = person(given.get("user"), book_id)
    try:
        restructure(book_id, who, [_request(given)])
    except (KeyError, TypeError, ValueError):
        return refusal(400, "ไม่รู้จักคำสั่งนี้")
    except ApiError as error:
        return refusal(error.code, _thai(error))
    return answer({"version": str(state().files[book_id]["version"])})


def _request(given: Json) -> Json:
    sheet_id, row = int(given["sheetId"]), int(given.get("row", 0))
    rows: Json = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    properties: dict[str, Any] = {"sheetId": sheet_id, "title": given.get("title")}
    requests: dict[str, Json] = {
        "insertRow": {"insertDimension": {"range": rows}},
        "deleteRow": {"deleteDimension": {"range": rows}},
        "renameTab": {"updateSheetProperties": {"properties": properties, "fields": "title"}},
        "deleteTab": {"deleteSheet": {"sheetId": sheet_id}},
    }
    return requests[given["action"]]
