"""Files, people and shared drives as Drive shows them, and what a caller may do with them."""

from __future__ import annotations

from . import permissions
from .errors import Json
from .state import FOLDER_TYPE, Caller, State, permission_id, rank


def user(email: str | None, caller: Caller) -> Json | None:
    """A person as files show them; someone with only the link is nobody."""
    if email is None:
        return None
    name = email.split("@")[0]
    shown = {"kind": "drive#user", "displayName": name, "me": email == caller.email}
    return {**shown, "permissionId": permission_id(email), "emailAddress": email}


def file_resource(state: State, file: Json, caller: Caller) -> Json:
    file = state.told(file)
    edits = rank(state.role(file, caller)) >= rank("writer")
    answer: Json = {
        "kind": "drive#file",
        **{name: file[name] for name in ("id", "name", "mimeType", "parents")},
    }
    answer |= {
        "createdTime": file["createdTime"],
        "modifiedTime": file["modifiedTime"],
        "trashed": file["trashed"],
    }
    answer["version"] = str(file["version"])
    if file.get("lastModifyingUser"):
        answer["lastModifyingUser"] = user(file["lastModifyingUser"], caller)
    answer["modifiedByMe"] = file.get("lastModifyingUser") == caller.email
    answer["ownedByMe"] = bool(caller.email) and file.get("owner") == caller.email
    if file.get("driveId"):
        answer |= {"driveId": file["driveId"], "teamDriveId": file["driveId"]}
    else:
        answer["owners"] = [user(file["owner"], caller)]
    answer["shared"] = bool(file.get("driveId")) or len(file["permissions"]) > 1
    answer["webViewLink"] = _link(file)
    answer["capabilities"] = _capabilities(state, file, caller)
    for name in ("description", "properties", "appProperties", "starred"):
        if name in file:
            answer[name] = file[name]
    if edits:
        answer["permissionIds"] = [entry["id"] for entry in state.grants(file)]
    # Drive does not fill this list for what lies in a shared drive.
    if edits and not file.get("driveId"):
        answer["permissions"] = [permissions.resource(entry) for entry in state.grants(file)]
    return answer


def _link(file: Json) -> str:
    if file["mimeType"] == FOLDER_TYPE:
        return f"https://drive.google.com/drive/folders/{file['id']}"
    return f"https://docs.google.com/spreadsheets/d/{file['id']}/edit"


def _capabilities(state: State, file: Json, caller: Caller) -> Json:
    role = state.role(file, caller)
    edits = rank(role) >= rank("writer")
    return {
        "canEdit": edits,
        "canRename": edits,
        "canCopy": bool(role),
        "canComment": rank(role) >= rank("commenter"),
        "canShare": edits,
        "canTrash": may_trash(state, file, caller),
        "canDelete": may_delete(state, file, caller),
        "canAddChildren": file["mimeType"] == FOLDER_TYPE and edits,
    }


def may_trash(state: State, file: Json, caller: Caller) -> bool:
    return rank(state.role(file, caller)) >= rank("fileOrganizer")


def may_delete(state: State, file: Json, caller: Caller) -> bool:
    needed = "organizer" if file.get("driveId") else "owner"
    return rank(state.role(file, caller)) >= rank(needed)


def drive_resource(state: State, drive: Json, caller: Caller) -> Json:
    role = state.role(drive, caller)
    answer = {"kind": "drive#drive", **{name: drive[name] for name in ("id", "name", "createdTime")}}
    edits = rank(role) >= rank("writer")
    return answer | {
        "capabilities": {"canEdit": edits, "canAddChildren": edits, "canManageMembers": role == "organizer"}
    }
