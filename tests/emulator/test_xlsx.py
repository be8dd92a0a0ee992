from __future__ import annotations

import io

import pytest
import sample_sheet
from emulator_clients import Person
from openpyxl import Workbook, load_workbook

from service.emulator import Emulator

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(person: Person, sheet_id: str) -> Workbook:
    answer = person.get(f"{person.base}/drive/v3/files/{sheet_id}/export", params={"mimeType": XLSX})
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


@pytest.fixture(scope="module")
def excel(emulator: Emulator, owner: Person) -> Workbook:
    return download(owner, sample_sheet.build(owner, emulator.shared_drive_id))


def test_excel_gets_all_tabs_in_order(excel: Workbook) -> None:
    assert excel.sheetnames == ["ข้อมูล", "คำชี้แจง"]


def test_excel_gets_numbers_as_numbers_and_text_as_text(excel: Workbook) -> None:
    page = excel["ข้อมูล"]
    shown = [(page[name].value, page[name].data_type) for name in ("C4", "C7", "C11", "C12")]
    assert shown == [(1250, "n"), ("0042", "s"), ("=1+1", "s"), ("=SUM(C4:C5)", "f")]
    assert (page["C4"].number_format, page["C7"].number_format) == ("#,##0", "@")


def test_excel_gets_notes_fills_fonts_and_links(excel: Workbook) -> None:
    page = excel["ข้อมูล"]
    assert "มากกว่าทั้งหมด" in page["C5"].comment.text
    assert page["C5"].fill.fgColor.rgb == "FFFACCCC"
    assert (page["A1"].font.bold, page["A1"].font.size) == (True, 14)
    assert page["C9"].hyperlink.target == "https://example.org/evidence"


def test_excel_gets_the_layout(excel: Workbook) -> None:
    page = excel["ข้อมูล"]
    assert page.freeze_panes == "C4"
    assert {str(merge) for merge in page.merged_cells.ranges} == {"A1:E1", "A2:E2"}
    assert page.column_dimensions["A"].hidden
    assert page.column_dimensions["B"].width == pytest.approx(230 / 7, abs=0.1)
    assert page.data_validations.dataValidation[0].formula1 == '"มี,ไม่มี,ไม่เกี่ยวข้อง"'


def test_titles_excel_would_refuse_are_changed(owner: Person, sheet_id: str) -> None:
    long = "รอบ 1/2569: " + "ก" * 40
    titles = [{"addSheet": {"properties": {"title": long + end}}} for end in ("ก", "ข")]
    owner.batch(sheet_id, *titles).raise_for_status()
    names = download(owner, sheet_id).sheetnames[1:]
    assert [len(name) for name in names] == [31, 31]
    assert names[0].startswith("รอบ 1_2569_ ") and names[0] != names[1]


def test_the_page_downloads_the_same_file(emulator: Emulator, owner: Person, sheet_id: str) -> None:
    answer = owner.get(f"{emulator.url}/spreadsheets/d/{sheet_id}/export?format=xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["Sheet1"]
