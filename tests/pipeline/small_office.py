"""An office with forms of a few fields each, which its analyst edits and takes away."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from service.bootstrap import build_service
from service.config import read_settings
from service.core.register import Respondent
from service.emulator import Emulator
from service.steps.installing import installed_forms
from tests.environment import office_environment
from tests.features.office import Office
from tests.switching import chosen

NA = Respondent("1099000001", "บ้านนา", "เหนือ", grades=("K", "P1"))
PA = Respondent("1099000002", "บ้านป่า", "เหนือ", grades=("K",))
DOI = Respondent("1099000003", "บ้านดอย", "ใต้", grades=("P1",))
NUMBER = "{name: a, type: integer, kind: count, title: เอ}"
TEXT = "{name: a, type: string, title: เอ}"
FORM = """\
spec: 1
form:
  id: FORM
  version: "VERSION"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: school
  rounds: [Q1, Q2]
  due: {days_after_round: 15}
  title: {th: แบบ FORM}
sheet: {layouts: [card], tab: ข้อมูล}
groups: [{id: A, title: ก}]
schema:
  primaryKey: [school_id]
  fields:
    - {name: school_id, type: string, kind: school_code, title: รหัส}
    - FIELD
REST
indicators: []
"""


class SmallOffice(Office):
    forms: Path

    def edit(self, form_id: str, field: str, rest: str = "", version: str = "2") -> None:
        """The analyst writes another version of a form, and the program is started anew."""
        write(self.forms, form_id, field, rest, version)
        self.start()

    def take_away(self, form_id: str) -> None:
        (self.forms / f"{form_id}.yaml").unlink()
        self.start()

    def start(self) -> None:
        found = installed_forms(self.forms, self.service.store)
        self.service = replace(self.service, forms=found.forms, refused=found.refused, kept={})

    def forget_the_word_school(self, form_id: str) -> None:
        """The program reads what it kept of the form no more."""
        change = "update definitions set text=replace(text, 'respondent: school', 'respondent: pupil')"
        with self.service.store.definitions._engine.begin() as connection:
            connection.execute(text(f"{change} where form_id = '{form_id}'"))
        self.start()

    def answer(self, code: str, form_id: str, field: str = "a") -> object:
        return self.service.store.submissions.all(form_id, "2566-Q2")[code].entries[field].value


def write(folder: Path, form_id: str, field: str, rest: str = "", version: str = "1") -> None:
    made = FORM.replace("FORM", form_id).replace("VERSION", version)
    path = folder / f"{form_id}.yaml"
    path.write_text(made.replace("FIELD", field).replace("REST", rest), encoding="utf-8")


@contextmanager
def small_office(home: Path, forms: Mapping[str, tuple[str, str]]) -> Iterator[SmallOffice]:
    """``forms`` are a field and what else stands in the file, by id; Q2 of each is provisioned."""
    folder = home / "forms"
    folder.mkdir()
    for form_id, (field, rest) in forms.items():
        write(folder, form_id, field, rest)
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = office_environment(emulator, home, folder)
        service = build_service(read_settings(environment))
        service.store.register.save([NA, PA, DOI])
        office = SmallOffice(emulator, service, "card")
        office.forms = folder
        for form_id in forms:
            office.open(form_id)
        office.settle()
        yield office
        service.store.close()
