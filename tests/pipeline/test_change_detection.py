"""Which files are read: what Drive tells, what it tells late, and once a day all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .many import WRONG, Many, many

MINUTE, NEVER = 60, 10**7


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Many]:
    """Three schools that answered rightly; nothing is left to do."""
    with many(tmp_path, 3, quota="off") as made:
        made.fill(wrong_every=99)
        for number in range(3):
            made.type(number, "boys", "5")
        for _ in range(3):
            made.sweep(after=11 * MINUTE)
        assert made.calls() == {"drive_list": 1} and not made.wrong()
        yield made


def test_an_edit_that_drive_tells_late_is_answered_when_it_is_told(office: Many) -> None:
    office.emulator.faults.late_times(3 * MINUTE, 10 * MINUTE)
    office.type(0, "boys", WRONG)
    office.sweep(after=MINUTE)
    assert not office.wrong()
    for _ in range(3):
        office.sweep(after=5 * MINUTE)
    assert len(office.wrong()) == 1


def test_an_edit_hidden_behind_our_own_write_is_found_by_reading_once_more(office: Many) -> None:
    office.type(0, "boys", WRONG)
    office.sweep(after=MINUTE)
    office.emulator.faults.late_times(NEVER, NEVER)
    office.type(0, "boys", "6")
    office.sweep(after=5 * MINUTE)
    assert len(office.wrong()) == 1
    office.sweep(after=6 * MINUTE)
    assert not office.wrong()
    assert office.calls() == {"drive_list": 1, "sheet_read": 1, "sheet_write": 2}


def test_a_file_that_settled_is_not_read_again(office: Many) -> None:
    office.type(0, "boys", "8")
    office.sweep(after=MINUTE)
    assert office.calls()["sheet_read"] == 1
    office.sweep(after=11 * MINUTE)
    assert office.calls()["sheet_read"] == 1
    office.sweep(after=11 * MINUTE)
    assert office.calls() == {"drive_list": 1}


def test_once_a_day_every_file_is_read_whatever_drive_says(office: Many) -> None:
    office.emulator.faults.late_times(NEVER, NEVER)
    office.type(1, "girls", WRONG)
    office.sweep(after=60 * MINUTE)
    assert not office.wrong()
    office.sweep(after=24 * 60 * MINUTE)
    assert office.calls()["sheet_read"] == 3
    assert len(office.wrong()) == 1
    office.sweep(after=11 * MINUTE)
    office.sweep(after=MINUTE)
    assert office.calls() == {"drive_list": 1}
