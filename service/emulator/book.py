"""One spreadsheet: its tabs, named ranges and developer metadata."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from . import references, shifts, switches
from .a1 import Area, from_grid, parse_cells, split_title, unparseable
from .errors import ApiError, Json
from .sheet import Sheet
from .shifts import Shift

DEFAULT_LOCALE, DEFAULT_TIME_ZONE = "en_US", "Etc/GMT"
CUSTOM_ZONE = re.compile(r"GMT([+-])(\d\d):(\d\d)$")
WHITE: Json = {"red": 1, "green": 1, "blue": 1}
DEFAULT_TEXT: Json = {
    "foregroundColor": {},
    "fontFamily": "arial,sans,sans-serif",
    "fontSize": 10,
    "bold": False,
    "italic": False,
    "strikethrough": False,
    "underline": False,
    "foregroundColorStyle": {"rgbColor": {}},
}
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": DEFAULT_TEXT,
    "backgroundColorStyle": {"rgbColor": WHITE},
}


THEME_COLORS: dict[str, Json] = {
    "TEXT": {},
    "BACKGROUND": WHITE,
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}
DEFAULT_THEME: Json = {
    "primaryFontFamily": "Arial",
    "themeColors": [{"colorType": name, "color": {"rgbColor": rgb}} for name, rgb in THEME_COLORS.items()],
}


def utc_now() -> datetime:
    return datetime.now(UTC)


def time_zone(name: str) -> tzinfo:
    """By its CLDR name, or as a custom GMT-07:00. An unknown one is a ValueError."""
    custom = CUSTOM_ZONE.match(name)
    if custom:
        offset = timedelta(hours=int(custom[2]), minutes=int(custom[3]))
        return timezone(-offset if custom[1] == "-" else offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError(name) from None


class Book:
    def __init__(self, book_id: str, properties: Json) -> None:
        self.id = book_id
        self.properties = properties
        self.sheets: list[Sheet] = []
        self.named: list[Json] = []
        self.metadata: list[Json] = []
        self.memo: dict[tuple[int, int, int], Any] = {}
        self.clock: Callable[[], datetime] = utc_now

    @classmethod
    def new(cls, book_id: str, title: str) -> Book:
        properties = {"title": title, "locale": switches.current().new_locale, "autoRecalc": "ON_CHANGE"}
        properties |= {"timeZone": DEFAULT_TIME_ZONE}
        looks = {"defaultFormat": DEFAULT_FORMAT, "spreadsheetTheme": DEFAULT_THEME}
        book = cls(book_id, {**properties, **looks})
        book.add({"sheetId": 0, "title": "Sheet1"})
        return book

    def today(self) -> date:
        """The day in the spreadsheet's own time zone, as TODAY() gives it."""
        zone = time_zone(str(self.properties.get("timeZone", DEFAULT_TIME_ZONE)))
        return self.clock().astimezone(zone).date()

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", DEFAULT_LOCALE))

    def add(self, properties: Json, index: int | None = None) -> Sheet:
        """A new tab of 1000 x 26, with what `properties` says otherwise."""
        given = dict(properties)
        grid = {"rowCount": 1000, "columnCount": 26} | given.pop("gridProperties", {})
        grid = {name: value for name, value in grid.items() if value not in (0, False)}
        sheet_id = given.pop("sheetId", None)
        base = {
            "sheetId": self.free_sheet_id() if sheet_id is None else sheet_id,
            "title": self._free_title(),
        }
        sheet = Sheet(base | given | {"sheetType": "GRID", "gridProperties": grid})
        self.sheets.insert(len(self.sheets) if index is None else index, sheet)
        self.renumber()
        return sheet

    def _free_title(self) -> str:
        taken = {sheet.title for sheet in self.sheets}
        number = len(self.sheets) + 1
        while f"Sheet{number}" in taken:
            number += 1
        return f"Sheet{number}"

    def free_sheet_id(self) -> int:
        taken = {sheet.id for sheet in self.sheets}
        while (number := secrets.randbelow(2**31 - 1)) in taken or number == 0:
            continue
        return number

    def renumber(self) -> None:
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def find(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        exact = next((sheet for sheet in self.sheets if sheet.title == title), None)
        lowered = title.lower()
        return exact or next((sheet for sheet in self.sheets if sheet.title.lower() == lowered), None)

    def resolve(self, text: str) -> tuple[Sheet, Area]:
        """A range as the API takes it: cells, tab and cells, a tab alone, or a named range."""
        title, cells = split_title(text)
        # A name means its own range, whichever tab is put in front of it.
        named = self._named_range(cells)
        if named:
            return named
        sheet = self.titled(title) if title is not None else self.sheets[0]
        if sheet and title is not None:
            return sheet, parse_cells(cells) if cells else Area()
        whole = self.titled(text)
        if whole:
            return whole, Area()
        if sheet is None or not cells:
            raise unparseable(text)
        return sheet, parse_cells(cells)

    def _named_range(self, name: str) -> tuple[Sheet, Area] | None:
        for named in self.named:
            if named["name"].lower() == name.lower():
                sheet = self.find(named["range"].get("sheetId", 0))
                if sheet:
                    return sheet, from_grid(named["range"])
        return None

    def resolve_in_grid(self, text: str) -> tuple[Sheet, Area]:
        """The range cut to the grid; one that starts outside of it is an error, as in Google's answer."""
        sheet, area = self.resolve(text)
        if (area.top or 0) >= sheet.row_count or (area.left or 0) >= sheet.column_count:
            size = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
            raise ApiError(400, f"Range ({text}) exceeds grid limits. {size}")
        bounded = sheet.bounded(area)
        return sheet, Area(
            bounded.top,
            min(bounded.bottom or 0, sheet.row_count),
            bounded.left,
            min(bounded.right or 0, sheet.column_count),
        )

    def changed(self) -> None:
        """Forget what was calculated from the former content."""
        self.memo.clear()

    def shift(self, sheet: Sheet, axis: str, shift: Shift) -> None:
        """Shift the tab and everything elsewhere that refers to it."""
        sheet.shift(axis, shift)
        self.named = [moved for named in self.named if (moved := _shift_named(named, sheet.id, axis, shift))]
        self.metadata = [
            moved for item in self.metadata if (moved := _shift_item(item, sheet.id, axis, shift))
        ]
        for other in self.sheets:
            references.shift_sheet(other, references.Moving(sheet.title, axis, shift))
        self.changed()

    def encode(self) -> str:
        head = {"id": self.id, "properties": self.properties, "named": self.named, "metadata": self.metadata}
        sheets = ",".join(sheet.encode() for sheet in self.sheets)
        return json.dumps(head, ensure_ascii=False)[:-1] + f', "sheets": [{sheets}]' + "}"

    @classmethod
    def decode(cls, text: str) -> Book:
        content = json.loads(text)
        book = cls(content["id"], content["properties"])
        book.named, book.metadata = content["named"], content["metadata"]
        book.sheets = [Sheet.decode(sheet) for sheet in content["sheets"]]
        return book


def _shift_named(named: Json, sheet_id: int, axis: str, shift: Shift) -> Json | None:
    if named["range"].get("sheetId", 0) != sheet_id:
        return named
    moved = shifts.shift_grid(named["range"], axis, shift)
    return {**named, "range": moved} if moved else None


def _shift_item(item: Json, sheet_id: int, axis: str, shift: Shift) -> Json | None:
    place = item["location"].get("dimensionRange")
    if not place or place.get("sheetId", 0) != sheet_id or place["dimension"] != axis:
        return item
    span = shift.span(place["startIndex"], place["endIndex"])
    if span is None:
        return None
    moved = {**place, "startIndex": span[0], "endIndex": span[1]}
    return {**item, "location": {**item["location"], "dimensionRange": moved}}
