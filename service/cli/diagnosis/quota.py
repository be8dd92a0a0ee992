"""How many requests may go now, of those Google gives each account a minute."""

import sqlite3
import time
from collections.abc import Iterator

from service.bootstrap import REDIS, build_limiter
from service.cli.diagnosis.finding import Finding, Topic
from service.cli.diagnosis.patient import Patient
from service.config import NO_QUOTA
from service.sheets.calls import READS, WRITES

QUOTA = Topic("quota", "โควตา (quota)")


def quota(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    if settings.quota == NO_QUOTA:
        yield _unkept(patient)
        return
    each, together = settings.quota
    per_minute = f"บัญชีละ {each} โครงการละ {together} ต่อนาที (per account, per project, a minute)"
    shared = settings.queue_url.startswith(REDIS)
    counted = settings.home / "quota.db"
    if not shared and not counted.exists():
        yield QUOTA.ok(f"ยังไม่ได้ใช้ {per_minute} · none used yet")
        return
    if not shared and (fault := _broken(str(counted))):
        yield QUOTA.warning(
            f"{counted} ใช้ไม่ได้ ({fault}) "
            "หลายโปรแกรมอาจใช้เกินโควตา · cannot be used; several processes may pass the quota",
            f"หยุดระบบแล้วลบ {counted} ระบบจะสร้างใหม่ · stop the service and delete it; it is made anew",
        )
        return
    patient.limiter = build_limiter(settings, time.time if shared else time.monotonic)
    for account in patient.accounts:
        left = patient.limiter.left(account)
        how = f"{account.name} เหลืออ่าน {left[READS]} เขียน {left[WRITES]} · reads, writes left; {per_minute}"
        if min(left[READS], left[WRITES]):
            yield QUOTA.ok(how)
        else:
            remedy = "รอหนึ่งนาที ถ้าเต็มบ่อยให้เพิ่มบัญชีบริการ · wait a minute; if often, add service accounts"
            yield QUOTA.note(how, remedy)


def _unkept(patient: Patient) -> Finding:
    if patient.settings.google_endpoint:
        return QUOTA.ok("TIDTAM_QUOTA=off ปลายทางไม่ใช่ Google · the other side is not Google")
    return QUOTA.warning(
        "TIDTAM_QUOTA=off: Google จะปฏิเสธเมื่อใช้เกิน · Google will refuse what is too much",
        "เลิกตั้ง TIDTAM_QUOTA (ค่าปกติ 60/300) · unset TIDTAM_QUOTA (60/300 is usual)",
    )


def _broken(path: str) -> str:
    try:
        found = sqlite3.connect(path)
        try:
            whole = str(found.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            found.close()
    except sqlite3.Error as error:
        return str(error)
    return "" if whole == "ok" else whole
