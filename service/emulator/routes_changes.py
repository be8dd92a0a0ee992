"""Drive's changes over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, request

from . import changes
from .drive_wire import PAGES, PATCH, drive_id, masked, page_size, shared_drives_too
from .errors import DriveError
from .wire import caller, check_params, flag, state

routes = Blueprint("changes", __name__, url_prefix="/drive/v3/changes")

WHERE = ("driveId", "teamDriveId", "supportsAllDrives", "supportsTeamDrives")
LIST: tuple[str, ...] = (
    *("includeCorpusRemovals", "includeItemsFromAllDrives", "includeRemoved", "includeTeamDriveItems"),
    *("restrictToMyDrive", "spaces", *WHERE, *PAGES, *PATCH),
)
DEFAULT = (
    "kind,nextPageToken,newStartPageToken,"
    "changes(kind,type,changeType,time,removed,fileId,file(kind,id,name,mimeType))"
)


@routes.get("/startPageToken")
def start_page_token() -> Response:
    caller()
    check_params(WHERE)
    with state().lock:
        token = changes.start_token(state())
    return masked({"kind": "drive#startPageToken", "startPageToken": token}, "StartPageToken")


@routes.get("")
def list_changes() -> Response:
    who = caller()
    check_params(LIST)
    token = request.args.get("pageToken")
    if not token:
        raise DriveError(400, "Required parameter: pageToken", "required")
    options = {
        "pageToken": token,
        "pageSize": page_size(),
        "driveId": drive_id(),
        "all_drives": shared_drives_too() and not flag("restrictToMyDrive"),
        "includeRemoved": request.args.get("includeRemoved", "true").lower() in ("true", "1"),
    }
    return masked(changes.listing(state(), who, options), "ChangeList", DEFAULT)
