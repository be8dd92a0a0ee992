"""One school's spreadsheet among people and sweeps; what it must show in the end is known beforehand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import delete

from service.bootstrap import build_service
from service.config import read_settings
from service.core.register import Respondent
from service.emulator import Emulator
from service.emulator.faults.people import carry_out
from service.pipeline import open_form_round, provision, sweep
from service.sheets.retry import Timing
from service.steps.context import Service
from service.store import tables
from service.store.spreadsheets import Spreadsheet
from tests.environment import office_environment
from tests.pipeline.offices import OWNER, Person
from tests.switching import chosen

NOW = datetime(2023, 4, 5, 9, 0, tzinfo=timezone(timedelta(hours=7)))
CODES = ("1034000001", "1034000002", "1034000003")
Edit = dict[str, Any]
Drawn = list[list[dict[str, Any]]]
MASK = "sheets(properties(sheetId,title),data(rowData(values(formattedValue,note,userEnteredFormat/backgroundColor))))"


@dataclass
class World:
    """The file under test; ``gone`` are refused edits, which changed nothing."""

    emulator: Emulator
    service: Service
    form_id: str
    owner: Person
    pristine: Spreadsheet
    file: Spreadsheet
    now: datetime = NOW
    refused: list[Edit] = field(default_factory=list)

    @property
    def sheet_id(self) -> int:
        """The tab as the service knows it now: one that was broken beyond mending is made anew beside."""
        (file,) = self.service.store.spreadsheets.all()
        return next(tab.sheet_id for tab in file.tabs if tab.purpose != "issues")

    def begin(self) -> None:
        """A fresh copy of the file as it was made, and a store that knows nothing of its answers."""
        if self.file != self.pristine:
            self.owner.ask("DELETE", f"/drive/v3/files/{self.file.file_id}?supportsAllDrives=true")
        body = {"name": "สำเนา", "parents": [self.service.folder]}
        path = f"/drive/v3/files/{self.pristine.file_id}/copy?supportsAllDrives=true"
        file_id = self.owner.json("POST", path, json=body)["id"]
        who = {"type": "anyone", "role": "writer"}
        self.owner.json("POST", f"/drive/v3/files/{file_id}/permissions?supportsAllDrives=true", json=who)
        with self.service.store.engine.begin() as connection:
            for table in (tables.marks, tables.tabs, tables.spreadsheets):
                connection.execute(delete(table))
            for table in (tables.history, tables.submissions, tables.issues, tables.reasons):
                connection.execute(delete(table))
        self.file = replace(self.pristine, file_id=file_id, dirty=True)
        self.service.store.spreadsheets.save(self.file)
        self.now = NOW
        self.emulator.faults.clear()

    def do(self, edit: Edit) -> bool:
        """Somebody edits, with their own rights; whether it was allowed."""
        refused = carry_out(self.emulator.app, self.file.file_id, {"sheetId": self.sheet_id, **edit})
        if refused:
            self.refused.append(edit)
        return refused is None

    def hit(self, name: str) -> bool:
        """Whether a write of ours fell upon this answer and has not been put right yet."""
        (file,) = self.service.store.spreadsheets.all()
        return any(hit.endswith(f"|{name}") for hit in json.loads(file.journal or "{}").get("hit", ()))

    def sweep(self, meanwhile: Any = None) -> dict[str, int]:
        """One sweep, five minutes later; ``meanwhile`` happens between its reading and its writing."""
        self.now += timedelta(minutes=5)
        if meanwhile:
            self.emulator.faults.before("sheet_write", self.file.file_id, meanwhile)
        self.emulator.reset_requests()
        sweep(self.service, self.now)
        self.emulator.faults.clear()
        kinds = [request["kind"] for request in self.emulator.requests()]
        return {kind: kinds.count(kind) for kind in set(kinds)}

    def settle(self) -> None:
        """Sweep until nothing is left to do; it must come to rest."""
        for _ in range(8):
            if self.sweep() == {"drive_list": 1} and self.sweep() == {"drive_list": 1}:
                return
        raise AssertionError("the sweeps never come to rest")

    def drawn(self) -> Drawn:
        """The tab as the API shows it."""
        path = f"/v4/spreadsheets/{self.file.file_id}"
        answer = self.owner.json("GET", path, params={"fields": MASK})
        tab = next(one for one in answer["sheets"] if one["properties"].get("sheetId", 0) == self.sheet_id)
        return [row.get("values", []) for row in tab["data"][0].get("rowData", [])]


@contextmanager
def world(home: Path, form_id: str, round_id: str, forms: Path, layout: str) -> Iterator[World]:
    """An office with one file: of one school, or a table of three."""
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = office_environment(emulator, home, forms)
        service = build_service(read_settings(environment), timing=Timing(sleep=lambda _: sleep(0.001)))
        codes = CODES if layout == "table" else CODES[:1]
        service.store.register.save([Respondent(code, f"บ้านสมมติ {code[-1]}", "เมือง") for code in codes])
        open_form_round(service, form_id, round_id, due=date(2023, 4, 12))
        provision(service, form_id, round_id, layout)
        with service.store.engine.begin() as connection:  # the control sheet is not looked at here
            control = tables.spreadsheets.c.kind == "control"
            connection.execute(delete(tables.spreadsheets).where(control))
        (file,) = service.store.spreadsheets.all()
        yield World(emulator, service, form_id, Person(emulator, "owner", OWNER), file, file)
        service.store.close()


def text(cell: dict[str, Any]) -> str:
    return str(cell.get("formattedValue", ""))


def fill(cell: dict[str, Any]) -> str:
    """The fill as six hexadecimal digits; "" for none or white."""
    colour = cell.get("userEnteredFormat", {}).get("backgroundColor")
    if colour is None:
        return ""
    parts = [round(colour.get(channel, 0) * 255) for channel in ("red", "green", "blue")]
    found = "".join(f"{part:02X}" for part in parts)
    return "" if found == "FFFFFF" else found


def place(drawn: Drawn, wanted: str) -> tuple[int, int] | None:
    """Row and column of the first cell that shows this text."""
    for row, cells in enumerate(drawn):
        for column, cell in enumerate(cells):
            if text(cell) == wanted:
                return row, column
    return None


def at(drawn: Drawn, row: int, column: int) -> dict[str, Any]:
    return drawn[row][column] if row < len(drawn) and column < len(drawn[row]) else {}
