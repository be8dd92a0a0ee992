"""What a form refers to outside itself: code lists (codes/<list>.csv) and other forms of its folder."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from service.core.schema import Code, Reference
from service.definitions.source import Source, read_source

COLUMNS = ("code", "title_th", "valid_from", "valid_to")
LISTS = "codes"
"""The folder of code lists beside the forms, and the first part of their names as resources."""


def foreign_keys(data: Any) -> list[Mapping[str, Any]]:
    return list(data["schema"].get("foreignKeys") or ())


def one_name(names: Any) -> str:
    """The field of a foreign key: Table Schema takes a name, or a list of names."""
    return str(names if isinstance(names, str) else names[0])


def references(data: Any) -> dict[str, Reference]:
    """Where the values of each field must stand, by field."""
    return {
        one_name(key["fields"]): Reference(key["reference"]["resource"], one_name(key["reference"]["fields"]))
        for key in foreign_keys(data)
    }


def with_references(source: Source, folder: Path) -> tuple[Source, list[str]]:
    """The form with the code lists and forms it refers to, and the faults of those code lists."""
    faults: list[str] = []
    codes: dict[str, tuple[Code, ...]] = {}
    forms: set[str] = set()
    for reference in references(source.data).values():
        path = list_path(folder, reference.resource)
        if reference.form:
            forms.add(reference.form)
        elif path and path.is_file() and reference.resource not in codes:
            codes[reference.resource], found = read_codes(path)
            faults += found
    beside = _forms_beside(folder, forms - {source.data["form"]["id"]})
    return replace(source, codes=codes, beside=beside), faults


def list_path(folder: Path, resource: str) -> Path | None:
    """The file of a code list; None when the resource is none."""
    kind, _, name = resource.partition("/")
    return folder / LISTS / f"{name}.csv" if kind == LISTS and name else None


def list_names(folder: Path) -> list[str]:
    return [f"{LISTS}/{path.stem}" for path in sorted((folder / LISTS).glob("*.csv"))]


def _forms_beside(folder: Path, wanted: Iterable[str]) -> dict[str, Any]:
    """The other forms of the folder by id, as they are written; nothing is read when none is wanted."""
    if not set(wanted):
        return {}
    sources = [read_source(path)[0] for path in sorted(folder.glob("*.yaml"))]
    return {source.data["form"]["id"]: source.data for source in sources if _has_id(source.data)}


def _has_id(data: Any) -> bool:
    head = data.get("form")
    return isinstance(head, dict) and isinstance(head.get("id"), str)


def read_codes(path: Path) -> tuple[tuple[Code, ...], list[str]]:
    """The codes of a list, and every fault of its file with line and column."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return (), [f"{LISTS}/{path.name}:1: file: not UTF-8; save it as UTF-8"]
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        return (), [f"{LISTS}/{path.name}:1: file: the first line must be {','.join(COLUMNS)}"]
    codes: list[Code] = []
    faults: list[str] = []
    for row in rows:
        code, wrong = _code(row)
        wrong = wrong or list(_overlaps(code, codes))
        faults += [f"{LISTS}/{path.name}:{rows.line_num}: {words}" for words in wrong]
        codes.append(code)
    if not codes:
        faults.append(f"{LISTS}/{path.name}:2: file: no code stands here; write one a line")
    return tuple(codes), faults


def _code(row: Mapping[str, str | None]) -> tuple[Code, list[str]]:
    """The code of a line, and what is wrong with it."""
    text = {name: (row.get(name) or "").strip() for name in COLUMNS}
    faults = [f"{name}: is missing here" for name in COLUMNS[:2] if not text[name]]
    days: list[date | None] = []
    for name in COLUMNS[2:]:
        try:
            days.append(date.fromisoformat(text[name]) if text[name] else None)
        except ValueError:
            days.append(None)
            faults.append(f"{name}: {text[name]} is no date; write it as 2022-10-01, or leave it blank")
    if days[0] and days[1] and days[0] > days[1]:
        faults.append("valid_to: lies before valid_from")
    return Code(text["code"], text["title_th"], days[0], days[1]), faults


def _overlaps(code: Code, before: Iterable[Code]) -> Iterator[str]:
    """A code may stand twice when its title changed: then the one ends before the other begins."""
    for other in before:
        same = other.code == code.code
        if same and code.is_valid(other.valid_from or date.min, other.valid_to or date.max):
            yield f"code: {code.code!r} stands here already for the same days; give the older one valid_to"
            return
