"""An office without a shared drive: somebody signs in, and the sheets are made in that person's own Drive."""

import json
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from service.bootstrap import build_service
from service.cli import main
from service.cli.common import now
from service.cli.diagnosis import Finding, Severity, examine
from service.config import read_settings
from service.emulator import Emulator
from service.errors import GoogleAccessError
from service.pipeline import open_form_round, provision
from service.sheets.credentials import SCOPES
from service.steps.context import Service
from tests.pipeline.offices import DUE, FORM, PLAIN_SCHOOLS, ROUND, Person, register
from tests.pipeline.short_form import write_short_form

from .doctor_office import FOLDER, free_port

DIRECTOR = "director@office.example"


@dataclass
class Small:
    """An office of two schools whose director has signed in."""

    emulator: Emulator
    environ: dict[str, str]
    director: Person

    def worse(self) -> list[Finding]:
        return [item for item in examine(self.environ, now) if item.severity >= Severity.WARNING]

    def service(self) -> Service:
        return build_service(read_settings(self.environ))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Small]:
    with Emulator(tmp_path / "google") as emulator:
        director = Person(emulator, "owner", DIRECTOR)
        folder = director.json("POST", "/drive/v3/files", json={"name": "ติดตาม", "mimeType": FOLDER})["id"]
        environ = {
            "TIDTAM_HOME": str(tmp_path / "office"),
            "TIDTAM_CREDENTIALS": str(tmp_path / "credentials.json"),
            "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
            "TIDTAM_FOLDER": folder,
            "TIDTAM_FORMS": str(write_short_form(tmp_path / "forms")),
            "TIDTAM_OFFICE": "เขตพื้นที่ทดสอบ",
            "TIDTAM_PORT": str(free_port()),
        }
        monkeypatch.setattr(webbrowser, "open", consent)
        client = emulator.add_oauth_client(tmp_path / "client_secret.json")
        done = CliRunner().invoke(main, ["login", str(client)], env=environ)
        assert done.exit_code == 0, done.output
        yield Small(emulator, environ, director)


def consent(address: str) -> bool:
    return requests.post(
        address, data={"email": DIRECTOR, "decision": "allow", "scope": list(SCOPES)}, timeout=5
    ).ok


def provisioned(small: Small) -> Any:
    service = small.service()
    service.store.register.save(register(PLAIN_SCHOOLS[:2]))
    open_form_round(service, FORM, ROUND, due=DUE)
    provision(service, FORM, ROUND, "card")
    files = service.store.spreadsheets.all()
    service.store.close()
    return files


def test_the_doctor_finds_a_signed_in_office_good(small: Small) -> None:
    assert [item.line() for item in small.worse()] == []
    lines = [item.line() for item in examine(small.environ, now)]
    assert any(DIRECTOR in line and "OAuth user" in line for line in lines)
    assert any("My Drive" in line and "may make files" in line for line in lines)


def test_sheets_are_made_in_the_persons_own_drive(small: Small) -> None:
    files = provisioned(small)
    assert len(files) == 3
    for file in files:
        shown = small.director.json(
            "GET", f"/drive/v3/files/{file.file_id}", params={"fields": "owners,parents"}
        )
        assert shown["owners"][0]["emailAddress"] == DIRECTOR
        assert shown["parents"] == [small.environ["TIDTAM_FOLDER"]]
    assert small.worse() == []


def test_access_taken_back_asks_to_sign_in_again(small: Small) -> None:
    held = json.loads(Path(small.environ["TIDTAM_CREDENTIALS"]).read_text())
    requests.post(f"{small.emulator.url}/revoke", data={"token": held["refresh_token"]}, timeout=5)
    (finding,) = small.worse()
    assert (finding.check, finding.code) == ("credentials", 21) and "tidtam login" in finding.remedy
    with pytest.raises(GoogleAccessError, match="tidtam login"):
        provisioned(small)


def test_a_nearly_full_drive_is_a_warning(small: Small) -> None:
    full = {"storageQuota": {"limit": str(15 * 2**30), "usage": str(int(14.5 * 2**30))}}
    inner = small.emulator.app.wsgi_app

    def outer(environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] != "/drive/v3/about" or "storageQuota" not in environ["QUERY_STRING"]:
            return inner(environ, start)
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(full).encode()]

    small.emulator.app.wsgi_app = outer  # type: ignore[method-assign]
    (finding,) = small.worse()
    assert (finding.check, finding.severity) == ("room", Severity.WARNING)
    assert "14.5 GB" in finding.how and DIRECTOR in finding.remedy
