"""What an expression answers for each school."""

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from cast import SCHOOLS, entry, form

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


def test_a_mean_is_missing_when_one_of_its_values_is() -> None:
    rows = ({"all": 8, "read": 3}, {"all": 8, "read": None})
    assert answers("mean(all, read)", *rows, gives="number") == [5.5, None]
    assert answers("mean('[ar]*')", *rows, gives="number") == [5.5, None]


def test_a_pattern_stands_for_its_fields() -> None:
    row = {"all": 8, "read": 2, "money": 0.5, "plan": True}
    assert answers("sum('*a*d', money, 'all')", row, gives="number") == [10.5]
    assert answers("max('?e*', '*ll') - min('[!p]*y', 9)", row, gives="number") == [7.5]
    assert answers("count('pl*', false)", row, gives="number") == [1.0]


def test_given_asks_for_all_its_fields_and_count_for_each() -> None:
    rows = ({"all": 1, "read": 0}, {"all": 1, "read": "M"}, {})
    assert answers("given('[ar]*')", *rows) == [True, False, False]
    assert answers("given(all, read)", *rows) == [True, False, False]
    assert answers("count(given('[ar]*'), true)", *rows, gives="number") == [3.0, 2.0, 1.0]


def test_this_is_the_rules_own_field() -> None:
    made = Frame(FORM, SCHOOLS[:1], [{"all": entry(8), "read": entry(2)}])
    assert run(parse("this < all and given(this)", KINDS, "truth", this="read"), made).tolist() == [True]


def test_a_fact_is_the_registers_number_or_missing() -> None:
    facts = [{"rooms": Decimal("2.5")}, {}]
    made = Frame(FORM, SCHOOLS[:2], [{"all": entry(8)}] * 2, facts=facts)
    assert _plain_all(run(parse("all / fact('rooms')", KINDS, "number"), made)) == [3.2, None]
    assert _plain_all(run(parse("coalesce(fact('rooms'), 1)", KINDS, "number"), made)) == [2.5, 1.0]


@pytest.mark.parametrize(
    ("earlier", "wanted"),
    [
        ((), None),
        ((7,), None),
        ((7, 1), 4.0),
        ((9, 1, 2), 2.0),
        ((Decimal("0.5"), 3, 100, 1), 2.0),
        ((7, "เจ็ด", True), None),
    ],
)
def test_what_is_usual_is_the_median_of_two_rounds_or_more(
    earlier: tuple[Any, ...], wanted: float | None
) -> None:
    made = Frame(FORM, SCHOOLS[:2], [{}, {}], history=[{"all": earlier}, {"all": (1, 2, 3, 4, 5)}])
    assert _plain_all(run(parse("usual(all)", KINDS, "number"), made)) == [wanted, 3.0]


def test_what_equals_nought_is_nothing_to_divide_by() -> None:
    row = {"all": 1, "money": 0.3}
    assert answers("0.1 + 0.2 - money == 0", row) == [True]
    assert answers("all / (0.1 + 0.2 - money)", row, gives="number") == [None]


def test_a_missing_yes_or_no_is_filled_through_coalesce_and_when() -> None:
    rows = ({"plan": None}, {"plan": False})
    text = "coalesce(coalesce(plan, prev(plan)), true)"
    assert answers(text, *rows, previous=({}, {})) == [True, False]
    assert answers(text, {}, previous=({"plan": False},)) == [False]
    assert answers("coalesce(when(given(all), true, plan), true)", *rows) == [True, False]


def _plain_all(values: Any) -> list[Any]:
    return [_plain(value) for value in values.tolist()]
