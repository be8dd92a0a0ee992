"""A whole office for a test: the emulator, the service on it, and the people who type into its sheets."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import requests

from service.bootstrap import build_service
from service.config import read_settings
from service.core.cells import Cell
from service.core.issues import Issue
from service.core.register import read_register
from service.demo.answers import true_answers
from service.demo.filling import Typist
from service.demo.plan import PlannedSchool
from service.demo.schools import demo_schools
from service.demo.typed import plain
from service.emulator import Emulator
from service.pipeline import Swept, open_form_round, provision, sweep
from service.steps.context import Service
from service.store.spreadsheets import Spreadsheet
from service.store.submissions import Stored
from tests.environment import office_environment
from tests.switching import chosen

from .short_form import KEPT, write_short_form
from .shown import Book, Card

FORM, ROUND, YEAR = "quick_policy", "2566-M6", 2566
NOW = datetime(2023, 4, 5, 9, 0, tzinfo=timezone(timedelta(hours=7)))
DUE = date(2023, 4, 12)
OWNER, SCHOOL = "owner@office.example", "school@example.org"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN_SCHOOLS = [
    school for school in demo_schools() if "K" in school["grades"] and 40 <= int(school["pupils"]) <= 180
]


def truthful(school: dict[str, str]) -> PlannedSchool:
    """A school that answers everything of the short form, and rightly."""
    answers = true_answers(school)
    cells = {name: plain(name, value) for name, value in answers.items() if name in KEPT}
    return PlannedSchool(school, cells, answers, "complete")


class Person:
    """Somebody with a browser and the API: the office's owner, or a school that has the link."""

    def __init__(self, emulator: Emulator, name: str, email: str) -> None:
        self.name, self._url = name, emulator.url
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {emulator.token_for(email)}"

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        return self._session.request(method, self._url + path, timeout=60, **more)

    def json(self, method: str, path: str, **more: Any) -> Any:
        response = self.ask(method, path, **more)
        assert response.ok, response.text
        return response.json()

    def batch(self, file_id: str, *changes: dict[str, Any]) -> None:
        self.json("POST", f"/v4/spreadsheets/{file_id}:batchUpdate", json={"requests": list(changes)})

    def type(self, file_id: str, sheet_id: int, row: int, column: int, text: str) -> requests.Response:
        """Type into one cell on the page, as a person does."""
        body = {"sheetId": sheet_id, "row": row, "col": column, "text": text, "user": self.name}
        return self.ask("POST", f"/_emulator/ui/{file_id}/cell", json=body)

    def menu(self, file_id: str, sheet_id: int, action: str, **more: Any) -> requests.Response:
        """Change rows or tabs on the page."""
        body = {"action": action, "sheetId": sheet_id, "user": self.name, **more}
        return self.ask("POST", f"/_emulator/ui/{file_id}/structure", json=body)

    def book(self, file_id: str) -> Book:
        """The file as Excel."""
        path = f"/drive/v3/files/{file_id}/export"
        return Book(self.ask("GET", path, params={"mimeType": XLSX}).content)

    def cells(
        self, file_id: str, sheet_id: int, fields: str = "formattedValue"
    ) -> list[list[dict[str, Any]]]:
        """The cells of a tab as the API gives them."""
        mask = f"sheets(properties/sheetId,data/rowData/values({fields}))"
        answer = self.json("GET", f"/v4/spreadsheets/{file_id}", params={"fields": mask})
        tab = next(item for item in answer["sheets"] if item["properties"].get("sheetId", 0) == sheet_id)
        return [row.get("values", []) for row in tab["data"][0].get("rowData", [])]


class Office:
    """``code``s are schools; ``new_school`` gives one that no other test has."""

    def __init__(self, emulator: Emulator, service: Service, planned: Sequence[PlannedSchool]) -> None:
        self.emulator, self.service = emulator, service
        self.planned = {item.code: item for item in planned}
        self.owner = Person(emulator, "owner", OWNER)
        self.school = Person(emulator, "anonymous", SCHOOL)
        self._untouched = list(self.planned)

    @property
    def key(self) -> str:
        """The field that holds the school's code."""
        return self.service.form(FORM).fields[0].name

    def new_school(self) -> str:
        return self._untouched.pop()

    @property
    def example(self) -> str:
        """A school that no test changes."""
        return self._untouched[0]

    # -- what the service does

    def provision(self, layout: str = "card") -> int:
        return provision(self.service, FORM, ROUND, layout).made

    def sweep(self, now: datetime = NOW, full: bool = False) -> Swept:
        """A sweep, counted from zero at the emulator's socket."""
        self.emulator.reset_requests()
        return sweep(self.service, now, full=full)

    def calls(self) -> dict[str, int]:
        """What the last sweep asked of Google."""
        return dict(Counter(request["kind"] for request in self.emulator.requests()))

    def writes(self) -> list[str]:
        return [request["path"] for request in self.emulator.requests() if request["kind"] == "sheet_write"]

    def stored(self, code: str, round_id: str = ROUND) -> Stored:
        return self.service.store.submissions.all(FORM, round_id)[code]

    def issues(self, code: str) -> list[Issue]:
        return self.service.store.submissions.issues(FORM, ROUND).get(code, [])

    def history(self, code: str, field: str) -> list[str]:
        """Everything that was ever read in a cell, as it was shown."""
        return [cell.shown for _, cell in self.service.store.submissions.history(FORM, ROUND, code, field)]

    # -- where things are

    def file(self, code: str = "", kind: str = "respondent") -> Spreadsheet:
        found = self.service.store.spreadsheets.find(kind, YEAR, code, FORM if kind == "table" else "")
        assert found
        return found

    def tab(self, code: str, round_id: str = ROUND) -> tuple[str, int]:
        """File and tab of a school's card."""
        file = self.file(code)
        return file.file_id, next(tab.sheet_id for tab in file.tabs if tab.round_id == round_id)

    def card(self, code: str, round_id: str = ROUND) -> Card:
        """The school's card as its Excel export shows it."""
        return Card(self.owner.book(self.file(code).file_id).tab(f"#tidtam card {FORM} {round_id}"))

    def control(self) -> Book:
        return self.owner.book(self.file(kind="control").file_id)

    def standing(self, code: str) -> tuple[str, str]:
        """Word and colour of the school's status in the control spreadsheet."""
        return self.control().tab("สถานะ").row(code)[3][:2]

    def spot(self, code: str, field: str, role: str = "#value") -> tuple[str, int, int, int]:
        """File, tab, row and column of a field on the school's card."""
        file_id, sheet_id = self.tab(code)
        cells = self.owner.cells(file_id, sheet_id)
        texts = [[cell.get("formattedValue", "") for cell in row] for row in cells]
        head = next(row for row in texts if "#code" in row)
        key = head.index("#code")
        row = next(number for number, row in enumerate(texts) if row[key : key + 1] == [field])
        return file_id, sheet_id, row, head.index(role)

    # -- what people do

    def type(self, code: str, field: str, text: str, role: str = "#value") -> None:
        """The school types on the page."""
        answer = self.school.type(*self.spot(code, field, role), text)
        assert answer.ok, answer.text

    def put(self, code: str, field: str, role: str = "#value", **cell: Any) -> None:
        """The office writes parts of a cell through the API: userEnteredValue, note, userEnteredFormat."""
        file_id, sheet_id, row, column = self.spot(code, field, role)
        self.owner.batch(file_id, update(sheet_id, row, column, cell))

    def fill(self, planned: Sequence[PlannedSchool]) -> None:
        """Schools type everything that is planned for them."""
        typist = Typist(self.emulator.url, self.emulator.token_for(SCHOOL))
        first = self.file(planned[0].code)
        rows, columns = typist.places(first.file_id, first.tabs[0].sheet_id)
        files = {file.respondent: file for file in self.service.store.spreadsheets.all()}
        for item in planned:
            file = files[item.code]
            typist.fill(file.file_id, file.tabs[0].sheet_id, item, rows, columns)

    def refill(self, code: str) -> None:
        self.fill([self.planned[code]])

    def clear(self, code: str) -> None:
        """The school empties every answer it gave."""
        file_id, sheet_id, _, column = self.spot(code, self.key)
        cells = self.owner.cells(file_id, sheet_id)
        rows = {row[0].get("formattedValue", ""): number for number, row in enumerate(cells) if row}
        blank = {"userEnteredValue": {}}
        filled = self.planned[code].cells
        self.school.batch(file_id, *(update(sheet_id, rows[name], column, blank) for name in filled))


def update(sheet_id: int, row: int, column: int, cell: Mapping[str, Any]) -> dict[str, Any]:
    """An updateCells request for one cell, of the parts that are given."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [dict(cell)]}], "fields": ",".join(cell)}}


def rows_of(sheet_id: int, first: int, last: int, dimension: str = "ROWS") -> dict[str, Any]:
    """A DimensionRange; ``last`` is outside."""
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": first, "endIndex": last}


@contextmanager
def running(home: Path, planned: Sequence[PlannedSchool], forms: Path | None = None) -> Iterator[Office]:
    """An office with a register and an open round (of the short form); nothing is provisioned yet."""
    forms = forms or write_short_form(home / "forms")
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = office_environment(emulator, home, forms) | {"TIDTAM_OFFICE": "เขตพื้นที่ทดสอบ"}
        service = build_service(read_settings(environment))
        service.store.register.save(register([item.school for item in planned]))
        open_form_round(service, FORM, ROUND, due=DUE)
        yield Office(emulator, service, planned)
        service.store.close()


@contextmanager
def answered(home: Path, count: int) -> Iterator[Office]:
    """An office whose schools have all answered rightly, swept once."""
    planned = [truthful(school) for school in PLAIN_SCHOOLS[:count]]
    with running(home, planned) as office:
        office.provision()
        office.fill(planned)
        office.sweep()
        yield office


def register(schools: Sequence[Mapping[str, str]]) -> list[Any]:
    """The respondents of the demo's rows."""
    table = [[Cell(key, key) for key in schools[0]]]
    table += [[Cell(text or None, text) for text in row.values()] for row in schools]
    respondents, faults = read_register(table, YEAR)
    assert not faults
    return respondents
