"""The two sides one test body runs on: the emulator (in both settings of its switches), and Google itself."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from service.bootstrap import build_limiter
from service.config import Settings, read_settings
from service.emulator import Emulator, Switches
from service.sheets.client import connect
from service.sheets.credentials import load_accounts
from service.sheets.drive import DRIVE, SHEETS, Google
from service.sheets.grids import grids_of
from service.sheets.retry import Timing

CREDENTIALS, FOLDER = "TIDTAM_TEST_GOOGLE_CREDENTIALS", "TIDTAM_TEST_GOOGLE_FOLDER"
PASSED_ON = ("TIDTAM_QUOTA", "TIDTAM_GOOGLE_ENDPOINT")  # the latter rehearses these tests on an emulator
TITLE = "tidtam: ทดสอบ ลบได้ (a test, may be deleted)"
SECOND = "second@emulator.iam.gserviceaccount.com"


@dataclass
class Side:
    """Google as the tests meet it. ``answers`` are what it said to the open questions."""

    name: str
    folder: str
    clients: Sequence[Any]
    switches: Switches | None = None
    answers: dict[str, str] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    @property
    def google(self) -> Google:
        """The service's own hands, as the first account."""
        return Google(self.clients[0])

    @property
    def second(self) -> Google | None:
        return Google(self.clients[1]) if len(self.clients) > 1 else None

    def new_file(self) -> str:
        file_id = self.google.create(TITLE, self.folder)
        self.made.append(file_id)
        return file_id

    def answer(self, method: str, url: str, account: int = 0, **options: Any) -> requests.Response:
        found: requests.Response = self.clients[account].http_client.request(method, url, **options)
        return found

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """A request to Sheets about a file, in plain words of the API."""
        return self.answer(method, f"{SHEETS}/{path}", **options).json()

    def change(self, file_id: str, *requests: dict[str, Any]) -> Any:
        return self.ask("post", f"{file_id}:batchUpdate", json={"requests": list(requests)})

    def type(self, file_id: str, place: str, *rows: Sequence[str]) -> None:
        """As typed by a person: USER_ENTERED is read as the page reads what is typed."""
        params = {"valueInputOption": "USER_ENTERED"}
        self.ask(
            "put", f"{file_id}/values/{place}", params=params, json={"values": [list(row) for row in rows]}
        )

    def cell(self, file_id: str, row: int = 0, column: int = 0) -> dict[str, Any]:
        """A cell of the first tab, read with the service's mask."""
        return dict(grids_of(self.google.read(file_id))[0].raw(row, column))

    def bin(self, file_id: str) -> None:
        params = {"supportsAllDrives": "true", "fields": "id"}
        self.answer("patch", f"{DRIVE}/files/{file_id}", params=params, json={"trashed": True})

    def tidy(self) -> None:
        """Into the bin: to delete for good, an account would have to manage the shared drive."""
        while self.made:
            self.bin(self.made.pop())


def never(seconds: float) -> None:
    """The emulator is never busy: whoever would wait has met a fault."""
    raise AssertionError(f"waited {seconds} s for the emulator")


@contextmanager
def emulator_side(home: Path, switches: Switches) -> Iterator[Side]:
    with Emulator(home, switches=switches) as emulator:
        second = emulator.add_service_account(SECOND, home / "second.json")
        emulator.state.join_drive(emulator.shared_drive_id, SECOND, "fileOrganizer")
        timing = Timing(sleep=never)
        clients = [
            connect([path], emulator.url, timing=timing) for path in (emulator.credentials_path, second)
        ]
        side = Side("emulator", emulator.shared_drive_id, clients, switches)
        yield side
        side.tidy()


@contextmanager
def google_side(home: Path) -> Iterator[Side]:
    """Google, with the credentials of the environment; every account keeps within its quota."""
    settings = google_settings(home)
    limiter = build_limiter(settings, Timing().now)
    accounts = load_accounts(settings.credentials)
    clients = [connect([item.path], settings.google_endpoint, limiter=limiter) for item in accounts]
    side = Side("google", settings.folder, clients)
    try:
        yield side
    finally:
        side.tidy()


def google_settings(home: Path) -> Settings:
    return read_settings(
        {
            "TIDTAM_HOME": str(home),
            "TIDTAM_CREDENTIALS": os.environ[CREDENTIALS],
            "TIDTAM_FOLDER": os.environ[FOLDER],
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
        }
    )


def is_given() -> bool:
    """Whether Google's side can be run."""
    return bool(os.environ.get(CREDENTIALS) and os.environ.get(FOLDER))
