"""What our client sees in a request: its quota, its file, and whether it may be sent twice."""

from typing import Any

import pytest

from service.sheets.calls import DRIVE, READS, WRITES, describe

from .wired import typed

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
DRIVE_URL = "https://www.googleapis.com/drive/v3"
ADD = {"addSheet": {"properties": {"title": "ใหม่"}}}


def batch(*requests: dict[str, Any]) -> dict[str, Any]:
    return {"json": {"requests": list(requests)}}


@pytest.mark.parametrize(
    ("method", "url", "kind"),
    [
        ("get", f"{SHEETS}/F", READS),
        ("get", f"{SHEETS}/F/values/A1:B2", READS),
        ("get", f"{SHEETS}/F/values:batchGet", READS),
        ("post", f"{SHEETS}/F:getByDataFilter", READS),
        ("post", f"{SHEETS}/F/values:batchGetByDataFilter", READS),
        ("post", f"{SHEETS}/F/developerMetadata:search", READS),
        ("post", f"{SHEETS}/F:batchUpdate", WRITES),
        ("put", f"{SHEETS}/F/values/A1", WRITES),
        ("post", f"{SHEETS}/F/values/A1:append", WRITES),
        ("post", f"{SHEETS}/F/sheets/0:copyTo", WRITES),
        ("post", SHEETS, WRITES),
        ("get", f"{DRIVE_URL}/files", DRIVE),
        ("post", f"{DRIVE_URL}/files/F/copy", DRIVE),
        ("post", "https://www.googleapis.com/upload/drive/v2/files", DRIVE),
    ],
)
def test_a_request_counts_as_google_counts_it(method: str, url: str, kind: str) -> None:
    assert describe(method, url, {}).kind == kind


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("get", f"{SHEETS}/F", {}),
        ("post", f"{SHEETS}/F/developerMetadata:search", {"json": {}}),
        ("put", f"{SHEETS}/F/values/A1", {"json": {}}),
        ("post", f"{SHEETS}/F/values:batchUpdate", {"json": {"data": []}}),
        ("post", f"{SHEETS}/F/values/A1:clear", {}),
        ("post", f"{SHEETS}/F:batchUpdate", batch(typed("ก"), typed("ข"))),
        ("get", f"{DRIVE_URL}/files", {}),
        ("post", f"{DRIVE_URL}/files/F/permissions", {"json": {}}),
    ],
)
def test_what_leaves_the_same_behind_may_be_sent_twice(method: str, path: str, options: Any) -> None:
    assert describe(method, path, options).repeatable
    assert method == "get" or not describe(method, path, options, once=True).repeatable


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("post", f"{SHEETS}/F:batchUpdate", batch(ADD)),
        ("post", f"{SHEETS}/F:batchUpdate", batch(typed("ก"), ADD)),
        ("post", f"{SHEETS}/F/values/A1:append", {"json": {}}),
        ("post", f"{SHEETS}/F/sheets/0:copyTo", {"json": {}}),
        ("post", SHEETS, {"json": {}}),
        ("post", f"{DRIVE_URL}/files", {"json": {}}),
        ("post", f"{DRIVE_URL}/files/F/copy", {"json": {}}),
        ("delete", f"{DRIVE_URL}/files/F", {}),
    ],
)
def test_what_makes_or_takes_away_is_never_sent_twice(method: str, path: str, options: Any) -> None:
    assert not describe(method, path, options).repeatable


@pytest.mark.parametrize(
    ("url", "options", "file", "place"),
    [
        (f"{SHEETS}/F-1_a:batchUpdate", {}, "F-1_a", "F-1_a"),
        (f"{SHEETS}/F/values/%E0%B8%81%21A1", {}, "F", "F"),
        (f"{DRIVE_URL}/files/F/permissions/P", {}, "F", "F"),
        (f"{DRIVE_URL}/files", {"params": {"q": "'D' in parents and trashed=false"}}, "", "D"),
        (f"{DRIVE_URL}/files", {"json": {"parents": ["D"]}}, "", "D"),
        (f"{DRIVE_URL}/drives/D", {}, "D", "drive D"),
        (SHEETS, {}, "", ""),
    ],
)
def test_the_file_and_its_place_are_found(url: str, options: Any, file: str, place: str) -> None:
    call = describe("post", url, options)
    assert (call.file, call.place) == (file, place)


@pytest.mark.parametrize(
    ("method", "url", "label"),
    [
        ("get", f"{SHEETS}/F", "GET spreadsheets/…"),
        ("post", f"{SHEETS}/F:batchUpdate", "POST spreadsheets/…:batchUpdate"),
        ("put", f"{SHEETS}/F/values/'นาย ก':A1", "PUT spreadsheets/…/values"),
        ("post", f"{SHEETS}/F/values/ลับ!A1:append", "POST spreadsheets/…/values:append"),
        ("post", f"{SHEETS}/F/developerMetadata:search", "POST spreadsheets/…/developerMetadata:search"),
        ("post", f"{DRIVE_URL}/files/F/permissions", "POST files/…/permissions"),
        ("get", f"{DRIVE_URL}/files", "GET files"),
    ],
)
def test_the_log_names_the_kind_of_request_only(method: str, url: str, label: str) -> None:
    assert describe(method, url, {}).label == label


def test_thai_goes_out_as_utf8_and_not_as_escapes() -> None:
    call = describe("post", f"{SHEETS}/F:batchUpdate", batch(typed("ก" * 1000)))
    assert "ก" * 1000 in call.options["data"].decode() and call.sent < 3300
    assert describe("post", SHEETS, {"json": {"x": "\ud800"}}).options["data"] == b'{"x":"?"}'
