"""Colours and small pieces of Google's JSON."""

from collections.abc import Mapping
from typing import Any

WHITE = "FFFFFF"
HEAD = "1F4E79"
GROUP = "DEEAF6"
SOFT = "F8F9FA"
LINK = "1155CC"


def rgb(colour: str) -> dict[str, Any]:
    """A ColorStyle from six hexadecimal digits."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def hex_of(cell: Mapping[str, Any]) -> str:
    """The fill somebody gave a cell, as six hexadecimal digits; "" for none (or white)."""
    shape = cell.get("userEnteredFormat", {})
    colour = shape.get("backgroundColorStyle", {}).get("rgbColor", shape.get("backgroundColor"))
    if colour is None:
        return ""
    parts = [round(colour.get(channel, 0) * 255) for channel in ("red", "green", "blue")]
    text = "".join(f"{part:02X}" for part in parts)
    return "" if text == WHITE else text


def text_value(text: str) -> dict[str, Any]:
    """A literal text, whatever it begins with; an empty cell for ""."""
    return {"userEnteredValue": {"stringValue": text}} if text else {}


def grid(sheet_id: int, top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    """A GridRange; bottom and right are the first row and column outside."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }
