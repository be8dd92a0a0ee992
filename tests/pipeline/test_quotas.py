"""A sweep of the whole area keeps every quota before Google has to refuse, and loses no time by it."""

from pathlib import Path

import pytest

from .many import many

SCHOOLS = 205
SLACK = 1.1


@pytest.mark.heavy
@pytest.mark.parametrize("accounts", [1, 4])
def test_a_sweep_of_the_area_never_provokes_a_refusal(tmp_path: Path, accounts: int) -> None:
    with many(tmp_path, SCHOOLS, accounts) as office:
        office.fill()
        swept, seconds = office.sweep()
        assert swept.files_changed == SCHOOLS
        assert 429 not in office.seen
        assert office.calls() == {"drive_list": 1, "sheet_read": SCHOOLS, "sheet_write": SCHOOLS + 1}
        assert seconds <= SLACK * (SCHOOLS + 1) / accounts
        _, seconds = office.sweep()
        assert (office.calls(), seconds) == ({"drive_list": 1}, 0)
