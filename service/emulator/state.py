"""Everything the emulator knows: files, drives, people, spreadsheets; each change is stored at once."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .book import Book
from .changelog import ChangeLog
from .errors import NO_PERMISSION, NOT_FOUND, ApiError, Json
from .late import LateTimes
from .protection import Rights
from .storage import Storage
from .switches import Switches

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
FOLDER_TYPE = "application/vnd.google-apps.folder"
OFFICE_DRIVE = "ไดรฟ์ของสำนักงาน (จำลอง)"
OWNER = "owner@office.example"
ROLES = ("", "reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
OPEN_BOOKS = 260


@dataclass(frozen=True)
class Caller:
    """Who asks; without an address it is someone who only has the link."""

    email: str | None

    @property
    def is_service(self) -> bool:
        return bool(self.email and self.email.endswith(".gserviceaccount.com"))


def utc_now() -> datetime:
    return datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def rank(role: str) -> int:
    return ROLES.index(role)


class State:
    def __init__(self, home: Path | None = None, clock: Callable[[], datetime] | None = None) -> None:
        self.clock = clock or utc_now
        self.lock = threading.RLock()
        self.storage = Storage(home)
        self.files: dict[str, Json] = self.storage.all("file")
        self.drives: dict[str, Json] = self.storage.all("drive")
        self.accounts: dict[str, Json] = self.storage.all("account")
        self.log = ChangeLog(self.storage.all("change"))
        self.switches = Switches()
        self.revoked: set[tuple[str, str]] = set()
        self.late = LateTimes()
        self._books: OrderedDict[str, Book] = OrderedDict()
        self.secret = self._setting("secret", lambda: secrets.token_hex(32))
        self.shared_drive_id = self._setting("shared_drive", self._first_drive)

    def _setting(self, name: str, make: Callable[[], str]) -> str:
        found = self.storage.text("setting", name)
        if found is None:
            found = make()
            self.storage.write(("setting", name, found))
        return found

    def _first_drive(self) -> str:
        return str(self.add_drive(OFFICE_DRIVE, OWNER)["id"])

    def close(self) -> None:
        with self.lock:
            self.storage.close()

    # People

    def add_account(self, account: Json) -> None:
        with self.lock:
            self.accounts[account["email"]] = account
            self.storage.write(("account", account["email"], json.dumps(account)))

    def add_drive(self, name: str, organizer: str) -> Json:
        drive_id = "0A" + secrets.token_urlsafe(10)[:14].replace("-", "x") + "PVA"
        created = rfc3339(self.clock())
        drive: Json = {"id": drive_id, "name": name, "createdTime": created, "permissions": []}
        drive["permissions"].append(permission("user", "organizer", organizer))
        self.drives[drive_id] = drive
        self.save_drive(drive)
        return drive

    def join_drive(self, drive_id: str, email: str, role: str) -> None:
        with self.lock:
            drive = self.drives[drive_id]
            others = [entry for entry in drive["permissions"] if entry.get("emailAddress") != email]
            drive["permissions"] = [*others, permission("user", role, email)]
            self.save_drive(drive)

    def save_drive(self, drive: Json) -> None:
        self.storage.write(("drive", drive["id"], json.dumps(drive, ensure_ascii=False)))

    # Rights

    def role(self, item: Json, caller: Caller) -> str:
        """The caller's best role in a file or drive, its folders and its drive included; "" for none."""
        if self.revoked and self.lost(item, caller):
            return ""
        best = max(
            (entry["role"] for entry in self.grants(item) if applies(entry, caller)), key=rank, default=""
        )
        return "owner" if caller.email and item.get("owner") == caller.email else str(best)

    def lost(self, item: Json, caller: Caller) -> bool:
        """Whether a fault has taken the item, or what it lies in, from the caller."""
        above = ({"id": parent} | self.files.get(parent, {}) for parent in item.get("parents", []))
        return ((caller.email or "").lower(), item["id"]) in self.revoked or any(
            self.lost(one, caller) for one in above
        )

    def expire_tokens(self) -> None:
        """Access tokens are proved with the secret: with a new one, all given until now are forged."""
        with self.lock:
            self.secret = secrets.token_hex(32)
            self.storage.write(("setting", "secret", self.secret))

    def signing_time(self) -> datetime:
        """The time key holders sign with: the real one, when a test has moved the clock."""
        wall: Callable[[], datetime] = getattr(self.clock, "wall", self.clock)
        return wall()

    def turn(self, switches: Switches) -> None:
        """Answer from now on with these switches; what was made with the former ones is forgotten."""
        with self.lock:
            self.switches = switches
            self._books.clear()

    def grants(self, item: Json) -> Iterator[Json]:
        yield from item["permissions"]
        for parent_id in item.get("parents", []):
            parent = self.files.get(parent_id) or self.drives.get(parent_id)
            if parent:
                yield from self.grants(parent)

    def rights(self, item: Json, caller: Caller) -> Rights:
        return Rights(caller.email, manager=rank(self.role(item, caller)) >= rank("organizer"))

    # Spreadsheets

    def open_book(self, book_id: str, caller: Caller, needed: str = "reader") -> tuple[Json, Book]:
        """The file and its spreadsheet, or the refusal Sheets would give."""
        file = self.files.get(book_id)
        if file is None:
            raise ApiError(404, NOT_FOUND)
        if rank(self.role(file, caller)) < rank(needed):
            raise ApiError(403, NO_PERMISSION)
        if file["mimeType"] != SHEET_TYPE:
            raise ApiError(400, "This operation is not supported for this document")
        return file, self.book(book_id)

    def book(self, book_id: str) -> Book:
        if book_id not in self._books:
            text = self.storage.text("book", book_id)
            if text is None:
                raise ApiError(404, NOT_FOUND)
            self._books[book_id] = Book.decode(text)
            self._books[book_id].clock = self.clock
            if len(self._books) > OPEN_BOOKS:
                self._books.popitem(last=False)
        self._books.move_to_end(book_id)
        return self._books[book_id]

    @contextmanager
    def writing(self, book_id: str, caller: Caller, by_hand: bool = False) -> Iterator[tuple[Book, Rights]]:
        """Change a spreadsheet: kept when the block ends well, else as if nothing had happened."""
        with self.lock:
            file, book = self.open_book(book_id, caller, "writer")
            try:
                yield book, self.rights(file, caller)
            except BaseException:
                self._books.pop(book_id, None)
                raise
            self.keep_book(file, book, caller, by_hand)

    def keep_book(self, file: Json, book: Book, caller: Caller, by_hand: bool = False) -> None:
        file = {**file, "name": book.properties["title"]}
        self._books[book.id] = book
        changed = self.stamped(file, caller)
        if by_hand and self.late.on:
            changed = self.late.held(file, changed, self.clock())
        self.save_file(changed, ("book", book.id, book.encode()))

    # Files

    def stamped(self, file: Json, caller: Caller) -> Json:
        """The file as changed by the caller now; its times and version never stand still."""
        moment = rfc3339(self.clock())
        if moment <= file.get("modifiedTime", ""):
            former = datetime.fromisoformat(file["modifiedTime"])
            moment = rfc3339(former + timedelta(milliseconds=1))
        version = int(file.get("version", 0)) + 1
        file = {name: value for name, value in file.items() if name != "late"}
        return {**file, "modifiedTime": moment, "version": version, "lastModifyingUser": caller.email}

    def told(self, file: Json) -> Json:
        """The file as Drive tells of it: what was typed may show only later."""
        return self.late.shown(file, self.clock())

    def save_file(self, file: Json, *others: tuple[str, str, str | None]) -> None:
        change = self.log.note(file, rfc3339(self.clock()))
        self.storage.write(("file", file["id"], json.dumps(file, ensure_ascii=False)), change, *others)
        self.files[file["id"]] = file

    def new_file(self, name: str, mime_type: str, parents: list[str], caller: Caller) -> Json:
        """A file entry, not yet saved. In a shared drive it belongs to the drive, else to the caller."""
        drive_id = self.drive_of(parents[0])
        moment = rfc3339(self.clock())
        file: Json = {"id": new_file_id(), "name": name, "mimeType": mime_type, "parents": parents}
        file |= {"createdTime": moment, "trashed": False, "permissions": []}
        if drive_id:
            file["driveId"] = drive_id
        else:
            file["owner"] = caller.email
            file["permissions"] = [permission("user", "owner", caller.email or "")]
        return self.stamped(file, caller)

    def drive_of(self, parent_id: str) -> str | None:
        if parent_id in self.drives:
            return parent_id
        drive_id = self.files.get(parent_id, {}).get("driveId")
        return str(drive_id) if drive_id else None

    def remove_file(self, file: Json) -> None:
        for child in [other for other in self.files.values() if file["id"] in other.get("parents", [])]:
            self.remove_file(child)
        change = self.log.note(file, rfc3339(self.clock()))
        self.storage.write(("file", file["id"], None), ("book", file["id"], None), change)
        self.files.pop(file["id"], None)
        self._books.pop(file["id"], None)


def new_file_id() -> str:
    return "1" + secrets.token_urlsafe(33)[:43]


def permission(kind: str, role: str, email: str = "", domain: str = "") -> Json:
    entry: Json = {"type": kind, "role": role}
    if kind in ("user", "group"):
        return entry | {"id": permission_id(email), "emailAddress": email}
    if kind == "domain":
        return entry | {"id": permission_id(domain), "domain": domain}
    return entry | {"id": "anyoneWithLink"}


def permission_id(address: str) -> str:
    """Stable for one address, as Google's are for one account."""
    return str(int(hashlib.sha256(address.encode()).hexdigest()[:16], 16)).zfill(20)


def applies(entry: Json, caller: Caller) -> bool:
    if entry["type"] == "anyone":
        return True
    if caller.email is None:
        return False
    if entry["type"] == "domain":
        return caller.email.endswith("@" + entry["domain"])
    return bool(entry.get("emailAddress", "").lower() == caller.email.lower())
