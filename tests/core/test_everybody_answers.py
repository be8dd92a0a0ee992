"""Questions that concern everybody asked: “ไม่เกี่ยวข้อง” is no answer to them."""

from datetime import date

import pytest
from cast import BAN_NA, cell, form

from service.config import ROOT
from service.core.contexts import contexts_for
from service.core.normalise import parse
from service.core.rounds import open_round
from service.core.schema import Form
from service.core.submission import Submission
from service.core.validation import check, summarise
from service.definitions import load_form
from service.sheets.answer_cells import offered

DAYS = (date(2023, 2, 1), date(2023, 2, 20))
ALWAYS = {"constraints": {"required": True}, "not_applicable": False}
CARD = form(
    [
        {"name": "pupils", "type": "integer", "kind": "count", "title": "นักเรียน", **ALWAYS},
        {"name": "step", "type": "boolean", "kind": "yes_no", "title": "ขั้นที่ 1", **ALWAYS},
        {"name": "k", "type": "integer", "title": "ชั้นใหม่", "relevant": "has_grade('M3')", **ALWAYS},
        {"name": "maybe", "type": "boolean", "kind": "yes_no", "title": "มีค่าย"},
    ]
)


def typed_everywhere(made: Form, text: str, round_id: str) -> Submission:
    contexts = contexts_for(made, open_round(made, round_id, days=DAYS), [BAN_NA])
    asked = [item for item in made.fields if not item.names_respondent]
    parsed = {item.name: parse(item.kind, cell(text), contexts[item.name]) for item in asked}
    return Submission(BAN_NA, {item.name: cell(text) for item in asked}, parsed)


def test_not_applicable_is_refused_where_everybody_must_answer_and_nowhere_else() -> None:
    (found,) = check(CARD, [typed_everywhere(CARD, "ไม่เกี่ยวข้อง", "2566-Q1")])
    assert [(issue.field, issue.severity, issue.message) for issue in found] == [
        ("pupils", "error", "ข้อนี้ทุกโรงเรียนต้องตอบ: ลบ “ไม่เกี่ยวข้อง” แล้วกรอกคำตอบ"),
        ("step", "error", "ข้อนี้ทุกโรงเรียนต้องตอบ: เปลี่ยน “ไม่เกี่ยวข้อง” เป็น มี / ไม่มี"),
    ]


def test_the_drop_down_offers_not_applicable_only_where_it_answers() -> None:
    assert offered(CARD.field("step")) == ("มี", "ไม่มี")
    assert offered(CARD.field("maybe")) == ("มี", "ไม่มี", "ไม่เกี่ยวข้อง")


@pytest.mark.parametrize(
    ("form_id", "round_id"),
    [
        ("quick_policy", "2566-M6"),
        ("obec_policy", "2566-M6"),
        ("moe_inspection", "2566-R1"),
        ("adhoc_survey", "2566-AD"),
    ],
)
def test_a_card_full_of_not_applicable_is_never_complete(form_id: str, round_id: str) -> None:
    made = load_form(ROOT / "sheet_schemas" / f"{form_id}.yaml")
    card = typed_everywhere(made, "ไม่เกี่ยวข้อง", round_id)
    (found,) = check(made, [card])
    (advance,) = summarise(made, [card], [found])
    assert (advance.state, advance.errors > 10) == ("needs_fix", True)
