"""Any well-typed expression over any rows, against the plain interpreter."""

import math
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from cast import SCHOOLS, entry, form
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_interpreter import Near, Plain, Row, TooFineError

from service.core.calendar import Span
from service.core.expressions import Aggregator, parse, run
from service.core.expressions import nodes as n
from service.core.expressions.exact import fractions, total
from service.core.expressions.text import MAX_LENGTH
from service.core.register import Respondent
from service.core.submission import ExactFrame, Frame, ZeroFrame

NUMBERS = ("p1_all", "p2_all", "p1_read", "money")
FORM = form(
    [
        *({"name": name, "type": "integer", "kind": "count", "title": name} for name in NUMBERS[:3]),
        {"name": "money", "type": "number", "kind": "number", "title": "บาท"},
        {"name": "step1", "type": "boolean", "kind": "yes_no", "title": "1"},
        {"name": "step2", "type": "boolean", "kind": "yes_no", "title": "2"},
        {"name": "note", "type": "string", "kind": "text", "title": "ข้อความ"},
        {"name": "begun", "type": "date", "kind": "date", "title": "วันเริ่ม"},
        {"name": "aims", "type": "string", "kind": "codes", "title": "ยุทธศาสตร์"},
    ]
)
KINDS: dict[str, n.Kind] = {
    **dict.fromkeys(NUMBERS, "number"),
    "step1": "truth",
    "step2": "truth",
    "note": "text",
    "begun": "text",
    "aims": "text",
}

# -- expressions ----------------------------------------------------------------------------------

SIGNS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
CONSTANTS = st.sampled_from(["0", "1", "2.5", "0.1", "0.2", "100", "3"])
ALWAYS = (
    *NUMBERS,
    "fact('rooms')",
    "fact('pupils')",
    "sum('p?_all')",
    "mean('p*')",
    "max('p[12]_*')",
    "min('*_all')",
    "min(p1_all / p2_all, money)",
    "max(1, money / p1_read)",
    "coalesce(fact('rooms'), fact('pupils'), money)",
    "coalesce(p1_all / p2_all, fact('pupils'), 2.5)",
    "1 / (0.1 + 0.2 - money)",
    "when(p1_all / p2_all != 1, 1, 0)",
    "day(begun) - day('2023-01-01')",
    "round_ends() - day(begun)",
    "when(round_year() == 2566, 1, 2)",
    "when(day(begun) < round_starts(), 1, 2)",
    "when(has_code(aims, 'S1', 'S3'), 1, 2)",
    "when(has_part('0-ก', note), 1, 2)",
    "when(is_round('M6', 'Q1'), 1, 2)",
    "when(respondent() == '0', 1, 2)",
)
IN_ROWS = (
    *ALWAYS,
    "this",
    "prev(money)",
    "prev(p1_all)",
    "usual(money)",
    "usual(this)",
    "count(given('p*'))",
    "coalesce(day(prev(begun)), day(begun))",
)


def numbers(
    leaves: tuple[str, ...], truths: st.SearchStrategy[str], texts: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    def more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(inner, min_size=2, max_size=3).map(", ".join)
        return st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
            st.builds("-{}".format, inner),
            st.builds("abs({})".format, inner),
            st.builds("{}({})".format, st.sampled_from(["min", "max", "sum", "mean", "coalesce"]), several),
            st.builds("when({}, {}, {})".format, truths, inner, inner),
            st.builds("count({} {} {}, {})".format, inner, SIGNS, inner, truths),
            st.builds("count({} {} {}, 'step?')".format, texts, st.sampled_from(["==", "!="]), texts),
        )

    return st.recursive(st.sampled_from(leaves) | CONSTANTS, more, max_leaves=6)


ASKED = ("has_code(aims, 'S3')", "is_round('M6')", "(day(begun) >= day('2023-01-01'))")


def conditions(facts: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Truths that hold no number: numbers are built on them."""
    return st.recursive(
        st.sampled_from(
            (
                "step1",
                "step2",
                "true",
                "false",
                "has_grade('K', 'M1')",
                "has_tag('quality_school')",
                *ASKED,
                *facts,
            )
        ),
        lambda inner: st.one_of(
            st.builds("({} and {})".format, inner, inner),
            st.builds("({} or {})".format, inner, inner),
            st.builds("(not {})".format, inner),
            st.builds("coalesce({}, {})".format, inner, inner),
            st.builds("when({}, {}, {})".format, inner, inner, inner),
            st.builds("({} == {})".format, inner, inner),
        ),
        max_leaves=3,
    )


def texts(leaves: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from(("note", "aims", "respondent()", "'ก'", "'ข'", "''", *leaves)),
        lambda inner: st.one_of(
            st.builds("coalesce({}, {})".format, inner, inner),
            st.builds("when({}, {}, {})".format, conditions(()), inner, inner),
        ),
        max_leaves=3,
    )


def compared(values: st.SearchStrategy[str], words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{} {} {}".format, values, SIGNS, values),
        st.builds("{} {} {} {} {}".format, values, SIGNS, values, SIGNS, values),
        st.builds("{} {} {}".format, words, st.sampled_from(["==", "!="]), words),
    )


ROW_CONDITIONS = conditions(("given(note)", "given('p*', money)", "given(step1)", "prev(step1)"))
ROW_TEXTS = texts(("prev(note)",))
ROW_NUMBERS = numbers(IN_ROWS, ROW_CONDITIONS, ROW_TEXTS)
ROW_TRUTHS = ROW_CONDITIONS | compared(ROW_NUMBERS, ROW_TEXTS)
IN_ROWS_TYPED = st.one_of(
    st.tuples(ROW_TRUTHS, st.just("truth")),
    st.tuples(ROW_NUMBERS, st.just("number")),
    st.tuples(ROW_TEXTS, st.just("text")),
)
INNER_NUMBERS = numbers(ALWAYS, conditions(()), texts(()))
INNER_TRUTHS = conditions(()) | compared(INNER_NUMBERS, texts(()))
FIGURES = st.recursive(
    st.builds("sum({})".format, INNER_NUMBERS)
    | st.builds("count({})".format, INNER_TRUTHS)
    | st.just("count()")
    | CONSTANTS,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner) | st.builds("-{}".format, inner)
    ),
    max_leaves=3,
)

# -- rows -----------------------------------------------------------------------------------------

MONEY = [Decimal(text) for text in ("0.1", "0.2", "0.3", "0.25", "1.5", "7", "-2", "99.99")]
VALUES: dict[str, list[Any]] = {
    **{name: list(range(13)) for name in NUMBERS[:3]},
    "money": MONEY,
    "step1": [True, False],
    "step2": [True, False],
    "note": ["ก", "ข"],
    "begun": [date(2022, 9, 30), date(2022, 12, 31), date(2023, 1, 1)],
    "aims": ["S1", "S2", "S1, S2", "S2, S3"],
}
SPANS = [Span("M6", date(2022, 10, 1), date(2023, 3, 31)), Span("Q2", date(2023, 1, 1), date(2023, 3, 31))]


def made_row(school: Respondent, chance: random.Random) -> Row:
    def some(values: list[Any], *others: Any) -> Any:
        return chance.choice(values) if chance.random() < 0.85 else chance.choice([*others, None])

    return Row(
        answers={name: some(values, "M", "E") for name, values in VALUES.items()},
        previous={name: value for name, values in VALUES.items() if (value := some(values)) is not None},
        history={name: chance.choices(VALUES[name], k=chance.randrange(5)) for name in NUMBERS},
        facts={name: value for name in ("rooms", "pupils") if (value := some(MONEY)) is not None},
        grades=school.grades,
        tags=school.tags,
        code=school.code,
        span=chance.choice(SPANS),
    )


def made_rows(seed: int) -> list[Row]:
    chance = random.Random(seed)
    return [made_row(school, chance) for school in MANY]


MANY = [replace(school, code=str(number)) for number in range(8) for school in SCHOOLS]
ROWS = st.builds(made_rows, st.integers(0, 2**32))
"""From a seed: drawn cell by cell they would take most of the time."""


def frame_of(rows: list[Row]) -> Frame:
    return Frame(
        FORM,
        MANY,
        [{name: entry(value) for name, value in row.answers.items()} for row in rows],
        [row.previous for row in rows],
        history=[row.history for row in rows],
        facts=[row.facts for row in rows],
        spans=[row.span for row in rows],
    )


def written(value: Any) -> Any:
    """A date as an expression has it."""
    return value.isoformat() if isinstance(value, date) else value


def understood(row: Row, zero: bool = False) -> Row:
    """Unreadable and not applicable are as missing as blank; ``missing: zero`` fills numbers."""
    known = {name: None if value in ("M", "E") else written(value) for name, value in row.answers.items()}
    filled = {name for name in NUMBERS if zero and known[name] is None}
    return replace(
        row,
        answers={**known, **dict.fromkeys(filled, 0)},
        previous={
            **dict.fromkeys(NUMBERS if zero else (), 0),
            **{name: written(value) for name, value in row.previous.items()},
        },
        filled=frozenset(filled),
    )


# -- what must hold -------------------------------------------------------------------------------


def same(found: Any, wanted: Any) -> bool:
    if wanted is None:
        return found is None or found != found
    if isinstance(wanted, Near):
        return math.isfinite(found) and abs(Fraction(found) - wanted.value) <= wanted.error
    return bool(found == wanted)


def agrees_in_rows(text: str, kind: n.Kind, rows: list[Row], zero: bool) -> None:
    expression = parse(text, KINDS, kind, this="p1_read")
    columns = ZeroFrame(frame_of(rows)) if zero else frame_of(rows)
    found = np.broadcast_to(run(expression, columns), (len(rows),)).tolist()
    for value, row in zip(found, rows, strict=True):
        try:
            wanted = Plain().answer(expression.root, kind, understood(row, zero))
        except TooFineError:
            continue
        assert same(value, wanted), (text, value, wanted)


def agrees_in_figures(text: str, rows: list[Row], zero: bool) -> None:
    expression = parse(text, KINDS, "number", aggregate=True)
    frame = frame_of(rows)
    included = frame.known(expression)
    if not zero:
        included &= np.logical_and.reduce([included, *(frame.given(name) for name in expression.names)])
    everybody = [index for index in range(len(rows)) if included[index]]
    groups = [everybody, everybody[:3], *([index] for index in everybody)]
    found = np.broadcast_to(run(expression, ExactFrame(frame, zero), adder(groups)), (len(groups),))
    for value, members in zip(found.tolist(), groups, strict=True):
        wanted = Plain(exact=True).total(
            expression.root, [understood(rows[index], zero) for index in members]
        )
        assert value != value if wanted is None else Fraction(value) == wanted, (text, value, wanted)


def adder(groups: list[list[int]]) -> Aggregator:
    """Adds up the rows of each group."""

    def add(column: Any) -> Any:
        values = fractions(column).tolist()
        sums = np.empty(len(groups), dtype=object)
        sums[:] = [total(values[index] for index in members) for members in groups]
        return sums

    return add


@pytest.mark.parametrize("text", IN_ROWS)
@pytest.mark.parametrize("zero", [False, True])
def test_each_function_alone_answers_as_the_plain_interpreter(text: str, zero: bool) -> None:
    for seed in range(3):
        agrees_in_rows(text, "number", made_rows(seed), zero)
        agrees_in_rows(f"{text} != 2", "truth", made_rows(seed), zero)
        if text in ALWAYS:
            agrees_in_figures(f"sum({text})", made_rows(seed), zero)
            agrees_in_figures(f"count({text} != 2)", made_rows(seed), zero)


@settings(max_examples=100, deadline=None)
@given(IN_ROWS_TYPED.filter(lambda typed: len(typed[0]) <= MAX_LENGTH), ROWS, st.booleans())
def test_an_expression_answers_as_the_plain_interpreter(typed: Any, rows: list[Row], zero: bool) -> None:
    agrees_in_rows(*typed, rows, zero)


@settings(max_examples=100, deadline=None)
@given(FIGURES.filter(lambda text: len(text) <= MAX_LENGTH), ROWS, st.booleans())
def test_a_figure_is_the_plain_interpreters_to_the_last_digit(text: str, rows: list[Row], zero: bool) -> None:
    agrees_in_figures(text, rows, zero)


@pytest.mark.heavy
@settings(max_examples=3_000, deadline=None)
@given(IN_ROWS_TYPED.filter(lambda typed: len(typed[0]) <= MAX_LENGTH), ROWS, st.booleans())
def test_three_thousand_expressions_answer_as_the_plain_interpreter(
    typed: Any, rows: list[Row], zero: bool
) -> None:
    agrees_in_rows(*typed, rows, zero)


@pytest.mark.heavy
@settings(max_examples=3_000, deadline=None)
@given(FIGURES.filter(lambda text: len(text) <= MAX_LENGTH), ROWS, st.booleans())
def test_three_thousand_figures_are_the_plain_interpreters(text: str, rows: list[Row], zero: bool) -> None:
    agrees_in_figures(text, rows, zero)
