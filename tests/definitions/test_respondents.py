"""Who fills a form: schools or units, which of them, and what is said when the file contradicts itself."""

from pathlib import Path

import pytest

from service.core.register import Respondent
from service.core.respondents import respondents_of
from service.definitions import check_file, check_workbook, form_data, load_form
from service.definitions.workbook_export import save_workbook

from .what_to_do import assert_each_says_what_to_do

FORM = """\
spec: 1
form:
  id: units_only
  version: "1"
  valid: ["2022-10-01", "2023-09-30"]
  respondent: unit
  relevant: has_tag('planning') or has_tag('finance')
  rounds: [Q1]
  due: {days_after_round: 15}
  title: {th: แบบ}
sheet: {layouts: [card], tab: ข้อมูล}
groups: [{id: A, title: ก}]
schema:
  primaryKey: [unit_id]
  fields:
    - {name: unit_id, type: string, kind: unit_code, title: รหัสหน่วยงาน, constraints: {required: true}}
    - {name: n, type: integer, kind: count, title: จำนวน}
    - {name: owner, type: string, kind: code, title: เจ้าของ}
  foreignKeys:
    - {fields: owner, reference: {resource: units, fields: code}}
indicators: []
"""


def write(folder: Path, *changes: tuple[str, str]) -> Path:
    text = FORM
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "units_only.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_form_asks_its_own_kind_and_of_these_whom_it_concerns(tmp_path: Path) -> None:
    form = load_form(write(tmp_path))
    plan, law = (
        Respondent(code, code, "", tags=tags, kind="unit")
        for code, tags in (("U02", ("planning",)), ("U09", ()))
    )
    school = Respondent("1", "ก", "ข", tags=("planning",))
    assert respondents_of(form, form.valid_to, [plan, law, school]) == [plan]
    assert (form.respondent, form.who.th, form.field("owner").names_respondent) == ("unit", "หน่วยงาน", False)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: unit_code", "kind: school_code", "form.respondent is unit, so the respondent's own code is of kind unit_code"),
        ("respondent: unit", "respondent: school", "write that, or respondent: unit"),
        ("has_tag('finance')", "n > 0", "asks for n, but who is asked at all is said by the register alone"),
        ("has_tag('finance')", "fact('staff') > 0", "asks for fact('staff')"),
        ("has_tag('finance')", "has_tg('finance')", "has_tag"),
        ("indicators: []", "breakdowns: [district]\nindicators: []", "district is of schools, and units have none"),
        ("id: units_only", "id: units", "rename the form"),
        ("resource: units, fields: code", "resource: units, fields: name", "write fields: code"),
        ("resource: units,", "resource: unts,", "did you mean 'units'"),
    ],
)  # fmt: skip
def test_a_contradiction_is_told_with_its_remedy(tmp_path: Path, old: str, new: str, words: str) -> None:
    found = check_file(write(tmp_path, (old, new)))
    assert any(words in fault and "units_only.yaml:" in fault for fault in found), found
    assert_each_says_what_to_do(found)


def test_a_workbook_keeps_who_fills_the_form(tmp_path: Path) -> None:
    data = form_data(write(tmp_path))
    save_workbook(data, tmp_path / "units_only.xlsx")
    again, found = check_workbook(tmp_path / "units_only.xlsx", tmp_path)
    assert found == []
    assert again["form"] == data["form"] and again["schema"] == data["schema"]
