"""What a new tab begins with, as the form's file says it: faults with line and remedy, words, workbook."""

from pathlib import Path

import pytest

from service.definitions import check_file, check_workbook, form_data, load_form, load_forms
from service.definitions.telling import told
from service.definitions.workbook_export import save_workbook
from tests.pipeline.carrying_office import write_forms

from .what_to_do import assert_each_says_what_to_do

PLANS_CARRY = "carry: [plan_id, plan_name, budget, begun, done]"
FROM = "rows_from: {form: advice, to: owner, fields: {rec_no: no, rec_words: words}}"
LAYOUTS = "sheet: {layouts: [card, table], tab: พื้นฐาน, "

# Which form, what is replaced by what, the key named, words of the remedy.
FAULTS = {
    "carry of no field": ("plans", "budget, begun, done]", "budgets, begun, done]", "sheet.carry[2]", "did you mean 'budget'?"),
    "carry of nothing": ("plans", PLANS_CARRY, "carry: []", "sheet.carry", "write at least one"),
    "carry without the key": ("plans", PLANS_CARRY, "carry: [plan_name]", "sheet.carry", "nobody's: add plan_id"),
    "carry of the own code": ("plans", PLANS_CARRY, "carry: [school_id, plan_id]", "sheet.carry[0]", "take it out"),
    "carry of a day in the round": ("plans", "title: วันเริ่ม}", "title: วันเริ่ม, in_round: true}", "sheet.carry[3]", "take it out"),
    "carry of all that is required": ("plans", "title: ใช้ไป, constraints: {required: true}}", "title: ใช้ไป}", "sheet.carry", "take one that is the round's own work out of carry"),
    "carry with one round": ("basics", "rounds: [Q1, Q2, Q3]", "rounds: [Q1]", "sheet.carry", "no round of this form has one before it; take carry out"),
    "ended in no list": ("basics", LAYOUTS, f"{LAYOUTS}carry_until: absent == 0, ", "sheet.carry_until", "take it out"),
    "ended by a word that is no choice": ("plans", PLANS_CARRY, f"{PLANS_CARRY}, carry_until: don", "sheet.carry_until", "did you mean 'done'?"),
    "ended by no truth": ("plans", PLANS_CARRY, f"{PLANS_CARRY}, carry_until: used + 1", "sheet.carry_until", "a truth is wanted"),
    "ended by the register": ("plans", PLANS_CARRY, f"{PLANS_CARRY}, carry_until: has_grade('K')", "sheet.carry_until", "its own fields"),
    "ended by the round before": ("plans", PLANS_CARRY, f"{PLANS_CARRY}, carry_until: prev(used) > 1", "sheet.carry_until", "its own fields"),
    "rows of no list": ("basics", LAYOUTS, f"{LAYOUTS}{FROM}, ", "sheet.rows_from", "write layouts: [list]"),
    "rows of no form": ("follow", "{form: advice,", "{form: advise,", "sheet.rows_from.form", "did you mean 'advice'?"),
    "rows of the form itself": ("follow", "{form: advice,", "{form: follow,", "sheet.rows_from.form", "write its id"),
    "rows to no field": ("follow", "to: owner", "to: owners", "sheet.rows_from.to", "did you mean 'owner'?"),
    "rows to a plain text": ("follow", "to: owner", "to: words", "sheet.rows_from.to", "give it kind: code"),
    "rows into no field": ("follow", "rec_words: words}", "rec_word: words}", "sheet.rows_from.fields.rec_word", "did you mean 'rec_words'?"),
    "rows out of no field": ("follow", "rec_words: words}", "rec_words: word}", "sheet.rows_from.fields.rec_words", "did you mean 'words'?"),
    "rows of another kind": ("follow", "rec_words: words}", "rec_words: owner}", "sheet.rows_from.fields.rec_words", "give both the same kind"),
    "rows of another unit": ("follow", "title: ข้อเสนอแนะ, ", "unit: ข้อ, title: ข้อเสนอแนะ, ", "sheet.rows_from.fields.rec_words", "give both the same unit"),
    "rows without their key": ("follow", "{rec_no: no, rec_words: words}", "{rec_words: words}", "sheet.rows_from.fields", "add rec_no"),
    "rows that nothing names": ("follow", "[school_id, rec_no]", "[school_id]", "sheet.rows_from", "to schema.primaryKey"),
    "rows of a misspelt key": ("follow", "to: owner", "too: owner", "sheet.rows_from.too", "did you mean 'to'?"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_forms(tmp_path_factory.mktemp("carry") / "forms")


@pytest.mark.parametrize(("form_id", "old", "new", "key", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_with_key_and_remedy(
    folder: Path, form_id: str, old: str, new: str, key: str, words: str
) -> None:
    good = (folder / f"{form_id}.yaml").read_text(encoding="utf-8")
    assert good.count(old) == 1
    path = folder / "broken.yaml"
    path.write_text(good.replace(old, new), encoding="utf-8")
    found = check_file(path)
    path.unlink()
    assert [line for line in found if f": {key}: " in line and words in line], found
    assert all(": sheet." in line for line in found), found
    assert_each_says_what_to_do(found)


def test_the_form_knows_what_it_carries(folder: Path) -> None:
    form = load_forms(folder)["follow"]
    assert form.carry == ("rec_no", "rec_words") and form.rows_from
    assert (form.rows_from.form, dict(form.rows_from.fields)) == (
        "advice",
        {"rec_no": "no", "rec_words": "words"},
    )


def test_a_workbook_brings_it_back(folder: Path, tmp_path: Path) -> None:
    data = form_data(folder / "follow.yaml")
    save_workbook(data, tmp_path / "follow.xlsx")
    assert check_workbook(tmp_path / "follow.xlsx", folder) == (data, [])


def test_what_ends_a_row_is_built_and_told(folder: Path) -> None:
    path = folder / "ending.yaml"
    text = (folder / "plans.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace(PLANS_CARRY, f"{PLANS_CARRY}, carry_until: done"), encoding="utf-8")
    form = load_form(path)
    assert form.carry_until and form.carry_until.text == "done"
    assert "ยกเว้นแถวที่ “เสร็จ”" in "\n".join(told(form_data(path)))
    path.unlink()


def test_it_is_told_in_words(folder: Path) -> None:
    words = "\n".join(told(form_data(folder / "follow.yaml")))
    assert "ยกคำตอบของรอบก่อนมาใส่ให้ (carry): “เลขที่”, “ข้อเสนอแนะ”" in words
    assert "ยกแถวจากแบบ advice ที่ช่อง owner เป็นรหัสของผู้กรอก (rows_from): “เลขที่” จาก no" in words
