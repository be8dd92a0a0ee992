"""`tidtam schemas diff`: what differs between two versions, and which past figures a change would move."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.cli.schemas_diff import _moved_lines
from service.core.cells import Cell
from service.core.changes import Moved
from service.core.entries import Entry
from service.core.issues import progress
from service.core.register import Respondent
from service.core.rounds import open_round
from service.definitions import load_form
from service.steps.diffing import difference
from service.steps.pages import Pages
from service.store import Store, open_store
from service.store.submissions import Stored
from tests.definitions.good import GOOD, broken, written

NOW = datetime(2023, 1, 10, tzinfo=UTC)
SCHOOLS = {"1099000001": (20, 15), "1099000002": (10, 4)}
Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A round with two schools' answers, opened with the first version of the form."""
    form = load_form(written(tmp_path, GOOD, "first.yaml"))
    store = open_store(f"sqlite:///{tmp_path / 'office' / 'tidtam.db'}")
    store.register.save(Respondent(code, f"โรงเรียน {code}", "เหนือ", grades=("P1",)) for code in SCHOOLS)
    store.definitions.keep(form)
    store.rounds.save(open_round(form, "2566-Q1"))
    kept = [submission(code, *numbers) for code, numbers in SCHOOLS.items()]
    store.submissions.save("literacy", "2566-Q1", kept, {}, {code: {} for code in SCHOOLS}, NOW)
    return store


def submission(code: str, pupils: int, readers: int) -> Stored:
    values: dict[str, Any] = {"school_id": code, "p1_all": pupils, "p1_read": readers}
    cells = {name: Cell(value, str(value)) for name, value in values.items()}
    entries = {name: Entry("A", value) for name, value in values.items()}
    done = progress((), typed=True, required=1, filled=1)
    return Stored(code, "file", cells, entries, done, NOW, NOW)


@pytest.fixture
def run(tmp_path: Path, store: Store) -> Run:
    """The command with a form of this text installed."""

    def call(text: str, *arguments: str) -> Result:
        folder = tmp_path / "forms"
        folder.mkdir(exist_ok=True)
        written(folder, text)
        environ = {"TIDTAM_HOME": str(tmp_path / "office"), "TIDTAM_FORMS": str(folder)}
        return CliRunner().invoke(main, ["schemas", "diff", *arguments], env=environ)

    return call


def found(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


NEWER = ('"2566.1"', '"2566.2"')
COUNTED = ("numerator: sum(p1_read)\n    denominator: sum(p1_all)\n    factor", "numerator: sum(p1_read) + 3\n    denominator: sum(p1_all)\n    factor")  # fmt: skip


def test_a_changed_numerator_moves_past_figures_from_and_to_what_it_says(run: Run) -> None:
    data = found(run(broken(NEWER, COUNTED), "literacy@2566.1", "installed", "--json"))
    area = {item["what"]: (item["old"], item["new"]) for item in data["moved"] if item["scope"] == "area"}
    assert area == {"value": ("63.33", "73.33"), "numerator": ("19", "22"), "met": ("False", "True")}
    assert {item["indicator"] for item in data["moved"]} == {"I1"} and data["rounds"] == ["2566-Q1"]
    (change,) = data["changes"]
    assert (change["of"], change["name"], change["parts"][0]["key"]) == ("indicator", "I1", "numerator")


def test_words_say_indicator_place_and_both_figures(run: Run) -> None:
    out = run(broken(NEWER, COUNTED), "literacy@2566.1").stdout
    assert "2566-Q1 I1 เขตพื้นที่: ค่า 63.33 → 73.33, ตัวตั้ง 19 → 22" in out
    assert "ตัวตั้ง (numerator): sum(p1_read) → sum(p1_read) + 3" in out
    assert "figures of single respondents" in out


def test_a_change_that_moves_nothing_says_so_plainly(run: Run) -> None:
    result = run(broken(NEWER, ("title: {th: ร้อยละอ่านออก}", "title: {th: อ่านออกร้อยละ}")), "literacy@2566.1")
    assert "no figure moves" in result.stdout and "ชื่อ (title): ร้อยละอ่านออก → อ่านออกร้อยละ" in result.stdout


def test_a_new_rule_keeps_the_answers_it_finds_wrong_out_of_the_sums(run: Run) -> None:
    stricter = ("constraint: p1_read <= p1_all", "constraint: p1_read < p1_all / 2")
    data = found(run(broken(NEWER, stricter), "literacy@2566.1", "installed", "--json"))
    area = {
        (item["indicator"], item["what"]): item["new"] for item in data["moved"] if item["scope"] == "area"
    }
    assert area["I1", "value"] == "40.00" and area["I1", "reporting"] == "1"


def test_a_field_of_another_kind_is_read_anew_from_its_cell(run: Run) -> None:
    kind = (
        "name: p1_read, group: A, type: integer, kind: count",
        "name: p1_read, group: A, type: number, kind: number",
    )
    assert found(run(broken(NEWER, kind), "literacy@2566.1", "installed", "--json"))["moved"] == []


CHANGED_AIM = ("Q1: 70", "Q1: 71")


def test_a_change_under_the_same_version_is_told_to_be_given_a_number(run: Run) -> None:
    out = run(broken(CHANGED_AIM), "literacy@2566.1").stdout
    assert "แบบแก้แล้วแต่ยังเป็นรุ่น 2566.1: แก้ version" in out
    assert "ยังเป็นรุ่น" not in run(broken(CHANGED_AIM, NEWER), "literacy@2566.1").stdout
    assert "ยังเป็นรุ่น" not in run(GOOD, "literacy@2566.1").stdout


def test_a_target_is_told_in_words(run: Run) -> None:
    out = run(broken(CHANGED_AIM, NEWER), "literacy@2566.1").stdout
    assert "ค่าเป้าหมาย (target): ทั้งเขต ผลของรอบ Q1: 70" in out and "mode point" not in out


def test_checking_the_forms_tells_of_one_that_changed_under_the_version_of_an_open_round(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDTAM_HOME", str(tmp_path / "office"))
    for text, told in (
        (broken(CHANGED_AIM), {"literacy": ["2566-Q1"]}),
        (GOOD, {}),
        (broken(CHANGED_AIM, NEWER), {}),
    ):
        path = str(written(tmp_path, text))
        result = CliRunner().invoke(main, ["schemas", "check", path, "--json"])
        assert json.loads(result.stdout)["unnumbered"] == told
        words = CliRunner().invoke(main, ["schemas", "check", path]).stdout
        assert ("literacy: แก้แล้วแต่ยังเป็นรุ่นเดิมของรอบที่เปิดอยู่ (2566-Q1): แก้ version" in words) is bool(told)


def test_checking_the_forms_makes_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_HOME", str(tmp_path / "nowhere"))
    assert CliRunner().invoke(main, ["schemas", "check", str(written(tmp_path, GOOD))]).exit_code == 0
    assert not (tmp_path / "nowhere").exists()


def test_the_same_definition_differs_in_nothing(run: Run) -> None:
    out = run(GOOD, "literacy@2566.1").stdout
    assert "the same definition" in out and "no figure moves" in out


def test_two_files_are_compared_with_the_figures_of_the_store(run: Run, tmp_path: Path) -> None:
    old, new = written(tmp_path, GOOD, "old.yaml"), written(tmp_path, broken(NEWER, COUNTED), "new.yaml")
    assert len(found(run(GOOD, str(old), str(new), "--json"))["moved"]) >= 4


def test_a_definition_is_named_by_its_hash_too(run: Run, store: Store) -> None:
    (kept,) = store.definitions.of_form("literacy")
    assert found(run(GOOD, f"literacy@{kept.hash}", "--json"))["old"]["hash"] == kept.hash


def test_nothing_in_the_store_is_changed(run: Run, store: Store) -> None:
    before = (store.results.all("literacy", "2566-Q1"), store.submissions.all("literacy", "2566-Q1"))
    run(broken(NEWER, COUNTED), "literacy@2566.1")
    assert (store.results.all("literacy", "2566-Q1"), store.submissions.all("literacy", "2566-Q1")) == before


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("literacy@9", "installed", 14, "(2566.1)"),
        ("litracy", "installed", 14, "มี: literacy"),
        ("installed", "installed", 15, "name a version"),
        ("nowhere.yaml", "installed", 11, "cannot be read"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(run: Run, old: str, new: str, code: int, words: str) -> None:
    result = run(GOOD, old, new)
    assert result.exit_code == code and words in result.stderr


def test_versions_of_two_forms_are_not_compared(run: Run, tmp_path: Path) -> None:
    other = written(tmp_path, broken(("id: literacy", "id: numeracy")), "other.yaml")
    assert run(GOOD, str(other), "literacy").exit_code == 15


def test_without_a_round_there_are_no_past_figures(run: Run, tmp_path: Path) -> None:
    other = broken(("id: literacy", "id: numeracy"))
    paths = [
        str(written(tmp_path, text, f"{number}.yaml")) for number, text in enumerate([other, other + "# x"])
    ]
    assert "no round holds data" in run(GOOD, *paths).stdout


CODED = ("name: link, group: B, type: string, format: uri", "name: link, group: A, type: string, kind: code")
KEYED = ('missingValues: [""]', 'missingValues: [""]\n  foreignKeys: [{fields: link, reference: {resource: codes/plan, fields: code}}]')  # fmt: skip
COUNTS = ("numerator: sum(p1_read)\n    denominator: sum(p1_all)\n    factor", "numerator: count(link != '')\n    denominator: count()\n    factor")  # fmt: skip


def test_a_code_taken_out_of_its_list_moves_the_figures_that_count_it(tmp_path: Path, store: Store) -> None:
    (tmp_path / "codes").mkdir()
    codes, text = tmp_path / "codes" / "plan.csv", broken(CODED, KEYED, COUNTS)
    codes.write_text("code,title_th,valid_from,valid_to\nS1,หนึ่ง,,\nS2,สอง,,\n", encoding="utf-8")
    old = load_form(written(tmp_path, text))
    store.definitions.keep(old)
    store.rounds.save(open_round(old, "2566-Q2"))
    given = {"link": Entry("A", "S1"), "school_id": Entry("A", "1099000001")}
    cells = {"link": Cell("S1", "S1"), "school_id": Cell("1099000001", "1099000001")}
    kept = replace(submission("1099000001", 1, 1), entries=given, cells=cells)
    store.submissions.save("literacy", "2566-Q2", [kept], {}, {"1099000001": {}}, NOW)
    codes.write_text("code,title_th,valid_from,valid_to\nS1,หนึ่ง,,2022-12-31\nS2,สอง,,\n", encoding="utf-8")
    new = load_form(written(tmp_path, text))
    moved = difference(Pages(store, {"literacy": new}), old, new, NOW.date()).moved
    assert ("value", "100.00", "–") in [(m.what, m.old, m.new) for m in moved if m.indicator == "I1"]


def test_the_codes_of_another_form_are_those_that_were_given_there(tmp_path: Path, store: Store) -> None:
    keyed = KEYED[1].replace("codes/plan, fields: code", "literacy, fields: colour")
    two = (CODED, (KEYED[0], keyed), COUNTS, ("id: literacy", "id: activities"))
    first = load_form(written(tmp_path, GOOD))
    newer_form = load_form(written(tmp_path, broken(*two), "activities.yaml"))
    older = (*two[2:], (CODED[0], "name: link, group: A, type: string"))
    before = load_form(written(tmp_path, broken(*older), "activities.yaml"))
    given = replace(submission("1099000001", 1, 1), entries={"colour": Entry("A", "yes")})
    store.submissions.save("literacy", "2566-Q1", [given], {}, {"1099000001": {}}, NOW)
    store.definitions.keep(before)
    store.rounds.save(open_round(before, "2566-Q1"))
    cells = {"link": Cell("yes", "yes")}
    row = replace(submission("1099000001", 1, 1), entries={"link": Entry("A", "yes")}, cells=cells)
    store.submissions.save("activities", "2566-Q1", [row], {}, {"1099000001": {}}, NOW)
    pages = Pages(store, {"literacy": first, "activities": newer_form})
    moved = difference(pages, before, newer_form, NOW.date()).moved
    assert [m for m in moved if m.indicator == "I1"] == []


def test_another_forms_definition_that_cannot_be_read_is_not_in_the_way(tmp_path: Path, store: Store) -> None:
    keyed = KEYED[1].replace("codes/plan, fields: code", "literacy, fields: colour")
    written(tmp_path, GOOD)
    form = load_form(
        written(tmp_path, broken(CODED, (KEYED[0], keyed), ("id: literacy", "id: acts")), "acts.yaml")
    )
    store.rounds.save(open_round(form, "2566-Q1"))
    given = submission("1099000001", 1, 1)
    store.submissions.save("acts", "2566-Q1", [given], {}, {"1099000001": {}}, NOW)
    literacy = store.rounds.get("literacy", "2566-Q1")
    assert literacy
    store.rounds.save(replace(literacy, definition_hash="lost"))
    found = difference(Pages(store, {"acts": form}), form, form, NOW.date())
    assert found.rounds == ["2566-Q1"] and found.moved == []


LIST = """\
spec: 1
form: {id: rows, version: "1", valid: ["2022-10-01", "2023-09-30"], respondent: school, rounds: [Q1, Q2], due: {days_after_round: 15}, title: {th: แถว}}
sheet: {layouts: [list], tab: แถว}
groups: [{id: A, title: ก}]
schema:
  primaryKey: [school_id, no]
  fields:
    - {name: school_id, type: string, kind: school_code, title: รหัส}
    - {name: no, type: string, title: ลำดับ, constraints: {required: true}}
    - {name: spent, type: integer, kind: count, title: ใช้}
rules:
  - {id: R01, field: spent, constraint: spent >= prev(spent), missing: skip_if_any, severity: error, message: {th: ลด}}
indicators:
  - {id: I1, title: {th: ใช้}, numerator: sum(spent), denominator: count(), factor: 1, decimals: 2, missing: pairwise, min_coverage: 0, legend: [[0, 100, green]]}
"""


def test_the_rows_of_a_list_are_held_against_those_of_the_round_before(tmp_path: Path, store: Store) -> None:
    new = load_form(written(tmp_path, LIST, "new.yaml"))
    old = load_form(written(tmp_path, LIST.replace("spent >= prev(spent)", "spent >= 0"), "old.yaml"))
    for round_id, key, spent in (("2566-Q1", "a", 5), ("2566-Q2", "b", 3)):
        store.rounds.save(open_round(new, round_id))
        values: dict[str, Any] = {f"{key}/no": "1", f"{key}/spent": spent}
        cells = {name: Cell(value, str(value)) for name, value in values.items()}
        entries = {name: Entry("A", value) for name, value in values.items()}
        given = replace(submission("1099000001", 1, 1), cells=cells, entries=entries)
        store.submissions.save("rows", round_id, [given], {}, {"1099000001": {}}, NOW)
    moved = difference(Pages(store, {"rows": new}), old, new, NOW.date()).moved
    assert {m.round_id for m in moved if m.what == "value"} == {"2566-Q2"}


def test_places_are_called_as_people_call_them() -> None:
    moved = [
        Moved("2566-Q1", "I1", scope, place, "value", "1", "2")
        for scope, place in (("area", "area"), ("size", "small"), ("district", "เหนือ"))
    ]
    area, size, district = _moved_lines(moved)
    assert "เขตพื้นที่:" in area
    assert "ขนาดโรงเรียน เล็ก" in size.replace("ขนาดเล็ก", "เล็ก") and "small" not in size
    assert "อำเภอ เหนือ:" in district
