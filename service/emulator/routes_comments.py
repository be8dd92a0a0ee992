"""Drive's comments over HTTP."""

from __future__ import annotations

from flask import Blueprint, Response, request

from . import comments, drive
from .drive_wire import PAGES, fields_required, masked, page, page_size
from .errors import Json
from .state import Caller
from .wire import caller, check_params, flag, json_body, state

routes = Blueprint("comments", __name__, url_prefix="/drive/v3/files/<file_id>/comments")


def _file(file_id: str, who: Caller, needed: str) -> Json:
    """Comments have no supportsAllDrives parameter and work in shared drives all the same."""
    return drive.find(state(), file_id, who, True, needed)


@routes.get("")
def list_comments(file_id: str) -> Response:
    who = caller()
    check_params((*PAGES, "includeDeleted", "startModifiedTime"))
    fields_required()
    with state().lock:
        file = _file(file_id, who, "reader")
        found = comments.listing(file, flag("includeDeleted"), request.args.get("startModifiedTime", ""))
    shown, token = page(found, page_size(20, 100))
    resources = [comments.resource(one, who) for one in shown]
    return masked({"kind": "drive#commentList", **token, "comments": resources}, "CommentList")


@routes.post("")
def create_comment(file_id: str) -> Response:
    who = caller()
    check_params(())
    fields_required()
    with state().lock:
        made = comments.add(state(), _file(file_id, who, "commenter"), json_body(), who)
    return masked(comments.resource(made, who), "Comment")


@routes.get("/<comment_id>")
def get_comment(file_id: str, comment_id: str) -> Response:
    who = caller()
    check_params(("includeDeleted",))
    fields_required()
    with state().lock:
        found = comments.find(_file(file_id, who, "reader"), comment_id, flag("includeDeleted"))
    return masked(comments.resource(found, who), "Comment")


@routes.delete("/<comment_id>")
def delete_comment(file_id: str, comment_id: str) -> Response:
    who = caller()
    check_params(())
    with state().lock:
        comments.delete(state(), _file(file_id, who, "commenter"), comment_id, who)
    return Response(status=204)
