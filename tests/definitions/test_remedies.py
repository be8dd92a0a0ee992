"""In the source every text of a fault says what to do, in Thai and in English, where no faulty form was thought of."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .what_to_do import silent

ROOT = Path(__file__).resolve().parents[2] / "service"
FILES = [
    *(ROOT / "definitions").glob("check*.py"),
    *(ROOT / "definitions" / f"{name}.py" for name in ("fault_words", "expanding", "code_lists", "days")),
    *(ROOT / "definitions" / f"{name}.py" for name in ("shape", "shape_words", "source")),
    *(ROOT / "core" / "expressions" / f"{name}.py" for name in ("arguments", "parser", "text")),
]
BOTH = re.compile(r"(?s)(.*?[ก-๛].*?) \(([^ก-๛]*[a-z][^ก-๛]*)\)")
"""Thai, and its English in round brackets."""
PUT_IN = {"do_th", "do", "instead", "wanted", "error", "why", "remedy", "A_DATE"}
"""Names of what is put into a text and says what to do: these are told by the tests of faulty forms."""


def written(node: ast.expr) -> str:
    """A text as it stands in the source; what is put into it is {}, or {do} where that says what to do."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(_put_in(part) if isinstance(part, ast.FormattedValue) else written(part) for part in parts)


def _put_in(part: ast.FormattedValue) -> str:
    names = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
    return "{do}" if names & PUT_IN else "{}"


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """The Thai and the English of each fault whose words stand in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("both", "ExpressionError"):
            words = [
                written(item) for item in node.args[:2] if isinstance(item, ast.Constant | ast.JoinedStr)
            ]
            if len(words) == 2:
                yield words[0], words[1]
        elif isinstance(node, ast.Constant | ast.JoinedStr) and (pair := BOTH.fullmatch(written(node))):
            yield pair[1], pair[2]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_text_of_a_fault_says_what_to_do(path: Path) -> None:
    found = [words for thai, english in texts(path) for words in silent(thai, english)]
    assert [words for words in found if "{do}" not in words] == []


def test_the_texts_of_faults_are_found_in_the_source() -> None:
    assert sum(1 for path in FILES for _ in texts(path)) > 150
