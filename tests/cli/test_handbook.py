"""The Thai handbook does what it says: its forms load, its parts fit, its commands run word for word."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from service.cli import main
from service.definitions import check_file, load_form
from service.definitions.shape import form_schema
from service.emulator import Emulator
from tests.switching import chosen

BOOK = (Path(__file__).resolve().parents[2] / "docs" / "forms.th.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```", BOOK, re.MULTILINE | re.DOTALL)
WHOLE = [text for kind, text in BLOCKS if kind == "yaml" and "spec: 1" in text]
PARTS = [text for kind, text in BLOCKS if kind == "yaml" and "spec: 1" not in text]
LINES = [
    line.partition("  #")[0].strip()
    for kind, text in BLOCKS
    if kind == "sh"
    for line in text.splitlines()
    if line.startswith("tidtam ")
]
NAMED = sorted({*LINES, *re.findall(r"`(tidtam [^`]+)`", BOOK)})


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a line calls, and what is left of the line."""
    found: click.Command = main
    while words and isinstance(found, click.Group):
        assert words[0] in found.commands, words
        found, words = found.commands[words[0]], words[1:]
    return found, words


@pytest.mark.parametrize("line", NAMED)
def test_a_command_of_the_handbook_exists_with_its_options(line: str) -> None:
    command, rest = command_of(shlex.split(line)[1:])
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_form_of_the_handbook_is_good(tmp_path: Path, text: str) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(text, encoding="utf-8")
    assert check_file(path) == []
    assert load_form(path).indicators[0].near_target == 10


def test_the_fault_that_the_handbook_quotes_is_told_so(tmp_path: Path) -> None:
    (quoted,) = re.findall(r"^school_lunch\.yaml:\d+: .+$", BOOK, re.MULTILINE)
    path = tmp_path / "school_lunch.yaml"
    path.write_text(WHOLE[0].replace("constraint: fed <= pupils", "constraint: fed <= pupil"), "utf-8")
    assert check_file(path) == [quoted]


# Section 10: what is changed in the handbook's form, to be told each of its messages (the last is of a workbook).
MISTAKES = [
    ("groups:", "\tgroups:"),
    ('"2566.1"', "2566.1"),
    ("decimals: 2", "decimal: 2"),
    ("    severity: error\n", ""),
    ("numerator: sum(fed)", "numerator: sum(feds)"),
    ("id: L2", "id: L1"),
    ("near_target: 10", "legend: [[0, 50, red], [60, 100, green]]"),
    ("M12: 95", "Q1: 95"),
    ("constraint: fed <= pupils", "constraint: fed - pupils"),
    ("    accept_notes: [", "    # ["),
    ("type: number, kind: money", "type: integer, kind: money"),
]


def test_the_faults_of_the_handbooks_table_are_told_so(tmp_path: Path) -> None:
    table = re.findall(
        r"^\| (`.+`) \| .+ \| .+ \|$", BOOK.partition("## 10.")[2].partition("## 11.")[0], re.MULTILINE
    )
    path = tmp_path / "school_lunch.yaml"
    assert len(table) == len(MISTAKES)
    for words, (old, new) in zip(table, MISTAKES, strict=True):
        path.write_text(WHOLE[0].replace(old, new, 1), "utf-8")
        told = "\n".join(check_file(path))
        one_of = [re.escape(part).replace("…", ".+") for part in re.findall("`(.+?)`", words)]
        assert re.search("|".join(one_of), told), words


def definition(item: Any) -> str:
    """Which part of a form an item of a list is."""
    if "constraint" in item or "check" in item:
        return "rule"
    if "columns" in item:
        return "export"
    return "indicator" if "decimals" in item else "field"


@pytest.mark.parametrize("text", PARTS)
def test_a_part_of_the_handbook_has_the_shape_of_its_part(text: str) -> None:
    read = YAML(typ="safe").load(text)
    if "sheet" in read:
        schemas = [(form_schema()["properties"]["sheet"], read["sheet"])]
    elif isinstance(read, dict):
        keys = read["schema"]["foreignKeys"]
        schemas = [(form_schema()["$defs"]["foreignKey"], key) for key in keys]
    else:
        schemas = [(form_schema()["$defs"][definition(item)], item) for item in read]
    for schema, item in schemas:
        whole = {**schema, "$defs": form_schema()["$defs"]}
        assert [error.message for error in Draft202012Validator(whole).iter_errors(item)] == []


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder with the emulator beside it, as in section 1 of the handbook."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schools.csv").write_text(dict(BLOCKS)["csv"], encoding="utf-8")
    with Emulator(tmp_path / "google", switches=chosen()) as running:
        for name, value in {
            "FORMS": "myforms",
            "HOME": "myforms/var",
            "GOOGLE_ENDPOINT": running.url,
            "CREDENTIALS": str(running.credentials_path),
            "FOLDER": running.shared_drive_id,
            "QUOTA": "off",
        }.items():
            monkeypatch.setenv(f"TIDTAM_{name}", value)
        yield tmp_path


def say(line: str) -> str:
    result = CliRunner().invoke(main, shlex.split(line)[1:], input="y\n")
    assert result.exit_code == 0, f"{line}\n{result.output}"
    return result.output


@pytest.mark.heavy
def test_the_commands_of_the_handbook_run_word_for_word(desk: Path) -> None:
    form = desk / "myforms" / "school_lunch.yaml"
    for line in [line for line in LINES if line not in ("tidtam emulator",)]:
        if "schemas diff" in line:  # section 8: the form was changed after its round was opened
            form.write_text(WHOLE[0].replace('"2566.1"', '"2566.2"'), encoding="utf-8")
        said = say(line)
        if "schemas new" in line:
            form.write_text(WHOLE[0], encoding="utf-8")
        if line == "tidtam status":
            assert "3 แห่ง" in said
    assert load_form(form).version == "2566.2"
