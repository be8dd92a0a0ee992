"""What holds for any cell, not only for those we thought of."""

import unicodedata
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.cells import Cell, Outcome, Parsed
from service.core.normalise import (
    CODES,
    KINDS,
    Context,
    clean_name,
    clean_text,
    describe,
    normalise_school_name,
    number_text,
    parse,
    th_date,
    th_date_short,
    th_number,
    thai_date,
    to_thai_digits,
)

CONTEXT = Context(2566, choices=("มาก", "น้อย"), school_names={"โรงเรียนบ้านแพง": ("1034710001",)})
THAI = "กขคงนมรลสอาำะเแโใไัิีึืุู็่้๊๋์ํๆฯ๐๑๒๓๙0123456789 .,/-–%()[]=+@\n\t\u200b\u200d\u00a0\ufeff"
WORDS = (
    *(
        "ร้อยละ",
        "ระดับ",
        "มิ.ย.",
        "พ.ศ.",
        "2566",
        "ไตรมาส",
        "รอบ",
        "เดือน",
        "ไม่มี",
        "ล้านบาท",
        "คน",
        "สิบ",
        "-",
        "/",
    ),
    *(
        "12",
        "https://",
        "1.03E+09",
        "ภาคเรียนที่",
        "โรงเรียน",
        "ร.ร.",
        "ต่อ",
        "ถึง",
        "๑",
        ",",
        ".",
        "+66",
        "\n",
        "ฯ",
        "(",
    ),
)
texts = st.one_of(
    st.text(),
    st.text(alphabet=THAI),
    st.lists(st.sampled_from(WORDS), max_size=6).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
)
values = st.one_of(texts, st.floats(), st.integers(), st.booleans(), st.none())
formats = st.sampled_from(
    ["", "NUMBER", "PERCENT", "DATE", "DATE_TIME", "TIME", "CURRENCY", "SCIENTIFIC", "TEXT"]
)
cells = st.builds(Cell, values, texts, formats, texts, st.sampled_from(["", "", "", "#REF!"]))
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
HAS_VALUE = {Outcome.OK, Outcome.NORMALISED, Outcome.WARN_ZERO, Outcome.WARN_YEAR, Outcome.WARN_KIND}


def read(kind: str, value: str | float) -> Parsed:
    return parse(kind, Cell(value, str(value)), CONTEXT)


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(sorted(KINDS)), cells)
def test_any_cell_of_any_kind_gets_an_answer_that_hangs_together(kind: str, cell: Cell) -> None:
    parsed = parse(kind, cell, CONTEXT)

    assert (parsed.value is not None) == (parsed.outcome in HAS_VALUE)
    assert (parsed.code in CODES) == (parsed.outcome in (Outcome.ERROR, Outcome.WARN_MISSING))
    assert ("raw" in parsed.params) == bool(parsed.code)
    assert len(str(parsed.params.get("raw", ""))) <= 60
    assert not isinstance(parsed.value, float)
    assert isinstance(describe(parsed, kind), str)


@given(st.sampled_from(["count", "number", "percent", "money", "level"]), st.decimals(0, 999999, places=2))
def test_a_number_in_thai_digits_is_the_same_number(kind: str, number: Decimal) -> None:
    assert read(kind, to_thai_digits(str(number))).value == read(kind, str(number)).value


@given(st.decimals(-999_999_999, 999_999_999, places=2))
def test_a_number_written_for_people_is_read_back(number: Decimal) -> None:
    assert read("number", number_text(number)).value == number
    assert read("number", th_number(number, 2)).value == number


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_written_for_people_is_read_back(number: int) -> None:
    assert read("integer", number_text(number)).value == number


@given(st.decimals(-99_999, 99_999, places=3))
def test_a_number_cell_means_what_was_typed(number: Decimal) -> None:
    assert read("number", float(number)).value == number


@given(days)
def test_a_date_written_for_people_is_read_back(day: date) -> None:
    for text in (th_date(day), thai_date(day), th_date_short(day), day.isoformat(), f"วันที่ {th_date(day)}"):
        assert read("date", text).value == day


@given(st.dates(date(2020, 1, 1), date(2025, 12, 31)))
def test_a_date_with_two_year_digits_is_read_in_the_open_cycle(day: date) -> None:
    assert read("date", f"{day.day}/{day.month}/{(day.year + 543) % 100}").value == day


@given(days)
def test_a_serial_number_is_the_day_sheets_counts(day: date) -> None:
    serial = float((day - date(1899, 12, 30)).days)

    assert parse("date", Cell(serial, day.isoformat(), "DATE"), CONTEXT).value == day


@settings(max_examples=500)
@given(texts)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    for clean in (clean_text, clean_name, normalise_school_name):
        assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="กนมสค่้ํำาเแิีุ ", max_size=20))
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert clean_text(unicodedata.normalize(form, text)) == clean_text(text)
        assert clean_text(unicodedata.normalize(form, text).replace("ำ", "ํา")) == clean_text(text)


@given(st.text(alphabet="กขคงจฉชซ0123456789😀<>{}='\"", min_size=1))
def test_free_text_without_dirt_stays_as_typed(text: str) -> None:
    assert read("text", text).value == text


@pytest.mark.parametrize(
    "piece",
    ["1", "ก", "\u200b", " ", "1,", "ํา", "1/", "(", "a.", "๑ ", "ที่่", "-", "ล้าน", "\u200bก", "=", "ร้อยละ"],
)
def test_fifty_thousand_characters_take_no_time(piece: str) -> None:
    cell = Cell((piece * 50_000)[:50_000])

    start = perf_counter()
    for kind in KINDS:
        parse(kind, cell, CONTEXT)
        parse(kind, Cell((piece * 2048)[:2048]), CONTEXT)
    assert perf_counter() - start < 0.5
