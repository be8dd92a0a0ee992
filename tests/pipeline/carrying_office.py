"""An office in which nobody types a thing twice: four forms, each of which brings something along."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from service.bootstrap import build_service
from service.config import read_settings
from service.core.entries import Entry
from service.core.register import Respondent
from service.emulator import Emulator
from service.pipeline import open_form_round, provision
from service.steps.provisioning import Provisioned, sheet_id_of
from tests.environment import office_environment
from tests.features.office import FIRST_ROW, Office
from tests.switching import chosen

NA = Respondent("1099000001", "บ้านนา", "เหนือ", grades=("K", "P1"))
PA = Respondent("1099000002", "บ้านป่า", "เหนือ", grades=("K",))
HEAD = """\
spec: 1
form:
  id: {id}
  version: "1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: school
  rounds: [Q1, Q2, Q3]
  due: {{days_after_round: 15}}
  title: {{th: แบบ {id}}}
groups: [{{id: A, title: ก}}]
rules: []
indicators: []
"""
CODE = "    - {name: school_id, type: string, kind: school_code, title: รหัส}\n"
FORMS = {
    "plans": """\
sheet: {layouts: [list], tab: โครงการ, carry: [plan_id, plan_name, budget, begun, done]}
schema:
  primaryKey: [school_id, plan_id]
  fields:
    - {name: plan_id, type: string, title: รหัสโครงการ, constraints: {required: true}}
    - {name: plan_name, type: string, title: ชื่อโครงการ, constraints: {required: true}}
    - {name: budget, type: number, kind: money, unit: บาท, title: งบ}
    - {name: begun, type: date, title: วันเริ่ม}
    - {name: done, type: boolean, kind: yes_no, title: เสร็จ, trueValues: [เสร็จ], falseValues: [ยัง]}
    - {name: used, type: number, kind: money, unit: บาท, title: ใช้ไป, constraints: {required: true}}
""",
    "basics": """\
sheet: {layouts: [card, table], tab: พื้นฐาน, carry: [phone, pupils, small, mood]}
schema:
  primaryKey: [school_id]
  fields:
    - {name: phone, type: string, kind: phone, title: โทรศัพท์, constraints: {required: true}}
    - {name: pupils, type: integer, kind: count, title: นักเรียน, constraints: {required: true, maximum: 500}}
    - {name: small, type: integer, kind: count, title: อนุบาล, relevant: has_grade('K')}
    - {name: mood, type: integer, kind: scale, title: ผล, categories: [{value: 2, label: ดี}, {value: 1, label: พอใช้}]}
    - {name: absent, type: integer, kind: count, title: ขาดเรียน, constraints: {required: true}}
""",
    "advice": """\
sheet: {layouts: [list], tab: ข้อเสนอแนะ}
schema:
  primaryKey: [school_id, no]
  foreignKeys: [{fields: owner, reference: {resource: register, fields: code}}]
  fields:
    - {name: no, type: string, title: เลขที่, constraints: {required: true}}
    - {name: words, type: string, title: ข้อเสนอแนะ, constraints: {required: true, maxLength: 60}}
    - {name: owner, type: string, kind: code, title: ผู้รับผิดชอบ, constraints: {required: true}}
""",
    "follow": """\
sheet:
  layouts: [list]
  tab: ติดตาม
  carry: [rec_no, rec_words]
  rows_from: {form: advice, to: owner, fields: {rec_no: no, rec_words: words}}
schema:
  primaryKey: [school_id, rec_no]
  fields:
    - {name: rec_no, type: string, title: เลขที่, constraints: {required: true, unique: true}}
    - {name: rec_words, type: string, title: ข้อเสนอแนะ, constraints: {required: true}}
    - {name: answer, type: string, title: ผล, constraints: {required: true}}
""",
    "by_giver": """\
sheet:
  layouts: [list]
  tab: รายผู้ให้
  rows_from: {form: advice, to: owner, fields: {giver: school_id, rec_no: no}}
schema:
  primaryKey: [school_id, giver, rec_no]
  foreignKeys: [{fields: giver, reference: {resource: register, fields: code}}]
  fields:
    - {name: giver, type: string, kind: code, title: ผู้ให้}
    - {name: rec_no, type: string, title: เลขที่}
""",
}
CELLS = "sheets(properties(sheetId),data(rowData(values(userEnteredValue,formattedValue))))"
Row = dict[str, Any]


def write_forms(folder: Path) -> Path:
    folder.mkdir()
    for form_id, text in FORMS.items():
        whole = HEAD.format(id=form_id) + text.replace("  fields:\n", f"  fields:\n{CODE}", 1)
        (folder / f"{form_id}.yaml").write_text(whole, encoding="utf-8")
    return folder


class CarryingOffice(Office):
    forms: Path

    def begin(self, form_id: str, round_id: str, layout: str = "") -> Provisioned:
        """A round is opened if it is not yet, and its sheets are made."""
        if self.service.store.rounds.get(form_id, round_id) is None:
            open_form_round(self.service, form_id, round_id)
        return provision(self.service, form_id, round_id, layout)

    def write(self, code: str, form_id: str, *rows: Row, round_id: str = "2566-Q1") -> None:
        """A respondent fills the rows of a list, from the first one on, and is read."""
        for number, row in enumerate(rows):
            self.type(code, form_id, round_id, row=number, **row)
        self.settle()

    def type_in_table(self, code: str, round_id: str = "2566-Q1", **typed: object) -> None:
        """A school's row of the table, by its code in the first column."""
        file, tab = self.tab(code, "basics", round_id)
        drawn = self.drawn(code, "basics", round_id, CELLS)
        row = next(n for n, cells in enumerate(drawn) if cells and _entered(cells[0]) == code)
        for name, value in typed.items():
            self._do(file, tab, {"do": "type", "text": str(value), "row": row, "column": {"code": name}})

    def rows(self, code: str, form_id: str, round_id: str = "2566-Q2") -> list[Row]:
        """What stands in the rows of a list, from top to bottom: texts and numbers as they were entered."""
        drawn = self.drawn(code, form_id, round_id, CELLS)
        names = [_entered(cell) for cell in drawn[FIRST_ROW - 2]]
        return [row for row in (_row(names, cells) for cells in drawn[FIRST_ROW:]) if row]

    def card(self, code: str, form_id: str, round_id: str = "2566-Q2") -> Row:
        """The answers on a card."""
        drawn = self.drawn(code, form_id, round_id, CELLS)
        names = next(row for row in drawn if any(_entered(cell) == "#value" for cell in row))
        column = [_entered(cell) for cell in names].index("#value")
        answers = {_entered(row[0]): row[column] for row in drawn if row[0:1] and len(row) > column}
        return {
            name: _entered(cell)
            for name, cell in answers.items()
            if _asked(name) and _entered(cell) is not None
        }

    def state(self, code: str, form_id: str, round_id: str = "2566-Q2") -> str:
        return str(self.service.store.submissions.all(form_id, round_id)[code].progress.state)

    def entries(self, code: str, form_id: str, round_id: str = "2566-Q2") -> Mapping[str, Entry]:
        return self.service.store.submissions.all(form_id, round_id)[code].entries

    def delete_row(self, code: str, form_id: str, row: int, round_id: str = "2566-Q2") -> None:
        file, tab = self.tab(code, form_id, round_id)
        self.delete_row_of(file.file_id, tab.sheet_id, row)

    def delete_row_of(self, file_id: str, sheet_id: int, row: int) -> None:
        top = FIRST_ROW + row
        area = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": top, "endIndex": top + 1}
        self.owner.batch(file_id, {"deleteDimension": {"range": area}})

    def put_rows(self, code: str, form_id: str, rows: Sequence[Row], round_id: str) -> None:
        """Texts pasted into a list at once."""
        file, tab = self.tab(code, form_id, round_id)
        drawn = self.drawn(code, form_id, round_id, CELLS)
        names = [_entered(cell) for cell in drawn[FIRST_ROW - 2]]
        for number, row in enumerate(rows):
            for name, text in row.items():
                self.put_text(file.file_id, tab.sheet_id, number, names.index(name), text)

    def put_text(self, file_id: str, sheet_id: int, row: int, column: int, text: str) -> None:
        start = {"sheetId": sheet_id, "rowIndex": FIRST_ROW + row, "columnIndex": column}
        rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
        self.owner.batch(
            file_id, {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}
        )

    def unknown_tab(self, code: str, form_id: str, round_id: str) -> tuple[str, int] | None:
        """The file and tab that a killed run made and did not live to remember."""
        file = self.service.store.spreadsheets.find("respondent", 2566, code)
        if file is None or any((tab.form_id, tab.round_id) == (form_id, round_id) for tab in file.tabs):
            return None
        mask = {"fields": "sheets/properties/sheetId"}
        found = self.owner.json("GET", f"/v4/spreadsheets/{file.file_id}", params=mask)["sheets"]
        ids = {sheet["properties"].get("sheetId", 0) for sheet in found}
        sheet_id = sheet_id_of(form_id, round_id, "list")
        return (file.file_id, sheet_id) if sheet_id in ids else None


def _asked(name: Any) -> bool:
    return isinstance(name, str) and name[:1] not in "#§" and name != "school_id"


def _entered(cell: Row) -> Any:
    return next(iter(cell.get("userEnteredValue", {}).values()), None)


def _row(names: list[Any], cells: list[Row]) -> Row:
    found = {name: _entered(cell) for name, cell in zip(names, cells, strict=False) if _asked(name)}
    return {name: value for name, value in found.items() if value is not None}


@contextmanager
def carrying_office(home: Path, schools: Sequence[Respondent] = (NA, PA)) -> Iterator[CarryingOffice]:
    """Two schools or other ones; no round is open yet."""
    folder = write_forms(home / "forms")
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = office_environment(emulator, home, folder)
        service = build_service(read_settings(environment))
        service.store.register.save(schools)
        office = CarryingOffice(emulator, service, "card")
        office.forms = folder
        yield office
        service.store.close()
