"""Faults of rules over the rows of a list, of codes in one cell and of tables by code; what is told of them."""

from pathlib import Path

import pytest

from service.core.changes import form_changes
from service.definitions import check_file, check_workbook, form_data, load_form
from service.definitions.telling import told
from service.definitions.workbook_export import save_workbook

from .good import line_of
from .what_to_do import assert_each_says_what_to_do

FORMS = Path(__file__).parents[1] / "features" / "forms"
VISITS = (FORMS / "visits.yaml").read_text(encoding="utf-8")
TOTAL = "field: weight, by: project, equals: 100"
# What is replaced, by what, the key named, words of the fault.
FAULTS = {
    "total of a text": (TOTAL, "field: task, equals: 100", "rules[0].field", "'task' is of kind text; a number that can be added up"),
    "total without an end": (TOTAL, "field: weight", "rules[0]", "equals is missing here: add it"),
    "total by no field": (TOTAL, "field: weight, by: projec, equals: 100", "rules[0].by", "there is no field 'projec'; did you mean 'project'?"),
    "total by whose list it is": (TOTAL, "field: weight, by: school_id, equals: 100", "rules[0].by", "it is the same in all rows of the list: take it out"),
    "total in words": (TOTAL, "field: weight, equals: ร้อย", "rules[0].equals", "there is no field 'ร้อย'; write a number or a field"),
    "total that a text gives": (TOTAL, "field: weight, equals: task", "rules[0].equals", "'task' is of kind text; a number that can be added up"),
    "policy for blanks": (TOTAL, TOTAL + ", missing: zero", "rules[0].missing", "'missing' does not belong to check: rows_total; it takes field, equals, by, tolerance"),
    "condition that is none": ('"not coalesce(off, false)"', "weight", "rules[0].relevant", "this gives a number"),
    "one field together": ("fields: [task, inspector]", "fields: [task]", "rules[1].fields", "write two fields or more"),
    "field of no form": ("fields: [task, inspector]", "fields: [task, inspecter]", "rules[1].fields[1]", "did you mean 'inspector'?"),
    "key of another check": ("fields: [task, inspector]", "fields: [task, inspector], by: project", "rules[1].by", "'by' does not belong to check: unique_together"),
    "days that are none": ("to: ends", "to: weight", "rules[2].to", "'weight' is of kind percent; write a field of kind date"),
    "half of the days": ("from: starts, to: ends", "from: starts", "rules[2]", "to is missing here: add it"),
    "place of another check": ("รวม {sum} บาท", "รวม {place} บาท", "rules[3].message.th", "{place} has no meaning here; write {equals}, {group}, {sum}, {title}, {values}"),
    "figure of no field": ("รวม {sum} บาท", "รวม {sum - equal} บาท", "rules[3].message.th", "'sum - equal': column 7: there is no field 'equal'; did you mean 'equals'?"),
    "figure of the rows of another check": ("fields: [task, inspector]}", "fields: [task, inspector], message: {th: 'ซ้ำ {sum + 1}'}}", "rules[1].message.th", "there is no field 'sum'"),
    "misspelt check": ("check: no_overlap", "check: no_overlaps", "rules[2].check", "did you mean 'no_overlap'?"),
    "a code of no list": ("has_code(main_aim, 'S1', 'S2') and", "has_code(main_aim, 'S1', 'S22') and", "rules[4].relevant", "'S22' is no code of the list; did you mean 'S2'?; write one of S1, S2"),
    "codes of a field without": ("has_code(aims, 'S1') or", "has_code(task, 'S1') or", "rules[4].constraint", "'task' is of kind text; has_code() takes a field of kind code or codes"),
    "table by a text": ("by: main_aim", "by: task", "tables[2].by", "task is no choice; write a choice or code field"),
}  # fmt: skip


def folder(tmp_path: Path, text: str, codes: str = "") -> Path:
    (tmp_path / "codes").mkdir()
    kept = (FORMS / "codes" / "strategy.csv").read_text(encoding="utf-8")
    (tmp_path / "codes" / "strategy.csv").write_text(kept + codes, encoding="utf-8")
    path = tmp_path / "visits.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "key", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_with_line_key_and_remedy(
    tmp_path: Path, old: str, new: str, key: str, words: str
) -> None:
    assert VISITS.count(old) == 1
    (fault,) = check_file(folder(tmp_path, VISITS.replace(old, new)))
    assert f": {key}: " in fault and words in fault
    assert_each_says_what_to_do([fault])
    assert fault.startswith("visits.yaml:") and line_of(VISITS, "rules:") < int(fault.split(":")[1])


def test_several_codes_of_no_list_are_refused(tmp_path: Path) -> None:
    text = VISITS.replace("    - {fields: aims, reference: {resource: codes/strategy, fields: code}}\n", "")
    (fault,) = check_file(folder(tmp_path, text))
    assert "schema.fields[8].kind: " in fault and "kind codes needs its list: foreignKeys:" in fault


def test_a_code_that_would_be_read_as_two_is_refused(tmp_path: Path) -> None:
    (fault,) = check_file(folder(tmp_path, VISITS, "S 5,ผิด,,\n"))
    assert (
        "'S 5' holds a space or one of , ; / which part the codes of a cell: rename it in codes/strategy"
        in fault
    )


def test_rules_over_rows_are_told_in_words() -> None:
    lines = "\n".join(told(form_data(FORMS / "visits.yaml")))
    assert "R01  ต้องแก้  ที่ weight  เมื่อ ไม่ใช่ ค่าแรกที่มีของ(“ยกเลิกแล้ว”, ไม่ )" in lines
    assert "ต้องเป็นจริง: “น้ำหนัก” ของแต่ละ “โครงการ” ทุกแถวรวมได้ 100" in lines
    assert "ต้องเป็นจริง: “กิจกรรม” “ผู้นิเทศ” ไม่ซ้ำกันสองแถว" in lines
    assert "ต้องเป็นจริง: “วันเริ่ม” ถึง “วันสิ้นสุด” ของแต่ละ “ผู้นิเทศ” ไม่ซ้อนกัน" in lines
    assert "aims  ยุทธศาสตร์  (หลายรหัสในบัญชีรหัส)" in lines


def test_rules_over_rows_and_codes_pass_through_the_workbook(tmp_path: Path) -> None:
    path = folder(tmp_path, VISITS)
    book = tmp_path / "visits.xlsx"
    save_workbook(form_data(path), book)
    data, faults = check_workbook(book, tmp_path)
    assert faults == [] and data["rules"] == form_data(path)["rules"]
    assert [field["kind"] for field in data["schema"]["fields"] if field["name"] == "aims"] == ["codes"]


def test_a_rule_over_rows_that_changed_is_among_the_changes(tmp_path: Path) -> None:
    old = load_form(FORMS / "visits.yaml")
    new = load_form(
        folder(tmp_path, VISITS.replace(TOTAL, TOTAL.replace("100", "99")).replace("id: R02", "id: R09"))
    )
    changes = [(item.name, item.kind, [part.key for part in item.parts]) for item in form_changes(old, new)]
    assert changes == [("R01", "changed", ["equals"]), ("R09", "added", []), ("R02", "removed", [])]
    assert old.definition_hash != new.definition_hash
