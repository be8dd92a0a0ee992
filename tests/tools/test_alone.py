"""Every right answer and every planted mistake of every form, through the checker and without any sheet."""

import pytest

from service.core.schema import written_as

from .alone import FormAlone, Mark
from .chosen_forms import forms, proved
from .kits import OFFICE, period_of


@pytest.fixture
def alone(form_id: str) -> FormAlone:
    return FormAlone.of(OFFICE, form_id)


@pytest.mark.parametrize("form_id", proved())
def test_right_answers_of_every_round_are_marked_nowhere_and_leave_nothing_out(alone: FormAlone) -> None:
    faults = []
    for opened in alone.rounds:
        sheets = [sheet for sheet in alone.right[opened.round_id].values() if sheet.lines]
        assert sheets, f"nobody answers in {opened.round_id}"
        for sheet, said in zip(sheets, alone.checked(opened, sheets), strict=True):
            if said.marks or set(said.states) != {"complete"}:
                faults.append((opened.round_id, sheet.code, said.states, said.marks))
    assert not faults


@pytest.mark.parametrize("form_id", proved())
def test_each_mistake_alone_is_found_and_nothing_else_is(alone: FormAlone) -> None:
    said = alone.said()
    faults: dict[str, str] = {}
    for mistake_id, dealt in alone.dealt.items():
        if dealt is None:
            faults[mistake_id] = "nobody can make it"
        elif said[mistake_id].marks.keys() != dealt[1].marks:
            faults[mistake_id] = _told(dealt[1].code, dealt[1].marks, said[mistake_id].marks)
    assert not faults


@pytest.mark.parametrize(
    ("form_id", "mistake", "words"),
    [
        ("obec_policy", "O052", "ประเมินตนเองว่า “มีแผน” ให้บอกปัญหา อุปสรรค สั้น ๆ"),
        ("obec_strategy", "G36", "ผลเป็น -3 แต่วัดเป็นจำนวน (หน่วยนับ คน) ติดลบไม่ได้: ใส่ค่าที่วัดได้จริง"),
        ("obec_strategy", "G05", "ใส่ทั้งจำนวนที่ทำได้และจำนวนทั้งหมด เช่น 45 กับ 60 ได้ร้อยละ 75"),
        ("projects", "J17", "งานช้ากว่าเวลามาก: แก้ตัวเลข"),
        ("projects", "J21", "ต่างกันมาก: แก้ตัวเลข"),
    ],
)
def test_a_mistake_is_told_in_the_words_of_a_clerk(form_id: str, mistake: str, words: str) -> None:
    told = FormAlone.of(OFFICE, form_id).said()[mistake].marks.values()
    assert any(words in message for message in told), told


def _told(code: str, wanted: frozenset[Mark], marks: dict[Mark, str]) -> str:
    extra = {mark: words for mark, words in marks.items() if mark not in wanted}
    return f"{code}: not found {sorted(wanted - marks.keys())}, too much {extra}"


@pytest.mark.parametrize("form_id", proved())
def test_rules_about_the_round_before_are_planted_after_the_first_round(alone: FormAlone) -> None:
    asking = {
        rule.written_as for rule in alone.form.rules if rule.constraint.previous or rule.constraint.usual
    }
    first, found = alone.rounds[0], set()
    for mistake in OFFICE.planted(alone.form.id):
        codes, dealt = {written_as(mark.code) for mark in mistake.marks}, alone.dealt[mistake.id]
        if codes & asking and dealt:
            assert dealt[0] != first, mistake.id
            found |= codes
    assert asking <= found


@pytest.mark.parametrize("form_id", proved())
def test_mistakes_are_planted_in_rounds_that_the_form_has(form_id: str) -> None:
    alone = FormAlone.of(OFFICE, form_id)
    periods = {period_of(opened.round_id) for opened in alone.rounds}
    assert {mistake.round for mistake in OFFICE.planted(form_id)} - {""} <= periods
    assert forms()[form_id] is alone.form
