"""Every row of data/values.csv: what a school typed, what we must make of it, what we call the issue.

``number`` fills the cell's value when Google hands over a number; ``raw`` is then what the cell shows.
"""

import csv
import re
from pathlib import Path

import pytest

from service.core.cells import Cell, Outcome
from service.core.normalise import CODES, KINDS, Context, parse

VALUES = Path(__file__).parent / "data" / "values.csv"
SCALE = ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด", "ไม่มี")
SCHOOLS = {
    "โรงเรียนบ้านแพง": ("1034710001",),
    "โรงเรียนบ้านน้ำคำ": ("1034710002",),
    "โรงเรียนบ้านหนองไหล (พุธเพิ่มวัฒนราษฎร์)": ("1034710003",),
    "โรงเรียนบ้านท่าลาด": ("1034710004", "1034710005"),
}
CONTEXT = Context(
    2566,
    choices=SCALE,
    choice_aliases={"เยอะ": "มาก"},
    school_names=SCHOOLS,
    scale={label: 5 - place for place, label in enumerate(SCALE)},
    codes={"S1": "ความมั่นคง", "S2": "การแข่งขัน", "21": "งบดำเนินงาน"},
    lapsed={"S0": "ถึง 30 ก.ย. 2565"},
)


def unescape(text: str) -> str:
    text = text.replace("\\n", "\n").replace("\\r", "\r")
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def rows() -> list[dict[str, str]]:
    with VALUES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell_of(row: dict[str, str]) -> Cell:
    shown = unescape(row["raw"])
    return Cell(float(row["number"]) if row["number"] else shown, shown, row["format"])


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['id']} {row['kind']} {row['raw'][:30]}")
def test_a_cell_is_understood_as_the_table_says(row: dict[str, str]) -> None:
    parsed = parse(row["kind"], cell_of(row), CONTEXT)

    value = "" if parsed.value is None else str(parsed.value)
    assert (value, parsed.outcome, parsed.code) == (unescape(row["expected"]), row["outcome"], row["code"])


def test_the_table_covers_every_kind_outcome_and_issue_code() -> None:
    table = rows()

    assert {row["kind"] for row in table} == KINDS
    assert {row["outcome"] for row in table} == set(Outcome)
    assert CODES - {row["code"] for row in table} == {
        "code_unknown",
        "codes_too_many",
        "must_be_answered",
    }  # these need a register, a list of 41, and a form that says so
