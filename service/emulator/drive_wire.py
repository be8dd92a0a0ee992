"""What Drive's routes share: parameters, pages, and answers cut to `fields`."""

from __future__ import annotations

import base64
from typing import Any

from flask import Response, request

from . import masks
from .drive_shapes import SHAPES
from .errors import DriveError, Json
from .masks import Tree
from .wire import answer, flag

PATCH: tuple[str, ...] = (
    *("supportsAllDrives", "supportsTeamDrives", "enforceSingleParent", "keepRevisionForever", "ocrLanguage"),
    *("ignoreDefaultVisibility", "useContentAsIndexableText", "includeLabels", "includePermissionsForView"),
)
PAGES = ("pageSize", "pageToken")
MOST = 1000


def all_drives() -> bool:
    return flag("supportsAllDrives") or flag("supportsTeamDrives")


def shared_drives_too() -> bool:
    """Shared drives take part only when the request says so twice."""
    return all_drives() and (flag("includeItemsFromAllDrives") or flag("includeTeamDriveItems"))


def drive_id() -> str | None:
    found = request.args.get("driveId") or request.args.get("teamDriveId")
    if found and not shared_drives_too():
        problem = "The includeItemsFromAllDrives parameter must be set to true when driveId is specified."
        raise DriveError(403, problem, "teamDriveFileMustIncludeItems")
    return found


def masked(found: Json, shape: str, default: str = "") -> Response:
    """The answer cut to `fields` (or to what Drive gives unasked); an unknown field is refused."""
    tree = masks.parse(request.args.get("fields") or default)
    _check(shape, tree)
    return answer(masks.apply(tree, found))


def _check(shape: str, tree: Tree, path: str = "") -> None:
    fields = SHAPES.get(shape.removesuffix("[]"))
    for name, below in tree.items():
        here = f"{path}/{name}" if path else name
        if name == "*" or shape.startswith("any"):
            continue
        if fields is None or name not in fields:
            problem = f"Invalid field selection {here}"
            raise DriveError(400, problem, "invalidParameter")
        _check(fields[name], below, here)


def fields_required() -> None:
    """About and comments answer nothing unasked."""
    if not request.args.get("fields"):
        raise DriveError(400, "The 'fields' parameter is required for this method.", "required")


def page_size(usual: int = 100, most: int = MOST) -> int:
    try:
        size = int(request.args.get("pageSize", usual))
    except ValueError:
        raise invalid() from None
    if not 1 <= size <= most:
        problem = f"Invalid value '{size}'. Values must be within the range: [1, {most}]"
        raise DriveError(400, problem, "invalidParameter")
    return size


def invalid() -> DriveError:
    return DriveError(400, "Invalid Value", "invalid")


def page(items: list[Any], size: int) -> tuple[list[Any], Json]:
    """One page of the items, and the token of the next when there is one."""
    token = request.args.get("pageToken")
    try:
        start = int(base64.urlsafe_b64decode(token.encode())[2:]) if token else 0
    except ValueError:
        raise invalid() from None
    more = start + size < len(items)
    after = base64.urlsafe_b64encode(f"p:{start + size}".encode()).decode()
    return items[start : start + size], {"nextPageToken": after} if more else {}
