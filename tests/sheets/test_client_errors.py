"""Every refusal of Google's as an error of ours: may it be tried again, and what is a person to do."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from service.errors import (
    GoogleAccessError,
    GoogleBusyError,
    GoogleError,
    GoogleMissingError,
    GoogleProtectedError,
)
from service.sheets.calls import describe
from service.sheets.client import connect
from service.sheets.drive import Google
from service.sheets.failures import Failure, Refusal
from service.sheets.refusals import Asked, refused

from .wired import LEAD, Wired, typed, wired

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets/FILE"
DRIVE = "https://www.googleapis.com/drive/v3/files/FILE"
SECRET = "081-234-5678 เด็กหญิงสมหญิง Somchai"


def answer(status: int, message: str = "", **more: Any) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    body = {"error": {"code": status, "message": message, "status": "INVALID_ARGUMENT", **more}}
    made._content = json.dumps(body).encode()
    return made


def info(reason: str, **metadata: str) -> dict[str, Any]:
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    return {"details": [{"@type": kind, "reason": reason, "metadata": metadata}]}


def reason(name: str) -> dict[str, Any]:
    return {"errors": [{"domain": "global", "reason": name, "message": "x"}]}


def judged(response: requests.Response, url: str = SHEETS) -> Failure:
    requests_sent = [typed("a"), {"updateCells": {"start": {"sheetId": 7, "rowIndex": 9, "columnIndex": 2}}}]
    call = describe("post", f"{url}:batchUpdate", {"json": {"requests": requests_sent}})
    return refused(Refusal.of(response), Asked(call, LEAD, "office-1"))


@dataclass(frozen=True)
class Row:
    answer: requests.Response
    kind: type[GoogleError]
    words: str
    url: str = SHEETS


SHARE = f"share the file with {LEAD} as editor"
TABLE = {
    "not_shared": Row(answer(403, "The caller does not have permission"), GoogleAccessError, SHARE),
    "read_only": Row(answer(403, **reason("insufficientFilePermissions")), GoogleAccessError, SHARE, DRIVE),
    "sheets_off": Row(
        answer(403, **info("SERVICE_DISABLED", service="sheets.googleapis.com", consumer="projects/44")),
        GoogleAccessError,
        "enable the Google Sheets API in project 44: https://console.cloud.google.com/apis/library/sheets.",
    ),
    "drive_off": Row(
        answer(403, **reason("accessNotConfigured")),
        GoogleAccessError,
        "enable the Google Drive API in project office-1",
        DRIVE,
    ),
    "no_room": Row(answer(403, **reason("storageQuotaExceeded")), GoogleAccessError, "TIDTAM_FOLDER", DRIVE),
    "scopes": Row(answer(403, **info("ACCESS_TOKEN_SCOPE_INSUFFICIENT")), GoogleAccessError, "tidtam login"),
    "policy": Row(answer(403, **reason("domainPolicy")), GoogleAccessError, "TIDTAM_SHARING=email", DRIVE),
    "token": Row(answer(401), GoogleAccessError, "make a new key"),
    "missing": Row(answer(404, "Requested entity was not found."), GoogleMissingError, "from the bin"),
    "protected": Row(
        answer(400, "Invalid requests[1].updateCells: You are trying to edit a protected cell or object."),
        GoogleProtectedError,
        "updateCells C10 (sheetId 7)",
    ),
    "cells": Row(
        answer(
            400, "This action would increase the number of cells in the workbook above the limit of 10000000"
        ),
        GoogleError,
        "delete rows or tabs",
    ),
    "characters": Row(
        answer(400, "Your input contains more than the maximum of 50000 characters in a single cell."),
        GoogleError,
        "50,000 characters",
    ),
    "excel": Row(
        answer(400, "This operation is not supported for this document"), GoogleError, "Save as Google Sheets"
    ),
    "large": Row(answer(413, "Request payload size exceeds the limit"), GoogleError, "too large"),
    "minute": Row(
        answer(429, **info("RATE_LIMIT_EXCEEDED", quota_limit="ReadRequestsPerMinutePerUser")),
        GoogleBusyError,
        "TIDTAM_QUOTA",
    ),
    "drive_rate": Row(answer(403, **reason("userRateLimitExceeded")), GoogleBusyError, "TIDTAM_QUOTA", DRIVE),
    "day": Row(answer(403, **reason("dailyLimitExceeded")), GoogleBusyError, "tomorrow", DRIVE),
    "internal": Row(answer(500, "Internal error encountered."), GoogleBusyError, "by itself"),
    "gateway": Row(answer(502), GoogleBusyError, "by itself"),
    "unavailable": Row(answer(503, "The service is currently unavailable."), GoogleBusyError, "by itself"),
    "timeout": Row(answer(504, "Deadline expired"), GoogleBusyError, "by itself"),
    "other": Row(
        answer(400, "Unable to parse range: x"), GoogleError, "Google refused (400 INVALID_ARGUMENT)"
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_every_refusal_says_what_to_do(name: str) -> None:
    row = TABLE[name]
    error = judged(row.answer, row.url).error
    assert type(error) is row.kind and row.words in str(error)
    assert error.retryable == (row.kind is GoogleBusyError)
    assert any("ก" <= letter <= "๛" for letter in str(error))  # Thai comes with it


@pytest.mark.parametrize("name", TABLE)
def test_no_error_repeats_what_google_quotes(name: str) -> None:
    row = TABLE[name]
    body = row.answer.json()
    body["error"]["message"] += f" Invalid value at 'requests[0]' (TYPE_STRING), \"{SECRET}\" {SECRET}"
    quoting = answer(row.answer.status_code)
    quoting._content = json.dumps(body).encode()
    text = str(judged(quoting, row.url).error)
    assert not any(word in text for word in SECRET.split())
    assert row.words in text


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"[]", b'{"error": "x"}', b'{"error": {"details": [1]}}']
)
def test_a_refusal_in_no_known_form_is_still_named(content: bytes) -> None:
    odd = answer(400)
    odd._content = content
    assert "Google refused (400" in str(judged(odd).error)


def test_whose_quota_is_used_up_is_known() -> None:
    for limit, whose in (
        ("WriteRequestsPerMinutePerProject", "project"),
        ("…PerUser", "account"),
        ("", "account"),
    ):
        assert judged(answer(429, **info("RATE_LIMIT_EXCEEDED", quota_limit=limit))).quota == whose


# -- the same through the wire


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wired]:
    with wired(tmp_path_factory.mktemp("errors")) as made:
        yield made


def revoked(here: Wired) -> str:
    file = here.new_file()
    here.emulator.faults.revoke(LEAD, file)
    return file


def protected(here: Wired) -> str:
    file = here.new_file()
    owner = {
        "addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "editors": {"users": ["x@y.z"]}}}
    }
    edits = [{"user": "owner@office.example", "do": "requests", "requests": [owner]}]
    here.emulator.faults.before("sheet_read", file, edits)
    here.google.read(file)
    return file


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (revoked, GoogleAccessError, SHARE),
        (protected, GoogleProtectedError, LEAD),
        (lambda here: "1nowhere", GoogleMissingError, "1nowhere"),
    ],
)
def test_a_file_that_cannot_be_written_is_named(
    here: Wired, make: Callable[[Wired], str], kind: type[GoogleError], words: str
) -> None:
    file = make(here)
    with pytest.raises(kind) as caught:
        here.google.write(file, [typed("ก")])
    assert words in str(caught.value) and file in str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_a_service_account_without_a_shared_drive_is_told_of_it(here: Wired) -> None:
    with pytest.raises(GoogleAccessError, match="TIDTAM_FOLDER"):
        here.google.create("x", "root")


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"client_email": "gone@emulator.iam.gserviceaccount.com"}, "account was deleted"),
        ({"private_key": None}, "deleted or replaced"),
    ],
)
def test_a_key_that_google_does_not_accept_is_told_apart(
    here: Wired, tmp_path: Path, claim: dict[str, Any], words: str
) -> None:
    key = json.loads(here.keys[0].read_text("utf-8"))
    if claim.get("private_key", "") is None:
        other = here.emulator.add_service_account(
            "other@emulator.iam.gserviceaccount.com", tmp_path / "o.json"
        )
        claim = {"private_key": json.loads(other.read_text("utf-8"))["private_key"]}
    path = tmp_path / "key.json"
    path.write_text(json.dumps(key | claim), "utf-8")
    with pytest.raises(GoogleAccessError, match=words):
        Google(connect(path, here.emulator.url)).read("x")
