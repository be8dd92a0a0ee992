"""Drive's permissions over HTTP, of files and of shared drives."""

from __future__ import annotations

from flask import Blueprint, Response

from . import drive, permissions
from .drive_wire import PAGES, PATCH, all_drives, masked, page, page_size
from .errors import Json, forbidden, not_found_file
from .state import Caller, rank
from .wire import caller, check_params, flag, json_body, state

routes = Blueprint("permissions", __name__, url_prefix="/drive/v3/files/<file_id>/permissions")

SHARE: tuple[str, ...] = (
    *("sendNotificationEmail", "emailMessage", "transferOwnership", "useDomainAdminAccess"),
    *("moveToNewOwnersRoot", "enforceExpansiveAccess", "removeExpiration", *PAGES, *PATCH),
)
DEFAULT = "kind,id,type,role"


def shared_item(item_id: str, who: Caller, needed: str) -> Json:
    """The file or shared drive whose permissions are asked for."""
    found = state().drives.get(item_id)
    if found is None:
        return drive.find(state(), item_id, who, all_drives(), needed)
    if not all_drives() or not state().role(found, who):
        raise not_found_file(item_id)
    if rank(state().role(found, who)) < rank("organizer" if needed == "writer" else needed):
        raise forbidden()
    return found


@routes.get("")
def list_permissions(file_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = shared_item(file_id, who, "reader")
        found = [permissions.resource(entry, item) for entry in state().grants(item)]
    # Without a size Drive answers a file's permissions whole, and a shared drive's a hundred at a time.
    shown, token = page(found, page_size(most=100))
    answer = {"kind": "drive#permissionList", **token, "permissions": shown}
    return masked(answer, "PermissionList", f"kind,nextPageToken,permissions({DEFAULT})")


@routes.post("")
def create_permission(file_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = shared_item(file_id, who, "writer")
        entry = permissions.add(state(), item, json_body(), who, flag("transferOwnership"))
    return masked(permissions.resource(entry), "Permission", DEFAULT)


@routes.get("/<permission_id>")
def get_permission(file_id: str, permission_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = shared_item(file_id, who, "reader")
        entry = permissions.find(item, permission_id)
    return masked(permissions.resource(entry, item), "Permission", DEFAULT)


@routes.patch("/<permission_id>")
def update_permission(file_id: str, permission_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = shared_item(file_id, who, "writer")
        given, transfer = json_body(), flag("transferOwnership")
        entry = permissions.change(state(), item, permission_id, given, who, transfer)
    return masked(permissions.resource(entry), "Permission", DEFAULT)


@routes.delete("/<permission_id>")
def delete_permission(file_id: str, permission_id: str) -> Response:
    who = caller()
    check_params(SHARE)
    with state().lock:
        item = shared_item(file_id, who, "reader")
        own = permissions.find(item, permission_id).get("emailAddress") == (who.email or "").lower()
        # Whoever has access may give it up; taking it from others needs more.
        permissions.remove(state(), item if own else shared_item(file_id, who, "writer"), permission_id)
    return Response(status=204)
