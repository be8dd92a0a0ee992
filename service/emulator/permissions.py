"""Who may do what with a file or shared drive: permissions given, changed, handed over and taken back."""

from __future__ import annotations

from .errors import DriveError, Json, forbidden, no_storage
from .state import Caller, State, permission, rank

GRANTABLE = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
KINDS = ("user", "group", "domain", "anyone")
OF_DRIVES = ("organizer", "fileOrganizer")
BAD_ADDRESS = "The specified emailAddress is invalid or not applicable for the given permission type."
BAD_ROLE = "The specified role is not valid for the permission type."
TRANSFER = "The transferOwnership parameter must be enabled when the permission role is 'owner'."


def resource(entry: Json, item: Json | None = None) -> Json:
    """A permission as the API shows it; in a shared drive it says whether it is the drive's or the item's."""
    shown = {"kind": "drive#permission", **entry}
    if "emailAddress" in entry:
        name = entry["emailAddress"].split("@")[0]
        shown |= {"displayName": name, "deleted": False, "pendingOwner": bool(entry.get("pendingOwner"))}
    elif entry["type"] == "domain":
        shown |= {"displayName": entry["domain"], "allowFileDiscovery": False}
    else:
        shown["allowFileDiscovery"] = False
    if item and item.get("driveId"):
        inherited = entry not in item["permissions"]
        detail = {"permissionType": "member" if inherited else "file", "role": entry["role"]}
        detail |= {"inheritedFrom": item["driveId"]} if inherited else {}
        shown["permissionDetails"] = [{**detail, "inherited": inherited}]
    return shown


def add(state: State, item: Json, given: Json, caller: Caller, transfer: bool) -> Json:
    kind, role = given.get("type"), given.get("role")
    if kind not in KINDS:
        raise DriveError(400, "The permission type field is required.", "required")
    if role not in GRANTABLE:
        raise DriveError(400, "The permission role field is required.", "required")
    if kind in ("user", "group") and "@" not in (given.get("emailAddress") or ""):
        raise DriveError(400, BAD_ADDRESS, "invalid")
    if kind == "domain" and not given.get("domain"):
        raise DriveError(400, "The domain field is required for the domain permission type.", "required")
    _check_role(state, item, kind, role)
    entry = permission(kind, role, (given.get("emailAddress") or "").lower(), given.get("domain") or "")
    if role == "owner":
        return _hand_over(state, item, entry, caller, transfer)
    if _is_owner(item, entry):
        # The owner's own entry is not lowered by sharing with them again.
        return find(item, entry["id"])
    return _put(state, item, entry)


def _check_role(state: State, item: Json, kind: str, role: str) -> None:
    in_drive = item["id"] in state.drives or bool(item.get("driveId"))
    if kind in ("anyone", "domain") and rank(role) > rank("writer"):
        raise DriveError(400, BAD_ROLE, "invalid")
    if (role in OF_DRIVES and not in_drive) or (role == "owner" and (in_drive or kind != "user")):
        raise DriveError(400, BAD_ROLE, "invalid")


def _is_owner(item: Json, entry: Json) -> bool:
    return bool(item.get("owner")) and entry.get("emailAddress") == item.get("owner")


def _put(state: State, item: Json, entry: Json) -> Json:
    others = [other for other in item["permissions"] if other["id"] != entry["id"]]
    save(state, item, [*others, entry])
    return entry


def change(state: State, item: Json, entry_id: str, given: Json, caller: Caller, transfer: bool) -> Json:
    """Another role, an ownership offered (pendingOwner), or one handed over or accepted."""
    former = find(item, entry_id)
    role = given.get("role") or former["role"]
    if role not in GRANTABLE:
        raise DriveError(400, BAD_ROLE, "invalid")
    _check_role(state, item, former["type"], role)
    if role == "owner":
        return _hand_over(state, item, former, caller, transfer)
    if _is_owner(item, former):
        raise forbidden()
    entry = {name: value for name, value in former.items() if name != "pendingOwner"} | {"role": role}
    if given.get("pendingOwner", former.get("pendingOwner")):
        if former["type"] != "user" or (given.get("pendingOwner") and caller.email != item.get("owner")):
            raise forbidden()
        entry["pendingOwner"] = True
    return _put(state, item, entry)


def _hand_over(state: State, item: Json, entry: Json, caller: Caller, transfer: bool) -> Json:
    """A new owner: by the present one, or by whom it was offered to. The former owner becomes a writer."""
    if not transfer:
        raise DriveError(403, TRANSFER, "forbidden")
    address = entry.get("emailAddress", "")
    offered = bool(entry.get("pendingOwner")) and caller.email == address
    if caller.email != item.get("owner") and not offered:
        raise forbidden()
    if Caller(address).is_service:
        raise no_storage()
    former = permission("user", "writer", item["owner"])
    fresh = permission("user", "owner", address)
    others = [one for one in item["permissions"] if one["id"] not in (former["id"], fresh["id"])]
    left = [former] if former["id"] != fresh["id"] else []
    save(state, {**item, "owner": address}, [*others, *left, fresh])
    return fresh


def remove(state: State, item: Json, entry_id: str) -> None:
    if find(item, entry_id)["role"] == "owner":
        raise forbidden()
    save(state, item, [entry for entry in item["permissions"] if entry["id"] != entry_id])


def save(state: State, item: Json, entries: list[Json]) -> None:
    changed = {**item, "permissions": entries}
    if item["id"] in state.drives:
        state.drives[item["id"]] = changed
        state.save_drive(changed)
    else:
        state.save_file(changed)


def find(item: Json, entry_id: str) -> Json:
    for entry in item["permissions"]:
        if entry["id"] == entry_id:
            return dict(entry)
    raise DriveError(404, f"Permission not found: {entry_id}.", "notFound")
