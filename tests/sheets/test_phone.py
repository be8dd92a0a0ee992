"""What of a tab a phone shows: the answer, its mark and what to do, without losing the question."""

import pytest

from service.core.rounds import open_round
from service.core.schema import Form
from service.definitions.build import build_form
from service.sheets import layout as at
from service.sheets.blueprint import GROUPS, HEADINGS, INSTRUCTIONS, RESPONDENT, Blueprint
from service.sheets.blueprint_card import plan_card
from service.sheets.blueprint_list import plan_list
from service.sheets.style import GIVEN_HEAD, GROUP, folded, hex_of

from .desk import BAN_NA, TAB, field, form, round_of

SCREEN = 390 - 46
"""Points of a phone beside the numbers of the rows."""
LONG = "ข้อเสนอแนะที่หน่วยงานรับผิดชอบอยู่ในแท็บแล้ว ไม่ต้องพิมพ์ กรอกเฉพาะช่องในหมวด ผลการดำเนินการ และเลือกสถานะทุกรอบ"
ASKED = form(field("all", "ทั้งหมด", group="G1"), field("read", "อ่านออก", group="G2"), groups=["G1", "G2"])
CARD = plan_card(ASKED, round_of(ASKED), BAN_NA, [], TAB, {})


def listed(**sheet: object) -> Form:
    names = [field(name, name, group="G2" if name == "done" else "G1") for name in ("no", "words", "done")]
    head = {"id": "small", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1"]}
    more = {"due": {"days_after_round": 15}, "title": {"th": "แบบเล็ก"}, "instructions": [LONG]}
    return build_form(
        {
            "form": {**head, **more},
            "sheet": {"layouts": ["list"], "tab": "ข้อมูล", **sheet},
            "groups": [{"id": "G1", "title": "ที่ให้มา"}, {"id": "G2", "title": "ผลการดำเนินการ"}],
            "schema": {"fields": names},
            "indicators": [],
        }
    )


FOLLOW = listed(rows_from={"form": "other", "to": "who", "fields": {"no": "no", "words": "words"}})
LIST = plan_list(FOLLOW, open_round(FOLLOW, "2566-Q1", None), BAN_NA, TAB)


def reach(plan: Blueprint, key: str) -> int:
    """How many points lie before the column, as it comes up."""
    shown = [line for line in plan.columns if not line.hidden and line.key not in (at.KEY, at.CODE)]
    return sum(line.size for line in shown[: [line.key for line in shown].index(key)])


def width(plan: Blueprint, key: str) -> int:
    return next(line.size for line in plan.columns if line.key == key)


def test_a_card_shows_question_answer_and_mark_at_once_and_the_remedy_beside_the_question() -> None:
    assert reach(CARD, at.STATUS) + width(CARD, at.STATUS) <= SCREEN
    assert CARD.frozen_columns == at.TITLE
    assert width(CARD, at.TITLE) + width(CARD, at.MESSAGE) <= SCREEN


def test_a_list_shows_its_rows_name_the_remedy_and_where_to_go_on() -> None:
    assert [line.key for line in LIST.columns][:5] == [at.KEY, at.STATUS, at.MESSAGE, "no", "words"]
    assert reach(LIST, "words") <= SCREEN - 80
    assert LIST.frozen_columns == at.STATUS and reach(LIST, at.MESSAGE) * 2 < SCREEN


@pytest.mark.parametrize(("plan", "key"), [(CARD, at.TITLE), (LIST, at.STATUS)], ids=["card", "list"])
def test_no_line_of_the_head_runs_off_the_screen(plan: Blueprint, key: str) -> None:
    rows = [line.key for line in plan.rows]
    for row in (rows[0], INSTRUCTIONS):
        lines = plan.cells[row, key].text.split("\n")
        assert all(len(folded(line, 400)) <= 80 for line in lines)
    assert RESPONDENT in rows


def test_the_instructions_of_a_list_take_one_line_of_its_frozen_head() -> None:
    line = next(line for line in LIST.rows if line.key == INSTRUCTIONS)
    cell = LIST.cells[INSTRUCTIONS, at.STATUS]
    assert 0 < line.size <= 24 and cell.shape["verticalAlignment"] == "TOP"
    assert cell.text.startswith("พิมพ์ใต้หัวตาราง") and "กรอกเฉพาะช่องในหมวด" in cell.text.split("\n\n", 1)[1]
    assert cell.note == cell.text


def test_groups_are_named_above_the_headings_of_a_list() -> None:
    rows = [line.key for line in LIST.rows]
    assert rows.index(GROUPS) < rows.index(HEADINGS)
    named = {key: LIST.cells[GROUPS, key].text for key in ("no", "words", "done")}
    assert named == {"no": "หมวด ที่ให้มา", "words": "", "done": "หมวด ผลการดำเนินการ"}
    assert {hex_of(LIST.cells[GROUPS, line.key].cell) for line in LIST.columns[1:]} == {GROUP}


def test_what_is_given_is_grey_and_what_is_asked_is_not() -> None:
    heads = {key: hex_of(LIST.cells[HEADINGS, key].cell) == GIVEN_HEAD for key in ("no", "words", "done")}
    assert heads == {"no": True, "words": True, "done": False}
    assert LIST.tail
    grey = {key: bool(hex_of(LIST.tail.cells[key].cell)) for key in ("no", "words", "done")}
    assert grey == heads


def test_text_is_folded_at_spaces_and_signs_above_letters_take_no_room() -> None:
    assert folded("หนึ่ง สอง สาม", 8) == "หนึ่ง สอง\nสาม"
    assert folded("ยาวมากไม่มีวรรค", 4) == "ยาวมากไม่มีวรรค"
    assert folded("", 4) == ""
