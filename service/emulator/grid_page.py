"""A tab as the browser page needs it: sizes, cells with ready styles, drop-downs, what may be typed."""

from __future__ import annotations

from . import banding, conditions, evaluate, filtering, protection, render
from .a1 import Area, column_letters, from_grid
from .book import DEFAULT_FORMAT, Book
from .errors import Json
from .evaluate import Place
from .protection import Rights
from .sheet import COLUMNS, DEFAULT_COLUMN_WIDTH, DEFAULT_ROW_HEIGHT, ROWS, Sheet

SPARE_ROWS, SPARE_COLUMNS = 12, 4
LEAST_ROWS, LEAST_COLUMNS = 30, 10
FLEX = {"TOP": "top", "MIDDLE": "middle", "BOTTOM": "bottom"}


def page_of(book: Book, sheet: Sheet, rights: Rights, writer: bool) -> Json:
    """Everything of one tab, with a little empty space below and beside what is used."""
    rows, columns = extent(sheet)
    tabs = [{"title": one.title, "id": one.id} for one in book.sheets if not one.properties.get("hidden")]
    grid = sheet.properties["gridProperties"]
    filtered = filtering.hidden_rows(book, sheet)
    return {
        "title": book.properties["title"],
        "sheetId": sheet.id,
        "tabs": tabs,
        "frozenRows": grid.get("frozenRowCount", 0),
        "frozenColumns": grid.get("frozenColumnCount", 0),
        "gridlines": not grid.get("hideGridlines"),
        "columns": [_band(sheet, COLUMNS, index) for index in range(columns)],
        "rows": [
            _band(sheet, ROWS, row, row in filtered)
            | {"cells": [_cell(book, sheet, row, column, rights, writer) for column in range(columns)]}
            for row in range(rows)
        ],
        "merges": [_merge(sheet.bounded(from_grid(merge))) for merge in sheet.merges],
    }


def extent(sheet: Sheet) -> tuple[int, int]:
    used = [(row, column) for row, column, _ in sheet.cells(Area())]
    rows = max([row + 1 for row, _ in used], default=0) + SPARE_ROWS
    columns = max([column + 1 for _, column in used], default=0) + SPARE_COLUMNS
    shown_rows, shown_columns = max(rows, LEAST_ROWS), max(columns, LEAST_COLUMNS)
    return min(sheet.row_count, shown_rows), min(sheet.column_count, shown_columns)


def _band(sheet: Sheet, axis: str, index: int, filtered: bool = False) -> Json:
    size = sheet.sizes[axis].get(index, {})
    default = DEFAULT_ROW_HEIGHT if axis == ROWS else DEFAULT_COLUMN_WIDTH
    name = str(index + 1) if axis == ROWS else column_letters(index)
    hidden = filtered or bool(size.get("hiddenByUser"))
    return {
        "name": name,
        "size": size.get("pixelSize", default),
        "fixed": "pixelSize" in size,
        "hidden": hidden,
    }


def _merge(area: Area) -> list[int]:
    return [area.top or 0, area.bottom or 0, area.left or 0, area.right or 0]


def _cell(book: Book, sheet: Sheet, row: int, column: int, rights: Rights, writer: bool) -> Json:
    stored = sheet.cell(row, column)
    extra = _extra(book, sheet, row, column, stored)
    editable = writer and protection.may_edit(sheet, row, column, rights)
    answer: Json = {} if editable else {"locked": True}
    if not stored and not extra:
        return answer
    answer["text"] = render.formatted(book, sheet, row, column)
    answer["style"] = style(stored, extra, evaluate.effective_value(book, sheet, row, column) or {})
    if stored.get("note"):
        answer["note"] = stored["note"]
    link = render.hyperlink(book, sheet, row, column)
    if link and link.startswith(("http://", "https://", "mailto:", "#")):
        answer["link"] = link
    entered = stored.get("userEnteredValue", {})
    if "formulaValue" in entered:
        answer["entered"] = entered["formulaValue"]
    return answer | _choices(book, sheet, row, column, stored.get("dataValidation"))


def _extra(book: Book, sheet: Sheet, row: int, column: int, stored: Json) -> Json:
    """What conditional formats and alternating colours add; a fill of the cell's own hides the latter."""
    band = banding.background(sheet, row, column) if sheet.bandings else None
    own = "backgroundColor" in stored.get("userEnteredFormat", {})
    base = {"backgroundColor": band} if band is not None and not own else {}
    return base | conditions.conditional_format(book, sheet, row, column) if sheet.conditionals else base


def _choices(book: Book, sheet: Sheet, row: int, column: int, rule: Json | None) -> Json:
    if not rule:
        return {}
    found = conditions.choices(Place(book, sheet, row, column), rule["condition"])
    answer: Json = {"hint": rule["inputMessage"]} if rule.get("inputMessage") else {}
    if found and (rule.get("showCustomUi") or rule["condition"]["type"] == "BOOLEAN"):
        answer |= {"choices": found, "strict": bool(rule.get("strict"))}
    return answer


def style(stored: Json, extra: Json, value: Json) -> str:
    """The effective format as an inline style; every value comes from a number or a fixed word."""
    shown = conditions.overlaid(
        conditions.overlaid(DEFAULT_FORMAT, stored.get("userEnteredFormat", {})), extra
    )
    text = shown.get("textFormat", {})
    rules = {
        "background-color": css_color(shown["backgroundColor"]) if shown["backgroundColor"] != WHITE else "",
        "color": css_color(text.get("foregroundColor", {})) if text.get("foregroundColor") else "",
        "font-weight": "700" if text.get("bold") else "",
        "font-style": "italic" if text.get("italic") else "",
        "font-size": f"{float(text['fontSize']):g}pt" if text.get("fontSize", 10) != 10 else "",
        "text-decoration": _decoration(text),
        "text-align": _alignment(shown, value),
        "vertical-align": FLEX.get(shown.get("verticalAlignment", "BOTTOM"), "bottom"),
        "white-space": {"WRAP": "pre-wrap", "CLIP": "pre"}.get(shown.get("wrapStrategy", ""), ""),
    }
    rules |= {f"border-{side}": css_border(line) for side, line in shown.get("borders", {}).items()}
    return ";".join(f"{name}:{value}" for name, value in rules.items() if value)


WHITE: Json = {"red": 1, "green": 1, "blue": 1}


def css_color(color: Json) -> str:
    channels = (round(255 * float(color.get(name, 0))) for name in ("red", "green", "blue"))
    return "rgb({}, {}, {})".format(*channels)


def css_border(line: Json) -> str:
    width = {"SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}.get(line.get("style", ""), 1)
    kind = {"DOTTED": "dotted", "DASHED": "dashed", "DOUBLE": "double"}.get(line.get("style", ""), "solid")
    return f"{width}px {kind} {css_color(line.get('color', {}))}"


def _decoration(text: Json) -> str:
    names = {"underline": "underline", "strikethrough": "line-through"}
    return " ".join(css for name, css in names.items() if text.get(name))


def _alignment(shown: Json, value: Json) -> str:
    given = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}.get(shown.get("horizontalAlignment", ""))
    if given:
        return given
    if "numberValue" in value:
        return "right"
    return "center" if "boolValue" in value or "errorValue" in value else ""
