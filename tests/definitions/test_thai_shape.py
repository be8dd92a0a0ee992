"""What is wrong with a file, its shape, its head or a cell of a workbook is told in Thai first, English behind it."""

import re
from pathlib import Path

import pytest

from service.definitions import check_file
from service.definitions.shape import shape_faults
from service.definitions.source import read_source

from . import test_faults, test_head_faults
from .good import broken, written
from .test_broken import FILES
from .test_workbook_people import HARMFUL, checked, form

__all__ = ["form"]
THAI_FIRST = re.compile(r"[^(]*[ก-๛].* \(.*[A-Za-z].*\)", re.DOTALL)
# The keys that the modules of shape, head, layouts and report speak of.
MINE = re.compile(r"file|form\.(valid|rounds|plan|due|title|short_title|review_by)|report|sheet\.layouts")
OTHERS = {"a misspelt field", "a gap in bands", "a round nobody has", "Thai digits"}


def words(fault: str) -> tuple[str, str]:
    """The key and what is said of it."""
    _, _, key, told = re.split(r":(?=\S+: )|: ", fault, maxsplit=3)
    return key, told


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_form_is_told_in_thai(path: Path) -> None:
    source, faults = read_source(path)
    told = [words(fault)[1] for fault in faults or shape_faults(source)]
    told += [said for key, said in map(words, check_file(path)) if MINE.match(key)]
    assert [said for said in told if not THAI_FIRST.fullmatch(said)] == []


EDITS = {
    **{name: (old, new) for name, (old, new, *_) in test_faults.FAULTS.items()},
    **{name: (old, new) for name, (old, new, *_) in test_head_faults.FAULTS.items()},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_fault_of_shape_or_head_is_told_in_thai(tmp_path: Path, edit: tuple[str, str]) -> None:
    path = written(tmp_path, broken(edit))
    told = [words(fault)[1] for fault in shape_faults(read_source(path)[0])]
    told += [said for key, said in map(words, check_file(path)) if MINE.match(key)]
    assert [said for said in told if not THAI_FIRST.fullmatch(said)] == []


@pytest.mark.parametrize("name", [name for name in HARMFUL if name not in OTHERS])
def test_a_fault_of_a_workbook_is_told_in_thai(form: Path, name: str) -> None:
    _, place, _ = HARMFUL[name]
    found = [fault for fault in checked(form, HARMFUL[name][0])[1] if place in fault]
    assert found and all(THAI_FIRST.fullmatch(words(fault)[1]) for fault in found), found
