"""The ground everything stands on: Python, its packages, the home folder, the disk, the time zone."""

import importlib.metadata
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from service.cli.diagnosis.finding import Finding, Topic
from service.cli.diagnosis.patient import Patient
from service.config import ROOT

PYTHON = Topic("python", "ไพทอน (Python)")
PACKAGES = Topic("packages", "ส่วนประกอบ (packages)")
HOME = Topic("home", "โฟลเดอร์ข้อมูล (home folder)")
ZONE = Topic("time_zone", "เขตเวลา (time zone)")
OLDEST = (3, 11)
FULL, NEARLY_FULL = 200 * 2**20, 2 * 2**30
THAILAND = timedelta(hours=7)


def python(patient: Patient) -> Iterator[Finding]:
    here = ".".join(str(part) for part in patient.machine.python)
    if patient.machine.python < OLDEST:
        yield PYTHON.error(
            f"{here} เก่าเกินไป · too old",
            "ติดตั้ง Python 3.11 ขึ้นไป แล้วสั่ง make install · install Python 3.11 or newer",
        )
    else:
        yield PYTHON.ok(here)


def packages(patient: Patient) -> Iterator[Finding]:
    """Every package the service needs is here; those of other versions than tested are named."""
    needed = [name for line in importlib.metadata.requires("tidtam") or () if (name := _always_needed(line))]
    found = {name: patient.machine.version_of(name) for name in needed}
    missing = [name for name, version in found.items() if version is None]
    tested = _tested(ROOT / "constraints.txt")
    others = [
        f"{name} {found[name]} ({tested[name]})"
        for name in needed
        if found[name] and _differs(name, found, tested)
    ]
    if missing:
        yield PACKAGES.error(
            f"ไม่มี {', '.join(missing)} · missing",
            f"สั่ง make install หรือ pip install {' '.join(missing)} · install them",
        )
    elif others:
        yield PACKAGES.note(
            f"ครบ {len(needed)} รายการ แต่รุ่นต่างจากที่ทดสอบ: {', '.join(others)} · other versions than tested",
            "ถ้ามีปัญหาให้สั่ง make install · in case of trouble run make install",
        )
    else:
        yield PACKAGES.ok(f"ครบ {len(needed)} รายการ · all {len(needed)} present")


def _always_needed(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    return name[0] if name and "extra ==" not in requirement else ""


def _tested(constraints: Path) -> dict[str, str]:
    """The versions the tests ran with, when this is a checkout."""
    if not constraints.exists():
        return {}
    lines = (line.partition("==") for line in constraints.read_text("utf-8").splitlines())
    return {name.strip(): version.strip() for name, sign, version in lines if sign}


def _differs(name: str, found: dict[str, str | None], tested: dict[str, str]) -> bool:
    return name in tested and _numbers(found[name] or "") != _numbers(tested[name])


def _numbers(version: str) -> list[int]:
    """1.000 and 1.0 are the same."""
    return [int(part) for part in re.findall(r"\d+", version)]


def home(patient: Patient) -> Iterator[Finding]:
    folder = patient.settings.home
    ground = next(path for path in (folder, *folder.parents) if path.exists())
    if not ground.is_dir() or not patient.machine.writable(ground):
        yield HOME.error(
            f"เขียนลง {ground} ไม่ได้ · cannot be written",
            f"ให้สิทธิ์เขียน {ground} แก่ผู้ใช้นี้ หรือตั้ง TIDTAM_HOME เป็นโฟลเดอร์อื่น · "
            "give this user the right to write there, or set TIDTAM_HOME to another folder",
        )
        return
    free = patient.machine.free(ground)
    how = f"{folder} ว่าง {_gigabytes(free)} · free"
    remedy = (
        f"ลบแฟ้มที่ไม่ใช้ในดิสก์ของ {folder} หรือตั้ง TIDTAM_HOME ไปยังดิสก์อื่น · "
        "make room, or set TIDTAM_HOME to another disk"
    )
    if free < FULL:
        yield HOME.error(how, remedy)
    elif free < NEARLY_FULL:
        yield HOME.warning(how, remedy)
    elif not folder.exists():
        yield HOME.note(f"{how}; ยังไม่มี จะสร้างเมื่อเริ่มใช้ · not there yet, made at first use")
    else:
        yield HOME.ok(how)


def _gigabytes(size: int) -> str:
    return f"{size / 2**30:.1f} GB"


def time_zone(patient: Patient) -> Iterator[Finding]:
    """Days and due times are Thai ones, wherever the machine believes to be."""
    shift = patient.now().astimezone().utcoffset() or timedelta()
    hours = shift.total_seconds() / 3600
    how = f"เครื่องนี้ UTC{hours:+g} ระบบใช้เวลาไทยเสมอ · the service always uses Thai time"
    yield ZONE.ok(how) if shift == THAILAND else ZONE.note(how)
