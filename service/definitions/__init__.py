"""sheet_schemas/ to forms: every fault of a file is reported at once, with file, line, key and remedy."""

from dataclasses import replace
from pathlib import Path

from service.core.schema import Form
from service.definitions.build import build_form
from service.definitions.check import meaning_faults
from service.definitions.code_lists import list_names, own_lists, self_contained
from service.definitions.references import with_references
from service.definitions.shape import shape_faults
from service.definitions.source import Source, parse_source, read_source
from service.errors import DefinitionError, NotFoundError

__all__ = ["check_file", "load_form", "load_forms", "parse_form"]


def load_forms(folder: Path) -> dict[str, Form]:
    """Every form of the folder by id. Raises DefinitionError naming all faults of all files."""
    faults: list[str] = []
    forms: dict[str, Form] = {}
    for path in form_files(folder):
        source, found = _read(path)
        faults += found
        if not found:
            form = _built(source)
            if form.id in forms:
                faults.append(source.fault(("form", "id"), f"{form.id!r} is used by two files: rename one"))
            forms[form.id] = form
    if faults:
        raise DefinitionError(faults)
    return forms


def form_files(folder: Path) -> list[Path]:
    """The form files of a folder; a missing or empty folder is a fault of the installation."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise NotFoundError(f"{folder}: no form (*.yaml) found; set TIDTAM_FORMS to the folder of forms")
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


def _read(path: Path) -> tuple[Source, list[str]]:
    source, faults = read_source(path)
    faults = faults or shape_faults(source)
    if faults:
        return source, faults
    source, faults = with_references(source, path.parent)
    return source, [*faults, *meaning_faults(source, list_names(source.data, path.parent))]
