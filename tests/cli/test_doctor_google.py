"""Google refuses one thing: exactly that is found, with the account, the project or the file it is about."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from service.cli.diagnosis import Severity

from .doctor_office import FOLDER, SHEET, Clinic, Place, disabled, only

WARNING, ERROR = Severity.WARNING, Severity.ERROR
SECOND = "second@emulator.iam.gserviceaccount.com"


Breaking = Callable[[Clinic], AbstractContextManager[Any]]
GOOGLE: dict[str, tuple[Breaking, str, Severity, int, tuple[str, ...]]] = {
    "Sheets not enabled": (
        lambda at: at.answering("/v4/", 403, disabled("sheets.googleapis.com", "Google Sheets API")),
        "apis", ERROR, 21, ("Google Sheets API", "440000000000", "apis/library/sheets.googleapis.com"),
    ),
    "Drive not enabled": (
        lambda at: at.answering("/drive/v3/about", 403, disabled("drive.googleapis.com", "Google Drive API")),
        "apis", ERROR, 21, ("Google Drive API", "440000000000", "apis/library/drive.googleapis.com"),
    ),
    "Sheets busy": (
        lambda at: at.answering("/v4/", 503, {"error": {"code": 503, "status": "UNAVAILABLE"}}),
        "apis", WARNING, 0, ("Google Sheets API", "503"),
    ),
    "an account that may only write": (
        lambda at: at.role(at.emulator.shared_drive_id, "commenter"),
        "folder", ERROR, 21, ("tidtam@emulator", "Content manager"),
    ),
    "a school's file in the bin": (
        lambda at: at.binned(at.files[1]), "files", ERROR, 22, ("1 แฟ้ม", "ถังขยะ", "โรงเรียน"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOGLE)
def test_what_google_refuses_is_found_with_its_remedy(healthy: Clinic, name: str) -> None:
    breaking, check, severity, code, words = GOOGLE[name]
    with breaking(healthy):
        only(healthy.ill(), check, severity, *words, code=code)
    assert healthy.ill() == []


def test_a_shared_drive_without_the_account_is_named(healthy: Clinic) -> None:
    drive = healthy.emulator.shared_drive_id
    with healthy.role(drive, ""):
        only(healthy.ill(), "folder", ERROR, drive, "TIDTAM_FOLDER", "Content manager", code=22)


def test_a_folder_in_my_drive_is_not_for_service_accounts(healthy: Clinic) -> None:
    folder = healthy.make("ของฉัน", FOLDER, "root")
    share = {"type": "user", "role": "writer", "emailAddress": "tidtam@emulator.iam.gserviceaccount.com"}
    healthy.owner("POST", f"/files/{folder}/permissions", **share)
    only(
        healthy.ill({"TIDTAM_FOLDER": folder}),
        "folder",
        ERROR,
        "ของฉัน",
        "cannot own files",
        "tidtam login",
        "ไดรฟ์ที่แชร์",
        code=21,
    )


def test_a_folder_in_the_bin_is_named(healthy: Clinic) -> None:
    folder = healthy.make("ปีก่อน", FOLDER, healthy.emulator.shared_drive_id)
    with healthy.binned(folder):
        only(healthy.ill({"TIDTAM_FOLDER": folder}), "folder", ERROR, "“ปีก่อน”", "ถังขยะ", code=22)


def test_many_missing_files_are_one_line(healthy: Clinic) -> None:
    with ExitStack() as stack:
        for file_id in healthy.files:
            stack.enter_context(healthy.binned(file_id))
        stack.enter_context(healthy.binned(healthy.make("อื่น", SHEET, healthy.emulator.shared_drive_id)))
        only(healthy.ill(), "files", ERROR, "3 แฟ้ม", healthy.files[0], code=22)


def test_files_moved_elsewhere_are_named_by_school(healthy: Clinic) -> None:
    empty = healthy.make("ว่าง", FOLDER, healthy.emulator.shared_drive_id)
    found = healthy.ill({"TIDTAM_FOLDER": empty})
    only(found, "files", ERROR, "4 แฟ้ม", "และอีก 1", "ย้ายแฟ้มกลับ", code=22)


def test_a_list_of_files_that_is_refused_is_told(healthy: Clinic) -> None:
    with healthy.answering("/drive/v3/files", 500, {"error": {"code": 500}}):
        only(healthy.ill(), "files", ERROR, "tidtam@emulator", "500", code=23)


def test_a_page_in_googles_place_is_told(healthy: Clinic) -> None:
    with healthy.answering("/drive/v3/files", 200, "<html>"):
        only(healthy.ill(), "files", ERROR, "proxy", code=23)


@contextmanager
def second_account(healthy: Clinic, tmp_path: Path, role: str) -> Iterator[dict[str, str]]:
    path = healthy.emulator.add_service_account(SECOND, tmp_path / "second.json")
    with healthy.role(healthy.emulator.shared_drive_id, role, SECOND):
        yield {"TIDTAM_CREDENTIALS": f"{healthy.emulator.credentials_path},{path}"}


def test_each_account_must_reach_each_file(healthy: Clinic, tmp_path: Path) -> None:
    with second_account(healthy, tmp_path, "") as changed:
        only(healthy.ill(changed), "folder", ERROR, SECOND, "Content manager", code=22)


def test_a_file_that_one_account_cannot_see_is_named(healthy: Clinic, tmp_path: Path) -> None:
    with second_account(healthy, tmp_path, "writer") as changed:
        healthy.emulator.state.revoked.add((SECOND, healthy.files[0]))
        found = healthy.ill(changed)
        healthy.emulator.state.revoked.clear()
    only(found, "files", ERROR, SECOND, "1 แฟ้ม", healthy.files[0], code=22)


def test_an_account_that_may_not_edit_is_named(healthy: Clinic, tmp_path: Path) -> None:
    """The schools' files are open to whoever has the link; the control spreadsheet is not."""
    with second_account(healthy, tmp_path, "reader") as changed:
        only(healthy.ill(changed), "files", ERROR, SECOND, "1 แฟ้ม: control", "ผู้แก้ไข", code=21)


def test_a_second_account_need_not_make_files(healthy: Clinic, tmp_path: Path) -> None:
    with second_account(healthy, tmp_path, "writer") as changed:
        assert healthy.ill(changed) == []


def test_the_same_account_twice_is_noted(healthy: Clinic, tmp_path: Path) -> None:
    copy = Place(tmp_path, healthy).file("copy.json", healthy.emulator.credentials_path.read_text())
    found = healthy.look({"TIDTAM_CREDENTIALS": f"{healthy.emulator.credentials_path},{copy}"})
    (note,) = [item for item in found if item.check == "credentials" and item.severity is Severity.NOTE]
    assert "copy.json" in note.how
