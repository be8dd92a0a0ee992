"""Rules of a checked form file."""

from collections.abc import Mapping
from typing import Any

from service.core.expressions import Kind, parse
from service.core.schema import Rule
from service.definitions.parts import expression_of, text_of


def build_rule(item: Any, kinds: Mapping[str, Kind]) -> Rule:
    return Rule(
        id=item["id"],
        field=item["field"],
        constraint=parse(item["constraint"], kinds, "truth"),
        relevant=expression_of(item.get("relevant"), kinds, "truth"),
        missing=item["missing"],
        severity=item["severity"],
        message=text_of(item["message"]),
        accept_notes=tuple(item.get("accept_notes", ())),
    )
