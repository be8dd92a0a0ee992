"""changes.list: what has changed in Drive since a token."""

from __future__ import annotations

from . import drive, drive_resources
from .errors import DriveError, Json
from .state import Caller, State


def start_token(state: State) -> str:
    return str(state.log.count + 1)


def listing(state: State, caller: Caller, options: Json) -> Json:
    """A page of changes since the token, with a token to go on from."""
    size = int(options["pageSize"])
    with state.lock:
        fresh = state.log.since(_number(state, options["pageToken"]))
        # What Drive tells of late is a change only once it is told of; the next token waits for it.
        late = [one["number"] for file_id, one in fresh if _is_late(state, file_id)]
        told = [(file_id, one) for file_id, one in fresh if one["number"] not in late]
        seen = [
            (one["number"], change)
            for file_id, one in told
            if (change := _change(state, caller, file_id, one, options))
        ]
    found: Json = {"kind": "drive#changeList"}
    if len(seen) > size:
        found["nextPageToken"] = str(seen[size][0])
    else:
        found["newStartPageToken"] = str(min([state.log.count + 1, *late]))
    return found | {"changes": [change for _, change in seen[:size]]}


def _number(state: State, token: str) -> int:
    number = int(token) if token.isdecimal() else 0
    if not 1 <= number <= state.log.count + 1:
        raise DriveError(400, "Invalid Value", "invalid")
    return number


def _is_late(state: State, file_id: str) -> bool:
    file = state.files.get(file_id)
    return file is not None and state.told(file)["version"] != file["version"]


def _change(state: State, caller: Caller, file_id: str, one: Json, options: Json) -> Json | None:
    """The change as the caller sees it: a file, one that is gone for them, or nothing."""
    if not _concerns(one, options):
        return None
    file = state.files.get(file_id)
    change = {"kind": "drive#change", "type": "file", "changeType": "file", "fileId": file_id}
    change["time"] = one["time"]
    if file is not None and drive.visible(state, file, caller):
        return {**change, "removed": False, "file": drive_resources.file_resource(state, file, caller)}
    knew = caller.email in one["people"] or _member(state, caller, one.get("driveId"))
    return {**change, "removed": True} if knew and options["includeRemoved"] else None


def _concerns(one: Json, options: Json) -> bool:
    if options.get("driveId"):
        return bool(one.get("driveId") == options["driveId"])
    return bool(options["all_drives"] or not one.get("driveId"))


def _member(state: State, caller: Caller, drive_id: str | None) -> bool:
    item = state.drives.get(drive_id or "")
    return item is not None and bool(state.role(item, caller))
