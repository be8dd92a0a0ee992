"""A YAML file with the line of every key, read strictly (YAML 1.2: ``on`` and ``no`` stay text)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import ComposerError
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from service.core.schema import Code
from service.definitions.quick_yaml import quick_load

Where = Sequence[str | int]
FORM_FILES = "[!.]*.yaml"
"""Hidden files are not the analyst's: editors and copying leave them while a file is being changed."""
MAX_BYTES = 1_000_000
FILES_KEPT = 256
"""More than a folder of forms holds: every file is looked at for each that refers to another, so with too
little room all would be parsed each time."""
UNREAD = "เปิดไฟล์ไม่ได้ ให้ตรวจชื่อและที่อยู่ของไฟล์ (cannot be read ({why}); check its name and place)"
NOT_UTF8 = "ไฟล์ไม่ใช่ UTF-8 ให้บันทึกใหม่เป็น UTF-8 (not UTF-8; save it as UTF-8)"
TOO_LARGE = f"ไฟล์ใหญ่เกิน {MAX_BYTES:,} ไบต์ ให้แบ่งเป็นหลายแบบ (larger than {MAX_BYTES} bytes; split the form)"
TOO_DEEP = "วงเล็บหรือขีด - ซ้อนกันหลายชั้นเกินไป ให้ตรวจวงเล็บ (nested too deeply; check the brackets)"
NO_FORM = (
    "ไฟล์นี้ไม่ใช่แบบ ให้เขียนขึ้นต้นด้วย spec: 1 และมี form, sheet, groups, schema … "
    "(no form; must begin with spec: 1 and hold form, sheet, groups, schema …: write it so)"
)
NO_VALUE = "อ่านค่าในบรรทัดนี้ไม่ได้ ถ้าเป็นวันที่ ให้แก้เป็นวันที่มีจริง แล้วครอบด้วยเครื่องหมายคำพูด"
KEY_TWICE = "คำสั่งนี้มีอยู่แล้วข้างบน ให้ลบออกหรือแก้ชื่อ"
LEFT_OPEN = "วงเล็บหรือเครื่องหมายคำพูดที่เปิดในบรรทัดนี้ไม่ได้ปิด หรือขาดจุลภาค ให้ตรวจแล้วเติม"
A_TAB = "บรรทัดนี้มีปุ่ม Tab ให้ใช้เว้นวรรคแทน"
TWO_FORMS = "ไฟล์หนึ่งมีแบบเดียว ให้ลบบรรทัด --- หรือแยกเป็นสองไฟล์"
NO_ALIAS = "ค่าที่ขึ้นต้นด้วย * ต้องครอบด้วยเครื่องหมายคำพูด ให้ครอบ หรือลบ * ออก"
NO_YAML = "อ่านบรรทัดนี้ไม่ได้ ให้ตรวจบรรทัดนี้และบรรทัดก่อน: ย่อหน้า เครื่องหมายคำพูด วงเล็บ และข้อความที่มี :"


@dataclass(frozen=True, slots=True)
class Source:
    """The content of a form file, and how to point at a place in it.

    ``codes`` are the code lists it refers to; ``beside`` the forms of its folder, when it refers to any;
    None when the form stands by itself, and nobody can say what stands beside it. ``plans`` are the lists
    its alignment may name, by name; None as for ``beside``.
    """

    name: str
    data: Any
    codes: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    beside: Mapping[str, Any] | None = None
    text: str = ""
    plans: Mapping[str, tuple[Code, ...]] | None = None

    def fault(self, where: Where, message: str) -> str:
        """One line for a fault: file, line, key, what is wrong and what to write."""
        key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where).lstrip(".")
        return f"{self.name}:{self.place(where)}: {key or 'file'}: {message}"

    def place(self, where: Where) -> str:
        """How a person finds ``where`` in the file: its line."""
        return str(self.line(where))

    def line(self, where: Where) -> int:
        """The line (from 1) of the key or item at ``where``, or of its nearest ancestor."""
        node, line = _with_lines(self.text) if self.text else self.data, 1
        for step in where:
            position = getattr(node, "lc", None)
            try:
                found = position.item(step) if isinstance(step, int) else position.key(step)  # type: ignore[union-attr]
                line, node = found[0] + 1, node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line


def plain(part: Any) -> Any:
    """The content as Python's own values, without what the YAML reader remembers of its writing."""
    if isinstance(part, dict):
        return {plain(key): plain(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return [plain(inner) for inner in part]
    for kind in (bool, int, float, str):
        if isinstance(part, kind):
            return kind(part)
    return part


def read_source(path: Path) -> tuple[Source, list[str]]:
    """The parsed file and the faults of its YAML (duplicate keys, broken indentation, no text)."""
    empty = Source(path.name, {})
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        return empty, [f"{path.name}:1: file: {UNREAD.format(why=error.strerror)}"]
    except UnicodeDecodeError:
        return empty, [f"{path.name}:1: file: {NOT_UTF8}"]
    if len(raw) > MAX_BYTES:
        return empty, [f"{path.name}:1: file: {TOO_LARGE}"]
    return parse_source(path.name, text)


def parse_source(name: str, text: str) -> tuple[Source, list[str]]:
    """The parsed text of a form, and the faults of its YAML; ``name`` is what faults call it.

    A text is parsed once: forms that refer to each other are looked at many times. Nobody changes the data.
    """
    source, faults = _parsed(name, text)
    return source, list(faults)


@lru_cache(maxsize=FILES_KEPT)
def _with_lines(text: str) -> Any:
    """The content with the line of every key: made when a fault is to be told."""
    return YAML(typ="rt").load(text)


@lru_cache(maxsize=FILES_KEPT)
def _parsed(name: str, text: str) -> tuple[Source, tuple[str, ...]]:
    empty = Source(name, {})
    try:
        data = quick_load(text)
        data = _with_lines(text) if data is None else data
    except MarkedYAMLError as error:
        told = f"{error.problem or error.context}; check quotes and indentation"
        return empty, (f"{name}:{_line_of(error)}: file: {_in_thai(error, text)} ({told})",)
    except (YAMLError, ValueError) as error:  # ValueError: an impossible date without quotes
        line = _line_of_no_date(text)
        told = f"a value cannot be read ({error}); put it in quotes"
        return empty, (f"{name}:{line}: file: {NO_VALUE} ({told})",)
    except RecursionError:
        return empty, (f"{name}:1: file: {TOO_DEEP}",)
    if not isinstance(data, dict):
        return empty, (f"{name}:1: file: {NO_FORM}",)
    return Source(name, data, text=text), ()


def _line_of(error: MarkedYAMLError) -> int:
    """Where a bracket or quote that is never closed begins; else where the reader stopped."""
    mark = (error.context_mark if _opened(error) else None) or error.problem_mark
    return mark.line + 1 if mark else 1


def _opened(error: MarkedYAMLError) -> bool:
    return bool(re.match("while (parsing a flow|scanning a quoted)", error.context or ""))


def _in_thai(error: MarkedYAMLError, text: str) -> str:
    """What keeps the file from being read, by the kind of error; the reader's own words are English."""
    if isinstance(error, DuplicateKeyError):
        return KEY_TWICE
    if isinstance(error, ComposerError):  # told within the stream: a second document; else an alias
        return TWO_FORMS if error.context else NO_ALIAS
    line = text.splitlines()[_line_of(error) - 1 :][:1]
    if line and "\t" in line[0]:
        return A_TAB
    return LEFT_OPEN if _opened(error) else NO_YAML


def _line_of_no_date(text: str) -> int:
    """The line of the first text that looks like a day and is none; YAML's reader does not say."""
    for found in re.finditer(r"\b(\d{4})-(\d\d?)-(\d\d?)\b", text):
        try:
            date(*map(int, found.groups()))
        except ValueError:
            return text.count("\n", 0, found.start()) + 1
    return 1
