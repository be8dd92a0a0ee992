"""Sheets that offices made by hand: taken over by their headings, read and answered from then on."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from service.errors import NotFoundError, RefusedError
from service.sheets.drive import STRUCTURE_FIELDS
from service.steps.adopting import Proposal, Request, carry_out, propose
from service.steps.adoption_words import told
from service.steps.context import Service

from .killing import another, killed_at
from .offices import FORM, PLAIN_SCHOOLS, ROUND, Office, running, truthful, update
from .shown import RED

pytestmark = pytest.mark.long

PLANS, LOST, TRAINED = "qp05_plans", "qp02_lost", "qp05_trained"
SHEET = "application/vnd.google-apps.spreadsheet"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running(tmp_path, [truthful(school) for school in PLAIN_SCHOOLS[:3]]) as office:
        yield office


def made_by_hand(office: Office, rows: Sequence[Sequence[Any]], *changes: dict[str, Any]) -> str:
    """A spreadsheet of the owner's in the office's drive; its link."""
    body = {"name": "ของเดิม", "mimeType": SHEET, "parents": [office.emulator.shared_drive_id]}
    file_id = office.owner.json("POST", "/drive/v3/files?supportsAllDrives=true", json=body)["id"]
    place = f"/v4/spreadsheets/{file_id}/values/A1"
    query = {"valueInputOption": "RAW"}
    office.owner.json("PUT", place, params=query, json={"values": [list(row) for row in rows]})
    if changes:
        office.owner.batch(file_id, *changes)
    return f"https://docs.google.com/spreadsheets/d/{file_id}/edit#gid=0"


def names() -> list[str]:
    return [school["name"] for school in PLAIN_SCHOOLS[:3]]


def codes() -> list[str]:
    return [school["school_code"] for school in PLAIN_SCHOOLS[:3]]


def by_hand() -> list[list[Any]]:
    """Two rows of headings, numbers before them, Thai digits, a unit left out, a name written shortly."""
    return [
        ["แบบเก็บข้อมูลของกลุ่มนิเทศ"],
        ["ที่", "ชื่อโรงเรียน", "๒. พาน้องกลับมาเรียน", "๕. Active Learning", "", ""],
        ["", "", "ข้อ 2.1 นักเรียนหลุดออกจากระบบหรือตกหล่นทั้งหมด", "5.9  หน่วยการเรียนรู้ที่ออกแบบเป็น active learning", "ครูที่ผ่านการพัฒนา Active Learning", "หมายเหตุ"],
        [1, names()[0].replace("โรงเรียน", "ร.ร."), 4, "๑๒", 8, "โทรแล้ว"],
        [2, names()[1], 0, 7, "หลายคน", ""],
        [3, names()[2] + "ๆ", 1, 2, 3, ""],
    ]  # fmt: skip


def proposed(office: Office, link: str, **more: Any) -> Proposal:
    return propose(office.service, Request(FORM, ROUND, link, **more))


def cells(office: Office, link: str, fields: str = "formattedValue") -> list[list[dict[str, Any]]]:
    return office.owner.cells(link.split("/")[5], 0, fields)


def structure(office: Office, link: str) -> Any:
    path = f"/v4/spreadsheets/{link.split('/')[5]}"
    return office.owner.json("GET", path, params={"fields": STRUCTURE_FIELDS})


def value(office: Office, code: str, field: str) -> Any:
    return office.stored(code).entries[field].value


def test_what_matches_and_what_does_not_is_told_and_nothing_is_changed(office: Office) -> None:
    link = made_by_hand(office, by_hand())
    before = structure(office, link)
    lines = told(proposed(office, link))
    text = "\n".join(lines)
    assert "✔ C “ข้อ 2.1 นักเรียนหลุดออกจากระบบหรือตกหล่นทั้งหมด” → เปลี่ยนเป็น" in text
    assert "✔ D " in text
    assert any(line.startswith("– E ") and "ครูที่ผ่านการพัฒนาด้าน Active Learning" in line for line in lines)
    assert any(line.startswith("– F “หมายเหตุ”") for line in lines)
    assert any("แถว 6" in line and names()[2] in line for line in lines)
    assert structure(office, link) == before
    assert office.service.store.spreadsheets.all() == []


def test_an_adopted_table_is_read_and_answered_and_its_values_stay(office: Office) -> None:
    link = made_by_hand(office, by_hand())
    typed = [[cell.get("formattedValue") for cell in row[1:6]] for row in cells(office, link)[3:]]
    carry_out(proposed(office, link, given={TRAINED: "E"}))
    office.sweep()
    first, second, third = codes()
    assert [value(office, first, name) for name in (LOST, PLANS, TRAINED)] == [4, 12, 8]
    assert value(office, second, PLANS) == 7
    assert {issue.field for issue in office.issues(second) if issue.severity == "error"} == {TRAINED}
    assert [issue.code for issue in office.issues(third)] == ["row_missing"]
    shown = cells(office, link, "formattedValue,note,userEnteredFormat/backgroundColor")
    texts = [[cell.get("formattedValue", "") for cell in row] for row in shown]
    assert all(any(value in row for row in texts) for line in typed for value in line if value)
    marked = [cell for row in shown for cell in row if "note" in cell]
    assert [cell["formattedValue"] for cell in marked] == ["หลายคน"]
    office.sweep()
    assert office.calls() == {"drive_list": 1}


def test_colours_and_formats_of_an_adopted_sheet_stay(office: Office) -> None:
    yellow = {"userEnteredFormat": {"backgroundColor": {"red": 1, "green": 1}}}
    money = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}}
    link = made_by_hand(
        office, by_hand(), update(0, 3, 2, yellow), update(0, 4, 3, money), update(0, 2, 3, yellow)
    )
    carry_out(proposed(office, link))
    office.sweep()
    shown = cells(office, link, "formattedValue,userEnteredFormat(backgroundColor,numberFormat)")
    by_text = {cell.get("formattedValue"): cell for row in shown for cell in row}
    assert by_text["4"]["userEnteredFormat"]["backgroundColor"] == {"red": 1, "green": 1}
    assert by_text["7.00"]["userEnteredFormat"]["numberFormat"]["pattern"] == "0.00"
    heading = next(text for text in by_text if text and text.startswith("หน่วยการเรียนรู้"))
    assert by_text[heading]["userEnteredFormat"]["backgroundColor"] == {"red": 1, "green": 1}


def test_codes_are_hidden_and_the_sheet_is_protected_only_when_asked(office: Office) -> None:
    link = made_by_hand(office, by_hand())
    carry_out(proposed(office, link))
    sheet = structure(office, link)["sheets"][0]
    hidden = [n for n, row in enumerate(sheet["data"][0]["rowMetadata"]) if row.get("hiddenByUser")]
    texts = [
        [cell.get("formattedValue", "") for cell in sheet["data"][0]["rowData"][n]["values"]] for n in hidden
    ]
    assert len(texts) == 2 and "#key" in texts[1] and PLANS in texts[1]
    assert "protectedRanges" not in sheet
    carry_out(proposed(office, link, guarded=True))
    assert structure(office, link)["sheets"][0]["protectedRanges"][0]["unprotectedRanges"]


def test_adopting_again_takes_in_what_was_mended(office: Office) -> None:
    link = made_by_hand(office, by_hand())
    carry_out(proposed(office, link))
    office.sweep()
    texts = [[cell.get("formattedValue", "") for cell in row] for row in cells(office, link)]
    row = next(n for n, line in enumerate(texts) if names()[2] + "ๆ" in line)
    column = texts[row].index(names()[2] + "ๆ")
    office.owner.batch(
        link.split("/")[5], update(0, row, column, {"userEnteredValue": {"stringValue": names()[2]}})
    )
    carry_out(proposed(office, link))
    office.sweep()
    assert value(office, codes()[2], LOST) == 1
    before = structure(office, link)
    assert carry_out(proposed(office, link)).requests == []
    assert structure(office, link) == before


def test_a_repair_adds_the_rows_of_missing_schools(office: Office) -> None:
    from service.pipeline import repair

    link = made_by_hand(office, by_hand()[:5])
    carry_out(proposed(office, link))
    repair(office.service, FORM, ROUND)
    office.sweep()
    assert office.issues(codes()[2]) == []
    assert value(office, codes()[0], LOST) == 4


def test_a_heading_that_stands_twice_must_be_told_apart_first(office: Office) -> None:
    rows = by_hand()
    rows[2][4] = rows[2][3]
    link = made_by_hand(office, rows)
    proposal = proposed(office, link)
    assert proposal.ambiguous and any(f"--map {PLANS}=D" in line for line in told(proposal))
    with pytest.raises(RefusedError):
        carry_out(proposal)
    carry_out(proposed(office, link, given={PLANS: "E"}))
    office.sweep()
    assert value(office, codes()[0], PLANS) == 8


def test_headings_merged_over_two_rows_are_found(office: Office) -> None:
    rows = by_hand()
    rows[1][1], rows[1][2] = "โรงเรียน", rows[2][2]
    rows[2][2] = ""
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3}
    merges = [
        {
            "mergeCells": {
                "range": area | {"startColumnIndex": c, "endColumnIndex": c + 1},
                "mergeType": "MERGE_ALL",
            }
        }
        for c in (1, 2)
    ]
    link = made_by_hand(office, rows, *merges)
    carry_out(proposed(office, link))
    office.sweep()
    assert value(office, codes()[0], LOST) == 4
    assert not any("heading" in issue.code for issue in office.issues(codes()[0]))


# -- a sheet of one school


def card_by_hand() -> list[list[Any]]:
    return [
        ["แบบรายงาน", "", "", ""],
        [names()[0], "", "", ""],
        ["รายการที่", "รายการ", "หน่วย", "ผล", "ครูผู้รับผิดชอบ"],
        [1, "นักเรียนหลุดออกจากระบบหรือตกหล่นทั้งหมด", "คน", 4, "ครู ก"],
        [2, "๒) หน่วยการเรียนรู้ที่ออกแบบเป็น Active Learning", "หน่วย", "สิบกว่า", "ครู ข"],
        ["", "รวม", "", 14, ""],
    ]


def test_an_adopted_card_is_read_and_answered_beside_its_answers(office: Office) -> None:
    link = made_by_hand(office, card_by_hand())
    proposal = proposed(office, link)
    assert proposal.file.respondent == codes()[0]
    carry_out(proposal)
    office.sweep()
    code = codes()[0]
    assert value(office, code, LOST) == 4
    assert {issue.field for issue in office.issues(code) if issue.severity == "error"} == {PLANS}
    card = office.owner.book(link.split("/")[5]).workbook.worksheets[0]
    texts = [[str(cell.value or "") for cell in row] for row in card.iter_rows()]
    assert all(any(word in row for row in texts) for word in ("ครู ก", "รวม", "14", "แบบรายงาน"))
    row = next(row for row in texts if "สิบกว่า" in row)
    assert "✖ ต้องแก้" in row
    assert any(text.startswith("กรอก ") for line in texts for text in line)
    filled = [c.fill.fgColor.rgb[2:] for line in card.iter_rows() for c in line if c.value == "สิบกว่า"]
    assert filled == [RED]
    office.sweep()
    assert office.calls() == {"drive_list": 1}


def test_an_adopted_card_is_left_as_it_is_when_provisioned(office: Office) -> None:
    from service.pipeline import provision

    link = made_by_hand(office, card_by_hand())
    carry_out(proposed(office, link))
    office.sweep()
    before = structure(office, link)
    done = provision(office.service, FORM, ROUND)
    assert (done.made, done.problems) == (2 + 3, [])
    office.sweep()
    assert structure(office, link) == before


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_killed_at_any_call_adopting_goes_on(office: Office, number: int, when: str) -> None:
    link = made_by_hand(office, by_hand())

    def work(service: Service) -> None:
        carry_out(propose(service, Request(FORM, ROUND, link, given={TRAINED: "E"})))

    assert killed_at(office, number, when, work)
    with another(office) as service:
        work(service)
    office.sweep()
    assert [value(office, codes()[0], name) for name in (LOST, PLANS, TRAINED)] == [4, 12, 8]
    assert not [issue for issue in office.issues(codes()[1]) if not issue.field]


# -- refused


REFUSED: list[tuple[Mapping[str, Any], type[Exception], str]] = [
    (
        {"source": "https://docs.google.com/spreadsheets/d/1xxxxxxxxxxxxxxxxxxxxxxxxxxxxx/edit"},
        RefusedError,
        "โฟลเดอร์",
    ),
    ({"source": "ไม่ใช่ลิงก์"}, NotFoundError, "ไม่ใช่ลิงก์"),
    ({"tab": "ไม่มีแท็บนี้"}, NotFoundError, "Sheet1"),
    ({"given": {"qp05_plan": "D"}}, NotFoundError, "qp05_plans"),
    ({"given": {PLANS: "D4!"}}, RefusedError, "คอลัมน์"),
    ({"respondent": "1099999999"}, NotFoundError, "ทะเบียน"),
]


@pytest.mark.parametrize(("more", "error", "words"), REFUSED)
def test_what_cannot_be_adopted_is_refused_with_what_to_do(
    office: Office, more: Mapping[str, Any], error: type[Exception], words: str
) -> None:
    link = made_by_hand(office, by_hand())
    with pytest.raises(error, match=words):
        propose(office.service, Request(**{"form_id": FORM, "round_id": ROUND, "source": link, **more}))


def test_a_tab_without_any_heading_of_the_form_is_refused(office: Office) -> None:
    with pytest.raises(RefusedError, match="ไม่พบหัวข้อ"):
        proposed(office, made_by_hand(office, [["อาหารกลางวัน", "นม"], ["ข้าว", "1"]]))


def test_a_round_that_has_sheets_takes_no_second_one(office: Office) -> None:
    office.provision()
    with pytest.raises(RefusedError, match="มีชีตอยู่แล้ว"):
        proposed(office, made_by_hand(office, card_by_hand()))
    with pytest.raises(RefusedError, match="อีกผังหนึ่ง"):
        proposed(office, made_by_hand(office, by_hand()))
