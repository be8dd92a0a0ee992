"""The two forms that are measured: wide (40 fields a school) and long (rows of a list)."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from service.core.schema import Form
from service.definitions import load_form

TOTALS = tuple(f"t{number:02}" for number in range(1, 13))
PARTS = tuple(f"p{number:02}" for number in range(1, 13))
RATES = tuple(f"r{number:02}" for number in range(1, 7))
STEPS = ("s1", "s2", "s3", "s4")
CHOICES = ("c1", "c2", "state")
LABELS = ("ดีมาก", "ดี", "พอใช้", "ปรับปรุง")
MOST = 2000
NOTE_LIMIT = 200
CODE_PATTERN = "[A-Z]{2}[0-9]{4}"
TOLERANCE = 0.05

ITEM_PATTERN = "I[0-9]{3}"
MOST_BAHT = 1_000_000
LIMITS = {
    **dict.fromkeys((*TOTALS, *PARTS, "target", "done"), MOST),
    **dict.fromkeys(("baht", "spent"), MOST_BAHT),
}


def pairs(shape: str) -> tuple[tuple[str, str], ...]:
    """(total, part) of each rule that a part is no more than its total."""
    if shape == "long":
        return ("target", "done"), ("baht", "spent")
    return tuple(zip(TOTALS, PARTS, strict=True))


def rated(shape: str) -> tuple[tuple[str, str, str], ...]:
    """(total, part, percentage) of each rule that a percentage is that of its part."""
    return (
        (("target", "done", "rate"),) if shape == "long" else tuple(zip(TOTALS, PARTS, RATES, strict=False))
    )


def steps(shape: str) -> tuple[tuple[str, str], ...]:
    """(before, after) of each rule that no step is done before the one it follows."""
    return () if shape == "long" else tuple(pairwise(STEPS))


@cache
def wide() -> Form:
    """12 totals with 12 parts, 6 percentages of them, 4 steps, 2 choices, a code, a note, a date."""
    return _form("wide", "card", _wide_fields(), _rules("wide"))


@cache
def long() -> Form:
    """One row a project: what was planned, done and spent."""
    fields = [
        _field("school_id", "string", "school_code"),
        _field("item", "string", "text", pattern=ITEM_PATTERN),
        _field("note", "string", "text", maxLength=NOTE_LIMIT),
        *(_field(name, "integer", "count", minimum=0, maximum=MOST) for name in ("target", "done")),
        _field("rate", "number", "percent"),
        *(_field(name, "number", "money", minimum=0, maximum=MOST_BAHT) for name in ("baht", "spent")),
        _field("state", "string", "choice", enum=list(LABELS)),
        _field("ended", "boolean", "yes_no"),
        _field("day", "date", "date"),
    ]
    return _form("long", "list", fields, _rules("long"))


def _wide_fields() -> list[dict[str, Any]]:
    return [
        _field("school_id", "string", "school_code"),
        *(_field(name, "integer", "count", minimum=0, maximum=MOST) for name in (*TOTALS, *PARTS)),
        *(_field(name, "number", "percent") for name in RATES),
        *(_field(name, "boolean", "yes_no") for name in STEPS),
        *(_field(name, "string", "choice", enum=list(LABELS)) for name in CHOICES[:2]),
        _field("code", "string", "text", pattern=CODE_PATTERN),
        _field("note", "string", "text", maxLength=NOTE_LIMIT),
        _field("day", "date", "date"),
    ]


def _rules(shape: str) -> list[dict[str, Any]]:
    parts = [
        _rule(f"R_{part}", part, f"{part} <= {total}", f"ส่วนย่อย {{{part}}} มากกว่าทั้งหมด {{{total}}}")
        for total, part in pairs(shape)
    ]
    rates = [
        _rule(
            f"R_{rate}",
            rate,
            f"abs({rate} - 100 * {part} / {total}) <= {TOLERANCE} or {part} > {total}",
            f"ร้อยละ {{{rate}}} ไม่ตรงกับ {{{part}}} ใน {{{total}}}",
        )
        for total, part, rate in rated(shape)
    ]
    follows = [
        _rule(f"R_{after}", after, f"{before} or not {after}", f"ทำ {after} แล้วแต่ยังไม่ทำ {before}")
        for before, after in steps(shape)
    ]
    return [*parts, *rates, *follows]


def _field(name: str, type_: str, kind: str, **constraints: Any) -> dict[str, Any]:
    asked = {"name": name, "type": type_, "kind": kind, "title": f"ช่อง {name}", "group": "G"}
    return {**asked, "constraints": {"required": True, **constraints}}


def _rule(name: str, field: str, constraint: str, message: str) -> dict[str, Any]:
    return {
        "id": name,
        "field": field,
        "constraint": constraint,
        "missing": "skip_if_any",
        "severity": "error",
        "message": {"th": message},
    }


def _form(
    name: str, layout: str, fields: Sequence[Mapping[str, Any]], rules: Sequence[Mapping[str, Any]]
) -> Form:
    return load(
        {
            "form": _head(name),
            "sheet": {"layouts": [layout], "tab": name},
            "groups": [{"id": "G", "title": "กลุ่ม"}],
            "schema": {"primaryKey": ["school_id"], "missingValues": [""], "fields": list(fields)},
            "rules": list(rules),
            "indicators": [],
        }
    )


def _head(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "version": "1",
        "valid": ["2022-10-01", "2023-09-30"],
        "respondent": "school",
        "rounds": ["Q1", "Q2"],
        "due": {"days_after_round": 15},
        "title": {"th": f"แบบ {name}"},
    }


def load(definition: Mapping[str, Any]) -> Form:
    """A form as any other is loaded, from a file with all checks (JSON is YAML)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.yaml"
        path.write_text(json.dumps({"spec": 1, **definition}, ensure_ascii=False), encoding="utf-8")
        return load_form(path)


def definition(
    fields: Sequence[Mapping[str, Any]], indicators: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """A form that only counts: no rules."""
    return {
        "form": _head("counting"),
        "sheet": {"layouts": ["card"], "tab": "counting"},
        "groups": [{"id": "G", "title": "กลุ่ม"}],
        "schema": {"primaryKey": ["school_id"], "missingValues": [""], "fields": list(fields)},
        "rules": [],
        "indicators": list(indicators),
    }


field = _field
