"""An office whose groups ("units") fill forms of their own, beside the schools."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from service.bootstrap import build_service
from service.config import read_settings
from service.core.register import Respondent
from service.emulator import Emulator
from service.pipeline import open_form_round
from service.steps.adopting import Request, carry_out, propose
from service.steps.adoption_words import told
from service.steps.exporting import export_round
from service.steps.pages import Pages
from service.store.results import Result
from tests.environment import office_environment
from tests.features.office import Office
from tests.interleaving.world import at, place, text
from tests.pipeline.shown import Book
from tests.switching import chosen

ROUND, XLSX = "2566-Q2", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NA = Respondent("1099000001", "บ้านนา", "เหนือ", grades=("P1",))
PA = Respondent("1099000002", "บ้านป่า", "ใต้", grades=("P1",), tags=("pilot",))
PLAN = Respondent("U02", "กลุ่มนโยบายและแผน", "", tags=("planning",), kind="unit")
LAW = Respondent("U09", "กลุ่มกฎหมายและคดี", "", kind="unit")
AUDIT = Respondent("U10", "หน่วยตรวจสอบภายใน", "", kind="unit")
HEAD = """\
spec: 1
form:
  id: {id}
  version: "1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: {who}
  rounds: [Q1, Q2]
  due: {{days_after_round: 15}}
  title: {{th: แบบ {id}}}
{more}sheet: {{layouts: [{layout}], tab: {id}}}
groups: [{{id: A, title: ก}}]
schema:
  primaryKey: [{key}]
  fields:
    - {{name: who, type: string, kind: {who}_code, title: รหัสผู้กรอก, constraints: {{required: true}}}}
    - {{name: n, type: integer, kind: count, title: จำนวน, constraints: {{required: true}}}}
{fields}
indicators:
  - id: L1
    title: {{th: รวม}}
    numerator: sum(n)
    denominator: count()
    decimals: 2
    missing: pairwise
    min_coverage: 0.8
    legend: [[0, 5, red], [5, 10, green]]
"""
OWNER = """\
    - {name: owner, type: string, kind: code, title: เจ้าของ}
    - {name: school, type: string, kind: code, title: โรงเรียนที่เกี่ยวข้อง}
  foreignKeys:
    - {fields: owner, reference: {resource: units, fields: code}}
    - {fields: school, reference: {resource: register, fields: code}}"""
ROWS = """\
    - {name: project, type: string, title: รหัสโครงการ}"""


def form(who: str, layout: str, form_id: str, more: str = "", fields: str = "", key: str = "who") -> str:
    head = HEAD.format(id=form_id, who=who, layout=layout, more=more, fields=fields, key=key)
    return head.replace("\n\n", "\n")


FORMS = {
    "ask_schools": form("school", "card", "ask_schools", "  relevant: has_tag('pilot')\n"),
    "ask_units": form("unit", "card", "ask_units", fields=OWNER),
    "shared": form("unit", "table", "shared", "  relevant: not has_tag('planning')\n"),
    "projects": form("unit", "list", "projects", fields=ROWS, key="who, project"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("units")
    (home / "forms").mkdir()
    for form_id, written in FORMS.items():
        (home / "forms" / f"{form_id}.yaml").write_text(written, encoding="utf-8")
    with Emulator(home / "google", switches=chosen()) as emulator:
        environment = office_environment(emulator, home, home / "forms")
        service = build_service(read_settings(environment))
        service.store.register.save([NA, PA, PLAN, LAW, AUDIT])
        made = Office(emulator, service, "card")
        for form_id in FORMS:
            made.open(form_id, ROUND)
        made.type(PA.code, "ask_schools", ROUND, n=4)
        made.type(PLAN.code, "ask_units", ROUND, n=6, owner="กลุ่มกฎหมายและคดี", school="บ้านนา")
        made.type(LAW.code, "ask_units", ROUND, n="หลายโครงการ", owner="U77")
        made.type(AUDIT.code, "projects", ROUND, row=0, project="P1", n=2)
        made.type(AUDIT.code, "projects", ROUND, row=1, project="P2", n=3)
        _type_in_table(made)
        made.sweep()
        yield made
        service.store.close()


def _type_in_table(office: Office) -> None:
    file, tab = office.tab(LAW.code, "shared", ROUND)
    drawn = office.drawn(LAW.code, "shared", ROUND)
    row = next(number for number, cells in enumerate(drawn) if cells and text(cells[0]) == LAW.code)
    column = place(drawn, "n")
    assert column
    answer = office.owner.type(file.file_id, tab.sheet_id, row, column[1], "8")
    assert answer.ok, answer.text


def area(office: Office, form_id: str) -> Result:
    (figure,) = office.service.store.results.all(form_id, ROUND, "area")
    return figure


def shown(office: Office, code: str, form_id: str) -> str:
    """Every word of a tab."""
    drawn = office.drawn(code, form_id, ROUND)
    return "\n".join(text(cell) for row in drawn for cell in row)


def test_each_form_counts_its_own_respondents_alone(office: Office) -> None:
    counted = {name: (area(office, name).reporting, area(office, name).due) for name in FORMS}
    # one unit of the table is not asked at all; of the schools one
    assert counted == {"ask_schools": (1, 1), "ask_units": (1, 3), "shared": (1, 2), "projects": (1, 3)}
    assert area(office, "projects").numerator == 5


def test_a_unit_form_has_no_figure_by_district(office: Office) -> None:
    scopes = {result.scope for result in office.service.store.results.all("ask_units", ROUND)}
    assert scopes == {"area", "respondent"}
    assert {r.scope for r in office.service.store.results.all("ask_schools", ROUND)} >= {"district"}


def test_a_unit_has_one_spreadsheet_with_all_its_forms(office: Office) -> None:
    files = [file for file in office.service.store.spreadsheets.all() if file.respondent == PLAN.code]
    assert {tab.form_id for tab in files[0].tabs} == {"ask_units", "projects"}
    listed = office.service.google.list_spreadsheets(office.service.folder)
    titles = {item.name for item in listed if item.file_id == files[0].file_id}
    assert (len(files), titles) == (1, {"กลุ่มนโยบายและแผน · U02 · 2566"})


def test_who_is_not_asked_gets_no_tab(office: Office) -> None:
    with pytest.raises(AssertionError, match="has no tab"):
        office.tab(NA.code, "ask_schools", ROUND)
    assert "U02" not in shown(office, LAW.code, "shared")


def test_the_sheets_of_a_unit_speak_of_units(office: Office) -> None:
    for form_id in ("ask_units", "shared", "projects"):
        words = shown(office, LAW.code, form_id).replace("โรงเรียนที่เกี่ยวข้อง", "")
        assert "โรงเรียน" not in words and "อำเภอ" not in words, form_id
    assert "คำตอบของหน่วยงาน" in shown(office, LAW.code, "ask_units")
    assert "คำตอบของโรงเรียน" in shown(office, PA.code, "ask_schools")


def test_a_unit_and_a_school_are_named_by_title_or_code(office: Office) -> None:
    entries = office.service.store.submissions.all("ask_units", ROUND)[PLAN.code].entries
    assert (entries["owner"].value, entries["school"].value) == ("U09", NA.code)


def test_an_unknown_unit_is_marked_in_its_cell(office: Office) -> None:
    assert office.issues(LAW.code, "ask_units", ROUND) == [
        ("n", "not_a_number"),
        ("owner", "code_not_listed"),
    ]


def test_units_are_offered_to_pick_from(office: Office) -> None:
    mask = "sheets(properties/sheetId,data/rowData/values(formattedValue,dataValidation))"
    drawn = office.drawn(PLAN.code, "ask_units", ROUND, mask)
    value = place(drawn, "#value")
    row = next(number for number, cells in enumerate(drawn) if cells and text(cells[0]) == "owner")
    assert value
    rule = at(drawn, row, value[1])["dataValidation"]["condition"]
    offered = [item["userEnteredValue"] for item in rule["values"]]
    assert offered[:3] == ["U02 กลุ่มนโยบายและแผน", "U09 กลุ่มกฎหมายและคดี", "U10 หน่วยตรวจสอบภายใน"]


def test_the_control_sheet_says_units_and_no_district(office: Office) -> None:
    file = office.service.store.spreadsheets.find("control", 2566)
    assert file
    content = office.owner.ask(
        "GET", f"/drive/v3/files/{file.file_id}/export", params={"mimeType": XLSX}
    ).content
    book = Book(content)
    units, schools = book.tab("สถานะ · แบบ ask_units"), book.tab("สถานะ · แบบ ask_schools")
    assert [cell.text for cell in units.row("รหัส")][:3] == ["รหัส", "หน่วยงาน", "สถานะ"]
    assert [cell.text for cell in units.row("U02")][:3] == ["U02", "กลุ่มนโยบายและแผน", "ครบ"]
    assert [cell.text for cell in schools.row("รหัส")][:3] == ["รหัส", "โรงเรียน", "อำเภอ"]


def test_pages_and_exports_hold_the_units_alone(office: Office, tmp_path: Path) -> None:
    pages = Pages(office.service.store, office.service.forms)
    assert [item.code for item in pages.round("ask_units", ROUND).respondents] == ["U02", "U09", "U10"]
    assert [item.code for item in pages.round("shared", ROUND).respondents] == ["U09", "U10"]
    export_round(office.service, "ask_units", ROUND, tmp_path)
    codes = [line.split(",")[0] for line in (tmp_path / "values.csv").read_text("utf-8-sig").splitlines()]
    assert codes == ["respondent", "U02", "U09", "U10"]


def test_a_second_sweep_finds_nothing_to_do(office: Office) -> None:
    office.settle()


def test_a_table_made_by_hand_is_taken_over_by_the_names_of_units(office: Office) -> None:
    open_form_round(office.service, "shared", "2566-Q1", due=date(2023, 8, 1))
    rows = [["ที่", "กลุ่ม", "จำนวน"], [1, LAW.name, 5], [2, "u10", 7], [3, "กลุ่มนโยบายและแผน", 9]]
    drive = office.emulator.shared_drive_id
    body = {"name": "ของเดิม", "mimeType": "application/vnd.google-apps.spreadsheet", "parents": [drive]}
    file_id = office.owner.json("POST", "/drive/v3/files?supportsAllDrives=true", json=body)["id"]
    where = f"/v4/spreadsheets/{file_id}/values/A1"
    office.owner.json("PUT", where, params={"valueInputOption": "RAW"}, json={"values": rows})
    proposal = propose(office.service, Request("shared", "2566-Q1", file_id))
    words = "\n".join(told(proposal))
    assert "พบหน่วยงาน 2 แห่ง" in words and "“กลุ่มนโยบายและแผน” ไม่อยู่ในทะเบียน" in words  # not asked
    carry_out(proposal)
    office.settle()
    stored = office.service.store.submissions.all("shared", "2566-Q1")
    assert {code: item.entries["n"].value for code, item in stored.items()} == {"U09": 5, "U10": 7}


def test_an_answer_is_read_again_when_the_register_learns_whom_it_names(office: Office) -> None:
    school = replace(PA, code="1099000009", name="บ้านใหม่")
    office.type(AUDIT.code, "ask_units", ROUND, n=1, school=school.code)
    office.settle()
    assert office.issues(AUDIT.code, "ask_units", ROUND) == [("school", "code_not_listed")]
    office.service.store.register.save([school])
    office.settle()
    assert office.issues(AUDIT.code, "ask_units", ROUND) == []
