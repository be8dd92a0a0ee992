"""Paste-ready tables as files: literal text only, and the same bytes for the same table."""

import csv
import re
import zipfile
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from service.core.paste_sums import PasteCell
from service.core.pasting import PasteTable
from service.errors import RefusedError
from service.steps.exporting import RISKY, inert

HEAD = PatternFill("solid", fgColor="DDEBF7")
WRAPPED = Alignment(wrap_text=True, vertical="top")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no cell of a workbook may hold; a line end within a cell is \\n."""
MOST, CUT = 32_767, " … (ยาวเกินช่องของ Excel: ดูเต็มใน .csv)"
"""Letters that a cell of a workbook takes, and the end of a text that had more."""
SEPARATORS = {".csv": ",", ".tsv": "\t"}
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of every part of a workbook: else the same table would give another file each second."""
MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
WIDEST, EXACT_DIGITS = 60, 15


def write_table(table: PasteTable, path: Path) -> Path:
    """The table as .xlsx, .csv or .tsv, by the name. Raises RefusedError for another one."""
    kind = path.suffix.lower()
    if kind not in (".xlsx", *SEPARATORS):
        raise RefusedError(f"{path.name}: เขียนได้เป็น .xlsx .csv .tsv (write one of these)")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_workbook(table) if kind == ".xlsx" else _text(table, SEPARATORS[kind]))
    return path


def _text(table: PasteTable, separator: str) -> bytes:
    """Begins with a BOM: without it Excel takes Thai for another alphabet."""
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in (table.headings, *table.rows):
        writer.writerow([_inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _inert(cell: PasteCell) -> str:
    if not isinstance(cell, str):
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return str(inert(_seen(cell)))


def _seen(text: str) -> str:
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _workbook(table: PasteTable) -> bytes:
    book = Workbook()
    (sheet,) = book.worksheets
    sheet.title = UNSEEN.sub("", re.sub(r"[\[\]:*?/\\]", " ", table.title))[:31] or "table"
    for number, row in enumerate((table.headings, *table.rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            assert isinstance(cell, SheetCell)
            _write(cell, value, table.units[column - 1])
            if number == 1:
                cell.font, cell.fill = Font(bold=True), HEAD
    for column, heading in enumerate(table.headings, 1):
        longest = max([len(heading), *(_width(row[column - 1]) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _write(cell: SheetCell, value: PasteCell, unit: str) -> None:
    """A text stays a text whatever it begins with; a number stays a number, and shows the money's unit."""
    cell.alignment = WRAPPED
    if not isinstance(value, str) and len(Decimal(value).as_tuple().digits) <= EXACT_DIGITS:
        cell.value = value
        cell.number_format = _number_format(value, unit)
        return
    text = _seen(str(value))
    text = text if len(text) <= MOST else text[: MOST - len(CUT)] + CUT
    cell.value = text
    cell.data_type, cell.number_format = "s", "@"
    cell.quotePrefix = text.startswith(RISKY)


def _number_format(value: int | Decimal, unit: str) -> str:
    """Of money whole, or two decimals; of another number those it has: 76.50, not 76.5."""
    if unit:
        return f'#,##0{"" if value == int(value) else ".00"}" {unit}"'
    decimals = -int(Decimal(value).as_tuple().exponent)
    return "0." + "0" * decimals if decimals > 0 else "General"


def _width(value: PasteCell) -> int:
    return max((len(line) for line in str(value).split("\n")), default=0)


def _timeless(packed: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in sorted(old.namelist()):
            content = old.read(part)
            if part == "docProps/core.xml":
                content = MADE.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(part, ALWAYS), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
