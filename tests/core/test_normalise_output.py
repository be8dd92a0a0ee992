"""Values written for people."""

from datetime import date
from decimal import Decimal

import pytest

from service.core.cells import Cell
from service.core.normalise import (
    CODE_MEANINGS,
    Context,
    collation_key,
    describe,
    number_text,
    parse,
    round_half_up,
    th_date,
    th_date_short,
    th_digits,
    th_month,
    th_number,
    to_arabic_digits,
)


def test_a_date_in_a_memo_has_thai_digits_and_no_leading_zero() -> None:
    assert th_date(date(2023, 6, 9)) == "๙ มิถุนายน ๒๕๖๖"
    assert th_date_short(date(2023, 6, 9)) == "๙ มิ.ย. ๒๕๖๖"
    assert th_month(12, short=True) == "ธ.ค."


def test_a_number_in_a_memo_has_separators_and_the_decimals_asked_for() -> None:
    assert th_number(1500000, 2) == "๑,๕๐๐,๐๐๐.๐๐"
    assert th_number(Decimal("0.1")) == "๐.๑"
    assert to_arabic_digits(th_digits(1234567890)) == "1234567890"


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
        ("80.125", 2, "80.13"),
        ("0.005", 2, "0.01"),
        ("1", 2, "1.00"),
    ],
)
def test_halves_are_rounded_up(value: str, decimals: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), decimals)) == rounded


def test_a_small_negative_number_is_not_written_as_minus_zero() -> None:
    assert number_text(Decimal("-0.001"), 2) == "0.00"


@pytest.mark.parametrize(
    ("kind", "typed", "text"),
    [
        ("count", "๑๒๓ คน", "123"),
        ("count", "ไม่มี", "0"),
        ("money", "1.5 ล้านบาท", "1,500,000"),
        ("percent", "ร้อยละ ๘๐.๕๐", "80.50"),
        ("date", "๙/๖/๖๖", "9 มิถุนายน 2566"),
        ("fiscal_year", "66", "2566"),
        ("level", "ระดับ ๔", "4"),
        ("period", "ไตรมาสที่ ๒", "ไตรมาส 2"),
        ("period", "รอบหกเดือน", "รอบ 6 เดือน"),
        ("yes_no", "✓", "มี/ทำแล้ว"),
        ("yes_no", "ไม่มี", "ไม่มี/ยังไม่ทำ"),
        ("boolean", "TRUE", "ใช่"),
        ("phone", "๐๔๕-๐๐๐-๑๒๓", "045000123"),
        ("count", "ไม่เกี่ยวข้อง", "ไม่เกี่ยวข้อง"),
        ("count", "-", "ยังไม่มีข้อมูล"),
        ("count", "", "ยังไม่ได้กรอก"),
        ("count", "l2", ""),
    ],
)
def test_what_was_understood_is_shown_back(kind: str, typed: str, text: str) -> None:
    assert describe(parse(kind, Cell(typed), Context(2566)), kind) == text


def test_words_sort_as_in_a_dictionary() -> None:
    words = ["แก้ว", "ขา", "ไก่", "กา", "เกม", "เขา", "ก้าง", "กาง", "โก้", "ข้า"]

    assert sorted(words, key=collation_key) == [
        "กา",
        "กาง",
        "ก้าง",
        "เกม",
        "แก้ว",
        "โก้",
        "ไก่",
        "ขา",
        "ข้า",
        "เขา",
    ]


def test_every_issue_code_says_what_it_means() -> None:
    assert all(code.islower() and meaning for code, meaning in CODE_MEANINGS.items())
