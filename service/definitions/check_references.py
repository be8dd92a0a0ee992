"""Faults of foreign keys: a field, a list or a form that is not there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.core.expressions.parser import nearest
from service.core.schema import OF_REGISTER, RESPONDENT_KINDS
from service.core.several import APART
from service.definitions.code_lists import LISTS
from service.definitions.parts import field_kind
from service.definitions.references import foreign_keys, one_name
from service.definitions.shape import Fault
from service.definitions.source import Source, Where

COLUMN = {**dict.fromkeys(OF_REGISTER, "code"), LISTS: "code"}
"""The column that the values of a reference stand in, where it is no form."""


def reference_faults(source: Source, lists: Sequence[str] | None) -> Iterator[Fault]:
    """``lists`` are the code lists there are; None where that cannot be known."""
    fields = {field["name"]: field for field in source.data["schema"]["fields"]}
    seen: set[str] = set()
    for index, key in enumerate(foreign_keys(source.data)):
        where = ("schema", "foreignKeys", index)
        name = one_name(key["fields"])
        if name not in fields:
            yield (*where, "fields"), f"there is no field {name!r}{nearest(name, fields)}"
            continue
        if name in seen:
            yield (*where, "fields"), f"{name!r} refers to something else already; a field has one list"
        seen.add(name)
        yield from _field_faults(fields[name], (*where, "fields"))
        yield from _resource_faults(key["reference"], (*where, "reference"), source, lists)


def several_faults(source: Source) -> Iterator[Fault]:
    """Codes that cannot stand beside others in one cell, since they hold what stands between codes."""
    known = {one_name(key["fields"]): key["reference"]["resource"] for key in foreign_keys(source.data)}
    for index, field in enumerate(source.data["schema"]["fields"]):
        codes = (source.codes or {}).get(known.get(field["name"], ""), ())
        if field_kind(field) == "codes" and (
            apart := [item.code for item in codes if APART.search(item.code)]
        ):
            words = f"{apart[0]!r} holds a space or one of , ; / which part the codes of a cell"
            yield ("schema", "fields", index, "kind"), f"{words}: rename it in {known[field['name']]}"


def _field_faults(field: Mapping[str, Any], where: Where) -> Iterator[Fault]:
    kind = field_kind(field)
    if kind in RESPONDENT_KINDS:
        yield (
            where,
            f"kind {kind} is the respondent's own code; refer from a field of type: string, kind: code",
        )
    elif kind not in ("text", "code", "codes") or field["type"] != "string":
        yield (
            where,
            f"{field['name']!r} is of kind {kind}; to refer to codes it needs type: string, kind: code",
        )


def _resource_faults(
    reference: Mapping[str, Any], where: Where, source: Source, lists: Sequence[str] | None
) -> Iterator[Fault]:
    resource, column = reference["resource"], one_name(reference["fields"])
    kind = resource.partition("/")[0]
    if resource == source.data["form"]["id"]:
        yield (*where, "resource"), "a form cannot refer to itself; write the id of another one"
    elif kind in COLUMN:
        if kind == LISTS and lists is not None and resource not in lists:
            words = f"there is no list {resource}{nearest(resource, dict.fromkeys(lists))}"
            yield (*where, "resource"), f"{words}; there are {', '.join(lists) or 'none'}"
        elif column != COLUMN[kind]:
            yield (*where, "fields"), f"write fields: {COLUMN[kind]}"
    elif source.beside is not None:
        yield from _form_faults(resource, column, where, source.beside, lists or ())


def _form_faults(
    resource: str, column: str, where: Where, forms: Mapping[str, Any], lists: Sequence[str]
) -> Iterator[Fault]:
    """Faults of a reference to another form of the folder."""
    if resource not in forms:
        known = dict.fromkeys(["register", "units", *lists, *forms])
        words = f"there is no form {resource!r}{nearest(resource, known)}"
        yield (
            (*where, "resource"),
            f"{words}; write register, units, codes/<list> or the id of a form beside it",
        )
        return
    names = _names(forms[resource])
    if column not in names:
        yield (*where, "fields"), f"{resource} has no field {column!r}{nearest(column, names)}"


def _names(data: Any) -> dict[str, None]:
    """The field names of another form, which may itself be broken."""
    schema = data.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    found = [item.get("name") for item in fields or () if isinstance(item, dict)]
    return dict.fromkeys(name for name in found if isinstance(name, str))
