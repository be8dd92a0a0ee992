"""Drive v3: files, folders, shared drives and permissions."""

from __future__ import annotations

import csv
import io

from . import values
from .a1 import Area
from .book import Book
from .drive_query import compile_query, ordered
from .errors import DriveError, Json, no_storage, not_found_file
from .state import (
    FOLDER_TYPE,
    SHEET_TYPE,
    Caller,
    State,
    applies,
    permission,
    permission_id,
    rank,
)

FORBIDDEN = "The user does not have sufficient permissions for this file."
GRANTABLE = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")


def user(email: str | None, caller: Caller) -> Json | None:
    """A person as files show them; someone with only the link is nobody."""
    if email is None:
        return None
    name = email.split("@")[0]
    shown = {"kind": "drive#user", "displayName": name, "me": email == caller.email}
    return {**shown, "permissionId": permission_id(email), "emailAddress": email}


def resource(state: State, file: Json, caller: Caller) -> Json:
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
        answer["permissions"] = [permission_resource(entry) for entry in state.grants(file)]
        answer["permissionIds"] = [entry["id"] for entry in answer["permissions"]]
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


def permission_resource(entry: Json) -> Json:
    shown = {"kind": "drive#permission", **entry}
    if "emailAddress" in entry:
        shown |= {"displayName": entry["emailAddress"].split("@")[0], "deleted": False, "pendingOwner": False}
    elif entry["type"] == "anyone":
        shown["allowFileDiscovery"] = False
    return shown


def may_trash(state: State, file: Json, caller: Caller) -> bool:
    return rank(state.role(file, caller)) >= rank("fileOrganizer")


def may_delete(state: State, file: Json, caller: Caller) -> bool:
    needed = "organizer" if file.get("driveId") else "owner"
    return rank(state.role(file, caller)) >= rank(needed)


def find(state: State, file_id: str, caller: Caller, all_drives: bool, needed: str = "reader") -> Json:
    """A file the caller may see. Files of shared drives hide from requests that don't speak of them."""
    file = state.files.get(file_id)
    if file is None or not state.role(file, caller) or (file.get("driveId") and not all_drives):
        raise not_found_file(file_id)
    if rank(state.role(file, caller)) < rank(needed):
        raise DriveError(403, FORBIDDEN, "insufficientFilePermissions")
    return file


def root_id(caller: Caller) -> str:
    return "0A" + permission_id(caller.email or "")[:15] + "UK"


def place(state: State, parents: list[str], caller: Caller, all_drives: bool) -> list[str]:
    """The folder a new file goes into; a service account has no My Drive of its own."""
    if len(parents) > 1:
        raise DriveError(403, "A shared drive item must have exactly one parent.", "teamDrivesParentLimit")
    parent = parents[0] if parents else "root"
    if parent in ("root", root_id(caller)):
        if caller.is_service:
            raise no_storage()
        return [root_id(caller)]
    item = state.files.get(parent) or state.drives.get(parent)
    if item is None or not state.role(item, caller) or (state.drive_of(parent) and not all_drives):
        raise not_found_file(parent)
    if rank(state.role(item, caller)) < rank("writer"):
        raise DriveError(
            403, "Insufficient permissions for the specified parent.", "insufficientParentPermissions"
        )
    if caller.is_service and not state.drive_of(parent):
        raise no_storage()
    return [parent]


def create(state: State, given: Json, caller: Caller, all_drives: bool, content: str | None = None) -> Json:
    mime_type = given.get("mimeType") or "application/octet-stream"
    if mime_type not in (SHEET_TYPE, FOLDER_TYPE):
        raise DriveError(400, f"The emulator keeps spreadsheets and folders, not {mime_type}.", "badRequest")
    with state.lock:
        parents = place(state, given.get("parents") or [], caller, all_drives)
        file = state.new_file(given.get("name") or "Untitled", mime_type, parents, caller) | extras(given)
        if mime_type == FOLDER_TYPE:
            state.save_file(file)
        else:
            book = Book.new(file["id"], file["name"])
            if content is not None:
                import_csv(book, content)
            state.save_file(file, ("book", book.id, book.encode()))
        return file


def extras(given: Json) -> Json:
    return {
        name: given[name]
        for name in ("description", "properties", "appProperties", "starred")
        if name in given
    }


def import_csv(book: Book, content: str) -> None:
    """An uploaded CSV becomes one tab named like the file, with a random id, as Google does it."""
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    width = max((len(row) for row in rows), default=1)
    book.sheets = []
    book.properties["timeZone"] = "America/Los_Angeles"
    grid = {"rowCount": max(1000, len(rows)), "columnCount": max(26, width)}
    sheet = book.add({"title": book.properties["title"][:100], "gridProperties": grid})
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            values.put(book, sheet, row, column, text, parse=True)


def to_csv(book: Book) -> str:
    """The first tab, as files.export gives it."""
    sheet = book.sheets[0]
    block = values.read(book, sheet, sheet.bounded(Area()), {}).get("values", [])
    width = max((len(row) for row in block), default=0)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([*row, *[""] * (width - len(row))] for row in block)
    return text.getvalue().removesuffix("\r\n")


def copy(state: State, file_id: str, given: Json, caller: Caller, all_drives: bool) -> Json:
    with state.lock:
        source = find(state, file_id, caller, all_drives)
        if source["mimeType"] != SHEET_TYPE:
            raise DriveError(403, "This file cannot be copied by the user.", "cannotCopyFile")
        parents = place(
            state, given.get("parents") or _copy_parents(state, source, caller), caller, all_drives
        )
        name = given.get("name") or f"Copy of {source['name']}"
        file = state.new_file(name, SHEET_TYPE, parents, caller) | extras(given)
        book = Book.decode(state.book(file_id).encode())
        book.id, book.properties["title"] = file["id"], name
        state.save_file(file, ("book", book.id, book.encode()))
        return file


def _copy_parents(state: State, source: Json, caller: Caller) -> list[str]:
    """A copy stays beside its original when the caller may write there."""
    parent = source["parents"][0]
    item = state.files.get(parent) or state.drives.get(parent)
    return [parent] if item and rank(state.role(item, caller)) >= rank("writer") else []


def update(state: State, file_id: str, given: Json, caller: Caller, all_drives: bool, moves: Json) -> Json:
    with state.lock:
        file = dict(find(state, file_id, caller, all_drives, "writer"))
        if "trashed" in given and not may_trash(state, file, caller):
            raise DriveError(403, FORBIDDEN, "insufficientFilePermissions")
        if moves.get("add"):
            file["parents"] = place(state, [moves["add"]], caller, all_drives)
            file["driveId"] = state.drive_of(file["parents"][0])
        file |= {name: given[name] for name in ("name", "trashed") if name in given} | extras(given)
        others: list[tuple[str, str, str | None]] = []
        if file["mimeType"] == SHEET_TYPE and "name" in given:
            book = state.book(file_id)
            book.properties["title"] = given["name"]
            others = [("book", file_id, book.encode())]
        file = state.stamped(file, caller)
        state.save_file(file, *others)
        return file


def delete(state: State, file_id: str, caller: Caller, all_drives: bool) -> None:
    with state.lock:
        file = find(state, file_id, caller, all_drives)
        if not may_delete(state, file, caller):
            raise DriveError(403, FORBIDDEN, "insufficientFilePermissions")
        state.remove_file(file)


def listing(state: State, caller: Caller, options: Json) -> list[Json]:
    """Files by the query, in order. Shared drives take part only when the request says so twice."""
    fits = compile_query(options["q"]) if options.get("q") else lambda file: True
    if options.get("driveId") and options["driveId"] not in state.drives:
        raise DriveError(404, f"Shared drive not found: {options['driveId']}", "notFound")
    with state.lock:
        found = [
            file
            for file in state.files.values()
            if _listed(file, options) and fits(_with_root(file, caller)) and visible(state, file, caller)
        ]
    return ordered(found, options.get("orderBy") or "modifiedTime desc")


def _with_root(file: Json, caller: Caller) -> Json:
    """`root` in a query means the caller's own My Drive."""
    return {**file, "parents": [*file["parents"], "root"]} if root_id(caller) in file["parents"] else file


def _listed(file: Json, options: Json) -> bool:
    if options.get("driveId"):
        return bool(file.get("driveId") == options["driveId"])
    return bool(options["all_drives"] or not file.get("driveId"))


def visible(state: State, file: Json, caller: Caller) -> bool:
    """Listed are files shared with the caller by name; a link alone puts nothing into a list."""
    if caller.email is None:
        return False
    if file.get("owner") == caller.email:
        return True
    return any(applies(entry, caller) for entry in state.grants(file) if entry["type"] != "anyone")


def add_permission(state: State, item: Json, given: Json) -> Json:
    kind, role = given.get("type"), given.get("role")
    if kind not in ("user", "group", "domain", "anyone"):
        raise DriveError(400, "The permission type field is required.", "required")
    if role not in GRANTABLE:
        raise DriveError(400, "The permission role field is required.", "required")
    if kind in ("user", "group") and "@" not in (given.get("emailAddress") or ""):
        raise DriveError(
            400,
            "The specified emailAddress is invalid or not applicable for the given permission type.",
            "invalid",
        )
    if kind == "anyone" and rank(role) > rank("writer"):
        raise DriveError(400, "The specified role is not valid for the permission type.", "invalid")
    entry = permission(kind, role, (given.get("emailAddress") or "").lower(), given.get("domain") or "")
    others = [other for other in item["permissions"] if other["id"] != entry["id"]]
    save_permissions(state, item, [*others, entry])
    return entry


def save_permissions(state: State, item: Json, entries: list[Json]) -> None:
    changed = {**item, "permissions": entries}
    if item["id"] in state.drives:
        state.drives[item["id"]] = changed
        state.save_drive(changed)
    else:
        state.save_file(changed)


def shared_item(state: State, item_id: str, caller: Caller, all_drives: bool, needed: str) -> Json:
    """The file or shared drive whose permissions are asked for."""
    drive = state.drives.get(item_id)
    if drive is None:
        return find(state, item_id, caller, all_drives, needed)
    if not all_drives or not state.role(drive, caller):
        raise not_found_file(item_id)
    if rank(state.role(drive, caller)) < rank("organizer" if needed == "writer" else needed):
        raise DriveError(403, FORBIDDEN, "insufficientFilePermissions")
    return drive


def permission_of(item: Json, permission_id_: str) -> Json:
    for entry in item["permissions"]:
        if entry["id"] == permission_id_:
            return dict(entry)
    raise DriveError(404, f"Permission not found: {permission_id_}.", "notFound")


def drive_resource(state: State, drive: Json, caller: Caller) -> Json:
    role = state.role(drive, caller)
    answer = {"kind": "drive#drive", **{name: drive[name] for name in ("id", "name", "createdTime")}}
    edits = rank(role) >= rank("writer")
    return answer | {
        "capabilities": {"canEdit": edits, "canAddChildren": edits, "canManageMembers": role == "organizer"}
    }
