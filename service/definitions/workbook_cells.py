"""One value of a form as one cell that people can read and edit, and back.

Lists stand one a line, bands as ``0–60 red``, keys as ``QP01: field``. What would not come back as it was
(a text with blanks at its ends, a number kept as text where numbers may stand …) is written ``json: …``.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from service.definitions.workbook_schema import TYPES, Place
from service.errors import RefusedError

CELL_LETTERS = 32_767
"""What a cell of a workbook holds at most."""
JSON = "json:"
EMPTY = '""'
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
BAND = re.compile(r"(-?[0-9.]+)\s*(?:[–—-]|\.\.|to|ถึง)\s*(-?[0-9.]+)\s+(\S.*)", re.DOTALL)
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
SCALARS = frozenset({"string", "integer", "number", "boolean"})
TRUTHS = {"yes": True, "true": True, "true()": True, "no": False, "false": False, "false()": False}
EXACT = 10**15
"""Spreadsheets keep 15 digits of a number; a longer one is written as text."""


class CellError(ValueError):
    """A cell that cannot be read; the message says what to write instead."""


def encode(value: Any, place: Place) -> str | int | float:
    """The cell of a value. Raises RefusedError when no cell can hold it."""
    for cell in _candidates(value):
        if (not isinstance(cell, str) or not UNSAFE.search(cell)) and _comes_back(cell, value, place):
            return cell
    cell = f"{JSON} {json.dumps(value, ensure_ascii=False)}"
    if len(cell) > CELL_LETTERS or not _comes_back(cell, value, place):
        raise RefusedError(f"ยาวหรือซับซ้อนเกินกว่าหนึ่งช่องของตาราง (no cell can hold this): {cell[:60]}…")
    return cell


def _comes_back(cell: str | int | float, value: Any, place: Place) -> bool:
    if isinstance(cell, str) and not 0 < len(cell) <= CELL_LETTERS:
        return False
    try:
        return json.dumps(decode(cell, place), sort_keys=True) == json.dumps(value, sort_keys=True)
    except CellError:
        return False


def _candidates(value: Any) -> Iterator[str | int | float]:
    if isinstance(value, bool):
        yield from (("yes", "true") if value else ("no", "false"))
    elif isinstance(value, int | float):
        if abs(value) < EXACT and float(f"{value:.15g}") == value and not _whole_float(value):
            yield value
        yield repr(value)
    elif isinstance(value, str):
        yield value or EMPTY
    elif isinstance(value, dict):
        yield "\n".join(f"{key}: {_word(inner)}" for key, inner in value.items())
    elif isinstance(value, list):
        yield "\n".join(_line(item) for item in value)


def _whole_float(value: int | float) -> bool:
    """2.0 would come back as 2, and a definition's hash tells them apart."""
    return isinstance(value, float) and value.is_integer()


def _line(item: Any) -> str:
    """An item of a list on a line of its own."""
    if isinstance(item, list) and len(item) == 3:
        return f"{_word(item[0])}–{_word(item[1])} {_word(item[2])}"
    if isinstance(item, dict):
        return "; ".join(f"{key}: {_word(inner)}" for key, inner in item.items())
    return _word(item)


def _word(value: Any) -> str:
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def decode(cell: Any, place: Place) -> Any:
    """The value of a cell as it stands in a workbook. Raises CellError."""
    if isinstance(cell, str):
        return _from_text(cell.replace("_x000D_", "").replace("\r\n", "\n").strip(), place)
    value, types = _plain(cell), place.types
    if types == {"array"}:
        return [_suited(value, place.item().types)]
    return _suited(value, types)


def _plain(cell: Any) -> Any:
    """A day as its text, a whole number as such: spreadsheets of Google write 80.0 for 80."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell.isoformat()
    if not isinstance(cell, bool | int | float):
        raise CellError(f"{cell} เป็นเวลา ให้เขียนข้อความหรือตัวเลข ({cell} is a time: write a text or a number)")
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _suited(value: Any, types: frozenset[str]) -> Any:
    """A number or truth where a text is wanted is that text: a cell "2566.1" often loses its quotes."""
    if isinstance(value, bool):
        return value if "boolean" in types or "string" not in types else str(value).lower()
    if isinstance(value, int | float) and not types & {"integer", "number"} and "string" in types:
        return str(value)
    return value


def _from_text(text: str, place: Place) -> Any:
    if text.startswith(JSON):
        try:
            return json.loads(text.removeprefix(JSON))
        except ValueError as error:
            raise CellError(
                f"อ่านค่าหลัง {JSON} ไม่ได้ ให้เขียนเป็นค่าธรรมดา "
                f"(what follows {JSON} is not JSON ({error}); write it as a plain value)"
            ) from error
    types = place.types
    scalar = bool(types & SCALARS)
    if "array" in types and types != TYPES and (not scalar or "\n" in text):
        return [_item(line, place.item()) for line in _lines(text, place.item())]
    if "object" in types and not scalar:
        return _pairs(text.split("\n"), place)
    return _scalar(text, types)


def _lines(text: str, item: Place) -> list[str]:
    """The items of a list: one a line, and where the words are a closed list also by commas."""
    parts = re.split(r"[\n,]" if item.words else r"\n", text)
    return [part.strip() for part in parts if part.strip()]


def _item(line: str, item: Place) -> Any:
    if item.types == {"array"}:
        return _band(line)
    if item.types == {"object"}:
        return _pairs(re.split(r";\s", line), item)
    return _scalar(line, item.types)


def _band(line: str) -> list[Any]:
    found = BAND.fullmatch(line)
    if found is None:
        raise CellError(
            f"{line!r} ไม่ใช่ช่วง ให้เขียนบรรทัดละช่วง เช่น 0–60 red "
            f"({line!r} is no band; write each on its line as 0–60 red)"
        )
    return [_scalar(text, TYPES) for text in found.groups()]


def _pairs(parts: list[str], place: Place) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for part in parts:
        if part.strip():
            key, colon, text = part.partition(":")
            key = key.strip()
            if not colon or not key or key in pairs:
                shown = repr(part.strip())
                raise CellError(
                    f"{shown} ไม่ใช่คำสั่งที่มีค่าของตัวเอง ให้เขียนเป็น คำสั่ง: ค่า "
                    f"({shown} is no key with a value of its own; write it as key: value)"
                )
            pairs[key] = _inner(text.strip(), place.key(key))
    return pairs


def _inner(text: str, place: Place) -> Any:
    """A value behind a colon: a list or record there is written as JSON."""
    if text[:1] in ("[", "{") and not place.types & SCALARS:
        try:
            return json.loads(text)
        except ValueError as error:
            raise CellError(
                f"อ่าน {text!r} ไม่ได้ ให้เขียนเช่น [1, 2] ({text!r} cannot be read ({error}); write it as [1, 2])"
            ) from error
    return _scalar(text, place.types)


def _scalar(text: str, types: frozenset[str]) -> Any:
    """A text as what may stand there; what it cannot be stays text, for the JSON Schema to refuse."""
    if text == EMPTY and "string" in types:
        return ""
    if types & {"integer", "number"}:
        if "string" not in types and THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        if NUMBER.fullmatch(text):
            return float(text) if re.search("[.eE]", text) else int(text)
    if "boolean" in types:
        words = {"true": True, "false": False} if "string" in types else TRUTHS
        return words.get(text.casefold(), text)
    return text
