"""What a form refers to outside itself: code lists, and other forms of its folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from service.core.schema import Code, Reference
from service.definitions.code_lists import LISTS, list_path, own_lists, read_codes
from service.definitions.source import FORM_FILES, Source, Where, read_source


def foreign_keys(data: Any) -> list[Mapping[str, Any]]:
    return list(data["schema"].get("foreignKeys") or ())


def one_name(names: Any) -> str:
    """The field of a foreign key: Table Schema takes a name, or a list of names."""
    return str(names if isinstance(names, str) else names[0])


def references(data: Any) -> dict[str, Reference]:
    """Where the values of each field must stand, by field."""
    found = {}
    for key in foreign_keys(data):
        reference = key["reference"]
        found[one_name(key["fields"])] = Reference(reference["resource"], one_name(reference["fields"]))
    return found


def rows_forms(data: Any) -> set[str]:
    """The form whose rows become rows of this one, if any."""
    found = data["sheet"].get("rows_from")
    return {found["form"]} if found else set()


def with_references(source: Source, folder: Path) -> tuple[Source, list[str]]:
    """The form with the code lists and forms it refers to, and the faults of the lists' files."""
    known = references(source.data).values()
    codes, faults = _codes(source.data, folder, {item.resource for item in known})
    plans, more = _plans(source.data, folder)
    forms = (
        {item.form for item in known if item.form} | set(other_lists(source.data)) | rows_forms(source.data)
    )
    beside = _forms_beside(folder, forms - {source.data["form"]["id"]})
    return replace(source, codes=codes, beside=beside, plans=plans), list(dict.fromkeys(faults + more))


def other_lists(data: Any) -> list[str]:
    """The forms whose rows stand in this form's paste-ready tables."""
    columns = [column for item in data.get("exports") or () for column in item["columns"]]
    return [column["rows_of"] for column in columns if "rows_of" in column]


def alignments(data: Any) -> Iterator[tuple[Where, Mapping[str, Any]]]:
    """Every ``align`` of the form's groups and indicators, with its place."""
    for part in ("groups", "indicators"):
        for index, item in enumerate(data[part]):
            if "align" in item:
                yield (part, index, "align"), item["align"]


def _plans(data: Any, folder: Path) -> tuple[dict[str, tuple[Code, ...]], list[str]]:
    """The lists that the alignment names, of those that there are; the others stand by name, unread."""
    own = {name.partition("/")[2]: found for name, found in own_lists(data).items()}
    files = {path.stem: path for path in sorted((folder / LISTS).glob("*.csv"))}
    plans: dict[str, tuple[Code, ...]] = {**dict.fromkeys(files, ()), **own}
    faults: list[str] = []
    wanted = {name for _, align in alignments(data) for name in align}
    for name in sorted(wanted & (files.keys() - own.keys())):
        plans[name], found = read_codes(files[name])
        faults += found
    return plans, faults


def _codes(
    data: Any, folder: Path, resources: Iterable[str]
) -> tuple[dict[str, tuple[Code, ...]], list[str]]:
    if LISTS in data:
        return own_lists(data), []
    codes: dict[str, tuple[Code, ...]] = {}
    faults: list[str] = []
    for resource in sorted(resources):
        path = list_path(folder, resource)
        if path and path.is_file():
            codes[resource], found = read_codes(path)
            faults += found
    return codes, faults


def _forms_beside(folder: Path, wanted: set[str]) -> dict[str, Any]:
    """The other forms of the folder by id, as they are written; nothing is read when none is wanted."""
    if not wanted:
        return {}
    sources = [read_source(path)[0] for path in sorted(folder.glob(FORM_FILES))]
    return {source.data["form"]["id"]: source.data for source in sources if _has_id(source.data)}


def _has_id(data: Any) -> bool:
    head = data.get("form")
    return isinstance(head, dict) and isinstance(head.get("id"), str)
