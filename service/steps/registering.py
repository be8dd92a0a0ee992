"""A register file as rows of cells: CSV, .xlsx or a Google Sheet."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from service.core.cells import Cell
from service.errors import RegisterError

SHEET_LINK = re.compile(r"/spreadsheets/d/([A-Za-z0-9_-]+)")
ENCODINGS = ("utf-8-sig", "cp874")
"""Excel in Thailand still saves CSV in the Windows code page."""


def read_table(source: str, read_sheet: Callable[[str], list[list[Cell]]]) -> list[list[Cell]]:
    """The rows of the first table of ``source``; ``read_sheet`` reads a Google Sheet by its id.

    Raises RegisterError when it cannot be read.
    """
    link = SHEET_LINK.search(source)
    if link:
        return read_sheet(link[1])
    path = Path(source)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RegisterError([f"{source}: เปิดไม่ได้ ({error.strerror})"]) from error
    return _from_xlsx(raw, source) if path.suffix.lower() == ".xlsx" else _from_csv(raw, source)


def _from_csv(raw: bytes, source: str) -> list[list[Cell]]:
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return [[Cell(value or None, value) for value in row] for row in csv.reader(io.StringIO(text))]
    raise RegisterError([f"{source}: อ่านอักษรไม่ได้ บันทึกเป็น CSV UTF-8 (save it as UTF-8)"])


def _from_xlsx(raw: bytes, source: str) -> list[list[Cell]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise RegisterError([f"{source}: ไม่ใช่ไฟล์ .xlsx ที่เปิดได้ ({error})"]) from error
    sheet = workbook.worksheets[0]
    return [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime | date):
        return Cell(f"{value:%Y-%m-%d}", f"{value:%Y-%m-%d}")
    return Cell(value, "" if value is None else str(value))
