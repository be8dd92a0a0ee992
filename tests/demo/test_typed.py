"""What lands in a cell."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from service.core.cells import Value
from service.demo.typed import BLANK, Typed, as_typed, casual, meaning, plain, unescape


@pytest.mark.parametrize(
    ("field", "value", "typed"),
    [
        ("qp01_s1", True, "ทำแล้ว"),
        ("qp01_s1", False, "ยังไม่ทำ"),
        ("qp01_plan", False, "ไม่มี"),
        ("qp01_cases", 3, 3),
        ("qp04_rt_2564", Decimal("65.25"), 65.25),
        ("qp01_drill_date", date(2023, 1, 16), "16 ม.ค. 2566"),
        ("office_phone", "045000001", "045000001"),
    ],
)
def test_plain_answers_land_as_the_instructions_ask(field: str, value: Value, typed: object) -> None:
    assert plain(field, value) == Typed(typed)  # type: ignore[arg-type]


def test_casual_answers_are_plain_for_the_most_part() -> None:
    rng = Random(1)
    typed = [casual("qp05_plans", 12, rng) for _ in range(200)]
    assert 150 < typed.count(Typed(12)) < 200


def test_texts_are_never_typed_casually() -> None:
    rng = Random(1)
    assert {casual("qp01_problem", "น้ำท่วม", rng) for _ in range(50)} == {Typed("น้ำท่วม")}


@pytest.mark.parametrize(
    ("raw", "typed_as", "expected"),
    [
        ("", "text", BLANK),
        ("๑๒", "text", Typed("๑๒")),
        ("1,200", "number:1200", Typed(1200, "NUMBER", "#,##0", shown="1,200")),
        ("80%", "percent:0.8", Typed(0.8, "PERCENT", "0%", shown="80%")),
        ("16/1/66", "date_serial:24123", Typed(24123, "DATE", "d/m/yy", shown="16/1/66")),
        ("TRUE", "boolean:TRUE", Typed(True, shown="TRUE")),
        ("=1/0", "formula:#DIV/0!", Typed(None, formula="=1/0", error="#DIV/0!")),
        ("=1+1", "formula:2", Typed("2", formula="=1+1")),
    ],
)
def test_a_row_of_a_table_says_what_lands_in_the_cell(raw: str, typed_as: str, expected: Typed) -> None:
    assert as_typed(raw, typed_as) == expected


def test_a_failing_formula_shows_its_error_and_holds_no_value() -> None:
    cell = as_typed("=1/0", "formula:#DIV/0!").cell()
    assert (cell.value, cell.shown, cell.error) == (None, "#DIV/0!", "#DIV/0!")


@pytest.mark.parametrize(
    ("raw", "text"),
    [("ก\\nข", "ก\nข"), ("ก\\u200bข", "ก\u200bข"), ("⟨ก×3⟩", "กกก"), ("C:\\Users", "C:\\Users")],
)
def test_tables_write_invisible_characters_visibly(raw: str, text: str) -> None:
    assert unescape(raw) == text


@pytest.mark.parametrize(
    ("raw", "value"),
    [("", None), ("12", 12), ("-1", -1), ("0.8", Decimal("0.8")), ("ทำแล้ว", True), ("ไม่มี", False)],
)
def test_tables_write_values_as_a_person_would(raw: str, value: Value | None) -> None:
    assert meaning(raw) == value


def test_tables_write_dates_in_iso_and_keep_leading_zeros() -> None:
    assert meaning("2023-01-16") == date(2023, 1, 16)
    assert meaning("045000123") == "045000123"
