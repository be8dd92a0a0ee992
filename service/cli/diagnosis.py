"""Is this installation ready? One finding a line, each with its remedy."""

from collections.abc import Callable
from dataclasses import dataclass

from service.config import Settings
from service.errors import ServiceError


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``words`` say how it is, and what to do when it is not good."""

    what: str
    good: bool
    words: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything the service needs; nothing is changed."""
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("แบบเก็บข้อมูล (forms)", _forms),
        ("แม่แบบรายงาน (templates)", _templates),
        ("ฐานข้อมูล (database)", _database),
        ("กุญแจ Google (credentials)", _credentials),
        ("โฟลเดอร์ในไดรฟ์ (Drive folder)", _folder),
        ("ที่อยู่สาธารณะ (public address)", _address),
    )
    findings = []
    for what, look in checks:
        try:
            findings.append(Finding(what, True, look(settings)))
        except ServiceError as error:
            findings.append(Finding(what, False, str(error)))
    return findings


def _forms(settings: Settings) -> str:
    from service.definitions import load_forms

    return ", ".join(sorted(load_forms(settings.forms)))


def _templates(settings: Settings) -> str:
    from service.definitions import load_forms
    from service.errors import TemplateError
    from service.reports.lint import lint

    names = [form.report.template for form in load_forms(settings.forms).values() if form.report]
    faults = [fault for name in names for fault in lint(settings.templates / name)]
    if faults:
        raise TemplateError("\n".join(faults))
    return ", ".join(names)


def _database(settings: Settings) -> str:
    from service.bootstrap import build_store

    store = build_store(settings)
    return f"โรงเรียนในทะเบียน {len(store.register.all())} แห่ง ({settings.database_url.partition('://')[0]})"


def _credentials(settings: Settings) -> str:
    from service.sheets.client import connect

    connect(settings.credentials, settings.google_endpoint)
    return str(settings.credentials)


def _folder(settings: Settings) -> str:
    from service.bootstrap import build_google, folder_of

    return build_google(settings).about_folder(folder_of(settings))


def _address(settings: Settings) -> str:
    local = " (ลิงก์ในชีตจะเปิดได้เฉพาะเครื่องนี้ · set TIDTAM_PUBLIC_URL for other computers)"
    return settings.public_url + (local if "127.0.0.1" in settings.public_url else "")
