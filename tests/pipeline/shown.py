"""What a spreadsheet shows, read from its Excel export: text, fill and note of every cell."""

import io
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

MARK = "🔎 tidtam · "
RED, YELLOW, GREEN, GREY = "F4C7C3", "FCE8B2", "D9EAD3", "F1F3F4"


class Shown(NamedTuple):
    """A cell; ``fill`` is "" for none."""

    text: str
    fill: str
    note: str


class Tab:
    """One tab, its cells read once."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.rows = [[_shown(cell) for cell in row] for row in sheet.iter_rows()]

    def row(self, key: str) -> list[Shown]:
        """The row that has ``key`` in its first cell."""
        return next(row for row in self.rows if row[0].text == key)

    def marked(self) -> dict[str, Shown]:
        """Cells that bear a note of ours, by their address."""
        return {
            f"{number}/{column}": cell
            for number, row in enumerate(self.rows, 1)
            for column, cell in enumerate(row)
            if cell.note.startswith(MARK)
        }


class Book:
    def __init__(self, content: bytes) -> None:
        self.workbook = load_workbook(io.BytesIO(content))

    def tab(self, start: str) -> Tab:
        """The tab whose title or first cell begins with these words."""
        sheets = self.workbook.worksheets
        return Tab(next(s for s in sheets if s.title.startswith(start) or _text(s["A1"]).startswith(start)))


class Card:
    """A school's card: rows by code, columns by role."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        head = next(row for row in tab.rows if any(cell.text == "#code" for cell in row))
        self._columns = {cell.text: column for column, cell in enumerate(head) if cell.text}
        key = self._columns["#code"]
        self._rows = {row[key].text: row for row in tab.rows if row[key].text}

    def cell(self, field: str, role: str = "#value") -> Shown:
        return self._rows[field][self._columns[role]]

    def status(self, field: str) -> str:
        return self.cell(field, "#status").text

    def message(self, field: str) -> str:
        return self.cell(field, "#message").text

    @property
    def receipt(self) -> Shown:
        return self._rows["#receipt"][self._columns["#title"]]

    def answers(self) -> dict[str, Shown]:
        """Every answer cell by its field."""
        skip = ("#", "§")
        return {code: self.cell(code) for code in self._rows if code and not code.startswith(skip)}

    def marked(self) -> dict[str, Shown]:
        """Answers that have a fill or a note."""
        return {code: cell for code, cell in self.answers().items() if cell.fill or cell.note}


def _shown(cell: Any) -> Shown:
    fill = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type == "solid" else ""
    return Shown(_text(cell), "" if fill == "FFFFFF" else fill, cell.comment.text if cell.comment else "")


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value)
