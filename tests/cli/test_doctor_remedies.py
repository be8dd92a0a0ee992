"""One thing of a good office is set wrong: exactly that is found, as grave as it is, with a remedy that names it."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from service.cli.common import now
from service.cli.diagnosis import Machine, Severity, content, environment
from service.cli.diagnosis.patient import installed_version
from service.config import ROOT
from service.emulator.keys import new_key
from service.steps.reading import FULL_SWEEP

from .doctor_office import Clinic, Place, only

pytestmark = pytest.mark.long

WARNING, ERROR = Severity.WARNING, Severity.ERROR


Broken = Callable[[Place], Mapping[str, str]]
TABLE: dict[str, tuple[Broken, str, Severity, int, tuple[str, ...]]] = {
    "a wrong value": (
        lambda at: {"TIDTAM_SWEEP_MINUTES": "soon"}, "settings", ERROR, 10, ("TIDTAM_SWEEP_MINUTES", "'soon'"),
    ),
    "a name nobody knows": (
        lambda at: {"TIDTAM_FODLER": "x"}, "settings", WARNING, 0, ("TIDTAM_FODLER", "TIDTAM_FOLDER"),
    ),
    "a name like no other": (
        lambda at: {"TIDTAM_ZZZZZZ": "x"}, "settings", WARNING, 0, ("TIDTAM_ZZZZZZ", "ลบออก"),
    ),
    "a home that is a file": (
        lambda at: {"TIDTAM_HOME": at.file("home", "") + "/deep"}, "home", ERROR, 10, ("TIDTAM_HOME", "/home"),
    ),
    "a damaged database": (
        lambda at: {"TIDTAM_DATABASE_URL": "sqlite:///" + at.file("bad.db", "not a database at all" * 99)},
        "database", ERROR, 10, ("bad.db", "สำรอง"),
    ),
    "an address no database has": (
        lambda at: {"TIDTAM_DATABASE_URL": "tidtam.db"}, "database", ERROR, 10, ("TIDTAM_DATABASE_URL", "sqlite:"),
    ),
    "a database server that is away": (
        lambda at: {"TIDTAM_DATABASE_URL": "postgresql://me@127.0.0.1:1/tidtam"},
        "database", ERROR, 10, ("127.0.0.1:1", "TIDTAM_DATABASE_URL"),
    ),
    "a queue that is away": (
        lambda at: {"TIDTAM_QUEUE_URL": "redis://127.0.0.1:1/0"}, "queue", ERROR, 10, ("127.0.0.1:1/0", "TIDTAM_QUEUE_URL"),
    ),
    "a queue of no known kind": (
        lambda at: {"TIDTAM_QUEUE_URL": "amqp://x"}, "queue", ERROR, 10, ("TIDTAM_QUEUE_URL", "amqp"),
    ),
    "Google out of reach": (
        lambda at: {"TIDTAM_GOOGLE_ENDPOINT": "http://127.0.0.1:1"}, "network", ERROR, 23, ("เครือข่าย",),
    ),
    "no key": (
        lambda at: {"TIDTAM_CREDENTIALS": str(at.tmp / "absent.json")},
        "credentials", ERROR, 10, ("absent.json", "TIDTAM_CREDENTIALS", "tidtam login", "docs/google-setup"),
    ),
    "no key named": (
        lambda at: {"TIDTAM_CREDENTIALS": ","}, "credentials", ERROR, 10, ("TIDTAM_CREDENTIALS",),
    ),
    "a folder without keys": (
        lambda at: {"TIDTAM_CREDENTIALS": str(at.tmp)}, "credentials", ERROR, 10, ("*.json",),
    ),
    "a key that is no JSON": (
        lambda at: {"TIDTAM_CREDENTIALS": at.file("k.json", "{")}, "credentials", ERROR, 10, ("k.json", "ดาวน์โหลด"),
    ),
    "a client's file for a key": (
        lambda at: {"TIDTAM_CREDENTIALS": at.file("c.json", '{"installed": {}}')},
        "credentials", ERROR, 10, ("tidtam login", "c.json"),
    ),
    "a broken private key": (
        lambda at: {"TIDTAM_CREDENTIALS": at.file("k.json", json.dumps(at.key | {"private_key": "x"}))},
        "credentials", ERROR, 10, ("k.json",),
    ),
    "a key others may read": (
        lambda at: {"TIDTAM_CREDENTIALS": at.file("k.json", json.dumps(at.key), 0o644)},
        "credentials", WARNING, 0, ("644", "chmod 600", "k.json"),
    ),
    "a key that was deleted": (
        lambda at: {"TIDTAM_CREDENTIALS": at.file("k.json", json.dumps(at.key | deleted_key(at)))},
        "credentials", ERROR, 21, ("k.json", "the key was deleted"),
    ),
    "an account that was deleted": (
        lambda at: {"TIDTAM_CREDENTIALS": at.file("k.json", json.dumps(at.key | {"client_email": "gone@x.example"}))},
        "credentials", ERROR, 21, ("gone@x.example", "the account was deleted"),
    ),
    "a user's access that ended": (
        lambda at: {"TIDTAM_CREDENTIALS": at.file("u.json", json.dumps(ended_user(at)))},
        "credentials", ERROR, 21, ("tidtam login", "7 วัน", "In production"),
    ),
    "no folder": (
        lambda at: {"TIDTAM_FOLDER": ""}, "folder", ERROR, 10, ("TIDTAM_FOLDER",),
    ),
    "a folder that is a file": (
        lambda at: {"TIDTAM_FOLDER": at.clinic.files[0]}, "folder", ERROR, 10, ("TIDTAM_FOLDER",),
    ),
    "forms nowhere": (
        lambda at: {"TIDTAM_FORMS": str(at.tmp)}, "forms", ERROR, 14, ("TIDTAM_FORMS", "*.yaml"),
    ),
    "a template that is not there": (
        lambda at: real_forms() | {"TIDTAM_TEMPLATES": str(at.tmp)},
        "templates", ERROR, 13, ("quick_policy.docx", "TIDTAM_TEMPLATES"),
    ),
    "a damaged template": (
        lambda at: real_forms() | {"TIDTAM_TEMPLATES": str(Path(at.file("quick_policy.docx", "PK")).parent)},
        "templates", ERROR, 13, ("quick_policy.docx", "Word"),
    ),
    "a host for all, links for this machine": (
        lambda at: {"TIDTAM_HOST": "192.0.2.7", "TIDTAM_PUBLIC_URL": "http://localhost:1"},
        "public_address", WARNING, 0, ("192.0.2.7", "http://localhost:1", "TIDTAM_PUBLIC_URL"),
    ),
    "an address of nobody": (
        lambda at: {"TIDTAM_HOST": "0.0.0.0"}, "public_address", ERROR, 10, ("http://0.0.0.0", "TIDTAM_PUBLIC_URL"),
    ),
    "a public address without https": (
        lambda at: {"TIDTAM_PUBLIC_URL": "http://tidtam.invalid"},
        "public_address", WARNING, 0, ("TIDTAM_PUBLIC_URL=https://tidtam.invalid",),
    ),
    "somebody else at our address": (
        lambda at: {"TIDTAM_PUBLIC_URL": at.clinic.emulator.url}, "pages", WARNING, 0, ("404", "TIDTAM_PUBLIC_URL"),
    ),
}  # fmt: skip


def real_forms() -> dict[str, str]:
    """The office's own forms: they have reports."""
    return {"TIDTAM_FORMS": str(ROOT / "sheet_schemas")}


def deleted_key(at: Place) -> dict[str, str]:
    return {"private_key": str(new_key(at.key["client_email"])[0]["private_key"])}


def ended_user(at: Place) -> dict[str, str]:
    client = json.loads(at.clinic.emulator.add_oauth_client(at.tmp / "client.json").read_text())["installed"]
    held = {name: client[name] for name in ("client_id", "client_secret")}
    return held | {"type": "authorized_user", "refresh_token": "1//ended", "account": "clerk@office.example"}


@pytest.mark.parametrize("name", TABLE)
def test_a_wrong_setting_is_found_alone_with_its_remedy(healthy: Clinic, tmp_path: Path, name: str) -> None:
    broken, check, severity, code, words = TABLE[name]
    only(healthy.ill(broken(Place(tmp_path, healthy))), check, severity, *words, code=code)


def test_every_wrong_setting_has_a_line(healthy: Clinic) -> None:
    found = healthy.ill({"TIDTAM_PORT": "x", "TIDTAM_SHARING": "all"})
    assert [item.check for item in found] == ["settings", "settings"]
    assert "TIDTAM_PORT" in found[0].remedy and "TIDTAM_SHARING" in found[1].remedy


def test_settings_that_cannot_be_read_at_all_end_the_examination(healthy: Clinic) -> None:
    assert [item.check for item in healthy.look({"TIDTAM_HOST": "["})] == ["settings"]


def test_every_setting_there_is_is_known(healthy: Clinic) -> None:
    names = re.findall(r'"(TIDTAM_[A-Z_]+)"', (ROOT / "service" / "config.py").read_text("utf-8"))
    _, findings = environment.read(dict.fromkeys(names, ""))
    assert len(names) > 12 and not [item for item in findings if item.severity is WARNING]


def test_every_fault_of_a_form_has_a_line(healthy: Clinic, tmp_path: Path) -> None:
    text = next((healthy.home / "forms").glob("*.yaml")).read_text("utf-8")
    (tmp_path / "bad.yaml").write_text(text.replace("spec: 1", "spec: 1\nsurprise: 1\nanother: 2"), "utf-8")
    found = healthy.ill({"TIDTAM_FORMS": str(tmp_path)})
    assert {(item.check, item.severity) for item in found} == {("forms", WARNING)} and len(found) >= 2
    assert all("bad.yaml:" in item.how and "tidtam schemas check" in item.remedy for item in found)


def test_a_missing_font_of_the_charts_is_found(healthy: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "CHART_FONTS", ("Sarabun-Nowhere.ttf",))
    only(healthy.ill(), "fonts", ERROR, "Sarabun-Nowhere.ttf", "fontpkg-sarabun", code=13)


def test_fonts_of_templates_are_told_without_alarm(healthy: Clinic) -> None:
    (fonts,) = [item for item in healthy.look(real_forms()) if item.check == "fonts"]
    assert fonts.severity <= Severity.NOTE and "TH Sarabun" in fonts.how


# -- the machine


@pytest.mark.parametrize(
    ("machine", "check", "severity", "code", "words"),
    [
        (Machine(python=(3, 10)), "python", ERROR, 10, ("3.10", "3.11")),
        (
            Machine(version_of=lambda name: None if name == "gspread" else installed_version(name)),
            "packages", ERROR, 10, ("gspread", "make install"),
        ),
        (Machine(writable=lambda _: False), "home", ERROR, 10, ("TIDTAM_HOME",)),
        (Machine(free=lambda _: 2**30), "home", WARNING, 0, ("1.0 GB", "TIDTAM_HOME")),
        (Machine(free=lambda _: 2**20), "home", ERROR, 10, ("0.0 GB", "TIDTAM_HOME")),
    ],
)  # fmt: skip
def test_a_poor_machine_is_found(
    healthy: Clinic, machine: Machine, check: str, severity: Severity, code: int, words: tuple[str, ...]
) -> None:
    only(healthy.ill(machine=machine), check, severity, *words, code=code)


@pytest.mark.parametrize(
    ("seconds", "severity", "code", "words"),
    [
        (90, WARNING, 0, "fast"),
        (-90, WARNING, 0, "slow"),
        (600, ERROR, 21, "10 นาที"),
        (-600, ERROR, 21, "slow"),
    ],
)
def test_a_wrong_clock_is_found(
    healthy: Clinic, seconds: int, severity: Severity, code: int, words: str
) -> None:
    found = healthy.ill(clock=lambda: now() + timedelta(seconds=seconds))
    only(found, "clock", severity, words, "timedatectl", code=code)


def test_a_few_seconds_are_no_wrong_clock(healthy: Clinic) -> None:
    assert healthy.ill(clock=lambda: now() + timedelta(seconds=50)) == []


def test_a_worker_that_has_fallen_silent_is_found(healthy: Clinic) -> None:
    settings = healthy.office.service.store.settings
    for days, severity in ((1, Severity.OK), (3, Severity.WARNING)):
        settings.set(FULL_SWEEP, (now() - timedelta(days=days)).isoformat())
        (found,) = [item for item in healthy.look(quick=True) if item.check == "worker"]
        assert found.severity is severity
    settings.take(FULL_SWEEP)
    assert "tidtam worker" in found.remedy


# -- the pages


@pytest.mark.parametrize(
    ("code", "severity", "exit_code"), [(200, Severity.OK, 0), (503, Severity.ERROR, 10), (404, WARNING, 0)]
)
def test_the_pages_are_known_by_their_sign_of_life(
    healthy: Clinic, code: int, severity: Severity, exit_code: int
) -> None:
    body = {"status": "x", "database": "x"}
    with healthy.answering("/healthz", code, body, to_anybody=True):
        found = healthy.look({"TIDTAM_PUBLIC_URL": healthy.emulator.url})
    (pages,) = [item for item in found if item.check == "pages"]
    assert (pages.severity, pages.code) == (severity, exit_code)
