"""Headings against titles: numbering, digits, units and brackets aside; what is not found has its nearest."""

import pytest

from service.sheets.matching import Asked, bare_key, heading_key, match, nearest


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("  นักเรียน   ทั้งหมด ", "นักเรียนทั้งหมด"),
        ("ข้อ 3 นักเรียนทั้งหมด", "นักเรียนทั้งหมด"),
        ("รายการที่ ๓. นักเรียนทั้งหมด", "นักเรียนทั้งหมด"),
        ("1.2 นักเรียนทั้งหมด", "นักเรียนทั้งหมด"),
        ("(4) นักเรียนทั้งหมด:", "นักเรียนทั้งหมด"),
        ("นัก\u200bเรียนทั้งหมด", "นักเรียนทั้งหมด"),
        ("ACTIVE learning", "Active Learning"),
        ("ชั้น ป.๖", "ชั้น ป.6"),
    ],
)
def test_headings_written_in_other_ways_mean_the_same(typed: str, title: str) -> None:
    assert heading_key(typed) == heading_key(title)


@pytest.mark.parametrize(
    ("one", "other"), [("5 ขวบ", "ขวบ"), ("ระดับ 1", "ระดับ 2"), ("ป.1", "ป.2"), ("ก (ชาย)", "ก (หญิง)")]
)
def test_what_differs_in_meaning_is_kept_apart(one: str, other: str) -> None:
    assert heading_key(one) != heading_key(other)


def test_a_unit_in_brackets_is_left_out_only_by_the_second_look() -> None:
    assert heading_key("ครู (คน)") != heading_key("ครู")
    assert bare_key("ครู (คน)") == bare_key("ครู [คน]") == bare_key("ครู")


FIELDS = [
    Asked("all", ("นักเรียนทั้งหมด (คน)", "นักเรียนทั้งหมด")),
    Asked("link1", ("ลิงก์หลักฐาน",)),
    Asked("plan", ("มีแผน",)),
    Asked("link2", ("ลิงก์หลักฐาน",)),
]


def found(*headings: str, **given: int) -> dict[str, int]:
    return match(FIELDS, dict(enumerate(headings)), given).found


def test_each_field_is_found_whatever_the_order() -> None:
    assert found("มีแผน", "หมายเหตุ", "ข้อ 1 นักเรียนทั้งหมด") == {"plan": 0, "all": 2}


def test_fields_with_one_title_are_told_apart_by_their_neighbours() -> None:
    headings = ("นักเรียนทั้งหมด", "ลิงก์หลักฐาน", "มีแผน", "ลิงก์หลักฐาน")
    assert found(*headings) == {"all": 0, "link1": 1, "plan": 2, "link2": 3}


def test_a_heading_that_stands_twice_is_no_guess() -> None:
    matches = match(FIELDS, dict(enumerate(("มีแผน", "มีแผน"))), {})
    assert matches.several["plan"] == [0, 1] and matches.found == {}


def test_what_a_person_says_settles_it() -> None:
    assert found("มีแผน", "มีแผน", plan=1) == {"plan": 1}


def test_the_nearest_names_are_told_both_ways() -> None:
    matches = match(FIELDS, {0: "จำนวนนักเรียนทั้งหมด", 1: "ที่"}, {})
    assert matches.unfound["all"] == ["จำนวนนักเรียนทั้งหมด"]
    assert matches.unasked[0][0].startswith("นักเรียนทั้งหมด") and matches.unasked[1] == []
    assert nearest("xyz", ["นักเรียน"]) == []
