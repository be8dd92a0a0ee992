"""Codes and names against a register, suggestions, and cells that are not plain text."""

import pytest

from service.core.cells import Cell, Outcome, Parsed
from service.core.normalise import Context, normalise_school_name, parse

REGISTER = Context(
    2566,
    choices=("ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ"),
    school_codes={"34010001": "1034710001", "080005": "1034080005"},
    known_codes=frozenset({"1034710001", "1034080005"}),
    school_names={
        "โรงเรียนบ้านแพง": ("1034710001",),
        "โรงเรียนบ้านท่าลาด": ("1034710004", "1034710005"),
        normalise_school_name("โรงเรียบ้านทุ่งมณี"): ("1034080005",),
    },
)


def read(kind: str, value: float | str | bool, **cell: str) -> Parsed:
    return parse(kind, Cell(value, **cell), REGISTER)


@pytest.mark.parametrize("typed", ["34010001", "080005", "80005", 34010001.0, 80005.0, "๐๘๐๐๐๕"])
def test_an_older_code_is_mapped_to_the_ten_digit_code(typed: str | float) -> None:
    parsed = read("school_code", typed)

    assert parsed.outcome == Outcome.WARN_KIND
    assert parsed.value in ("1034710001", "1034080005")


@pytest.mark.parametrize("typed", ["34019999", "999999", "9999999999", "1034710009"])
def test_a_code_of_no_school_is_an_error(typed: str) -> None:
    assert read("school_code", typed).code == "code_unknown"


def test_a_code_one_digit_off_is_answered_with_the_nearest() -> None:
    assert read("school_code", "1034710002").params["suggestion"] == "1034710001"


def test_a_name_brings_the_code_of_its_school() -> None:
    assert read("school_name", "รร.บ้านแพง").params == {"school_code": "1034710001"}


def test_a_name_of_two_schools_lists_their_codes() -> None:
    assert read("school_name", "โรงเรียนบ้านท่าลาด").params["codes"] == ("1034710004", "1034710005")


def test_a_name_that_the_official_list_misspells_is_still_found() -> None:
    for typed in ("โรงเรียนบ้านทุ่งมณี", "โรงเรียบ้านทุ่งมณี", "ร.ร.บ้านทุ่งมณี"):
        assert read("school_name", typed).value == "โรงเรียนบ้านทุ่งมณี"


@pytest.mark.parametrize(
    ("kind", "typed", "suggestion"),
    [
        ("count", "l2", "12"),
        ("percent", "80,5", "80.5"),
        ("school_code", "10347100O1", "1034710001"),
        ("school_name", "โรงเรียนบ้านแพน", "โรงเรียนบ้านแพง"),
        ("choice", "ดำเนินการ", "ดำเนินการแล้ว"),
        ("fiscal_year", "2665", "2566"),
        ("fiscal_year", "23", "2566"),
        ("date", "9/6/23", "9/6/2566"),
        ("date", "6/15/2566", "15/6/2566"),
        ("date", "9 มิถุนายม 2566", "9 มิถุนายน 2566"),
        ("period", "Q2/2565", "Q2/2566"),
        ("money", "538800.0000 ล้านบาท", "538,800"),
        ("uri", "ดูที่ https://a.go.th/x", "https://a.go.th/x"),
    ],
)
def test_an_error_says_what_was_probably_meant(kind: str, typed: str, suggestion: str) -> None:
    assert read(kind, typed).params["suggestion"] == suggestion


def test_an_issue_repeats_only_the_start_of_a_long_text() -> None:
    raw = read("count", "มาก" * 1000).params["raw"]

    assert isinstance(raw, str)
    assert len(raw) == 60


def test_a_failing_formula_is_an_error_in_every_kind() -> None:
    for kind in ("text", "count", "date", "choice"):
        assert parse(kind, Cell(None, "#REF!", error="#REF!"), REGISTER).code == "formula_error"


def test_the_result_of_a_live_formula_counts() -> None:
    assert read("count", 12.0, shown="12", formula="=SUM(A1:A3)").value == 12
    assert read("text", "รวม", shown="รวม", formula='="รวม"').value == "รวม"


def test_the_address_inside_a_hyperlink_formula_is_the_link() -> None:
    parsed = read("uri", "หลักฐาน", formula='=HYPERLINK("https://a.go.th/x", "หลักฐาน")')

    assert (parsed.value, parsed.outcome) == ("https://a.go.th/x", Outcome.NORMALISED)


def test_a_number_too_big_for_sheets_is_an_error() -> None:
    for value in (10**400, float("inf"), float("-inf")):
        assert read("number", value).code == read("count", value).code == "too_large"


def test_eighty_pasted_into_a_percent_cell_is_answered_with_eighty() -> None:
    assert read("percent", 80.0, shown="8000%", number_format="PERCENT").params["suggestion"] == "80"
    assert "suggestion" not in read("percent", 1.2, shown="120%", number_format="PERCENT").params


def test_an_empty_cell_is_missing() -> None:
    assert parse("count", Cell(), REGISTER).outcome == Outcome.MISSING


@pytest.mark.parametrize("kind", ["yes_no", "boolean"])
def test_a_check_box_is_yes_or_no(kind: str) -> None:
    assert read(kind, True).value is True
    assert read(kind, False).value is False


@pytest.mark.parametrize(
    ("kind", "code"), [("count", "not_a_number"), ("date", "not_a_date"), ("choice", "not_a_choice")]
)
def test_a_check_box_elsewhere_is_an_error(kind: str, code: str) -> None:
    assert read(kind, True).code == code


def test_a_word_for_missing_is_a_choice_where_the_list_offers_it() -> None:
    assert read("choice", "อยู่ระหว่างดำเนินการ").outcome == Outcome.OK


def test_an_unknown_kind_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        read("colour", "แดง")


@pytest.mark.parametrize(
    ("typed", "value"), [("ใช้", True), (" ไม่ใช้ ", False), ("มี", True), ("ไม่มี", False), ("บางครั้ง", None)]
)
def test_a_yes_or_no_is_read_in_the_words_that_its_field_offers(typed: str, value: bool | None) -> None:
    context = Context(fiscal_year=2566, choices=("ใช้", "ไม่ใช้"))
    assert parse("yes_no", Cell(typed), context).value is value


def test_the_words_of_one_field_do_not_answer_another() -> None:
    turned = Context(fiscal_year=2566, choices=("ไม่มี", "มี"))
    assert [parse("yes_no", Cell("ไม่มี"), context).value for context in (turned, Context(2566))] == [
        True,
        False,
    ]
