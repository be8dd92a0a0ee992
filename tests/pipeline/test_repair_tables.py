"""The shared table, its questions and a school's list: damaged, lost, and put right with every value."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.definitions import load_form
from service.pipeline import open_form_round, provision, repair, sweep
from service.store.spreadsheets import Spreadsheet
from tests.interleaving.list_form import FORM as LIST_FORM
from tests.interleaving.list_form import ROUND as LIST_ROUND
from tests.interleaving.list_form import write_list_form

from .offices import (
    FORM,
    NOW,
    PLAIN_SCHOOLS,
    ROUND,
    YEAR,
    Office,
    register,
    rows_of,
    running,
    truthful,
    update,
)

pytestmark = pytest.mark.heavy

FIELD, ASKED, REASON = "qp05_plans", "qp07_behind", "ปิดเรียนนานในปีก่อน"


class Sheet:
    """A tab of the office's, by its own codes."""

    def __init__(self, office: Office, file: Spreadsheet, purpose: str) -> None:
        self.office, self.file = office, file
        self.sheet_id = next(tab.sheet_id for tab in file.tabs if tab.purpose == purpose)

    def texts(self) -> list[list[str]]:
        rows = self.office.owner.cells(self.file.file_id, self.sheet_id)
        return [[cell.get("formattedValue", "") for cell in row] for row in rows]

    def place(self, key: str, column: str) -> tuple[int, int]:
        texts = self.texts()
        head = next(row for row in texts if "#key" in row)
        keys = head.index("#key")
        return next(n for n, row in enumerate(texts) if row[keys : keys + 1] == [key]), head.index(column)

    def put(self, row: int, column: int, value: Any) -> None:
        cell = {"userEnteredValue": {"numberValue" if isinstance(value, int) else "stringValue": value}}
        self.change(update(self.sheet_id, row, column, cell))

    def change(self, *requests: dict[str, Any]) -> None:
        self.office.owner.batch(self.file.file_id, *requests)

    def delete(self, dimension: str, index: int) -> None:
        self.change({"deleteDimension": {"range": rows_of(self.sheet_id, index, index + 1, dimension)}})

    def delete_tab(self) -> None:
        self.change({"deleteSheet": {"sheetId": self.sheet_id}})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with running(tmp_path, [truthful(school) for school in PLAIN_SCHOOLS[:2]]) as office:
        office.provision("table")
        yield office


def table_of(office: Office, purpose: str = "table") -> Sheet:
    return Sheet(office, office.file(kind="table"), purpose)


def answered(office: Office) -> tuple[str, Sheet]:
    """A school with figures, and a question it has given a reason for."""
    code, table = office.example, table_of(office)
    table.put(*table.place(code, FIELD), 12)
    table.put(*table.place(code, "qp03_pupils"), 83)
    table.put(*table.place(code, ASKED), 185)
    office.sweep()
    issues = table_of(office, "issues")
    issues.put(*issues.place(f"{code}|{ASKED}|R0713", "#reason"), REASON)
    office.sweep()
    assert [issue.reason for issue in office.issues(code) if issue.field == ASKED] == [REASON]
    return code, table


def mended(office: Office) -> None:
    assert repair(office.service, FORM, ROUND).problems == []
    office.sweep()


def reason_of(office: Office, code: str) -> list[str]:
    return [issue.reason for issue in office.issues(code) if issue.field == ASKED]


@pytest.mark.parametrize("damage", ["row", "column", "keys", "codes", "tab", "issues", "both"])
def test_a_damaged_table_gives_every_figure_and_reason_back(office: Office, damage: str) -> None:
    code, table = answered(office)
    before = office.stored(code).entries
    row, column = table.place(code, FIELD)
    if damage == "row":
        table.delete("ROWS", row)
    elif damage == "column":
        table.delete("COLUMNS", column)
    elif damage == "keys":
        table.delete("COLUMNS", table.place(code, "#key")[1])
    elif damage == "codes":
        table.delete("ROWS", table.place("#key", "#key")[0])
    elif damage == "tab":
        table.delete_tab()
    elif damage == "issues":
        table_of(office, "issues").delete_tab()
    else:
        table.change({"addSheet": {"properties": {"title": "ว่าง"}}})
        table.delete_tab()
        table_of(office, "issues").delete_tab()
    mended(office)
    assert office.stored(code).entries == before
    assert reason_of(office, code) == [REASON]
    assert {
        issue.code for found in map(office.issues, office.planned) for issue in found if not issue.field
    } == set()


def test_a_school_that_joins_gets_a_row_among_the_others(office: Office) -> None:
    code, _ = answered(office)
    before = office.stored(code).entries
    newcomer = register([truthful(PLAIN_SCHOOLS[5]).school])[0]
    office.service.store.register.save([newcomer])
    done = provision(office.service, FORM, ROUND, "table")
    assert any(newcomer.name in line for line in done.news)
    table = table_of(office)
    table.put(*table.place(newcomer.code, FIELD), 7)
    office.sweep()
    assert office.stored(newcomer.code).entries[FIELD].value == 7
    assert office.stored(code).entries == before


# -- a list


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[tuple[Office, Sheet]]:
    """A school's list with two rows, read once."""
    with running(tmp_path, [truthful(PLAIN_SCHOOLS[0])]) as office:
        form = load_form(next(write_list_form(tmp_path / "list").glob("*.yaml")))
        office.service = replace(office.service, forms={**office.service.forms, LIST_FORM: form})
        open_form_round(office.service, LIST_FORM, LIST_ROUND)
        provision(office.service, LIST_FORM, LIST_ROUND)
        found = office.service.store.spreadsheets.find("respondent", YEAR, office.example)
        assert found
        sheet = Sheet(office, found, "list")
        first = sheet.place("#headings", "advice")[0] + 1
        for number, (advice, done) in enumerate((("ซ่อมหลังคา", 40), ("จัดครู", 100))):
            sheet.put(first + number, sheet.place("#key", "advice")[1], advice)
            sheet.put(first + number, sheet.place("#key", "done")[1], done)
        sweep(office.service, NOW)
        yield office, sheet


def rows_kept(office: Office) -> Any:
    return office.service.store.submissions.all(LIST_FORM, LIST_ROUND)[office.example].entries


@pytest.mark.parametrize("damage", ["tab", "codes", "heading", "column"])
def test_a_damaged_list_keeps_its_rows(listed: tuple[Office, Sheet], damage: str) -> None:
    office, sheet = listed
    before = rows_kept(office)
    assert len(before) > 4
    if damage == "tab":
        sheet.change(
            {"addSheet": {"properties": {"title": "ว่าง"}}}, {"deleteSheet": {"sheetId": sheet.sheet_id}}
        )
    elif damage == "codes":
        sheet.delete("ROWS", sheet.place("#key", "#key")[0])
    elif damage == "heading":
        sheet.put(*sheet.place("#headings", "advice"), "อื่น")
    else:
        sheet.delete("COLUMNS", sheet.place("#key", "done")[1])
    assert repair(office.service, LIST_FORM, LIST_ROUND).problems == []
    sweep(office.service, NOW)
    assert rows_kept(office) == before
