"""The collection of broken definitions: each says in its own comments what must be said of it, and no more.

``# expect: line N key K says WORDS`` for each fault; ``# schema: refuses`` where the JSON Schema alone sees a fault.
"""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from service.definitions import check_file

from .what_to_do import assert_each_says_what_to_do

FOLDER = Path(__file__).parent / "broken"
SCHEMAS = Path(__file__).resolve().parents[2] / "sheet_schemas"
SCHEMA = json.loads((SCHEMAS / "form.schema.json").read_text(encoding="utf-8"))
FILES = sorted(FOLDER.glob("*.yaml"))
EXPECT = re.compile(r"^# expect: line (\d+) key (\S+) says (.+)$", re.MULTILINE)


def expected(path: Path) -> list[tuple[str, str, str]]:
    return [match.groups() for match in EXPECT.finditer(path.read_text(encoding="utf-8"))]  # type: ignore[misc]


def fault_parts(fault: str) -> tuple[str, str, str]:
    _, line, rest = fault.split(":", 2)
    key, _, words = rest.strip().partition(": ")
    return line, key, words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_form_is_told_all_its_faults_and_no_other(path: Path) -> None:
    found = [fault_parts(fault) for fault in check_file(path)]
    wanted = expected(path)
    assert [part[:2] for part in found] == [part[:2] for part in wanted]
    for (_, _, words), (_, _, said) in zip(found, wanted, strict=True):
        assert said in words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_fault_says_what_to_do_in_both_languages(path: Path) -> None:
    assert_each_says_what_to_do(check_file(path))


def test_the_collection_is_large_enough() -> None:
    several = [path for path in FILES if len(expected(path)) >= 3]
    assert len(FILES) - len(several) >= 60 and len(several) >= 10


def content(path: Path) -> Any:
    """What other tools see: JSON; None when it is no YAML, or holds what JSON cannot."""
    try:
        read = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        return json.loads(json.dumps(read, allow_nan=False, default=lambda day: {"day": str(day)}))
    except (YAMLError, ValueError):
        return None


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_published_schema_refuses_what_a_schema_can_refuse(path: Path) -> None:
    refuses = "# schema: refuses" in path.read_text(encoding="utf-8")
    found = content(path)
    if found is None or not isinstance(found, dict):
        assert not refuses
        return
    assert Draft202012Validator(SCHEMA).is_valid(found) is not refuses
    assert jsonschema_rs.validator_for(SCHEMA).is_valid(found) is not refuses


def test_every_fault_that_a_schema_sees_is_marked_in_some_file() -> None:
    """As many broken files as the schema can refuse are there: the collection is no list of one kind."""
    refused = [path for path in FILES if "# schema: refuses" in path.read_text(encoding="utf-8")]
    assert len(refused) >= 40 and len(FILES) - len(refused) >= 40
