"""Several codes in one cell: what is read, what is shown back, how long it may take; tables by them."""

import time
from decimal import Decimal
from typing import Any

import pytest
from cast import SCHOOLS, entry
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.core.cells import Cell, Outcome, Parsed
from service.core.indicators import Collected
from service.core.messages import say
from service.core.normalise import Context, parse
from service.core.percent_tables import TableFigures, percent_tables
from service.core.schema import Code
from service.definitions.build import build_form

LISTED = {
    "S1": "ความมั่นคง",
    "S2": "การแข่งขัน",
    "S3": "คน และ/หรือ ทุน",
    "P1.1": "ความมั่นคง ภายใน",
    "10": "ลด",
    "1": "ขจัด",
}
CONTEXT = Context(2566, codes=LISTED, lapsed={"S9": "ใช้ถึง 30 ก.ย. 2565"}, source="รายการ")


def read(typed: object) -> Parsed:
    return parse("codes", Cell(typed, str(typed)), CONTEXT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("S1, S2", "S1, S2"),
        ("s๒;S1", "S1, S2"),
        ("S2 การแข่งขัน / S1 ความมั่นคง", "S1, S2"),
        ("ความมั่นคง ภายใน", "P1.1"),  # the longer title, not the shorter one and a rest
        ("ความมั่นคง, ภายใน", None),
        ("คน และ/หรือ ทุน S2", "S2, S3"),
        ("S1\nS1\n S1", "S1"),
        ("1 10", "10, 1"),
        (10, "10"),
        (" ,S1,, ", "S1"),
        ("S12", None),
        ("S1S2", None),
        ("S9", None),
        (",", None),
    ],
)
def test_codes_are_read_in_every_way_of_writing_them(typed: object, value: str | None) -> None:
    assert read(typed).value == value


def test_what_was_folded_or_reordered_is_shown_back_and_the_rest_is_not() -> None:
    assert read("S1, S2").outcome is Outcome.OK
    assert read("S1, S1").outcome is read("S2, S1").outcome is Outcome.NORMALISED


def test_every_piece_that_is_no_code_is_named() -> None:
    parsed = read("S1, ไม่ รู้, S2, S5, x, y")
    assert parsed.code == "codes_not_listed"
    assert parsed.params["pieces"] == "“ไม่ รู้” “S5” “x” และอีก 1 คำ"
    assert read("S1 S9 x").params["piece"] == "S9"


@pytest.mark.parametrize("typed", ["ย" * 3000, True])
@pytest.mark.parametrize("kind", ["code", "codes"])
def test_of_what_is_no_code_at_all_every_place_of_the_message_is_filled(kind: str, typed: Any) -> None:
    found = parse(kind, Cell(typed, str(typed)), CONTEXT)
    words = say(found.code, found.params)
    assert "รายการ" in words and "{" not in words, words


def test_more_codes_than_anybody_means_are_refused() -> None:
    many = Context(2566, codes={f"C{n}": "" for n in range(60)}, source="รายการ")
    typed = " ".join(f"C{n}" for n in range(41))
    assert parse("codes", Cell(typed, typed), many).code == "codes_too_many"
    fits = ", ".join(f"C{n}" for n in range(40))
    assert parse("codes", Cell(fits, fits), many).value == fits


def test_a_cell_full_of_pieces_costs_a_moment() -> None:
    long = Context(2566, codes={"x": "ก " * 150}, source="รายการ")
    started = time.process_time()
    assert parse("codes", Cell("ก " * 1000, "ก"), long).value is None
    assert time.process_time() - started < 0.5


WRITTEN = st.sampled_from(
    [
        (code, form)
        for code, title in LISTED.items()
        for form in (code, code.lower(), f"{code} {title}", title)
    ]
)
BETWEEN = st.sampled_from([", ", ",", ";", " ; ", "\n", "/"])


@settings(max_examples=150, deadline=None)
@example([(("S1", "S1"), "\n"), (("P1.1", "ความมั่นคง ภายใน"), ", ")])
@given(st.lists(st.tuples(WRITTEN, BETWEEN), min_size=1, max_size=6))
def test_whatever_codes_are_written_these_are_read_once_each_in_the_order_of_the_list(
    parts: list[tuple[tuple[str, str], str]],
) -> None:
    typed = "".join(f"{form}{between}" for (_, form), between in parts)
    given_codes = {code for (code, _), _ in parts}
    assert read(typed).value == ", ".join(code for code in LISTED if code in given_codes)
    again = str(read(typed).value)
    assert read(again).value == again and read(again).outcome is Outcome.OK


# Tables by them


def table(kind: str, *values: str | None, count: str = "count()") -> TableFigures:
    field = {"name": "aims", "type": "string", "kind": kind, "title": "รหัส"}
    made = build_form(
        {
            "form": {"id": "small", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1"], "due": {"days_after_round": 1}, "title": {"th": "ก"}},
            "sheet": {"layouts": ["card"], "tab": "ข้อมูล"},
            "groups": [],
            "schema": {"fields": [field, {"name": "money", "type": "number", "kind": "number", "title": "บาท"}], "foreignKeys": [{"fields": "aims", "reference": {"resource": "codes/l", "fields": "code"}}]},
            "indicators": [],
            "tables": [{"id": "T1", "title": {"th": "ตาราง"}, "by": "aims", "count": count}],
        },
        {"codes/l": tuple(Code(code, f"ชื่อ {code}") for code in ("S2", "S1", "S3"))},
    )  # fmt: skip
    entries = [
        {"aims": entry(value), "money": entry(Decimal("0.1") * (n + 1))} for n, value in enumerate(values)
    ]
    (found,) = percent_tables(made, Collected(SCHOOLS[: len(values)], entries, [()] * len(values)))
    return found


def shown(found: TableFigures) -> list[tuple[str, str, str]]:
    return [(row.title, str(row.count), str(row.percent)) for row in (*found.rows, found.total)]


def test_a_table_by_codes_counts_a_respondent_under_each_and_in_the_total_once() -> None:
    found = table("codes", "S2, S1", "S1", "S1, S9", None)
    assert shown(found) == [
        ("S2 ชื่อ S2", "1", "33.33"),
        ("S1 ชื่อ S1", "3", "100.00"),
        ("S3 ชื่อ S3", "0", "0.00"),
        ("S9", "1", "33.33"),  # of an older list
        ("รวม", "3", "100.00"),
    ]
    assert (found.reporting, found.due) == (3, 4) and "บวกกันอาจเกิน 100" in found.note


def test_a_table_by_codes_adds_up_money_exactly() -> None:
    found = table("codes", "S2, S1", "S1", count="sum(money)")
    assert [row.count for row in found.rows] == [Decimal("0.1"), Decimal("0.3"), 0]
    assert [str(row.percent) for row in found.rows] == ["33.33", "100.00", "0.00"]
    assert found.total.count == Decimal("0.3")


def test_a_table_by_one_code_adds_up_to_a_hundred_in_the_order_of_the_list() -> None:
    found = table("code", "S1", "S2", "S1")
    assert shown(found) == [
        ("S2 ชื่อ S2", "1", "33.33"),
        ("S1 ชื่อ S1", "2", "66.67"),
        ("S3 ชื่อ S3", "0", "0.00"),
        ("รวม", "3", "100.00"),
    ]
    assert found.note == ""


def test_a_table_of_nobody_has_no_percentages() -> None:
    assert [row.percent for row in table("codes", None, None).rows] == [None, None, None]


ANSWERS = st.lists(st.sampled_from(["S1", "S2", "S2, S1", "S2, S1, S3", None]), max_size=4)


@settings(max_examples=40, deadline=None)
@given(ANSWERS)
def test_each_row_of_a_table_by_codes_is_the_count_of_those_who_gave_the_code(
    answers: list[str | None],
) -> None:
    found = table("codes", *answers)
    given_answers = [answer.split(", ") for answer in answers if answer]
    assert [row.count for row in found.rows] == [
        sum(code in codes for codes in given_answers) for code in ("S2", "S1", "S3")
    ]
    assert found.total.count == len(given_answers)
