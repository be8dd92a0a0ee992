"""Cells as they are answered: what a mask asks of each of them, worked out once for a whole tab."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from . import banding, conditions, evaluate, formula, functions, masks, numberformat, pool, switches
from .book import DEFAULT_FORMAT, Book
from .errors import Json
from .evaluate import Place
from .masks import Tree
from .sheet import Cell, Row, Sheet

STORED = ("userEnteredValue", "userEnteredFormat", "note", "textFormatRuns", "dataValidation")
ORDER = ("userEnteredValue", "effectiveValue", "formattedValue", "userEnteredFormat", "effectiveFormat")
NAMES = (*ORDER, "note", "textFormatRuns", "dataValidation", "hyperlink")

Cut = Callable[[Any], Any]
Work = Callable[[Cell, int, int], Any]


class Look:
    """The cells of a tab seen through a mask. The caller holds the lock: no cell changes meanwhile."""

    def __init__(self, book: Book, sheet: Sheet, tree: Tree) -> None:
        self.book = book
        self.sheet = sheet
        work: dict[str, Work | None] = dict.fromkeys(STORED)
        work |= {"effectiveValue": self._value, "formattedValue": self._shown}
        work |= {"effectiveFormat": self._format, "hyperlink": self._link}
        self.parts = [
            (name, work[name], _cutter(tree.get(name, {}))) for name in tree or NAMES if name in work
        ]

        # What conditional formats, alternating colours and formulas give may change without their cell.
        rules = bool(sheet.conditionals or sheet.bandings) and masks.selects(tree, "effectiveFormat")
        self.key = None if rules else (json.dumps(tree), book.locale, switches.current())
        self.known: pool.Answers = {} if rules else pool.answers(self.key)

    def row(self, cells: Row, row: int, columns: range) -> list[Json]:
        """The cells of a row; one that was answered before through the same mask is not worked out again."""
        if self.key is None:
            return [self.cell(cells.get(column, {}), row, column) for column in columns]
        known = self.known
        answers: list[Json] = []
        for column in columns:
            stored = cells.get(column)
            if not stored:
                answers.append({})
                continue
            found = known.get(id(stored))
            if found is None or found[0] is not stored:
                found = stored, self.cell(stored, row, column)
                if "formulaValue" not in stored.get("userEnteredValue", ()):
                    known[id(stored)] = found
            answers.append(found[1])
        return answers

    def cell(self, stored: Cell, row: int, column: int) -> Json:
        """One CellData, of which only what the mask asks for is worked out."""
        answer: Json = {}
        for name, work, cut in self.parts:
            value = stored.get(name) if work is None else work(stored, row, column)
            if value is not None:
                answer[name] = cut(value) if cut else value
        return answer

    def _value(self, stored: Cell, row: int, column: int) -> Json | None:
        entered: Json | None = stored.get("userEnteredValue")
        if entered is None or "formulaValue" not in entered:
            return entered
        return evaluate.effective_value(self.book, self.sheet, row, column)

    def _shown(self, stored: Cell, row: int, column: int) -> str | None:
        entered = stored.get("userEnteredValue")
        if entered is None:
            return None
        text: str | None = entered.get("stringValue")
        return formatted(self.book, self.sheet, row, column) if text is None else text

    def _format(self, stored: Cell, row: int, column: int) -> Json | None:
        rules = self.sheet.conditionals
        extra = conditions.conditional_format(self.book, self.sheet, row, column) if rules else {}
        band = banding.background(self.sheet, row, column) if self.sheet.bandings else None
        if extra or band or "userEnteredValue" in stored or "userEnteredFormat" in stored:
            return effective_format(stored, extra, band)
        return None

    def _link(self, stored: Cell, row: int, column: int) -> str | None:
        return hyperlink(self.book, self.sheet, row, column) or None


def _cutter(tree: Tree) -> Cut | None:
    """Cuts a value to the tree; cells share their formats, and each is cut once."""
    if not tree:
        return None
    seen: dict[int, tuple[Any, Any]] = {}

    def cut(value: Any) -> Any:
        found = seen.get(id(value))
        if found is None:
            found = seen[id(value)] = (value, masks.apply(tree, value))
        return found[1]

    return cut


def effective_format(stored: Json, extra: Json, band: Json | None = None) -> Json:
    base = DEFAULT_FORMAT
    if band is not None:
        base = base | {"backgroundColor": band, "backgroundColorStyle": {"rgbColor": band}}
    overlaid = conditions.overlaid(base, stored.get("userEnteredFormat", {}))
    if stored.get("userEnteredFormat", {}).get("textFormat", {}).get("link") is None:
        overlaid = overlaid | {"hyperlinkDisplayType": overlaid.get("hyperlinkDisplayType", "PLAIN_TEXT")}
    return conditions.overlaid(overlaid, extra)


def formatted(book: Book, sheet: Sheet, row: int, column: int) -> str:
    """What the cell shows; the empty string for an empty cell."""
    value = evaluate.effective_value(book, sheet, row, column)
    if value is None:
        return ""
    if "errorValue" in value:
        return evaluate.ERROR_TEXTS.get(value["errorValue"]["type"], "#ERROR!")
    if "numberValue" in value:
        number_format = sheet.cell(row, column).get("userEnteredFormat", {}).get("numberFormat")
        return numberformat.show(value["numberValue"], number_format, book.locale)
    return evaluate.text(evaluate.plain(value))


def hyperlink(book: Book, sheet: Sheet, row: int, column: int) -> str | None:
    """The one link of a cell: of its format, of a HYPERLINK formula, or of its only linked run."""
    stored = sheet.cell(row, column)
    link: Any = stored.get("userEnteredFormat", {}).get("textFormat", {}).get("link")
    if link:
        return str(link.get("uri", ""))
    entered = stored.get("userEnteredValue", {})
    if "formulaValue" in entered:
        try:
            found = functions.link_of(Place(book, sheet, row, column), formula.parse(entered["formulaValue"]))
        except formula.SyntaxFaultError:
            return None
        return None if found is None else str(found)
    runs = [
        run["format"]["link"]["uri"] for run in stored.get("textFormatRuns", []) if run["format"].get("link")
    ]
    return str(runs[0]) if len(runs) == 1 else None
