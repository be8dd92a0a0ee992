"""Damaged sheets of schools, repaired by one command, read and answered again by the next sweep."""

from collections.abc import Callable
from typing import Any

import pytest

from service.pipeline import repair, sweep
from service.steps.mending import Mended
from service.steps.repairing import repair_file

from .offices import FORM, NOW, ROUND, Office, rows_of, update
from .shown import GREEN

pytestmark = pytest.mark.long

SCHOOLS = 26
FIELD = "qp05_plans"
Damage = Callable[[Office, str], None]


def delete_row(office: Office, code: str) -> None:
    file_id, sheet_id, row, _ = office.spot(code, FIELD)
    assert office.owner.menu(file_id, sheet_id, "deleteRow", row=row).ok


def delete_column(role: str) -> Damage:
    def damage(office: Office, code: str) -> None:
        file_id, sheet_id, _, column = office.spot(code, FIELD, role)
        change = {"deleteDimension": {"range": rows_of(sheet_id, column, column + 1, "COLUMNS")}}
        office.owner.batch(file_id, change)

    damage.__name__ = f"delete {role}"
    return damage


def delete_tab(office: Office, code: str) -> None:
    file_id, sheet_id = office.tab(code)
    office.owner.batch(
        file_id, {"addSheet": {"properties": {"title": "ว่าง"}}}, {"deleteSheet": {"sheetId": sheet_id}}
    )


def clear_all(office: Office, code: str) -> None:
    file_id, sheet_id = office.tab(code)
    body = {"range": {"sheetId": sheet_id}, "rows": [], "fields": "userEnteredValue"}
    office.owner.batch(file_id, {"updateCells": body})


def write(field: str, role: str, text: str) -> Damage:
    def damage(office: Office, code: str) -> None:
        office.put(code, field, role, userEnteredValue={"stringValue": text})

    damage.__name__ = f"write {text} over {field} {role}"
    return damage


DAMAGES: list[Damage] = [
    delete_row,
    delete_column("#code"),
    delete_column("#value"),
    delete_column("#status"),
    delete_tab,
    write(FIELD, "#code", "qp05_plan"),
    write("#code", "#value", "value"),
    write("#code", "#code", "code"),
    write(FIELD, "#title", "แผน"),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("swept", [True, False])
def test_the_school_is_complete_again_and_nothing_it_typed_is_lost(
    office: Office, damage: Damage, swept: bool
) -> None:
    code = office.new_school()
    before, shown = office.stored(code), office.card(code)
    damage(office, code)
    if swept:
        office.sweep()
        assert office.issues(code) != []
    done = repair(office.service, FORM, ROUND, code)
    assert (done.files, done.changed, done.problems) == (1, 1, [])
    office.sweep()
    assert (office.issues(code), office.stored(code).entries) == ([], before.entries)
    card = office.card(code)
    assert {name: card.cell(name) for name in card.answers()} == {n: shown.cell(n) for n in shown.answers()}
    assert card.cell(FIELD, "#status")[:2] == ("✔ ผ่าน", GREEN)
    assert office.standing(code)[0] == "ครบ"
    assert repair(office.service, FORM, ROUND, code) == Mended(files=1)


def test_a_tab_with_nothing_left_in_it_is_kept_and_made_again(office: Office) -> None:
    code = office.new_school()
    before = office.stored(code).entries
    clear_all(office, code)
    office.sweep()
    done = repair(office.service, FORM, ROUND, code)
    assert any("เก็บไว้ชื่อ" in line for line in done.news)
    office.sweep()
    assert (office.issues(code), office.stored(code).entries) == ([], before)
    titles = office.owner.book(office.file(code).file_id).workbook.sheetnames
    assert len(titles) == 2 and any(title.startswith("เดิม ") for title in titles)


def test_it_costs_a_read_and_a_write_and_for_a_whole_file_a_read(office: Office) -> None:
    code = office.new_school()
    delete_row(office, code)
    for expected in ({"sheet_read": 1, "sheet_write": 1}, {"sheet_read": 1}):
        office.emulator.reset_requests()
        repair_file(office.service, office.file(code))
        assert office.calls() == expected


def test_without_words_every_open_round_is_looked_through(office: Office) -> None:
    office.sweep()
    code = office.new_school()
    delete_row(office, code)
    done = repair(office.service)
    assert (done.files, done.changed) == (SCHOOLS, 1)


def test_a_line_moved_between_our_reading_and_our_writing_does_no_harm(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, google = office.new_school(), office.service.google
    before = office.stored(code).entries
    write(FIELD, "#title", "แผน")(office, code)
    read, (file_id, sheet_id) = google.read_structure, office.tab(code)

    def late(asked: str) -> Any:
        answer = read(asked)
        move = {"source": rows_of(sheet_id, 2, 3, "COLUMNS"), "destinationIndex": 1}
        office.owner.batch(file_id, {"moveDimension": move})
        return answer

    monkeypatch.setattr(google, "read_structure", late)
    repair(office.service, FORM, ROUND, code)
    sweep(office.service, NOW)
    assert (office.issues(code), office.stored(code).entries) == ([], before)
    assert office.card(code).status(FIELD) == "✔ ผ่าน"


def test_a_row_inserted_between_our_reading_and_our_writing_does_no_harm(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, google = office.new_school(), office.service.google
    before = office.stored(code).entries
    write(FIELD, "#code", "x")(office, code)
    read, (file_id, sheet_id) = google.read_structure, office.tab(code)

    def late(asked: str) -> Any:
        answer = read(asked)
        office.owner.batch(file_id, {"insertDimension": {"range": rows_of(sheet_id, 7, 8)}})
        return answer

    monkeypatch.setattr(google, "read_structure", late)
    repair(office.service, FORM, ROUND, code)
    sweep(office.service, NOW)
    assert (office.issues(code), office.stored(code).entries) == ([], before)


def test_what_people_wrote_around_our_cells_stays(office: Office) -> None:
    code = office.new_school()
    file_id, sheet_id, row, _ = office.spot(code, FIELD)
    office.owner.batch(
        file_id,
        {"insertDimension": {"range": rows_of(sheet_id, row, row + 1)}},
        {"appendDimension": {"sheetId": sheet_id, "dimension": "COLUMNS", "length": 1}},
        update(sheet_id, row, 1, {"userEnteredValue": {"stringValue": "หัวข้อของครู"}}),
        update(sheet_id, row + 1, 7, {"userEnteredValue": {"stringValue": "จดไว้"}}),
    )
    write(FIELD, "#title", "แผน")(office, code)
    repair(office.service, FORM, ROUND, code)
    texts = {cell.text for line in office.card(code).tab.rows for cell in line}
    assert {"หัวข้อของครู", "จดไว้"} <= texts
