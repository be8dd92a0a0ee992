"""Google slow, full or failing: the sweep ends, and the sheets are those of a day without faults."""

from pathlib import Path

import pytest

from .many import Many, many

SCHOOLS = 60
RANDOM = ("429", "500", "503", "cut", "503_after")


def swept_until_quiet(office: Many) -> int:
    """Sweeps until one has nothing to do; how many there were."""
    for number in range(1, 6):
        swept, _ = office.sweep()
        if not swept.files_changed:
            return number
    raise AssertionError("the sweeps never come to rest")


@pytest.mark.heavy
@pytest.mark.parametrize("seed", [1, 2])
def test_one_fault_in_twenty_changes_no_cell(tmp_path: Path, seed: int) -> None:
    with many(tmp_path / "calm", SCHOOLS, quota="off") as calm:
        calm.fill()
        swept_until_quiet(calm)
        expected = calm.shown()
    with many(tmp_path / "stormy", SCHOOLS, quota="off") as stormy:
        stormy.fill()
        stormy.emulator.faults.random(
            0.05, seed=seed, of=RANDOM, kind=("sheet_read", "sheet_write", "drive_list")
        )
        swept_until_quiet(stormy)
        met = {entry["fault"] for entry in stormy.emulator.faults.log()}
        stormy.emulator.faults.clear()
        assert len(met & set(RANDOM)) >= 3
        assert stormy.shown() == expected
