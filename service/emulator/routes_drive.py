"""Drive v3 over HTTP."""

from __future__ import annotations

import base64
import json
from email import message_from_bytes, policy

from flask import Blueprint, Response, request

from . import drive, masks, xlsx
from .errors import DriveError, Json
from .state import SHEET_TYPE, Caller
from .wire import answer, caller, check_params, flag, json_body, state

routes = Blueprint("drive", __name__)

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PATCH: tuple[str, ...] = (
    "supportsAllDrives",
    "supportsTeamDrives",
    "enforceSingleParent",
    "keepRevisionForever",
    "ocrLanguage",
)
PATCH += (
    "ignoreDefaultVisibility",
    "useContentAsIndexableText",
    "includeLabels",
    "includePermissionsForView",
)
LIST: tuple[str, ...] = (
    "q",
    "orderBy",
    "pageSize",
    "pageToken",
    "corpora",
    "corpus",
    "driveId",
    "teamDriveId",
    "spaces",
)
LIST += ("includeItemsFromAllDrives", "includeTeamDriveItems", *PATCH)
SHARE: tuple[str, ...] = (
    "sendNotificationEmail",
    "emailMessage",
    "transferOwnership",
    "useDomainAdminAccess",
    "moveToNewOwnersRoot",
)
SHARE += ("enforceExpansiveAccess", "removeExpiration", "pageSize", "pageToken", *PATCH)
DEFAULT_FILE = "kind,id,name,mimeType"
DEFAULT_PERMISSION = "kind,id,type,role"
FILE_FIELDS_TEXT = """
kind id name mimeType parents driveId teamDriveId modifiedTime createdTime version lastModifyingUser trashed
ownedByMe owners webViewLink capabilities permissions permissionIds shared modifiedByMe modifiedByMeTime
description properties appProperties starred size md5Checksum iconLink exportLinks spaces thumbnailLink
viewedByMe viewedByMeTime sharedWithMeTime sharingUser webContentLink explicitlyTrashed trashedTime
trashingUser headRevisionId isAppAuthorized quotaBytesUsed writersCanShare fileExtension originalFilename
copyRequiresWriterPermission hasThumbnail shortcutDetails linkShareMetadata contentRestrictions
resourceKey labelInfo hasAugmentedPermissions folderColorRgb contentHints fullFileExtension
"""
FILE_FIELDS = set(FILE_FIELDS_TEXT.split())


def masked(found: Json, default: str = "", files_at: str | None = None) -> Response:
    """The answer cut to `fields` (or to what Drive gives unasked); an unknown field is refused."""
    text = request.args.get("fields") or default
    tree = masks.parse(text)
    named = tree if files_at is None else tree.get(files_at, {}) if files_at else {}
    for name in named:
        if name not in FILE_FIELDS and name != "*":
            raise DriveError(400, f"Invalid field selection {name}", "invalidParameter")
    return answer(masks.apply(tree, found))


def all_drives() -> bool:
    return flag("supportsAllDrives") or flag("supportsTeamDrives")


@routes.get("/drive/v3/files")
def list_files() -> Response:
    who = caller()
    check_params(LIST)
    wide = all_drives() and (flag("includeItemsFromAllDrives") or flag("includeTeamDriveItems"))
    drive_id = request.args.get("driveId") or request.args.get("teamDriveId")
    if drive_id and not wide:
        problem = "The includeItemsFromAllDrives parameter must be set to true when driveId is specified."
        raise DriveError(403, problem, "teamDriveFileMustIncludeItems")
    if drive_id and request.args.get("corpora", "drive") != "drive":
        raise DriveError(400, "Invalid Value", "invalid")
    options = {name: request.args.get(name) for name in ("q", "orderBy")} | {
        "driveId": drive_id,
        "all_drives": wide,
    }
    files = drive.listing(state(), who, options)
    start, size = _page()
    found: Json = {"kind": "drive#fileList"}
    if start + size < len(files):
        found["nextPageToken"] = _page_token(start + size)
    found["incompleteSearch"] = False
    with state().lock:
        found["files"] = [drive.resource(state(), file, who) for file in files[start : start + size]]
    return masked(found, f"kind,incompleteSearch,nextPageToken,files({DEFAULT_FILE})", "files")


def _page() -> tuple[int, int]:
    try:
        size = int(request.args.get("pageSize", 100))
        token = request.args.get("pageToken")
        start = int(base64.urlsafe_b64decode(token.encode())[2:]) if token else 0
    except ValueError:
        raise DriveError(400, "Invalid Value", "invalid") from None
    if not 1 <= size <= 1000:
        problem = f"Invalid value '{size}'. Values must be within the range: [1, 1000]"
        raise DriveError(400, problem, "invalidParameter")
    return start, size


def _page_token(start: int) -> str:
    return base64.urlsafe_b64encode(f"p:{start}".encode()).decode()


@routes.post("/drive/v3/files")
def create_file() -> Response:
    who = caller()
    check_params(PATCH)
    return masked(
        drive.resource(state(), drive.create(state(), json_body(), who, all_drives()), who), DEFAULT_FILE
    )


@routes.post("/upload/drive/v3/files")
def upload_file() -> Response:
    """A multipart upload of CSV that is to become a spreadsheet."""
    who = caller()
    check_params(PATCH)
    given, content = _multipart()
    given = {"mimeType": SHEET_TYPE, **given}
    file = drive.create(state(), given, who, all_drives(), content)
    return masked(drive.resource(state(), file, who), DEFAULT_FILE)


def _multipart() -> tuple[Json, str]:
    data = request.get_data()
    if not request.content_type.startswith("multipart/"):
        return {}, data.decode("utf-8", "replace")
    head = f"Content-Type: {request.content_type}\r\n\r\n".encode()
    parts = list(message_from_bytes(head + data, policy=policy.HTTP).iter_parts())
    if len(parts) != 2:
        raise DriveError(400, "Malformed multipart body.", "badContent")
    metadata, content = (part.get_payload(decode=True) for part in parts)
    if not isinstance(metadata, bytes) or not isinstance(content, bytes):
        raise DriveError(400, "Malformed multipart body.", "badContent")
    return dict(json.loads(metadata)), content.decode("utf-8", "replace")


@routes.get("/drive/v3/files/<file_id>")
def get_file(file_id: str) -> Response:
    who = caller()
    check_params((*PATCH, "acknowledgeAbuse"))
    if request.args.get("alt") == "media":
        problem = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        raise DriveError(403, problem, "fileNotDownloadable")
    with state().lock:
        file = drive.find(state(), file_id, who, all_drives())
        return masked(drive.resource(state(), file, who), DEFAULT_FILE, None)


@routes.patch("/drive/v3/files/<file_id>")
def update_file(file_id: str) -> Response:
    who = caller()
    check_params((*PATCH, "addParents", "removeParents"))
    moves = {"add": request.args.get("addParents"), "remove": request.args.get("removeParents")}
    file = drive.update(state(), file_id, json_body(), who, all_drives(), moves)
    return masked(drive.resource(state(), file, who), DEFAULT_FILE)


@routes.post("/drive/v3/files/<file_id>/copy")
def copy_file(file_id: str) -> Response:
    who = caller()
    check_params((*PATCH, "copyComments"))
    file = drive.copy(state(), file_id, json_body(), who, all_drives())
    return masked(drive.resource(state(), file, who), DEFAULT_FILE)


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
    book = state().book(file["id"])
    if mime_type == "text/csv":
        return Response(drive.to_csv(book), mimetype="text/csv")
    if mime_type == XLSX_TYPE:
        return Response(xlsx.export(book), mimetype=XLSX_TYPE)
    raise DriveError(400, "The requested conversion is not supported.", "badRequest")


@routes.get("/drive/v3/files/<file_id>/permissions")
def list_permissions(file_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = drive.shared_item(state(), file_id, who, all_drives(), "reader")
        entries = [drive.permission_resource(entry) for entry in state().grants(item)]
    default = f"kind,nextPageToken,permissions({DEFAULT_PERMISSION})"
    return masked({"kind": "drive#permissionList", "permissions": entries}, default, "")


@routes.post("/drive/v3/files/<file_id>/permissions")
def create_permission(file_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = drive.shared_item(state(), file_id, who, all_drives(), "writer")
        entry = drive.add_permission(state(), item, json_body())
    return masked(drive.permission_resource(entry), DEFAULT_PERMISSION, "")


@routes.get("/drive/v3/files/<file_id>/permissions/<permission_id>")
def get_permission(file_id: str, permission_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = drive.shared_item(state(), file_id, who, all_drives(), "reader")
        entry = drive.permission_of(item, permission_id)
    return masked(drive.permission_resource(entry), DEFAULT_PERMISSION, "")


@routes.patch("/drive/v3/files/<file_id>/permissions/<permission_id>")
def update_permission(file_id: str, permission_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = drive.shared_item(state(), file_id, who, all_drives(), "writer")
        former = drive.permission_of(item, permission_id)
        entry = drive.add_permission(state(), item, {**former, "role": json_body().get("role")})
    return masked(drive.permission_resource(entry), DEFAULT_PERMISSION, "")


@routes.delete("/drive/v3/files/<file_id>/permissions/<permission_id>")
def delete_permission(file_id: str, permission_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = drive.shared_item(state(), file_id, who, all_drives(), "writer")
        if drive.permission_of(item, permission_id)["role"] == "owner":
            raise DriveError(403, drive.FORBIDDEN, "insufficientFilePermissions")
        left = [entry for entry in item["permissions"] if entry["id"] != permission_id]
        drive.save_permissions(state(), item, left)
    return Response(status=204)


@routes.get("/drive/v3/drives")
def list_drives() -> Response:
    who = caller()
    check_params(("q", "pageSize", "pageToken", "useDomainAdminAccess"))
    with state().lock:
        shown = [one for one in state().drives.values() if state().role(one, who)]
        found = [drive.drive_resource(state(), one, who) for one in shown]
    return masked({"kind": "drive#driveList", "drives": found}, "kind,nextPageToken,drives(kind,id,name)", "")


@routes.get("/drive/v3/drives/<drive_id>")
def get_drive(drive_id: str) -> Response:
    who = caller()
    check_params(("useDomainAdminAccess",))
    with state().lock:
        return masked(drive.drive_resource(state(), _drive(drive_id, who), who), "kind,id,name", "")


def _drive(drive_id: str, who: Caller) -> Json:
    found = state().drives.get(drive_id)
    if found is None or not state().role(found, who):
        raise DriveError(404, f"Shared drive not found: {drive_id}", "notFound")
    return found


@routes.post("/drive/v3/drives")
def create_drive() -> Response:
    who = caller()
    check_params(("requestId",))
    given = json_body()
    if not request.args.get("requestId") or not given.get("name"):
        raise DriveError(400, "The requestId and name fields are required.", "required")
    with state().lock:
        found = state().add_drive(given["name"], who.email or "")
        return masked(drive.drive_resource(state(), found, who), "kind,id,name", "")


@routes.get("/drive/v3/about")
def about() -> Response:
    who = caller()
    check_params(())
    if not request.args.get("fields"):
        problem = "The 'fields' parameter is required for this method."
        raise DriveError(400, problem, "required")
    limit = {} if who.is_service else {"limit": "16106127360"}
    found = {
        "kind": "drive#about",
        "user": drive.user(who.email, who),
        "storageQuota": {**limit, "usage": "0"},
    }
    return masked(found, "", "")
