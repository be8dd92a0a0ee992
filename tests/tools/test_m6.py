"""Two groups of an office report their projects for two quarters, and the table for eMENSCR is pasted from it."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from openpyxl import load_workbook

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
from service.steps.paste_files import write_table
from service.steps.pasting import paste_round
from tests.environment import office_environment
from tests.pipeline.offices import SCHOOL
from tests.switching import chosen

ZONE = timezone(timedelta(hours=7))
NOW = datetime(2023, 4, 5, 9, 0, tzinfo=ZONE)
PLANNING, LAW = "U02", "U09"
SPARE_ROWS = 6
UNITS = (
    Respondent(PLANNING, "กลุ่มนโยบายและแผน", "", kind="unit"),
    Respondent(LAW, "กลุ่มกฎหมายและคดี", "", kind="unit"),
)
HEADINGS = (
    "รหัสโครงการใน eMENSCR",
    "1 หน่วยงาน",
    "2 ชื่อโครงการ",
    "3 ตัวชี้วัด",
    "4 งบประมาณ (บาท)",
    "5 ห้วงการรายงาน",
    "6.1 ยุทธศาสตร์ชาติ",
    "6.2 แผนแม่บทภายใต้ยุทธศาสตร์ชาติ",
    "6.3 แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13",
    "6.4 นโยบายคณะรัฐมนตรี",
    "6.5 ยุทธศาสตร์หรือนโยบายกระทรวง",
    "6.6 เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)",
    "7.1 สถานะโครงการ",
    "7.2 ความก้าวหน้าสะสม (ร้อยละ)",
    "7.3 สถานะกิจกรรม",
    "7.4 ผลตามตัวชี้วัดสะสม",
    "7.5 เบิกจ่ายสะสม (บาท)",
    "7.6 ปัญหา อุปสรรค",
    "7.7 ข้อเสนอแนะ",
    "7.8 เอกสารแนบ",
    "รหัสโครงการของเขต",
    "หมายเหตุ",
)
Typing = dict[str, str | int | float]

PLAN: Typing = {
    "project_code": "66-U02-01",
    "project_name": "จัดทำแผนแบบมีส่วนร่วม",
    "budget_source": "งบประมาณ สพฐ.",
    "budget": "๕๓๘,๘๐๐ บาท",
    "kpi": "ผู้เข้าร่วมจัดทำแผน",
    "kpi_unit": "คน",
    "kpi_direction": "ยิ่งมากยิ่งดี",
    "kpi_target": 120,
    "status": "กำลังดำเนินการ",
    "progress": "40%",
    "kpi_result": 45,
    "disbursed": 150000,
    "suggest": "+ ขยายเวลา = ดี",
    "project_kind": "งานตามภารกิจปกติ",
    "objective": "จัดทำแผนที่ทุกกลุ่มใช้ร่วมกัน",
    "target_group": "ผู้แทนกลุ่ม 120 คน",
    "starts": "1 พ.ย. 2565",
    "ends": "30 มิ.ย. 2566",
    "plan_q1": 138800,
    "plan_q2": 200000,
    "plan_q3": 200000,
    "plan_q4": 0,
    "emenscr": "บันทึก M1–M5 แล้ว",
    "emenscr_code": "สมมติ-0001",
    "national_strategy": "S6, S3",
    "master_plan": "MP20",
    "plan13": "H13",
    "ministry_policy": "MOE6",
    "obec_strategy": "G4",
}
SECOND: Typing = PLAN | {
    "project_code": "66-U02-02",
    "project_name": "รายงานผลต่อสาธารณะ",
    "budget_source": "ไม่ใช้งบประมาณ",
    "budget": 0,
    "disbursed": 0,
    "plan_q1": 0,
    "plan_q2": 0,
    "plan_q3": 0,
    "emenscr_code": "สมมติ-0002",
    "status": "ล่าช้า",
    "progress": 10,
    "problem": "รอข้อมูลจากโรงเรียน\nคาดว่าเสร็จในไตรมาส 2",
    "suggest": "",
}
LEGAL: Typing = PLAN | {
    "project_code": "66-U09-01",
    "project_name": "กฎหมายน่ารู้",
    "disbursed": 538801,
    "progress": 95,
}
ACTIVITY: Typing = {
    "project_code": "66-U02-01",
    "activity_code": 1,
    "activity": "ประชุมวางแผน",
    "weight": 40,
    "status": "แล้วเสร็จ",
    "progress": 100,
    "outcome": "ประชุมแล้ว 60 คน",
    "starts": "1 พ.ย. 2565",
    "ends": "30 พ.ย. 2565",
    "place": "ห้องประชุม",
    "budget": 38800,
    "position": "นักวิเคราะห์นโยบายและแผน",
}
LATER: Typing = ACTIVITY | {
    "activity_code": 2,
    "activity": "จัดทำเล่มแผน",
    "weight": 60,
    "status": "ยังไม่ดำเนินการ",
    "progress": 0,
    "outcome": "",
    "starts": "1 ก.พ. 2566",
    "ends": "30 มิ.ย. 2566",
    "budget": 500000,
}
QUARTER_2: Typing = {
    "status": "กำลังดำเนินการ",
    "progress": 70,
    "kpi_result": 90,
    "disbursed": 400000,
    "problem": "",
    "suggest": "",
}


class Office:
    """The two groups at their sheets."""

    def __init__(self, emulator: Emulator, service: Service) -> None:
        self.service = service
        self._typist = Typist(emulator.url, emulator.token_for(SCHOOL))

    def open(self, round_id: str) -> None:
        for form_id in ("projects", "project_activities"):
            open_form_round(self.service, form_id, round_id, due=date(2023, 5, 1))
            provision(self.service, form_id, round_id)

    def type(self, unit: str, form_id: str, round_id: str, *rows: Typing) -> None:
        lines = [Line({name: Typed(value) for name, value in row.items() if value != ""}) for row in rows]
        file, tab = next(
            (file, tab)
            for file in self.service.store.spreadsheets.all()
            for tab in file.tabs
            if (file.respondent, tab.form_id, tab.round_id) == (unit, form_id, round_id)
        )
        names = self.service.form(form_id).row_key
        paper = Paper(tab.sheet_id, "list", unit, lines, names=names)
        self._typist.type_into(file.file_id, [paper])

    def answers(self, unit: str, form_id: str, round_id: str) -> list[dict[str, object]]:
        """What is read of a list, row by row."""
        sweep(self.service, NOW)
        rows: dict[str, dict[str, object]] = {}
        held = self.service.store.submissions.all(form_id, round_id)
        for name, entry in (held[unit].entries if unit in held else {}).items():
            key, _, field = name.partition("/")
            if entry.value is not None:
                rows.setdefault(key, {})[field] = entry.value
        return list(rows.values())


def two_forms(folder: Path) -> Path:
    """Only what this office uses: reading all forms would take longer than the tests."""
    shutil.copytree(ROOT / "sheet_schemas" / "codes", folder / "codes")
    for name in ("projects.yaml", "project_activities.yaml"):
        shutil.copy(ROOT / "sheet_schemas" / name, folder)
    return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("m6")
    with pytest.MonkeyPatch.context() as patch, Emulator(home / "google", switches=chosen()) as emulator:
        patch.setattr(blueprint_list, "SPARE_ROWS", SPARE_ROWS)
        environment = office_environment(emulator, home, two_forms(home / "forms"))
        service = build_service(read_settings(environment))
        service.store.register.save(UNITS)
        made = Office(emulator, service)
        made.open("2566-Q1")
        made.type(PLANNING, "projects", "2566-Q1", PLAN, SECOND)
        made.type(PLANNING, "project_activities", "2566-Q1", ACTIVITY, LATER)
        made.type(LAW, "projects", "2566-Q1", LEGAL)
        sweep(service, NOW)
        yield made
        service.store.close()


def pasted(office: Office, round_id: str, name: str = "m6") -> list[dict[str, object]]:
    table = paste_round(office.service, "projects", round_id, name).table
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def test_the_headings_stand_in_the_order_in_which_the_form_asks(office: Office) -> None:
    assert paste_round(office.service, "projects", "2566-Q1", "m6").table.headings == HEADINGS


def test_what_was_typed_is_what_is_pasted(office: Office) -> None:
    first, second, _ = pasted(office, "2566-Q1")
    assert first == {
        "รหัสโครงการใน eMENSCR": "สมมติ-0001",
        "1 หน่วยงาน": "กลุ่มนโยบายและแผน",
        "2 ชื่อโครงการ": "จัดทำแผนแบบมีส่วนร่วม",
        "3 ตัวชี้วัด": "ผู้เข้าร่วมจัดทำแผน (เป้าหมาย 120 คน ยิ่งมากยิ่งดี)",
        "4 งบประมาณ (บาท)": 538800,
        "5 ห้วงการรายงาน": "ไตรมาสที่ 1 (1 ต.ค. 2565 – 31 ธ.ค. 2565)",
        "6.1 ยุทธศาสตร์ชาติ": "S3 การพัฒนาและเสริมสร้างศักยภาพทรัพยากรมนุษย์\n"
        "S6 การปรับสมดุลและพัฒนาระบบการบริหารจัดการภาครัฐ",
        "6.2 แผนแม่บทภายใต้ยุทธศาสตร์ชาติ": "MP20 การบริการประชาชนและประสิทธิภาพภาครัฐ",
        "6.3 แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13": "H13 ไทยมีภาครัฐที่ทันสมัย มีประสิทธิภาพ และตอบโจทย์ประชาชน",
        "6.4 นโยบายคณะรัฐมนตรี": "",
        "6.5 ยุทธศาสตร์หรือนโยบายกระทรวง": "MOE6 การพัฒนาระบบราชการและการบริการภาครัฐยุคดิจิทัล",
        "6.6 เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)": "",
        "7.1 สถานะโครงการ": "กำลังดำเนินการ",
        "7.2 ความก้าวหน้าสะสม (ร้อยละ)": 40,
        "7.3 สถานะกิจกรรม": "1) ประชุมวางแผน (น้ำหนัก 40) แล้วเสร็จ ร้อยละ 100\n"
        "2) จัดทำเล่มแผน (น้ำหนัก 60) ยังไม่ดำเนินการ ร้อยละ 0",
        "7.4 ผลตามตัวชี้วัดสะสม": 45,
        "7.5 เบิกจ่ายสะสม (บาท)": 150000,
        "7.6 ปัญหา อุปสรรค": "",
        "7.7 ข้อเสนอแนะ": "+ ขยายเวลา = ดี",
        "7.8 เอกสารแนบ": "",
        "รหัสโครงการของเขต": "66-U02-01",
        "หมายเหตุ": "",
    }
    assert second["7.3 สถานะกิจกรรม"] == ""
    assert second["7.6 ปัญหา อุปสรรค"] == "รอข้อมูลจากโรงเรียน\nคาดว่าเสร็จในไตรมาส 2"


def test_what_is_wrong_is_said_at_the_end_of_its_row(office: Office) -> None:
    assert [row["หมายเหตุ"] for row in pasted(office, "2566-Q1")] == ["", "", "ต้องแก้: เบิกจ่ายแล้วสะสม"]


def test_the_workbook_holds_texts_and_numbers_and_no_formula(office: Office, tmp_path: Path) -> None:
    table = paste_round(office.service, "projects", "2566-Q1", "m6").table
    sheet = load_workbook(write_table(table, tmp_path / "m6.xlsx")).active
    assert sheet is not None
    head, first, *_ = sheet.iter_rows()
    assert tuple(cell.value for cell in head) == HEADINGS
    budget, words = (first[HEADINGS.index(name)] for name in ("4 งบประมาณ (บาท)", "7.7 ข้อเสนอแนะ"))
    assert (budget.value, budget.number_format) == (538800, "#,##0")
    assert (words.value, words.data_type) == ("+ ขยายเวลา = ดี", "s")


def test_in_the_second_quarter_only_the_quarter_is_typed(office: Office) -> None:
    office.open("2566-Q2")
    first, second = office.answers(PLANNING, "projects", "2566-Q2")
    quarter = {"status", "progress", "kpi_result", "disbursed", "problem", "suggest", "evidence"}
    assert (first["project_code"], second["project_code"]) == ("66-U02-01", "66-U02-02")
    assert first["budget"] == 538800 and first["starts"] == date(2022, 11, 1)
    assert first["national_strategy"] == "S3, S6" and not quarter & {*first, *second}
    office.type(
        PLANNING,
        "projects",
        "2566-Q2",
        {"project_code": "66-U02-01", **QUARTER_2},
        {"project_code": "66-U02-02", **QUARTER_2, "disbursed": 0},
    )
    done: Typing = {"status": "แล้วเสร็จ", "progress": 100, "outcome": "ประชุมแล้ว 60 คน"}
    begun: Typing = {"status": "กำลังดำเนินการ", "progress": 50}
    keys: list[Typing] = [{"project_code": "66-U02-01", "activity_code": number} for number in (1, 2)]
    office.type(PLANNING, "project_activities", "2566-Q2", keys[0] | done, keys[1] | begun)
    sweep(office.service, NOW)
    first, second = pasted(office, "2566-Q2")[:2]
    assert first["หมายเหตุ"] == second["หมายเหตุ"] == ""
    assert first["3 ตัวชี้วัด"] == "ผู้เข้าร่วมจัดทำแผน (เป้าหมาย 120 คน ยิ่งมากยิ่งดี)"
    assert (first["4 งบประมาณ (บาท)"], first["7.5 เบิกจ่ายสะสม (บาท)"]) == (538800, 400000)
    assert str(first["7.3 สถานะกิจกรรม"]).endswith("2) จัดทำเล่มแผน (น้ำหนัก 60) กำลังดำเนินการ ร้อยละ 50")
    summary = pasted(office, "2566-Q2", "quarter_summary")[0]
    assert summary["แผนเบิกจ่ายไตรมาส 2 (บาท)"] == 200000
    assert summary["เบิกจ่ายถึงไตรมาสก่อน (บาท)"] == 150000
    assert summary["เบิกจ่ายถึงไตรมาสนี้ (บาท)"] == 400000
