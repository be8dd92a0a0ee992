"""gspread.Spreadsheet: who may see, edit and own it."""

from __future__ import annotations

from typing import Any

import gspread

from .bench import DEPUTY, OWNER, SCHOOL, Bench
from .rows import Row


def row(name: str, call: Any, read: Any, expect: Any, arrange: Any = None, **more: str) -> Row:
    return Row(gspread.Spreadsheet, name, call, read, expect, arrange, **more)


def _own(at: Bench) -> None:
    """A file in the owner's My Drive, shared with the deputy: only such a one can change hands."""
    at.kept["book"] = at.own_file()
    at.kept["deputy"] = at.share(DEPUTY)


def _offer(at: Bench) -> None:
    _own(at)
    path, body = f"/files/{at.id}/permissions/{at.kept['deputy']}", {"role": "writer", "pendingOwner": True}
    at.raw.drive("PATCH", path, json=body).raise_for_status()


def _pending(at: Bench, got: Any) -> dict[str, bool]:
    params = {"fields": "permissions(emailAddress,pendingOwner)"}
    found = at.raw.drive("GET", f"/files/{at.id}/permissions", params=params).json()["permissions"]
    return {one["emailAddress"]: one["pendingOwner"] for one in found}


ROWS = [
    row(
        "share",
        lambda at: at.book.share(SCHOOL, perm_type="user", role="writer", notify=False),
        lambda at, got: at.roles()[SCHOOL],
        "writer",
    ),
    row(
        "share",
        lambda at: at.book.share("", perm_type="anyone", role="reader", with_link=True),
        lambda at, got: at.roles()["anyone"],
        "reader",
        variant="by link",
    ),
    row(
        "list_permissions",
        lambda at: at.book.list_permissions(),
        lambda at, got: at.roles(),
        lambda at, got: {one["emailAddress"]: one["role"] for one in got},
        lambda at: at.share(SCHOOL, "reader"),
    ),
    row(
        "remove_permissions",
        lambda at: at.book.remove_permissions(SCHOOL),
        lambda at, got: (SCHOOL in at.roles(), got),
        lambda at, got: (False, [at.kept["permission"]]),
        lambda at: at.kept.update(permission=at.share(SCHOOL)),
    ),
    row(
        "transfer_ownership",
        lambda at: at.kept["book"].transfer_ownership(at.kept["deputy"]),
        _pending,
        {OWNER: False, DEPUTY: True},
        _own,
        note="offers the file; it changes hands when the new owner accepts",
    ),
    row(
        "accept_ownership",
        lambda at: at.person(DEPUTY).open_by_key(at.id).accept_ownership(at.kept["deputy"]),
        lambda at, got: at.roles(),
        {OWNER: "writer", DEPUTY: "owner"},
        _offer,
    ),
]
