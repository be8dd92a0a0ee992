"""Two groups of an office at the lists of a few shipped forms, with what each of them sees."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from service.bootstrap import build_service
from service.config import ROOT, read_settings
from service.core.register import Respondent
from service.demo.dealing import Line
from service.demo.desk import Paper
from service.demo.filling import Typist
from service.demo.typed import Typed
from service.emulator import Emulator
from service.pipeline import open_form_round, provision, sweep
from service.sheets import blueprint_list
from service.steps.context import Service
from service.store.spreadsheets import Spreadsheet, Tab
from tests.environment import office_environment
from tests.pipeline.offices import SCHOOL
from tests.switching import chosen

NOW = datetime(2023, 4, 5, 9, 0, tzinfo=timezone(timedelta(hours=7)))
DUE = date(2023, 12, 1)
PLANNING, SUPERVISION = "U02", "U07"
UNITS = (
    Respondent(PLANNING, "กลุ่มนโยบายและแผน", "", tags=frozenset({"planning"}), kind="unit"),
    Respondent(SUPERVISION, "กลุ่มนิเทศ ติดตาม และประเมินผล", "", tags=frozenset({"supervision"}), kind="unit"),
)
SPARE_ROWS = 8
Typing = dict[str, str | int | float]
Row = dict[str, object]


class GroupsOffice:
    """``type`` fills rows by their key, else new ones; all that is seen is what was read and said of it."""

    def __init__(self, emulator: Emulator, service: Service) -> None:
        self.service = service
        self._typist = Typist(emulator.url, emulator.token_for(SCHOOL))

    def begin(self, form_id: str, round_id: str) -> None:
        """A round is opened if it is not yet, and its sheets are made."""
        if self.service.store.rounds.get(form_id, round_id) is None:
            open_form_round(self.service, form_id, round_id, due=DUE)
        provision(self.service, form_id, round_id)

    def type(self, unit: str, form_id: str, round_id: str, *rows: Typing) -> None:
        file, tab = self._tab(unit, form_id, round_id)
        lines = [
            Line(
                {name: Typed(value) for name, value in row.items() if name != "reason" and value != ""},
                {"": str(row["reason"])} if "reason" in row else {},
            )
            for row in rows
        ]
        names = self.service.form(form_id).row_key
        self._typist.type_into(file.file_id, [Paper(tab.sheet_id, "list", unit, lines, names=names)])

    def rows(self, unit: str, form_id: str, round_id: str) -> list[Row]:
        """What is read of a list, row by row."""
        sweep(self.service, NOW)
        held = self.service.store.submissions.all(form_id, round_id)
        rows: dict[str, Row] = {}
        for name, entry in (held[unit].entries if unit in held else {}).items():
            key, _, field = name.partition("/")
            if entry.value is not None:
                rows.setdefault(key, {})[field] = entry.value
        return list(rows.values())

    def said(self, unit: str, form_id: str, round_id: str) -> list[tuple[str, str, str, str]]:
        """Field, code, severity and words of all that is still to be done."""
        sweep(self.service, NOW)
        found = self.service.store.submissions.issues(form_id, round_id).get(unit, [])
        return [
            (item.field.rpartition("/")[2], item.code, str(item.severity), item.message)
            for item in found
            if item.open
        ]

    def figure(self, form_id: str, round_id: str, indicator: str) -> object:
        """The value for the whole area."""
        sweep(self.service, NOW)
        found = self.service.store.results.all(form_id, round_id)
        return next(item.value for item in found if (item.indicator, item.scope) == (indicator, "area"))

    def _tab(self, unit: str, form_id: str, round_id: str) -> tuple[Spreadsheet, Tab]:
        return next(
            (file, tab)
            for file in self.service.store.spreadsheets.all()
            for tab in file.tabs
            if (file.respondent, tab.form_id, tab.round_id) == (unit, form_id, round_id)
        )


@contextmanager
def groups_office(home: Path, form_ids: Sequence[str]) -> Iterator[GroupsOffice]:
    """The office with only these forms: reading all would take longer than the tests. No round is open."""
    folder = home / "forms"
    shutil.copytree(ROOT / "sheet_schemas" / "codes", folder / "codes")
    for form_id in form_ids:
        shutil.copy(ROOT / "sheet_schemas" / f"{form_id}.yaml", folder)
    with pytest.MonkeyPatch.context() as patch, Emulator(home / "google", switches=chosen()) as emulator:
        patch.setattr(blueprint_list, "SPARE_ROWS", SPARE_ROWS)
        environment = office_environment(emulator, home, folder)
        service = build_service(read_settings(environment))
        service.store.register.save(UNITS)
        yield GroupsOffice(emulator, service)
        service.store.close()
