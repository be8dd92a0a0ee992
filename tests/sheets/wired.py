"""Our client on an emulator of its own, in virtual time, with as many accounts as a test wants."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.emulator import Emulator, MovableClock
from service.sheets.client import connect
from service.sheets.drive import Google
from service.sheets.limiter import Limiter, Quota
from service.sheets.retry import Patience, Timing
from service.sheets.shelves import SqliteShelf
from tests.switching import chosen

LEAD = "tidtam@emulator.iam.gserviceaccount.com"
OWNER = "owner@office.example"


@dataclass
class Wired:
    emulator: Emulator
    clock: MovableClock
    google: Google
    client: Any
    keys: Sequence[Path]
    sleeps: list[float]

    @property
    def http(self) -> Any:
        return self.client.http_client

    def new_file(self, name: str = "แฟ้ม") -> str:
        return self.google.create(name, self.emulator.shared_drive_id)

    def asked(self, kind: str = "") -> int:
        """How many requests of a kind came to Google; without a kind all but those for tokens."""
        kinds = [item["kind"] for item in self.emulator.requests()]
        return kinds.count(kind) if kind else len(kinds) - kinds.count("token")

    def passed(self) -> float:
        return self.clock.monotonic()


@contextmanager
def wired(
    home: Path, accounts: int = 1, patience: Patience | None = None, **emulated: Any
) -> Iterator[Wired]:
    """The first account leads; all may edit the office's shared drive."""
    clock, sleeps = MovableClock(), []

    def sleep(seconds: float) -> None:
        sleeps.append(seconds)
        clock.sleep(seconds)

    options = {"switches": chosen(), **emulated}
    with Emulator(home / "google", clock=clock, **options) as emulator:
        emulator.faults.sleep = clock.forward
        keys = [emulator.credentials_path, *(more_keys(emulator, home, accounts - 1))]
        timing = Timing(clock.time, sleep, lambda: 0.5)
        limiter = Limiter(Quota(), timing.now, SqliteShelf(home / "quota.db"))
        client = connect(keys, emulator.url, limiter=limiter, timing=timing, patience=patience)
        yield Wired(emulator, clock, Google(client), client, keys, sleeps)


def more_keys(emulator: Emulator, home: Path, count: int) -> Iterator[Path]:
    for number in range(1, count + 1):
        mail = f"tidtam{number}@emulator.iam.gserviceaccount.com"
        emulator.state.join_drive(emulator.shared_drive_id, mail, "fileOrganizer")
        yield emulator.add_service_account(mail, home / f"key{number}.json")


def typed(text: str, row: int = 0) -> dict[str, Any]:
    """A request that types into column A: done twice, it leaves the same behind."""
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}
