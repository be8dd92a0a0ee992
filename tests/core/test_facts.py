"""Counts by academic year: what is read of an office's table, and what is said of a faulty one."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from cast import BAN_NA, BAN_PA

from service.core.cells import Cell
from service.core.facts import Facts, fact_name, read_facts

REGISTER = [replace(BAN_NA, smis_code="49010001"), BAN_PA]
HEAD = ("รหัสโรงเรียน", "ชื่อโรงเรียน", "จำนวนนักเรียน", "ป.1", "teachers")


def read(*rows: Sequence[object]) -> tuple[Facts, list[str]]:
    cells = [[Cell(value, str(value or "")) for value in row] for row in rows]  # type: ignore[arg-type]
    return read_facts(cells, REGISTER, 2566)


def test_counts_are_read_under_their_names() -> None:
    known, faults = read(
        HEAD, (BAN_NA.code, "บ้านนา", "๑,๒๓๔", 20.0, "12 คน"), (BAN_PA.code, "", "", "0", None)
    )
    assert faults == []
    assert known[BAN_NA.code] == {"pupils": Decimal(1234), "p1": Decimal(20), "teachers": Decimal(12)}
    assert known[BAN_PA.code] == {"pupils": None, "p1": Decimal(0), "teachers": None}


def test_a_code_of_eight_digits_is_known_by_the_register() -> None:
    assert list(read(HEAD, ("49010001", "", 1, 1, 1))[0]) == [BAN_NA.code]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("", "", 1, 1, 1), "ไม่มีรหัสโรงเรียน"),
        (("1099000099", "", 1, 1, 1), "1099000099"),
        ((BAN_PA.code, "", "มาก", 1, 1), "pupils: “มาก”"),
        ((BAN_PA.code, "", 1, "-5", 1), "p1: "),
        ((BAN_PA.code, "", 1, 1, "2.5"), "teachers: "),
        ((BAN_NA.code, "", 1, 1, 1), "มากกว่าหนึ่งแถว"),
    ],
)
def test_a_faulty_row_is_named_by_its_number(row: Sequence[object], words: str) -> None:
    faults = read(HEAD, (BAN_NA.code, "", 1, 1, 1), row)[1]
    assert len(faults) == 1 and faults[0].startswith("แถว 3: ") and words in faults[0]


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    faults = read(HEAD, ("", "", "x", "y", 1), (BAN_NA.code, "", 1, 1, "z"))[1]
    assert [fault.split(":")[0] for fault in faults] == ["แถว 2"] * 3 + ["แถว 3"]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (("ชื่อโรงเรียน", "pupils"), "ไม่พบหัวตาราง “รหัสโรงเรียน”"),
        (("code", "ชื่อโรงเรียน"), "ไม่มีคอลัมน์จำนวน"),
        (("code", "จำนวน คน"), "ใช้เป็นชื่อไม่ได้"),
        (("code", "p1", "ป.1"), "มีสองคอลัมน์"),
    ],
)
def test_headings_that_cannot_be_used_are_named(head: Sequence[object], words: str) -> None:
    assert any(words in fault for fault in read(head, (BAN_NA.code, 1, 1))[1])


@pytest.mark.parametrize("rows", [(), (HEAD,)])
def test_a_table_without_schools_is_a_fault(rows: Sequence[Sequence[object]]) -> None:
    assert read(*rows) == ({}, read(*rows)[1]) and len(read(*rows)[1]) == 1


@pytest.mark.parametrize(
    ("heading", "name"),
    [("ป.6", "p6"), ("ม. 3", "m3"), ("อ.2", "k2"), ("ครู", "teachers"), ("x y", ""), ("1a", "")],
)
def test_a_heading_stands_for_a_name(heading: str, name: str) -> None:
    assert fact_name(heading) == name
