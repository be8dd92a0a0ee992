"""Drive v3 over HTTP: files. Permissions, comments, changes, drives and uploads hang beside them."""

from __future__ import annotations

from flask import Blueprint, Response, request

from . import (
    drive,
    drive_resources,
    exports,
    routes_changes,
    routes_comments,
    routes_drives,
    routes_permissions,
    routes_uploads,
)
from .drive_wire import (
    PAGES,
    PATCH,
    all_drives,
    drive_id,
    invalid,
    masked,
    page,
    page_size,
    shared_drives_too,
)
from .errors import DriveError, Json
from .state import SHEET_TYPE
from .wire import caller, check_params, flag, json_body, state

routes = Blueprint("drive", __name__)
for beside in (routes_permissions, routes_comments, routes_changes, routes_drives, routes_uploads):
    routes.register_blueprint(beside.routes)

LIST: tuple[str, ...] = (
    *("q", "orderBy", "corpora", "corpus", "driveId", "teamDriveId", "spaces"),
    *("includeItemsFromAllDrives", "includeTeamDriveItems", *PAGES, *PATCH),
)
CORPORA = ("user", "domain", "drive", "allDrives")
DEFAULT_FILE = "kind,id,name,mimeType"


@routes.get("/drive/v3/files")
def list_files() -> Response:
    who = caller()
    check_params(LIST)
    where = drive_id()
    corpora = request.args.get("corpora") or ("drive" if where else "user")
    if corpora not in CORPORA:
        raise invalid()
    if (corpora == "drive") != bool(where):
        problem = "The driveId parameter must be specified if and only if corpora is set to drive."
        raise DriveError(400, problem, "teamDriveIdRequired")
    if request.args.get("spaces", "drive") != "drive":
        raise invalid()
    options = {name: request.args.get(name) for name in ("q", "orderBy")}
    found = drive.listing(state(), who, {**options, "driveId": where, "all_drives": shared_drives_too()})
    shown, token = page(found, page_size())
    answer: Json = {"kind": "drive#fileList", **token, "incompleteSearch": False}
    with state().lock:
        answer["files"] = [drive_resources.file_resource(state(), file, who) for file in shown]
    return masked(answer, "FileList", f"kind,incompleteSearch,nextPageToken,files({DEFAULT_FILE})")


@routes.post("/drive/v3/files")
def create_file() -> Response:
    who = caller()
    check_params(PATCH)
    file = drive.create(state(), json_body(), who, all_drives())
    return masked(drive_resources.file_resource(state(), file, who), "File", DEFAULT_FILE)


@routes.get("/drive/v3/files/<file_id>")
def get_file(file_id: str) -> Response:
    who = caller()
    # gspread sends a parameter of files.list here, and Drive takes it.
    check_params((*PATCH, "acknowledgeAbuse", "includeItemsFromAllDrives"))
    if request.args.get("alt") == "media":
        problem = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        raise DriveError(403, problem, "fileNotDownloadable")
    with state().lock:
        file = drive.find(state(), file_id, who, all_drives())
        return masked(drive_resources.file_resource(state(), file, who), "File", DEFAULT_FILE)


@routes.patch("/drive/v3/files/<file_id>")
def update_file(file_id: str) -> Response:
    who = caller()
    check_params((*PATCH, "addParents", "removeParents"))
    to = request.args.get("addParents")
    file = drive.update(state(), file_id, json_body(), who, all_drives(), to)
    return masked(drive_resources.file_resource(state(), file, who), "File", DEFAULT_FILE)


@routes.post("/drive/v3/files/<file_id>/copy")
def copy_file(file_id: str) -> Response:
    who = caller()
    check_params((*PATCH, "copyComments"))
    file = drive.copy(state(), file_id, json_body(), who, all_drives(), flag("copyComments"))
    return masked(drive_resources.file_resource(state(), file, who), "File", DEFAULT_FILE)


@routes.delete("/drive/v3/files/<file_id>")
def delete_file(file_id: str) -> Response:
    who = caller()
    check_params(PATCH)
    drive.delete(state(), file_id, who, all_drives())
    return Response(status=204)


@routes.get("/drive/v3/files/<file_id>/export")
def export_file(file_id: str) -> Response:
    who = caller()
    check_params(("mimeType",))
    with state().lock:
        # Export has no supportsAllDrives parameter and works in shared drives all the same.
        file = drive.find(state(), file_id, who, all_drives=True)
        return exported(file, request.args.get("mimeType", ""))


def exported(file: Json, mime_type: str) -> Response:
    if file["mimeType"] != SHEET_TYPE:
        raise DriveError(403, "Export only supports Docs Editors files.", "fileNotExportable")
    return Response(exports.export(state().book(file["id"]), mime_type), mimetype=mime_type)
