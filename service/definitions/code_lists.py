"""Code lists: codes/<list>.csv beside the forms, or ``codes:`` in a form that is to stand by itself."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from service.core.calendar import day_fault
from service.core.schema import Code
from service.definitions.shape import Fault
from service.definitions.source import UNREAD
from service.errors import DefinitionError

COLUMNS = ("code", "title_th", "valid_from", "valid_to")
NOTE = "note"
"""A column that may stand after these."""
LISTS = "codes"
"""The folder of code lists, the key of a form's own ones, and the first part of their names as resources."""
NOT_UTF8 = "ไฟล์ไม่ได้บันทึกเป็น UTF-8 ให้บันทึกใหม่เป็น CSV UTF-8 (not UTF-8; save it as UTF-8)"
FIRST_LINE = (
    f"บรรทัดแรกต้องเป็น {','.join(COLUMNS)} ต่อด้วย ,{NOTE} ก็ได้ ให้แก้หรือเพิ่มบรรทัดนี้ "
    f"(the first line must be {','.join(COLUMNS)} (and ,{NOTE} if you like); write it so)"
)
NO_CODE = "ยังไม่มีรหัสในไฟล์นี้ ให้เขียนบรรทัดละรหัส (no code stands here; write one a line)"
MISSING = "ยังว่างอยู่ ให้เติม (is missing here; add it)"
TOO_EARLY = "อยู่ก่อนวัน valid_from ให้เขียนวันหลังจากนั้น (lies before valid_from; write a later day)"
Lists = Mapping[str, tuple[Code, ...]]
"""Codes by the name of their list as a resource: codes/strategy."""


def list_path(folder: Path, resource: str) -> Path | None:
    """The file of a code list; None when the resource is none."""
    kind, _, name = resource.partition("/")
    return folder / LISTS / f"{name}.csv" if kind == LISTS and name else None


def list_names(data: Any, folder: Path) -> list[str]:
    """The lists a form can refer to: its own when it has any, else those beside it."""
    if LISTS in data:
        return [f"{LISTS}/{name}" for name in data[LISTS]]
    return [f"{LISTS}/{path.stem}" for path in sorted((folder / LISTS).glob("*.csv"))]


def own_lists(data: Any) -> dict[str, tuple[Code, ...]]:
    """The code lists that stand in the form's own file."""
    lists = (data.get(LISTS) or {}).items()
    return {f"{LISTS}/{name}": tuple(_code(item) for item in items) for name, items in lists}


def own_list_faults(data: Any) -> Iterator[Fault]:
    """Faults of the codes in the form's own file."""
    for name, items in (data.get(LISTS) or {}).items():
        before: list[Code] = []
        for index, item in enumerate(items):
            for column, words in _row_faults(item, before):
                yield (LISTS, name, index, column), words
            before.append(_code(item))


def read_codes(path: Path) -> tuple[tuple[Code, ...], list[str]]:
    """The codes of a list's file, and every fault of it with line and column."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return (), [f"{LISTS}/{path.name}:1: file: {UNREAD} (cannot be read ({error.strerror}))"]
    except UnicodeDecodeError:
        return (), [f"{LISTS}/{path.name}:1: file: {NOT_UTF8}"]
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) not in (COLUMNS, (*COLUMNS, NOTE)):
        return (), [f"{LISTS}/{path.name}:1: file: {FIRST_LINE}"]
    codes: list[Code] = []
    faults: list[str] = []
    for row in rows:
        found = _row_faults(row, codes)
        faults += [f"{LISTS}/{path.name}:{rows.line_num}: {column}: {words}" for column, words in found]
        codes.append(_code(row))
    if not codes:
        faults.append(f"{LISTS}/{path.name}:2: file: {NO_CODE}")
    return tuple(codes), faults


def self_contained(text: str, data: Any, codes: Lists) -> str:
    """The text of a form with the code lists it refers to in it, so that it can be kept by itself."""
    if LISTS in data or not codes:
        return text
    lists = {
        name.removeprefix(f"{LISTS}/"): [_plain(code) for code in found] for name, found in codes.items()
    }
    return f"{text.rstrip()}\n{LISTS}: {json.dumps(lists, ensure_ascii=False)}\n"


def _plain(code: Code) -> dict[str, str]:
    days = {"valid_from": code.valid_from, "valid_to": code.valid_to}
    given = {name: day.isoformat() for name, day in days.items() if day}
    return {"code": code.code, "title_th": code.title, **given}


def _cell(row: Mapping[str, Any], column: str) -> str:
    return str(row.get(column) or "").strip()


def _code(row: Mapping[str, Any]) -> Code:
    """The code of a row; a day that cannot be read is left out (``_row_faults`` names it)."""
    first, last = _day(_cell(row, "valid_from")), _day(_cell(row, "valid_to"))
    return Code(_cell(row, "code"), _cell(row, "title_th"), first, last, _cell(row, NOTE))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _row_faults(row: Mapping[str, Any], before: Iterable[Code]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row, by column."""
    code = _code(row)
    for column in COLUMNS[:2]:
        if not _cell(row, column):
            yield column, MISSING
    for column in COLUMNS[2:]:
        text = _cell(row, column)
        if text and _day(text) is None:
            yield column, _no_date(text)
        elif text and (words := day_fault(text)):
            yield column, words
    if code.valid_from and code.valid_to and code.valid_from > code.valid_to:
        yield "valid_to", TOO_EARLY
    for other in before:
        if other.code == code.code and code.is_valid(
            other.valid_from or date.min, other.valid_to or date.max
        ):
            yield "code", _again(code.code)
            return


def _no_date(text: str) -> str:
    return (
        f"{text} ไม่ใช่วันที่ ให้เขียนเป็น ค.ศ. เช่น 2022-10-01 หรือเว้นว่าง "
        f"({text} is no date; write it as 2022-10-01, or leave it out)"
    )


def _again(code: str) -> str:
    return (
        f"รหัส {code!r} มีอยู่แล้วในช่วงวันเดียวกัน ให้ใส่ valid_to ที่รหัสเดิม "
        f"({code!r} stands here already for the same days; give the older one valid_to)"
    )


def load_lists(folder: Path) -> dict[str, tuple[Code, ...]]:
    """Every code list beside the forms, by name. Raises DefinitionError naming the faults of all."""
    lists: dict[str, tuple[Code, ...]] = {}
    faults: list[str] = []
    for path in sorted((folder / LISTS).glob("*.csv")):
        lists[path.stem], found = read_codes(path)
        faults += found
    if faults:
        raise DefinitionError(faults)
    return lists
