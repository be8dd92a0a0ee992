"""Checks that offices need again and again, each written in one line: ``check: cumulative``.

A template becomes an ordinary rule with its own severity, missing policy and message; each of them may be
written over in the form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from service.core.schema import MONEY_UNITS
from service.definitions.expanding import matching
from service.definitions.parts import field_kind

ALWAYS = frozenset({"id", "check", "each", "relevant", "missing", "severity", "message", "accept_notes"})
"""Keys that every template takes."""
NOTES = ("ตรวจแล้ว ถูกต้อง", "อื่น ๆ (ระบุ)")
MERGED = "รวมโรงเรียน"
"""A school that took another over jumps in that round: its earlier values stay its own (docs/rounds.md)."""
FEW_PARTS = 4
"""So many parts are told one by one in a message."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a template makes of a rule's own keys: the field its issue stands ``on``, constraint, message.

    ``figures`` are expressions for the message; ``unit`` is the field's money unit.
    """

    on: str
    constraint: str
    th: str
    en: str
    figures: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


Item = Mapping[str, Any]
Fields = Mapping[str, Any]
"""The fields of the form as they are written, by name."""


@dataclass(frozen=True, slots=True)
class Template:
    """``needs`` and ``may`` are its own keys, ``numbers`` those of them that name number fields."""

    needs: tuple[str, ...]
    may: tuple[str, ...]
    numbers: tuple[str, ...]
    missing: str
    severity: str
    compile: Callable[[Item, Fields], Compiled]
    notes: tuple[str, ...] = NOTES


def compiled(item: Item, fields: Fields) -> dict[str, Any]:
    """The rule that a template stands for; a rule without ``check`` stands for itself."""
    if "check" not in item:
        return dict(item)
    template = TEMPLATES[item["check"]]
    made = template.compile(item, fields)
    severity = item.get("severity", template.severity)
    return {
        "missing": template.missing,
        "severity": severity,
        "message": {"th": made.th, "en": made.en},
        "accept_notes": list(template.notes) if severity == "query" else [],
        **{key: part for key, part in item.items() if key in ALWAYS and key not in ("check", "each")},
        "field": made.on,
        "constraint": made.constraint,
        "figures": dict(made.figures),
        "unit": made.unit,
    }


def parts_of(item: Item, fields: Fields) -> list[str]:
    """The parts a rule adds up: names and patterns, never the whole itself."""
    whole = item.get("whole")
    return [name for name in matching(item["parts"], list(fields)) if name != whole]


def _number(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _sum(names: Sequence[str]) -> str:
    return " + ".join(names) or "0"


def _told(names: Sequence[str]) -> str:
    if len(names) > FEW_PARTS:
        return f"{len(names)} ช่องย่อย"
    return " + ".join(f"{{title.{name}}} {{{name}}}" for name in names)


def _cumulative(item: Item, _: Fields) -> Compiled:
    this = item["field"]
    return Compiled(
        this,
        f"{this} >= prev({this})",
        "ช่องนี้เป็นยอดสะสม ต้องไม่ลดลง: รอบก่อน {prev.this} รอบนี้ {this} ให้ตรวจแล้วพิมพ์ใหม่",
        "a running total never falls: {prev.this} last round, {this} now; check and type it again",
    )


def _parts_of_whole(item: Item, fields: Fields) -> Compiled:
    whole, parts = item["whole"], parts_of(item, fields)
    total, told = f"{{title.{whole}}} {{{whole}}}", _told(parts)
    if item.get("at_most"):
        th = f"{told} รวมได้ {{sum}} มากกว่า {total} อยู่ {{gap}}: แก้ช่องที่ผิด"
        en = f"the parts add up to {{sum}}, {{gap}} over {{{whole}}}: correct the wrong one"
    else:
        th = f"{told} รวมได้ {{sum}} แต่ {total} ต่างกัน {{gap}}: แก้ให้เท่ากัน"
        en = f"the parts add up to {{sum}}, the whole is {{{whole}}}, {{gap}} apart: make them equal"
    sign = "<=" if item.get("at_most") else "=="
    figures = {"sum": _sum(parts), "gap": f"abs({_sum(parts)} - {whole})"}
    return Compiled(item.get("field", whole), f"{_sum(parts)} {sign} {whole}", th, en, figures)


def _percent_of(item: Item, _: Fields) -> Compiled:
    this, upper, lower = item["field"], item["numerator"], item["denominator"]
    computed, tolerance = f"100 * {upper} / {lower}", _number(item.get("tolerance", 0.05))
    return Compiled(
        this,
        f"({lower} == 0 and {this} == 0) or abs({this} - {computed}) <= {tolerance}",
        f"ควรเป็น {{computed}} แต่กรอก {{this}} ({{title.{upper}}} {{{upper}}} ÷ {{title.{lower}}} {{{lower}}} "
        "× 100): แก้ร้อยละ หรือแก้จำนวน",
        f"it should be {{computed}}, {{this}} was typed: {{{upper}}} of {{{lower}}}; correct one of them",
        {"computed": computed},
    )


def _unit_slip(item: Item, fields: Fields) -> Compiled:
    this = item["field"]
    written = str(item.get("against", "prev(this)"))
    against = in_unit_of(written, this, fields)
    told = f"{{title.{written}}}" if written in fields else "ค่าที่ใช้เทียบ" if "prev" not in written else "รอบก่อน"
    return Compiled(
        this,
        f"{this} == 0 or ({against}) == 0 or (abs({this}) < 1000 * abs({against}) and "
        f"1000 * abs({this}) > abs({against}))",
        f"ช่องนี้หน่วยเป็น{{unit}}: {{this}} ต่างจาก{told} ({{reference}}) ราว {{times}} เท่า {{suspect}} "
        "ให้แก้ตัวเลข หรือเลือกเหตุผล",
        "{this} is {times} times off {reference}: check the unit ({unit}), or pick a reason",
        {
            "reference": against,
            "ratio": f"{this} / ({against})",
            "times": f"max(abs({this} / ({against})), abs(({against}) / {this}))",
        },
        unit_of(fields.get(this, {})),
    )


def in_unit_of(against: str, this: str, fields: Fields) -> str:
    """Another field's amount in this field's money unit; anything else as it stands."""
    other = fields.get(against)
    if other is None or not (unit_of(other) and unit_of(fields.get(this, {}))):
        return against
    theirs, ours = MONEY_UNITS[unit_of(other)], MONEY_UNITS[unit_of(fields[this])]
    if theirs == ours:
        return against
    return f"{against} * {theirs // ours}" if theirs > ours else f"{against} / {ours // theirs}"


def unit_of(field: Any) -> str:
    """The money unit of a field as written, "" when it holds no money."""
    if not field or field_kind(field) != "money":
        return ""
    return str(field.get("unit", "บาท"))


def _unusual_change(item: Item, _: Fields) -> Compiled:
    this = item["field"]
    percent, least = item.get("percent", 20), item.get("least", 5)
    usual = f"coalesce(usual({this}), prev({this}), {this})"
    return Compiled(
        this,
        f"abs({this} - {usual}) <= max({_number(least)}, {_number(percent / 100)} * abs({usual}))",
        f"ที่ผ่านมาอยู่ราว {{usual}} รอบนี้ {{this}} ต่างกัน {{gap}} เกินร้อยละ {_number(percent)}: "
        "ตรวจตัวเลข หรือเลือกเหตุผล",
        f"about {{usual}} so far, {{this}} now, {{gap}} apart, over {_number(percent)} per cent: check, "
        "or pick a reason",
        {"usual": usual, "gap": f"abs({this} - {usual})"},
    )


def _at_most(item: Item, fields: Fields) -> Compiled:
    this, whole = item["field"], item["of"]
    return Compiled(
        this,
        f"{this} <= {whole}",
        f"“{{title}}” {{this}}{_unit(this, fields)} มากกว่า “{{title.{whole}}}” "
        f"{{{whole}}}{_unit(whole, fields)}: แก้ช่องใดช่องหนึ่ง",
        f"{{this}} is over {{{whole}}}: correct one of them",
    )


def _unit(name: str, fields: Fields) -> str:
    """The unit of a field, as it stands behind its figure."""
    unit = fields.get(name, {}).get("unit", "")
    return f" {unit}" if unit else ""


def _sum_of_percents(item: Item, fields: Fields) -> Compiled:
    parts, total = parts_of(item, fields), _number(item.get("total", 100))
    tolerance = _number(item.get("tolerance", 0.05))
    return Compiled(
        item.get("field", parts[-1] if parts else ""),
        f"abs({_sum(parts)} - {total}) <= {tolerance}",
        f"{_told(parts)} รวมได้ {{sum}} ต้องได้ {total} ต่างกัน {{gap}}: ตรวจแล้วแก้ช่องที่ผิด",
        f"the percentages add up to {{sum}} instead of {total}, {{gap}} apart: correct the wrong one",
        {"sum": _sum(parts), "gap": f"abs({_sum(parts)} - {total})"},
    )


FIELD = ("field", "fields")
TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        "cumulative": Template((), FIELD, ("field",), "skip_if_any", "error", _cumulative),
        "parts_of_whole": Template(
            ("whole", "parts"), ("field", "at_most"), ("whole",), "skip_if_blank", "error", _parts_of_whole
        ),
        "percent_of": Template(
            ("numerator", "denominator"),
            (*FIELD, "tolerance"),
            ("field", "numerator", "denominator"),
            "skip_if_any",
            "error",
            _percent_of,
        ),
        "unit_slip": Template(
            (),
            (*FIELD, "against"),
            ("field",),
            "skip_if_any",
            "query",
            _unit_slip,
            ("ตรวจแล้ว หน่วยถูกต้อง", NOTES[-1]),
        ),
        "unusual_change": Template(
            (),
            (*FIELD, "percent", "least"),
            ("field",),
            "skip_if_any",
            "query",
            _unusual_change,
            ("เปลี่ยนแปลงจริง ตรวจแล้ว", MERGED, NOTES[-1]),
        ),
        "at_most": Template(("of",), FIELD, ("field", "of"), "skip_if_any", "error", _at_most),
        "sum_of_percents": Template(
            ("parts",), ("field", "total", "tolerance"), (), "skip_if_blank", "error", _sum_of_percents
        ),
    }
)
