"""A small office without Google: what was read is put into the store as a sweep would put it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from service.core.cells import Cell
from service.core.contexts import contexts_for
from service.core.issues import progress
from service.core.normalise import parse
from service.core.register import Respondent
from service.core.rounds import open_round
from service.core.rows import row_name
from service.core.schema import Form
from service.core.submission import Submission
from service.core.validation import check
from service.definitions import load_forms
from service.steps.context import Service
from service.store import open_store
from service.store.submissions import Stored
from service.store.tables import BANGKOK

SCHOOLS = (
    Respondent("1099000002", "บ้านป่า", "เหนือ", grades=("P1",)),
    Respondent("1099000001", "บ้านนา", "เหนือ", grades=("K", "P1")),
    Respondent("1099000003", "บ้านดอย", "ใต้", grades=("P1",)),
)
START = datetime(2023, 1, 2, 9, 0, tzinfo=BANGKOK)
HEAD = """\
spec: 1
form:
  id: {id}
  version: "1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: school
  rounds: [Q1, Q2]
  due: {{days_after_round: 15}}
  title: {{th: แบบ {id}}}
sheet: {{layouts: [{layout}], tab: ข้อมูล}}
groups: [{{id: A, title: ก}}]
"""
KEY = "    - {name: school_id, type: string, kind: school_code, title: รหัสโรงเรียน, constraints: {required: true}}\n"
LUNCH = (
    HEAD.format(id="lunch", layout="card")
    + "schema:\n  primaryKey: [school_id]\n  fields:\n"
    + KEY
    + """\
    - {name: pupils, type: integer, kind: count, title: นักเรียน, constraints: {required: true, minimum: 0}}
    - {name: fed, type: integer, kind: count, title: ได้กิน, constraints: {required: true, minimum: 0}}
    - {name: kids, type: integer, kind: count, title: อนุบาล, relevant: has_grade('K'), constraints: {required: true}}
    - {name: spent, type: number, kind: money, title: ค่าอาหาร, unit: บาท}
    - {name: day, type: date, title: วันเริ่ม}
    - {name: note, type: string, title: บันทึก}
rules:
  - {id: R01, field: fed, constraint: fed <= pupils, missing: skip_if_any, severity: error, message: {th: เกิน}}
  - {id: R02, field: spent, constraint: spent <= 1000, missing: skip_if_any, severity: query, message: {th: มาก}, accept_notes: [มีเงินสมทบ]}
indicators: []
exports:
  - id: paper
    title: ตารางวาง
    columns:
      - {heading: รหัส, field: school_id}
      - {heading: ชื่อ, respondent: name}
      - {heading: ได้กิน, field: fed}
      - {heading: ไตรมาสก่อน, prev: fed}
      - {heading: อนุบาล, field: kids}
      - {heading: เงิน, field: spent}
      - {heading: เริ่ม, field: day}
      - {heading: ผล, text: '{fed} จาก {pupils} คน (ก่อน {prev.fed})'}
      - {heading: บันทึก, field: note}
      - {heading: งวด, round: words}
      - {heading: ที่มา, constant: '=SUM(A1)'}
  - id: shares
    title: นักเรียนที่ได้กิน
    columns:
      - {heading: ชื่อ, respondent: name}
      - {heading: จังหวัด, office: province}
      - {heading: ได้กิน, field: fed, total: true}
      - {heading: ร้อยละ, share: fed, total: true}
"""
)
PROJECTS = (
    HEAD.format(id="projects", layout="list")
    + "schema:\n  primaryKey: [school_id, code]\n  fields:\n"
    + KEY
    + """\
    - {name: code, type: string, title: รหัสโครงการ, constraints: {required: true}}
    - {name: name, type: string, title: โครงการ, constraints: {required: true}}
    - {name: budget, type: number, kind: money, title: งบ, unit: ล้านบาท, constraints: {required: true}}
indicators: []
exports:
  - id: m6
    title: eMENSCR M6
    columns:
      - {heading: รหัส, field: code}
      - {heading: โครงการ, field: name}
      - {heading: งบ, field: budget}
      - {heading: กิจกรรม, rows_of: acts, on: code, text: '{act} ({weight}%)', numbered: true}
"""
)
ACTS = (
    HEAD.format(id="acts", layout="list")
    + "schema:\n  primaryKey: [school_id, code, act]\n  fields:\n"
    + KEY
    + """\
    - {name: code, type: string, title: รหัสโครงการ, constraints: {required: true}}
    - {name: act, type: string, title: กิจกรรม, constraints: {required: true}}
    - {name: weight, type: number, kind: percent, title: น้ำหนัก, constraints: {minimum: 0, maximum: 100}}
    - {name: place, type: string, kind: code, title: จัดที่}
    - {name: held, type: boolean, kind: yes_no, title: จัดแล้ว, trueValues: [จัดแล้ว], falseValues: [ยังไม่จัด]}
  foreignKeys: [{fields: place, reference: {resource: register, fields: code}}]
rules:
  - {id: R01, field: held, relevant: held, constraint: weight > 0, missing: skip_if_any, severity: error, message: {th: ไม่มีน้ำหนัก}}
indicators: []
exports:
  - id: public
    title: กิจกรรมที่จัดแล้ว
    only: [held]
    columns: [{heading: กิจกรรม, field: act}]
  - id: places
    title: กิจกรรมและสถานที่
    columns:
      - {heading: กิจกรรม, field: act}
      - {heading: จัดที่, field: place}
      - {heading: รหัสและชื่อ, field: place, titles: true}
      - {heading: ผล, text: '{act} ที่ {place}'}
"""
)


@dataclass
class SmallOffice:
    service: Service

    def read(
        self,
        form_id: str,
        round_id: str,
        days: float,
        answers: Mapping[str, Any],
        reasons: Mapping[str, str] | None = None,
    ) -> None:
        """What a sweep ``days`` after START finds: the cells of each school, or of each of its rows by key."""
        form = self.service.forms[form_id]
        opened = self.service.round(form_id, round_id)
        contexts = contexts_for(form, opened, SCHOOLS)
        stored, found = [], {}
        for person in SCHOOLS:
            if person.code not in answers:
                continue
            rows = answers[person.code] if form.is_list else {"": answers[person.code]}
            cells: dict[str, Cell] = {}
            entries, issues = {}, []
            for key, row in rows.items():
                typed = {name: Cell(text, text) for name, text in row.items()}
                parsed = {
                    item.name: parse(item.kind, typed.get(item.name, Cell()), contexts[item.name])
                    for item in form.fields
                    if not (form.is_list and item.kind == "school_code")
                }
                one = Submission(person, typed, parsed, reasons=reasons or {})
                cells |= {row_name(key, name): cell for name, cell in typed.items()}
                entries |= {row_name(key, name): entry for name, entry in one.entries.items()}
                issues += [replace(i, field=row_name(key, i.field)) for i in check(form, [one])[0]]
            how_far = progress(issues, typed=True, required=1, filled=1)
            stored.append(Stored(person.code, "file", cells, entries, how_far, START, None))
            found[person.code] = issues
        typed_reasons: dict[str, dict[str, str]] = {item.respondent: {} for item in stored}
        self.service.store.submissions.save(
            form_id, round_id, stored, found, typed_reasons, START + timedelta(days=days)
        )


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Form]:
    folder = tmp_path_factory.mktemp("forms")
    for text, name in ((LUNCH, "lunch"), (PROJECTS, "projects"), (ACTS, "acts")):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_forms(folder)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, forms: dict[str, Form]) -> Path:
    """A database with the register and two rounds of each form, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("store") / "tidtam.db"
    store = open_store(f"sqlite:///{path}")
    store.register.save(SCHOOLS)
    for form in forms.values():
        store.definitions.keep(form)
        for round_id in ("2566-Q1", "2566-Q2"):
            store.rounds.save(open_round(form, round_id))
    store.close()
    return path


@pytest.fixture
def office(tmp_path: Path, opened: Path, forms: dict[str, Form]) -> Iterator[SmallOffice]:
    store = open_store(f"sqlite:///{shutil.copy(opened, tmp_path / 'tidtam.db')}")
    nowhere = cast(Any, None)
    service = Service(
        forms=forms, store=store, google=nowhere, office="", folder="", sharing="",
        templates=tmp_path, reports=tmp_path, sheet_url=nowhere, report_url=nowhere, sweep_minutes=5,
        province="อุบลราชธานี",
    )  # fmt: skip
    yield SmallOffice(service)
    store.close()
