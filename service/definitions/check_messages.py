"""Faults of what a rule's message computes: {p1_all + p2_all}."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.core.expressions import Kind
from service.core.messages import PLACE, expressions_in
from service.definitions.check_parts import expression_faults
from service.definitions.fault_words import both
from service.definitions.shape import Fault
from service.definitions.source import Where

BEFORE = re.compile(r"\bprev\.(\w+)")
OPEN = both(
    "วงเล็บปีกกาในข้อความไม่เข้าคู่กัน ให้เขียน {…} ให้ครบคู่ และไม่ซ้อนกัน",
    "a brace of this message has no partner: write {…} in pairs, one not inside another",
)


def message_faults(
    item: Mapping[str, Any], where: Where, kinds: dict[str, Kind], this: str | None = None
) -> Iterator[Fault]:
    """What the language refuses of them; ``this`` is the field that they may call so."""
    for language, words in item.get("message", {}).items():
        at = (*where, "message", language)
        if set(PLACE.sub("", words)) & set("{}"):
            yield at, OPEN
        for text in expressions_in(words):
            if before := BEFORE.search(text):
                yield at, _write_prev(text, before)
            else:
                yield from expression_faults({language: text}, at[:-1], language, kinds, "number", this=this)


def _write_prev(text: str, before: re.Match[str]) -> str:
    column, remedy = before.start() + 1, f"prev({before[1]})"
    return both(
        f"สูตร {text!r} ตัวอักษรที่ {column}: ในสูตร ค่าของรอบก่อนให้เขียน {remedy}",
        f"{text!r}: column {column}: in an expression write {remedy} for the round before",
    )
