"""The tests that docs/duties.md names: one or more in every cell of its table, or a word why there is none yet."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "duties.md"
COLUMNS = ("form", "rules", "aggregation", "output")
WAITS = "next stage:"
"""How an output cell begins that waits for the reports of the next stage."""
NONE = "none:"
"""How a cell begins whose duty has nothing of the kind, and why."""
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)(?:\[([^`]+)\])?`")


@dataclass(frozen=True, slots=True)
class Named:
    """A test by its file and function; ``case`` is its parameter's id, "" for all of them."""

    file: str
    function: str
    case: str

    @property
    def id(self) -> str:
        return f"{self.file}::{self.function}" + (f"[{self.case}]" if self.case else "")


@dataclass(frozen=True, slots=True)
class Row:
    """A duty of the manual and what each column says of it."""

    duty: str
    cells: dict[str, str]

    def tests(self, column: str) -> list[Named]:
        return [Named(*found.groups(default="")) for found in _TEST.finditer(self.cells[column])]


def rows(text: str) -> Iterator[Row]:
    """The rows of the one table whose first heading is ``duty``."""
    lines = iter(text.splitlines())
    for line in lines:
        if _split(line)[:1] == ["duty"]:
            heads = _split(line)
            next(lines)
            for row in lines:
                if not row.startswith("|"):
                    return
                cells = dict(zip(heads, _split(row), strict=True))
                yield Row(cells.pop("duty"), cells)


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []


def all_named(text: str) -> list[Named]:
    return [test for row in rows(text) for column in COLUMNS for test in row.tests(column)]


def stands(test: Named) -> bool:
    """Whether the file holds the test function, or takes it from a neighbour (``from .proofs import *``)."""
    path = ROOT / test.file
    return path.exists() and test.function in _functions(path)


def _functions(path: Path) -> set[str]:
    """The functions of a module and of the neighbours all of whose names it takes."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    found = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.names[0].name == "*":
            found |= _functions(path.with_name(f"{node.module}.py"))
    return found
