"""An office whose three schools fill in the forms of this folder, on the emulator."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from service.bootstrap import build_service
from service.config import read_settings
from service.emulator import Emulator
from service.emulator.faults.people import carry_out
from service.pipeline import open_form_round, provision, sweep
from service.steps.context import Service
from service.store.spreadsheets import Spreadsheet, Tab
from tests.environment import office_environment
from tests.interleaving.world import MASK, at, fill, place, text
from tests.pipeline.offices import NOW, OWNER, Person
from tests.switching import chosen

from .school import FORMS, ROUND, SCHOOLS

FORM = "everything"
MARKS = {"F4C7C3": "red", "FCE8B2": "yellow"}
FIRST_ROW = 7
"""Of a list, from 0: below the head, as the tab is made."""


class Office:
    """What people do and see; ``layout`` is that of the form of everything."""

    def __init__(self, emulator: Emulator, service: Service, layout: str) -> None:
        self.emulator, self.service, self.layout = emulator, service, layout
        self.owner = Person(emulator, "owner", OWNER)

    def open(self, form_id: str, round_id: str = ROUND, layout: str = "") -> None:
        open_form_round(self.service, form_id, round_id, due=date(2023, 8, 1))
        provision(self.service, form_id, round_id, layout)

    def sweep(self, full: bool = False) -> dict[str, int]:
        """One pass; what it asked of Google."""
        self.emulator.reset_requests()
        sweep(self.service, NOW, full=full)
        return dict(Counter(request["kind"] for request in self.emulator.requests()))

    def settle(self) -> None:
        """Sweep until nothing is left to do."""
        for _ in range(5):
            if self.sweep() == {"drive_list": 1}:
                return
        raise AssertionError("the sheets do not settle")

    # -- where things are

    def tab(self, code: str, form_id: str, round_id: str = ROUND) -> tuple[Spreadsheet, Tab]:
        for file in self.service.store.spreadsheets.all():
            for tab in file.tabs:
                mine = file.respondent == code or file.kind == "table"
                if mine and (tab.form_id, tab.round_id) == (form_id, round_id) and tab.purpose != "issues":
                    return file, tab
        raise AssertionError(f"{code} has no tab of {form_id} {round_id}")

    def drawn(self, code: str, form_id: str, round_id: str = ROUND, mask: str = MASK) -> Any:
        file, tab = self.tab(code, form_id, round_id)
        answer = self.owner.json("GET", f"/v4/spreadsheets/{file.file_id}", params={"fields": mask})
        found = next(s for s in answer["sheets"] if s["properties"].get("sheetId", 0) == tab.sheet_id)
        return [row.get("values", []) for row in found["data"][0].get("rowData", [])]

    def _row(self, code: str, round_id: str = ROUND) -> int:
        """The row of a school in the table: its code may stand in other cells too."""
        return next(
            n for n, row in enumerate(self.drawn(code, FORM, round_id)) if row and text(row[0]) == code
        )

    # -- what schools do

    def type(self, code: str, form_id: str, round_id: str = ROUND, row: int = 0, **typed: object) -> None:
        """Type answers: into the card, the school's row of a table, or a ``row`` of a list (from 0)."""
        file, tab = self.tab(code, form_id, round_id)
        for name, value in typed.items():
            where: dict[str, Any] = {"row": {"code": name}, "column": {"code": "#value"}}
            if tab.purpose == "table":
                where = {"row": self._row(code, round_id), "column": {"code": name}}
            if tab.purpose == "list":
                where = {"row": FIRST_ROW + row, "column": {"code": name}}
            self._do(file, tab, {"do": "type", "text": "" if value is None else str(value), **where})

    def explain(self, code: str, name: str, reason: str, round_id: str = ROUND) -> None:
        """Pick a reason on the card."""
        file, tab = self.tab(code, FORM, round_id)
        self._do(
            file, tab, {"do": "type", "row": {"code": name}, "column": {"code": "#reason"}, "text": reason}
        )

    def _do(self, file: Spreadsheet, tab: Tab, edit: Mapping[str, Any]) -> None:
        refused = carry_out(
            self.emulator.app, file.file_id, {"user": "owner", "sheetId": tab.sheet_id, **edit}
        )
        assert refused is None, refused

    # -- what is said

    def issues(self, code: str, form_id: str = FORM, round_id: str = ROUND) -> list[tuple[str, str]]:
        """Field and code of what is still to be done; in a list without the row's key."""
        found = self.service.store.submissions.issues(form_id, round_id).get(code, [])
        return [(issue.field.rpartition("/")[2], issue.code) for issue in found if issue.open]

    def marked(self, code: str, form_id: str = FORM, round_id: str = ROUND) -> dict[str, str]:
        """The fields of a card, or of the school's row of a table, whose cells bear a colour of ours."""
        drawn = self.drawn(code, form_id, round_id)
        if self.layout == "card":
            corner = place(drawn, "#value")
            assert corner
            cells = {
                text(at(drawn, row, 0)): at(drawn, row, corner[1]) for row in range(corner[0] + 1, len(drawn))
            }
        else:
            head, row = place(drawn, "pupils"), self._row(code, round_id)
            assert head
            cells = {text(cell): at(drawn, row, column) for column, cell in enumerate(drawn[head[0]])}
        return {
            name: MARKS[fill(cell)] for name, cell in cells.items() if fill(cell) in MARKS and name[:1] != "#"
        }


@contextmanager
def office(home: Path, layout: str) -> Iterator[Office]:
    """The office with everything provisioned for one round; nobody has typed yet."""
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = office_environment(emulator, home, FORMS)
        service = build_service(read_settings(environment))
        service.store.register.save(SCHOOLS)
        made = Office(emulator, service, layout)
        made.open(FORM, layout=layout)
        yield made
        service.store.close()
