"""A round exported: what people open it with, and what they know its rows by."""

import csv
from pathlib import Path

from service.steps.exporting import export_round

from .conftest import SmallOffice

NA, PA = "1099000001", "1099000002"
BOM = b"\xef\xbb\xbf"


def _issues(office: SmallOffice, form: str, folder: Path) -> list[dict[str, str]]:
    export_round(office.service, form, "2566-Q2", folder)
    return list(csv.DictReader((folder / "issues.csv").read_text("utf-8-sig").splitlines()))


def test_an_issue_of_a_list_tells_school_field_and_row_as_people_know_them(
    office: SmallOffice, tmp_path: Path
) -> None:
    row = {"code": "P1", "act": "อบรม", "weight": "400"}
    office.read("acts", "2566-Q2", 0, {NA: {"ka": row, "kb": row | {"act": "ติดตาม", "weight": "40"}}})
    (issue,) = _issues(office, "acts", tmp_path)
    assert list(issue)[:6] == ["respondent", "field", "code", "severity", "message", "reason"]
    assert (issue["respondent"], issue["field"]) == (NA, "ka/weight")
    assert (issue["respondent_name"], issue["title"], issue["row_name"]) == ("บ้านนา", "น้ำหนัก", "P1 · อบรม")


def test_an_issue_outside_a_list_has_no_row(office: SmallOffice, tmp_path: Path) -> None:
    answers = {"school_id": PA, "pupils": "10", "fed": "11", "spent": "10"}
    office.read("lunch", "2566-Q2", 0, {PA: answers})
    found = {issue["field"]: issue for issue in _issues(office, "lunch", tmp_path)}
    assert [found["fed"][name] for name in ("respondent_name", "title", "row_name")] == ["บ้านป่า", "ได้กิน", ""]


def test_every_file_opens_as_thai_with_a_double_click(office: SmallOffice, tmp_path: Path) -> None:
    paths = export_round(office.service, "lunch", "2566-Q2", tmp_path)
    tables = [path for path in paths if path.suffix == ".csv"]
    assert tables and all(path.read_bytes().startswith(BOM) for path in tables)
