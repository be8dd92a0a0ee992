"""Google itself: reachable, at the same time of day as we are, with both APIs enabled."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from service.cli.diagnosis.asking import DRIVE, SHEETS, is_disabled
from service.cli.diagnosis.finding import Finding, Topic
from service.cli.diagnosis.patient import Patient
from service.errors import GoogleError
from service.sheets.calls import READS
from service.sheets.credentials import Account

CLOCK = Topic("clock", "นาฬิกา (clock)")
REACH = Topic("network", "ทางไป Google (network)")
APIS = Topic("apis", "บริการของ Google (APIs)")
ROOM = Topic("room", "ที่เก็บไฟล์ (storage)")
LATE, WRONG = 60, 300
"""Seconds: Google refuses a key's token request that is more than about five minutes off."""
SET_CLOCK = (
    "ตั้งนาฬิกาของเครื่องให้ตรงโดยอัตโนมัติ (timedatectl set-ntp true) · let this machine set its clock by itself"
)
NEARLY_FULL = 0.95


def reach(patient: Patient) -> Iterator[Finding]:
    """Knock without a name: any answer carries Google's time."""
    assert patient.line is not None
    before = patient.now()
    try:
        answer = patient.line.knock()
    except GoogleError as error:
        patient.reachable = False
        yield REACH.error("ติดต่อไม่ได้ · cannot be reached", str(error), error.exit_code)
        return
    took = patient.now() - before
    place = patient.settings.google_endpoint or "googleapis.com"
    yield REACH.ok(f"{place} ตอบใน {took.total_seconds():.1f} วินาที · seconds")
    yield _clock(answer.headers.get("Date", ""), before + took / 2)


def _clock(header: str, here: datetime) -> Finding:
    try:
        theirs = parsedate_to_datetime(header)
    except ValueError:
        return CLOCK.note("คำตอบไม่มีเวลา จึงเทียบไม่ได้ · the answer carries no time to compare with")
    off = (here - theirs).total_seconds()
    words = "เร็วกว่า Google (fast)" if off > 0 else "ช้ากว่า Google (slow)"
    if abs(off) > WRONG:
        how = f"{words} {abs(off) / 60:.0f} นาที บัตรผ่านจะถูกปฏิเสธ · minutes; Google will refuse tokens"
        return CLOCK.error(how, SET_CLOCK, 21)
    if abs(off) > LATE:
        return CLOCK.warning(f"{words} {abs(off):.0f} วินาที · seconds", SET_CLOCK)
    return CLOCK.ok(f"ต่างจาก Google {abs(off):.0f} วินาที · seconds from Google's")


def apis(patient: Patient) -> Iterator[Finding]:
    """Both APIs of every project that an account belongs to; one question each."""
    projects: dict[str, Account] = {}
    for account in patient.accounts:
        projects.setdefault(account.project, account)
    for account in projects.values():
        yield _api(patient, account, "Google Drive API", f"{DRIVE}/about", "user(emailAddress)")
        if patient.limiter and patient.limiter.take([account], READS)[0] is None:
            yield APIS.note(
                "Google Sheets API: ข้าม โควตาเต็มชั่วคราว · skipped: the quota is used up for the moment"
            )
        else:
            yield _api(patient, account, "Google Sheets API", _some_sheet(patient), "spreadsheetId")


def _some_sheet(patient: Patient) -> str:
    """Any address will do: that there is no such file is an answer of the API too."""
    files = patient.store.spreadsheets.all() if patient.store else []
    return f"{SHEETS}/{files[0].file_id if files else 'none'}"


def _api(patient: Patient, account: Account, name: str, url: str, fields: str) -> Finding:
    assert patient.line is not None
    try:
        patient.line.ask(account, url, fields=fields)
    except GoogleError as error:
        if is_disabled(error):
            project = _project_in(str(error)) or account.project
            how = f"{name} ยังไม่เปิดในโครงการ {project} · not enabled in this project"
            return APIS.error(how, f"{error} แล้วรอสักครู่ · then wait a few minutes", error.exit_code)
        if error.retryable:
            return APIS.warning(f"{name} ({account.project}) ไม่ว่าง · busy", str(error))
    return APIS.ok(f"{name} ({account.project}) เปิดแล้ว · enabled")


def _project_in(text: str) -> str:
    found = re.search(r"[?&]project=([\w-]+)", text)
    return found[1] if found else ""


def room(patient: Patient) -> Iterator[Finding]:
    """A person's own Drive can be full; a shared drive's room belongs to its organisation."""
    assert patient.line is not None
    for account in patient.accounts:
        if account.kind != "user":
            continue
        try:
            answer = patient.line.ask(account, f"{DRIVE}/about", fields="storageQuota(limit,usage)")
        except GoogleError as error:
            yield ROOM.note(f"{account.name} ถามไม่ได้ · could not be asked", str(error))
            continue
        quota = answer.get("storageQuota", {})
        limit, usage = int(quota.get("limit", 0)), int(quota.get("usage", 0))
        how = f"{account.name} ใช้ {usage / 2**30:.1f} GB" + (f" จาก {limit / 2**30:.0f} GB" if limit else "")
        if limit and usage >= NEARLY_FULL * limit:
            yield ROOM.warning(
                f"{how} ใกล้เต็ม · nearly full",
                f"ลบแฟ้มใหญ่ในไดรฟ์ของ {account.name} และล้างถังขยะ · delete large files there and empty the bin",
            )
        else:
            yield ROOM.ok(f"{how} · used")
