"""The accounts the service works as: each file, what it holds, and whether Google gives it a token."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.cli.diagnosis.finding import Finding, Topic
from service.cli.diagnosis.patient import Patient
from service.errors import ConfigurationError, GoogleError
from service.sheets.credentials import KINDS, Account, load_accounts

CREDENTIALS = Topic("credentials", "กุญแจ Google (credentials)")
WORDS = {"service": "บัญชีบริการ (service account)", "user": "บัญชีผู้ใช้ (OAuth user)"}
GUIDE = "docs/google-setup.th.md · docs/google-setup.md"
WEEKLY = (
    " ถ้าเป็นเช่นนี้ทุก 7 วัน ให้เปลี่ยน Publishing status ของแอปเป็น In production · "
    "if this happens every 7 days, publish the application (In production)"
)


def credentials(patient: Patient) -> Iterator[Finding]:
    """Every account's file, and whether Google takes it; those it takes are kept for the later checks."""
    known: dict[str, Path] = {}
    if not patient.settings.credentials:
        yield CREDENTIALS.error(
            "TIDTAM_CREDENTIALS ว่าง · is empty", f"ตั้งเป็นแฟ้มกุญแจ · name a key file ({GUIDE})"
        )
    for path in credential_files(patient):
        findings = list(_file_faults(path))
        yield from findings
        if any(finding.code for finding in findings):
            continue
        try:
            (account,) = load_accounts([path])
        except ConfigurationError as error:
            yield CREDENTIALS.error(f"{path} ใช้ไม่ได้ · cannot be used", str(error), error.exit_code)
            continue
        if account.key in known:
            yield CREDENTIALS.note(
                f"{path} เป็นบัญชีเดียวกับ {known[account.key]} ({account.name}) · the same account twice",
                "เอาแฟ้มหนึ่งออก · take one of the files away",
            )
            continue
        known[account.key] = path
        yield _admitted(patient, account)


def credential_files(patient: Patient) -> Iterator[Path]:
    """The named files, and the key files in named folders."""
    for path in patient.settings.credentials:
        if path.is_dir():
            held = [file for file in sorted(path.glob("*.json")) if _kind(_content(file)) in KINDS]
            yield from held or [path]
        else:
            yield path


def _content(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _kind(held: Any) -> str:
    return str(held.get("type", "")) if isinstance(held, dict) else ""


def _file_faults(path: Path) -> Iterator[Finding]:
    """What is wrong with the file, whatever Google may say."""
    if not path.exists():
        yield CREDENTIALS.error(
            f"ไม่มีแฟ้ม {path} · not there",
            "วางกุญแจของบัญชีบริการไว้ที่นี่ ตั้ง TIDTAM_CREDENTIALS หรือสั่ง tidtam login · "
            f"put the key there, set TIDTAM_CREDENTIALS, or run tidtam login ({GUIDE})",
        )
    elif path.is_dir():
        yield CREDENTIALS.error(
            f"ไม่มีกุญแจในโฟลเดอร์ {path} · no key in this folder",
            f"วางแฟ้มกุญแจ (*.json) ไว้ในโฟลเดอร์นี้ · put the key files there ({GUIDE})",
        )
    elif not os.access(path, os.R_OK):
        yield CREDENTIALS.error(
            f"{path} ผู้ใช้นี้อ่านไม่ได้ · this user may not read it",
            "ให้ผู้ใช้นี้เป็นเจ้าของแฟ้ม (chown) · make this user its owner",
        )
    else:
        yield from _content_faults(path, _content(path))
        yield from _open_to_others(path)


def _content_faults(path: Path, held: Any) -> Iterator[Finding]:
    if isinstance(held, dict) and ("installed" in held or "web" in held):
        yield CREDENTIALS.error(
            f"{path} เป็นแฟ้มของแอป ยังไม่ใช่กุญแจ · is the file of an OAuth client, not yet a key",
            f"สั่ง tidtam login {path} --out credentials.json "
            "แล้วตั้ง TIDTAM_CREDENTIALS=credentials.json · run this, then set it",
        )
    elif _kind(held) not in KINDS:
        yield CREDENTIALS.error(
            f"{path} ไม่ใช่กุญแจของบัญชีบริการหรือแฟ้มจาก tidtam login · neither a key nor what tidtam login writes",
            f"ดาวน์โหลดกุญแจใหม่ (JSON) หรือสั่ง tidtam login · "
            f"download the key again, or run tidtam login ({GUIDE})",
        )


def _open_to_others(path: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077 and os.name == "posix":
        yield CREDENTIALS.warning(
            f"{path} ผู้ใช้อื่นของเครื่องอ่านได้ (สิทธิ์ {mode:03o}) · other users of this machine may read it",
            f"สั่ง chmod 600 {path} · run this",
        )


def _admitted(patient: Patient, account: Account) -> Finding:
    how = f"{account.name} {WORDS[account.kind]} {account.path}"
    if patient.line is None or not patient.reachable:
        return CREDENTIALS.ok(how)
    try:
        patient.line.admit(account)
    except GoogleError as error:
        often = WEEKLY if account.kind == "user" else ""
        return CREDENTIALS.error(f"{how}: ไม่ได้บัตรผ่าน · no token", f"{error}{often}", error.exit_code)
    patient.accounts.append(account)
    return CREDENTIALS.ok(how)
