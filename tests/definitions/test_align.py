"""What an indicator serves, until when a draft is reviewed: part of the form, and of no figure."""

import shutil
from pathlib import Path

import pytest

from service.core.changes import counts_alike, indicator_changes
from service.definitions import check_file, check_workbook, load_form, parse_form
from service.definitions.source import read_source
from service.definitions.workbook_export import save_workbook
from service.definitions.writing import form_text

from .good import GOOD, broken, line_of, written
from .what_to_do import assert_each_says_what_to_do

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "sheet_schemas" / "codes"
GROUP = ("{id: A, title: อ่านออก}", "{id: A, title: อ่านออก, align: {obec_policy: [P3.2, P3.3]}}")
OWN = ("    title: {th: ร้อยละอ่านออก}\n", "    title: {th: ร้อยละอ่านออก}\n    align: {obec_policy: [P3.2], obec_focus: [F1]}\n")  # fmt: skip
DRAFT = ("  respondent: school\n", '  respondent: school\n  authored_by: ร่าง\n  review_by: "2023-10-31"\n')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(LISTS, tmp_path / "codes")
    return tmp_path


def test_an_indicator_serves_what_its_group_serves_too(folder: Path) -> None:
    form = load_form(written(folder, broken(GROUP, OWN)))
    assert dict(form.indicators[0].align) == {"obec_policy": ("P3.2", "P3.3"), "obec_focus": ("F1",)}
    assert dict(form.group("A").align) == {"obec_policy": ("P3.2", "P3.3")}
    assert dict(form.indicators[1].align) == {}


def test_alignment_and_review_make_no_figure_another_one(folder: Path) -> None:
    plain, aligned = parse_form("plain", GOOD), load_form(written(folder, broken(GROUP, OWN, DRAFT)))
    assert aligned.definition_hash == plain.definition_hash
    assert [i.definition_hash for i in aligned.indicators] == [i.definition_hash for i in plain.indicators]


def test_figures_of_rounds_that_differ_in_alignment_alone_are_added_up(folder: Path) -> None:
    plain, aligned = parse_form("plain", GOOD), load_form(written(folder, broken(GROUP, OWN)))
    (change,) = indicator_changes(plain.indicators[0], aligned.indicators[0])
    assert change.words.th == "ความสอดคล้อง"
    assert counts_alike(plain.indicators[0], aligned.indicators[0])


def test_a_kept_form_needs_no_list_beside_it(folder: Path) -> None:
    form = load_form(written(folder, broken(GROUP, OWN, DRAFT)))
    assert parse_form("kept", form.source) == form and form.review_by is not None


FAULTS = {
    "list that is not there": (("[P3.2, P3.3]", "[P3.2]"), ("obec_policy", "obec_polcy"), "did you mean 'obec_policy'?"),
    "code that is not listed": (("P3.3", "P3.33"), ("", ""), "did you mean 'P3.3'?"),
    "code of other days": (("obec_policy: [P3.2, P3.3]", "reform: [RF12]"), ("", ""), "take it out"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_served_is_named(
    folder: Path, one: tuple[str, str], other: tuple[str, str], words: str
) -> None:
    text = broken(GROUP).replace(*one).replace(*other)
    if "RF12" in text:  # the plan for reform ended in 2022
        text = text.replace('["2022-10-01", "2023-09-30"]', '["2023-10-01", "2024-09-30"]')
    (fault,) = check_file(written(folder, text))
    assert fault.startswith(f"literacy.yaml:{line_of(text, 'align')}: groups[0].align.") and words in fault
    assert_each_says_what_to_do([fault])


def test_a_code_is_taken_that_is_valid_on_some_day_of_the_form(folder: Path) -> None:
    assert (
        check_file(written(folder, broken(GROUP).replace("obec_policy: [P3.2, P3.3]", "reform: [RF12]")))
        == []
    )


@pytest.mark.parametrize(
    ("day", "words"), [("2566-10-31", 'write "2023-10-31"'), ("2023-13-01", "is no date")]
)
def test_a_day_of_review_is_one(folder: Path, day: str, words: str) -> None:
    (fault,) = check_file(written(folder, broken(DRAFT).replace("2023-10-31", day)))
    assert "form.review_by" in fault and words in fault


EXPORTS = """\
exports:
  - id: m6
    title: 'ตาราง [1/2]'
    columns:
      - {heading: รหัส, field: school_id}
      - {heading: ผล, text: '{p1_read} จาก {p1_all}; รอบก่อน {prev.p1_all}'}
      - {heading: รอบก่อน, prev: p1_all}
      - {heading: โรงเรียน, respondent: name}
      - {heading: แหล่ง, constant: '=1+1'}
      - {heading: งวด, round: words}
      - {heading: จังหวัด, office: province}
      - {heading: ร้อยละ, share: p1_all, total: true}
"""


def test_all_of_it_comes_back_from_a_workbook(folder: Path) -> None:
    path = written(folder, broken(GROUP, OWN, DRAFT) + EXPORTS)
    save_workbook(read_source(path)[0].data, folder / "form.xlsx")
    data, faults = check_workbook(folder / "form.xlsx", folder)
    assert faults == []
    back = load_form(written(folder, form_text(data), "back.yaml"))
    assert back == load_form(path) and [c.source for c in back.exports[0].columns] == [
        "field", "text", "prev", "respondent", "constant", "round", "office", "share",
    ]  # fmt: skip


COLUMNS = {
    "unknown field": ("field: school_id", "field: school", "did you mean 'school_id'?"),
    "unknown field in words": ("{p1_read} จาก", "{p1_red} จาก", "did you mean 'p1_read'?"),
    "unknown field before": ("prev: p1_all", "prev: p1_al", "did you mean 'p1_all'?"),
    "heading twice": ("heading: แหล่ง", "heading: งวด", "stands here 2 times; rename one"),
    "the heading of the last column": ("heading: แหล่ง", "heading: หมายเหตุ", "rename this one"),
    "no source": (", respondent: name", "", "write one of field, text"),
    "two sources": ("respondent: name", "respondent: name, constant: ก", "respondent and constant given"),
    "other form that is not there": ("constant: '=1+1'", "rows_of: acts, text: '{x}'", "there is no form 'acts'"),
    "rows without words": ("constant: '=1+1'", "rows_of: acts", "text is missing here"),
    "rows of itself": ("constant: '=1+1'", "rows_of: literacy, text: '{p1_all}'", "the id of another list"),
    "numbered words": ("round: words", "round: words, numbered: true", "numbered belongs to rows_of"),
    "titles of what is no code": ("field: school_id", "field: school_id, titles: true", "titles belongs to field: of a field of kind code"),
    "share of what is not there": ("share: p1_all", "share: p1_al", "did you mean 'p1_all'?"),
    "share of what has no sum": ("share: p1_all", "share: school_id", "of kind school_code, which is not added up; write a field of kind count"),
    "total of what has no sum": ("field: school_id}", "field: school_id}\n      - {heading: ก, field: school_id, total: true}", "of kind school_code, which is not added up"),
    "total of words": ("round: words", "round: words, total: true", "total belongs to field or share; take it out"),
    "total where the last row says so": ("{heading: รหัส, field: school_id}", "{heading: รหัส, field: p1_all, total: true}", "write a column without total before it"),
    "unknown word of the office": ("office: province", "office: phone", "province"),
    "bracket": ("{p1_read} จาก", "{p1_read จาก", "stands alone"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), COLUMNS.values(), ids=COLUMNS.keys())
def test_a_wrong_column_is_named_with_what_to_write(folder: Path, old: str, new: str, words: str) -> None:
    faults = check_file(written(folder, GOOD + EXPORTS.replace(old, new)))
    assert faults and all("exports[0].columns[" in fault for fault in faults)
    assert any(words in fault for fault in faults)
    assert_each_says_what_to_do(faults)


@pytest.mark.parametrize(
    ("name", "words"), [("p1_al", "did you mean 'p1_all'?"), ("p1_all", "write fields of kind yes_no")]
)
def test_rows_are_chosen_by_fields_that_say_yes_or_no(folder: Path, name: str, words: str) -> None:
    text = EXPORTS.replace("    columns:", f"    only: [{name}]\n    columns:")
    (fault,) = check_file(written(folder, GOOD + text))
    assert "exports[0].only[0]" in fault and words in fault
    assert_each_says_what_to_do([fault])


def test_rows_of_a_list_that_others_fill_are_refused(folder: Path) -> None:
    theirs = "form: {id: acts, respondent: unit}\nsheet: {layouts: [list]}\nschema: {fields: [{name: x}]}\n"
    (folder / "acts.yaml").write_text(theirs, encoding="utf-8")
    wanting = EXPORTS.replace("constant: '=1+1'", "rows_of: acts, text: '{x}'")
    (fault,) = check_file(written(folder, GOOD + wanting))
    assert "respondent: unit" in fault and "write the id of a list with respondent: school" in fault
    assert_each_says_what_to_do([fault])


def test_a_table_is_no_part_of_the_definition(folder: Path) -> None:
    assert parse_form("a", GOOD + EXPORTS).definition_hash == parse_form("b", GOOD).definition_hash


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.csv")), ids=lambda path: path.stem)
def test_every_shipped_list_is_told_with_its_source(path: Path) -> None:
    document = (ROOT / "docs" / "code-lists.md").read_text(encoding="utf-8")
    (row,) = [line for line in document.splitlines() if line.startswith(f"| `{path.stem}` |")]
    assert any(tag in row for tag in ("[S]", "[P]", "[K]"))
