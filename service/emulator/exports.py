"""Spreadsheets in and out of other formats: CSV, TSV, Excel, HTML."""

from __future__ import annotations

import csv
import html
import io
import zipfile

from . import values, xlsx
from .a1 import Area
from .book import Book
from .errors import DriveError
from .sheet import Sheet
from .xlsx import FORBIDDEN

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE, TSV_TYPE, ZIP_TYPE = "text/csv", "text/tab-separated-values", "application/zip"
NOT_MADE = (
    "application/pdf",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/x-vnd.oasis.opendocument.spreadsheet",
)
LARGEST = 10 * 1024 * 1024
IMPORT_ZONE = "America/Los_Angeles"


def import_csv(book: Book, content: str) -> None:
    """An uploaded CSV becomes the one tab, named like the file, with a random id, as Google does it."""
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    width = max((len(row) for row in rows), default=1)
    book.sheets, book.named, book.metadata = [], [], []
    book.properties = {**book.properties, "timeZone": IMPORT_ZONE}
    grid = {"rowCount": max(1000, len(rows)), "columnCount": max(26, width)}
    sheet = book.add({"title": book.properties["title"][:100], "gridProperties": grid})
    book.changed()
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            values.put(book, sheet, row, column, text, parse=True)


def export(book: Book, mime_type: str) -> bytes:
    """The spreadsheet in another format; text formats hold the first tab only, as with Google."""
    if mime_type in NOT_MADE:
        raise DriveError(501, f"The emulator does not make {mime_type}; see its README.", "notImplemented")
    makers = {CSV_TYPE: _csv, TSV_TYPE: _tsv, XLSX_TYPE: xlsx.export, ZIP_TYPE: _zip}
    if mime_type not in makers:
        raise DriveError(400, "The requested conversion is not supported.", "badRequest")
    found = makers[mime_type](book)
    if len(found) > LARGEST:
        raise DriveError(403, "This file is too large to be exported.", "exportSizeLimitExceeded")
    return found


def _rows(book: Book, sheet: Sheet) -> list[list[str]]:
    """What a tab shows, as a rectangle."""
    block = values.read(book, sheet, sheet.bounded(Area()), {}).get("values", [])
    width = max((len(row) for row in block), default=0)
    return [[*row, *[""] * (width - len(row))] for row in block]


def _csv(book: Book) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(_rows(book, book.sheets[0]))
    return text.getvalue().removesuffix("\r\n").encode()


def _tsv(book: Book) -> bytes:
    """Tabs and line breaks within a cell become blanks: the format has no quotes."""
    plain = str.maketrans("\t\r\n", "   ")
    rows = ("\t".join(text.translate(plain) for text in row) for row in _rows(book, book.sheets[0]))
    return "\r\n".join(rows).encode()


def _zip(book: Book) -> bytes:
    """One HTML table a tab."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for sheet in book.sheets:
            packed.writestr(f"{FORBIDDEN.sub('_', sheet.title)}.html", _html(book, sheet))
    return content.getvalue()


def _html(book: Book, sheet: Sheet) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>"
        for row in _rows(book, sheet)
    )
    title = html.escape(sheet.title)
    return f'<!DOCTYPE html><meta charset="utf-8"><title>{title}</title><table>{rows}</table>'
