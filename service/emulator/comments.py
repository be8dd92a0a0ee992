"""Comments on files: read, and made as a copy of a spreadsheet makes them."""

from __future__ import annotations

import html
import secrets

from . import drive_resources
from .errors import DriveError, Json
from .state import Caller, State, rfc3339

KEPT = ("content", "anchor", "quotedFileContent")


def resource(comment: Json, caller: Caller) -> Json:
    shown = {"kind": "drive#comment", **comment, "author": drive_resources.user(comment["author"], caller)}
    if comment["deleted"]:
        return {name: value for name, value in shown.items() if name not in KEPT} | {"replies": []}
    return shown | {"htmlContent": html.escape(comment["content"]), "replies": []}


def listing(file: Json, deleted: bool, since: str) -> list[Json]:
    """Newest first, as Drive gives them."""
    found = [
        one
        for one in file.get("comments", [])
        if (deleted or not one["deleted"]) and one["modifiedTime"] >= since
    ]
    return sorted(found, key=lambda one: str(one["modifiedTime"]), reverse=True)


def find(file: Json, comment_id: str, deleted: bool = False) -> Json:
    for one in file.get("comments", []):
        if one["id"] == comment_id and (deleted or not one["deleted"]):
            return dict(one)
    raise DriveError(404, f"Comment not found: {comment_id}.", "notFound")


def add(state: State, file: Json, given: Json, caller: Caller) -> Json:
    if not given.get("content"):
        raise DriveError(400, "The content field is required.", "required")
    moment = rfc3339(state.clock())
    comment: Json = {"id": secrets.token_urlsafe(8), "author": caller.email, "deleted": False}
    comment |= {"createdTime": moment, "modifiedTime": moment, "resolved": False}
    comment |= {name: given[name] for name in KEPT if given.get(name)}
    state.save_file({**file, "comments": [*file.get("comments", []), comment]})
    return comment


def delete(state: State, file: Json, comment_id: str, caller: Caller) -> None:
    """A deleted comment stays as an empty one."""
    comment = find(file, comment_id)
    if comment["author"] != caller.email:
        raise DriveError(403, "The user does not have permission to edit this comment.", "forbidden")
    gone = {name: value for name, value in comment.items() if name not in KEPT}
    gone |= {"deleted": True, "modifiedTime": rfc3339(state.clock())}
    others = [gone if one["id"] == comment_id else one for one in file["comments"]]
    state.save_file({**file, "comments": others})
