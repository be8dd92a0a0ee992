"""Read a finished report as a person does: its words, chapter by chapter, its tables cell by cell."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


class Report:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = docx.Document(str(path))

    @cached_property
    def chapters(self) -> dict[str, list[str]]:
        """The lines under each first-level heading; those of the cover under ''."""
        title, chapters = "", {"": list[str]()}
        for block in self.document.element.body:
            lines = list(self._lines(block))
            if block.tag == qn("w:p") and block.style == "Heading1":
                title = lines[0]
            chapters.setdefault(title, []).extend(lines)
        return chapters

    def chapter(self, words: str) -> str:
        return "\n".join(next(lines for title, lines in self.chapters.items() if words in title))

    @cached_property
    def text(self) -> str:
        """Every word, header and footer too."""
        section = self.document.sections[0]
        around = [line.text for part in (section.header, section.footer) for line in part.paragraphs]
        return "\n".join([line for lines in self.chapters.values() for line in lines] + around)

    @cached_property
    def cells(self) -> list[str]:
        return [self._cell(cell) for cell in self.document.element.body.iter(qn("w:tc"))]

    def _lines(self, block: Any) -> Iterator[str]:
        """A paragraph is one line, and so is each row of a table."""
        if block.tag == qn("w:p"):
            yield Paragraph(block, self.document).text
        for row in block.iter(qn("w:tr")):
            yield " | ".join(self._cell(cell) for cell in row.iter(qn("w:tc")))

    def _cell(self, cell: Any) -> str:
        return "\n".join(Paragraph(line, self.document).text for line in cell.iter(qn("w:p")))
