"""Faults of a form's shape, found by the published JSON Schema."""

import functools
import json
import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from service.core.expressions.hints import meant_or, nearest, nearest_th, quoted
from service.definitions.fault_words import both
from service.definitions.shape_words import in_words
from service.definitions.source import Source, Where

Fault = tuple[Where, str]
"""Where in the file, and what is wrong there with what to write instead."""
SCHEMA_PATH = Path(__file__).resolve().parents[2] / "sheet_schemas" / "form.schema.json"


@functools.cache
def form_schema() -> Any:
    """The published JSON Schema of a form file."""
    return json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))


def shape_faults(source: Source) -> list[str]:
    """What the JSON Schema refuses, each with line, key and what to write instead."""
    keys = list(_key_faults(source.data))
    if keys:  # the JSON Schema speaks of keys that are text
        return in_order(source, keys)
    errors = Draft202012Validator(form_schema()).iter_errors(source.data)
    return in_order(source, [fault for error in errors for fault in _explain(error)])


def in_order(source: Source, found: Iterable[Fault]) -> list[str]:
    """The faults as lines of text, in the order of the file."""
    faults = {(source.line(where), source.fault(where, message)): None for where, message in found}
    return [text for _, text in sorted(faults, key=itemgetter(0))]


def _key_faults(part: Any, where: Where = ()) -> Iterator[Fault]:
    """Keys that YAML reads as a number, a truth or nothing."""
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            if isinstance(part, dict) and not isinstance(key, str):
                words = f'คำสั่งต้องเป็นข้อความ ไม่ใช่ {key!r} ให้เขียน "{key}"'
                yield (*where, key), f'{words} (a key must be a text, not {key!r}; write "{key}")'
            yield from _key_faults(inner, (*where, key))


def _explain(error: ValidationError) -> Iterator[Fault]:
    where = list(error.absolute_path)
    if error.validator in ("oneOf", "anyOf") and error.context:
        yield from _explain_choice(error, where)
    elif error.validator == "additionalProperties":
        yield from _explain_keys(error, where)
    elif error.validator == "required":
        absent = _absent(error)
        if absent:
            names = ", ".join(absent)
            yield where, f"ขาด {names} ให้เติม ({names} is missing here: add it)"
    else:
        yield where, in_words(error)


def _absent(error: ValidationError) -> list[str]:
    """Keys that are missing, without those that stand there misspelt: that is told where they stand."""
    instance: Any = error.instance
    schema: Any = error.schema
    wanted: Any = error.validator_value
    known = schema.get("properties", {})
    misspelt = {hint for key in instance if key not in known for hint in [nearest(key, known)] if known}
    return [key for key in wanted if key not in instance and nearest(key, {key: 0}) not in misspelt]


def _explain_keys(error: ValidationError, where: list[str | int]) -> Iterator[Fault]:
    schema: Any = error.schema
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    instance: Any = error.instance
    for key in instance:
        if key not in known and not any(re.search(pattern, key) for pattern in patterns):
            yield [*where, key], _unknown_key(key, known)


def _unknown_key(key: str, known: Iterable[str]) -> str:
    """The names are the same in both languages: a long list of them stands there once."""
    do_th, do = meant_or(key, known, f"ที่ใช้ได้คือ {', '.join(known)}", "it is none of these")
    return both(
        f"ไม่รู้จักคำสั่ง {quoted(key)}{do_th} ให้แก้ชื่อ หรือลบออก", f"unknown key{do}; rename it or take it out"
    )


def _explain_choice(error: ValidationError, where: list[str | int]) -> Iterator[Fault]:
    """Of several shapes the one that the value's kind (or its type) asks for is explained."""
    shapes: Any = error.validator_value
    kinds = [str(shape["properties"]["kind"].get("const", "")) for shape in shapes if _has_kind(shape)]
    instance: Any = error.instance
    if kinds and isinstance(instance, dict):
        if instance.get("kind") not in kinds:
            yield [*where, "kind"], _kind_words(str(instance.get("kind")), kinds)
            return
        chosen = [i for i, shape in enumerate(shapes) if _kind_of(shape) == instance["kind"]]
    else:
        wrong = {inner.schema_path[0] for inner in error.context or () if _of_type(inner)}
        chosen = [index for index in range(len(shapes)) if index not in wrong]
    context = error.context or []
    explained = [inner for inner in context if inner.schema_path[0] in chosen[:1]]
    for inner in explained or context[:1]:
        yield from _explain(inner)


def _kind_words(kind: str, kinds: list[str]) -> str:
    choices, known = [f"kind: {choice}" for choice in kinds], dict.fromkeys(kinds)
    thai = f"ไม่รู้จัก kind นี้{nearest_th(kind, known)} ให้เขียน {' หรือ '.join(choices)}"
    return both(thai, f"write {' or '.join(choices)}{nearest(kind, known)}")


def _of_type(inner: ValidationError) -> bool:
    """Whether a shape was refused as a whole, by its type."""
    return inner.validator == "type" and len(inner.relative_schema_path) == 2


def _has_kind(shape: Any) -> bool:
    return "kind" in shape.get("properties", {})


def _kind_of(shape: Any) -> Any:
    return shape["properties"]["kind"].get("const") if _has_kind(shape) else None
