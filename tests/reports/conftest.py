"""One full report for all tests that only read it, and a quick one for those that need their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from service.core.report_context import ReportContext
from service.reports.render import render

from .reading import Report
from .sample import plain_card, sample

TEMPLATE = Path(__file__).parents[2] / "templates" / "quick_policy.docx"


@pytest.fixture(scope="session")
def template() -> Path:
    return TEMPLATE


@pytest.fixture(scope="session")
def context() -> ReportContext:
    return sample()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory, context: ReportContext) -> Report:
    """The whole sample, pictures and all."""
    out = tmp_path_factory.mktemp("report") / "sample.docx"
    render(TEMPLATE, context, out)
    return Report(out)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Report]:
    """A quick report of one plain card, but for what the test sets."""

    def make(*, card_changes: dict[str, Any] | None = None, **changes: Any) -> Report:
        out = tmp_path / "made.docx"
        render(TEMPLATE, sample(**{"cards": (plain_card(**(card_changes or {})),), **changes}), out)
        return Report(out)

    return make


@pytest.fixture
def template_of(tmp_path: Path) -> Callable[..., Path]:
    """The shipped template with its body replaced by the given lines."""

    def make(*lines: str) -> Path:
        document = docx.Document(str(TEMPLATE))
        for element in list(document.element.body)[:-1]:
            document.element.body.remove(element)
        for line in lines:
            document.add_paragraph(line)
        path = tmp_path / "own.docx"
        document.save(str(path))
        return path

    return make
