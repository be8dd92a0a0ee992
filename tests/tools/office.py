"""An office on the emulator with every form side by side, whose respondents type what is planned for them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from service.bootstrap import build_service
from service.config import ROOT, read_settings
from service.core.cells import Cell
from service.core.rounds import Round, form_rounds, previous_round, split_round
from service.core.schema import Form
from service.demo.case import code_of
from service.demo.dealing import Line, Sheet
from service.demo.desk import Paper
from service.demo.filling import Typist
from service.demo.schools import demo_schools
from service.emulator import Emulator
from service.pipeline import open_form_round, provision, sweep
from service.steps.context import Service
from service.store.spreadsheets import Spreadsheet, Tab
from tests.pipeline.offices import OWNER, SCHOOL, Person, register
from tests.switching import chosen

FORMS = ROOT / "sheet_schemas"
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
)  # fmt: skip


def some_schools() -> list[dict[str, str]]:
    """Nine schools: some with the tag, without kindergarten, with M.3, and plain ones last."""
    fitting = [school for school in demo_schools() if 40 <= int(school["pupils"]) <= 180]
    sorts: dict[tuple[bool, ...], list[dict[str, str]]] = {}
    for school in fitting:
        sort = bool(school["tags"]), "K" in school["grades"], "M3" in school["grades"]
        sorts.setdefault(sort, []).append(school)
    wanted = (
        ((True, True, False), 2),
        ((False, False, False), 1),
        ((False, True, True), 1),
        ((False, True, False), 5),
    )
    return [school for sort, count in wanted for school in sorts[sort][:count]]


def some_units() -> list[dict[str, str]]:
    """All groups of the office: forms name them by their codes."""
    if find_spec("service.demo.units") is None:
        return []
    from service.demo.units import demo_units

    return list(demo_units())


def everybody(people: Sequence[Mapping[str, str]]) -> list[Any]:
    """Their respondents, as the register keeps them."""
    schools = register([person for person in people if "school_code" in person])
    units = [person for person in people if "unit_code" in person]
    if not units:
        return schools
    from service.core.unit_register import read_units

    rows = [[Cell(key, key) for key in units[0]]]
    rows += [[Cell(text or None, text) for text in person.values()] for person in units]
    found, faults = read_units(rows, 2566)
    assert not faults
    return [*schools, *found]


def two_rounds(form: Form) -> list[str]:
    """The first round of the form and the one that follows it."""
    if form.rounds[0] == "AD":
        year = split_round(form_rounds(form)[0]).year if form_rounds(form) else form.valid_to.year + 543
        return [f"{year}-AD", f"{year}-AD2"]
    rounds = form_rounds(form)
    second = next((item for item in rounds if previous_round(form, item) == rounds[0]), None)
    return [rounds[0], *([second] if second else [])]


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
            paper = Paper(tab.sheet_id, tab.purpose, sheet.code, sheet.lines, before, rows, form.row_key)
            if sheet.lines != before:
                papers.setdefault(file.file_id, []).append((key, paper))
        for file_id, found in papers.items():
            typed = self.typist.type_into(file_id, [paper for _, paper in found])
            for (key, paper), rows in zip(found, typed, strict=True):
                self.standing[key] = paper.lines, rows[: len(paper.lines)] if paper.layout == "list" else ()

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


@dataclass(frozen=True)
class Specials:
    """Codes of those who say nothing, who answer late, and who were given more time."""

    silent: frozenset[str]
    late: frozenset[str]
    extended: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.silent | self.late | self.extended


def specials(asked: Mapping[str, Sequence[str]]) -> Specials:
    """One of each sort among the respondents of one kind, by the codes that each form asks.

    They are those whom the fewest forms ask that do not ask everybody: of these some have one respondent.
    """
    everybody = list(dict.fromkeys(code for codes in asked.values() for code in codes))
    limited = [codes for codes in asked.values() if len(codes) < len(everybody)]
    late_comers = everybody[::-1]
    ranked = sorted(late_comers, key=lambda code: sum(code in codes for codes in limited))
    silent, late, extended = ranked[:3]
    return Specials(frozenset({silent}), frozenset({late}), frozenset({extended}))


@contextmanager
def running(home: Path, layout: str) -> Iterator[Office]:
    """An office with a register; no round is open yet."""
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = {
            "TIDTAM_HOME": str(home / "office"),
            "TIDTAM_CREDENTIALS": str(emulator.credentials_path),
            "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
            "TIDTAM_QUOTA": "off",
            "TIDTAM_FOLDER": emulator.shared_drive_id,
            "TIDTAM_FORMS": str(FORMS),
            "TIDTAM_OFFICE": "เขตพื้นที่ทดสอบ",
        }
        service = build_service(read_settings(environment))
        people = [*some_schools(), *some_units()]
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
