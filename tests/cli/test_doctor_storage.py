"""The doctor before databases, queues and counted quotas: nothing there yet, something, something broken."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from service.bootstrap import build_limiter, build_queue
from service.cli.common import now
from service.cli.diagnosis import Finding, Machine, Severity, quota, storage
from service.cli.diagnosis.patient import Patient
from service.config import read_settings
from service.sheets.calls import READS
from service.sheets.credentials import load_accounts
from service.store import open_store
from tests.store.conftest import url as url

from .doctor_office import Clinic, only

WARNING, ERROR = Severity.WARNING, Severity.ERROR


def patient(tmp_path: Path, **changed: str) -> Patient:
    return Patient(read_settings({"TIDTAM_HOME": str(tmp_path)} | changed), now, Machine())


def database(tmp_path: Path, url: str) -> Finding:
    looked = patient(tmp_path, TIDTAM_DATABASE_URL=url)
    (finding,) = storage.database(looked)
    if looked.store:
        looked.store.close()
    return finding


def test_a_database_before_first_use_is_only_noted(tmp_path: Path, url: str) -> None:
    finding = database(tmp_path, url)
    assert finding.severity is Severity.NOTE and "tidtam register import" in finding.remedy
    assert database(tmp_path, url) == finding  # nothing was made by looking


def test_a_database_in_use_tells_what_it_holds(tmp_path: Path, url: str) -> None:
    open_store(url).close()
    finding = database(tmp_path, url)
    assert finding.severity is Severity.OK and "โรงเรียน 0 แห่ง" in finding.how and "สำรอง" in finding.how


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("redis", marks=pytest.mark.heavy)])
def test_a_queue_tells_how_much_waits(tmp_path: Path, kind: str) -> None:
    address = {"sqlite": f"sqlite:///{tmp_path / 'queue.db'}", "redis": "redis://127.0.0.1:6379/8"}[kind]
    looked = patient(tmp_path, TIDTAM_QUEUE_URL=address)
    queue = build_queue(looked.settings)
    queue.storage.flush_all()
    queue.storage.enqueue(b"a task")
    (finding,) = storage.queue(looked)
    queue.storage.flush_all()
    assert finding.severity is Severity.OK and "1 waiting" in finding.how


def stamped(healthy: Clinic, tmp_path: Path, revision: str) -> dict[str, str]:
    copy = tmp_path / "copy.db"
    source = sqlite3.connect(healthy.home / "office" / "tidtam.db")
    target = sqlite3.connect(copy)
    source.backup(target)
    source.close()
    with target:
        target.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    target.close()
    return {"TIDTAM_DATABASE_URL": f"sqlite:///{copy}"}


def test_a_database_of_a_newer_version_is_left_alone(healthy: Clinic, tmp_path: Path) -> None:
    found = healthy.ill(stamped(healthy, tmp_path, "9999"))
    only(found, "database", ERROR, "9999", "ปรับ tidtam", code=10)


def test_an_older_database_asks_for_a_backup_and_stays_old(healthy: Clinic, tmp_path: Path) -> None:
    changed = stamped(healthy, tmp_path, "0001")
    only(healthy.ill(changed), "database", WARNING, "0001", "สำรอง")
    only(healthy.ill(changed), "database", WARNING, "0001")


def quota_of(healthy: Clinic, tmp_path: Path, **changed: str) -> tuple[Patient, Callable[[], list[Finding]]]:
    settings = read_settings(healthy.environ | {"TIDTAM_HOME": str(tmp_path)} | changed)
    patient = Patient(settings, now, Machine(), accounts=list(load_accounts(settings.credentials)))
    return patient, lambda: list(quota.quota(patient))


def test_the_quota_left_is_told(healthy: Clinic, tmp_path: Path) -> None:
    patient, look = quota_of(healthy, tmp_path)
    limiter = build_limiter(patient.settings, time.monotonic)
    for used, severity in ((1, Severity.OK), (59, Severity.NOTE)):
        for _ in range(used):
            limiter.take(patient.accounts, READS)
        (finding,) = look()
        assert finding.severity is severity
    assert "เหลืออ่าน 0 เขียน 60" in finding.how and "บัญชีบริการ" in finding.remedy


def test_a_broken_counter_of_the_quota_is_found(healthy: Clinic, tmp_path: Path) -> None:
    (tmp_path / "quota.db").write_text("not a database" * 99)
    only(quota_of(healthy, tmp_path)[1](), "quota", WARNING, "quota.db", "ลบ")


def test_no_quota_towards_google_is_a_warning(healthy: Clinic, tmp_path: Path) -> None:
    look = quota_of(healthy, tmp_path, TIDTAM_QUOTA="off", TIDTAM_GOOGLE_ENDPOINT="")[1]
    only(look(), "quota", WARNING, "TIDTAM_QUOTA")
