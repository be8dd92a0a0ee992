"""Every fault of rules, indicators and tables is told in Thai first, with the English in brackets behind it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.definitions.check_indicators import indicator_faults
from service.definitions.check_rules import rule_faults
from service.definitions.check_tables import table_faults
from service.definitions.shape import shape_faults
from service.definitions.source import parse_source

from .good import GOOD
from .test_broken import FILES
from .test_indicator_faults import FAULTS as OF_INDICATORS
from .test_indicator_faults import RICH
from .test_row_rule_faults import FAULTS as OF_ROWS
from .test_row_rule_faults import VISITS
from .test_rule_faults import EVERYTHING, PROJECTS
from .test_rule_faults import FAULTS as OF_RULES

THAI_FIRST = re.compile(r"[^(]*[ก-๛][^(]*.* \(.*[A-Za-z].*\)$", re.DOTALL)


def variants() -> Iterator[tuple[str, str]]:
    """Broken forms: whence, and the text."""
    for text, faults in ((EVERYTHING, OF_RULES), (VISITS, OF_ROWS), (RICH, OF_INDICATORS)):
        for name, (old, new, *_) in faults.items():  # type: ignore[attr-defined]
            yield name, text.replace(old, new)
    for path in FILES:
        yield path.stem, path.read_text(encoding="utf-8")
    yield "no key of rows", PROJECTS.replace("primaryKey: [school_id, project_id]", "primaryKey: [school_id]")
    target = "target: {mode: point, Q1: 70}"
    yield "mode of a running figure", GOOD.replace(target, f"{target}\n    grain_to_date: fiscal_year")
    for legend in ("[[20, 100, green]]", "[[0, 20, green]]", "[[0, 100, blue]]"):
        yield legend, GOOD.replace("[[0, 60, red], [60, 80, yellow], [80, 100, green]]", legend)
    yield "not rated is no 0", RICH.replace("missing: pairwise\n    min_coverage: 0.8\n    breakdowns", "missing: zero\n    min_coverage: 0.8\n    breakdowns")  # fmt: skip
    many = "".join(
        f"    - {{name: x_of_many_letters_{n}, type: integer, kind: count, title: ก}}\n" for n in range(80)
    )
    yield "a template of too many parts", EVERYTHING.replace("    - name: mood\n", f"{many}    - name: mood\n").replace("parts: 'p[1-3]_all'", "parts: 'x*'")  # fmt: skip


def faults_of(text: str) -> list[str]:
    source, faults = parse_source("form.yaml", text)
    if faults or shape_faults(source):
        return []
    checks: tuple[Any, ...] = (rule_faults, indicator_faults, table_faults)
    return [words for check in checks for _, words in check(source.data)]


TOLD = [(name, words) for name, text in variants() for words in faults_of(text)]


@pytest.mark.parametrize("words", [words for _, words in TOLD], ids=[name for name, _ in TOLD])
def test_a_fault_is_told_in_thai_first(words: str) -> None:
    assert THAI_FIRST.match(words)


def test_as_many_faults_are_told_as_these_modules_know() -> None:
    thai = {re.sub(r"[^ก-๛]+", " ", words.partition(" (")[0]) for _, words in TOLD}
    assert len(thai) >= 45, len(thai)
    assert not any(Path(name).suffix for name, _ in TOLD)
