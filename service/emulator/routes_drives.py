"""Shared drives, and about, over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, request

from . import drive_resources
from .drive_wire import PAGES, fields_required, masked, page, page_size
from .errors import DriveError, Json
from .state import Caller
from .wire import caller, check_params, json_body, state

routes = Blueprint("drives", __name__, url_prefix="/drive/v3")

DEFAULT = "kind,id,name"
MY_DRIVE_LIMIT = str(15 * 1024**3)


@routes.get("/drives")
def list_drives() -> Response:
    who = caller()
    check_params(("q", *PAGES, "useDomainAdminAccess"))
    with state().lock:
        found = [one for one in state().drives.values() if state().role(one, who)]
        shown, token = page(found, page_size(10, 100))
        resources = [drive_resources.drive_resource(state(), one, who) for one in shown]
    answer = {"kind": "drive#driveList", **token, "drives": resources}
    return masked(answer, "DriveList", f"kind,nextPageToken,drives({DEFAULT})")


@routes.get("/drives/<drive_id>")
def get_drive(drive_id: str) -> Response:
    who = caller()
    check_params(("useDomainAdminAccess",))
    with state().lock:
        return masked(drive_resources.drive_resource(state(), _drive(drive_id, who), who), "Drive", DEFAULT)


def _drive(drive_id: str, who: Caller) -> Json:
    found = state().drives.get(drive_id)
    if found is None or not state().role(found, who):
        raise DriveError(404, f"Shared drive not found: {drive_id}", "notFound")
    return found


@routes.post("/drives")
def create_drive() -> Response:
    who = caller()
    check_params(("requestId",))
    given = json_body()
    if not request.args.get("requestId") or not given.get("name"):
        raise DriveError(400, "The requestId and name fields are required.", "required")
    with state().lock:
        found = state().add_drive(given["name"], who.email or "")
        return masked(drive_resources.drive_resource(state(), found, who), "Drive", DEFAULT)


@routes.get("/about")
def about() -> Response:
    who = caller()
    check_params(())
    fields_required()
    limit = {} if who.is_service else {"limit": MY_DRIVE_LIMIT}
    found: Json = {"kind": "drive#about", "user": drive_resources.user(who.email, who)}
    return masked(found | {"storageQuota": {**limit, "usage": "0"}}, "About")
