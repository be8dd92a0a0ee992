"""The note on a title: of several codes, which have no drop-down, what they are."""

from pathlib import Path

from service.definitions import load_form
from service.sheets.layout import CODE_IN_NOTE, field_note

FORM = Path(__file__).parents[2] / "sheet_schemas" / "recommendations.yaml"


def test_a_code_that_stands_for_a_long_text_is_cut_between_words() -> None:
    lines = field_note(load_form(FORM).field("obec_policy")).splitlines()
    (line,) = [line for line in lines if line.startswith("P3.1 ")]
    assert "หลักสูตรแกนกลางการศึกษาขั้นพื้นฐานที่เน้นสมรรถนะ" in line
    assert line.endswith("ของสถานศึกษา …") and len(line) <= CODE_IN_NOTE + 2
