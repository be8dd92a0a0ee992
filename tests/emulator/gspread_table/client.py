"""gspread.Client: files of Drive, and opening them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import gspread
import requests
from gspread.utils import ExportFormat
from openpyxl import load_workbook

from .bench import OWNER, SCHOOL, Bench
from .bench import ROWS as FILLED
from .rows import Row, refused

SHOWN = [[str(value) for value in line] for line in FILLED]
COPY = "สำเนาที่แบ่งปันไม่ได้"


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    return Row(gspread.Client, name, call, read, expect, arrange, **more)


def _fill(at: Bench) -> None:
    at.put(FILLED)


def _commented(at: Bench) -> None:
    at.put(FILLED)
    body = {"content": "ดูด้วย", "anchor": "A1"}
    at.comments("POST", {"fields": "id"}, json=body)


def _copied(at: Bench, book: gspread.Spreadsheet) -> Any:
    at.id = book.id
    comments = at.comments("GET", {"fields": "comments(content,anchor)"})["comments"]
    return at.file("name")["name"], at.values(), comments


def _count(at: Bench, name: str) -> int:
    params = {"q": f"name = '{name}'", "fields": "files(id)"}
    return len(at.raw.drive("GET", "/files", params=params).json()["files"])


def _copy_with_permissions(at: Bench) -> int:
    mine = at.person(OWNER)
    return refused(lambda: mine.copy(at.id, title=COPY, copy_permissions=True))


def _rename(at: Bench) -> None:
    """A title of its own, so that it is the one that is found."""
    at.kept["title"] = f"แบบ {at.id}"
    at.raw.drive("PATCH", f"/files/{at.id}", json={"name": at.kept["title"]}).raise_for_status()


def _excel(content: bytes) -> list[list[str]]:
    lines = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [[str(value) for value in line] for line in lines]


def _share(at: Bench) -> None:
    at.kept["permission"] = at.share(SCHOOL)


def _left(expiry: datetime | None) -> float:
    return (expiry.replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds() if expiry else 0


def _hasty(at: Bench) -> str:
    at.client.set_timeout(0.05)
    try:
        # Nobody else gets an answer while this thread holds the emulator's lock.
        with at.emulator.state.lock:
            at.client.get_file_drive_metadata(at.id)
    except requests.Timeout:
        return "too late"
    finally:
        at.client.set_timeout(None)
    return "in time"


def _opened(at: Bench, book: gspread.Spreadsheet) -> dict[str, str]:
    return {"id": book.id, "name": book.title}


ROWS = [
    row(
        "create",
        lambda at: at.client.create("แบบใหม่", folder_id=at.emulator.shared_drive_id),
        lambda at, book: at.file("name,parents", book.id),
        lambda at, book: {"name": "แบบใหม่", "parents": [at.emulator.shared_drive_id]},
    ),
    row(
        "create",
        lambda at: refused(lambda: at.client.create("ของบัญชีบริการ")),
        lambda at, code: (code, _count(at, "ของบัญชีบริการ")),
        (403, 0),
        variant="no folder",
        note="a service account owns no files: storageQuotaExceeded",
    ),
    row(
        "copy",
        lambda at: at.client.copy(at.id, title="สำเนา", folder_id=at.emulator.shared_drive_id),
        _copied,
        ("สำเนา", SHOWN, [{"content": "ดูด้วย", "anchor": "A1"}]),
        _commented,
    ),
    row(
        "copy",
        _copy_with_permissions,
        lambda at, code: (code, _count(at, COPY)),
        (403, 1),
        lambda at: at.own_file(),
        variant="copy_permissions",
        note="cannot work in 6.2.1: it gives the owner's entry again, which Google refuses (gspread #1544)",
    ),
    row(
        "del_spreadsheet",
        lambda at: at.person(OWNER).del_spreadsheet(at.id),
        lambda at, got: at.file("id")["error"]["code"],
        404,
    ),
    row(
        "expiry",
        lambda at: at.client.expiry,
        lambda at, got: at.raw.drive("GET", "/about", params={"fields": "kind"}).status_code,
        lambda at, expiry: 200 if 0 < _left(expiry) <= 3600 else _left(expiry),
        note="no call; a token is good for an hour",
    ),
    row(
        "export",
        lambda at: _excel(at.client.export(at.id, ExportFormat.EXCEL)),
        lambda at, got: at.values(),
        lambda at, got: got,
        _fill,
    ),
    row(
        "export",
        lambda at: refused(lambda: at.client.export(at.id, ExportFormat.PDF)),
        lambda at, code: (code, at.values()),
        (501, SHOWN),
        _fill,
        variant="PDF",
        note="the emulator makes no PDF and no ODS, and says so; Google makes both",
    ),
    row(
        "get_file_drive_metadata",
        lambda at: at.client.get_file_drive_metadata(at.id),
        lambda at, got: at.file("id,name,createdTime,modifiedTime"),
        lambda at, got: got,
    ),
    row(
        "import_csv",
        lambda at: at.client.import_csv(at.id, "ก,1\nข,2"),
        lambda at, got: (at.titles(), at.values("ตารางทดสอบ", "UNFORMATTED_VALUE")),
        (["ตารางทดสอบ"], [["ก", 1], ["ข", 2]]),
        _fill,
    ),
    row(
        "insert_permission",
        lambda at: at.client.insert_permission(at.id, SCHOOL, perm_type="user", role="reader"),
        lambda at, got: at.roles()[SCHOOL],
        "reader",
    ),
    row(
        "list_permissions",
        lambda at: at.client.list_permissions(at.id),
        lambda at, got: at.roles(),
        lambda at, got: {one["emailAddress"]: one["role"] for one in got},
        _share,
    ),
    row(
        "remove_permission",
        lambda at: at.client.remove_permission(at.id, at.kept["permission"]),
        lambda at, got: SCHOOL in at.roles(),
        False,
        _share,
    ),
    row(
        "list_spreadsheet_files",
        lambda at: at.client.list_spreadsheet_files(at.kept["title"], at.emulator.shared_drive_id),
        lambda at, got: [at.file("id,name,createdTime,modifiedTime")],
        lambda at, got: got,
        _rename,
    ),
    row(
        "open",
        lambda at: at.client.open(at.kept["title"]),
        lambda at, got: at.file("id,name"),
        _opened,
        _rename,
    ),
    row("open_by_key", lambda at: at.client.open_by_key(at.id), lambda at, got: at.file("id,name"), _opened),
    row(
        "open_by_url",
        lambda at: at.client.open_by_url(at.kept["url"]),
        lambda at, got: at.file("id,name"),
        _opened,
        lambda at: at.kept.update(url=at.file("webViewLink")["webViewLink"]),
    ),
    row(
        "openall",
        lambda at: at.client.openall(at.kept["title"]),
        lambda at, got: [at.file("id,name")],
        lambda at, got: [_opened(at, book) for book in got],
        _rename,
    ),
    row(
        "set_timeout",
        _hasty,
        lambda at, got: (got, at.file("id")["id"]),
        lambda at, got: ("too late", at.id),
        note="no call of its own; the next one does not get its answer in time",
    ),
]
