"""Making the sheets: again, after a kill, and what a school may and may not do in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.pipeline import open_form_round, provision

from .offices import FORM, PLAIN_SCHOOLS, Office, running, truthful

pytestmark = pytest.mark.long

SCHOOLS = 2


class KilledError(BaseException):
    """The process is gone."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    """A school in the register, and nothing made for it yet."""
    with running(tmp_path, [truthful(PLAIN_SCHOOLS[0])]) as office:
        yield office


def names(office: Office) -> list[str]:
    """The files in the office's drive."""
    query = {"includeItemsFromAllDrives": "true", "supportsAllDrives": "true"}
    return sorted(file["name"] for file in office.owner.json("GET", "/drive/v3/files", params=query)["files"])


def test_provisioning_again_makes_nothing_new(office: Office) -> None:
    before = names(office)
    office.emulator.reset_requests()
    assert office.provision() == 0
    assert (names(office), office.writes()) == (before, [])


MOMENTS = [
    ("create", "after", 1),
    ("share", "before", 1),
    ("share", "after", 1),
    ("change", "before", 1),
    ("change", "after", 1),
    ("create", "after", 2),
    ("change", "before", 2),
    ("change", "after", 2),
]
"""The first file is a school's, the second the control spreadsheet."""


def kill_at(office: Office, monkeypatch: pytest.MonkeyPatch, call: str, when: str, number: int) -> None:
    """The process is killed before or after its nth call of one kind."""
    google = office.service.google
    done, calls = getattr(google, call), iter(range(1, 99))

    def killed(*args: Any, **more: Any) -> Any:
        last = next(calls) == number
        if last and when == "before":
            raise KilledError
        answer = done(*args, **more)
        if last:
            raise KilledError
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(google, call, killed)
        with pytest.raises(KilledError):
            office.provision()


@pytest.mark.parametrize(("call", "when", "number"), MOMENTS)
def test_provisioning_killed_at_any_moment_completes_without_a_duplicate(
    empty: Office, monkeypatch: pytest.MonkeyPatch, call: str, when: str, number: int
) -> None:
    kill_at(empty, monkeypatch, call, when, number)
    empty.provision()
    assert len(names(empty)) == 2
    code = empty.example
    empty.refill(code)
    empty.sweep()
    assert empty.card(code).receipt.text.startswith("ครบ ")
    assert empty.standing(code)[0] == "ครบ"


def test_a_second_round_gets_a_tab_in_the_same_file_with_the_answers_of_the_first(office: Office) -> None:
    code = office.example
    open_form_round(office.service, FORM, "2566-M12")
    assert provision(office.service, FORM, "2566-M12").made == SCHOOLS + 2
    office.sweep()
    assert office.calls() == {"drive_list": 1, "sheet_read": SCHOOLS, "sheet_write": SCHOOLS + 1}
    assert len(office.owner.book(office.file(code).file_id).workbook.worksheets) == 2
    first, second = office.card(code), office.card(code, "2566-M12")
    assert second.cell("qp05_plans").text == ""
    assert second.cell("qp05_plans", "#previous").text == f"{int(first.cell('qp05_plans').text):,}"
    office.sweep()
    assert office.calls() == {"drive_list": 1}


# -- what stands in a new sheet


def raw(office: Office, field: str, role: str = "#value") -> dict[str, Any]:
    file_id, sheet_id, row, column = office.spot(office.example, field, role)
    mask = "dataValidation,userEnteredFormat"
    return office.owner.cells(file_id, sheet_id, mask)[row][column]


def choices(cell: dict[str, Any]) -> list[str]:
    return [value["userEnteredValue"] for value in cell["dataValidation"]["condition"]["values"]]


def test_a_yes_or_no_is_picked_from_a_list(office: Office) -> None:
    assert choices(raw(office, "qp05_s1")) == ["ทำแล้ว", "ยังไม่ทำ"]


def test_a_reason_is_picked_from_the_lists_of_its_rules(office: Office) -> None:
    offered = choices(raw(office, "qp07_behind", "#reason"))
    assert "ปิดเรียนนานในปีก่อน" in offered and offered[-1] == "อื่น ๆ (ระบุ)"


@pytest.mark.parametrize(
    ("field", "kind"), [("qp08_fund", "NUMBER"), ("qp05_plans", "TEXT"), ("qp09_hours", "TEXT")]
)
def test_amounts_are_numbers_and_everything_else_stays_as_typed(
    office: Office, field: str, kind: str
) -> None:
    assert raw(office, field)["userEnteredFormat"]["numberFormat"]["type"] == kind


@pytest.mark.parametrize(
    ("field", "role"), [("qp05_plans", "#title"), ("qp05_plans", "#status"), ("qp05_plans", "#code")]
)
def test_a_school_cannot_type_beside_its_answers(office: Office, field: str, role: str) -> None:
    answer = office.school.type(*office.spot(office.example, field, role), "x")
    assert answer.status_code == 400
    assert "ป้องกัน" in answer.json()["error"]


def test_a_school_cannot_change_its_own_code(office: Office) -> None:
    assert office.school.type(*office.spot(office.example, office.key), "1").status_code == 400


def test_a_school_cannot_delete_a_row(office: Office) -> None:
    file_id, sheet_id, row, _ = office.spot(office.example, "qp05_plans")
    assert office.school.menu(file_id, sheet_id, "deleteRow", row=row).status_code == 400


def test_the_head_stays_in_sight_and_the_codes_out_of_it(office: Office) -> None:
    sheet = office.card(office.example).tab.sheet
    assert sheet.freeze_panes == "C6"  # the head, and the question
    assert sheet.column_dimensions["A"].hidden and sheet.row_dimensions[4].hidden
    assert not sheet.column_dimensions["B"].hidden


def test_the_control_sheet_links_to_every_school_and_offers_no_report_without_a_template(
    office: Office,
) -> None:
    sheet = office.control().tab("สถานะ").sheet
    row = next(row for row in sheet.iter_rows() if row[0].value == office.example)
    assert office.file(office.example).file_id in row[1].hyperlink.target
    report, kpis = [cell for cell in sheet[3] if cell.value]
    assert (report.value, report.hyperlink) == ("ยังไม่มีแม่แบบรายงาน", None)  # tests/e2e follows the link of one
    tab = next(tab for tab in office.file(kind="control").tabs if tab.purpose == "kpis")
    assert kpis.value == tab.title and kpis.hyperlink.target.endswith(f"#gid={tab.sheet_id}")
