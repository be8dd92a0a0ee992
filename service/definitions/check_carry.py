"""Faults of what is written into a new tab so that nobody types it twice: sheet.carry, sheet.rows_from."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.core.calendar import PERIODS
from service.core.expressions import parse
from service.core.expressions.parser import nearest
from service.core.schema import CODE_KINDS, RESPONDENT_KINDS
from service.definitions.check_parts import expression_faults
from service.definitions.parts import expression_kinds, field_kind, row_key
from service.definitions.references import references
from service.definitions.shape import Fault
from service.definitions.source import Source, Where

PEOPLE = ("register", "units")
"""What a field must refer to that names a respondent."""
CARRY, UNTIL, ROWS_FROM = ("sheet", "carry"), ("sheet", "carry_until"), ("sheet", "rows_from")


def carry_faults(source: Source) -> Iterator[Fault]:
    """Faults of both keys; what stands in the other form is looked at where its folder is known."""
    fields = {field["name"]: field for field in source.data["schema"]["fields"]}
    sheet = source.data["sheet"]
    if "carry" in sheet:
        yield from _carry_faults(source.data, sheet["carry"], fields)
    if "carry_until" in sheet:
        yield from _until_faults(source.data, sheet)
    if "rows_from" in sheet:
        yield from _rows_faults(source, sheet["rows_from"], fields)


def _carry_faults(data: Any, carry: Any, fields: Mapping[str, Any]) -> Iterator[Fault]:
    if not _has_a_round_before(data["form"]["rounds"]):
        yield CARRY, "no round of this form has one before it; take carry out, or add rounds"
    for index, name in enumerate(carry):
        yield from _own_faults(name, fields, (*CARRY, index))
        if fields.get(name, {}).get("in_round"):
            words = f"{name!r} must lie in its own round, the day of the round before never does; take it out"
            yield (*CARRY, index), words
    absent = [name for name in row_key(data) if name not in carry]
    if absent:
        yield CARRY, f"a row without its key is nobody's: add {', '.join(absent)}"
    if not any(name not in carry for name in _asked_of_all(fields)):
        yield (
            CARRY,
            "every required field is carried, so that whoever does nothing counts as complete; take one that "
            "is the round's own work out of carry, or give such a field constraints: {required: true}",
        )


def _until_faults(data: Any, sheet: Any) -> Iterator[Fault]:
    """What ends a row stands in the row: nothing else of the round before is known when a tab is made."""
    if "carry" not in sheet or "list" not in sheet["layouts"]:
        yield UNTIL, "carry_until says which rows of a list carry leaves out; take it out, or write carry"
    kinds = expression_kinds(data)
    faults = list(expression_faults(sheet, ("sheet",), "carry_until", kinds, "truth"))
    yield from faults
    if faults:
        return
    found = parse(sheet["carry_until"], kinds, "truth")
    of_register = found.of_register
    if found.previous or found.usual or found.of_round or of_register:
        yield UNTIL, "a row is over by what stands in it: write a condition on its own fields"


def _asked_of_all(fields: Mapping[str, Any]) -> list[str]:
    """The fields that a respondent must answer; its own code is no answer."""
    return [
        name
        for name, field in fields.items()
        if field_kind(field) not in RESPONDENT_KINDS and (field.get("constraints") or {}).get("required")
    ]


def _has_a_round_before(rounds: Any) -> bool:
    plain = [period for period in rounds if not PERIODS[period].of_plan and period != "AD"]
    return len(plain) > 1 or not {"AD", "PY", "EP"}.isdisjoint(rounds)


def _own_faults(name: str, fields: Mapping[str, Any], where: Where) -> Iterator[Fault]:
    """Faults of a field of this form that is to be filled."""
    if name not in fields:
        yield where, f"there is no field {name!r}{nearest(name, fields)}"
    elif field_kind(fields[name]) in RESPONDENT_KINDS:
        yield where, f"{name!r} is the respondent's own code and stands in every tab; take it out"


def _rows_faults(source: Source, item: Any, fields: Mapping[str, Any]) -> Iterator[Fault]:
    data = source.data
    if "list" not in data["sheet"]["layouts"]:
        yield ROWS_FROM, "only a list has rows of its own; write layouts: [list], or take rows_from out"
    for name in item["fields"]:
        yield from _own_faults(name, fields, (*ROWS_FROM, "fields", name))
    key = row_key(data)
    absent = [name for name in key if name not in item["fields"]]
    if "list" in data["sheet"]["layouts"] and not key:
        yield (
            ROWS_FROM,
            "nothing names a row: add the field that tells rows apart to schema.primaryKey, "
            "so that no row is offered twice",
        )
    if absent:
        words = f"rows are told apart by schema.primaryKey: add {', '.join(absent)} here"
        yield (*ROWS_FROM, "fields"), words
    if item["form"] == data["form"]["id"]:
        yield (*ROWS_FROM, "form"), "rows come from another form; write its id (rows of this one: carry)"
    elif source.beside is not None:
        yield from _other_faults(item, fields, source.beside)


def _other_faults(item: Any, fields: Mapping[str, Any], forms: Mapping[str, Any]) -> Iterator[Fault]:
    if item["form"] not in forms:
        words = f"there is no form {item['form']!r}{nearest(item['form'], forms)}"
        yield (*ROWS_FROM, "form"), f"{words}; write the id of a form beside it"
        return
    other = forms[item["form"]]
    theirs = _fields_of(other)
    yield from _naming_faults(item, other, theirs)
    for here, there in item["fields"].items():
        where = (*ROWS_FROM, "fields", here)
        if there not in theirs:
            yield where, f"{item['form']} has no field {there!r}{nearest(there, theirs)}"
        elif here in fields and not _is_alike(field_kind(fields[here]), field_kind(theirs[there])):
            kinds = f"{here!r} is of kind {field_kind(fields[here])}, {there!r} of {item['form']} of kind"
            yield where, f"{kinds} {field_kind(theirs[there])}; give both the same kind"
        elif here in fields and fields[here].get("unit") != theirs[there].get("unit"):
            units = f"{here!r} is in {fields[here].get('unit')}, {there!r} of {item['form']} in"
            yield where, f"{units} {theirs[there].get('unit')}; give both the same unit"


def _is_alike(here: str, there: str) -> bool:
    """Whether answers of one kind may stand in the other; the code of whoever gave the row is a code."""
    return here in ("code", "text") if there in RESPONDENT_KINDS else here == there


def _naming_faults(item: Any, other: Any, theirs: Mapping[str, Any]) -> Iterator[Fault]:
    """``to`` must be a field in which nothing but a respondent's code is right."""
    where, name = (*ROWS_FROM, "to"), item["to"]
    if name not in theirs:
        yield where, f"{item['form']} has no field {name!r}{nearest(name, theirs)}"
        return
    if _resource_of(other, name) not in PEOPLE or field_kind(theirs[name]) not in CODE_KINDS:
        yield (
            where,
            f"{name!r} of {item['form']} does not name a respondent: give it kind: code and a foreign key to "
            "units or register",
        )


def _resource_of(data: Any, name: str) -> str:
    """What a field of another form refers to; "" for nothing, or where that form itself is broken."""
    try:
        found = references(data).get(name)
    except (AttributeError, IndexError, KeyError, TypeError):
        return ""
    return found.resource if found else ""


def _fields_of(data: Any) -> dict[str, Any]:
    """The fields of another form, which may itself be broken: only those that can be looked at."""
    schema = data.get("schema")
    found = schema.get("fields") if isinstance(schema, dict) else None
    usable = (item for item in found or () if isinstance(item, dict) and isinstance(item.get("name"), str))
    return {item["name"]: item for item in usable if isinstance(item.get("type"), str)}
