"""Requests that change the text in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import protection, render, typed
from ..a1 import Area
from ..errors import Json
from ..masks import Tree
from ..sheet import Cell, Sheet
from .cells import written
from .context import Edit, InvalidError

DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}
GROUP = re.compile(r"\$(\d)")
VALUE: Tree = {"userEnteredValue": {}}


def find_replace(edit: Edit, body: Json) -> Json:
    pattern = _pattern(body)
    names = ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged", "occurrencesChanged")
    counts = dict.fromkeys(names, 0)
    for sheet, area in _searched(edit, body):
        rows = set()
        for row, column, cell in list(sheet.cells(area)):
            changed = _replace(edit, sheet, row, column, pattern, body)
            if changed:
                kind = "formulasChanged" if "formulaValue" in cell["userEnteredValue"] else "valuesChanged"
                counts[kind] += 1
                counts["occurrencesChanged"] += changed
                rows.add(row)
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {"findReplace": {name: count for name, count in counts.items() if count}}


def _pattern(body: Json) -> re.Pattern[str]:
    text = body.get("find") or ""
    if not text:
        raise InvalidError("find must not be empty")
    text = text if body.get("searchByRegex") else re.escape(text)
    if body.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise InvalidError(f"Invalid regular expression: {error}") from error


def _searched(edit: Edit, body: Json) -> Iterator[tuple[Sheet, Area]]:
    scopes = [name for name in ("range", "sheetId") if body.get(name) is not None]
    scopes += ["allSheets"] if body.get("allSheets") else []
    if len(scopes) != 1:
        raise InvalidError("Exactly one of range, sheetId or allSheets must be set")
    if body.get("allSheets"):
        for sheet in edit.book.sheets:
            yield edit.sheet(sheet.id), Area()
    elif "range" in scopes:
        yield edit.range(body["range"])
    else:
        yield edit.sheet(body["sheetId"]), Area()


def _replace(edit: Edit, sheet: Sheet, row: int, column: int, pattern: re.Pattern[str], body: Json) -> int:
    cell = sheet.cell(row, column)
    entered = cell.get("userEnteredValue")
    if not entered or ("formulaValue" in entered and not body.get("includeFormulas")):
        return 0
    shown = entered.get("formulaValue") or render.formatted(edit.book, sheet, row, column)
    replacement = body.get("replacement") or ""
    new, count = pattern.subn(
        _template(replacement) if body.get("searchByRegex") else lambda _: replacement, shown
    )
    if count:
        protection.check_area(sheet, Area(row, row + 1, column, column + 1), edit.rights)
        number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
        value, _ = typed.read(new, edit.book.locale, number_format)
        sheet.put(row, column, written(cell, {"userEnteredValue": value}, VALUE))
    return count


def _template(replacement: str) -> str:
    """Groups are named $1, as in Java."""
    return GROUP.sub(r"\\g<\1>", replacement.replace("\\", r"\\"))


def trim_whitespace(edit: Edit, body: Json) -> Json:
    """Blanks at the ends go, those within become one; what is text stays text."""
    sheet, area = edit.editable(body.get("range"))
    changed = 0
    for row, column, cell in list(sheet.cells(area)):
        text = cell.get("userEnteredValue", {}).get("stringValue")
        if text is None or " ".join(text.split()) == text:
            continue
        trimmed = " ".join(text.split())
        value = {"stringValue": trimmed} if trimmed else None
        sheet.put(row, column, written(cell, {"userEnteredValue": value}, VALUE))
        changed += 1
    return {"trimWhitespace": {"cellsChangedCount": changed} if changed else {}}


def text_to_columns(edit: Edit, body: Json) -> None:
    sheet, area = edit.range(body.get("source"))
    bounded = sheet.bounded(area)
    column = bounded.left or 0
    if (bounded.right or 0) - column != 1:
        raise InvalidError("source must span exactly one column")
    found = [
        (row, cell["userEnteredValue"]["stringValue"])
        for row, _, cell in sheet.cells(bounded)
        if _is_text(cell)
    ]
    delimiter = _delimiter(body, [text for _, text in found])
    parts = [(row, text.split(delimiter)) for row, text in found]
    width = max((len(part) for _, part in parts), default=1)
    sheet.set_count("COLUMNS", max(sheet.column_count, column + width))
    protection.check_area(sheet, bounded.with_columns(column, column + width), edit.rights)
    for row, part in parts:
        for place, text in enumerate(part, column):
            value, _ = typed.read(text.strip(), edit.book.locale)
            sheet.put(row, place, written(sheet.cell(row, place), {"userEnteredValue": value}, VALUE))


def _is_text(cell: Cell) -> bool:
    return "stringValue" in cell.get("userEnteredValue", {})


def _delimiter(body: Json, texts: list[str]) -> str:
    kind = body.get("delimiterType") or "AUTODETECT"
    if kind == "CUSTOM":
        if not body.get("delimiter"):
            raise InvalidError("delimiter must be set when delimiterType is CUSTOM")
        return str(body["delimiter"])
    if body.get("delimiter"):
        raise InvalidError("delimiter may only be set when delimiterType is CUSTOM")
    if kind in DELIMITERS:
        return DELIMITERS[kind]
    candidates = (",", ";", "\t", ".", " ")
    return max(candidates, key=lambda mark: sum(mark in text for text in texts))
