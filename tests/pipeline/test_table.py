"""The layout "table": all schools in one shared sheet, a row each, with their questions on a second tab."""

from collections.abc import Iterator

import pytest

from service.steps.linking import control_links, respondent_links

from .offices import FORM, PLAIN_SCHOOLS, Office, rows_of, running, truthful, update
from .shown import GREEN, MARK, RED, YELLOW, Shown, Tab

FIELD, ASKED, REASON = "qp05_plans", "qp07_behind", "ปิดเรียนนานในปีก่อน"


class Table:
    """The shared sheet: what it shows, and how a school types into it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.file = office.file(kind="table")
        self.sheet_ids = {tab.purpose: tab.sheet_id for tab in self.file.tabs}

    def place(self, key: str, column: str, purpose: str = "table") -> tuple[int, int, int]:
        """Sheet, row and column of a cell, by the codes that stand there now."""
        cells = self.office.owner.cells(self.file.file_id, self.sheet_ids[purpose])
        texts = [[cell.get("formattedValue", "") for cell in row] for row in cells]
        head = next(row for row in texts if "#key" in row)
        first = head.index("#key")
        row = next(n for n, row in enumerate(texts) if row[first : first + 1] == [key])
        return self.sheet_ids[purpose], row, head.index(column)

    def type(self, key: str, column: str, text: str, purpose: str = "table") -> None:
        answer = self.office.school.type(self.file.file_id, *self.place(key, column, purpose), text)
        assert answer.ok, answer.text

    def tab(self, purpose: str = "table") -> Tab:
        return self.office.owner.book(self.file.file_id).tab(f"#tidtam {purpose}")

    def cell(self, key: str, column: str, purpose: str = "table") -> Shown:
        tab = self.tab(purpose)
        head = next(row for row in tab.rows if any(cell.text == "#key" for cell in row))
        texts = [cell.text for cell in head]
        row = next(row for row in tab.rows if row[texts.index("#key")].text == key)
        return row[texts.index(column)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    planned = [truthful(school) for school in PLAIN_SCHOOLS[:7]]
    with running(tmp_path_factory.mktemp("table"), planned) as office:
        office.provision("table")
        yield office


@pytest.fixture(scope="module")
def table(office: Office) -> Table:
    """All rows filled as anybody with the link may, and swept."""
    table = Table(office)
    names = [field.name for field in office.service.form(FORM).fields]
    for code, item in office.planned.items():
        sheet_id, row, first = table.place(code, names[0])
        changes = []
        for name, typed in item.cells.items():
            kind = "boolValue" if isinstance(typed.value, bool) else "stringValue"
            value = (
                {kind: typed.value} if isinstance(typed.value, str | bool) else {"numberValue": typed.value}
            )
            changes.append(update(sheet_id, row, first + names.index(name), {"userEnteredValue": value}))
        office.school.batch(table.file.file_id, *changes)
    office.sweep()
    return table


def test_rows_filled_rightly_are_green_and_unmarked(office: Office, table: Table) -> None:
    assert table.cell(office.example, "#status")[:2] == ("✔ ครบ", GREEN)
    assert office.standing(office.example) == ("ครบ", GREEN)


def test_a_wrong_answer_is_marked_in_its_own_cell_and_told_in_its_row(office: Office, table: Table) -> None:
    code = office.new_school()
    table.type(code, FIELD, "หลายแผน")
    office.sweep()
    cell = table.cell(code, FIELD)
    assert cell.fill == RED and cell.note.startswith(f"{MARK}“หลายแผน”")
    assert list(table.tab().marked().values()) == [cell]
    assert table.cell(code, "#status")[:2] == ("✖ ต้องแก้", RED)
    assert office.service.form(FORM).field(FIELD).title in table.cell(code, "#message").text
    table.type(code, FIELD, "3")
    office.sweep()
    assert table.cell(code, FIELD)[1:] == ("", "")
    assert table.cell(code, "#status")[:2] == ("✔ ครบ", GREEN)


def test_a_question_stands_on_the_issues_tab_until_a_reason_is_picked_there(
    office: Office, table: Table
) -> None:
    code = office.new_school()
    key = f"{code}|{ASKED}|R0713"
    table.type(code, ASKED, "185")
    office.sweep()
    assert table.cell(code, ASKED).fill == YELLOW
    assert table.cell(key, "#status", "issues")[:2] == ("? รอเหตุผล", YELLOW)
    assert "185" in table.cell(key, "#message", "issues").text
    table.type(key, "#reason", REASON, "issues")
    office.sweep()
    assert table.cell(code, ASKED)[1:] == ("", "")
    assert table.cell(key, "#status", "issues")[:2] == ("✔ รับเหตุผลแล้ว", GREEN)
    assert office.standing(code) == ("ครบ", GREEN)
    table.type(code, ASKED, "186")
    office.sweep()
    assert table.cell(key, "#status", "issues")[:2] == ("? รอเหตุผล", YELLOW)


def test_the_answer_stays_in_its_row_when_rows_are_sorted_and_columns_moved(
    office: Office, table: Table
) -> None:
    code, file_id = office.example, table.file.file_id
    sheet_id, _, column = table.place(code, FIELD)
    area = {"sheetId": sheet_id, "startRowIndex": 5, "startColumnIndex": 0}
    order = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    office.owner.batch(file_id, {"sortRange": {"range": area, "sortSpecs": order}})
    move = {"source": rows_of(sheet_id, column, column + 1, "COLUMNS"), "destinationIndex": 2}
    office.owner.batch(file_id, {"moveDimension": move})
    place = table.place(code, FIELD)
    assert office.owner.type(file_id, *place, "หลายแผน").ok
    office.sweep()
    assert table.cell(code, FIELD).fill == RED
    assert len([cell for cell in table.tab().marked().values() if cell.fill == RED]) == 1


def asked_and_answered(office: Office, table: Table) -> tuple[str, str]:
    """A school whose question was answered by a reason; its code and the question's key."""
    code = office.new_school()
    key = f"{code}|{ASKED}|R0713"
    table.type(code, ASKED, "185")
    office.sweep()
    office.sweep()
    assert office.calls() == {"drive_list": 1}
    table.type(key, "#reason", REASON, "issues")
    office.sweep()
    assert office.standing(code) == ("ครบ", GREEN)
    return code, key


def test_a_deleted_question_comes_back_with_its_reason(office: Office, table: Table) -> None:
    code, key = asked_and_answered(office, table)
    sheet_id, row, _ = table.place(key, "#key", "issues")
    assert office.owner.menu(table.file.file_id, sheet_id, "deleteRow", row=row).ok
    office.sweep()
    assert office.standing(code) == ("ครบ", GREEN)
    assert table.cell(key, "#reason", "issues").text == REASON


def test_a_row_inserted_while_questions_are_added_loses_none(office: Office, table: Table) -> None:
    code, key = asked_and_answered(office, table)
    sheet_id, row, _ = table.place(key, "#key", "issues")
    insert = {"user": "owner", "do": "insertRows", "sheetId": sheet_id, "at": row}
    table.type(office.example, ASKED, "185")
    office.emulator.faults.before("sheet_write", table.file.file_id, [insert])
    for _ in range(3):
        office.sweep()
    assert table.cell(key, "#reason", "issues").text == REASON
    assert table.cell(f"{office.example}|{ASKED}|R0713", "#status", "issues").text == "? รอเหตุผล"
    assert office.standing(code) == ("ครบ", GREEN)


def test_a_deleted_row_is_an_issue_of_its_school_alone(office: Office, table: Table) -> None:
    code = office.new_school()
    before = office.stored(code).cells
    sheet_id, row, _ = table.place(code, FIELD)
    assert office.owner.menu(table.file.file_id, sheet_id, "deleteRow", row=row).ok
    office.sweep()
    assert [issue.code for issue in office.issues(code)] == ["row_missing"]
    assert office.stored(code).cells == before


def test_the_next_sweep_has_nothing_left_to_do(office: Office, table: Table) -> None:
    office.sweep()
    office.sweep()
    assert office.calls() == {"drive_list": 1}


def test_the_link_opens_the_table_and_names_form_and_round(office: Office, table: Table) -> None:
    (link,) = [link for link in respondent_links(office.service) if not link.code]
    assert link.url.endswith(f"#gid={table.sheet_ids['table']}")
    assert link.rounds == f"{link.name} รอบ 6 เดือน ปีงบประมาณ 2566"
    assert [one.rounds for one in control_links(office.service)] == [link.rounds]
