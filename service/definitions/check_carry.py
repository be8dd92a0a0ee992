"""Faults of what is written into a new tab so that nobody types it twice: sheet.carry, sheet.rows_from."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.core.calendar import PERIODS
from service.core.expressions import parse
from service.core.schema import CODE_KINDS, RESPONDENT_KINDS
from service.definitions.check_parts import expression_faults
from service.definitions.fault_words import both, no_field, no_field_of, no_form
from service.definitions.parts import expression_kinds, field_kind, row_key
from service.definitions.references import references
from service.definitions.shape import Fault
from service.definitions.source import Source, Where

PEOPLE = ("register", "units")
"""What a field must refer to that names a respondent."""
CARRY, UNTIL, ROWS_FROM = ("sheet", "carry"), ("sheet", "carry_until"), ("sheet", "rows_from")
NO_ROUND_BEFORE = (
    "ไม่มีรอบใดของแบบนี้ที่มีรอบก่อน จึงไม่มีอะไรให้ยก ให้ลบ carry ออก หรือเพิ่มรอบใน rounds "
    "(no round of this form has one before it; take carry out, or add rounds)"
)
ALL_CARRIED = (
    "ยกช่องที่ต้องกรอกมาครบทุกช่อง ผู้ที่ยังไม่ทำอะไรจะนับว่าครบ ให้ลบช่องที่เป็นงานของรอบนี้ออกจาก carry "
    "หรือใส่ constraints: {required: true} ให้ช่องเช่นนั้น "
    "(every required field is carried, so that whoever does nothing counts as complete; take one that "
    "is the round's own work out of carry, or give such a field constraints: {required: true})"
)
UNTIL_OF_NOTHING = (
    "carry_until บอกว่าแถวใดของผัง list จบแล้วไม่ต้องยก ให้ลบออก หรือเขียน carry ด้วย "
    "(carry_until says which rows of a list carry leaves out; take it out, or write carry)"
)
UNTIL_OF_OTHERS = (
    "แถวจบหรือไม่ดูจากช่องของแถวเองเท่านั้น ให้เขียนเงื่อนไขจากช่องของแบบนี้ "
    "(a row is over by what stands in it: write a condition on its own fields)"
)
NO_LIST = (
    "มีแต่ผัง list ที่เพิ่มแถวได้ ให้เขียน layouts: [list] หรือลบ rows_from ออก "
    "(only a list has rows of its own; write layouts: [list], or take rows_from out)"
)
NO_ROW_KEY = (
    "ไม่มีช่องใดบอกว่าแถวใดเป็นแถวใด ให้เพิ่มช่องที่แยกแถวได้ใน schema.primaryKey แถวจะได้ไม่ถูกยกมาซ้ำ "
    "(nothing names a row: add the field that tells rows apart to schema.primaryKey, "
    "so that no row is offered twice)"
)
ROWS_OF_ITSELF = (
    "rows_from ยกแถวจากแบบอื่น ให้เขียนรหัสของแบบนั้น ส่วนแถวของแบบนี้เองใช้ carry "
    "(rows come from another form; write its id (rows of this one: carry))"
)


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
        yield CARRY, NO_ROUND_BEFORE
    for index, name in enumerate(carry):
        yield from _own_faults(name, fields, (*CARRY, index))
        if fields.get(name, {}).get("in_round"):
            yield (*CARRY, index), _in_round(name)
    absent = [name for name in row_key(data) if name not in carry]
    if absent:
        names = ", ".join(absent)
        words = f"แถวที่ไม่มีกุญแจไม่รู้ว่าเป็นแถวใด ให้เพิ่ม {names} ใน carry"
        yield CARRY, both(words, f"a row without its key is nobody's: add {names}")
    if not any(name not in carry for name in _asked_of_all(fields)):
        yield CARRY, ALL_CARRIED


def _in_round(name: str) -> str:
    return (
        f"{name!r} ต้องเป็นวันในรอบ ตาม in_round วันของรอบก่อนจึงใช้ไม่ได้เสมอ ให้ลบออกจาก carry "
        f"({name!r} must lie in its own round, the day of the round before never does; take it out)"
    )


def _until_faults(data: Any, sheet: Any) -> Iterator[Fault]:
    """What ends a row stands in the row: nothing else of the round before is known when a tab is made."""
    if "carry" not in sheet or "list" not in sheet["layouts"]:
        yield UNTIL, UNTIL_OF_NOTHING
    kinds = expression_kinds(data)
    faults = list(expression_faults(sheet, ("sheet",), "carry_until", kinds, "truth"))
    yield from faults
    if faults:
        return
    found = parse(sheet["carry_until"], kinds, "truth")
    of_register = found.of_register
    if found.previous or found.usual or found.of_round or of_register:
        yield UNTIL, UNTIL_OF_OTHERS


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
        yield where, no_field(name, fields)
    elif field_kind(fields[name]) in RESPONDENT_KINDS:
        yield (
            where,
            f"{name!r} คือรหัสของผู้กรอกเอง มีอยู่แล้วในทุกแท็บ ให้ลบออก "
            f"({name!r} is the respondent's own code and stands in every tab; take it out)",
        )


def _rows_faults(source: Source, item: Any, fields: Mapping[str, Any]) -> Iterator[Fault]:
    data = source.data
    if "list" not in data["sheet"]["layouts"]:
        yield ROWS_FROM, NO_LIST
    for name in item["fields"]:
        yield from _own_faults(name, fields, (*ROWS_FROM, "fields", name))
    key = row_key(data)
    absent = [name for name in key if name not in item["fields"]]
    if "list" in data["sheet"]["layouts"] and not key:
        yield ROWS_FROM, NO_ROW_KEY
    if absent:
        names = ", ".join(absent)
        words = f"กุญแจของแถวอยู่ใน schema.primaryKey ให้เพิ่ม {names} ที่นี่ด้วย"
        told = f"rows are told apart by schema.primaryKey: add {names} here"
        yield (*ROWS_FROM, "fields"), both(words, told)
    if item["form"] == data["form"]["id"]:
        yield (*ROWS_FROM, "form"), ROWS_OF_ITSELF
    elif source.beside is not None:
        yield from _other_faults(item, fields, source.beside)


def _other_faults(item: Any, fields: Mapping[str, Any], forms: Mapping[str, Any]) -> Iterator[Fault]:
    if item["form"] not in forms:
        yield (*ROWS_FROM, "form"), no_form(item["form"], forms)
        return
    other = forms[item["form"]]
    theirs = _fields_of(other)
    yield from _naming_faults(item, other, theirs)
    for here, there in item["fields"].items():
        where = (*ROWS_FROM, "fields", here)
        if there not in theirs:
            yield where, no_field_of(item["form"], there, theirs)
        elif here in fields and not _is_alike(field_kind(fields[here]), field_kind(theirs[there])):
            yield where, _other_kind(fields[here], theirs[there], item["form"])
        elif here in fields and fields[here].get("unit") != theirs[there].get("unit"):
            yield where, _other_unit(fields[here], theirs[there], item["form"])


def _other_kind(here: Any, there: Any, form: str) -> str:
    own, kind = field_kind(here), field_kind(there)
    return (
        f"{here['name']!r} เป็น kind {own} แต่ {there['name']!r} ของแบบ {form} เป็น kind {kind} "
        f"ให้ใช้ kind เดียวกัน ({here['name']!r} is of kind {own}, {there['name']!r} of {form} "
        f"of kind {kind}; give both the same kind)"
    )


def _other_unit(here: Any, there: Any, form: str) -> str:
    own, unit = here.get("unit"), there.get("unit")
    return (
        f"หน่วยของ {here['name']!r} คือ {own or 'ว่าง'} "
        f"แต่ของ {there['name']!r} ในแบบ {form} คือ {unit or 'ว่าง'} ให้ใช้หน่วยเดียวกัน "
        f"({here['name']!r} is in {own}, {there['name']!r} of {form} in {unit}; give both the same unit)"
    )


def _is_alike(here: str, there: str) -> bool:
    """Whether answers of one kind may stand in the other; the code of whoever gave the row is a code."""
    return here in ("code", "text") if there in RESPONDENT_KINDS else here == there


def _naming_faults(item: Any, other: Any, theirs: Mapping[str, Any]) -> Iterator[Fault]:
    """``to`` must be a field in which nothing but a respondent's code is right."""
    where, name = (*ROWS_FROM, "to"), item["to"]
    if name not in theirs:
        yield where, no_field_of(item["form"], name, theirs)
        return
    if _resource_of(other, name) not in PEOPLE or field_kind(theirs[name]) not in CODE_KINDS:
        yield (
            where,
            f"{name!r} ของแบบ {item['form']} ไม่ใช่รหัสของผู้กรอก "
            "ให้ช่องนั้นเป็น kind: code และอ้าง units หรือ register ใน foreignKeys "
            f"({name!r} of {item['form']} does not name a respondent: "
            "give it kind: code and a foreign key to units or register)",
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
