"""Rounds from the command line: opening, moving and closing their windows, and counts by academic year."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.emulator import Emulator
from tests.pipeline.offices import PLAIN_SCHOOLS
from tests.pipeline.short_form import write_short_form

FORM, ROUND = "quick_policy", "2566-M6"
INSTALLED, NEWER = "2566.2", "2566.3"
CODES = [school["school_code"] for school in PLAIN_SCHOOLS[:2]]
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """An office with two schools and forms of its own; nothing is asked of Google."""
    home = tmp_path_factory.mktemp("office")
    forms = write_short_form(home / "forms")
    register = home / "schools.csv"
    with register.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, PLAIN_SCHOOLS[0])
        writer.writeheader()
        writer.writerows(PLAIN_SCHOOLS[:2])
    with Emulator(home / "google") as emulator:
        environ = {
            "TIDTAM_HOME": str(home / "office"),
            "TIDTAM_FORMS": str(forms),
            "TIDTAM_CREDENTIALS": str(emulator.credentials_path),
            "TIDTAM_GOOGLE_ENDPOINT": emulator.url,
            "TIDTAM_FOLDER": emulator.shared_drive_id,
        }

        def call(*arguments: str, **more: Any) -> Result:
            return CliRunner().invoke(main, [*arguments], env=environ | more)

        assert call("register", "import", str(register), "--yes").exit_code == 0
        yield call


@pytest.fixture
def run(office: Run) -> Run:
    """The office with its round open until 2099 and no closing day."""
    office("round", "reopen", FORM, ROUND)
    assert office("round", "open", FORM, ROUND, "--due", "2099-01-31").exit_code == 0
    return office


def shown(run: Run) -> dict[str, Any]:
    return dict(json.loads(run("round", "show", FORM, ROUND, "--json").stdout))


def test_a_round_is_shown_with_its_days_and_where_it_stands(run: Run) -> None:
    data = shown(run)
    assert (data["title"], data["starts"], data["ends"]) == (
        "รอบ 6 เดือน ปีงบประมาณ 2566", "2022-10-01", "2023-03-31",
    )  # fmt: skip
    assert (data["state"], data["closes"], data["academic_year"], data["version"]) == (
        "open",
        None,
        2565,
        INSTALLED,
    )
    assert data["punctuality"] == {"on_time": 0, "by_extension": 0, "late": 0, "not_yet": 2}
    words = run("round", "show", FORM, ROUND).stdout
    assert "เปิดรับ (open)" in words and "ยังไม่ครบ 2" in words


@pytest.mark.parametrize(
    ("days", "state", "word"),
    [
        (("--opens", "2098-01-01"), "not_yet", "ยังไม่เปิด"),
        (("--due", "2023-04-30"), "overdue", "เลยกำหนด"),
        (("--due", "2023-04-30", "--closes", "2023-05-31"), "closed", "ปิดแล้ว"),
    ],
)
def test_the_window_says_where_a_round_stands(run: Run, days: tuple[str, ...], state: str, word: str) -> None:
    try:
        assert run("round", "window", FORM, ROUND, *days).exit_code == 0
        assert shown(run)["state"] == state
        assert word in run("round", "list").stdout and word in run("status").stdout
    finally:
        run(
            "round",
            "window",
            FORM,
            ROUND,
            "--opens",
            "2022-10-01",
            "--due",
            "2099-01-31",
            "--closes",
            "2099-06-30",
        )


def test_a_window_that_cannot_be_is_refused_with_what_to_write(run: Run) -> None:
    result = run("round", "window", FORM, ROUND, "--closes", "2098-01-01")
    assert result.exit_code == 15 and "2099-01-31" in result.stderr
    assert run("round", "window", FORM, ROUND).exit_code == 2
    assert "2099" in run("round", "window", FORM, ROUND, "--due", "2642-01-31").stderr


def test_an_extension_is_shown_by_school(run: Run) -> None:
    assert run("round", "extend", FORM, ROUND, CODES[0], "--due", "2099-02-28").exit_code == 0
    assert shown(run)["extended"] == {CODES[0]: "2099-02-28"}
    assert f"ขยายเวลา: {CODES[0]} ถึง 2099-02-28" in run("round", "show", FORM, ROUND).stdout


@pytest.mark.parametrize(
    ("round_id", "options", "code", "words"),
    [
        ("2566-T1", (), 15, "ปีการศึกษา"),
        ("2567-M6", (), 15, "2566-M6, 2566-M12"),
        ("2566-M12", ("--from", "2023-01-01"), 2, "give both"),
        ("2566-M12", ("--from", "2023-01-01", "--to", "2023-01-05"), 15, "only ad hoc rounds"),
    ],
)
def test_a_round_that_cannot_be_opened_says_why(
    run: Run, round_id: str, options: tuple[str, ...], code: int, words: str
) -> None:
    result = run("round", "open", FORM, round_id, *options)
    assert result.exit_code == code and words in result.stderr


def test_a_round_opened_by_mistake_is_taken_back(run: Run) -> None:
    assert run("round", "open", FORM, "2566-M12").exit_code == 0
    assert run("round", "cancel", FORM, "2566-m12").exit_code == 0
    rounds = json.loads(run("round", "list", "--json").stdout)["rounds"]
    assert [item["round"] for item in rounds] == [ROUND]
    assert run("round", "cancel", FORM, "2566-M12").exit_code == 14


@pytest.mark.parametrize(
    ("typed", "words", "offered"),
    [
        ("2023-M6", "หมายถึง 2566-M6 ใช่หรือไม่", False),
        ("M6/2566", "รอบที่เปิดแล้ว (open already): 2566-M6", False),
        ("2566-Q2", f"ไม่ใช่รอบของ {FORM}", False),
        ("2566-m12", "ยังไม่เปิด (not open)", True),
    ],
)
def test_a_round_that_is_not_there_is_told_by_every_command(
    run: Run, typed: str, words: str, offered: bool
) -> None:
    for command in (("round", "show"), ("round", "close"), ("provision",), ("quality",), ("report",)):
        out = ("--out", "x.docx") if command == ("report",) else ()
        result = run(*command, FORM, typed, *out)
        assert result.exit_code == 14 and words in result.stderr, result.output
        assert ("tidtam round open" in result.stderr) == offered


def test_small_letters_are_taken(run: Run) -> None:
    assert run("round", "show", FORM, ROUND.lower()).exit_code == 0


def test_status_and_doctor_say_that_a_newer_version_is_installed(run: Run, tmp_path: Path) -> None:
    forms = write_short_form(tmp_path / "forms")
    path = forms / "quick_policy.yaml"
    path.write_text(
        path.read_text("utf-8").replace(f"version: '{INSTALLED}'", f"version: '{NEWER}'"), "utf-8"
    )
    newer = {"TIDTAM_FORMS": str(forms)}
    remedy = f"tidtam migrate {FORM} {ROUND}"
    assert json.loads(run("status", "--json", **newer).stdout)["rounds"][0]["newer_version"] == NEWER
    assert (
        remedy in run("status", **newer).stdout
        and remedy in run("round", "show", FORM, ROUND, **newer).stdout
    )
    findings = json.loads(run("doctor", "--quick", "--json", **newer).stdout)["findings"]
    (finding,) = [item for item in findings if item["check"] == "rounds"]
    assert remedy in finding["remedy"] and NEWER in finding["how"]
    assert "rounds" in [
        item["check"] for item in json.loads(run("doctor", "--quick", "--json").stdout)["findings"]
    ]
    assert remedy not in run("status").stdout


def test_a_form_that_changed_under_its_old_version_is_told_so(run: Run, tmp_path: Path) -> None:
    forms = write_short_form(tmp_path / "forms")
    path = forms / "quick_policy.yaml"
    path.write_text(path.read_text("utf-8").replace("days_after_round: 15", "days_after_round: 16"), "utf-8")
    changed, words = {"TIDTAM_FORMS": str(forms)}, f"แบบแก้แล้วแต่ยังเป็นรุ่น {INSTALLED}: แก้ version"
    assert (
        words in run("status", **changed).stdout
        and words in run("round", "show", FORM, ROUND, **changed).stdout
    )
    findings = json.loads(run("doctor", "--quick", "--json", **changed).stdout)["findings"]
    assert any(words in item["how"] for item in findings if item["check"] == "rounds")


# -- facts


def test_counts_of_an_academic_year_are_imported_from_excel(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("รหัสโรงเรียน", "pupils", "ครู"), (CODES[0], 120, 8), (CODES[1], 95, None)):
        book.active.append(row)
    book.save(tmp_path / "facts.xlsx")
    result = run(
        "register", "facts", "import", str(tmp_path / "facts.xlsx"), "--year", "2566", "--yes", "--json"
    )
    assert json.loads(result.stdout) == {
        "academic_year": 2566, "schools": 2, "names": ["pupils", "teachers"], "saved": True,
    }  # fmt: skip
    listed = json.loads(run("register", "facts", "list", "--json").stdout)["facts"]
    assert listed == [{"academic_year": 2566, "schools": 2, "names": ["pupils", "teachers"]}]


def test_counts_with_faults_change_nothing_and_name_every_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(f"code,pupils\n{CODES[0]},มาก\n1099999999,1\n", "utf-8")
    result = run("register", "facts", "import", str(path), "--year", "2567", "--yes")
    assert result.exit_code == 12 and "แถว 2" in result.stderr and "แถว 3" in result.stderr
    assert "2567" not in run("register", "facts", "list").stdout


def test_nothing_is_imported_without_a_yes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(f"code,pupils\n{CODES[0]},1\n", "utf-8")
    result = run("register", "facts", "import", str(path), "--year", "2564", "--json")
    assert json.loads(result.stdout)["saved"] is False
    assert "2564" not in run("register", "facts", "list").stdout
