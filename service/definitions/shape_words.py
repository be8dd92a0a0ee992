"""What the JSON Schema found, in words: what is wrong, and what to write instead."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from jsonschema.exceptions import ValidationError

from service.core.expressions.hints import nearest, nearest_th
from service.definitions.fault_words import both

Both = tuple[str, str]
"""The same words in Thai and in English."""
TYPE_WORDS: Mapping[str, Both] = MappingProxyType(
    {
        "string": ("ข้อความในเครื่องหมายคำพูด", "a text in quotes"),
        "integer": ("จำนวนเต็ม", "a whole number"),
        "number": ("ตัวเลข", "a number"),
        "array": ("รายการ", "a list"),
        "object": ("ชุดคำสั่ง", "a set of keys"),
        "boolean": ("ค่า true หรือ false", "true or false"),
    }
)
TYPE_REMEDIES: Mapping[str, Both] = MappingProxyType(
    {
        "string": ("ครอบด้วยเครื่องหมายคำพูด", "write it in quotes"),
        "integer": ("เขียนเช่น 5 ไม่มีเครื่องหมายคำพูด", "write it as 5, without quotes"),
        "number": ("เขียนเช่น 5 หรือ 0.5 ไม่มีเครื่องหมายคำพูด", "write it as 5 or 0.5, without quotes"),
        "array": ("เขียนเป็น [ก, ข]", "write it as [a, b]"),
        "object": ("เขียนเป็น {คำสั่ง: ค่า}", "write it as {key: value}"),
        "boolean": ("เขียน true หรือ false ไม่มีเครื่องหมายคำพูด", "write true or false, without quotes"),
    }
)
PATTERN_REMEDIES: Mapping[str, Both] = MappingProxyType(
    {
        "^[a-z][a-z0-9_]*$": (
            "ใช้อักษรเล็ก a–z ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร เช่น lunch_2566",
            "use small letters, digits and _ and begin with a letter, as in lunch_2566",
        ),
        "^[A-Za-z][A-Za-z0-9_]*$": (
            "ใช้อักษร A–Z a–z ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร เช่น QP01",
            "use letters, digits and _ and begin with a letter, as in QP01",
        ),
        "^[A-Z][A-Za-z0-9_]*$": (
            "ใช้อักษร A–Z a–z ตัวเลข และ _ ขึ้นต้นด้วยอักษรใหญ่ เช่น I1",
            "use letters, digits and _ and begin with a capital, as in I1",
        ),
        "^R[0-9A-Za-z_]+$": (
            "เขียน R ตามด้วยตัวเลขหรือตัวอักษร เช่น R01",
            "write R and then digits or letters, as in R01",
        ),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": (
            "เขียน ปี ค.ศ.-เดือน-วัน เช่น 2022-10-01",
            "write a day as 2022-10-01 (year A.D., month, day)",
        ),
        "\\.docx$": ("เขียนชื่อไฟล์ Word เช่น lunch.docx", "write the name of a Word file, as in lunch.docx"),
    }
)


def in_words(error: ValidationError) -> str:
    """One fault of shape for a person who edits the file."""
    speak = SPEAKERS.get(str(error.validator))
    if speak is None:
        return (
            f"{_shown(error.instance)} ใช้ที่นี่ไม่ได้ ให้เขียนตาม sheet_schemas/form.schema.json "
            f"({error.message}; write it as sheet_schemas/form.schema.json says)"
        )
    return speak(error)


def _type(error: ValidationError) -> str:
    value: Any = error.instance
    wanted: Any = error.validator_value
    kinds = wanted if isinstance(wanted, list) else [wanted]
    words = _either(TYPE_WORDS.get(kind, (str(kind), str(kind))) for kind in kinds)
    if "string" in kinds and isinstance(value, int | float | date):
        quoted = f'"{str(value).lower() if isinstance(value, bool) else value}"'
        do = (f"เขียน {quoted}", f"write {quoted}")
    else:
        do = _either(_type_remedy(error, kind) for kind in kinds)
    found = "แต่ว่างอยู่" if value is None else f"ไม่ใช่ {_shown(value)}"
    thai = f"ต้องเป็น{words[0]} {found} ให้{do[0]}"
    return both(thai, f"must be {words[1]}, not {_shown(value)}; {do[1]}")


def _either(several: Iterable[Both]) -> Both:
    thai, english = zip(*several, strict=True)
    return " หรือ ".join(thai), " or ".join(english)


def _type_remedy(error: ValidationError, kind: str) -> Both:
    """What to write; where a set of keys is wanted, which keys."""
    schema: Any = error.schema
    keys = schema.get("required") or list(schema.get("properties", {}))[:4]
    if error.validator_value != "object" or not keys:
        return TYPE_REMEDIES.get(kind, (f"เขียน {kind}", f"write {kind}"))
    shape = f"{{{', '.join(f'{key}: …' for key in keys)}}}"
    return f"เขียนเป็น {shape}", f"write it as {shape}"


def _shown(value: Any) -> str:
    """What stands there, in a few letters; a key without a value is named as such."""
    if value is None:
        return "empty"
    text = str(value) if isinstance(value, date) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _choice(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    choices = [str(choice) for choice in (wanted if isinstance(wanted, list) else [wanted])]
    known, text, told = dict.fromkeys(choices), str(error.instance), ", ".join(choices)
    found = "ว่างอยู่" if error.instance is None else f"ไม่รู้จัก {_shown(error.instance)}"
    remedy = nearest_th(text, known) or f" ให้เขียน{'คำใดคำหนึ่ง:' if len(choices) > 1 else ''} {told}"
    english = f"{_shown(error.instance)} is not known here{nearest(text, known)}; write one of {told}"
    return f"{found}{remedy} ({english})"


def _pattern(error: ValidationError) -> str:
    pattern = str(error.validator_value)
    do_th, do = PATTERN_REMEDIES.get(pattern, (f"เขียนตามรูป {pattern}", "write it so"))
    shown = _shown(error.instance)
    return both(f"{shown} เขียนไม่ถูกรูป ให้{do_th}", f"{shown} must look like {pattern}; {do}")


def _say(thai: str, remedy: str) -> Callable[[ValidationError], str]:
    def speak(error: ValidationError) -> str:
        if error.validator in ("minItems", "minProperties") and not error.instance:
            return (
                "ว่างอยู่ ให้เขียนอย่างน้อยหนึ่งอย่าง หรือลบคำสั่งนี้ออก "
                "(stands empty here: write at least one, or take the key out)"
            )
        message = error.message if len(error.message) <= 200 else f"{error.message[:197]}…"
        limit = error.validator_value
        return f"{_shown(error.instance)} {thai.format(limit)} ({message}; {remedy.format(limit)})"

    return speak


SPEAKERS: Mapping[str, Callable[[ValidationError], str]] = MappingProxyType(
    {
        "type": _type,
        "enum": _choice,
        "const": _choice,
        "pattern": _pattern,
        "minimum": _say("น้อยเกินไป ให้เขียน {} ขึ้นไป", "write {} or more"),
        "exclusiveMinimum": _say("น้อยเกินไป ให้เขียนมากกว่า {}", "write more than {}"),
        "maximum": _say("มากเกินไป ให้เขียนไม่เกิน {}", "write {} or less"),
        "exclusiveMaximum": _say("มากเกินไป ให้เขียนน้อยกว่า {}", "write less than {}"),
        "minItems": _say("มีค่าไม่พอ ให้เขียนอย่างน้อย {} ค่าในรายการ", "write at least {} in the list"),
        "maxItems": _say("มีค่ามากเกินไป ให้เขียนไม่เกิน {} ค่าในรายการ", "write at most {} in the list"),
        "uniqueItems": _say("มีค่าซ้ำกัน ให้ลบค่าที่ซ้ำออก", "take out what stands there twice"),
        "minLength": _say("สั้นเกินไป ให้เขียนอย่างน้อย {} ตัวอักษร", "write at least {} letters"),
        "maxLength": _say("ยาวเกินไป ให้เขียนไม่เกิน {} ตัวอักษร", "use at most {} letters"),
        "minProperties": _say("น้อยเกินไป ให้เขียนอย่างน้อย {} คำสั่ง", "write at least {} keys"),
        "maxProperties": _say("มากเกินไป ให้เขียนไม่เกิน {} คำสั่ง", "write at most {} keys"),
    }
)
