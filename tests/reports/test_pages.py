"""What the pages look like: needs LibreOffice, poppler and Debian's Laksaman."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from .pdf import Converter
from .reading import Report

pytestmark = pytest.mark.heavy
BODY = (0.07, 0.93)  # between the page number and the footer


@pytest.fixture(scope="module")
def converter(tmp_path_factory: pytest.TempPathFactory) -> Converter:
    return Converter.at(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="module")
def pdf(converter: Converter, report: Report) -> Path:
    return converter.pdf(report.path)


@pytest.fixture(scope="module")
def pages(converter: Converter, pdf: Path) -> list[Image.Image]:
    return [Image.open(page).convert("L") for page in converter.pages(pdf)]


def words(pdf: Path, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def depth(page: Image.Image) -> float:
    """How far down the body is written, as a share of the page."""
    top, bottom = (round(page.height * share) for share in BODY)
    box = page.crop((0, top, page.width, bottom)).point(lambda grey: 255 * (grey < 200)).getbbox()
    return (box[3] / page.height) if box else 0.0


def test_only_the_offices_font_is_used(converter: Converter, pdf: Path) -> None:
    assert converter.fonts(pdf) == {"THSarabunPSK-Regular", "THSarabunPSK-Bold"}


def test_the_summary_takes_one_page_and_each_card_at_most_two(pdf: Path, pages: list[Image.Image]) -> None:
    assert "QP01" in words(pdf, 3)
    assert 2 + 11 + 1 <= len(pages) <= 2 + 22 + 2


def test_no_page_is_nearly_empty(pages: list[Image.Image]) -> None:
    assert [number for number, page in enumerate(pages, 1) if depth(page) < 0.15] == []


def test_nothing_is_printed_in_the_margins(pages: list[Image.Image]) -> None:
    for page in pages:
        left = page.crop((0, 0, round(page.width * 2.7 / 21), page.height))
        right = page.crop((round(page.width * 19.3 / 21), 0, page.width, page.height))
        assert min(left.getextrema()[0], right.getextrema()[0]) > 200


def test_pages_are_numbered_from_the_second(pdf: Path) -> None:
    assert "-" not in words(pdf, 1).split("\n")[0]
    assert words(pdf, 2).replace(" ", "").startswith(("-2-", "-๒-"))
