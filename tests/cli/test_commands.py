"""Every command explains itself, and the documentation names only commands that exist."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from service.cli import main
from service.definitions import check_file

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_every_command_has_help_in_thai_and_english(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*path, "--help"])
    assert result.exit_code == 0
    assert re.search("[ก-๙]", result.output) and re.search("[a-z]{3}", result.output)


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`tidtam ([a-z]+)", README))))
def test_the_readme_names_only_commands_that_exist(line: str) -> None:
    known = {path[0] for path in commands()}
    assert line.split()[0] in known


def test_help_does_not_load_what_it_does_not_use() -> None:
    heavy = ("pandas", "matplotlib", "flask", "gspread", "huey", "sqlalchemy")
    code = f"import sys, service.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 150


def shipped(path: Path) -> tuple[str, list[str]]:
    """The rounds of a shipped form and the ids of its tables to paste, from its text (reading all forms is slow)."""
    head, _, exports = path.read_text(encoding="utf-8").partition("\nexports:\n")
    rounds = re.findall(r"^  rounds: \[(.+)\]", head, re.MULTILINE)[0].replace("Q1, Q2, Q3, Q4", "Q1–Q4")
    return rounds, re.findall(r"^  - \{?id: (\w+)", re.split(r"\n\w", exports)[0], re.MULTILINE)


def test_the_list_of_tools_tells_every_shipped_form_with_its_rounds_and_tables_to_paste() -> None:
    text = (ROOT / "docs" / "tools.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]
    listed = {row[1].strip(" `"): (row[4].strip(), re.findall("`([^`]+)`", "".join(row[5:]))) for row in rows}
    assert listed == {path.stem: shipped(path) for path in (ROOT / "sheet_schemas").glob("*.yaml")}


def test_a_broken_form_is_named_with_line_and_remedy(tmp_path: Path) -> None:
    good = (ROOT / "sheet_schemas" / "quick_policy.yaml").read_text(encoding="utf-8")
    path = tmp_path / "broken.yaml"
    path.write_text(good.replace('version: "2566.2"', "version: 2566.2"), encoding="utf-8")
    result = CliRunner().invoke(main, ["schemas", "check", str(path)])
    assert result.exit_code == 11 and 'write "2566.2"' in result.stderr
    assert check_file(path)[0].startswith("broken.yaml:8:")


def test_every_shipped_form_is_good() -> None:
    assert CliRunner().invoke(main, ["schemas", "check"]).exit_code == 0
