"""Faults of paste-ready tables: headings, fields and other forms that are not there."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.core.schema import CODE_KINDS, REMARKS, RESPONDENT_WORDS, RespondentKind
from service.definitions.build_exports import SOURCES, sources_of
from service.definitions.check_parts import twice
from service.definitions.fault_words import both, no_field_of, no_form
from service.definitions.parts import field_kind, respondent_of
from service.definitions.shape import Fault
from service.definitions.source import Source, Where

ADDED_KINDS = ("count", "integer", "number", "money")
"""Kinds whose numbers may be added up: a sum of percentages, levels or years says nothing."""
PLACE = re.compile(r"\{([^{}]*)\}")
TOTAL_FIRST = (
    "คอลัมน์แรกของแถวสุดท้ายเป็นคำว่า “รวม” ให้เพิ่มคอลัมน์ที่ไม่มี total ไว้ข้างหน้า "
    "(the first column of the last row says รวม; write a column without total before it)"
)
REMARKS_TWICE = (
    f"ทุกตารางมีคอลัมน์สุดท้ายชื่อ “{REMARKS}” อยู่แล้ว ให้เปลี่ยนชื่อคอลัมน์นี้ "
    f"({REMARKS} is the last column of every table; rename this one)"
)
NO_TITLES = (
    "titles ใช้กับ field: ที่เป็นช่อง kind code หรือ codes เท่านั้น ให้ลบออก "
    "(titles belongs to field: of a field of kind code or codes; take it out)"
)
NO_TOTAL = "total ใช้กับ field หรือ share เท่านั้น ให้ลบออก (total belongs to field or share; take it out)"
NO_TEXT = "ยังไม่มี text ให้เพิ่ม เช่น text: '{activity}' (text is missing here: add it, as text: '{activity}')"
OWN_ROWS = (
    "แถวของแบบนี้เองอยู่ในตารางแล้ว ให้เขียนรหัสของแบบผัง list อีกแบบ "
    "(these are the form's own rows already; write the id of another list)"
)
LONE_BRACKET = "เครื่องหมาย { หรือ } ไม่ครบคู่ ให้เขียน {ชื่อช่อง} (a bracket { or } stands alone; write {field})"


def export_faults(source: Source) -> Iterator[Fault]:
    exports = source.data.get("exports") or []
    yield from twice(exports, ("exports",), "id")
    kinds = {field["name"]: field_kind(field) for field in source.data["schema"]["fields"]}
    for number, item in enumerate(exports):
        for index, name in enumerate(item.get("only") or ()):
            if name not in kinds:
                yield from _unknown(name, ("exports", number, "only", index), kinds)
            elif kinds[name] != "yes_no":
                yield (
                    ("exports", number, "only", index),
                    f"{name!r} เป็น kind {kinds[name]} ให้เขียนช่อง kind yes_no "
                    f"({name!r} is of kind {kinds[name]}; write fields of kind yes_no)",
                )
        if item["columns"][0].get("total"):
            yield ("exports", number, "columns", 0, "total"), TOTAL_FIRST
        counts = Counter(column["heading"] for column in item["columns"])
        for index, column in enumerate(item["columns"]):
            where = ("exports", number, "columns", index)
            heading = column["heading"]
            if counts[heading] > 1:
                yield (*where, "heading"), _heading_twice(heading, counts[heading])
            elif heading.strip() == REMARKS:
                yield (*where, "heading"), REMARKS_TWICE
            yield from _column_faults(column, where, source)


def _heading_twice(heading: str, times: int) -> str:
    return (
        f"หัวคอลัมน์ {heading!r} มีอยู่ {times} ครั้ง ให้เปลี่ยนชื่อหนึ่งคอลัมน์ "
        f"({heading!r} stands here {times} times; rename one)"
    )


def _column_faults(column: Any, where: Where, source: Source) -> Iterator[Fault]:
    found = sources_of(column)
    if len(found) != 1:
        yield where, _no_one_source(found)
        return
    own = _names(source.data)
    yield from _titles_faults(column, where, own)
    yield from _sum_faults(column, where, own)
    if found[0] == "rows_of":
        yield from _rows_of_faults(column, where, source, own)
        return
    for key in ("on", "numbered"):
        if key in column:
            words = f"{key} ใช้คู่กับ rows_of เท่านั้น ให้ลบออก"
            yield (*where, key), both(words, f"{key} belongs to rows_of; take it out")
    if found[0] in ("field", "prev", "share"):
        yield from _unknown(column[found[0]], (*where, found[0]), own)
    elif found[0] == "text":
        yield from _text_faults(column["text"], (*where, "text"), own)


def _no_one_source(found: Sequence[str]) -> str:
    known = ", ".join(SOURCES)
    return (
        f"คอลัมน์หนึ่งเอาค่าจากที่เดียว แต่ที่เขียนไว้คือ {' และ '.join(found) or 'ไม่มีเลย'} "
        f"ให้เขียนอย่างใดอย่างหนึ่งใน {known} "
        f"(a column takes its cells from one place: {' and '.join(found) or 'nothing'} given; "
        f"write one of {known})"
    )


def _titles_faults(column: Any, where: Where, names: Mapping[str, Any]) -> Iterator[Fault]:
    """Only codes have words in a list of their own."""
    if "titles" not in column:
        return
    item = names.get(column.get("field", ""))
    if not item or field_kind(item) not in CODE_KINDS:
        yield (*where, "titles"), NO_TITLES


def _sum_faults(column: Any, where: Where, names: Mapping[str, Any]) -> Iterator[Fault]:
    """Only numbers of which there are so many can be added up, or be a part of their sum."""
    source = "share" if "share" in column else "field"
    item = names.get(column.get(source, ""))
    if "total" in column and source not in column:
        yield (*where, "total"), NO_TOTAL
    elif item and {"total", "share"} & set(column) and field_kind(item) not in ADDED_KINDS:
        key = "share" if source == "share" else "total"
        yield (*where, key), _not_added(column[source], field_kind(item))


def _not_added(name: str, kind: str) -> str:
    known = ", ".join(ADDED_KINDS)
    return (
        f"{name!r} เป็น kind {kind} ซึ่งรวมกันไม่ได้ ให้เขียนช่อง kind {known} "
        f"({name!r} is of kind {kind}, which is not added up; write a field of kind {known})"
    )


def _rows_of_faults(column: Any, where: Where, source: Source, own: Mapping[str, Any]) -> Iterator[Fault]:
    form_id = column["rows_of"]
    if "text" not in column:
        yield where, NO_TEXT
        return
    if form_id == source.data["form"]["id"]:
        yield (*where, "rows_of"), OWN_ROWS
        return
    if "on" in column:
        yield from _unknown(column["on"], (*where, "on"), own)
    if source.beside is None:
        return
    if form_id not in source.beside:
        yield (*where, "rows_of"), no_form(form_id, source.beside)
        return
    other = source.beside[form_id]
    layouts = (other.get("sheet") or {}).get("layouts") if isinstance(other.get("sheet"), dict) else None
    if isinstance(layouts, list) and "list" not in layouts:
        words = f"แบบ {form_id} ไม่ใช่ผัง list จึงไม่มีแถว ให้เขียนรหัสของแบบผัง list"
        yield (
            (*where, "rows_of"),
            both(words, f"{form_id} is no list and has no rows; write the id of a list"),
        )
        return
    head, who = other.get("form"), respondent_of(source.data)
    if isinstance(head, dict) and head.get("respondent", who) != who:
        yield (*where, "rows_of"), _of_others(form_id, head["respondent"], who)
        return
    theirs = _names(other)
    if "on" in column:
        yield from _unknown(column["on"], (*where, "on"), theirs, form_id)
    yield from _text_faults(column["text"], (*where, "text"), theirs, form_id)


def _of_others(form_id: str, theirs: str, who: RespondentKind) -> str:
    return (
        f"ผู้กรอกของแบบ {form_id} เป็น {theirs} จึงไม่มีแถวของ{RESPONDENT_WORDS[who].th} "
        f"ให้เขียนรหัสของแบบผัง list ที่ respondent: {who} "
        f"({form_id} is filled by others (respondent: {theirs}), so that none of its rows "
        f"belongs to a {who}; write the id of a list with respondent: {who})"
    )


def _text_faults(text: str, where: Where, names: Mapping[str, Any], form: str = "") -> Iterator[Fault]:
    if "{" in PLACE.sub("", text) or "}" in PLACE.sub("", text):
        yield where, LONE_BRACKET
    for place in PLACE.findall(text):
        yield from _unknown(place.removeprefix("prev."), where, names, form)


def _unknown(name: str, where: Where, names: Mapping[str, Any], form: str = "") -> Iterator[Fault]:
    """A field that a form has not; without ``form`` it is this one."""
    if name not in names:
        yield where, no_field_of(form, name, names)


def _names(data: Any) -> dict[str, Any]:
    """The fields of a form by name; the form may itself be broken."""
    schema = data.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    found = [(item.get("name"), item) for item in fields or () if isinstance(item, dict)]
    return {name: item for name, item in found if isinstance(name, str)}
