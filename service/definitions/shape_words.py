"""What the JSON Schema found, in words: what is wrong, and what to write instead."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from jsonschema.exceptions import ValidationError

from service.core.expressions.parser import nearest

TYPE_WORDS = {
    "string": "a text in quotes",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a set of keys",
    "boolean": "true or false",
}
TYPE_REMEDIES = {
    "string": "write it in quotes",
    "integer": "write it as 5, without quotes",
    "number": "write it as 5 or 0.5, without quotes",
    "array": "write it as [a, b]",
    "object": "write it as {key: value}",
    "boolean": "write true or false, without quotes",
}
PATTERN_REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "^[a-z][a-z0-9_]*$": "use small letters, digits and _ and begin with a letter, as in lunch_2566",
        "^[A-Za-z][A-Za-z0-9_]*$": "use letters, digits and _ and begin with a letter, as in QP01",
        "^[A-Z][A-Za-z0-9_]*$": "use letters, digits and _ and begin with a capital, as in I1",
        "^R[0-9A-Za-z_]+$": "write R and then digits or letters, as in R01",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "write a day as 2022-10-01 (year A.D., month, day)",
        "\\.docx$": "write the name of a Word file, as in lunch.docx",
    }
)


def in_words(error: ValidationError) -> str:
    """One fault of shape for a person who edits the file."""
    speak = SPEAKERS.get(str(error.validator))
    if speak is None:
        return f"{error.message}; write it as sheet_schemas/form.schema.json says"
    return speak(error)


def _type(error: ValidationError) -> str:
    value: Any = error.instance
    wanted: Any = error.validator_value
    kinds = wanted if isinstance(wanted, list) else [wanted]
    words = " or ".join(TYPE_WORDS.get(kind, str(kind)) for kind in kinds)
    if "string" in kinds and isinstance(value, int | float | date):
        remedy = f'write "{str(value).lower() if isinstance(value, bool) else value}"'
    else:
        remedy = " or ".join(
            _keys_remedy(error) or TYPE_REMEDIES.get(kind, f"write {kind}") for kind in kinds
        )
    return f"must be {words}, not {_shown(value)}; {remedy}"


def _keys_remedy(error: ValidationError) -> str:
    """Which keys are to be written where a set of keys is wanted; "" elsewhere."""
    schema: Any = error.schema
    keys = schema.get("required") or list(schema.get("properties", {}))[:4]
    if error.validator_value != "object" or not keys:
        return ""
    return f"write it as {{{', '.join(f'{key}: …' for key in keys)}}}"


def _shown(value: Any) -> str:
    """What stands there, in a few letters; a key without a value is named as such."""
    if value is None:
        return "empty"
    text = str(value) if isinstance(value, date) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _choice(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    choices = [str(choice) for choice in (wanted if isinstance(wanted, list) else [wanted])]
    hint = nearest(str(error.instance), dict.fromkeys(choices))
    return f"{_shown(error.instance)} is not known here{hint}; write one of {', '.join(choices)}"


def _pattern(error: ValidationError) -> str:
    pattern = str(error.validator_value)
    remedy = PATTERN_REMEDIES.get(pattern, "write it so")
    return f"{_shown(error.instance)} must look like {pattern}; {remedy}"


def _say(remedy: str) -> Callable[[ValidationError], str]:
    def speak(error: ValidationError) -> str:
        if error.validator in ("minItems", "minProperties") and not error.instance:
            return "stands empty here: write at least one, or take the key out"
        message = error.message if len(error.message) <= 200 else f"{error.message[:197]}…"
        return f"{message}; {remedy.format(error.validator_value)}"

    return speak


SPEAKERS: Mapping[str, Callable[[ValidationError], str]] = MappingProxyType(
    {
        "type": _type,
        "enum": _choice,
        "const": _choice,
        "pattern": _pattern,
        "minimum": _say("write {} or more"),
        "exclusiveMinimum": _say("write more than {}"),
        "maximum": _say("write {} or less"),
        "exclusiveMaximum": _say("write less than {}"),
        "minItems": _say("write at least {} in the list"),
        "maxItems": _say("write at most {} in the list"),
        "uniqueItems": _say("take out what stands there twice"),
        "minLength": _say("write at least {} letters"),
        "maxLength": _say("use at most {} letters"),
        "minProperties": _say("write at least {} keys"),
        "maxProperties": _say("write at most {} keys"),
    }
)
