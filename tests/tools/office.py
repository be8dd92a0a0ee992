"""An office on the emulator with every form side by side, whose respondents type what is planned for them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from service.bootstrap import build_service
from service.config import read_settings
from service.core.rounds import Round, previous_round
from service.core.schema import Form
from service.demo.case import Answers, code_of
from service.demo.dealing import Line, Sheet
from service.demo.desk import Paper, standing
from service.demo.filling import Typist
from service.emulator import Emulator
from service.pipeline import open_form_round, provision, sweep
from service.steps.context import Service
from service.store.spreadsheets import Spreadsheet, Tab
from tests.environment import office_environment
from tests.pipeline.offices import OWNER, SCHOOL, Person
from tests.switching import chosen

from .kits import Kit
from .people import everybody

ZONE = timezone(timedelta(hours=7))
AD_HOC = {"AD": (date(2023, 2, 1), date(2023, 2, 20)), "AD2": (date(2023, 8, 1), date(2023, 8, 20))}
Key = tuple[str, str, str]
"""Form, round and respondent."""


@dataclass(frozen=True)
class Moment:
    """When the respondents of a round answer: everybody, and those who are late."""

    now: datetime
    due: date
    extended: date
    late: datetime


MOMENTS = (
    Moment(
        datetime(2023, 4, 5, 9, 0, tzinfo=ZONE), date(2023, 4, 12), date(2023, 4, 20), datetime(2023, 4, 17, 9, 0, tzinfo=ZONE)
    ),
    Moment(
        datetime(2023, 10, 5, 9, 0, tzinfo=ZONE), date(2023, 10, 12), date(2023, 10, 20), datetime(2023, 10, 17, 9, 0, tzinfo=ZONE)
    ),
    Moment(
        datetime(2025, 10, 6, 9, 0, tzinfo=ZONE), date(2025, 10, 13), date(2025, 10, 21), datetime(2025, 10, 17, 9, 0, tzinfo=ZONE)
    ),
)  # fmt: skip


@dataclass
class Office:
    """``layout`` is that of the forms that let one choose; ``standing`` what was typed, and in which rows."""

    emulator: Emulator
    service: Service
    layout: str
    owner: Person
    typist: Typist
    people: Mapping[str, Mapping[str, str]]
    standing: dict[Key, tuple[Sequence[Line], Sequence[int]]] = field(default_factory=dict)
    _told: dict[Key, Sequence[Answers]] = field(default_factory=dict)

    def layout_of(self, form: Form) -> str:
        return "list" if form.is_list else self.layout

    def open(self, form_id: str, round_id: str, moment: Moment) -> Round:
        """Open a round and make its sheets."""
        form = self.service.form(form_id)
        days = AD_HOC.get(round_id.partition("-")[2])
        open_form_round(self.service, form_id, round_id, due=moment.due, days=days)
        provision(self.service, form_id, round_id, self.layout_of(form))
        return self.service.round(form_id, round_id)

    def asked(self, form_id: str, round_id: str) -> list[Mapping[str, str]]:
        """Who is asked in the round, as rows of the demo's register."""
        opened = self.service.round(form_id, round_id)
        return [self.people[item.code] for item in self.service.respondents(opened)]

    # -- what respondents do

    def type(self, sheets: Iterable[tuple[str, str, Sheet]]) -> None:
        """Everything that stands on these sheets (form, round, sheet), in one request a file."""
        places = self._places()
        papers: dict[str, list[tuple[Key, Paper]]] = {}
        for form_id, round_id, sheet in sheets:
            key = form_id, round_id, sheet.code
            file, tab = places.get(key) or places[form_id, round_id, ""]
            before, rows = self.standing.get(key, ((), ()))
            form = self.service.form(form_id)
            kept = self._kept(form, key, sheet)
            paper = Paper(
                tab.sheet_id, tab.purpose, sheet.code, sheet.lines, before, rows, form.row_key, kept
            )
            self._told[key] = sheet.truth
            if sheet.lines != before:
                papers.setdefault(file.file_id, []).append((key, paper))
        for file_id, found in papers.items():
            typed = self.typist.type_into(file_id, [paper for _, paper in found])
            for (key, paper), rows in zip(found, typed, strict=True):
                self.standing[key] = paper.lines, rows[: len(paper.lines)] if paper.layout == "list" else ()

    def _kept(self, form: Form, key: Key, sheet: Sheet) -> list[frozenset[str]]:
        """Line by line what is not typed again: answers of the round before, and what others have said."""
        offered = {*(form.rows_from.fields if form.rows_from else ())}
        former = self._told.get((form.id, previous_round(form, key[1]), key[2]), ())
        kept = []
        for number, line in enumerate(sheet.lines[: len(sheet.truth)]):
            truth = sheet.truth[number]
            names = [truth.get(name) for name in form.row_key]
            before = next((row for row in former if [row.get(name) for name in form.row_key] == names), {})
            same = {name for name in form.carry if name in before and truth.get(name) == before[name]}
            erring = (mistake.touched for mistake, row in sheet.dealt if row == number)
            kept.append(frozenset((same | offered) & line.cells.keys()).difference(*erring))
        return kept

    def pick_reasons(self, sheets: Mapping[Key, Sheet]) -> None:
        """In a table reasons are picked on its issues tab, beside the questions that the sweep has asked."""
        wanted: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
        for (form_id, round_id, code), sheet in sheets.items():
            for line in sheet.lines:
                reasons = {
                    (code, item.name): line.reasons.get(item.name, "")
                    for item in self.service.form(form_id).fields
                }
                wanted.setdefault((form_id, round_id), {}).update(reasons)
        for file in self.service.store.spreadsheets.all():
            for tab in file.tabs:
                if tab.purpose == "issues" and (tab.form_id, tab.round_id) in wanted:
                    self.typist.pick_reasons(file.file_id, tab.sheet_id, wanted[tab.form_id, tab.round_id])

    def begun(self, rounds: Mapping[str, str]) -> dict[Key, list[dict[str, str]]]:
        """What stands in new tabs of the forms that bring something along."""
        forms = {
            form_id for form_id in rounds if (form := self.service.form(form_id)).carry or form.rows_from
        }
        found = {}
        for (form_id, round_id, code), (file, tab) in self._places().items():
            if form_id in forms and rounds[form_id] == round_id and tab.purpose != "table":
                texts = self.typist.texts(file.file_id)[tab.sheet_id]
                found[form_id, round_id, code] = standing(tab.purpose, code, texts)
        return found

    def _places(self) -> dict[Key, tuple[Spreadsheet, Tab]]:
        """File and tab of each form and round, by respondent ("" in a shared table)."""
        return {
            (tab.form_id, tab.round_id, file.respondent): (file, tab)
            for file in self.service.store.spreadsheets.all()
            for tab in file.tabs
            if tab.purpose in ("card", "table", "list")
        }

    def file_of(self, form_id: str, round_id: str, code: str) -> str:
        places = self._places()
        return (places.get((form_id, round_id, code)) or places[form_id, round_id, ""])[0].file_id

    # -- what the service does

    def sweep(self, now: datetime) -> Counter[str]:
        """One pass; what it asked of Google, by kind."""
        self.emulator.reset_requests()
        sweep(self.service, now)
        return Counter(request["kind"] for request in self.emulator.requests())

    def asked_of_google(self) -> Counter[tuple[str, str]]:
        """What the last sweep asked, by kind and file."""
        return Counter(
            (request["kind"], request["path"].split("/")[3].partition(":")[0])
            for request in self.emulator.requests()
            if request["kind"] in ("sheet_read", "sheet_write")
        )

    def settle(self, now: datetime) -> Counter[str]:
        """Sweep until nothing is left to do; what the last sweep asked of Google."""
        for _ in range(6):
            asked = self.sweep(now)
            if asked == {"drive_list": 1}:
                return asked
        raise AssertionError("the sheets do not settle")


@contextmanager
def running(home: Path, layout: str, kit: Kit) -> Iterator[Office]:
    """An office with the people and the forms of a kit; no round is open yet."""
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = office_environment(emulator, home, kit.folder) | {"TIDTAM_OFFICE": "เขตพื้นที่ทดสอบ"}
        service = build_service(read_settings(environment))
        people = kit.people()
        service.store.register.save(everybody(people))
        yield Office(
            emulator,
            service,
            layout,
            Person(emulator, "owner", OWNER),
            Typist(emulator.url, emulator.token_for(SCHOOL)),
            {code_of(person): person for person in people},
        )
        service.store.close()
