"""Faults of foreign keys: a field, a list or a form that is not there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.core.expressions.hints import nearest, nearest_th
from service.core.schema import OF_REGISTER, RESPONDENT_KINDS
from service.core.several import APART
from service.definitions.code_lists import LISTS
from service.definitions.fault_words import both, no_field, no_field_of
from service.definitions.parts import field_kind
from service.definitions.references import foreign_keys, one_name
from service.definitions.shape import Fault
from service.definitions.source import Source, Where

COLUMN = {**dict.fromkeys(OF_REGISTER, "code"), LISTS: "code"}
"""The column that the values of a reference stand in, where it is no form."""
ITSELF = "แบบอ้างตัวเองไม่ได้ ให้เขียนรหัสของแบบอื่น (a form cannot refer to itself; write the id of another one)"


def reference_faults(source: Source, lists: Sequence[str] | None) -> Iterator[Fault]:
    """``lists`` are the code lists there are; None where that cannot be known."""
    fields = {field["name"]: field for field in source.data["schema"]["fields"]}
    seen: set[str] = set()
    for index, key in enumerate(foreign_keys(source.data)):
        where = ("schema", "foreignKeys", index)
        name = one_name(key["fields"])
        if name not in fields:
            yield (*where, "fields"), no_field(name, fields)
            continue
        if name in seen:
            yield (
                (*where, "fields"),
                f"{name!r} อ้างที่อื่นไว้แล้ว ช่องหนึ่งอ้างได้ที่เดียว ให้ลบออกหนึ่งรายการ "
                f"({name!r} refers to something else already; a field has one list; take one of the two out)",
            )
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
            yield ("schema", "fields", index, "kind"), _apart(apart[0], known[field["name"]])


def _apart(code: str, resource: str) -> str:
    return (
        f"รหัส {code!r} มีเว้นวรรคหรือ , ; / ซึ่งใช้คั่นรหัสในช่องเดียว ให้เปลี่ยนรหัสนี้ใน {resource} "
        f"({code!r} holds a space or one of , ; / which part the codes of a cell: rename it in {resource})"
    )


def _field_faults(field: Mapping[str, Any], where: Where) -> Iterator[Fault]:
    kind = field_kind(field)
    if kind in RESPONDENT_KINDS:
        yield (
            where,
            f"kind {kind} คือรหัสของผู้กรอกเอง อ้างที่อื่นไม่ได้ "
            "ให้อ้างจากช่องที่เป็น type: string, kind: code หรือลบรายการนี้ออก "
            f"(kind {kind} is the respondent's own code; refer from a field of type: string, kind: code: "
            "add one, or take this reference out)",
        )
    elif kind not in ("text", "code", "codes") or field["type"] != "string":
        yield (
            where,
            f"{field['name']!r} เป็น kind {kind} ช่องที่อ้างรหัสต้องเป็น type: string, kind: code ให้เขียนตามนี้ "
            f"({field['name']!r} is of kind {kind}; to refer to codes it needs type: string, kind: code; "
            "write it so)",
        )


def _resource_faults(
    reference: Mapping[str, Any], where: Where, source: Source, lists: Sequence[str] | None
) -> Iterator[Fault]:
    resource, column = reference["resource"], one_name(reference["fields"])
    kind = resource.partition("/")[0]
    if resource == source.data["form"]["id"]:
        yield (*where, "resource"), ITSELF
    elif kind in COLUMN:
        if kind == LISTS and lists is not None and resource not in lists:
            yield (*where, "resource"), _no_list(resource, lists)
        elif column != COLUMN[kind]:
            wanted = f"fields: {COLUMN[kind]}"
            yield (*where, "fields"), f"{resource} อ้างด้วยรหัสเท่านั้น ให้เขียน {wanted} (write {wanted})"
    elif source.beside is not None:
        yield from _form_faults(resource, column, where, source.beside, lists or ())


def _no_list(resource: str, lists: Sequence[str]) -> str:
    hint_th, hint = nearest_th(resource, lists), nearest(resource, lists)
    there_th = f"บัญชีที่มีคือ {', '.join(lists)}" if lists else "ยังไม่มีบัญชีใดเลย"
    return both(
        f"ไม่มีบัญชีรหัส {resource}{hint_th} {there_th} ให้เขียน codes/ชื่อ ของไฟล์ codes/ชื่อ.csv ที่อยู่ข้างแบบ",
        f"there is no list {resource}{hint}; there are {', '.join(lists) or 'none'}; "
        "write codes/<list> for a file codes/<list>.csv beside the form",
    )


def _form_faults(
    resource: str, column: str, where: Where, forms: Mapping[str, Any], lists: Sequence[str]
) -> Iterator[Fault]:
    """Faults of a reference to another form of the folder."""
    if resource not in forms:
        known = dict.fromkeys(["register", "units", *lists, *forms])
        yield (
            (*where, "resource"),
            f"ไม่มีแบบ {resource!r}{nearest_th(resource, known)} "
            "ให้เขียน register, units, codes/ชื่อบัญชี หรือรหัสของแบบที่อยู่ในโฟลเดอร์เดียวกัน "
            f"(there is no form {resource!r}{nearest(resource, known)}; "
            "write register, units, codes/<list> or the id of a form beside it)",
        )
        return
    names = _names(forms[resource])
    if column not in names:
        yield (*where, "fields"), no_field_of(resource, column, names)


def _names(data: Any) -> dict[str, None]:
    """The field names of another form, which may itself be broken."""
    schema = data.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    found = [item.get("name") for item in fields or () if isinstance(item, dict)]
    return dict.fromkeys(name for name in found if isinstance(name, str))
