"""A form is kept as text, with its code lists: read again by itself, it is the same form."""

from pathlib import Path

import pytest

from service.config import ROOT
from service.definitions import load_form, parse_form
from service.errors import DefinitionError

from .good import GOOD, broken, written

FORMS = sorted(
    [*(ROOT / "sheet_schemas").glob("*.yaml"), *(ROOT / "tests" / "features" / "forms").glob("*.yaml")]
)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_kept_text_gives_the_same_form_without_anything_beside_it(path: Path) -> None:
    form = load_form(path)
    again = parse_form(f"{form.id} {form.version}", form.source)
    assert again == form
    assert again.definition_hash == form.definition_hash and again.source == form.source


def test_a_kept_text_with_faults_names_all_of_them_under_its_version() -> None:
    text = broken(("Q1: 70", "Q3: 70"), ("evidence: link", "evidence: links"))
    with pytest.raises(DefinitionError) as caught:
        parse_form("literacy 2566.1", text)
    assert [fault.startswith("literacy 2566.1:") for fault in caught.value.faults] == [True, True]


def test_who_wrote_a_form_is_kept_and_changes_no_hash(tmp_path: Path) -> None:
    signed = load_form(written(tmp_path, broken(("id: literacy", "id: literacy\n  authored_by: กลุ่มนโยบาย"))))
    assert "กลุ่มนโยบาย" in signed.source
    assert signed.definition_hash == parse_form("literacy", GOOD).definition_hash
