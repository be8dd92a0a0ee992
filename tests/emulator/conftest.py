from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import gspread
import pytest
from emulator_clients import Person, gspread_client

from service.emulator import Emulator

OWNER, SCHOOL = "owner@office.example", "school1@school.example"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(second=5)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with Emulator(tmp_path_factory.mktemp("emulator")) as running:
        yield running


@pytest.fixture(scope="session")
def client(emulator: Emulator) -> gspread.Client:
    return gspread_client(emulator)


@pytest.fixture(scope="session")
def owner(emulator: Emulator) -> Iterator[Person]:
    with Person(emulator.url, emulator.token_for(OWNER)) as person:
        yield person


@pytest.fixture(scope="session")
def school(emulator: Emulator) -> Iterator[Person]:
    with Person(emulator.url, emulator.token_for(SCHOOL)) as person:
        yield person


@pytest.fixture
def sheet_id(emulator: Emulator, owner: Person) -> str:
    """A new spreadsheet in the shared drive of the office."""
    return owner.new_sheet(emulator.shared_drive_id)


@pytest.fixture
def shared_id(owner: Person, sheet_id: str) -> str:
    """The same, which the school may edit."""
    body = {"type": "user", "role": "writer", "emailAddress": SCHOOL}
    owner.drive("POST", f"/files/{sheet_id}/permissions", json=body).raise_for_status()
    return sheet_id


@pytest.fixture
def book(client: gspread.Client, sheet_id: str) -> gspread.Spreadsheet:
    return client.open_by_key(sheet_id)


@pytest.fixture
def clock() -> Clock:
    return Clock()
