"""What is wrong with an expression, or with what a rule stands for, is told in Thai first, then in English."""

import re
from pathlib import Path

import pytest

from service.definitions import check_file

from .good import GOOD
from .test_broken import FILES, fault_parts
from .test_rule_faults import FAULTS, broken, folder

OURS = re.compile(
    r": column \d+: |stands here \d+ times|asks for earlier rounds|a denominator that cannot be counted"
    r"|is no round of this form; write|has_code\(\) takes|day\(\) takes|is no code of the list"
    r"|is no choice of the field|' matches no field|checks or more|already means something|stands nowhere"
)
"""English of the faults of expressions, and of those told beside them."""
THAI = re.compile(r"^[ก-ฮเ-ไ].*? \(.*\)", re.DOTALL)
MORE = {
    "code of no list": ("is_round('Q4')", "\"has_code(strategy, 'S7')\""),
    "code of a text": ("is_round('Q4')", "\"has_code(why, 'S1')\""),
    "the day of the respondent": ("round_ends() - day(founded)", "round_ends() - day(respondent())"),
}


def ours(path: Path) -> list[str]:
    return [words for *_, words in map(fault_parts, check_file(path)) if OURS.search(words)]


def test_the_faults_of_the_collection_begin_in_thai() -> None:
    found = [words for path in FILES for words in ours(path)]
    assert len(found) > 30
    assert [words for words in found if not THAI.match(words)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [*MORE.values(), *(fault[:2] for fault in FAULTS.values() if OURS.search(fault[4]))],
)
def test_the_faults_of_rules_begin_in_thai(tmp_path: Path, old: str, new: str) -> None:
    found = ours(folder(tmp_path, broken(old, new)))
    assert found and all(THAI.match(words) for words in found), found


def test_the_fault_of_a_denominator_begins_in_thai(tmp_path: Path) -> None:
    path = tmp_path / "literacy.yaml"
    path.write_text(GOOD.replace("denominator: sum(p1_all)", "denominator: '1'", 1), encoding="utf-8")
    (found,) = ours(path)
    assert THAI.match(found) and "factor" in found.partition(" (")[0]
