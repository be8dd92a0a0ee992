"""What the shipped forms say to those who fill them."""

import re
from datetime import date
from pathlib import Path

import pytest

from service.config import ROOT
from service.core.register import Respondent
from service.core.rounds import open_round
from service.core.schema import Form
from service.definitions import load_form
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_list import plan_list
from service.sheets.blueprint_table import plan_table
from service.sheets.building import build
from service.sheets.layout import card_rows

FORMS = sorted((ROOT / "sheet_schemas").glob("*.yaml"))
GROUP = Respondent("U02", "กลุ่มนโยบายและแผน", "", kind="unit")
AD_HOC = (date(2023, 2, 1), date(2023, 2, 20))
SCHOOL = Respondent("1099000001", "บ้านนา", "เมือง", grades=("P1", "P6"))


def sheets(form: Form) -> list[str]:
    """What is written into each layout of the form."""
    opened = open_round(form, f"2566-{form.rounds[0]}", days=AD_HOC if "AD" in form.rounds else None)
    who = SCHOOL if form.respondent == "school" else GROUP
    if form.layouts == ("list",):
        return [str(build(plan_list(form, opened, who, 7)))]
    return [
        str(build(plan_card(form, opened, who, [], 7, {}))),
        str(build(plan_table(form, opened, [who], 7))),
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_sheet_tells_how_to_fill_it_and_nothing_of_drafts_and_exports(path: Path) -> None:
    form = load_form(path)
    for sheet in map(unspaced, sheets(form)):
        assert all(unspaced(line) in sheet for line in form.instructions)
        assert form.notice and unspaced(form.notice) not in sheet
        assert not re.search(r"ส่งออก|tidtam(?!card|list|table)|รอแทน", sheet)


def unspaced(text: str) -> str:
    """Lines may be folded to fit a phone."""
    return re.sub(r"\\n|\s", "", text)


def test_a_code_without_a_title_is_offered_bare() -> None:
    fields = load_form(ROOT / "sheet_schemas" / "publication_register.yaml").fields
    offered = next(item.choices for item in fields if item.name == "oit")
    assert offered[:1] == ("O1",) and offered[9] == "O10 แผนดำเนินงานประจำปี"
    assert "รอเติม" not in str(offered)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_question_about_a_degree_asks_for_one(path: Path) -> None:
    """“1) มีแผนความปลอดภัย” alone is answered with “มี”."""
    for item in load_form(path).fields:
        if item.kind == "level" or "มากที่สุด" in str(item.scale):
            assert re.search("1–5|มากน้อยเพียงใด", item.title), item.name


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (["qp03_pupils", "g_pupils", "g_pupils", "pupils"], "นักเรียนทั้งหมด รวมปฐมวัย"),
        (["qp05_teachers", "g_teachers", "g_teachers", "teachers"], "ครูผู้สอนทั้งหมด รวม.* ไม่รวมผู้บริหาร"),
    ],
    ids=["pupils", "teachers"],
)
def test_what_four_forms_ask_of_a_school_is_asked_in_the_same_words(asked: list[str], names: str) -> None:
    forms = ("quick_policy", "obec_policy", "moe_inspection", "adhoc_survey")
    shipped = [load_form(ROOT / "sheet_schemas" / f"{form}.yaml") for form in forms]
    (title,) = {form.field(name).title for form, name in zip(shipped, asked, strict=True)}
    assert re.fullmatch(names, title)


@pytest.mark.parametrize(
    ("form", "heading"),
    [
        ("quick_policy", "ตัวชี้วัดที่ 2 ระดับความสำเร็จของการดำเนินการ “พาน้องกลับมาเรียน”"),
        ("obec_policy", "ข้อ 1.1 สถานศึกษาเป็นพื้นที่ปลอดภัย"),
        ("obec_policy", "จุดเน้นที่ 2 MOE Safety Platform"),
        ("moe_inspection", "ประเด็นที่ 1.1 ระบบและกลไกความปลอดภัยของสถานศึกษา"),
        ("moe_inspection", "สรุปนโยบายที่ 1 ความปลอดภัย"),
        ("adhoc_survey", "อินเทอร์เน็ตของโรงเรียน"),
    ],
)
def test_a_group_is_headed_by_what_people_call_it_and_never_by_its_code(form: str, heading: str) -> None:
    heads = [
        row.title for row in card_rows(load_form(ROOT / "sheet_schemas" / f"{form}.yaml")) if not row.field
    ]
    assert heading in heads
    assert not [head for head in heads if re.match(r"[A-Z]+[0-9]+ ", head)]
