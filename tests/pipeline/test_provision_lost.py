"""What was lost of an office's sheets is made again with what is known; what is whole is left alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.core.register import Respondent
from service.errors import GoogleMissingError
from service.pipeline import open_form_round, provision, sweep
from service.steps.provisioning import Provisioned
from service.store import open_store

from .offices import DUE, FORM, NOW, PLAIN_SCHOOLS, ROUND, Office, answered, register, truthful

pytestmark = pytest.mark.long

SCHOOLS = 16
FIELD = "qp05_plans"


def provisioned(office: Office) -> Provisioned:
    return provision(office.service, FORM, ROUND)


def delete_tab(office: Office, code: str) -> None:
    file_id, sheet_id = office.tab(code)
    office.owner.batch(
        file_id, {"addSheet": {"properties": {"title": "ว่าง"}}}, {"deleteSheet": {"sheetId": sheet_id}}
    )


def delete_file(office: Office, code: str, kind: str = "respondent") -> str:
    file_id = office.file(code, kind).file_id
    office.owner.ask("DELETE", f"/drive/v3/files/{file_id}?supportsAllDrives=true")
    return file_id


def in_bin(office: Office, code: str) -> None:
    path = f"/drive/v3/files/{office.file(code).file_id}?supportsAllDrives=true"
    office.owner.json("PATCH", path, json={"trashed": True})


def with_a_question_answered(office: Office) -> str:
    """A school with a reason given for a query."""
    code = office.new_school()
    office.type(code, "qp07_behind", "185")
    office.type(code, "qp07_behind", "ปิดเรียนนานในปีก่อน", "#reason")
    office.sweep()
    return code


@pytest.mark.parametrize("swept", [True, False])
def test_a_deleted_tab_is_made_again_with_answers_and_reasons(office: Office, swept: bool) -> None:
    code = with_a_question_answered(office)
    before, shown = office.stored(code), office.card(code)
    delete_tab(office, code)
    if swept:
        office.sweep()
    done = provisioned(office)
    assert done.made == 1 and any("สร้างแท็บที่หายไปใหม่" in line for line in done.news)
    office.sweep()
    assert (office.stored(code).entries, office.issues(code)[0].reason) == (before.entries, "ปิดเรียนนานในปีก่อน")
    again = office.card(code)
    assert {f: again.cell(f) for f in again.answers()} == {f: shown.cell(f) for f in shown.answers()}
    assert office.standing(code)[0] == "ครบ"


def test_a_file_in_the_bin_is_taken_out_with_all_that_was_typed(office: Office) -> None:
    code = office.new_school()
    file_id = office.file(code).file_id
    office.type(code, FIELD, "77")
    in_bin(office, code)
    done = provisioned(office)
    assert (done.made, office.file(code).file_id) == (0, file_id)
    assert any("ถังขยะ" in line for line in done.news)
    office.sweep()
    assert office.stored(code).entries[FIELD].value == 77


def test_a_deleted_file_is_made_again_and_its_new_link_told(office: Office) -> None:
    code = with_a_question_answered(office)
    before, gone = office.stored(code), delete_file(office, code)
    done = provisioned(office)
    file_id = office.file(code).file_id
    assert file_id != gone and any(file_id in line for line in done.news)
    office.sweep()
    assert office.stored(code).entries == before.entries
    assert office.standing(code)[0] == "ครบ"
    assert provisioned(office).news == []


def test_a_deleted_file_comes_back_with_the_tabs_of_all_its_rounds(tmp_path: Path) -> None:
    with answered(tmp_path, 2) as office:
        open_form_round(office.service, FORM, "2566-M12")
        provision(office.service, FORM, "2566-M12")
        delete_file(office, office.example)
        provisioned(office)
        office.sweep()
        assert office.card(office.example).receipt.text.startswith("ครบ ")
        assert office.card(office.example, "2566-M12").cell(FIELD, "#previous").text != ""


def test_a_file_moved_away_is_named_and_not_doubled(office: Office) -> None:
    code = office.new_school()
    file_id, drive = office.file(code).file_id, office.emulator.shared_drive_id
    body = {"name": "ที่อื่น", "mimeType": "application/vnd.google-apps.folder", "parents": [drive]}
    folder = office.owner.json("POST", "/drive/v3/files?supportsAllDrives=true", json=body)["id"]
    move = {"supportsAllDrives": "true", "addParents": folder, "removeParents": drive}
    office.owner.json("PATCH", f"/drive/v3/files/{file_id}", params=move, json={})
    done = provisioned(office)
    assert done.made == 0 and "ย้ายกลับ" in done.problems[0]
    assert office.file(code).file_id == file_id
    back = {"supportsAllDrives": "true", "addParents": drive, "removeParents": folder}
    office.owner.json("PATCH", f"/drive/v3/files/{file_id}", params=back, json={})
    assert provisioned(office).problems == []


@pytest.mark.parametrize("damage", ["file", "status", "kpis"])
def test_a_lost_control_sheet_is_made_again(office: Office, damage: str) -> None:
    file = office.file(kind="control")
    if damage == "file":
        delete_file(office, "", "control")
    else:
        lost = next(tab for tab in file.tabs if tab.purpose == damage)
        assert office.owner.menu(file.file_id, lost.sheet_id, "deleteTab").ok
    done = provisioned(office)
    assert done.made == (3 if damage == "file" else 1) and "ชีตควบคุม" in done.news[0]
    assert office.standing(office.example)[0] == "ครบ"
    office.sweep()
    assert office.control().tab("ตัวชี้วัดของกลุ่มงาน").row("1")[7].text == "ไม่นับ 1 รอบที่ยังไม่ถึงกำหนดส่ง"
    assert provisioned(office).news == []


def test_with_a_lost_database_the_files_are_known_again_and_no_answer_is_lost(
    office: Office, tmp_path: Path
) -> None:
    before, files = office.stored(office.example).entries, office.file(office.example).file_id
    count = len(office.service.google.list_spreadsheets(office.service.folder))
    store = open_store(f"sqlite:///{tmp_path / 'new.db'}")
    store.register.save(office.service.store.register.all())
    fresh = replace(office.service, store=store)
    open_form_round(fresh, FORM, ROUND, DUE)
    assert provision(fresh, FORM, ROUND).made == 0
    sweep(fresh, NOW)
    assert len(fresh.google.list_spreadsheets(fresh.folder)) == count
    found = store.spreadsheets.find("respondent", 2566, office.example)
    assert found and found.file_id == files
    assert store.submissions.all(FORM, ROUND)[office.example].entries == before
    store.close()


def test_in_the_wrong_folder_nothing_is_made(office: Office) -> None:
    body = {"name": "ที่อื่น", "mimeType": "application/vnd.google-apps.folder"}
    body["parents"] = [office.emulator.shared_drive_id]  # type: ignore[assignment]
    folder = office.owner.json("POST", "/drive/v3/files?supportsAllDrives=true", json=body)["id"]
    with pytest.raises(GoogleMissingError, match="TIDTAM_FOLDER"):
        provision(replace(office.service, folder=folder), FORM, ROUND)
    assert office.service.google.list_spreadsheets(folder) == []


def test_what_nobody_touched_is_not_even_read(office: Office) -> None:
    office.sweep()
    provisioned(office)
    office.emulator.reset_requests()
    assert provisioned(office) == Provisioned()
    assert office.calls() == {"drive_list": 1}


def changed(office: Office, code: str, **parts: Any) -> None:
    respondent = next(item for item in office.service.store.register.all() if item.code == code)
    office.service.store.register.save([replace(respondent, **parts)])


def name_of(office: Office, code: str) -> str:
    path = f"/drive/v3/files/{office.file(code).file_id}?supportsAllDrives=true"
    return str(office.owner.json("GET", path)["name"])


def test_a_renamed_school_gets_its_file_and_its_head_renamed(office: Office) -> None:
    code = office.new_school()
    changed(office, code, name="โรงเรียนชื่อใหม่")
    done = provisioned(office)
    assert name_of(office, code) == f"โรงเรียนชื่อใหม่ · {code} · 2566"
    assert office.card(code).cell("#respondent", "#title").text.startswith("โรงเรียนชื่อใหม่ ")
    assert any("เปลี่ยนชื่อไฟล์" in line for line in done.news)


def test_a_name_that_people_gave_a_file_stays(office: Office) -> None:
    code = office.new_school()
    path = f"/drive/v3/files/{office.file(code).file_id}?supportsAllDrives=true"
    office.owner.json("PATCH", path, json={"name": "ของเรา"})
    provisioned(office)
    assert name_of(office, code) == "ของเรา"


def test_the_file_of_a_closed_school_is_left_alone(office: Office) -> None:
    code = office.new_school()
    changed(office, code, closed=date(2022, 12, 31))
    delete_tab(office, code)
    assert provisioned(office).made == 0


# -- sharing


@pytest.fixture
def by_email(tmp_path: Path) -> Any:
    with answered(tmp_path, 1) as office:
        office.service = replace(office.service, sharing="email")
        yield office


def shared_with(office: Office, code: str) -> set[str]:
    path = f"/drive/v3/files/{office.file(code).file_id}/permissions"
    query = {"supportsAllDrives": "true", "fields": "permissions(type,emailAddress)"}
    found = office.owner.json("GET", path, params=query)["permissions"]
    return {entry.get("emailAddress", entry["type"]) for entry in found}


def newcomer(office: Office, number: int, email: str) -> Respondent:
    school = truthful(PLAIN_SCHOOLS[number])
    respondent: Respondent = replace(register([school.school])[0], email=email)
    office.service.store.register.save([respondent])
    return respondent


def test_a_new_address_is_let_in_and_the_former_told_of(by_email: Office) -> None:
    code = newcomer(by_email, 5, "one@school.example").code
    provisioned(by_email)
    assert "one@school.example" in shared_with(by_email, code)
    changed(by_email, code, email="two@school.example")
    done = provisioned(by_email)
    assert {"one@school.example", "two@school.example"} <= shared_with(by_email, code)
    assert any("one@school.example" in line and "ยังเข้าได้" in line for line in done.news)
    assert provisioned(by_email) == Provisioned()


def test_a_bad_address_keeps_no_other_school_from_its_sheet(by_email: Office) -> None:
    bad = newcomer(by_email, 5, "ไม่ใช่อีเมล").code
    good = newcomer(by_email, 6, "good@school.example").code
    done = provisioned(by_email)
    assert len(done.problems) == 1 and "ไม่ใช่อีเมล" in done.problems[0]
    assert "good@school.example" in shared_with(by_email, good)
    assert by_email.card(bad).cell(FIELD).text == ""
    changed(by_email, bad, email="mended@school.example")
    assert provisioned(by_email).problems == []
