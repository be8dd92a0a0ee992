"""Anything that the published JSON Schema accepts, drawn from the JSON Schema itself."""

import json
import re
import string
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "sheet_schemas" / "form.schema.json").read_text(encoding="utf-8")
)
# What spreadsheets, YAML and our own cells could take for something else.
TRICKY = [
    "=1+1", "-5", "+66", "@x", "2566.1", "007", "1,234", "๑๒", "yes", "no", "on", "true", "TRUE", "null", "~", "1e5",
    " ก ", "ก\nข", "ก\r\nข", "\tก", "ก: ข", "ก, ข", "ก; ข", "# ก", "'ก'", '"ก"', "json: 1", "[1]", "{a: b}", "0–60 red", "*a",
    "2022-10-01", "-", "ก #ข", "%", "!x", "&a", "|", ">", "?", "\u00a0ก", "\u200bก", "\x07", "\x85", "\u2028", "_x0041_", '""',
]  # fmt: skip
WORDS = st.sampled_from(TRICKY) | st.text(
    st.characters(exclude_categories=["Cs", "Cn", "Co"], exclude_characters="\ufeff\ufffe\uffff"), max_size=12
)


def form_data() -> st.SearchStrategy[Any]:
    """The data of a form that has the right shape; it need not mean anything."""
    return values(SCHEMA).filter(Draft202012Validator(SCHEMA).is_valid)


def values(schema: Any) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return st.deferred(lambda: values(_target(schema["$ref"])))
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return st.one_of([values(inner) for inner in schema[word]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    types = schema.get("type", "object" if "properties" in schema else "string")
    return st.one_of([_of_type(kind, schema) for kind in ([types] if isinstance(types, str) else types)])


def _target(reference: str) -> Any:
    found: Any = SCHEMA
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def _of_type(kind: str, schema: Any) -> st.SearchStrategy[Any]:
    if kind == "string":
        return _texts(schema)
    if kind in ("integer", "number"):
        return _numbers(kind, schema)
    if kind == "array":
        return _lists(schema)
    return _records(schema) if kind == "object" else st.booleans()


def _texts(schema: Any) -> st.SearchStrategy[str]:
    if "pattern" in schema:
        found = st.from_regex(schema["pattern"], alphabet=st.sampled_from(string.printable)).map(str.strip)
        return found.filter(lambda text: re.search(schema["pattern"], text) is not None)
    low, high = schema.get("minLength", 0), schema.get("maxLength", 1000)
    return WORDS.filter(lambda text: low <= len(text) <= high)


def _numbers(kind: str, schema: Any) -> st.SearchStrategy[Any]:
    low, high = schema.get("minimum", -1000), schema.get("maximum", 10**17)
    whole = st.integers(int(low), int(high)) | st.integers(int(low), int(min(high, 20)))
    if kind == "integer":
        return whole | whole.filter(lambda value: abs(value) < 10**6).map(float)
    return whole | st.floats(low, high, allow_nan=False, allow_infinity=False)


def _lists(schema: Any) -> st.SearchStrategy[list[Any]]:
    if "prefixItems" in schema:
        return st.tuples(*[values(inner) for inner in schema["prefixItems"]]).map(list)
    low = schema.get("minItems", 0)
    high = min(schema.get("maxItems", low + 3), low + 3)
    unique = (lambda value: json.dumps(value)) if schema.get("uniqueItems") else None
    return st.lists(values(schema.get("items", {})), min_size=low, max_size=high, unique_by=unique)


@st.composite
def _records(draw: st.DrawFn, schema: Any) -> dict[str, Any]:
    named, needed = schema.get("properties", {}), schema.get("required", ())
    chosen = [key for key in named if key in needed or draw(st.booleans())]
    record = {key: draw(values(named[key])) for key in chosen}
    for pattern, inner in schema.get("patternProperties", {}).items():
        for key in draw(st.lists(_texts({"pattern": pattern}), max_size=2)):
            record.setdefault(key, draw(values(inner)))
    if isinstance(schema.get("additionalProperties"), dict):
        extra = st.dictionaries(WORDS, values(schema["additionalProperties"]), max_size=3)
        record = {**draw(extra), **record}
    if draw(st.booleans()) and schema.get("then", {}).get("required"):
        record = {**record, **{key: draw(values(named[key])) for key in schema["then"]["required"]}}
    return record
