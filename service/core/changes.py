"""What differs between two versions of a definition, and whether two figures may be compared.

A figure is stored with the hash of its indicator. Where two hashes differ, the figures are not set side
by side: it is said that the definition changed ("นิยามเปลี่ยน"), and in which parts (DESIGN §4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from service.core.expressions import Expression
from service.core.results import Result
from service.core.schema import Band, Form, Indicator, Target, Text

PART_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "numerator": Text("ตัวตั้ง", "numerator"),
        "denominator": Text("ตัวหาร", "denominator"),
        "factor": Text("ตัวคูณ", "factor"),
        "decimals": Text("ทศนิยม", "decimals"),
        "direction": Text("ทิศทาง", "direction"),
        "missing": Text("การนับช่องว่าง", "missing"),
        "min_coverage": Text("สัดส่วนผู้รายงานขั้นต่ำ", "min_coverage"),
        "target": Text("ค่าเป้าหมาย", "target"),
        "legend": Text("เกณฑ์สี", "legend"),
        "near_target": Text("สีเหลืองเมื่อใกล้เป้า (ร้อยละ)", "near_target"),
        "milestone": Text("ขั้นความสำเร็จ", "milestone"),
        "bands": Text("เกณฑ์ระดับ", "bands"),
        "mixed": Text("ร้อยละของขั้นบน", "mixed"),
        "rating": Text("มาตราประเมิน", "rating"),
        "composite": Text("องค์ประกอบ", "composite"),
        "use": Text("ค่าที่นำมารวม", "use"),
        "to_date": Text("การนับสะสม", "grain_to_date"),
        "breakdowns": Text("การแจกแจง", "breakdowns"),
        "align": Text("ความสอดคล้อง", "align"),
        "scale": Text("มาตรา", "scale"),
        "choices": Text("ตัวเลือก", "choices"),
        "title": Text("ชื่อ", "title"),
        "unit": Text("หน่วย", "unit"),
        "group": Text("กลุ่ม", "group"),
        "numerator_title": Text("ชื่อตัวตั้ง", "numerator_title"),
        "denominator_title": Text("ชื่อตัวหาร", "denominator_title"),
        "constraint": Text("เงื่อนไข", "constraint"),
        "constraints": Text("ข้อจำกัด", "constraints"),
        "relevant": Text("ผู้ที่ต้องตอบ", "relevant"),
        "respondent": Text("ผู้กรอก", "respondent"),
        "severity": Text("ความรุนแรง", "severity"),
        "by": Text("แยกตาม", "by"),
        "equals": Text("ผลรวมที่ต้องได้", "equals"),
        "tolerance": Text("ผลต่างที่ยอมรับ", "tolerance"),
        "to": Text("ช่องวันสุดท้าย", "to"),
        "check": Text("กฎสำเร็จรูป", "check"),
        "message": Text("ข้อความ", "message"),
        "accept_notes": Text("เหตุผลที่รับ", "accept_notes"),
        "kind": Text("ชนิด", "kind"),
        "field": Text("ช่อง", "field"),
        "description": Text("คำอธิบาย", "description"),
    }
)
AIM_WORDS: Mapping[str, str] = MappingProxyType(
    {"area": "ทั้งเขต", "respondent": "รายแห่ง", "point": "ผลของรอบ", "cumulative": "ผลสะสม"}
)
CHANGED = Text("นิยามเปลี่ยน", "the definition changed")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a definition that differs: its key in the file, and both contents as text."""

    key: str
    old: str
    new: str

    @property
    def words(self) -> Text:
        return PART_WORDS.get(self.key, Text(self.key, self.key))


def indicator_changes(old: Indicator, new: Indicator) -> tuple[Part, ...]:
    """Which parts of an indicator differ, in the order they are written in; none when it is the same."""
    return _parts(old, new)


WORDS_ONLY = frozenset(
    {
        *("title", "group", "unit", "numerator_title", "denominator_title", "direction", "target", "legend"),
        *("near_target", "min_coverage", "breakdowns", "to_date", "align"),
    }
)
"""Parts of an indicator that name, judge or show its sums, and compute none of them."""


def counts_alike(old: Indicator, new: Indicator) -> bool:
    """Whether both make the same sums of the same answers, so that those of two rounds can be added up."""
    return all(
        part.key in WORDS_ONLY or _same_tree(getattr(old, part.key), getattr(new, part.key))
        for part in indicator_changes(old, new)
    )


def _same_tree(one: Any, other: Any) -> bool:
    """Whether two expressions differ in their writing alone."""
    return isinstance(one, Expression) and isinstance(other, Expression) and one.root == other.root


DERIVED = frozenset({"definition_hash", "figures"})
"""What is made of other parts; figures of a rule are those of its message and constraint."""


def _parts(old: Any, new: Any) -> tuple[Part, ...]:
    names = [item.name for item in fields(new) if item.name not in DERIVED]
    pairs = [(name, getattr(old, name, None), getattr(new, name)) for name in names]
    return tuple(Part(name, *_told(was, now)) for name, was, now in pairs if _shown(was) != _shown(now))


def _told(was: Any, now: Any) -> tuple[str, str]:
    """Both contents as people write them, where that tells them apart."""
    words = _in_words(was), _in_words(now)
    return words if words[0] != words[1] else (_shown(was), _shown(now))


def _in_words(value: Any) -> str:
    if isinstance(value, Target):
        aims = ", ".join(f"{key}: {_shown(aim)}" for key, aim in value.by_round.items())
        return f"{AIM_WORDS[value.scope]} {AIM_WORDS[value.mode]} {aims}"
    if isinstance(value, Band):
        return f"{_shown(value.low)}–{_shown(value.high)} {value.label}"
    if isinstance(value, tuple) and value:
        return " · ".join(map(_in_words, value))
    return _shown(value)


def _shown(value: Any) -> str:
    """A part of a definition as text, alike for alike content."""
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, Text):
        return f"{value.th} / {value.en}" if value.en else value.th
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) or "–"
    if isinstance(value, tuple | list | frozenset | set):
        items = sorted(value, key=str) if isinstance(value, frozenset | set) else value
        return " · ".join(_shown(inner) for inner in items)
    if is_dataclass(value) and not isinstance(value, type):
        inner = [(item.name, _shown(getattr(value, item.name))) for item in fields(value)]
        return ", ".join(f"{name} {text}" for name, text in inner if text != "–") or "–"
    return str(value)


# -- comparing figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside an earlier one: the earlier value and the change, or why they are not compared.

    ``before`` and ``change`` are None when there is nothing to compare; ``refused`` then says why, and is
    empty when there simply is no earlier figure. ``parts`` are those of the definition that differ, where
    both versions are known.
    """

    before: Decimal | None
    change: Decimal | None
    refused: str = ""
    parts: tuple[Part, ...] = ()


NOTHING_BEFORE = Comparison(None, None)


def compare_figures(
    now: Result | None, before: Result | None, old: Indicator | None = None, new: Indicator | None = None
) -> Comparison:
    """Set a figure beside an earlier one of the same place, unless its definition changed in between.

    ``old`` and ``new`` are the indicator as each figure was made with, where known: they tell which part
    changed. Where nothing but the way of writing differs (100 for 100.0), the figures are compared.
    """
    if now is None or before is None or before.value is None:
        return NOTHING_BEFORE
    if now.definition_hash != before.definition_hash:
        if not (old and new):
            return Comparison(None, None, CHANGED.th)
        if parts := indicator_changes(old, new):
            words = ", ".join(part.words.th for part in parts)
            return Comparison(None, None, f"{CHANGED.th}: {words}", parts)
    change = None if now.value is None else now.value - before.value
    return Comparison(before.value, change)


# -- whole forms


@dataclass(frozen=True, slots=True)
class Change:
    """Something added, removed or changed: ``of`` is form, group, field, rule, indicator or table."""

    of: str
    name: str
    kind: str
    parts: tuple[Part, ...] = ()


HEAD = (
    "title",
    "respondent",
    "relevant",
    "rounds",
    "valid_from",
    "valid_to",
    "opens_days",
    "due_days",
    "closes_days",
    "plan",
    "layouts",
)


def form_changes(old: Form, new: Form) -> list[Change]:
    """Everything that differs between two versions of a form, in the order of the newer one."""
    head = tuple(
        Part(name, _shown(getattr(old, name)), _shown(getattr(new, name)))
        for name in HEAD
        if _shown(getattr(old, name)) != _shown(getattr(new, name))
    )
    return [
        *([Change("form", new.id, "changed", head)] if head else []),
        *_changes("group", _by(old.groups, "id"), _by(new.groups, "id")),
        *_changes("field", _by(old.fields, "name"), _by(new.fields, "name")),
        *_changes("rule", _by(old.all_rules, "id"), _by(new.all_rules, "id")),
        *_changes("indicator", _by(old.indicators, "id"), _by(new.indicators, "id")),
        *_changes("table", _by(old.tables, "id"), _by(new.tables, "id")),
    ]


def _by(items: Iterable[Any], key: str) -> dict[str, Any]:
    return {getattr(item, key): item for item in items}


def _changes(of: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    found = []
    for name, item in new.items():
        if name not in old:
            found.append(Change(of, name, "added"))
        elif parts := _parts(old[name], item):
            found.append(Change(of, name, "changed", parts))
    return found + [Change(of, name, "removed") for name in old if name not in new]


# -- figures that a change would move


@dataclass(frozen=True, slots=True)
class Moved:
    """A past figure under two definitions; None where one of them gives none. ``what`` names what differs."""

    round_id: str
    indicator: str
    scope: str
    place: str
    what: str
    old: str
    new: str


COMPARED = (
    "value",
    "numerator",
    "denominator",
    "reporting",
    "due",
    "level",
    "colour",
    "target",
    "met",
    "deviation",
    "label",
    "percent",
    "refused",
)


def moved_figures(round_id: str, old: Sequence[Result], new: Sequence[Result]) -> list[Moved]:
    """Where two evaluations of the same entries differ: a line for each figure and what of it moves."""
    before = {(item.indicator, item.scope, item.place): item for item in old}
    after = {(item.indicator, item.scope, item.place): item for item in new}
    moved = []
    for key in [*before, *(key for key in after if key not in before)]:
        was, now = before.get(key), after.get(key)
        for what in COMPARED:
            values = [getattr(item, what) if item else None for item in (was, now)]
            if values[0] != values[1]:
                moved.append(Moved(round_id, *key, what, *map(_figure, values)))
    return moved


def _figure(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else _shown(value)
