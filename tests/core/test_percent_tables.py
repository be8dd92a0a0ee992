"""Tables of counts: who is in them, which rows stand there, and that they add up."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from cast import FIELDS, entry

from service.core.indicators import Collected
from service.core.issues import Issue
from service.core.percent_tables import TableFigures, percent_tables
from service.core.register import Respondent
from service.definitions.build import build_form

COLOUR = {
    "name": "colour",
    "type": "string",
    "kind": "choice",
    "title": "สี",
    "constraints": {"enum": ["แดง", "เขียว", "ฟ้า"]},
}
SCALE = {
    "name": "scale",
    "type": "integer",
    "kind": "scale",
    "title": "ระดับ",
    "categories": [
        {"value": 3, "label": "ดี"},
        {"value": 2, "label": "พอใช้"},
        {"value": 1, "label": "ปรับปรุง"},
    ],
}
SCHOOLS = (
    Respondent("1099000001", "ก", "เหนือ", network_group="ลำน้ำ", grades=("K", "P1"), pupils=100),
    Respondent("1099000002", "ข", "เหนือ", network_group="", grades=("P1",), pupils=700),
    Respondent("1099000003", "ค", "กลาง", network_group="ดอย", grades=("P1", "M1"), pupils=100),
)


def table(
    by: str,
    *rows: Mapping[str, Any],
    count: str = "count()",
    wrong: str = "",
    layout: str = "card",
    **more: Any,
) -> TableFigures:
    made = build_form(
        {
            "form": {"id": "small", "version": "1", "valid": ["2022-10-01", "2023-09-30"], "rounds": ["Q1"], "due": {"days_after_round": 1}, "title": {"th": "ก"}},
            "sheet": {"layouts": [layout], "tab": "ข้อมูล"},
            "groups": [],
            "schema": {"fields": [{"name": "school_id", "type": "string", "kind": "school_code", "title": "รหัส"}, *FIELDS, COLOUR, SCALE]},
            "indicators": [],
            "tables": [{"id": "T1", "title": {"th": "ตาราง"}, "by": by, "count": count, **more}],
        }
    )  # fmt: skip
    issues = [
        [Issue(SCHOOLS[0].code, wrong, "R1", "error", "ผิด")] if wrong and not n else []
        for n in range(len(rows))
    ]
    entries = [{name: entry(value) for name, value in row.items()} for row in rows]
    (found,) = percent_tables(made, Collected(SCHOOLS[: len(rows)], entries, issues))
    return found


def shown(found: TableFigures) -> list[tuple[str, str, str]]:
    return [(row.title, str(row.count), str(row.percent)) for row in (*found.rows, found.total)]


def test_choices_stand_in_their_own_order_even_when_nobody_chose_them() -> None:
    found = table("colour", {"colour": "ฟ้า"}, {"colour": "แดง"}, {"colour": "ฟ้า"})
    assert shown(found) == [
        ("แดง", "1", "33.33"),
        ("เขียว", "0", "0.00"),
        ("ฟ้า", "2", "66.67"),
        ("รวม", "3", "100.00"),
    ]


def test_a_scale_shows_its_labels_with_nobody_too() -> None:
    found = table("scale", {"scale": 1}, {"scale": 3}, {"scale": 3})
    assert [(row.title, row.count) for row in found.rows] == [("ดี", 2), ("พอใช้", 0), ("ปรับปรุง", 1)]


def test_who_has_answered_nothing_is_in_no_row() -> None:
    found = table("district", {"all": 1}, {"school_id": "1099000002"}, {"note": "x"})
    assert [row.count for row in found.rows] == [1, 1] and (found.reporting, found.due) == (2, 3)


def test_names_stand_in_thai_order_with_the_unnamed_last() -> None:
    found = table("network_group", {"all": 1}, {"all": 1}, {"all": 1})
    assert [row.title for row in found.rows] == ["ดอย", "ลำน้ำ", "ไม่ระบุ"]


def test_classes_have_their_thai_names() -> None:
    found = table("size", {"all": 1}, {"all": 1}, {"all": 1}, decimals=1)
    assert shown(found)[0] == ("ขนาดเล็ก", "2", "66.7") and len(found.rows) == 4
    grades = table("grades", {"all": 1}, {"all": 1}, {"all": 1})
    assert [row.title for row in grades.rows if row.count] == [
        "อนุบาล–ประถมศึกษา",
        "ประถมศึกษา",
        "ขยายโอกาส (ถึงมัธยมต้น)",
    ]


def test_sums_are_parts_of_their_whole() -> None:
    found = table(
        "district",
        {"money": Decimal("0.10")},
        {"money": Decimal("0.20")},
        {"money": Decimal("0.30")},
        count="sum(money)",
    )
    assert shown(found) == [("กลาง", "0.3", "50.00"), ("เหนือ", "0.3", "50.00"), ("รวม", "0.6", "100.00")]


@pytest.mark.parametrize("row", [{"colour": "แดง"}, {"colour": "แดง", "all": "E"}, {"all": 1, "colour": "M"}])
def test_who_lacks_a_value_the_table_needs_is_left_out(row: Mapping[str, Any]) -> None:
    found = table("colour", row, {"colour": "แดง", "all": 2}, count="sum(all)")
    assert (found.total.count, found.reporting) == (2, 1)


def test_a_wrong_answer_enters_no_table() -> None:
    assert table("colour", {"colour": "แดง"}, wrong="colour").total.count == 0


def test_a_table_of_nobody_shows_no_percentages() -> None:
    found = table("colour", {})
    assert {row.percent for row in (*found.rows, found.total)} == {None} and found.total.count == 0


def test_in_a_list_the_rows_are_counted() -> None:
    rows = {"k1/colour": "แดง", "k2/colour": "แดง", "k3/colour": "ฟ้า", "k4/note": "x"}
    found = table("colour", rows, {}, layout="list")
    assert [row.count for row in found.rows] == [2, 0, 1] and (found.reporting, found.due) == (0, 2)
