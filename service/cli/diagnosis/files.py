"""The folder and every spreadsheet of ours in it: seen, and editable, by each of the accounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from service.cli.diagnosis.asking import DRIVE
from service.cli.diagnosis.finding import Finding, Severity, Topic
from service.cli.diagnosis.patient import Patient
from service.errors import GoogleAccessError, GoogleError, GoogleMissingError
from service.sheets.credentials import Account
from service.store.spreadsheets import Spreadsheet

FOLDER = Topic("folder", "โฟลเดอร์ในไดรฟ์ (Drive folder)")
FILES = Topic("files", "สเปรดชีต (spreadsheets)")
FOLDER_TYPE = "application/vnd.google-apps.folder"
SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
SHOWN = 3
NO_FOLDER = (
    "ตั้ง TIDTAM_FOLDER เป็นรหัสไดรฟ์ที่แชร์หรือโฟลเดอร์ของสำนักงาน (ส่วนท้ายของที่อยู่) · "
    "set it to the id of the office's shared drive or folder (the last part of its address)"
)


def folder(patient: Patient) -> Iterator[Finding]:
    """Each account must see the folder; the first one must be allowed to make files in it."""
    place = patient.settings.folder
    if not place:
        yield FOLDER.error("TIDTAM_FOLDER ยังไม่ได้ตั้ง · is not set", NO_FOLDER)
        return
    for number, account in enumerate(patient.accounts):
        finding = _folder_for(patient, account, place, lead=not number)
        if finding.severity < Severity.ERROR:
            patient.admitted.append(account)
        yield finding


def _folder_for(patient: Patient, account: Account, place: str, lead: bool) -> Finding:
    assert patient.line is not None
    fields = "id,name,capabilities(canAddChildren)"
    try:
        try:
            found, kind = patient.line.ask(account, f"{DRIVE}/drives/{place}", fields=fields), "drive"
        except GoogleMissingError:
            more = {"supportsAllDrives": "true", "fields": f"{fields},mimeType,driveId,trashed"}
            found, kind = patient.line.ask(account, f"{DRIVE}/files/{place}", **more), "folder"
    except (GoogleMissingError, GoogleAccessError) as error:
        return FOLDER.error(
            f"{account.name} ไม่เห็น {place} · cannot see it",
            f"ตรวจ TIDTAM_FOLDER และเพิ่ม {account.name} เป็น Content manager ของไดรฟ์ที่แชร์ · "
            "check TIDTAM_FOLDER, and add the account to the shared drive as content manager",
            error.exit_code,
        )
    except GoogleError as error:
        return FOLDER.warning(f"{place}: ถามไม่ได้ · could not be asked", str(error))
    return _judged(account, place, found, kind, lead)


def _judged(account: Account, place: str, found: dict[str, Any], kind: str, lead: bool) -> Finding:
    """Only the first account makes files; of the others it is enough that they may edit them."""
    name = f"“{found.get('name', place)}”"
    own = kind == "folder" and not found.get("driveId")
    if kind == "folder" and found.get("mimeType") != FOLDER_TYPE:
        return FOLDER.error(f"{place} เป็นแฟ้ม {name} ไม่ใช่โฟลเดอร์ · is a file, not a folder", NO_FOLDER)
    if found.get("trashed"):
        return FOLDER.error(
            f"{name} อยู่ในถังขยะ · is in the bin", f"กู้ {name} จากถังขยะ หรือตั้ง TIDTAM_FOLDER ใหม่ · restore it", 22
        )
    if lead and own and account.kind == "service":
        return FOLDER.error(
            f"{name} อยู่ในไดรฟ์ของฉัน ซึ่งบัญชีบริการ {account.name} เป็นเจ้าของแฟ้มไม่ได้ · "
            "is in My Drive: service accounts cannot own files",
            "ตั้ง TIDTAM_FOLDER เป็นไดรฟ์ที่แชร์ หรือใช้บัญชีของสำนักงานด้วย tidtam login · "
            "use a shared drive, or an account of the office (tidtam login)",
            21,
        )
    if lead and not found.get("capabilities", {}).get("canAddChildren"):
        return FOLDER.error(
            f"{account.name} สร้างแฟ้มใน {name} ไม่ได้ · may not make files there",
            f"ให้ {account.name} เป็น Content manager (ผู้จัดการเนื้อหา) ของ {name} · make it content manager",
            21,
        )
    words = (
        "ไดรฟ์ที่แชร์ (shared drive)"
        if kind == "drive"
        else "โฟลเดอร์ในไดรฟ์ของฉัน (My Drive)"
        if own
        else "โฟลเดอร์ (folder)"
    )
    may = "สร้างแฟ้มได้ · may make files" if lead else "เห็นแล้ว · sees it"
    return FOLDER.ok(f"{name} {words}; {account.name} {may}")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The files one account sees in the folder."""

    account: Account
    editable: frozenset[str]
    readable: frozenset[str]
    trashed: frozenset[str]


def files(patient: Patient) -> Iterator[Finding]:
    """One Drive list an account (a page for a thousand files) tells of every spreadsheet we know."""
    known = patient.store.spreadsheets.all() if patient.store else []
    if not known:
        yield FILES.note("ยังไม่มี · none yet", "สร้างด้วย tidtam provision · make them with tidtam provision")
        return
    for account in patient.accounts:
        if account not in patient.admitted:
            yield FILES.note(f"ข้าม {account.name}: แก้เรื่องโฟลเดอร์ก่อน · skipped: the folder comes first")
            continue
        try:
            seen = _seen(patient, account)
        except GoogleError as error:
            yield FILES.error(
                f"{account.name} ขอรายการแฟ้มไม่ได้ · no list of files", str(error), error.exit_code
            )
            continue
        yield from _compared(patient, known, seen)


def _seen(patient: Patient, account: Account) -> _Seen:
    assert patient.line is not None
    params = {
        "q": f"'{patient.settings.folder}' in parents and mimeType='{SHEET_TYPE}'",
        "fields": "nextPageToken,files(id,trashed,capabilities/canEdit)",
        "pageSize": "1000",
        "supportsAllDrives": "true",
        "includeItemsFromAllDrives": "true",
    }
    listed: list[dict[str, Any]] = []
    while True:
        page = patient.line.ask(account, f"{DRIVE}/files", **params)
        listed += page.get("files", ())
        if not page.get("nextPageToken"):
            break
        params["pageToken"] = page["nextPageToken"]
    trashed = frozenset(item["id"] for item in listed if item.get("trashed"))
    readable = frozenset(item["id"] for item in listed) - trashed
    edits = frozenset(item["id"] for item in listed if item.get("capabilities", {}).get("canEdit"))
    return _Seen(account, readable & edits, readable, trashed)


def _compared(patient: Patient, known: Sequence[Spreadsheet], seen: _Seen) -> Iterator[Finding]:
    who = seen.account.name
    binned = [file for file in known if file.file_id in seen.trashed]
    locked = [file for file in known if file.file_id in seen.readable - seen.editable]
    absent = [file for file in known if file.file_id not in seen.readable | seen.trashed]
    if binned:
        yield FILES.error(
            f"อยู่ในถังขยะ {_named(patient, binned)} · in the bin",
            "กู้คืนจากถังขยะของไดรฟ์ · restore from the Drive's bin",
            22,
        )
    if locked:
        yield FILES.error(
            f"{who} แก้ไขไม่ได้ {_named(patient, locked)} · may not edit",
            f"ให้ {who} เป็นผู้แก้ไขหรือ Content manager · make it an editor or content manager",
            21,
        )
    if absent:
        yield FILES.error(
            f"{who} ไม่พบในโฟลเดอร์ {_named(patient, absent)} · not in the folder",
            f"ย้ายแฟ้มกลับเข้าโฟลเดอร์ กู้จากถังขยะ หรือแชร์ให้ {who} · move them back, restore them, or share them",
            22,
        )
    if not (binned or locked or absent):
        yield FILES.ok(f"{who} แก้ไขได้ทั้ง {len(known)} แฟ้ม · may edit all {len(known)}")


def _named(patient: Patient, found: Sequence[Spreadsheet]) -> str:
    """How many, and which: by school, and by id so that they can be opened."""
    assert patient.store is not None
    names = {item.code: item.name for item in patient.store.register.all()}
    shown = [
        f"{names.get(file.respondent) or file.respondent or file.form_id or file.kind} [{file.file_id}]"
        for file in found[:SHOWN]
    ]
    more = f" และอีก {len(found) - SHOWN} (more)" if len(found) > SHOWN else ""
    return f"{len(found)} แฟ้ม: {', '.join(shown)}{more}"
