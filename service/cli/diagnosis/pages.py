"""The pages: where links lead, whether somebody answers there, and whether the worker works."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests

from service.cli.diagnosis.finding import Finding, Topic
from service.cli.diagnosis.patient import Patient

ADDRESS = Topic("public_address", "ที่อยู่หน้าเว็บ (public address)")
RUNNING = Topic("pages", "หน้าเว็บ (pages)")
WORKER = Topic("worker", "ตัวอ่านชีต (worker)")
PATIENCE = 5
SILENT = timedelta(days=2)
"""A worker reads every file once a day; after two days without that there is none."""


def address(patient: Patient) -> Iterator[Finding]:
    url, host = patient.settings.public_url, patient.settings.host
    parts = urlsplit(url)
    name = parts.hostname or ""
    remedy = (
        "ตั้ง TIDTAM_PUBLIC_URL เป็นที่อยู่ที่เครื่องอื่นเปิดได้ เช่น https://tidtam.สำนักงาน.go.th · "
        "set TIDTAM_PUBLIC_URL to an address that other computers can open"
    )
    if _everywhere(name):
        yield ADDRESS.error(f"{url} ไม่ใช่ที่อยู่ที่เปิดได้ · cannot be opened by anybody", remedy)
    elif _is_local(name) and not _is_local(host):
        yield ADDRESS.warning(
            f"หน้าเว็บเปิดที่ {host} แต่ลิงก์ในชีตชี้ไป {url} · links lead to this machine alone", remedy
        )
    elif _is_local(name):
        yield ADDRESS.note(f"{url} ลิงก์ในชีตเปิดได้เฉพาะเครื่องนี้ · links open on this machine alone", remedy)
    elif parts.scheme != "https":
        yield ADDRESS.warning(
            f"{url} ไม่เข้ารหัส · not encrypted",
            f"ใช้ https: ตั้ง TIDTAM_PUBLIC_URL=https://{parts.netloc} หลังตัวกลางที่มีใบรับรอง · "
            "use https, behind a proxy with a certificate",
        )
    else:
        yield ADDRESS.ok(url)


def _everywhere(name: str) -> bool:
    try:
        return ip_address(name).is_unspecified
    except ValueError:
        return False


def _is_local(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def worker(patient: Patient) -> Iterator[Finding]:
    """When every file was last read tells whether somebody works at all."""
    from service.steps.reading import FULL_SWEEP

    store = patient.store
    if store is None or all(item.closed for item in store.rounds.all()):
        yield WORKER.note("ยังไม่มีรอบที่เปิดอยู่ · no round is open", "เปิดด้วย tidtam round open · open one")
        return
    remedy = "เปิด tidtam serve หรือ tidtam worker ทิ้งไว้ · keep tidtam serve or tidtam worker running"
    said = store.settings.get(FULL_SWEEP)
    if not said:
        yield WORKER.note("ยังไม่เคยอ่านชีต · the sheets have not been read yet", remedy)
        return
    last = datetime.fromisoformat(said)
    how = f"อ่านครบทุกชีตล่าสุด {last:%Y-%m-%d %H:%M} · every sheet was last read then"
    yield WORKER.warning(how, remedy) if patient.now() - last > SILENT else WORKER.ok(how)


def running(patient: Patient) -> Iterator[Finding]:
    """Ask for our own sign of life at the address that stands in the sheets."""
    url = patient.settings.public_url
    try:
        answer = requests.get(f"{url}/healthz", timeout=PATIENCE)
    except requests.RequestException as error:
        yield RUNNING.note(
            f"{url} ยังไม่ตอบ ({type(error).__name__}) · does not answer now",
            "เปิดด้วย tidtam serve · start it with tidtam serve",
        )
        return
    if answer.status_code in (200, 503) and '"database"' in answer.text:
        if answer.ok:
            yield RUNNING.ok(f"{url} ตอบแล้ว · answers")
        else:
            yield RUNNING.error(
                f"{url} ทำงานแต่เปิดฐานข้อมูลไม่ได้ · runs, but its database does not answer",
                "ดูบรรทัดฐานข้อมูล แล้วเปิด tidtam serve ใหม่ · see the database's line, then restart tidtam serve",
            )
    else:
        yield RUNNING.warning(
            f"{url} ตอบ {answer.status_code} ซึ่งไม่ใช่ tidtam · something else answers there",
            "แก้ TIDTAM_PUBLIC_URL หรือ TIDTAM_PORT · correct TIDTAM_PUBLIC_URL or TIDTAM_PORT",
        )
