"""The guide to Google names only settings, commands and findings that exist, and says the same in both languages."""

import re
from pathlib import Path

import click
import pytest

from service.cli import main
from service.cli.diagnosis import GOOGLE, GROUND, OURS, WITH_ACCOUNTS
from tests.google.sides import CREDENTIALS, FOLDER

ROOT = Path(__file__).resolve().parents[2]
DOCS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("google-setup*.md"))}
README = (ROOT / "README.md").read_text("utf-8")
CONFIG = (ROOT / "service" / "config.py").read_text("utf-8")
COMMAND = re.compile(r"(?:`|^)tidtam ([^`\n]+)", re.MULTILINE)
CHECKS = {topic.check for topic, _ in (*GROUND, *GOOGLE, *WITH_ACCOUNTS, *OURS)} | {"settings", "clock"}


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"TIDTAM_[A-Z_]+", text))


def commands_in(text: str) -> set[str]:
    return {" ".join(found.split()) for found in COMMAND.findall(text)}


@pytest.mark.parametrize("name", [*DOCS, "README.md"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    text = DOCS.get(name, README)
    assert settings_in(text) - settings_in(CONFIG) - {CREDENTIALS, FOLDER} == set()


def test_every_setting_is_explained_in_the_readme() -> None:
    assert settings_in(CONFIG) - settings_in(README) == set()


@pytest.mark.parametrize("line", sorted(commands_in("\n".join(DOCS.values()))))
def test_every_command_that_is_named_can_be_given(line: str) -> None:
    command: click.Command = main
    words = line.split()
    while words and isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known
    required = [item for item in command.params if isinstance(item, click.Argument) and item.required]
    assert not words or len([word for word in words if not word.startswith("-")]) >= len(required)


@pytest.mark.parametrize("name", DOCS)
def test_every_line_of_the_doctor_is_explained(name: str) -> None:
    section = DOCS[name].partition("\n## 6.")[2].partition("\n## 7.")[0]
    table = section.partition("|---|---|---|")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", table, re.MULTILINE)
    explained = set(re.findall(r"`([a-z_]+)`", " ".join(rows)))
    assert explained == CHECKS


def test_both_languages_say_the_same() -> None:
    english, thai = DOCS["google-setup.md"], DOCS["google-setup.th.md"]
    assert settings_in(english) == settings_in(thai) and commands_in(english) == commands_in(thai)
    for pattern in (r"^## (\d+)", r"^(\d+)\. ", r"<(https://[^>]+)>", r"^```(\w*)", r"^\| `([^|]+)` "):
        found = re.compile(pattern, re.MULTILINE)
        assert found.findall(english) == found.findall(thai)


def test_labels_of_the_console_are_quoted_alike() -> None:
    """What stands on Google's pages in English is not translated: one must be able to find it."""
    labels = re.findall(r"\*\*([A-Z][^*]*)\*\*", DOCS["google-setup.th.md"])
    assert {label for label in labels if label.isascii() and label not in DOCS["google-setup.md"]} == set()
    assert len(labels) > 30


def test_the_guide_says_that_nobody_has_tried_it() -> None:
    assert "written without access to Google" in DOCS["google-setup.md"]
    assert "โดยไม่ได้เข้าใช้ Google จริง" in DOCS["google-setup.th.md"]
