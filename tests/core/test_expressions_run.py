"""What an expression answers for each school, against a slow interpreter in plain Python."""

import functools
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from cast import SCHOOLS, entry, form
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.expressions import nodes as n
from service.core.expressions import parse, run
from service.core.submission import Frame

FORM = form()
KINDS: dict[str, n.Kind] = {
    "all": "number",
    "read": "number",
    "money": "number",
    "plan": "truth",
    "note": "text",
}
Row = Mapping[str, Any]


def answers(text: str, *rows: Row, gives: n.Kind = "truth", previous: tuple[Row, ...] = ()) -> list[Any]:
    entries = [{name: entry(value) for name, value in row.items()} for row in rows]
    made = Frame(FORM, SCHOOLS[: len(rows)], entries, previous)
    found = run(parse(text, KINDS, gives), made)
    return [_plain(value) for value in _spread(found, len(rows))]


def _spread(found: Any, size: int) -> list[Any]:
    return found.tolist() if found.ndim else [found.item()] * size


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("all + read * 2", 12.0),
        ("abs(read - all)", 6.0),
        ("min(all, read, 3)", 2.0),
        ("max(all, read, 3)", 8.0),
        ("sum(all, read, 1)", 11.0),
        ("count(all > read, read > all, true)", 2.0),
        ("coalesce(money, all)", 8.0),
        ("when(plan, all, 0)", 8.0),
        ("all / 4", 2.0),
        ("all / (read - 2)", None),
        ("money + 1", None),
        ("min(money, 1)", None),
        ("-read", -2.0),
    ],
)
def test_a_function_gives_a_number(text: str, wanted: float | None) -> None:
    assert answers(text, {"all": 8, "read": 2, "plan": True}, gives="number") == [wanted]


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "==", "!="])
def test_nothing_is_true_of_a_missing_number(sign: str) -> None:
    assert answers(f"read {sign} 5", {"read": None}, {"read": "M"}, {"read": "E"}) == [False] * 3


def test_tenths_compare_as_at_school() -> None:
    assert answers("money + 0.2 == 0.3", {"money": 0.1}, {"money": 0.2}) == [True, False]


def test_a_yes_or_no_left_blank_is_filled_by_coalesce() -> None:
    rows = ({"plan": None}, {"plan": False}, {"plan": True})
    assert answers("coalesce(plan, true)", *rows) == [True, False, True]
    assert answers("coalesce(prev(plan), true)", {}, {}, previous=({}, {"plan": False})) == [True, False]


def test_texts_are_compared_and_filled() -> None:
    rows = ({"note": "ก"}, {"note": "ข"}, {})
    assert answers("note == 'ก'", *rows) == [True, False, False]
    assert answers("coalesce(note, 'ก') == 'ก'", *rows) == [True, False, True]
    assert answers("coalesce('ก', note) == 'ก'", *rows) == [True, True, True]
    assert answers("when(given(note), note, 'ไม่มี') == 'ไม่มี'", *rows) == [False, False, True]


def test_the_round_before_is_asked_by_prev() -> None:
    assert answers("all - prev(all)", {"all": 5}, {"all": 5}, gives="number", previous=({"all": 3}, {})) == [
        2.0,
        None,
    ]


def test_grades_and_tags_come_from_the_register() -> None:
    assert answers("has_grade('K')", {}, {}) == [True, False]
    assert answers("has_grade('K', 'P2') and has_tag('quality_school')", {}, {}) == [True, False]


# The slow interpreter: one school at a time, None for a missing number.

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def slow(node: n.Node, row: Row) -> Any:
    ask = functools.partial(slow, row=row)
    match node:
        case n.Number(value=value) | n.Truth(value=value) | n.String(value=value):
            return float(value) if isinstance(node, n.Number) else value
        case n.Name(name=name, kind=kind):
            return bool(row[name]) if kind == "truth" else row[name]
        case n.Unary(op="-", operand=operand):
            return _lift(operator.neg, ask(operand))
        case n.Unary(operand=operand):
            return not ask(operand)
        case n.Binary(op="/", right=right) if ask(right) == 0:
            return None
        case n.Binary(op=op, left=left, right=right):
            return _lift(ARITHMETIC[op], ask(left), ask(right))
        case n.Compare(op=op, left=left, right=right):
            return _compared(op, ask(left), ask(right), text=_is_text(left))
        case n.Logic(op=op, operands=operands):
            return (all if op == "and" else any)([ask(operand) for operand in operands])
        case n.Call():
            return _called(node, row)


def _lift(function: Callable[..., Any], *values: Any) -> Any:
    return None if None in values else function(*values)


def _is_text(node: n.Node) -> bool:
    if isinstance(node, n.Call):
        return node.function in ("coalesce", "when") and _is_text(node.arguments[-1])
    return isinstance(node, n.String) or (isinstance(node, n.Name) and node.kind == "text")


def _compared(op: str, left: Any, right: Any, text: bool) -> bool:
    """A missing text equals only a missing text; nothing at all is true of a missing number."""
    if text:
        return COMPARE[op](left, right)
    return left is not None and right is not None and COMPARE[op](round(left - right, 9), 0)


def _called(node: n.Call, row: Row) -> Any:
    if node.function == "given":
        return row[node.arguments[0].name] is not None  # type: ignore[union-attr]
    if node.function == "coalesce" and isinstance(node.arguments[0], n.Name):
        first = row[node.arguments[0].name]
        return first if first is not None else slow(node.arguments[1], row)
    values = [slow(argument, row) for argument in node.arguments]
    functions: dict[str, Callable[[], Any]] = {
        "abs": lambda: _lift(abs, *values),
        "min": lambda: _lift(min, *values),
        "max": lambda: _lift(max, *values),
        "sum": lambda: _lift(lambda *parts: sum(parts), *values),
        "count": lambda: float(sum(values)),
        "coalesce": lambda: next((value for value in values if value is not None), None),
        "when": lambda: values[1] if values[0] else values[2],
    }
    return functions[node.function]()


NAMES = st.sampled_from(["all", "read", "money"])
TEXTS = st.sampled_from(["note", "'ก'", "'ข'", "''", "coalesce(note, 'ข')", "when(plan, note, 'ก')"])
CONSTANTS = st.sampled_from(["0", "1", "2.5", "0.1", "100"])
SIGNS = st.sampled_from(list(COMPARE))


def numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("-{}".format, inner),
        st.builds("abs({})".format, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "sum", "coalesce"]), inner, inner),
        st.builds("when({} {} {}, {}, {})".format, inner, SIGNS, inner, inner, inner),
        st.builds("count({} {} {}, plan)".format, inner, SIGNS, inner),
    )


NUMBERS = st.recursive(NAMES | CONSTANTS, numbers, max_leaves=8)
FACTS = st.one_of(
    st.sampled_from(["plan", "true", "false", "given(note)", "given(all)", "coalesce(plan, true)"]),
    st.builds("{} {} {}".format, NUMBERS, SIGNS, NUMBERS),
    st.builds("{} {} {}".format, TEXTS, st.sampled_from(["==", "!="]), TEXTS),
)
TRUTHS = st.recursive(
    FACTS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=4,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "all": st.none() | st.integers(0, 40),
            "read": st.none() | st.integers(0, 3),
            "money": st.none() | st.sampled_from([0.1, 0.2, 0.25, 1.5, 7.0]),
            "plan": st.none() | st.booleans(),
            "note": st.none() | st.sampled_from(["ก", "ข"]),
        }
    ),
    min_size=1,
    max_size=len(SCHOOLS),
)


@settings(max_examples=200, deadline=None)
@given(TRUTHS, ROWS)
def test_a_condition_answers_as_the_slow_interpreter(text: str, rows: list[dict[str, Any]]) -> None:
    root = parse(text, KINDS, "truth").root
    assert answers(text, *rows) == [slow(root, row) for row in rows]


@settings(max_examples=200, deadline=None)
@given(NUMBERS, ROWS)
def test_a_number_comes_out_as_the_slow_interpreter_has_it(text: str, rows: list[dict[str, Any]]) -> None:
    root = parse(text, KINDS, "number").root
    wanted = [slow(root, row) for row in rows]
    for found, expected in zip(answers(text, *rows, gives="number"), wanted, strict=True):
        assert found == (expected if expected is None else pytest.approx(expected, rel=1e-12, abs=1e-12))
