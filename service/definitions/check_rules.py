"""Faults of rules."""

import re
from collections.abc import Iterator
from typing import Any

from service.core.expressions.parser import nearest
from service.definitions.check_parts import expression_faults, twice
from service.definitions.parts import expression_kinds
from service.definitions.shape import Fault
from service.definitions.source import Where


def rule_faults(data: Any) -> Iterator[Fault]:
    kinds = expression_kinds(data)
    names = {field["name"]: field for field in data["schema"]["fields"]}
    rules = data.get("rules") or []
    yield from twice(rules, ("rules",), "id")
    for index, rule in enumerate(rules):
        where = ("rules", index)
        if rule["field"] not in names:
            yield (*where, "field"), f"there is no field {rule['field']!r}{nearest(rule['field'], names)}"
        yield from expression_faults(rule, where, "constraint", kinds, "truth")
        yield from expression_faults(rule, where, "relevant", kinds, "truth")
        for language, words in rule["message"].items():
            yield from _placeholder_faults(words, (*where, "message", language), names)


def _placeholder_faults(words: str, where: Where, names: Any) -> Iterator[Fault]:
    for name in re.findall(r"\{([^}]*)\}", words):
        bare = name.removeprefix("prev.")
        if bare not in names:
            yield where, f"{{{name}}} names no field{nearest(bare, names)}"
