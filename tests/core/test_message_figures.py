"""What a rule's message computes: exact, for each row its own, written as people write numbers."""

import random
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from cast import form, submission

from service.core.issues import Issue
from service.core.validation import check


def said(words: str, *typed: dict[str, object], missing: str = "skip_if_any", **more: Any) -> list[str]:
    """The messages of a rule that everybody breaks, of those who typed these cells."""
    rule = {
        "id": "R01",
        "field": "all",
        "constraint": "all < 0",
        "missing": missing,
        "message": {"th": words},
    }
    return [issue.message for issue in told(rule, *typed, **more)]


def told(rule: dict[str, Any], *typed: dict[str, object], **more: Any) -> list[Issue]:
    made = form(rules=[rule])
    found = check(made, [submission(made, cells, **more) for cells in typed])
    return [issue for issues in found for issue in issues if issue.code == "R01"]


@pytest.mark.parametrize(
    ("words", "typed", "message"),
    [
        (
            "รวมได้ {sum(all, read)} แต่กรอก {money}",
            {"all": 70, "read": 48, "money": 120},
            "รวมได้ 118 แต่กรอก 120",
        ),
        ("ขาด {all - read} คน", {"all": "๑,๒๐๐", "read": 20}, "ขาด 1,180 คน"),
        ("{read - all}", {"all": 12, "read": 12}, "0"),
        ("{read - all}", {"all": 12, "read": 10}, "-2"),
        ("{money + 0.2}", {"all": 1, "money": 0.1}, "0.3"),
        ("{money + 0.125}", {"all": 1, "money": 1234567.25}, "1,234,567.375"),
        ("{money * money}", {"all": 1, "money": 999999999999999}, "999,999,999,999,998,000,000,000,000,001"),
        ("ร้อยละ {100 * read / all}", {"all": 3, "read": 2}, "ร้อยละ 66.67"),
        ("ร้อยละ {100 * read / all}", {"all": 4, "read": 3}, "ร้อยละ 75"),
        ("{money / 100}", {"all": 1, "money": 0.5}, "0.01"),  # half up, where binary halves go to even
        ("{mean(all, read, 0)}", {"all": 1, "read": 1}, "0.67"),
        ("{this * 2} {this}", {"all": 5}, "10 5"),
        ("{sum('[ar]*')}", {"all": 5, "read": 6}, "11"),
        ("{when(plan, all, read)}", {"all": 5, "read": 6, "plan": "ไม่มี"}, "6"),
    ],
)
def test_a_figure_is_computed_and_written_as_people_write_numbers(
    words: str, typed: dict[str, object], message: str
) -> None:
    assert said(words, typed) == [message]


def test_the_round_before_takes_part() -> None:
    words = "เพิ่ม {all - prev(all)} คน (ร้อยละ {100 * (all - prev(all)) / prev(all)})"
    assert said(words, {"all": 46}, previous={"all": 40}) == ["เพิ่ม 6 คน (ร้อยละ 15)"]
    assert said(words, {"all": 46}) == ["เพิ่ม คำนวณไม่ได้ คน (ร้อยละ คำนวณไม่ได้)"]
    assert said("{money - prev(money)}", {"all": 1, "money": 0.3}, previous={"money": Decimal("0.1")}) == [
        "0.2"
    ]


@pytest.mark.parametrize(
    ("missing", "read", "message"),
    [
        ("skip_if_any", None, "คำนวณไม่ได้"),
        ("skip_if_any", "ไม่เกี่ยวข้อง", "คำนวณไม่ได้"),
        ("zero", None, "7"),
        ("zero", "ไม่เกี่ยวข้อง", "7"),
        ("zero", "มาก", "คำนวณไม่ได้"),  # what cannot be read is no nought
    ],
)
def test_a_missing_answer_counts_as_the_rule_says(missing: str, read: object, message: str) -> None:
    assert said("{all + read}", {"all": 7, "read": read}, missing=missing) == [message]


def test_nothing_to_divide_by_is_told() -> None:
    assert said("{all / read}", {"all": 7, "read": 0}) == ["คำนวณไม่ได้"]


def test_what_a_school_typed_is_never_computed() -> None:
    typed = {"all": 7, "read": 1, "note": "{all + read} {money}"}
    assert said("{note}: {all + read}", typed) == ["{all + read} {money}: 8"]


def test_each_row_has_its_own_figures_whoever_else_broke_the_rule() -> None:
    dice = random.Random(5)
    rows = [
        {
            "all": dice.randint(-9, 9) or None,
            "read": dice.randint(0, 99),
            "money": dice.randint(0, 9999) / 100,
        }
        for _ in range(300)
    ]
    rule = {
        "id": "R01",
        "field": "all",
        "constraint": "all <= 0",
        "message": {"th": "{read + money} {money / all}"},
    }
    assert [issue.message for issue in told(rule, *rows)] == [
        f"{plain(Decimal(row['read']) + Decimal(str(row['money'])))} "
        f"{plain((Decimal(str(row['money'])) / row['all']).quantize(Decimal('0.01'), ROUND_HALF_UP))}"
        for row in rows
        if row["all"] and row["all"] > 0
    ]


def plain(number: Decimal) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def test_a_rule_over_rows_computes_with_its_totals_and_with_the_row_it_stands_on() -> None:
    rule = {
        "id": "R01",
        "check": "rows_total",
        "field": "money",
        "equals": "all",
        "message": {"th": "รวม {sum} ต้องได้ {equals} ขาด {equals - sum} ครึ่งของ {all / 2}"},
    }
    rows = [{"all": 100, "money": 59.9}, {"all": 101, "money": 0.2}]
    assert [issue.message for issue in told(rule, *rows)] == ["รวม 60.1 ต้องได้ 101 ขาด 40.9 ครึ่งของ 50.5"]


def test_a_rule_over_rows_computes_with_fields_of_the_row() -> None:
    rule = {
        "id": "R01",
        "check": "unique_together",
        "fields": ["note", "read"],
        "message": {"th": "{values} {all - read}"},
    }
    same = {"note": "ก", "read": 2}
    found = told(rule, same | {"all": 9}, same | {"all": 7}, same | {"all": 3})
    assert [issue.message.split()[-1] for issue in found] == ["5", "1"]
