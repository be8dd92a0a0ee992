from datetime import date, datetime
from decimal import Decimal

import pytest

from service.reports import filters

from .sample import absent, sample


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("รอบ 6 เดือน ปี 2566", "รอบ ๖ เดือน ปี ๒๕๖๖"),
        ("QP01 ข้อ 2", "QP01 ข้อ ๒"),
        ("ดู https://example.org/a?b=12 หน้า 3", "ดู https://example.org/a?b=12 หน้า ๓"),
        ("ส่ง a1@b2.go.th ภายใน 15 วัน", "ส่ง a1@b2.go.th ภายใน ๑๕ วัน"),
        ("ภาคเรียน 1/2566 ร้อยละ 99.5%", "ภาคเรียน ๑/๒๕๖๖ ร้อยละ ๙๙.๕%"),
        (2566, "๒๕๖๖"),
        (None, "–"),
        ("", ""),
    ],
)
def test_thai_digits_leave_codes_and_addresses_alone(typed: object, shown: str) -> None:
    assert filters.th(typed) == shown


def test_numbers_round_half_up_with_thai_digits() -> None:
    assert filters.th_num(Decimal("1234.505"), 2) == "๑,๒๓๔.๕๑"
    assert filters.th_num(7) == "๗"


def test_a_percentage_of_nobody_is_a_dash() -> None:
    assert filters.percent_of(1, 0) == "–"
    assert filters.percent_of(1, 3) == "๓๓.๓๓"


def test_dates_are_thai() -> None:
    assert filters.th_date(date(2023, 6, 9)) == "๙ มิถุนายน ๒๕๖๖"
    assert filters.th_date_short(date(2023, 6, 9)) == "๙ มิ.ย. ๒๕๖๖"
    assert filters.th_datetime(datetime(2023, 6, 9, 8, 3)) == "๙ มิถุนายน ๒๕๖๖ เวลา ๐๘.๐๓ น."  # noqa: DTZ001


@pytest.mark.parametrize("name", ["th", "th_num", "th_date", "th_date_short", "th_datetime", "met_th"])
def test_every_filter_shows_nothing_as_a_dash(name: str) -> None:
    assert filters.FILTERS[name](None) == "–"


@pytest.mark.parametrize(
    ("colour", "word", "fill"), [("green", "เขียว", "CFE8D5"), ("red", "แดง", "F6CFCB"), ("", "–", "auto")]
)
def test_a_colour_has_a_word_and_a_fill(colour: str, word: str, fill: str) -> None:
    assert (filters.colour_th(colour), filters.fill(colour)) == (word, fill)


def test_met_has_three_answers() -> None:
    assert [filters.met_th(met) for met in (True, False, None)] == ["บรรลุ", "ไม่บรรลุ", "–"]


def test_districts_keep_the_registers_order() -> None:
    groups = filters.by_district([absent(number) for number in (26, 0, 25)])
    assert [(group.name, len(group.members)) for group in groups] == [("เหล่าเสือโก้ก", 2), ("เมืองอุบลราชธานี", 1)]


def test_the_tally_adds_up() -> None:
    total = filters.tally(sample().cards)
    assert total.green + total.yellow + total.red + total.no_value == total.cards == 11
