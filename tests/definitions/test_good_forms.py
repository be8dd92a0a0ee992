"""A form that is well written loads, and means what stands in it."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema_rs
import pytest
from frictionless import Schema  # type: ignore[attr-defined]
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from service.definitions import check_file, form_data, load_form, load_forms
from service.definitions.code_lists import read_codes
from service.errors import NotFoundError

from .good import GOOD, broken, written
from .with_words import worded_forms

SHIPPED = Path(__file__).resolve().parents[2] / "sheet_schemas"
PUBLISHED = Draft202012Validator(json.loads((SHIPPED / "form.schema.json").read_text(encoding="utf-8")))


def test_a_good_form_loads_as_it_is_written(tmp_path: Path) -> None:
    form = load_form(written(tmp_path, GOOD))
    assert (form.id, form.version, form.rounds, form.due_days) == ("literacy", "2566.1", ("Q1", "Q2"), 15)
    assert (form.valid_from, form.valid_to) == (date(2022, 10, 1), date(2023, 9, 30))
    assert [item.kind for item in form.fields[4:]] == ["yes_no", "yes_no", "choice", "uri", "date"]
    assert form.field("p1_all").constraints.maximum == Decimal(900)
    assert form.indicators[0].legend[1].low == Decimal(60)
    assert form.indicators[1].milestone and form.indicators[1].milestone.steps == ("step1", "step2")
    assert form.indicators[2].bands[1].label == "2"


def test_on_and_no_stay_words(tmp_path: Path) -> None:
    form = load_form(written(tmp_path, GOOD))
    assert form.field("step1").choices == ("on", "no")
    assert form.field("colour").choices == ("yes", "no", "off")


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark of Notepad"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_form_saved_on_windows_loads(tmp_path: Path, prefix: bytes, newline: str) -> None:
    path = tmp_path / "literacy.yaml"
    path.write_bytes(prefix + GOOD.replace("\n", newline).encode())
    assert check_file(path) == []


def test_whole_numbers_may_be_written_with_a_point(tmp_path: Path) -> None:
    text = broken(
        ("days_after_round: 15", "days_after_round: 15.0"),
        ("factor: 100\n    decimals: 2", "factor: 100\n    decimals: 2.0"),
    )
    form = load_form(written(tmp_path, text.replace("[0.5, 1, 2]", "[0.5, 1, 2.0]")))
    assert isinstance(form.due_days, int) and isinstance(form.indicators[0].decimals, int)
    assert form.indicators[2].bands[1].label == "2"


def test_only_a_changed_definition_changes_its_hash(tmp_path: Path) -> None:
    before, moved, changed = (
        load_form(written(tmp_path, text))
        for text in (GOOD, "# a remark\n" + GOOD, broken(("factor: 100", "factor: 1000")))
    )
    assert before.definition_hash == moved.definition_hash != changed.definition_hash
    assert before.indicators[0].definition_hash != changed.indicators[0].definition_hash
    assert before.indicators[1].definition_hash == changed.indicators[1].definition_hash


def test_all_forms_of_a_folder_load_by_id(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, broken(("id: literacy", "id: lunch")), "lunch.yaml")
    assert sorted(load_forms(tmp_path)) == ["literacy", "lunch"]


def test_a_folder_without_forms_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="TIDTAM_FORMS"):
        load_forms(tmp_path)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.name)
def test_a_shipped_form_is_good_for_us_and_for_other_tools(path: Path) -> None:
    assert check_file(path) == []
    published = json.loads((SHIPPED / "form.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    content = json.loads(json.dumps(YAML(typ="safe").load(path.read_text(encoding="utf-8"))))
    assert list(Draft202012Validator(published).iter_errors(content)) == []
    assert len(Schema.from_descriptor(content["schema"]).fields) == len(content["schema"]["fields"])


@settings(max_examples=6, deadline=None)
@given(text=worded_forms())
def test_a_form_of_any_words_is_good_for_us_and_for_other_tools(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = written(tmp_path_factory.mktemp("form"), text)
    content = json.loads(json.dumps(form_data(path)))
    assert check_file(path) == [] and PUBLISHED.is_valid(content)
    assert jsonschema_rs.validator_for(PUBLISHED.schema).is_valid(content)
    assert len(Schema.from_descriptor(content["schema"]).fields) == len(content["schema"]["fields"])


@pytest.mark.parametrize("path", sorted((SHIPPED / "codes").glob("*.csv")), ids=lambda path: path.name)
def test_a_shipped_code_list_is_good(path: Path) -> None:
    codes, faults = read_codes(path)
    assert faults == [] and len(codes) > 1
    # Titles are pasted into the systems of others: what is a draft is said in the column beside them.
    assert not [code.title for code in codes if "ร่าง)" in code.title]


def test_a_code_list_may_tell_what_is_not_compared_with_the_official_text_yet(tmp_path: Path) -> None:
    path = tmp_path / "policy.csv"
    path.write_text("code,title_th,valid_from,valid_to,note\nN1,ก,,,\nN2,ข,,,ร่าง\n", "utf-8")
    codes, faults = read_codes(path)
    assert faults == []
    assert [(code.title, code.told) for code in codes] == [("ก", "ก"), ("ข", "ข (ร่าง)")]
