"""A form with a fault: which line, which key, and what to write instead."""

from pathlib import Path

import pytest

from service.definitions import check_file, load_form, load_forms
from service.errors import DefinitionError

from .good import GOOD, broken, line_of, written
from .what_to_do import assert_each_says_what_to_do

# What is replaced, by what, on the line of which piece, the key named, and words of the remedy.
FAULTS = {
    "unknown key": ("tab: ข้อมูล", "tab: ข้อมูล, layout: card", "sheet:", "sheet.layout", "did you mean 'layouts'?"),
    "key missing": ("  respondent: school\n", "", "form:", "form", "respondent is missing here: add it"),
    "unquoted version": ('"2566.1"', "2566.1", "version", "form.version", 'write "2566.1"'),
    "unquoted date": ('["2022-10-01"', "[2022-10-01", "valid", "form.valid[0]", 'write "2022-10-01"'),
    "one day": (', "2023-09-30"]', "]", "valid", "form.valid", "too short"),
    "date of the wrong form": ('"2022-10-01"', '"1/10/2565"', "valid", "form.valid[0]", "must look like"),
    "impossible date": ('"2022-10-01"', '"2022-13-01"', "valid", "form.valid[0]", "is no date"),
    "days the wrong way": ('"2022-10-01"', '"2024-10-01"', "valid", "form.valid", "lies before the first"),
    "unknown round": ("rounds: [Q1, Q2]", "rounds: [Q1, Q9]", "rounds", "form.rounds[1]", "write one of Q1"),
    "round twice": ("rounds: [Q1, Q2]", "rounds: [Q1, Q1]", "rounds", "form.rounds", "unique"),
    "negative due": ("days_after_round: 15", "days_after_round: -1", "days_after_round", "form.due.days_after_round", "less than the minimum"),
    "no Thai title": ("title: {th: อ่านออกเขียนได้}", "title: {en: Literacy}", "title: {en", "form.title", "th is missing here"),
    "capital in id": ("id: literacy", "id: Literacy", "id: Literacy", "form.id", "must look like"),
    "wrong spec": ("spec: 1", "spec: 2", "spec", "spec", "write one of 1"),
    "unknown layout": ("[card, table]", "[card, tabel]", "sheet", "sheet.layouts[1]", "did you mean 'table'?"),
    "group twice": ("  - {id: B,", "  - {id: A, title: ก}\n  - {id: B,", "{id: A,", "groups[0].id", "rename one"),
    "group condition": ("has_grade('K')", "has_grad('K')", "has_grad(", "groups[1].relevant", "did you mean 'has_grade'?"),
    "no such key field": ("[school_id]", "[school]", "primaryKey", "schema.primaryKey", "did you mean 'school_id'?"),
    "field twice": ("name: share", "name: p1_read", "name: p1_read, group: A", "schema.fields[2].name", "stands here 2 times"),
    "unknown group": ("share, group: B", "share, group: C", "name: share", "schema.fields[3].group", "no group 'C'"),
    "type of a kind": ("type: number, kind: percent", "type: integer, kind: percent", "name: share", "schema.fields[3].type", "kind percent needs type: number"),
    "unknown kind": ("kind: percent", "kind: percentage", "name: share", "schema.fields[3].kind", "did you mean 'percent'?"),
    "unknown type": ("type: date", "type: datetime", "name: day", "schema.fields[8].type", "did you mean 'date'?"),
    "choice without list": (", constraints: {enum: [yes, no, off]}", "", "name: colour", "schema.fields[6].constraints", "constraints: {enum: [...]}"),
    "number in a list": ("[yes, no, off]", "[1, no, off]", "name: colour", "schema.fields[6].constraints.enum[0]", 'write "1"'),
    "limits the wrong way": ("minimum: 0", "minimum: 901", "name: p1_all", "schema.fields[1].constraints", "larger than maximum"),
    "limit no number": ("minimum: 0", "minimum: .nan", "name: p1_all", "schema.fields[1].constraints.minimum", "a number"),
    "unknown constraint": ("required: true, minimum", "requird: true, minimum", "name: p1_all", "schema.fields[1].constraints.requird", "did you mean 'required'?"),
    "broken pattern": ("title: หลักฐาน}", "title: หลักฐาน, constraints: {pattern: '['}}", "name: link", "schema.fields[7].constraints.pattern", "no regular expression"),
    "field condition": ("relevant: has_grade('P1')", "relevant: has_grade(p1_all)", "name: p1_read", "schema.fields[2].relevant", "a 'text' in quotes"),
    "word of the language as name": ("name: day", "name: not", "name: not", "schema.fields[8].name", "rename"),
    "rule without policy": ("constraint: p1_read <= p1_all\n    missing: skip_if_any", "constraint: p1_read <= p1_all", "id: R01", "rules[0]", "missing is missing here"),
    "unknown severity": ("severity: error", "severity: warning", "severity: warning", "rules[0].severity", "write one of error, query"),
    "query without reasons": ("    accept_notes: [ย้ายเข้า, อื่น ๆ (ระบุ)]\n", "", "id: R02", "rules[1]", "accept_notes is missing here"),
    "rule twice": ("id: R02", "id: R01", "id: R01", "rules[0].id", "rename one"),
    "rule on no field": ("field: p1_read\n", "field: p1_raed\n", "p1_raed", "rules[0].field", "did you mean 'p1_read'?"),
    "rule misspells a field": ("p1_read <= p1_all", "p1_read <= p1_al", "p1_al\n", "rules[0].constraint", "column 12"),
    "rule gives a number": ("p1_read <= p1_all", "p1_read - p1_all", "p1_read - p1_all", "rules[0].constraint", "a truth is wanted"),
    "message names no field": ("รอบนี้ {p1_all}", "รอบนี้ {p1_total}", "p1_total", "rules[1].message.th", "{p1_total} names no field"),
    "indicator twice": ("id: I2", "id: I1", "id: I1", "indicators[0].id", "rename one"),
    "half an indicator": ("    denominator: sum(p1_all)\n    factor: 100\n", "    factor: 100\n", "id: I1", "indicators[0]", "both needed"),
    "denominator that is a constant": ("denominator: sum(p1_all)\n    factor", "denominator: 2 * 50\n    factor", "denominator: 2", "indicators[0].denominator", "a denominator that cannot be counted: write count()"),
    "denominator of one respondent": ("denominator: sum(p1_all)\n    factor", "denominator: p1_all\n    factor", "denominator: p1_all", "indicators[0].denominator", "write sum(p1_all)"),
    "pattern that matches nothing": ("p1_read <= p1_all", "sum('p[1-6]_raed') <= p1_all", "sum('p", "rules[0].constraint", "column 5: no field matches 'p[1-6]_raed'; did you mean 'p1_read'?"),
    "this as name": ("name: day", "name: this", "name: this", "schema.fields[8].name", "rename"),
    "numerator without sum": ("numerator: sum(p1_read)\n    denominator: sum(p1_all)\n    factor", "numerator: p1_read\n    denominator: sum(p1_all)\n    factor", "numerator: p1_read", "indicators[0].numerator", "write sum(p1_read)"),
    "coverage over one": ("min_coverage: 0.8\n    target", "min_coverage: 80\n    target", "min_coverage: 80", "indicators[0].min_coverage", "greater than the maximum"),
    "target of another round": ("Q1: 70", "Q3: 70", "Q3: 70", "indicators[0].target.Q3", "no round of this form; write one of Q1, Q2, or add Q3 to form.rounds"),
    "target of no round": ("Q1: 70", "Q7: 70", "Q7: 70", "indicators[0].target.Q7", "unknown key"),
    "gap in the legend": ("[60, 80, yellow]", "[65, 80, yellow]", "legend: [[0, 60", "indicators[0].legend[1]", "no gap, no overlap"),
    "legend upside down": ("[[0, 2, red]]", "[[2, 0, red]]", "[[2, 0", "indicators[1].legend[0]", "2 is not below 0"),
    "unknown colour": ("[60, 80, yellow]", "[60, 80, purple]", "legend: [[0, 60", "indicators[0].legend[1]", "green, yellow or red"),
    "band without a level": ("[0, 0.5, 1]", "[0, 0.5, low]", "kind: band", "indicators[2].rubric.bands[0]", "a whole number"),
    "unknown rubric": ("kind: milestone", "kind: milestones", "kind: milestones", "indicators[1].rubric.kind", "write kind: milestone or kind: band"),
    "step no field": ("steps: [step1, step2]", "steps: [step1, step3]", "step3", "indicators[1].rubric.steps[1]", "did you mean 'step2'?"),
    "step no yes or no": ("steps: [step1, step2]", "steps: [step1, share]", "steps: [step1", "indicators[1].rubric.steps[1]", "must be of type boolean"),
    "one step": ("steps: [step1, step2]", "steps: [step1]", "steps: [step1", "indicators[1].rubric.steps", "too short"),
    "evidence no field": ("evidence: link", "evidence: links", "evidence: links", "indicators[1].rubric.evidence", "did you mean 'link'?"),
    "template no Word file": ("literacy.docx", "literacy.pdf", "literacy.pdf", "report.template", "must look like"),
    "report of no group": ("problems: {A: link}", "problems: {Z: link}", "{Z: link}", "report.problems.Z", "no group 'Z'"),
    "report of no field": ("problems: {A: link}", "problems: {A: lnik}", "{A: lnik}", "report.problems.A", "did you mean 'link'?"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "key", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_with_line_key_and_remedy(
    tmp_path: Path, old: str, new: str, place: str, key: str, words: str
) -> None:
    text = broken((old, new))
    faults = check_file(written(tmp_path, text))
    assert faults[0].startswith(f"literacy.yaml:{line_of(text, place)}: {key}: ")
    assert words in faults[0]
    assert len(faults) == (2 if "rename one" in words or "2 times" in words else 1)
    assert_each_says_what_to_do(faults)


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (GOOD.encode("cp874"), 1, "not UTF-8"),
        (b"", 1, "must begin with spec: 1"),
        (b"- a\n- b\n", 1, "must begin with spec: 1"),
        (GOOD.encode() + b"# " + b"x" * 1_000_000, 1, "split the form"),
        (GOOD.replace("spec: 1", "spec: 1\nspec: 1").encode(), 2, "duplicate key"),
        (GOOD.replace("  version", "\tversion").encode(), 4, "check quotes and indentation"),
        (GOOD.replace("rounds: [Q1, Q2]", "rounds: [Q1, Q2").encode(), 7, "check quotes and indentation"),
        (GOOD.encode() + b"---\n" + GOOD.encode(), GOOD.count("\n") + 1, "check quotes and indentation"),
        (b"spec: 1\nform: *nobody\n", 2, "undefined alias"),
        (GOOD.replace('"2022-10-01"', "2022-13-01").encode(), 5, "put it in quotes"),
        (b"- " * 2000, 1, "nested too deeply"),
    ],
    ids=[
        "not UTF-8",
        "empty",
        "a list",
        "too large",
        "key twice",
        "tab",
        "bracket",
        "two documents",
        "alias",
        "impossible date",
        "brackets",
    ],
)
def test_a_file_that_is_no_yaml_says_where(tmp_path: Path, raw: bytes, line: int, words: str) -> None:
    path = tmp_path / "literacy.yaml"
    path.write_bytes(raw)
    (fault,) = check_file(path)
    assert fault.startswith(f"literacy.yaml:{line}: file: ") and words in fault
    assert_each_says_what_to_do([fault])


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert check_file(tmp_path / "none.yaml") == [
        "none.yaml:1: file: เปิดไฟล์ไม่ได้ ให้ตรวจชื่อและที่อยู่ของไฟล์ (cannot be read (No such file or directory); check its name and place)"
    ]


def test_all_faults_are_reported_at_once_by_line(tmp_path: Path) -> None:
    text = broken(
        ("name: share, group: B", "name: share, group: C"),
        ("p1_read <= p1_all", "p1_read <= p1_al"),
        ("Q1: 70", "Q3: 70"),
    )
    with pytest.raises(DefinitionError) as caught:
        load_form(written(tmp_path, text))
    assert [fault.split(": ")[1] for fault in caught.value.faults] == [
        "schema.fields[3].group",
        "rules[0].constraint",
        "indicators[0].target.Q3",
    ]


def test_a_file_name_may_hold_a_colon(tmp_path: Path) -> None:
    path = written(tmp_path, broken(("share, group: B", "share, group: C"), ("Q1: 70", "Q3: 70")), "ก:ข.yaml")
    assert len(check_file(path)) == 2


def test_the_faults_of_all_files_are_reported_together(tmp_path: Path) -> None:
    written(tmp_path, broken(("Q1: 70", "Q3: 70")), "a.yaml")
    written(tmp_path, broken(("evidence: link", "evidence: links")), "b.yaml")
    with pytest.raises(DefinitionError) as caught:
        load_forms(tmp_path)
    assert [fault.partition(":")[0] for fault in caught.value.faults] == ["a.yaml", "b.yaml"]


def test_two_forms_of_one_id_are_refused(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "a.yaml")
    written(tmp_path, GOOD, "b.yaml")
    with pytest.raises(DefinitionError, match=r"b\.yaml:3: form\.id: .*\('literacy' is used by two files"):
        load_forms(tmp_path)
