"""What differs between two definitions, in which words, and when two figures are not compared."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from cast import FIELDS, NUMBER, form, frame

from service.core.changes import Comparison, compare_figures, form_changes, indicator_changes, moved_figures
from service.core.indicators import evaluate
from service.core.results import Result
from service.core.schema import Form, Indicator

READ = {"id": "I1", "numerator": "sum(read)", "denominator": "sum(all)", "factor": 100}
TARGET = {"mode": "point", "Q1": 70}


def one(**parts: Any) -> Indicator:
    return form(indicators=[READ | {"target": TARGET} | parts]).indicators[0]


def figures(made: Form, *rows: Any) -> list[Result]:
    return evaluate(made, frame(made, *rows), [[] for _ in rows], "Q1")


# What is changed, the key of the part, its word, and both contents.
PARTS: dict[str, tuple[dict[str, Any], str, str, str, str]] = {
    "numerator": ({"numerator": "sum(read) + 1"}, "numerator", "ตัวตั้ง", "sum(read)", "sum(read) + 1"),
    "denominator": ({"denominator": "count()"}, "denominator", "ตัวหาร", "sum(all)", "count()"),
    "factor": ({"factor": 1000}, "factor", "ตัวคูณ", "100", "1000"),
    "target": ({"target": {"mode": "point", "Q1": 75}}, "target", "ค่าเป้าหมาย", "ทั้งเขต ผลของรอบ Q1: 70", "ทั้งเขต ผลของรอบ Q1: 75"),
    "missing": ({"missing": "zero"}, "missing", "การนับช่องว่าง", "pairwise", "zero"),
    "legend": ({"legend": [[0, 50, "red"], [50, 100, "green"]]}, "legend", "เกณฑ์สี", "0–60 red", "0–50 red"),
    "bands": (
        {"rubric": {"kind": "band", "bands": [[0, 50, 1], [50, 100, 2]]}}, "bands", "เกณฑ์ระดับ", "–", "50–100 2",
    ),
    "an English title": ({"title": {"th": "ร้อยละ", "en": "Rate"}}, "title", "ชื่อ", "ร้อยละ", "Rate"),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "key", "word", "old", "new"), PARTS.values(), ids=PARTS.keys())
def test_the_part_that_changed_is_named_with_both_contents(
    parts: dict[str, Any], key: str, word: str, old: str, new: str
) -> None:
    (found,) = indicator_changes(one(), one(**parts))
    assert (found.key, found.words.th) == (key, word)
    assert old in found.old and new in found.new


def test_nothing_differs_where_only_the_writing_does() -> None:
    written = one(factor=100.0, target={"Q1": 70.0, "mode": "point"})
    assert written.definition_hash != one().definition_hash
    assert indicator_changes(one(), written) == ()


def result(made: Indicator, value: str | None) -> Result:
    (figure, *_) = figures(form(indicators=[READ]), {"all": 10, "read": 7})
    return replace(
        figure, value=None if value is None else Decimal(value), definition_hash=made.definition_hash
    )


def test_figures_of_one_definition_are_compared() -> None:
    found = compare_figures(result(one(), "72.50"), result(one(), "70.00"), one(), one())
    assert found == Comparison(Decimal("70.00"), Decimal("2.50"))


def test_across_a_changed_definition_no_number_stands_but_which_part_changed() -> None:
    other = one(target={"mode": "point", "Q1": 80}, numerator="sum(read) * 2")
    found = compare_figures(result(other, "72.5"), result(one(), "70"), one(), other)
    assert (found.before, found.change) == (None, None)
    assert found.refused == "นิยามเปลี่ยน: ตัวตั้ง, ค่าเป้าหมาย"
    assert [part.key for part in found.parts] == ["numerator", "target"]


def test_a_changed_definition_that_is_not_known_is_still_refused() -> None:
    other = one(factor=10)
    assert compare_figures(result(other, "7"), result(one(), "70")).refused == "นิยามเปลี่ยน"


def test_a_definition_written_in_another_way_is_the_same_definition() -> None:
    other = one(factor=100.0)
    assert compare_figures(result(other, "72"), result(one(), "70"), one(), other).change == 2


@pytest.mark.parametrize("before", [None, result(one(), None)])
def test_without_an_earlier_value_there_is_nothing_to_refuse(before: Result | None) -> None:
    assert compare_figures(result(one(), "72"), before) == Comparison(None, None)


def test_the_earlier_value_stands_though_there_is_none_now() -> None:
    assert compare_figures(result(one(), None), result(one(), "70")) == Comparison(Decimal(70), None)


def test_what_was_added_removed_and_changed_in_a_form_is_listed() -> None:
    rule = {"id": "R1", "field": "read", "constraint": "read <= all"}
    old = form(rules=[rule], indicators=[READ])
    fields = [{**FIELDS[0], "title": "นักเรียนทั้งหมด"}, *FIELDS[1:4], {**FIELDS[4], "name": "remark"}]
    new = form(fields, rules=[{**rule, "constraint": "read < all"}], indicators=[{**READ, "id": "I2"}])
    found = [(change.of, change.name, change.kind) for change in form_changes(old, new)]
    assert found == [
        ("field", "all", "changed"),
        ("field", "remark", "added"),
        ("field", "note", "removed"),
        ("rule", "R1", "changed"),
        ("indicator", "I2", "added"),
        ("indicator", "I1", "removed"),
    ]
    assert [part.new for part in form_changes(old, new)[3].parts] == ["read < all"]


def test_a_figure_in_a_message_changes_the_message_and_no_indicator() -> None:
    rule = {"id": "R1", "field": "read", "constraint": "read <= all"}
    old = form(rules=[rule], indicators=[READ])
    new = form(rules=[{**rule, "message": {"th": "เกิน {read - all}"}}], indicators=[READ])
    (change,) = form_changes(old, new)
    assert [(part.key, part.new) for part in change.parts] == [("message", "เกิน {read - all}")]
    assert new.indicators[0].definition_hash == old.indicators[0].definition_hash
    assert new.definition_hash != old.definition_hash  # a round keeps the words it was opened with


def test_the_same_form_differs_in_nothing() -> None:
    assert form_changes(form(indicators=[READ]), form(indicators=[READ])) == []


def test_a_changed_window_is_a_change_of_the_form() -> None:
    old = form()
    (change,) = form_changes(old, replace(old, due_days=20, closes_days=60))
    assert [(part.key, part.old, part.new) for part in change.parts] == [
        ("due_days", "15", "20"), ("closes_days", "–", "60"),
    ]  # fmt: skip


def test_only_what_moves_is_told_with_indicator_place_and_both_figures() -> None:
    rows = ({"all": 10, "read": 7}, {"all": 10, "read": 4})
    old = form(indicators=[READ, {**READ, "id": "I2"}])
    new = form(indicators=[{**READ, "legend": [[0, 70, "red"], [70, 100, "green"]]}, {**READ, "id": "I2"}])
    found = moved_figures("2566-Q1", figures(old, *rows), figures(new, *rows))
    assert found == []
    harder = form(indicators=[{**READ, "numerator": "sum(read) - 1"}, {**READ, "id": "I2"}])
    moved = moved_figures("2566-Q1", figures(old, *rows), figures(harder, *rows))
    area = [(item.what, item.old, item.new) for item in moved if item.scope == "area"]
    assert area == [("value", "55.00", "50.00"), ("numerator", "11", "10")]
    assert {item.indicator for item in moved} == {"I1"}


def test_a_figure_that_only_one_version_has_moves_from_or_to_nothing() -> None:
    rows = ({"all": 10, "read": 7},)
    found = moved_figures("2566-Q1", figures(form(indicators=[READ]), *rows), [])
    assert {(item.what, item.old, item.new) for item in found if item.scope == "area"} >= {
        ("value", "70.00", "–")
    }
    assert NUMBER["decimals"] == 2
