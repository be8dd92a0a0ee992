"""coverage, kpi, and the day of review, from the command line."""

import json
import os
import shutil
from datetime import date, datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.bootstrap import build_store
from service.cli import main
from service.cli.common import BANGKOK
from service.cli.diagnosis import Machine, content, exit_code
from service.cli.diagnosis.patient import Patient
from service.cli.measuring import _quality_lines
from service.config import ROOT, read_settings
from service.core.office_kpis import Share
from service.core.quality import FieldQuality, Quality, Turnaround
from service.core.register import Respondent
from service.core.rounds import open_round
from service.definitions import load_forms
from tests.definitions.good import broken

ALIGNED = ("    title: {th: ระดับ}\n", "    title: {th: ระดับ}\n    align: {obec_strategy: [G1, G3]}\n")
DRAFT = ("  respondent: school\n", '  respondent: school\n  authored_by: ร่าง\n  review_by: "DAY"\n')


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "sheet_schemas" / "codes", tmp_path / "codes")
    (tmp_path / "literacy.yaml").write_text(broken(ALIGNED), encoding="utf-8")
    monkeypatch.setenv("TIDTAM_FORMS", str(tmp_path))
    monkeypatch.setenv("TIDTAM_HOME", str(tmp_path / "home"))
    return tmp_path


def tidtam(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


def test_coverage_tells_what_serves_each_code(forms: Path) -> None:
    told = tidtam("coverage")
    assert told.exit_code == 0 and "obec_strategy: มีตัวชี้วัดรองรับ 2 จาก 4 ข้อ" in told.stdout
    assert "✔ G1  ด้านความปลอดภัย\n      literacy: I2" in told.stdout and "✖ G2" in told.stdout
    (found,) = json.loads(tidtam("coverage", "--json").stdout)["lists"]
    assert found["bare"] == ["G2", "G4"] and found["codes"][0]["indicators"] == [["literacy", "I2"]]


def test_a_bare_code_fails_only_when_it_is_asked_strictly(forms: Path) -> None:
    assert tidtam("coverage", "obec_strategy").exit_code == 0
    assert tidtam("coverage", "obec_strategy", "--strict").exit_code == 1


def test_a_year_in_which_no_code_of_the_list_holds_is_told_and_fails_strictly(forms: Path) -> None:
    for words in (("obec_strategy",), ()):
        told = tidtam("coverage", *words, "--strict", "--year", "2580")
        assert told.exit_code == 1 and "ไม่มีรหัสที่ใช้ในปีงบประมาณ 2580" in told.stdout
        assert tidtam("coverage", *words, "--year", "2580").exit_code == 0


def test_a_list_that_is_not_there_is_named_with_the_nearest(forms: Path) -> None:
    told = tidtam("coverage", "obec_strategi")
    assert told.exit_code and "did you mean 'obec_strategy'?" in told.stderr


@pytest.mark.parametrize(("day", "late"), [("2023-10-31", True), ("2099-10-31", False)])
def test_a_draft_past_its_review_is_told_and_stays_good(forms: Path, day: str, late: bool) -> None:
    text = broken((DRAFT[0], DRAFT[1].replace("DAY", day)))
    (forms / "literacy.yaml").write_text(text, encoding="utf-8")
    told = tidtam("schemas", "check")
    assert told.exit_code == 0 and ("ควรทบทวนภายใน 31 ต.ค. 2566" in told.stdout) is late
    assert f"({day})" in tidtam("schemas", "show", "literacy").stdout


@pytest.mark.parametrize(("day", "told"), [(date(2023, 11, 1), True), (date(2023, 10, 31), False)])
def test_the_doctor_tells_of_a_draft_past_its_review_and_finds_no_fault(
    forms: Path, day: date, told: bool
) -> None:
    text = broken((DRAFT[0], DRAFT[1].replace("DAY", "2023-10-31")))
    (forms / "literacy.yaml").write_text(text, encoding="utf-8")
    settings = read_settings({"TIDTAM_FORMS": str(forms)})
    now = datetime.combine(day, time(9), BANGKOK)
    findings = list(content.forms(Patient(settings, lambda: now, Machine())))
    assert any("ควรทบทวน" in item.how for item in findings) is told
    assert exit_code(findings) == 0


def test_the_doctor_tells_of_all_such_drafts_in_one_line(forms: Path) -> None:
    for name, day in (("literacy", "2023-10-31"), ("numeracy", "2023-09-30"), ("safety", "2023-10-15")):
        text = broken((DRAFT[0], DRAFT[1].replace("DAY", day))).replace("id: literacy", f"id: {name}")
        (forms / f"{name}.yaml").write_text(text, encoding="utf-8")
    now = datetime(2023, 11, 1, 9, tzinfo=BANGKOK)
    settings = read_settings({"TIDTAM_FORMS": str(forms)})
    lines = [item.how for item in content.forms(Patient(settings, lambda: now, Machine()))]
    (told,) = [line for line in lines if "ควรทบทวน" in line]
    assert "numeracy" in told and "อีก 2 แบบ" in told


def test_the_kpis_of_a_year_before_any_round(forms: Path) -> None:
    told = json.loads(tidtam("kpi", "2566", "--json").stdout)
    assert told["together"]["reports"] == {"n": 0, "of": 2, "percent": "0.00"}
    assert "ยังไม่เปิดรอบ" in tidtam("kpi", "2566").stdout
    assert "ยังไม่มีรอบ" in tidtam("kpi", "2570").stdout


def test_quality_tells_titles_the_worst_first_and_what_was_never_marked_only_when_asked() -> None:
    fields = (
        FieldQuality("a", 10, 10, 0, 10, 0, 0, 0),
        FieldQuality("b", 10, 10, 1, 10, 2, 0, 0),
        FieldQuality("c", 10, 8, 4, 8, 4, 1, 1),
    )
    found = Quality(Share(1, 2), Share(2, 2), fields, Turnaround(0, 5, None, None, None))
    titles = {"a": "ชื่อ ก", "b": "ชื่อ ข", "c": "ชื่อ ค"}
    told = [line for line in _quality_lines(found, titles, whole=False) if line.startswith("  ")]
    assert told[:3] == [
        "  ชื่อ ค [c]: ผิดอยู่ 4/8 (50.00) · เคยผิด 4/8 (50.00) · ถูกถาม 1/8 (12.50) · อธิบายแล้ว 1/1 (100.00) · ตอบ 8/10 (80.00)",
        "  ชื่อ ข [b]: ผิดอยู่ 1/10 (10.00) · เคยผิด 2/10 (20.00) · ตอบ 10/10 (100.00)",
        "  อีก 1 ช่องไม่เคยผิดและไม่ถูกถาม: --all แสดงทุกช่อง (never wrong; --all shows them)",
    ]
    assert "  ชื่อ ก [a]: ตอบ 10/10 (100.00)" in _quality_lines(found, titles, whole=True)


def test_what_only_asks_the_store_needs_no_credentials(forms: Path, tmp_path: Path) -> None:
    store = build_store(read_settings(os.environ))
    (form,) = load_forms(forms).values()
    store.register.save([Respondent("1099000001", "บ้านนา", "เหนือ", grades=("P1",))])
    store.definitions.keep(form)
    store.rounds.save(open_round(form, "2566-M6"))
    store.close()
    place, out = (form.id, "2566-M6"), str(tmp_path / "out")
    assert json.loads(tidtam("quality", *place, "--json").stdout)["complete"]["of"] == 1
    assert tidtam("export", *place, "--out", out).exit_code == 0
    assert "ไม่มีตาราง" in tidtam("export", *place, "--as", "m6", "--out", f"{out}.csv").stderr
    assert (
        "TIDTAM_CREDENTIALS" in tidtam("round", "close", *place).stderr
    )  # what needs Google still asks for it
