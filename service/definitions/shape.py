"""Faults of a form's shape, found by the published JSON Schema."""

import functools
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from service.core.expressions.parser import nearest
from service.definitions.source import Source, Where

Fault = tuple[Where, str]
"""Where in the file, and what is wrong there with what to write instead."""
SCHEMA_PATH = Path(__file__).resolve().parents[2] / "sheet_schemas" / "form.schema.json"
TYPE_WORDS = {
    "string": "a text in quotes",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a set of keys",
    "boolean": "true or false",
}


@functools.cache
def form_schema() -> Any:
    """The published JSON Schema of a form file."""
    return json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))


def shape_faults(source: Source) -> list[str]:
    """What the JSON Schema refuses, each with line, key and what to write instead."""
    errors = Draft202012Validator(form_schema()).iter_errors(source.data)
    return in_order(source, [fault for error in errors for fault in _explain(error)])


def in_order(source: Source, found: Iterable[Fault]) -> list[str]:
    """The faults as lines of text, in the order of the file."""
    faults = {(source.line(where), source.fault(where, message)): None for where, message in found}
    return [text for _, text in sorted(faults, key=itemgetter(0))]


def _explain(error: ValidationError) -> Iterator[Fault]:
    where = list(error.absolute_path)
    schema: Any = error.schema
    if error.validator == "oneOf" and error.context:
        kinds = [str(choice["properties"]["kind"]["const"]) for choice in schema["oneOf"]]
        kind = str(error.instance.get("kind")) if isinstance(error.instance, dict) else ""
        if kind not in kinds:
            hint = nearest(kind, dict.fromkeys(kinds))
            yield [*where, "kind"], f"write kind: {' or kind: '.join(kinds)}{hint}"
            return
        chosen = kinds.index(kind)
        for inner in error.context:
            if inner.schema_path[0] == chosen:
                yield from _explain(inner)
        return
    if error.validator == "additionalProperties":
        known = {**schema.get("properties", {})}
        patterns = schema.get("patternProperties", {})
        instance: Any = error.instance
        for key in instance:
            if key not in known and not any(re.search(pattern, str(key)) for pattern in patterns):
                hint = nearest(str(key), known) or f"; known here: {', '.join(known)}"
                yield [*where, key], f"unknown key{hint}"
        return
    yield where, _say(error)


def _say(error: ValidationError) -> str:
    value: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        words = " or ".join(TYPE_WORDS.get(str(kind), str(kind)) for kind in kinds)
        quote = f'; write "{value}"' if "string" in kinds and isinstance(value, int | float | date) else ""
        return f"must be {words}, not {value if isinstance(value, date) else repr(value)}{quote}"
    if error.validator in ("minItems", "minProperties") and not value:
        return "stands empty here: write at least one, or take the key out"
    if error.validator == "required":
        absent = [key for key in wanted if key not in value]
        return f"{', '.join(absent)} is missing here: add it"
    if error.validator in ("enum", "const"):
        choices = [str(choice) for choice in (wanted if isinstance(wanted, list) else [wanted])]
        hint = nearest(str(value), dict.fromkeys(choices))
        return f"{value!r} is not known here{hint}; write one of {', '.join(choices)}"
    if error.validator == "pattern":
        return f"{value!r} must look like {wanted}"
    return f"{error.message}; see sheet_schemas/form.schema.json"
