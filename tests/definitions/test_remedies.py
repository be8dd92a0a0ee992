"""In the source each text of a fault says what to do, in both languages, even if no faulty form of a test has it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .what_to_do import silent

SERVICE = Path(__file__).resolve().parents[2] / "service"
NO_FAULTS = {"telling", "workbook_words", "starting"}
"""Modules that speak of a good form, or of what is typed to begin one."""
FILES = [
    *(path for path in sorted((SERVICE / "definitions").glob("*.py")) if path.stem not in NO_FAULTS),
    *sorted((SERVICE / "core" / "expressions").glob("*.py")),
]
IN_BRACKETS = re.compile(r"(?s)(.*?[ก-๛].*?) \(([^ก-๛]*[a-z][^ก-๛]*)\)")
"""Thai, and its English in round brackets."""
PUT_IN = {"do_th", "do", "error", "A_DATE"}
"""Names of what is put into a text to say what to do: the tests of faulty forms see what it says."""


def written(node: ast.expr) -> str:
    """A text as it stands in the source; what is put into it is {}, or {do} where that says what to do."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(written, node.values))
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return "{do}" if names & PUT_IN else "{}"


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """The Thai and the English of each fault whose words stand in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = sorted((node for node in ast.walk(tree) if hasattr(node, "lineno")), key=lambda node: node.lineno)
    assigned: dict[str, ast.expr] = {}
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            assigned.clear()
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned[node.targets[0].id] = node.value
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("both", "ExpressionError"):
            if not any(isinstance(item, ast.Starred) for item in node.args):
                thai, english = (assigned.get(getattr(item, "id", ""), item) for item in node.args[:2])
                yield written(thai), written(english)
        elif pair := IN_BRACKETS.fullmatch(written(node)) if isinstance(node, ast.expr) else None:
            yield pair[1], pair[2]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_text_of_a_fault_says_what_to_do(path: Path) -> None:
    found = [words for thai, english in texts(path) for words in silent(thai, english)]
    assert [words for words in found if "{do}" not in words] == []


def test_the_texts_of_faults_are_found_in_the_source() -> None:
    assert sum(1 for path in FILES for _ in texts(path)) > 150
