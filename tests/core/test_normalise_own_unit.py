"""A figure typed with the unit that the field's heading shows, whatever the form calls it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.config import ROOT
from service.core.cells import Cell, Outcome, Parsed
from service.core.contexts import contexts_for
from service.core.normalise import Context, clean_typed, parse
from service.core.rounds import open_round
from service.definitions import load_form

LETTERS = st.characters(categories=("Lu", "Ll", "Lo", "Mn", "Zs", "Po", "Pd"))
unit_words = st.text(LETTERS, min_size=1, max_size=12)
counts = st.integers(0, 10**9)


def read(kind: str, typed: str, unit: str) -> Parsed:
    return parse(kind, Cell(typed, typed), Context(2566, unit=unit))


@pytest.mark.parametrize(
    ("kind", "typed", "unit", "value"),
    [
        ("number", "10 จุด", "จุด", "10"),
        ("count", "๑๐จุด", "จุด", "10"),
        ("integer", "จำนวน 1,200 จุด.", "จุด", "1200"),
        ("number", "10.5 mbps", "Mbps", "10.5"),
        ("number", "10 กม", "กม.", "10"),
        ("number", "10 กม.", "กม.", "10"),
        ("number", "2 คนต่อเครื่อง", "คนต่อเครื่อง", "2"),  # its end is a unit of everybody
        ("count", "สิบสองจุด", "จุด", "12"),
        ("number", "2 ล้านบาท", "ล้านบาท", "2"),
        ("percent", "80.5 ร้อยละของเป้าหมาย", "ร้อยละของเป้าหมาย", "80.5"),
        ("percent", "80 ร้อยละ", "ร้อยละ", "80"),
        ("percent", "80 ของที่ได้มากกว่าเกณฑ์", "ของที่ได้มากกว่าเกณฑ์", "80"),
        ("money", "45 บาทต่อคน", "บาทต่อคน", "45"),
        ("money", "2 ล้านบาท", "พันบาท", "2000"),  # converted as before
        ("number", "หนึ่งแสน", "น", "100000"),  # a number that ends like the unit
        ("number", "10 l", "l", "10"),
    ],
)
def test_the_fields_own_unit_is_no_part_of_the_figure(kind: str, typed: str, unit: str, value: str) -> None:
    assert read(kind, typed, unit).value == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("10 จุด", "แห่งหน"), ("จุด", "จุด"), ("10-12 จุด", "จุด"), ("1l", "l"), ("10 2จุด", "2จุด"), ("10%", "%"), ("จุด 3", "จุด")],
)  # fmt: skip
def test_what_is_no_figure_in_the_fields_unit_stays_wrong(typed: str, unit: str) -> None:
    assert read("number", typed, unit).outcome is Outcome.ERROR


def test_none_of_what_is_counted_is_nought() -> None:
    assert read("count", "ไม่มีจุด", "จุด").value == 0
    assert read("number", "ไม่มีจุด", "จุด").outcome is Outcome.WARN_MISSING  # asked what is meant


@given(counts, unit_words, st.sampled_from([" ", ""]))
def test_any_unit_word_without_digits_may_stand_behind_the_figure(number: int, unit: str, gap: str) -> None:
    assume(any(letter.isalpha() for letter in clean_typed(unit)))
    assume(not any(letter.isnumeric() for letter in unit) and unit[0].isalpha())
    assume(clean_typed(unit).strip("OolI|.") or gap)
    for kind in ("number", "integer", "count"):
        assert read(kind, f"{number}{gap}{unit}", unit).value == number, (kind, unit)


@given(
    st.sampled_from(["0", "12", "-3", "1.5", "1,200", "๑๒", "12 คน", "จำนวน 12 คน", "12 เครื่อง"]), unit_words
)
def test_a_unit_never_changes_what_is_a_figure_without_it(typed: str, unit: str) -> None:
    assert read("number", typed, unit) == read("number", typed, "")


def test_every_field_with_a_unit_is_read_by_it() -> None:
    form = load_form(ROOT / "sheet_schemas" / "adhoc_survey.yaml")
    fields = {item.name: item.unit for item in form.fields if item.unit and item.kind != "level"}
    contexts = contexts_for(form, open_round(form, "2566-AD", days=(date(2023, 1, 1), date(2023, 3, 31))), [])
    assert fields and {name: contexts[name].unit for name in fields} == fields


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("count", "12 เหตุ", 12),
        ("count", "40 ชม.", 40),
        ("count", "6 ท่าน", 6),
        ("count", "ไม่มีค่ะ", 0),
        ("count", "ไม่มี ครับ", 0),
        ("count", "5 คน (ชาย 3 หญิง 2)", 5),
        ("money", "ฟรี", 0),
        ("money", "ไม่มีค่าใช้จ่าย", 0),
    ],
)
def test_plain_words_of_a_clerk_are_understood(kind: str, typed: str, value: int) -> None:
    assert read(kind, typed, "คน" if kind == "count" else "บาท").value == value


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("count", "12 โรง (อนุบาล 5)", "12"),  # parts that do not make the total: no telling which is meant
        ("count", "5 คน (ชาย 3 หญิง 1)", "5"),
        ("count", "2 วัน/สัปดาห์", "2"),
        ("money", "เดือนละ 650 บาท", "650"),
        ("money", "50k", "50000"),
        ("number", "4,5", "4.5"),
        ("number", "≥80", "80"),
    ],
)
def test_the_figure_that_was_probably_meant_is_offered(kind: str, typed: str, meant: str) -> None:
    parsed = read(kind, typed, "บาท" if kind == "money" else "")
    assert (parsed.outcome, parsed.params["suggestion"]) == (Outcome.ERROR, meant)


@pytest.mark.parametrize("typed", ["ป.6", "ชาย 20 หญิง 25", "5 + 2", "1,5", "ทุกวัน", "100/50"])
def test_no_figure_is_guessed_where_several_may_be_meant(typed: str) -> None:
    assert "suggestion" not in read("count", typed, "คน").params


@pytest.mark.parametrize("typed", ["ยังไม่เบิก", "ไม่มีค่ะ"])
def test_an_amount_that_is_not_there_yet_is_asked_about(typed: str) -> None:
    assert read("money", typed, "บาท").outcome is Outcome.WARN_MISSING
