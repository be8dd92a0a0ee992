"""Rules as they are written to the checks they stand for: one for each field, one for each value.

``fields: 'p[1-6]_*'`` stands once for every field that the pattern matches; ``each: {n: [1, 2]}`` once for
every value, put in the place of {n}. Inside, ``this`` and {field} are the field at hand.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import product
from typing import Any

from service.core.expressions.hints import A_PATTERN
from service.core.schema.row_rules import ROW_CHECKS
from service.core.schema.rules import STANDS_FOR
from service.definitions.fault_words import both
from service.definitions.shape import Fault

CODE_LENGTH = 60
"""Letters of an issue's code that the store keeps."""
MOST_CHECKS = 500
"""Checks that one written rule may stand for."""
MANY_CHECKS = (
    f"กฎนี้แทนข้อตรวจ {MOST_CHECKS} ข้อขึ้นไป ให้เขียนแบบของชื่อให้แคบลง หรือลดค่าใน each "
    f"(stands for {MOST_CHECKS} checks or more: narrow the pattern or the values)"
)
UNTOUCHED = frozenset({"id", "check", "each", "severity", "missing"})


@dataclass(frozen=True, slots=True)
class Written:
    """One check of a rule: ``index`` is the rule's place in the file, ``item`` the rule for one field."""

    index: int
    item: Mapping[str, Any]


def field_names(data: Any) -> list[str]:
    return [field["name"] for field in data["schema"]["fields"]]


def matching(patterns: str | Iterable[str], names: Sequence[str]) -> list[str]:
    """The names that the shell-style patterns match, in the order of the form."""
    wanted = [patterns] if isinstance(patterns, str) else list(patterns)
    return [name for name in names if any(fnmatchcase(name, pattern) for pattern in wanted)]


def expand(data: Any) -> Iterator[Written]:
    """Every check of a form's rules, without those over rows (row_rules.py).

    What stands for nothing (``expansion_faults``) is left out.
    """
    names = field_names(data)
    for index, rule in enumerate(data.get("rules") or []):
        if rule.get("check") not in ROW_CHECKS:
            yield from (Written(index, item) for item in _expanded(rule, names))


def _expanded(rule: Any, names: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    count = 0
    for values, item in for_each(rule):
        chosen = matching(item["fields"], names) if "fields" in item else [item.get("field", "")]
        for field in chosen:
            suffix = ".".join([*values, *([field] if "fields" in item else [])])
            yield _about(item, field) | {"id": rule_code(rule["id"], suffix)}
            count += 1
            if count == MOST_CHECKS:
                return


def for_each(rule: Any) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """The rule with each set of values in the places of their names; the values say which it is."""
    each = rule.get("each") or {}
    for values in product(*each.values()):
        texts = [str(value) for value in values]
        marks = {f"{{{name}}}": text for name, text in zip(each, texts, strict=True)}
        kept = {key: part if key in UNTOUCHED else _filled(part, marks) for key, part in rule.items()}
        kept.pop("each", None)
        yield texts, kept


def _filled(part: Any, marks: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        for mark, text in marks.items():
            part = part.replace(mark, text)
        return part
    if isinstance(part, Mapping):
        return {key: _filled(inner, marks) for key, inner in part.items()}
    return [_filled(inner, marks) for inner in part] if isinstance(part, list) else part


def _about(item: Mapping[str, Any], field: str) -> dict[str, Any]:
    """The rule about one field, whose name takes the place of {field}."""
    about = {
        key: part if key in UNTOUCHED else _filled(part, {"{field}": field}) for key, part in item.items()
    }
    about.pop("fields", None)
    if field:
        about["field"] = field
    return about


def rule_code(rule_id: str, suffix: str) -> str:
    """The code of a check's issues: ``R20:p1_read``, cut to what the store keeps, always alike."""
    if not suffix:
        return rule_id
    room = CODE_LENGTH - len(rule_id) - len(STANDS_FOR)
    if len(suffix) > room:
        digest = hashlib.sha256(suffix.encode()).hexdigest()[:6]
        suffix = f"{suffix[: room - 7]}~{digest}"
    return f"{rule_id}{STANDS_FOR}{suffix}"


def expansion_faults(data: Any) -> Iterator[Fault]:
    """Patterns that match nothing, names of values that stand nowhere, rules that stand for too much."""
    names = field_names(data)
    for index, rule in enumerate(data.get("rules") or []):
        where = ("rules", index)
        for name, words in _each_faults(rule, names):
            yield (*where, "each", name), words
        for _, item in for_each(rule):
            if (
                "fields" in item
                and rule.get("check") not in ROW_CHECKS
                and not matching(item["fields"], names)
            ):
                yield (*where, "fields"), _no_match(item["fields"], names)
        if sum(1 for _ in _expanded(rule, names)) >= MOST_CHECKS:
            yield where, MANY_CHECKS


def _no_match(patterns: Any, names: Sequence[str]) -> str:
    some = ", ".join(names[:6])
    do_th, do = A_PATTERN
    return both(
        f"ไม่มีช่องที่ชื่อตรงแบบ {patterns!r} ช่องที่มีคือ {some} … {do_th}",
        f"{patterns!r} matches no field; there are {some} …; {do}",
    )


def _each_faults(rule: Any, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    text = repr({key: part for key, part in rule.items() if key not in UNTOUCHED})
    for name in rule.get("each") or {}:
        if name in names or name in ("field", "this", "title", "unit"):
            thai = f"ชื่อ {name!r} มีความหมายในกฎอยู่แล้ว ให้ใช้ชื่ออื่น"
            yield name, both(thai, f"{name!r} already means something in a rule; use another name")
        elif (mark := f"{{{name}}}") not in text:
            thai = f"กฎนี้ไม่ได้ใช้ {mark} เลย ให้เขียน {mark} ตรงที่จะใส่ค่า"
            yield name, both(thai, f"{mark} stands nowhere in this rule; write it where the value belongs")
