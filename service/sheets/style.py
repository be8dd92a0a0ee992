"""Colours and small pieces of Google's JSON."""

import unicodedata
from collections.abc import Mapping
from typing import Any

WHITE = "FFFFFF"
HEAD = "1F4E79"
GROUP = "DEEAF6"
SOFT = "F8F9FA"
GIVEN_HEAD, GIVEN = "7F7F7F", "F5F5F5"
"""What is filled in already: its heading and cells. Neither is a colour that answers have."""
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


PHONE_LINE = 54
"""So many small letters stand beside each other on a phone."""


def folded(text: str, most: int = PHONE_LINE) -> str:
    """The text in lines of at most ``most`` letters, broken at its spaces; signs above and below a letter
    take no room. For cells whose text runs over the next ones: it cannot be scrolled to in a frozen head."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and sum(unicodedata.category(letter) != "Mn" for letter in longer) > most:
            lines.append(word)
        else:
            lines[-1:] = [longer]
    return "\n".join(lines)


PLAIN_TEXT = {"type": "TEXT"}
CODE_COLOUR, CODE_SIZE = "BBBBBB", 8


def styled(
    text: str = "",
    *,
    fill: str = "",
    bold: bool = False,
    size: int = 10,
    colour: str = "",
    wrap: str = "WRAP",
    centre: bool = False,
    number_format: dict[str, str] | None = None,
    note: str = "",
    link: str = "",
    top: bool = False,
) -> dict[str, Any]:
    """A cell with literal text and a look of its own."""
    shape: dict[str, Any] = {"wrapStrategy": wrap, "verticalAlignment": "TOP" if top else "MIDDLE"}
    style: dict[str, Any] = {"fontSize": size, "bold": bold}
    if fill:
        shape["backgroundColorStyle"] = rgb(fill)
    if colour:
        style["foregroundColorStyle"] = rgb(colour)
    if link:
        style["link"] = {"uri": link}
    if centre:
        shape["horizontalAlignment"] = "CENTER"
    shape["textFormat"] = style
    shape["numberFormat"] = number_format or PLAIN_TEXT
    cell: dict[str, Any] = {"userEnteredFormat": shape}
    if text:
        cell["userEnteredValue"] = {"stringValue": text}
    if note:
        cell["note"] = note
    return cell


def code(text: str) -> dict[str, Any]:
    """A code or key: small and pale, should its row or column be shown."""
    return styled(text, colour=CODE_COLOUR, size=CODE_SIZE)


def heading(text: str, note: str = "", fill: str = HEAD) -> dict[str, Any]:
    """A heading of a column."""
    return styled(text, bold=True, fill=fill, colour=WHITE, centre=True, note=note)
