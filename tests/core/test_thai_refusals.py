"""Whatever the expression language refuses is told in Thai, too, and the Thai repeats the same names."""

import re

import pytest
from test_expressions_document import KINDS, examples
from test_expressions_hostile import HOSTILE

from service.core.expressions import ExpressionError, parse
from tests.definitions.what_to_do import silent

REFUSED = [*HOSTILE.values(), *(text for text, _ in examples("refused"))]
FIGURES = [text for text, _ in examples("refused-figures")]
MORE = [
    "mean(p1_all) < 3",
    "round_year(1) < 3",
    "coalesce(p1_all, note) == 1",
    "usual(note) < 1",
    "has_code(p1_all, 'S1')",
    "fact(rooms) < 1",
    "sum < 1",
    "p1_all(1) < 1",
    "this < 1",
    "p1_all - 1",
    "not p1_all",
    "has_grade('7')",
    "usual('a' == note) < 1",
    "sum(" + ", ".join(["1"] * 41) + ") < 1",
]
WRITTEN = re.compile(r"'[^' ]*'|\b[a-z_0-9]+\(")
"""Names as they are written in the expression: the same in both languages."""


def refusal(text: str, figure: bool = False) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(text, KINDS, "number" if figure else "truth", figure)
    return caught.value


@pytest.mark.parametrize(
    "text", [*REFUSED, *MORE], ids=lambda text: text[:30].encode("unicode_escape").decode()
)
def test_a_refusal_is_told_in_thai(text: str) -> None:
    told(refusal(text))


@pytest.mark.parametrize("text", FIGURES)
def test_the_refusal_of_a_figure_is_told_in_thai(text: str) -> None:
    told(refusal(text, figure=True))


def told(error: ExpressionError) -> None:
    place, _, words = error.thai.partition(": ")
    assert place == f"ตัวอักษรที่ {error.column}" and re.search("[ก-ฮ]", words)
    assert silent(error.thai, str(error)) == []
    english = str(error).replace("'text'", "").replace("'quotes'", "").replace("respondent's", "")
    assert set(WRITTEN.findall(english)) - {"'s", "when("} <= set(WRITTEN.findall(words)), (words, english)
