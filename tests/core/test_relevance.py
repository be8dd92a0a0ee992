"""What decides whether a question is asked, and so which words say that it is not."""

import pytest
from cast import form

from service.core.relevance import irrelevant_code

BEFORE = {"name": "note", "type": "string", "title": "บันทึก"}


@pytest.mark.parametrize(
    ("relevant", "code"),
    [
        ("has_tag('ขยายโอกาส')", "irrelevant_value"),
        ("fact('pupils') > 0", "irrelevant_value"),
        ("respondent() == '1001'", "irrelevant_value"),
        ("note == 'x'", "irrelevant_answer"),
        ("note == 'has_tag(a)' or note == 'respondent()'", "irrelevant_answer"),
        ("note == 'x' and has_grade ('P1')", "irrelevant_either"),
        ("is_round('Q1')", "irrelevant_round"),
        ("is_round('Q1') and has_grade('P1')", "irrelevant_outside"),
    ],
)
def test_the_tree_of_the_condition_says_what_decides(relevant: str, code: str) -> None:
    asked = {"name": "some", "type": "integer", "kind": "count", "title": "จำนวน", "relevant": relevant}
    made = form([BEFORE, asked])
    assert irrelevant_code(made, made.field("some")) == code
