"""The analyst's commands: begin a form, check it, read it, take it out as a workbook and in again."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from frictionless import Schema  # type: ignore[attr-defined]
from openpyxl import load_workbook

from service.cli import main
from service.definitions import check_file, form_data, load_form
from service.definitions.shape import form_schema


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIDTAM_FORMS", str(tmp_path))
    assert tidtam("new", "lunch", "--title", "อาหาร: กลางวัน #1 'ดี'").exit_code == 0
    return tmp_path


def tidtam(*words: str) -> Result:
    return CliRunner().invoke(main, ["schemas", *words])


@pytest.mark.parametrize("layout", ["card", "table", "list"])
def test_a_new_form_loads_at_once_here_and_in_other_tools(forms: Path, layout: str) -> None:
    assert tidtam("new", "mine", "--layout", layout).exit_code == 0
    form = load_form(forms / "mine.yaml")
    assert form.layouts == (layout,) and form.title.th == "mine"
    fields = form_data(forms / "mine.yaml")["schema"]
    assert len(Schema.from_descriptor(fields).fields) == len(form.fields)


def test_a_new_form_keeps_its_title_as_it_was_typed(forms: Path) -> None:
    assert load_form(forms / "lunch.yaml").title.th == "อาหาร: กลางวัน #1 'ดี'"


def test_a_new_form_explains_itself_in_thai(forms: Path) -> None:
    text = (forms / "lunch.yaml").read_text(encoding="utf-8")
    assert text.count("#") > 20 and "ต้องเป็นจริง" in text


def test_a_new_form_has_beside_it_what_its_first_line_names(forms: Path) -> None:
    first = (forms / "lunch.yaml").read_text(encoding="utf-8").splitlines()[0]
    named = json.loads((forms / first.rpartition("=")[2]).read_text(encoding="utf-8"))
    assert named == form_schema()


@pytest.mark.parametrize("words", [("new", "Lunch"), ("new", "lunch"), ("new", "x", "--title", "a\nb")])
def test_what_cannot_be_made_is_refused_and_nothing_is_written(forms: Path, words: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in forms.iterdir()}
    assert tidtam(*words).exit_code == 15
    assert {path: path.read_bytes() for path in forms.iterdir()} == before


def test_check_counts_what_a_form_holds(forms: Path) -> None:
    result = tidtam("check")
    assert result.exit_code == 0 and "9 ช่อง 2 กฎ 2 ตัวชี้วัด" in result.stdout


def test_check_counts_good_forms_and_names_all_faults_of_the_others(forms: Path) -> None:
    text = (forms / "lunch.yaml").read_text(encoding="utf-8").replace("id: lunch", "id: other")
    broken = text.replace("p1_read <=", "p1_reed <=")
    (forms / "other.yaml").write_text(broken.replace("area, M6:", "area, Q1:"), encoding="utf-8")
    result = tidtam("check")
    assert result.exit_code == 11 and "✔ lunch.yaml" in result.stdout
    assert result.stderr.count("other.yaml:") == 3
    assert json.loads(tidtam("check", "--json").stdout)["forms"][0]["fields"] == 9


def test_check_names_an_id_that_two_files_have(forms: Path) -> None:
    (forms / "other.yaml").write_bytes((forms / "lunch.yaml").read_bytes())
    result = tidtam("check")
    assert result.exit_code == 11 and "used by two files: rename one" in result.stderr


def test_show_says_the_rules_in_words(forms: Path) -> None:
    told = tidtam("show", "lunch").stdout
    assert "“นักเรียน ป.1 ที่อ่านออก” ไม่เกิน “นักเรียน ป.1 ทั้งหมด”" in told
    assert "เหลืองเมื่อพลาดไม่เกินร้อยละ 10 ของเป้า" in told and "M6 75, M12 85" in told
    assert json.loads(tidtam("show", "lunch", "--json").stdout)["form"]["id"] == "lunch"


def test_a_form_nobody_has_is_named_with_the_nearest(forms: Path) -> None:
    result = tidtam("show", "lnch")
    assert result.exit_code == 14 and "did you mean 'lunch'?" in result.stderr
    assert "ไม่มีแบบ lnch หมายถึง 'lunch' ใช่หรือไม่ (" in result.stderr
    assert "ไม่มีแบบ zzz ที่มีคือ lunch (there is no form 'zzz'; lunch)" in tidtam("show", "zzz").stderr


@pytest.mark.parametrize("command", ["new", "check", "show", "diff", "export", "import"])
def test_the_help_of_a_command_is_fault_words(command: str) -> None:
    text = tidtam(command, "--help").stdout.partition("Options:")[0]
    said = [" ".join(part.split()) for part in text.split("\n\n")[1:] if part.strip()]
    assert said and all(re.match(r"[^·]*[ก-๛][^·]* · ", part) for part in said)


def test_a_form_goes_out_as_a_workbook_and_comes_in_equal(forms: Path) -> None:
    book, back = forms / "lunch.xlsx", forms / "back.yaml"
    assert tidtam("export", "lunch", str(book)).exit_code == 0
    assert tidtam("check", str(book)).exit_code == 0
    assert tidtam("import", str(book), "--to", str(back)).exit_code == 0
    assert load_form(back) == load_form(forms / "lunch.yaml") and check_file(back) == []


def test_a_workbook_is_printed_when_no_file_is_named(forms: Path) -> None:
    tidtam("export", "lunch", str(forms / "lunch.xlsx"))
    assert tidtam("import", str(forms / "lunch.xlsx")).stdout.startswith("# yaml-language-server")


def test_a_file_that_is_there_is_replaced_only_when_asked(forms: Path) -> None:
    book = str(forms / "lunch.xlsx")
    tidtam("export", "lunch", book)
    assert tidtam("export", "lunch", book).exit_code == 15
    assert tidtam("import", book, "--to", str(forms / "lunch.yaml")).exit_code == 15
    assert tidtam("import", book, "--to", str(forms / "lunch.yaml"), "--yes").exit_code == 0


def test_a_broken_workbook_names_its_cells_and_writes_nothing(forms: Path) -> None:
    path = forms / "lunch.xlsx"
    tidtam("export", "lunch", str(path))
    book = load_workbook(path)
    book["rules"]["C2"].value = "p1_reed <= p1_all"
    book.save(path)
    result = tidtam("import", str(path), "--to", str(forms / "new.yaml"))
    assert result.exit_code == 11 and "lunch.xlsx:rules!C2: rules[0].constraint" in result.stderr
    assert not (forms / "new.yaml").exists()
