"""sheet_schemas/ to forms: every fault of a file is reported at once, with file, line, key and remedy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from service.core.schema import Form
from service.definitions.build import build_form
from service.definitions.check import meaning_faults
from service.definitions.code_lists import LISTS, list_names, own_lists, self_contained
from service.definitions.fault_words import both
from service.definitions.references import with_references
from service.definitions.shape import shape_faults
from service.definitions.source import FORM_FILES, Source, parse_source, plain, read_source
from service.definitions.workbook_import import WorkbookSource, read_workbook
from service.errors import DefinitionError, NotFoundError

__all__ = [
    "Refused",
    "check_file",
    "check_workbook",
    "form_data",
    "form_ids",
    "load_form",
    "load_forms",
    "parse_form",
    "read_forms",
    "stamps",
]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no form as it stands. ``form_id`` is the form that is not there for it; "" when
    another file gives that one."""

    name: str
    form_id: str
    faults: tuple[str, ...]


def load_forms(folder: Path) -> dict[str, Form]:
    """Every form of the folder by id. Raises DefinitionError naming all faults of all files."""
    forms, refused = read_forms(folder)
    if refused:
        raise DefinitionError([fault for file in refused for fault in file.faults])
    return forms


def read_forms(folder: Path) -> tuple[dict[str, Form], list[Refused]]:
    """The good forms of the folder by id, and the files that are none; an id that stands twice is no form."""
    forms: dict[str, Form] = {}
    refused: list[Refused] = []
    twice: set[str] = set()
    for path in form_files(folder):
        source, faults = _read(path)
        form = None if faults else _built(source)
        if form is None:
            refused.append(Refused(path.name, _id_in(source, path), tuple(faults)))
        elif form.id in forms:
            twice.add(form.id)
            refused.append(Refused(path.name, form.id, (_taken(source, form.id),)))
        else:
            forms[form.id] = form
    good = {form_id: form for form_id, form in forms.items() if form_id not in twice}
    return good, [replace(file, form_id="") if file.form_id in good else file for file in refused]


def _id_in(source: Source, path: Path) -> str:
    """Which form a file was to be; where its text cannot be read, by its first "id:", or by its name."""
    head = source.data.get("form")
    if isinstance(head, dict) and isinstance(head.get("id"), str):
        return str(head["id"])
    found = re.search(r"\bid: *[\"']?([a-z][a-z0-9_]*)", _text_in(path))
    return found[1] if found else path.stem


def _text_in(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:  # it is among the faults already that the file cannot be opened
        return ""


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Time (ns) and size (bytes) of each file that forms are made of, by path; (0, 0) of one that cannot
    be looked at. Files that were changed, added or taken away have other stamps."""
    return {str(path): _stamp(path) for path in (*folder.glob(FORM_FILES), *(folder / LISTS).glob("*.csv"))}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:  # a link to nowhere, or taken away since it was listed
        return 0, 0
    return state.st_mtime_ns, state.st_size


def form_files(folder: Path) -> list[Path]:
    """The form files of a folder; a missing or empty folder is a fault of the installation."""
    files = sorted(folder.glob(FORM_FILES))
    if not files:
        raise NotFoundError(
            f"{folder}: ไม่พบไฟล์แบบ *.yaml ให้ตั้ง TIDTAM_FORMS เป็นโฟลเดอร์ของแบบ "
            "(no form (*.yaml) found; set TIDTAM_FORMS to the folder of forms)"
        )
    return files


def load_form(path: Path) -> Form:
    """One form. Raises DefinitionError with every fault of the file."""
    source, faults = _read(path)
    if faults:
        raise DefinitionError(faults)
    return _built(source)


def parse_form(name: str, text: str) -> Form:
    """The form of a text that was kept with its code lists; faults call it ``name``. Raises DefinitionError.

    Other forms it refers to are not looked for: they were looked at when it was kept.
    """
    source, faults = parse_source(name, text)
    faults = faults or shape_faults(source)
    if not faults:
        source = replace(source, codes=own_lists(source.data))
        faults = meaning_faults(source, list(source.codes))
    if faults:
        raise DefinitionError(faults)
    return _built(source)


def _built(source: Source) -> Form:
    return build_form(source.data, source.codes, self_contained(source.text, source.data, source.codes))


def check_file(path: Path) -> list[str]:
    """Every fault of a file, one line each; empty when the form is good."""
    return _read(path)[1]


def check_workbook(path: Path, folder: Path | None = None) -> tuple[Any, list[str]]:
    """A form's data as it would stand in its file, and every fault of the workbook by tab and cell.

    ``folder`` is where its file will stand, beside the lists and forms it refers to.
    """
    source, faults = read_workbook(path)
    if not isinstance(source, WorkbookSource):  # no workbook at all
        return source.data, faults
    checked, found = _checked(source, [], folder or path.parent)
    return checked.data, [*faults, *(fault for fault in found if not source.is_told(fault))]


def form_data(path: Path) -> Any:
    """What stands in a form file, in Python's own values; {} when it cannot be read."""
    return plain(read_source(path)[0].data)


def form_ids(folder: Path) -> dict[str, Path]:
    """The form files of a folder by the id that stands in each, good or not."""
    found = {path: form_data(path).get("form") for path in form_files(folder)}
    return {str(head["id"]): path for path, head in found.items() if isinstance(head, dict) and "id" in head}


def twice(paths: Sequence[Path]) -> list[str]:
    """Forms of one id in several files."""
    faults, seen = [], set()
    for path in paths:
        source = read_source(path)[0]
        head = source.data.get("form")
        form_id = head.get("id") if isinstance(head, dict) else None
        if isinstance(form_id, str) and form_id in seen:
            faults.append(_taken(source, form_id))
        seen |= {form_id} if isinstance(form_id, str) else set()
    return faults


def _taken(source: Source, form_id: str) -> str:
    words = f"มีสองไฟล์ที่ใช้รหัสแบบ {form_id!r} ให้เปลี่ยนรหัสของไฟล์หนึ่ง"
    return source.fault(("form", "id"), both(words, f"{form_id!r} is used by two files: rename one"))


def count_parts(path: Path) -> dict[str, Any]:
    """What a good form holds: id, version, whose draft it is, how many fields, rules and indicators."""
    data = read_workbook(path)[0].data if path.suffix == ".xlsx" else form_data(path)
    head = data["form"]
    return {
        "file": path.name,
        "id": head["id"],
        "version": head["version"],
        "authored_by": head.get("authored_by", ""),
        "review_by": head.get("review_by"),
        "fields": len(data["schema"]["fields"]),
        "rules": len(data.get("rules") or ()),
        "indicators": len(data.get("indicators") or ()),
    }


def _read(path: Path) -> tuple[Source, list[str]]:
    return _checked(*read_source(path), path.parent)


def _checked(source: Source, faults: list[str], folder: Path) -> tuple[Source, list[str]]:
    faults = faults or shape_faults(source)
    if faults:
        return source, faults
    source, faults = with_references(source, folder)
    return source, [*faults, *meaning_faults(source, list_names(source.data, folder))]
