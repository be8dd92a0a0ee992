"""docs/expressions.md: every function stands in it, and every example in it is true."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cast import SCHOOLS, entry, form

from service.core.calendar import Span
from service.core.expressions import ExpressionError, parse, run
from service.core.expressions import functions as f
from service.core.indicators import evaluate
from service.core.submission import Frame

PAGE = (Path(__file__).parents[2] / "docs" / "expressions.md").read_text(encoding="utf-8")
KINDS: dict[str, f.Kind] = {
    **dict.fromkeys(("p1_all", "p2_all", "p1_read", "p2_read", "money"), "number"),
    **dict.fromkeys(("plan", "step1", "step2"), "truth"),
    **dict.fromkeys(("note", "remark", "begun", "ended", "aims"), "text"),
}
TYPES = {"number": ("number", "number"), "truth": ("boolean", "yes_no"), "text": ("string", "text")}
OTHERS = {"begun": ("date", "date"), "ended": ("date", "date"), "aims": ("string", "codes")}
FIELDS = [
    {"name": name, "type": kinds[0], "kind": kinds[1], "title": name}
    for name, kind in KINDS.items()
    for kinds in [OTHERS.get(name, TYPES[kind])]
]


def examples(mark: str) -> list[tuple[str, str]]:
    blocks = re.findall(rf"^```{mark}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [(text.rstrip(), wanted) for text, wanted in (line.split(" => ") for line in lines)]


def school() -> Frame:
    """The school of the page's first table."""
    answers = {
        "p1_all": 20,
        "p2_all": 30,
        "p1_read": 15,
        "money": Decimal("0.3"),
        "plan": True,
        "step1": True,
        "note": "ดี",
        "begun": date(2023, 2, 16),
        "aims": "S3, S4",
    }
    return Frame(
        form(FIELDS),
        SCHOOLS[:1],
        [{name: entry(value) for name, value in answers.items()}],
        [{"p1_all": 18, "p2_all": 30, "plan": False, "note": "ดี"}],
        history=[{"p1_all": (18, 16, 25), "p2_all": (30,)}],
        facts=[{"pupils": Decimal(50), "rooms": Decimal(4)}],
        spans=[Span("M6", date(2022, 10, 1), date(2023, 3, 31))],
    )


def answered(text: str) -> str:
    """The answer as the page writes it."""
    for kind in ("number", "truth", "text"):
        try:
            expression = parse(text, KINDS, kind, this="p1_read")
        except ExpressionError:
            if kind == "text":
                raise
            continue
        value = np.broadcast_to(run(expression, school()), (1,)).tolist()[0]
        return {"number": number, "truth": lambda truth: "yes" if truth else "no", "text": repr}[kind](value)
    raise AssertionError(text)


def number(value: Any) -> str:
    return "missing" if value is None or value != value else format(float(value), ".12g")


def figure(text: str) -> str:
    """The numerator of an indicator over the schools of the page's second table."""
    made = form(FIELDS, indicators=[{"id": "I1", "numerator": text, "denominator": "count()"}])
    rows = [
        {"p1_all": 20, "p2_all": 30, "p1_read": 15, "money": Decimal("0.1"), "plan": True},
        {"p1_all": 30, "p2_all": 0, "p1_read": 15, "money": Decimal("0.2"), "plan": False},
        {"p1_all": 10, "p2_all": 40, "money": Decimal(1), "plan": True},
    ]
    entries = [{name: entry(value) for name, value in row.items()} for row in rows]
    facts: list[dict[str, Decimal]] = [{"rooms": Decimal(2)}, {"rooms": Decimal(3)}, {}]
    found = evaluate(made, Frame(made, SCHOOLS[:3], entries, facts=facts), [(), (), ()], "Q1")
    return number(next(result.numerator for result in found if result.scope == "area"))


@pytest.mark.parametrize(("text", "wanted"), examples("answers"))
def test_an_example_of_the_page_has_the_answer_it_says(text: str, wanted: str) -> None:
    assert answered(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), examples("figures"))
def test_a_figure_of_the_page_is_what_it_says(text: str, wanted: str) -> None:
    assert figure(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), examples("refused"))
def test_a_text_the_page_refuses_is_refused_with_these_words(text: str, wanted: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, KINDS, "truth")
    assert str(caught.value) == wanted


@pytest.mark.parametrize(("text", "wanted"), examples("refused-figures"))
def test_a_figure_the_page_refuses_is_refused_with_these_words(text: str, wanted: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text, KINDS, "number", aggregate=True)
    assert str(caught.value) == wanted


@pytest.mark.parametrize("name", f.FUNCTIONS)
def test_every_function_has_a_heading_and_an_example(name: str) -> None:
    section = re.search(rf"^### {name}\(.*?(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    assert section and f"{name}(" in section[0].split("```answers")[1]


@pytest.mark.parametrize("name", f.AGGREGATES)
def test_what_adds_up_respondents_stands_among_the_figures(name: str) -> None:
    assert f"**{name}(" in PAGE.split("## Figures")[1]
    assert any(text.startswith(f"{name}(") for text, _ in examples("figures"))
