"""The request log: who asked what of which file, how it went; and never what stands in a cell."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.errors import GoogleError
from service.logs import JsonFormatter
from service.sheets.calls import WRITES

from .wired import LEAD, Wired, typed, wired

SECRET = "081-234-5678 เด็กหญิงสมหญิง"
FIELDS = {
    "action",
    "call",
    "kind",
    "file",
    "status",
    "attempt",
    "account",
    "waited_ms",
    "ms",
    "sent",
    "received",
}


@pytest.fixture
def here(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Wired]:
    caplog.set_level(logging.DEBUG, "service.sheets")
    with wired(tmp_path) as made:
        yield made


def logged(caplog: pytest.LogCaptureFixture, kind: str) -> list[tuple[int, dict[str, Any]]]:
    found = [(record.levelno, vars(record)) for record in caplog.records]
    return [(level, record) for level, record in found if record.get("kind") == kind]


def test_a_request_is_logged_with_all_it_cost(here: Wired, caplog: pytest.LogCaptureFixture) -> None:
    file = here.new_file()
    here.google.write(file, [typed(SECRET)])
    ((level, record),) = logged(caplog, WRITES)
    assert level == logging.DEBUG and set(record) >= FIELDS
    assert (record["call"], record["file"]) == ("POST spreadsheets/…:batchUpdate", file)
    assert (record["status"], record["attempt"], record["account"], record["waited_ms"]) == (200, 1, LEAD, 0)
    assert record["sent"] > 150 and record["received"] > 100


def test_what_fails_is_a_warning_and_what_followed_is_told(
    here: Wired, caplog: pytest.LogCaptureFixture
) -> None:
    file = here.new_file()
    here.emulator.faults.add("429", kind="sheet_write")
    here.emulator.faults.add("cut", kind="sheet_write", nth=2)
    here.google.write(file, [typed("ก")])
    lines = [
        (level, line["status"], line["attempt"], line["waited_ms"]) for level, line in logged(caplog, WRITES)
    ]
    assert lines == [
        (logging.WARNING, 429, 1, 0),
        (logging.WARNING, "ConnectionError", 2, pytest.approx(3000, abs=5)),
        (logging.INFO, 200, 3, 0),
    ]


def misnamed(here: Wired, file: str) -> None:
    """A name that Google does not take, and may quote."""
    named = {"name": SECRET, "range": {"sheetId": 0}}
    here.google.change(file, [{"addNamedRange": {"namedRange": named}}])


def twice(here: Wired, file: str) -> None:
    """Google quotes the name of the tab that is there already."""
    add = {"addSheet": {"properties": {"title": SECRET}}}
    here.google.change(file, [add])
    here.google.change(file, [add])


def range_of(here: Wired, file: str) -> None:
    here.http.values_update(file, f"'{SECRET}'!A1", {"valueInputOption": "RAW"}, {"values": [[SECRET]]})


def appended(here: Wired, file: str) -> None:
    here.emulator.faults.add("503_after", kind="sheet_write")
    here.client.open_by_key(file).sheet1.append_row([SECRET])


@pytest.mark.parametrize("fail", [misnamed, twice, range_of, appended])
def test_no_log_and_no_error_holds_what_a_school_typed(
    here: Wired, caplog: pytest.LogCaptureFixture, fail: Any
) -> None:
    file = here.new_file()
    with pytest.raises(GoogleError) as caught:
        fail(here, file)
    try:
        raise caught.value
    except GoogleError:  # as the worker logs what nobody expected
        logging.getLogger("service.jobs").exception("task_failed", extra={"why": str(caught.value)})
    told = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert "task_failed" in told and file in told
    assert not any(word in told for word in SECRET.split())
