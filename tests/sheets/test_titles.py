"""The title before an answer says what else stands only in the note, which a phone hides."""

from pathlib import Path

import pytest

from service.definitions import load_form
from service.sheets.layout import field_title

from .drawing import CARD, FORM, faults, read_card

FORMS = Path(__file__).resolve().parents[2] / "sheet_schemas"


@pytest.mark.parametrize(
    ("form", "name", "ending"),
    [
        ("quick_policy", "qp02_found", "ติดตามพบตัว (คน) · นับสะสม"),
        ("quick_policy", "qp01_closed", "เหตุที่แก้ไขแล้ว นับสะสม (ครั้ง)"),
        ("quick_policy", "qp03_pupils", "(คน)"),
        ("quick_policy", "office_email", "อีเมลของโรงเรียน (ถ้ามี)"),
        ("quick_policy", "qp01_evidence", "ลิงก์หลักฐาน"),
        ("recommendation_followup", "done_on", "วันที่แล้วเสร็จ"),
        ("projects", "project_code", "รหัสโครงการ"),
    ],
    ids=[
        "in the note",
        "in the title",
        "not cumulative",
        "optional",
        "own rule",
        "another's rule",
        "required",
    ],
)
def test_a_title_ends_with_what_nobody_may_miss(form: str, name: str, ending: str) -> None:
    fields = load_form(FORMS / f"{form}.yaml").fields
    assert next(field_title(item) for item in fields if item.name == name).endswith(ending)


def test_the_titles_of_tabs_made_before_are_no_changed_headings() -> None:
    ours = [
        [*row[:1], *[field_title(item) for item in FORM.fields if item.name == row[0]], *row[2:]]
        for row in CARD[5:]
    ]
    assert [row[1] for row in ours] != [row[1] for row in CARD[5:]]
    for rows in (CARD, [*CARD[:5], *ours]):
        assert faults(read_card(rows)[1]) == []
