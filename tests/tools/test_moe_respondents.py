"""The Ministry's own table, whose percentages add up to 100.22, typed into the sheet and computed anew."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from service.steps.exporting import export_round
from service.steps.pasting import paste_round

from .groups_office import PLANNING, GroupsOffice, Typing, groups_office

FORM, ROUND = "moe_respondents", "2566-R2"
PUBLISHED = Path(__file__).with_name("moe_respondents_2566.csv")
"""The six rows of the Ministry's report on policy 1, fiscal year 2566; the report prints 100.22 as their sum."""
TOTAL = 13363


def published() -> list[dict[str, str]]:
    return list(csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GroupsOffice]:
    with groups_office(tmp_path_factory.mktemp("respondents"), [FORM]) as made:
        made.begin(FORM, ROUND)
        rows: list[Typing] = [
            {
                "affiliation": row["affiliation_th"],
                "answered": int(row["schools_reporting"]),
                "total": TOTAL,
                "published": float(row["percent_as_published"]),
            }
            for row in published()
        ]
        made.type(PLANNING, FORM, ROUND, *rows)
        yield made


def test_the_percentages_are_computed_from_the_counts_and_add_up_to_100(
    office: GroupsOffice, tmp_path: Path
) -> None:
    assert sum(Decimal(row["percent_as_published"]) for row in published()) == Decimal("100.21")
    office.said(PLANNING, FORM, ROUND)
    paths = export_round(office.service, FORM, ROUND, tmp_path)
    (path,) = [path for path in paths if path.name == "tables.csv"]
    rows = [row for row in csv.DictReader(path.read_text("utf-8-sig").splitlines()) if row["table"] == "T1"]
    shares = {row["row"]: Decimal(row["percent"]) for row in rows}
    assert shares.pop("รวม") == sum(shares.values()) == Decimal("100.00")
    assert shares["สพป."] == Decimal("76.54")


def test_the_table_to_paste_has_the_computed_percentages_with_their_total(office: GroupsOffice) -> None:
    office.said(PLANNING, FORM, ROUND)
    table = paste_round(office.service, FORM, ROUND, "respondents").table
    rows = {str(row[0]): [str(cell) for cell in row[1:]] for row in table.rows}
    assert [heading.partition(" ")[0] for heading in table.headings] == [
        "สังกัด",
        "จำนวนที่ต้องตอบ",
        "จำนวนที่ตอบ",
        "ร้อยละ",
        "ร้อยละตามเอกสาร",
        "หมายเหตุ",
    ]
    assert rows["สพป."][1:4] == ["10228", "76.54", "76.71"]
    assert list(rows)[-1] == "รวม" and rows["รวม"][1:4] == [str(TOTAL), "100.00", ""]


def test_what_was_published_is_asked_about_where_it_differs_and_for_its_sum(office: GroupsOffice) -> None:
    said = office.said(PLANNING, FORM, ROUND)
    assert [(field, code, severity) for field, code, severity, _ in said] == [
        ("published", "R03", "query"),
        ("published", "R04", "query"),
    ]
    assert "76.71" in said[0][3] and "10,228" in said[0][3] and "13,363" in said[0][3]
    assert "100.21" in said[1][3]


def test_a_total_that_the_rows_do_not_reach_is_told(office: GroupsOffice) -> None:
    office.type(PLANNING, FORM, ROUND, {"affiliation": "สกร.", "answered": 581})
    said = [item for item in office.said(PLANNING, FORM, ROUND) if item[2] == "error"]
    office.type(PLANNING, FORM, ROUND, {"affiliation": "สกร.", "answered": 582})
    assert [item[:2] for item in said] == [("answered", "R02")]
    assert "13,362" in said[0][3] and "13,363" in said[0][3]
