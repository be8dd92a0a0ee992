"""Drive v3: files and folders, found, made, copied, changed, moved, deleted and listed."""

from __future__ import annotations

from . import exports
from .book import Book
from .drive_query import compile_query, ordered
from .drive_resources import may_delete, may_trash
from .errors import DriveError, Json, forbidden, no_storage, not_found_file
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


def find(state: State, file_id: str, caller: Caller, all_drives: bool, needed: str = "reader") -> Json:
    """A file the caller may see. Files of shared drives hide from requests that don't speak of them."""
    file = state.files.get(file_id)
    if file is None or not state.role(file, caller) or (file.get("driveId") and not all_drives):
        raise not_found_file(file_id)
    if rank(state.role(file, caller)) < rank(needed):
        raise forbidden()
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
                exports.import_csv(book, content)
            state.save_file(file, ("book", book.id, book.encode()))
        return file


def extras(given: Json) -> Json:
    return {
        name: given[name]
        for name in ("description", "properties", "appProperties", "starred")
        if name in given
    }


def replace_content(state: State, file_id: str, content: str, caller: Caller, all_drives: bool) -> Json:
    """An uploaded CSV takes the place of all tabs."""
    with state.lock:
        file = find(state, file_id, caller, all_drives, "writer")
        if file["mimeType"] != SHEET_TYPE:
            raise forbidden()
        with state.writing(file_id, caller) as (book, _):
            exports.import_csv(book, content)
        return state.files[file_id]


def copy(
    state: State, file_id: str, given: Json, caller: Caller, all_drives: bool, comments: bool = False
) -> Json:
    with state.lock:
        source = find(state, file_id, caller, all_drives)
        if source["mimeType"] != SHEET_TYPE:
            raise DriveError(403, "This file cannot be copied by the user.", "cannotCopyFile")
        wanted = given.get("parents") or _copy_parents(state, source, caller)
        parents = place(state, wanted, caller, all_drives)
        name = given.get("name") or f"Copy of {source['name']}"
        file = state.new_file(name, SHEET_TYPE, parents, caller) | extras(given)
        if comments and source.get("comments"):
            file["comments"] = source["comments"]
        book = Book.decode(state.book(file_id).encode())
        book.id, book.properties["title"] = file["id"], name
        state.save_file(file, ("book", book.id, book.encode()))
        return file


def _copy_parents(state: State, source: Json, caller: Caller) -> list[str]:
    """A copy stays beside its original when the caller may write there."""
    parent = source["parents"][0]
    item = state.files.get(parent) or state.drives.get(parent)
    return [parent] if item and rank(state.role(item, caller)) >= rank("writer") else []


def update(
    state: State, file_id: str, given: Json, caller: Caller, all_drives: bool, to: str | None = None
) -> Json:
    with state.lock:
        file = dict(find(state, file_id, caller, all_drives, "writer"))
        if "trashed" in given and not may_trash(state, file, caller):
            raise forbidden()
        if to:
            file = _moved(state, file, place(state, [to], caller, all_drives), caller)
        changed = {name: given[name] for name in ("name", "trashed") if given.get(name) is not None}
        file |= changed | extras(given)
        others: list[tuple[str, str, str | None]] = []
        if file["mimeType"] == SHEET_TYPE and given.get("name"):
            book = state.book(file_id)
            book.properties = {**book.properties, "title": given["name"]}
            others = [("book", file_id, book.encode())]
        file = state.stamped(file, caller)
        state.save_file(file, *others)
        return file


def _moved(state: State, file: Json, parents: list[str], caller: Caller) -> Json:
    """In a shared drive a file belongs to the drive; moved out of one, to whom moved it."""
    drive_id = state.drive_of(parents[0])
    moved = {name: value for name, value in file.items() if name != "driveId"} | {"parents": parents}
    if drive_id:
        moved.pop("owner", None)
        kept = [entry for entry in file["permissions"] if entry["role"] != "owner"]
        return moved | {"driveId": drive_id, "permissions": kept}
    if file.get("driveId"):
        own = permission("user", "owner", caller.email or "")
        kept = [entry for entry in file["permissions"] if entry["id"] != own["id"]]
        return moved | {"owner": caller.email, "permissions": [own, *kept]}
    return moved


def delete(state: State, file_id: str, caller: Caller, all_drives: bool) -> None:
    with state.lock:
        file = find(state, file_id, caller, all_drives)
        if not may_delete(state, file, caller):
            raise forbidden()
        state.remove_file(file)


def listing(state: State, caller: Caller, options: Json) -> list[Json]:
    """Files by the query, in order. Shared drives take part only when the request says so twice."""
    fits = compile_query(options["q"], caller.email) if options.get("q") else lambda file: True
    if options.get("driveId") and options["driveId"] not in state.drives:
        raise DriveError(404, f"Shared drive not found: {options['driveId']}", "notFound")
    with state.lock:
        found = [
            file
            for file in map(state.told, state.files.values())
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
    if caller.email is None or state.lost(file, caller):
        return False
    if file.get("owner") == caller.email:
        return True
    return any(applies(entry, caller) for entry in state.grants(file) if entry["type"] != "anyone")
