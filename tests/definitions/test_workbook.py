"""A form as a workbook and back: nothing is lost, whatever stands in it and whoever saved it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from service.definitions import check_workbook, load_form
from service.definitions.source import plain, read_source
from service.definitions.workbook_export import save_workbook
from service.definitions.workbook_import import read_workbook
from service.definitions.writing import form_text

from .by_schema import form_data
from .good import GOOD, written
from .with_words import worded_forms

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted([*(ROOT / "sheet_schemas").glob("*.yaml"), *(ROOT / "tests/features/forms").glob("*.yaml")])
FEW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=60)
SHORT = 12_000
"""Bytes of a form whose way through a workbook make test has time for."""


def _quick_or_long(path: Path) -> Any:
    return pytest.param(path, marks=() if path.stat().st_size < SHORT else pytest.mark.long)


def exported(folder: Path, data: Any) -> Path:
    path = folder / "form.xlsx"
    save_workbook(data, path)
    return path


def resaved(path: Path) -> Path:
    """As another program leaves it."""
    load_workbook(path).save(path)
    return path


def through_a_workbook(folder: Path, data: Any) -> Any:
    source, faults = read_workbook(resaved(exported(folder, data)))
    assert faults == []
    return source.data


def through_yaml(folder: Path, data: Any) -> Any:
    return plain(read_source(written(folder, form_text(data), "back.yaml"))[0].data)


def equal(one: Any, other: Any) -> bool:
    """Equal to the last type: 2 is not 2.0 for a definition's hash."""
    return repr(ordered(one)) == repr(ordered(other))


def ordered(part: Any) -> Any:
    if isinstance(part, dict):
        return sorted(((key, ordered(inner)) for key, inner in part.items()), key=lambda pair: pair[0])
    return [ordered(item) for item in part] if isinstance(part, list) else part


@pytest.mark.parametrize("path", [_quick_or_long(path) for path in FORMS], ids=lambda path: path.name)
def test_a_form_comes_back_from_its_workbook_as_the_same_form(tmp_path: Path, path: Path) -> None:
    folder = Path(shutil.copytree(path.parent, tmp_path / "forms"))  # with the lists and forms it refers to
    data, faults = check_workbook(resaved(exported(folder, read_source(path)[0].data)))
    assert faults == []
    assert load_form(written(folder, form_text(data), path.name)) == load_form(path)


@FEW
@given(text=worded_forms())
def test_a_form_of_any_words_comes_back_as_the_same_form(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("form")
    before = load_form(written(folder, text, "before.yaml"))
    data = through_a_workbook(folder, read_source(folder / "before.yaml")[0].data)
    assert load_form(written(folder, form_text(data))) == before


@pytest.mark.heavy
@FEW
@given(data=form_data())
def test_whatever_the_json_schema_accepts_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    folder = tmp_path_factory.mktemp("form")
    assert equal(through_a_workbook(folder, data), data)
    assert equal(through_yaml(folder, data), data)


@pytest.mark.heavy
@MANY
@given(data=form_data())
def test_much_that_the_json_schema_accepts_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    folder = tmp_path_factory.mktemp("form")
    assert equal(through_yaml(folder, through_a_workbook(folder, data)), data)


def test_a_workbook_is_one_that_people_can_read(tmp_path: Path) -> None:
    book = load_workbook(exported(tmp_path, read_source(written(tmp_path, GOOD))[0].data))
    assert book.sheetnames[:5] == ["settings", "groups", "fields", "rules", "indicators"]
    indicators = {cell.value: book["indicators"].cell(2, cell.column).value for cell in book["indicators"][1]}
    assert indicators["legend"] == "0–60 red\n60–80 yellow\n80–100 green"
    assert indicators["target.Q1"] == 70 and indicators["title.th"] == "ร้อยละอ่านออก"
    assert book["fields"].freeze_panes == "B2" and book["fields"]["A1"].comment is not None
    offered = {str(item.sqref): item.formula1 for item in book["rules"].data_validations.dataValidation}
    assert '"error,query"' in offered.values() and "=fields!$A$2:$A$300" in offered.values()


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    data = plain(read_source(written(tmp_path, GOOD))[0].data)
    data["form"]["notice"] = '=HYPERLINK("x")'
    cells = [cell for row in load_workbook(exported(tmp_path, data))["settings"] for cell in row]
    (cell,) = [cell for cell in cells if cell.value == '=HYPERLINK("x")']
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
