"""Is this installation ready? One finding a line, each with its remedy. Nothing is changed by looking."""

import logging
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from service.cli.diagnosis import (
    account,
    content,
    environment,
    files,
    google,
    machine,
    pages,
    quota,
    storage,
)
from service.cli.diagnosis.asking import Line
from service.cli.diagnosis.finding import Finding, Severity, Topic, exit_code
from service.cli.diagnosis.patient import Machine, Patient
from service.errors import ServiceError
from service.logs import configure

__all__ = ["Finding", "Machine", "Severity", "examine", "exit_code"]

log = logging.getLogger(__name__)
Check = Callable[[Patient], Iterator[Finding]]

GROUND: tuple[tuple[Topic, Check], ...] = (
    (machine.PYTHON, machine.python),
    (machine.PACKAGES, machine.packages),
    (machine.HOME, machine.home),
    (machine.ZONE, machine.time_zone),
    (storage.DATABASE, storage.database),
    (storage.QUEUE, storage.queue),
)
GOOGLE: tuple[tuple[Topic, Check], ...] = (
    (google.REACH, google.reach),
    (account.CREDENTIALS, account.credentials),
)
WITH_ACCOUNTS: tuple[tuple[Topic, Check], ...] = (
    (quota.QUOTA, quota.quota),
    (google.APIS, google.apis),
    (files.FOLDER, files.folder),
    (files.FILES, files.files),
    (google.ROOM, google.room),
)
OURS: tuple[tuple[Topic, Check], ...] = (
    (content.FORMS, content.forms),
    (content.ROUNDS, content.rounds),
    (content.TEMPLATES, content.templates),
    (content.FONTS, content.fonts),
    (content.OFFICE, content.office),
    (pages.ADDRESS, pages.address),
    (pages.WORKER, pages.worker),
    (pages.RUNNING, pages.running),
)
"""Checks begin at the ground: what fails first is most often why the later ones fail."""


def examine(
    environ: Mapping[str, str],
    now: Callable[[], datetime],
    *,
    quick: bool = False,
    machine: Machine | None = None,
) -> Iterator[Finding]:
    """Look at everything the service needs; ``quick`` asks neither Google nor the pages anything."""
    settings, findings = environment.read(environ)
    yield from findings
    if settings is None:
        return
    configure("DEBUG" if settings.log_level == "DEBUG" else "ERROR")
    patient = Patient(settings, now, machine or Machine())
    patient.line = None if quick else Line(settings.google_endpoint)
    try:
        for topic, check in _checks(patient, quick):
            yield from _looked(topic, check, patient)
    finally:
        if patient.store:
            patient.store.close()


def _checks(patient: Patient, quick: bool) -> Iterator[tuple[Topic, Check]]:
    yield from GROUND
    yield from GOOGLE[1:] if quick else GOOGLE
    if not quick:
        yield from (
            WITH_ACCOUNTS if patient.accounts else ((topic, _skipped(topic)) for topic, _ in WITH_ACCOUNTS)
        )
    yield from OURS[:-1] if quick else OURS


def _skipped(topic: Topic) -> Check:
    def skip(_patient: Patient) -> Iterator[Finding]:
        yield topic.note("ข้าม เพราะยังไม่มีบัญชีที่ Google รับ · skipped: Google takes none of the accounts yet")

    return skip


def _looked(topic: Topic, check: Check, patient: Patient) -> Iterator[Finding]:
    """The check's findings; one that breaks down becomes a finding itself and stops no other."""
    try:
        yield from check(patient)
    except ServiceError as error:
        yield topic.error("ใช้ไม่ได้ · does not work", str(error), error.exit_code)
    except Exception as error:  # the edge of each check: whatever a broken installation may raise
        kind, places = type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
        log.debug(
            "check failed: %s at\n%s", kind, places, extra={"action": "check_failed", "check": topic.check}
        )
        yield topic.error(
            f"ตรวจไม่ได้ ({kind}) · could not be looked at",
            "สั่งใหม่โดยตั้ง TIDTAM_LOG_LEVEL=DEBUG แล้วส่งข้อความให้ผู้ดูแลระบบ · "
            "run it again with TIDTAM_LOG_LEVEL=DEBUG",
            1,
        )
