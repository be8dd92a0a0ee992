"""The form file itself: sheet_schemas/quick_policy.yaml."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from service.core.schema import Form
from service.definitions import check_file

from .checking import FORM_FILE

GROUPS = [f"QP{number:02d}" for number in range(1, 12)]
MIXED = ("QP02", "QP05", "QP07")
"""Steps 1 to 3, then levels 4 and 5 by a percentage (DOMAIN §2d)."""


@pytest.fixture(scope="module")
def data() -> Any:
    return YAML(typ="safe", pure=True).load(FORM_FILE)


def test_the_file_fits_the_published_schema(data: Any) -> None:
    schema = json.loads((FORM_FILE.parent / "form.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []


def test_the_loader_finds_no_fault_in_it() -> None:
    assert check_file(FORM_FILE) == []


def test_an_editor_is_told_where_the_schema_is() -> None:
    assert FORM_FILE.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=form.schema.json\n"
    )


def test_its_size_is_that_of_a_real_form(form: Form) -> None:
    assert 130 <= len(form.fields) <= 155


def test_the_school_code_comes_first_and_is_the_key(data: Any, form: Form) -> None:
    assert form.fields[0].kind == "school_code"
    assert data["schema"]["primaryKey"] == [form.fields[0].name]


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_milestones_evidence_and_words(form: Form, group: str) -> None:
    names = {item.name for item in form.fields if item.group == group}
    steps = 3 if group in MIXED else 5
    endings = [*(f"s{step}" for step in range(1, steps + 1)), "evidence", "problem", "suggest"]
    assert {f"{group.lower()}_{ending}" for ending in endings} <= names
    assert f"{group.lower()}_s{steps + 1}" not in names


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_a_level_and_a_percentage(form: Form, group: str) -> None:
    level, percentage, *_ = [item for item in form.indicators if item.group == group]
    assert level.milestone is not None
    assert (level.mixed is not None) == (group in MIXED)
    assert level.milestone.evidence == f"{group.lower()}_evidence"
    assert (percentage.id, int(percentage.factor), len(percentage.bands)) == (f"{group}A", 100, 5)


def test_every_indicator_has_targets_for_both_rounds_that_rise(form: Form) -> None:
    for indicator in form.indicators:
        assert indicator.target is not None
        assert indicator.target.by_round["M6"] < indicator.target.by_round["M12"]


def test_the_index_weighs_the_ten_main_levels_alike(form: Form) -> None:
    index = form.indicators[-1]
    assert {part.indicator: int(part.weight) for part in index.composite} == dict.fromkeys(GROUPS[:10], 10)


def test_no_field_stands_in_two_indicators_of_different_groups(form: Form) -> None:
    for indicator in (item for item in form.indicators if not item.composite):
        assert {form.field(name).group for name in indicator.names} == {indicator.group}


def test_every_kind_of_answer_that_a_school_gives_is_asked(form: Form) -> None:
    asked = {item.kind for item in form.fields}
    assert asked >= {"count", "number", "percent", "money", "level", "date", "choice", "yes_no"}
    assert asked >= {"text", "uri", "phone", "email"}


def test_every_rule_speaks_thai_and_english(form: Form) -> None:
    assert all(rule.message.th and rule.message.en for rule in form.rules)


def test_every_query_offers_an_open_reason_last(form: Form) -> None:
    queries = [rule for rule in form.rules if rule.severity == "query"]
    assert {rule.accept_notes[-1] for rule in queries} == {"อื่น ๆ (ระบุ)"}


def test_the_notice_says_what_is_not_official(form: Form) -> None:
    assert "11 ข้อเป็นของทางการ" in form.notice


def test_the_schools_own_words_go_into_the_report(form: Form) -> None:
    assert form.report is not None
    assert list(form.report.problems) == list(form.report.suggestions) == GROUPS
