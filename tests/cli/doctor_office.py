"""A real small office on the emulator for the doctor, and ways to break one thing of it."""

import json
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from service.cli.common import now
from service.cli.diagnosis import Finding, Machine, Severity, examine
from service.emulator import Emulator
from tests.pipeline.offices import PLAIN_SCHOOLS, Office, Person, running, truthful

SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ACCOUNT = "tidtam@emulator.iam.gserviceaccount.com"


@dataclass
class Clinic:
    """The office with everything in order; ``look`` examines it with a changed environment."""

    home: Path
    office: Office

    @property
    def emulator(self) -> Emulator:
        return self.office.emulator

    @property
    def environ(self) -> dict[str, str]:
        return {
            "TIDTAM_HOME": str(self.home / "office"),
            "TIDTAM_CREDENTIALS": str(self.emulator.credentials_path),
            "TIDTAM_GOOGLE_ENDPOINT": self.emulator.url,
            "TIDTAM_FOLDER": self.emulator.shared_drive_id,
            "TIDTAM_FORMS": str(self.home / "forms"),
            "TIDTAM_OFFICE": "เขตพื้นที่ทดสอบ",
            "TIDTAM_PORT": str(free_port()),
        }

    def look(
        self,
        changed: Mapping[str, str] | None = None,
        *,
        clock: Callable[[], datetime] = now,
        machine: Machine | None = None,
        quick: bool = False,
    ) -> list[Finding]:
        environ = self.environ | dict(changed or {})
        return list(examine(environ, clock, quick=quick, machine=machine))

    def ill(self, changed: Mapping[str, str] | None = None, **more: Any) -> list[Finding]:
        """What is worse than a note."""
        return [item for item in self.look(changed, **more) if item.severity >= Severity.WARNING]

    @property
    def files(self) -> list[str]:
        """The ids of the schools' spreadsheets."""
        return [file.file_id for file in self.office.service.store.spreadsheets.all() if file.respondent]

    def owner(self, method: str, path: str, **body: Any) -> Any:
        """A request of the office's owner to Drive."""
        person: Person = self.office.owner
        params = {"supportsAllDrives": "true"}
        answer = person.ask(method, f"/drive/v3{path}", params=params, json=body or None)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def make(self, name: str, kind: str, parent: str) -> str:
        return str(self.owner("POST", "/files", name=name, mimeType=kind, parents=[parent])["id"])

    @contextmanager
    def binned(self, file_id: str) -> Iterator[None]:
        self.owner("PATCH", f"/files/{file_id}", trashed=True)
        yield
        self.owner("PATCH", f"/files/{file_id}", trashed=False)

    @contextmanager
    def role(self, item: str, role: str, email: str = ACCOUNT) -> Iterator[None]:
        """The account with another role in the shared drive, "" for none."""
        drive = self.emulator.state.drives[item]
        before = list(drive["permissions"])
        drive["permissions"] = [entry for entry in before if entry.get("emailAddress") != email]
        if role:
            self.emulator.state.join_drive(item, email, role)
        yield
        drive = self.emulator.state.drives[item]
        drive["permissions"] = before

    @contextmanager
    def answering(self, path: str, code: int, body: Any, to_anybody: bool = False) -> Iterator[None]:
        """Addresses that begin so are answered with this; else only to accounts, not to who knocks."""
        app = self.emulator.app
        inner = app.wsgi_app

        def outer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            known = to_anybody or "HTTP_AUTHORIZATION" in environ
            if not (known and environ["PATH_INFO"].startswith(path)):
                return inner(environ, start)
            start(f"{code} Said", [("Content-Type", "application/json")])
            return [(body if isinstance(body, str) else json.dumps(body)).encode()]

        app.wsgi_app = outer  # type: ignore[method-assign,assignment]
        yield
        app.wsgi_app = inner  # type: ignore[method-assign]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def disabled(service: str, name: str, project: str = "440000000000") -> dict[str, Any]:
    """Google's 403 for an API that is not enabled."""
    link = f"https://console.developers.google.com/apis/api/{service}/overview?project={project}"
    message = f"{name} has not been used in project {project} before or it is disabled. Enable it by visiting {link} then retry."
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": {"service": service, "consumer": f"projects/{project}"},
    }
    reason = {"message": message, "domain": "usageLimits", "reason": "accessNotConfigured"}
    error = {
        "code": 403,
        "message": message,
        "errors": [reason],
        "status": "PERMISSION_DENIED",
        "details": [info],
    }
    return {"error": error}


@contextmanager
def clinic(home: Path) -> Iterator[Clinic]:
    with running(home, [truthful(school) for school in PLAIN_SCHOOLS[:3]]) as office:
        office.provision()
        yield Clinic(home, office)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A good office for the tests of a module; each puts back what it breaks."""
    with clinic(tmp_path_factory.mktemp("clinic")) as made:
        yield made


def said(finding: Finding) -> str:
    return f"{finding.how} → {finding.remedy}"


def only(found: list[Finding], check: str, severity: Severity, *words: str, code: int = 0) -> None:
    """Exactly one thing is wrong, and it is this."""
    assert [(item.check, item.severity) for item in found] == [(check, severity)], [i.line() for i in found]
    assert found[0].code == code and found[0].remedy
    for word in words:
        assert word in said(found[0])


@dataclass
class Place:
    """Where a broken installation lies: paths that the table can speak of."""

    tmp: Path
    clinic: Clinic

    def file(self, name: str, content: str, mode: int = 0o600) -> str:
        path = self.tmp / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        path.chmod(mode)
        return str(path)

    @property
    def key(self) -> dict[str, Any]:
        return dict(json.loads(self.clinic.emulator.credentials_path.read_text()))
