"""Uploads of CSV that become, or replace, a spreadsheet: Drive v3's create and update, v2's update."""

from __future__ import annotations

import json
from email import message_from_bytes, policy

from flask import Blueprint, Response, request

from . import drive, drive_resources
from .drive_wire import PATCH, all_drives, masked
from .errors import DriveError, Json
from .state import SHEET_TYPE
from .wire import answer, caller, check_params, flag, state

routes = Blueprint("uploads", __name__, url_prefix="/upload/drive")

V2 = ("convert", "newRevision", "pinned", "ocr", "setModifiedDate", "updateViewedDate", *PATCH)
DEFAULT = "kind,id,name,mimeType"


@routes.post("/v3/files")
def create() -> Response:
    who = caller()
    check_params(PATCH)
    given, content = _parts()
    file = drive.create(state(), {"mimeType": SHEET_TYPE, **given}, who, all_drives(), content)
    return masked(drive_resources.file_resource(state(), file, who), "File", DEFAULT)


@routes.patch("/v3/files/<file_id>")
def update(file_id: str) -> Response:
    who = caller()
    check_params((*PATCH, "addParents", "removeParents"))
    given, content = _parts()
    with state().lock:
        drive.update(state(), file_id, given, who, all_drives(), request.args.get("addParents"))
        file = drive.replace_content(state(), file_id, content, who, all_drives())
    return masked(drive_resources.file_resource(state(), file, who), "File", DEFAULT)


@routes.put("/v2/files/<file_id>")
def update_v2(file_id: str) -> Response:
    """What gspread's import_csv calls."""
    who = caller()
    check_params(V2)
    if not flag("convert"):
        raise DriveError(
            400, "The emulator keeps spreadsheets, not CSV files: convert must be true.", "badRequest"
        )
    file = drive.replace_content(state(), file_id, _parts()[1], who, all_drives())
    shown = {"kind": "drive#file", "id": file["id"], "title": file["name"], "mimeType": file["mimeType"]}
    times = {"createdDate": file["createdTime"], "modifiedDate": file["modifiedTime"]}
    return answer(shown | times | {"version": str(file["version"])})


def _parts() -> tuple[Json, str]:
    """The metadata and the content: of a multipart body, or the content alone."""
    data = request.get_data()
    kind = request.content_type or ""
    if not kind.startswith("multipart/"):
        return {}, data.decode("utf-8", "replace")
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    parts = list(message_from_bytes(head + data, policy=policy.HTTP).iter_parts())
    if len(parts) != 2:
        raise _malformed()
    metadata, content = (part.get_payload(decode=True) for part in parts)
    if not isinstance(metadata, bytes) or not isinstance(content, bytes):
        raise _malformed()
    try:
        return dict(json.loads(metadata)), content.decode("utf-8", "replace")
    except ValueError:
        raise _malformed() from None


def _malformed() -> DriveError:
    return DriveError(400, "Malformed multipart body.", "badContent")
