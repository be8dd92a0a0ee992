"""An office that works from the command line alone, from an empty drive to a report."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import frictionless
import openpyxl
import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.emulator import Emulator
from tests.pipeline.offices import OWNER, PLAIN_SCHOOLS, Person
from tests.switching import chosen

FORM, ROUND = "quick_policy", "2566-M6"
FOLDER = Path(__file__).parents[2] / "sheet_schemas"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with Emulator(tmp_path_factory.mktemp("google"), switches=chosen()) as running:
        yield running


@pytest.fixture(scope="module")
def run(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Run:
    forms = tmp_path_factory.mktemp("forms")  # this office has one form: every command reads them all
    shutil.copy(FOLDER / f"{FORM}.yaml", forms)
    shutil.copytree(FOLDER / "codes", forms / "codes")
    environ = {
        "TIDTAM_FORMS": str(forms),
        "TIDTAM_HOME": str(tmp_path_factory.mktemp("office")),
        "TIDTAM_CREDENTIALS": str(emulator.credentials_path),
        "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
        "TIDTAM_FOLDER": emulator.shared_drive_id,
    }

    def call(*arguments: str, **more: Any) -> Result:
        return CliRunner().invoke(main, [*arguments], env=environ | more.pop("env", {}), **more)

    return call


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two schools as a CSV file with the headings of the demo."""
    path = tmp_path_factory.mktemp("register") / "schools.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, PLAIN_SCHOOLS[0])
        writer.writeheader()
        writer.writerows(PLAIN_SCHOOLS[:2])
    return path


@pytest.fixture(scope="module")
def opened(run: Run, schools: Path) -> Run:
    """The office with its register, an open round, sheets, and a first sweep."""
    for command in (
        ["register", "import", str(schools), "--yes"],
        ["round", "open", FORM, ROUND, "--due", "2099-01-31"],
        ["provision", FORM, ROUND],
        ["sweep"],
    ):
        result = run(*command)
        assert result.exit_code == 0, result.output
    return run


def test_a_round_with_sheets_is_not_taken_back(opened: Run) -> None:
    result = opened("round", "cancel", FORM, ROUND)
    assert result.exit_code == 15 and f"tidtam round close {FORM} {ROUND}" in result.stderr


def test_the_round_is_listed_and_its_status_told(opened: Run) -> None:
    assert json.loads(opened("round", "list", "--json").stdout)["rounds"][0]["due"] == "2099-01-31"
    status = json.loads(opened("status", "--json").stdout)["rounds"][0]
    assert (status["respondents"], status["missing"]) == (2, 2)


def test_every_school_has_a_link_to_paste(opened: Run, emulator: Emulator) -> None:
    rows = json.loads(opened("links", "--json").stdout)["links"]
    assert [row["name"] for row in rows] == [school["name"] for school in PLAIN_SCHOOLS[:2]]
    assert all(row["url"].startswith(f"{emulator.url}/spreadsheets/d/") for row in rows)
    assert all("รอบ 6 เดือน" in row["rounds"] for row in rows)


def test_provisioning_again_makes_nothing(opened: Run) -> None:
    assert "สร้างแท็บใหม่ 0 แท็บ" in opened("provision", FORM, ROUND).stderr


def test_a_settled_sweep_prints_one_json_object_alone(opened: Run) -> None:
    opened("sweep")
    assert json.loads(opened("sweep", "--json").stdout) == {"files": 0, "answers": 0, "control_writes": 0}


def test_a_school_is_given_more_time(opened: Run) -> None:
    code = PLAIN_SCHOOLS[0]["school_code"]
    assert opened("round", "extend", FORM, ROUND, code, "--due", "2099-02-28").exit_code == 0
    assert json.loads(opened("round", "list", "--json").stdout)["rounds"][0]["extensions"] == 1
    assert opened("round", "extend", FORM, ROUND, "1099999999", "--due", "2099-02-28").exit_code == 14


def test_a_report_is_made_where_it_is_wanted(opened: Run, tmp_path: Path) -> None:
    out = tmp_path / "folder" / "report.docx"
    assert opened("report", FORM, ROUND, "--out", str(out)).exit_code == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert "รอบ ๖ เดือน" in text


def test_the_export_is_a_valid_data_package(opened: Run, tmp_path: Path) -> None:
    assert opened("export", FORM, ROUND, "--out", str(tmp_path)).exit_code == 0
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten()
    assert {path.name for path in tmp_path.iterdir()} == {
        "values.csv", "status.csv", "issues.csv", "reasons.csv", "indicators.csv", "levels.csv",
        "tables.csv", "datapackage.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("command", "out", "edited"),
    [
        (("export", FORM, ROUND), "", "values.csv"),
        (("report", FORM, ROUND), "report.docx", "report.docx"),
    ],
)
def test_a_file_that_people_may_have_edited_is_replaced_only_when_told(
    opened: Run, tmp_path: Path, command: tuple[str, ...], out: str, edited: str
) -> None:
    (tmp_path / edited).write_text("edited", encoding="utf-8")
    result = opened(*command, "--out", str(tmp_path / out))
    assert (
        result.exit_code == 15
        and f"มี {tmp_path / edited} อยู่แล้ว" in result.stderr
        and "--yes" in result.stderr
    )
    assert (tmp_path / edited).read_text(encoding="utf-8") == "edited"
    assert opened(*command, "--out", str(tmp_path / out), "--yes").exit_code == 0
    assert (tmp_path / edited).read_bytes() != b"edited"


def test_a_table_to_paste_replaces_no_file_either(opened: Run, tmp_path: Path) -> None:
    (tmp_path / "m6.xlsx").touch()
    result = opened("export", FORM, ROUND, "--as", "m6", "--out", str(tmp_path / "m6.xlsx"))
    assert result.exit_code == 15 and "--yes" in result.stderr


def test_the_office_is_told_of_its_own_work(opened: Run) -> None:
    told = json.loads(opened("kpi", "2566", "--json").stdout)
    assert told["rounds"][0]["on_time"]["of"] == 2 and told["rounds"][0]["round"] == ROUND
    together = told["together"]["on_time"]
    assert (together["of"], together["rounds_not_due"]) == (0, 1)
    quality = json.loads(opened("quality", FORM, ROUND, "--json").stdout)
    assert quality["complete"] == {"n": 0, "of": 2, "percent": "0.00"} and quality["unknown"]
    assert "ที่รู้ไม่ได้" in opened("quality", FORM, ROUND).stdout


def test_a_table_to_paste_that_the_form_lacks_is_refused(opened: Run, tmp_path: Path) -> None:
    result = opened("export", FORM, ROUND, "--as", "m99", "--out", str(tmp_path / "a.xlsx"))
    assert result.exit_code == 14 and "m99" in result.stderr and not list(tmp_path.iterdir())


def test_the_doctor_finds_nothing_wrong(opened: Run) -> None:
    result = opened("doctor", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["good"] is True


def test_the_doctor_says_what_is_missing_and_what_to_do(opened: Run) -> None:
    result = opened("doctor", env={"TIDTAM_CREDENTIALS": "nowhere.json"})
    assert result.exit_code == 10
    assert "TIDTAM_CREDENTIALS" in result.stdout and "✖" in result.stdout


def test_the_register_is_read_from_excel_and_shows_changes_first(
    opened: Run, tmp_path: Path, schools: Path
) -> None:
    workbook = openpyxl.Workbook()
    rows = list(csv.reader(schools.read_text("utf-8-sig").splitlines()))
    rows[1][rows[0].index("name")] = "โรงเรียนชื่อใหม่"
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "schools.xlsx"
    workbook.save(path)
    result = opened("register", "import", str(path), input="n\n")
    assert "→ โรงเรียนชื่อใหม่" in result.stderr
    assert PLAIN_SCHOOLS[0]["name"] in opened("links").stdout  # nothing was changed


def test_the_register_is_read_from_a_google_sheet(opened: Run, emulator: Emulator) -> None:
    owner = Person(emulator, "owner", OWNER)
    kind = "application/vnd.google-apps.spreadsheet"
    body = {"name": "ทะเบียน", "mimeType": kind, "parents": [emulator.shared_drive_id]}
    file_id = owner.json("POST", "/drive/v3/files", params={"supportsAllDrives": "true"}, json=body)["id"]
    values = [list(PLAIN_SCHOOLS[0]), *[list(school.values()) for school in PLAIN_SCHOOLS[:2]]]
    place = f"/v4/spreadsheets/{file_id}/values/A1"
    owner.json("PUT", place, params={"valueInputOption": "RAW"}, json={"values": values})
    link = f"{emulator.url}/spreadsheets/d/{file_id}/edit#gid=0"
    result = opened("register", "import", link, "--json")
    assert json.loads(result.stdout) | {"saved": None} == {
        "schools": 2, "saved": None, "new": 0, "changed": 0, "absent": 0,
    }  # fmt: skip


def test_units_are_imported_beside_the_schools(opened: Run, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("รหัสหน่วยงาน,ชื่อหน่วยงาน,ป้ายกำกับ\nU02,กลุ่มนโยบายและแผน,planning\n", "utf-8")
    asked = opened("register", "import", str(path), "--units", input="n\n")
    assert "เพิ่ม U02 กลุ่มนโยบายและแผน" in asked.stderr and "ไม่มีในไฟล์" not in asked.stderr
    saved = json.loads(opened("register", "import", str(path), "--units", "--yes", "--json").stdout)
    assert saved == {"units": 1, "saved": True, "new": 1, "changed": 0, "absent": 0}
    assert json.loads(opened("status", "--json").stdout)["rounds"][0]["respondents"] == 2


def test_a_file_of_units_with_faults_names_the_rows(opened: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("รหัสหน่วยงาน,ชื่อหน่วยงาน\nU/2,\n", "utf-8")
    result = opened("register", "import", str(path), "--units", "--yes")
    assert result.exit_code == 12 and "แถว 2: รหัส “U/2”" in result.stderr


def test_a_register_with_faults_changes_nothing_and_names_the_rows(opened: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("รหัสโรงเรียน,ชื่อโรงเรียน,อำเภอ,ชั้นที่เปิดสอน\n10990O0001,บ้านก,เขื่องใน,ป.1-ป.6\n,,,ป.9\n", "utf-8")
    result = opened("register", "import", str(path), "--yes")
    assert result.exit_code == 12
    assert "แถว 2" in result.stderr and "10990O0001" in result.stderr and "แถว 3" in result.stderr


def test_an_unknown_form_is_refused_with_those_that_exist(opened: Run) -> None:
    result = opened("provision", "quick_polcy", ROUND)
    assert result.exit_code == 14 and "quick_policy" in result.stderr


def test_a_round_of_another_year_is_refused(opened: Run) -> None:
    result = opened("round", "open", FORM, "2567-M6")
    assert result.exit_code == 15 and "2566" in result.stderr


def test_a_missing_folder_is_named_with_its_remedy(run: Run) -> None:
    result = run("sweep", env={"TIDTAM_FOLDER": ""})
    assert result.exit_code == 10 and "TIDTAM_FOLDER" in result.stderr
