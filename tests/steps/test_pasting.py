"""Tables to paste: literal, in order, the same each time, and open about what is wrong."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from service.core.pasting import PasteTable
from service.errors import NotFoundError, RefusedError
from service.steps.exporting import inert
from service.steps.paste_files import write_table
from service.steps.pasting import paste_round

from .conftest import SmallOffice

NA, PA, DOI = "1099000001", "1099000002", "1099000003"
GOOD = {"school_id": NA, "pupils": "20", "fed": "12", "kids": "๓", "spent": "1,000.50", "day": "9 มิ.ย. 2566", "note": "=HYPERLINK(1)"}  # fmt: skip


@pytest.fixture
def lunch(office: SmallOffice) -> SmallOffice:
    office.read("lunch", "2566-Q1", 0, {NA: GOOD | {"fed": "7"}})
    bad = {"school_id": PA, "pupils": "5", "fed": "9", "note": "-2 คน", "day": "วันไหน"}
    office.read("lunch", "2566-Q2", 90, {NA: GOOD, PA: bad})
    return office


def rows(office: SmallOffice, form: str, table: str) -> dict[str, dict[str, object]]:
    made = paste_round(office.service, form, "2566-Q2", table).table
    return {str(row[0]): dict(zip(made.headings, row, strict=True)) for row in made.rows}


def test_a_row_has_the_columns_in_their_order_with_the_round_before(lunch: SmallOffice) -> None:
    found = rows(lunch, "lunch", "paper")
    assert list(found) == [NA, PA, DOI]
    first = found[NA]
    assert list(first) == ["รหัส", "ชื่อ", "ได้กิน", "ไตรมาสก่อน", "อนุบาล", "เงิน", "เริ่ม", "ผล", "บันทึก", "งวด", "ที่มา", "หมายเหตุ"]  # fmt: skip
    assert (first["รหัส"], first["ชื่อ"], first["ได้กิน"], first["ไตรมาสก่อน"]) == (NA, "บ้านนา", 12, 7)
    assert (first["อนุบาล"], str(first["เงิน"]), first["เริ่ม"]) == (3, "1000.50", "9 มิ.ย. 2566")
    assert first["ผล"] == "12 จาก 20 คน (ก่อน 7)" and first["งวด"] == "ไตรมาสที่ 2 ปีงบประมาณ 2566"
    assert first["หมายเหตุ"] == "รออธิบาย: ค่าอาหาร"


def test_what_is_wrong_or_missing_is_said_in_the_last_column(lunch: SmallOffice) -> None:
    found = rows(lunch, "lunch", "paper")
    assert found[PA]["หมายเหตุ"] == "ต้องแก้: ได้กิน, วันเริ่ม"
    assert (found[PA]["อนุบาล"], found[PA]["เริ่ม"]) == ("ไม่เกี่ยวข้อง", "")
    assert found[DOI]["หมายเหตุ"] == "ยังไม่ส่งข้อมูล" and found[DOI]["ได้กิน"] == ""


def test_a_required_blank_is_named(office: SmallOffice) -> None:
    office.read("lunch", "2566-Q2", 0, {NA: {"school_id": NA, "fed": "1"}})
    assert rows(office, "lunch", "paper")[NA]["หมายเหตุ"] == "ยังไม่รายงาน: อนุบาล, นักเรียน"


@pytest.fixture
def projects(office: SmallOffice) -> SmallOffice:
    project = {"name": "อ่านออก", "budget": "0.5"}
    office.read(
        "projects", "2566-Q2", 0, {NA: {"k1": project | {"code": "P10"}, "k2": project | {"code": "P2"}}}
    )
    acts = {
        "a1": {"code": "P2", "act": "กิจกรรม 10", "weight": "40"},
        "a2": {"code": "P2", "act": "กิจกรรม 2", "weight": "60"},
        "a3": {"code": "p ๑๐", "act": "ประชุม", "weight": "มาก"},
    }
    office.read("acts", "2566-Q2", 0, {NA: acts, PA: {"b": {"code": "P2", "act": "ของคนอื่น", "weight": "1"}}})
    return office


def test_a_row_of_a_list_gathers_its_own_rows_of_another(projects: SmallOffice) -> None:
    found = rows(projects, "projects", "m6")
    assert list(found) == ["P2", "P10"]
    assert found["P2"]["กิจกรรม"] == "1) กิจกรรม 2 (60%)\n2) กิจกรรม 10 (40%)"
    assert (found["P10"]["กิจกรรม"], found["P10"]["หมายเหตุ"]) == ("1) ประชุม (–%)", "แถวย่อยที่ต้องแก้ 1 แถว")
    assert paste_round(projects.service, "projects", "2566-Q2", "m6").absent == ("บ้านป่า", "บ้านดอย")


def test_rows_of_another_list_that_match_no_row_are_named_without_their_answers(
    projects: SmallOffice,
) -> None:
    made = paste_round(projects.service, "projects", "2566-Q2", "m6")
    assert made.left_over == ("แบบ acts บ้านป่า (1099000002): P2",)
    acts = {"a1": {"code": "P3", "act": "ความลับ", "weight": "40"}, "a2": {"act": "ลับ"}, "a3": {"code": "p2"}}
    projects.read("acts", "2566-Q2", 1, {NA: acts, PA: {}})
    made = paste_round(projects.service, "projects", "2566-Q2", "m6")
    assert made.left_over == ("แบบ acts บ้านนา (1099000001): (ไม่มีรหัสโครงการ), P3",)


def test_a_name_that_was_typed_for_a_code_is_not_told(projects: SmallOffice) -> None:
    projects.read(
        "acts", "2566-Q2", 1, {NA: {"a1": {"code": "ด.ช. สมมติ 1234"}, "a2": {"code": "สมมติ"}}, PA: {}}
    )
    made = paste_round(projects.service, "projects", "2566-Q2", "m6")
    assert made.left_over == ("แบบ acts บ้านนา (1099000001): (a1), (a2)",)


def test_a_code_of_thousands_of_digits_stands_behind_the_shorter_ones(projects: SmallOffice) -> None:
    long = "9" * 5000
    acts = {
        "a1": {"code": "P2", "act": long, "weight": "40"},
        "a2": {"code": "P2", "act": "007", "weight": "60"},
    }
    projects.read("acts", "2566-Q2", 1, {NA: acts, PA: {}})
    assert rows(projects, "projects", "m6")["P2"]["กิจกรรม"] == f"1) 007 (60%)\n2) {long} (40%)"


def test_whom_the_register_knows_stands_by_name(office: SmallOffice) -> None:
    office.read(
        "acts", "2566-Q2", 0, {NA: {"a1": {"code": "P2", "act": "ค่าย", "weight": "40", "place": DOI}}}
    )
    found = rows(office, "acts", "places")["ค่าย"]
    assert (found["จัดที่"], found["ผล"]) == ("บ้านดอย", "ค่าย ที่ บ้านดอย")
    assert found["รหัสและชื่อ"] == f"{DOI} บ้านดอย"


def test_shares_are_of_all_rows_and_add_up_to_a_hundred_in_the_last_row(
    office: SmallOffice, tmp_path: Path
) -> None:
    answers = {
        code: GOOD | {"school_id": code, "fed": fed} for code, fed in ((NA, "7"), (PA, "5"), (DOI, "3"))
    }
    office.read("lunch", "2566-Q2", 0, answers)
    table = paste_round(office.service, "lunch", "2566-Q2", "shares").table
    assert [[str(cell) for cell in row[:4]] for row in table.rows] == [
        ["บ้านนา", "อุบลราชธานี", "7", "46.67"],
        ["บ้านป่า", "อุบลราชธานี", "5", "33.33"],
        ["บ้านดอย", "อุบลราชธานี", "3", "20.00"],
        ["รวม", "", "15", "100.00"],
    ]
    (sheet,) = load_workbook(write_table(table, tmp_path / "t.xlsx")).worksheets
    assert sheet["D4"].number_format == "0.00" and sheet["C4"].number_format == "General"


def test_the_total_says_how_many_rows_are_not_in_it(lunch: SmallOffice) -> None:
    found = rows(lunch, "lunch", "shares")
    assert (found["บ้านดอย"]["ร้อยละ"], str(found["รวม"]["ร้อยละ"])) == ("", "100.00")
    assert found["รวม"]["หมายเหตุ"] == "1 แถวยังไม่มีตัวเลข"


def test_of_nothing_there_are_no_shares(office: SmallOffice) -> None:
    office.read("lunch", "2566-Q2", 0, {NA: GOOD | {"fed": "0"}})
    found = rows(office, "lunch", "shares")
    assert (found["บ้านนา"]["ได้กิน"], found["บ้านนา"]["ร้อยละ"]) == (0, "")
    assert (found["รวม"]["ได้กิน"], found["รวม"]["ร้อยละ"]) == (0, "")


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t")
def test_a_text_for_a_csv_begins_with_no_sign_of_a_formula(sign: str) -> None:
    assert inert(f"{sign}A1") == f"'{sign}A1" and inert(f"ก{sign}") == f"ก{sign}"


def test_a_table_of_some_rows_lets_out_what_is_said_and_right_alone(office: SmallOffice) -> None:
    held = {"a1": ("จัดแล้ว", "40"), "a2": ("ยังไม่จัด", "40"), "a3": ("จัดแล้ว", "0"), "a4": ("", "20")}
    acts = {
        key: {"code": "P2", "act": key, "held": said, "weight": weight}
        for key, (said, weight) in held.items()
    }
    office.read("acts", "2566-Q2", 0, {NA: acts})
    assert list(rows(office, "acts", "public")) == ["a1"]


def test_no_text_becomes_a_formula_and_no_number_a_text(lunch: SmallOffice, tmp_path: Path) -> None:
    table = paste_round(lunch.service, "lunch", "2566-Q2", "paper").table
    (sheet,) = load_workbook(write_table(table, tmp_path / "t.xlsx")).worksheets
    cells = {cell.value: cell for cell in sheet[2]}
    assert cells["=SUM(A1)"].data_type == "s" and cells["=HYPERLINK(1)"].quotePrefix
    assert cells[NA].data_type == "s" and cells[12].data_type == "n"
    assert cells[1000.5].number_format == '#,##0.00" บาท"'
    for name, separator in (("t.csv", ","), ("t.tsv", "\t")):
        text = write_table(table, tmp_path / name).read_bytes().decode("utf-8-sig")
        written = list(csv.reader(text.splitlines(), delimiter=separator))
        assert written[1][2] == "12" and "'=SUM(A1)" in written[1] and "'-2 คน" in written[2]
        assert not [
            cell for row in written for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.tsv"])
def test_the_same_table_is_the_same_file(lunch: SmallOffice, tmp_path: Path, name: str) -> None:
    files = []
    for folder in ("one", "two"):
        table = paste_round(lunch.service, "lunch", "2566-Q2", "paper").table
        files.append(write_table(table, tmp_path / folder / name).read_bytes())
    assert files[0] == files[1] and files[0]


def test_a_text_that_no_cell_takes_is_made_fit_and_says_so(tmp_path: Path) -> None:
    table = PasteTable("ตาราง", ("ก", "ข"), ("", ""), (("\x00=1+1\ufffe", "ย" * 40_000),))
    (sheet,) = load_workbook(write_table(table, tmp_path / "t.xlsx")).worksheets
    text, cut = (str(cell.value) for cell in sheet[2])
    assert text == "=1+1" and sheet["A2"].data_type == "s" and sheet["A2"].quotePrefix
    assert len(cut) == 32_767 and cut.endswith("ดูเต็มใน .csv)")
    written = write_table(table, tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1]
    assert written == f"'=1+1,{'ย' * 40_000}"


def test_a_table_that_is_not_there_is_refused_with_those_that_are(lunch: SmallOffice, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="มี: paper, shares"):
        paste_round(lunch.service, "lunch", "2566-Q2", "papre")
    with pytest.raises(RefusedError, match=r"\.xlsx \.csv \.tsv"):
        write_table(paste_round(lunch.service, "lunch", "2566-Q2", "paper").table, tmp_path / "a.doc")
