"""Faults of fields, references, code lists, carrying, respondents, alignment and tables: Thai first."""

import re
from pathlib import Path

import pytest

from service.definitions import check_file, read_forms
from tests.pipeline.carrying_office import write_forms

from . import (
    test_align,
    test_broken,
    test_carry_faults,
    test_faults,
    test_respondents,
    test_row_rule_faults,
    test_rule_faults,
)
from .good import GOOD, broken, written

FIELD = re.compile(r"^schema\.(primaryKey|fields\[\d+\]\.(group|in_round|type|kind|categories|constraints))")
REFERENCE = re.compile(r"^(schema\.foreignKeys|codes\.)")
OTHERS = re.compile(r"^(sheet\.(carry|rows_from)|exports|breakdowns|(groups|indicators)\[\d+\]\.align)")
PLACES = (FIELD, REFERENCE, OTHERS)
ELSEWHERE = re.compile(
    r"year B\.E\.|is no date; write it as [\"']|is not known here|unknown key|must be|must look like|too long"
    r"|is missing here: add it(?!,)|is less than|is not usable here|stands empty here|: column \d"
)
"""Faults of the same places that the JSON Schema, the calendar or the expressions tell."""
OWN_LISTS = (
    "{code: ' ', title_th: ก}",
    "{code: K1, title_th: ก, valid_from: '2565'}",
    "{code: K1, title_th: ก, valid_from: '2023-01-01', valid_to: '2022-01-01'}",
    "{code: K1, title_th: ก}, {code: K1, title_th: ข}",
)


def words_of(fault: str) -> str:
    return fault.split(": ", 2)[2]


def ours(faults: list[str]) -> list[str]:
    """The words of the faults that these checks tell."""
    own = [fault for fault in faults if any(place.match(fault.split(": ", 2)[1]) for place in PLACES)]
    return [words_of(fault) for fault in own if not ELSEWHERE.search(words_of(fault))]


def assert_thai(words: list[str]) -> None:
    for told in words:
        thai, _, english = told.partition(" (")
        assert re.search("[ก-ฮ]", thai) and re.search("[a-z]{3}", english) and told.endswith(")"), told


def test_the_collection_of_broken_forms_is_told_in_fault_words() -> None:
    found = [words for path in test_broken.FILES for words in ours(check_file(path))]
    assert_thai(found)
    assert len(found) >= 10


def test_fields_and_references_are_told_in_fault_words(tmp_path: Path) -> None:
    path = test_rule_faults.folder(tmp_path, test_rule_faults.EVERYTHING)
    found = []
    for old, new, *_ in test_rule_faults.FAULTS.values():
        path.write_text(test_rule_faults.broken(old, new), encoding="utf-8")
        found += ours(check_file(path))
    for old, new, *_ in test_faults.FAULTS.values():
        found += ours(check_file(written(tmp_path, broken((old, new)))))
    assert_thai(found)
    assert len(found) >= 25


def test_code_lists_are_told_in_fault_words(tmp_path: Path) -> None:
    path = test_rule_faults.folder(tmp_path, test_rule_faults.EVERYTHING)
    listed = tmp_path / "codes" / "strategy.csv"
    good = test_rule_faults.CODES
    files = [
        "รหัส\n",
        good.partition("\n")[0] + "\n",
        *(good + row for row in ("S3,,,\n", "S3,ก,1/2,\n", "S1,ก,,\n")),
    ]
    found = []
    for raw in (*(text.encode() for text in files), good.encode("cp874")):
        listed.write_bytes(raw)
        found += [words_of(fault) for fault in check_file(path)]
    for items in OWN_LISTS:
        text = test_rule_faults.EVERYTHING + f"codes: {{strategy: [{items}]}}\n"
        found += ours(check_file(test_rule_faults.folder_again(tmp_path, text)))
    assert_thai(found)
    assert len(found) == len(files) + 1 + len(OWN_LISTS)


@pytest.mark.parametrize("name", test_carry_faults.FAULTS)
def test_what_a_new_tab_begins_with_is_told_in_fault_words(tmp_path: Path, name: str) -> None:
    form_id, old, new, *_ = test_carry_faults.FAULTS[name]
    folder = write_forms(tmp_path / "forms")
    text = (folder / f"{form_id}.yaml").read_text(encoding="utf-8").replace(old, new)
    (folder / f"{form_id}.yaml").unlink()
    assert_thai(ours(check_file(written(folder, text))))


@pytest.mark.parametrize(("old", "new", "_words"), test_align.COLUMNS.values(), ids=test_align.COLUMNS)
def test_paste_ready_tables_are_told_in_fault_words(tmp_path: Path, old: str, new: str, _words: str) -> None:
    only = "    only: [p1_al, p1_all]\n    columns:"
    text = GOOD + test_align.EXPORTS.replace(old, new).replace("    columns:", only)
    found = ours(check_file(written(tmp_path, text)))
    assert_thai(found)
    assert len(found) >= (
        0 if "office: phone" in new else 2
    )  # the JSON Schema alone knows what an office has


@pytest.mark.parametrize("head", ["", ", respondent: unit"])
@pytest.mark.parametrize("layout", ["list", "card"])
def test_rows_of_another_form_are_told_in_fault_words(tmp_path: Path, head: str, layout: str) -> None:
    other = f"form: {{id: acts{head}}}\nsheet: {{layouts: [{layout}]}}\nschema: {{fields: [{{name: y}}]}}\n"
    (tmp_path / "acts.yaml").write_text(other, encoding="utf-8")
    rows = test_align.EXPORTS.replace("constant: '=1+1'", "rows_of: acts, on: p1_all, text: '{x}'")
    found = ours(check_file(written(tmp_path, GOOD + rows)))
    assert_thai(found)
    assert found


@pytest.mark.parametrize("item", ["nothing: [A]", "obec_policy: [P9.9]", "reform: [RF12]"])
def test_alignment_is_told_in_fault_words(tmp_path: Path, item: str) -> None:
    (tmp_path / "codes").symlink_to(test_align.LISTS)
    text = broken(("{id: A, title: อ่านออก}", f"{{id: A, title: อ่านออก, align: {{{item}}}}}"))
    text = text.replace('["2022-10-01", "2023-09-30"]', '["2023-10-01", "2024-09-30"]')
    found = ours(check_file(written(tmp_path, text)))
    assert_thai(found)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: unit_code", "kind: school_code"),
        ("has_tag('finance')", "n > 0"),
        ("has_tag('finance')", "round_year() > 2566"),
        ("indicators: []", "breakdowns: [district]\nindicators: []"),
        ("id: units_only", "id: register"),
    ],
)
def test_who_fills_a_form_is_told_in_fault_words(tmp_path: Path, old: str, new: str) -> None:
    found = [words_of(fault) for fault in check_file(test_respondents.write(tmp_path, (old, new)))]
    assert_thai(found)
    assert len(found) == 1


def test_codes_that_stand_in_one_cell_and_forms_of_one_id_are_told_in_fault_words(tmp_path: Path) -> None:
    several = test_row_rule_faults.folder(tmp_path, test_row_rule_faults.VISITS, "S 5,ผิด,,\n")
    apart = [words_of(fault) for fault in check_file(several)]
    alike = tmp_path / "alike"
    alike.mkdir()
    for name in ("a.yaml", "b.yaml"):
        written(alike, GOOD, name)
    taken = [words_of(fault) for file in read_forms(alike)[1] for fault in file.faults]
    assert_thai(apart + taken)
    assert len(apart) == len(taken) == 1
