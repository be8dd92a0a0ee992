"""Faults of paste-ready tables: headings, fields and other forms that are not there."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from service.core.expressions.parser import nearest
from service.core.schema import CODE_KINDS, REMARKS
from service.definitions.build_exports import SOURCES, sources_of
from service.definitions.check_parts import twice
from service.definitions.parts import field_kind, respondent_of
from service.definitions.shape import Fault
from service.definitions.source import Source, Where

ADDED_KINDS = ("count", "integer", "number", "money")
"""Kinds whose numbers may be added up: a sum of percentages, levels or years says nothing."""
PLACE = re.compile(r"\{([^{}]*)\}")


def export_faults(source: Source) -> Iterator[Fault]:
    exports = source.data.get("exports") or []
    yield from twice(exports, ("exports",), "id")
    kinds = {field["name"]: field_kind(field) for field in source.data["schema"]["fields"]}
    for number, item in enumerate(exports):
        for index, name in enumerate(item.get("only") or ()):
            if name not in kinds:
                yield from _unknown(name, ("exports", number, "only", index), kinds, "this form")
            elif kinds[name] != "yes_no":
                words = f"{name!r} is of kind {kinds[name]}; write fields of kind yes_no"
                yield ("exports", number, "only", index), words
        if item["columns"][0].get("total"):
            words = "the first column of the last row says รวม; write a column without total before it"
            yield ("exports", number, "columns", 0, "total"), words
        counts = Counter(column["heading"] for column in item["columns"])
        for index, column in enumerate(item["columns"]):
            where = ("exports", number, "columns", index)
            heading = column["heading"]
            if counts[heading] > 1:
                yield (*where, "heading"), f"{heading!r} stands here {counts[heading]} times; rename one"
            elif heading.strip() == REMARKS:
                yield (*where, "heading"), f"{REMARKS} is the last column of every table; rename this one"
            yield from _column_faults(column, where, source)


def _column_faults(column: Any, where: Where, source: Source) -> Iterator[Fault]:
    found = sources_of(column)
    if len(found) != 1:
        words = f"{' and '.join(found) or 'nothing'} given; write one of {', '.join(SOURCES)}"
        yield where, f"a column takes its cells from one place: {words}"
        return
    own = _names(source.data)
    yield from _titles_faults(column, where, own)
    yield from _sum_faults(column, where, own)
    if found[0] == "rows_of":
        yield from _rows_of_faults(column, where, source, own)
        return
    for key in ("on", "numbered"):
        if key in column:
            yield (*where, key), f"{key} belongs to rows_of; take it out"
    if found[0] in ("field", "prev", "share"):
        yield from _unknown(column[found[0]], (*where, found[0]), own, "this form")
    elif found[0] == "text":
        yield from _text_faults(column["text"], (*where, "text"), own, "this form")


def _titles_faults(column: Any, where: Where, names: Mapping[str, Any]) -> Iterator[Fault]:
    """Only codes have words in a list of their own."""
    if "titles" not in column:
        return
    item = names.get(column.get("field", ""))
    if not item or field_kind(item) not in CODE_KINDS:
        words = "titles belongs to field: of a field of kind code or codes; take it out"
        yield (*where, "titles"), words


def _sum_faults(column: Any, where: Where, names: Mapping[str, Any]) -> Iterator[Fault]:
    """Only numbers of which there are so many can be added up, or be a part of their sum."""
    source = "share" if "share" in column else "field"
    item = names.get(column.get(source, ""))
    if "total" in column and source not in column:
        yield (*where, "total"), "total belongs to field or share; take it out"
    elif item and {"total", "share"} & set(column) and field_kind(item) not in ADDED_KINDS:
        key = "share" if source == "share" else "total"
        words = f"is of kind {field_kind(item)}, which is not added up; write a field of kind"
        yield (*where, key), f"{column[source]!r} {words} {', '.join(ADDED_KINDS)}"


def _rows_of_faults(column: Any, where: Where, source: Source, own: Mapping[str, Any]) -> Iterator[Fault]:
    form_id = column["rows_of"]
    if "text" not in column:
        yield where, "text is missing here: add it, as text: '{activity}'"
        return
    if form_id == source.data["form"]["id"]:
        yield (*where, "rows_of"), "these are the form's own rows already; write the id of another list"
        return
    if "on" in column:
        yield from _unknown(column["on"], (*where, "on"), own, "this form")
    if source.beside is None:
        return
    if form_id not in source.beside:
        hint = nearest(form_id, source.beside)
        yield (*where, "rows_of"), f"there is no form {form_id!r}{hint}; write the id of a form beside it"
        return
    other = source.beside[form_id]
    layouts = (other.get("sheet") or {}).get("layouts") if isinstance(other.get("sheet"), dict) else None
    if isinstance(layouts, list) and "list" not in layouts:
        yield (*where, "rows_of"), f"{form_id} is no list and has no rows; write the id of a list"
        return
    head, who = other.get("form"), respondent_of(source.data)
    if isinstance(head, dict) and head.get("respondent", who) != who:
        words = f"{form_id} is filled by others (respondent: {head['respondent']}), so that none of its rows"
        yield (
            (*where, "rows_of"),
            f"{words} belongs to a {who}; write the id of a list with respondent: {who}",
        )
        return
    theirs = _names(other)
    if "on" in column:
        yield from _unknown(column["on"], (*where, "on"), theirs, form_id)
    yield from _text_faults(column["text"], (*where, "text"), theirs, form_id)


def _text_faults(text: str, where: Where, names: Mapping[str, Any], form: str) -> Iterator[Fault]:
    if "{" in PLACE.sub("", text) or "}" in PLACE.sub("", text):
        yield where, "a bracket { or } stands alone; write {field}"
    for place in PLACE.findall(text):
        yield from _unknown(place.removeprefix("prev."), where, names, form)


def _unknown(name: str, where: Where, names: Mapping[str, Any], form: str) -> Iterator[Fault]:
    if name not in names:
        yield (
            where,
            f"{form} has no field {name!r}{nearest(name, names)}; write the name of one of its fields",
        )


def _names(data: Any) -> dict[str, Any]:
    """The fields of a form by name; the form may itself be broken."""
    schema = data.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    found = [(item.get("name"), item) for item in fields or () if isinstance(item, dict)]
    return {name: item for name, item in found if isinstance(name, str)}
