"""Faults of rules."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from service.core.expressions import ExpressionError, Kind, parse
from service.core.expressions.hints import meant_or, near_pattern
from service.core.messages import names_in
from service.core.schema import NUMERIC_KINDS, Text
from service.definitions.check_messages import message_faults
from service.definitions.check_parts import expression_faults, twice
from service.definitions.check_row_rules import row_rule_faults
from service.definitions.expanding import Written, expand, expansion_faults, matching
from service.definitions.fault_words import both, no_field, not_of, of_kind
from service.definitions.parts import expression_kinds, field_kind, row_key
from service.definitions.row_rules import over_rows
from service.definitions.shape import Fault
from service.definitions.source import Where
from service.definitions.templates import ALWAYS, TEMPLATES, compiled

PLAIN = frozenset({"field", "fields", "constraint"})
"""Keys of a rule that writes its constraint itself, besides those that every rule takes."""
LOOK_BACK = ("cumulative", "unusual_change", "unit_slip")
"""Templates that compare with the round before."""
OWN_PLACES = frozenset({"this", "prev.this", "title", "unit"})
A_NUMBER = Text("ที่นี่ให้ใช้ช่องตัวเลข", "a number is wanted here; write a field that holds one")
ONE_OF_THEM = both("ให้เขียน field หรือ fields อย่างเดียว ไม่ใช่ทั้งสองอย่าง", "write one of them, not both")
A_FIELD = both(
    "ยังไม่บอกช่อง ให้เขียน field: ชื่อช่อง หรือ fields: 'แบบของชื่อ'",
    "write field: a name, or fields: 'a pattern'",
)
KNOWN_AGAIN = both(
    "จะเทียบกับรอบก่อน ต้องมีกุญแจบอกว่าแถวใดเป็นแถวใด ให้เขียน primaryKey: [school_id, ช่องที่บอกแถว]",
    "rows are known again by a key: write primaryKey: [school_id, the field that names a row]",
)


def rule_faults(data: Any) -> Iterator[Fault]:
    """Faults of the rules as they are written, then of what each of them stands for."""
    rules = data.get("rules") or []
    yield from twice(rules, ("rules",), "id")
    yield from expansion_faults(data)
    broken: set[int] = set()
    for index, rule in enumerate(rules):
        if over_rows(rule):
            continue
        for fault in _written_faults(rule, ("rules", index), data):
            broken.add(index)
            yield fault
    yield from _meaning_faults(data, broken)
    yield from row_rule_faults(data)


def _meaning_faults(data: Any, broken: set[int]) -> Iterator[Fault]:
    """Of a rule over many fields the first fault for each key is enough."""
    kinds = expression_kinds(data)
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    told: set[Where] = set()
    for written in expand(data):
        for where, words in _check_faults(written, kinds, fields) if written.index not in broken else ():
            if tuple(where) not in told:
                told.add(tuple(where))
                yield where, words


def _written_faults(rule: Any, where: Where, data: Any) -> Iterator[Fault]:
    """Keys that do not belong together."""
    check = rule.get("check")
    template = TEMPLATES.get(check)
    takes = {*template.needs, *template.may} if template else PLAIN
    for key in rule:
        if key not in ALWAYS and key not in takes:
            yield (*where, key), not_of(key, check, sorted(takes))
    if "fields" in takes and ("field" in rule) == ("fields" in rule):
        yield where, ONE_OF_THEM if "field" in rule else A_FIELD
    if (
        check in LOOK_BACK
        and "against" not in rule
        and "list" in data["sheet"]["layouts"]
        and not row_key(data)
    ):
        yield (*where, "check"), KNOWN_AGAIN


def _check_faults(written: Written, kinds: dict[str, Kind], fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of one check of a rule."""
    item, where = written.item, ("rules", written.index)
    if "check" in item:
        faults = list(_template_faults(item, where, kinds, fields))
        yield from faults
        if faults:
            return
    this = item.get("field", "")
    if this and this not in fields:
        yield (*where, "field"), no_field(this, fields)
        kinds = {**kinds, this: "number"}  # said once, and not of every place that says ``this``
    yield from expression_faults(item, where, "relevant", kinds, "truth", this=this)
    rule = compiled(item, fields)
    figures = rule.get("figures", {})
    if "check" in item:
        yield from _compiled_faults(rule, where, kinds)
    else:
        yield from expression_faults(rule, where, "constraint", kinds, "truth", this=this)
    yield from message_faults(item, where, kinds, this)
    for language, words in item.get("message", {}).items():
        yield from _placeholder_faults(words, (*where, "message", language), fields, {*figures, "suspect"})


def _template_faults(
    item: Mapping[str, Any], where: Where, kinds: dict[str, Kind], fields: Mapping[str, Any]
) -> Iterator[Fault]:
    """Names that a template cannot work with."""
    template = TEMPLATES[item["check"]]
    for key in (
        *template.numbers,
        *(("field",) if "field" in item and "field" not in template.numbers else ()),
    ):
        if key in item:
            yield from _number_faults(item[key], (*where, key), fields)
    yield from expression_faults(item, where, "against", kinds, "number", this=item.get("field"))
    patterns = item.get("parts", ())
    for place, pattern in enumerate([patterns] if isinstance(patterns, str) else patterns):
        found = [name for name in matching(pattern, list(fields)) if name != item.get("whole")]
        at = (*where, "parts") if isinstance(patterns, str) else (*where, "parts", place)
        if not found:
            yield at, _no_other(pattern, [name for name in fields if name != item.get("whole")])
        for name in found:
            yield from _number_faults(name, at, fields)


def _no_other(pattern: str, others: Iterable[str]) -> str:
    do_th, do = near_pattern(pattern, others)
    return both(f"ไม่มีช่องอื่นที่ตรงกับ {pattern!r}{do_th}", f"{pattern!r} matches no other field{do}")


def _number_faults(name: str, where: Where, fields: Mapping[str, Any]) -> Iterator[Fault]:
    if name not in fields:
        yield where, no_field(name, fields)
    elif field_kind(fields[name]) not in NUMERIC_KINDS:
        yield where, of_kind(name, field_kind(fields[name]), A_NUMBER)


def _compiled_faults(rule: Mapping[str, Any], where: Where, kinds: dict[str, Kind]) -> Iterator[Fault]:
    """What the expression language refuses of a template, such as a sum of too many parts."""
    try:
        parse(rule["constraint"], kinds, "truth", this=rule["field"])
        for text in rule["figures"].values():
            parse(text, kinds, "number", this=rule["field"])
    except ExpressionError as error:
        thai = f"สูตรที่ได้จากกฎสำเร็จรูปนี้ใช้ไม่ได้ {error.thai} ให้แยกเป็นหลายกฎ"
        yield (*where, "check"), both(thai, f"{error}; write it as several rules")


def _placeholder_faults(
    words: str, where: Where, names: Mapping[str, Any], figures: set[str]
) -> Iterator[Fault]:
    for name in names_in(words):
        if name in OWN_PLACES or name in figures:
            continue
        bare = name.removeprefix("prev.").removeprefix("title.")
        if bare not in names:
            do_th, do = meant_or(bare, names, "ให้เขียน {ชื่อช่อง}", "write {field}")
            yield where, both(f"{{{name}}} ในข้อความไม่ใช่ชื่อช่อง{do_th}", f"{{{name}}} names no field{do}")
