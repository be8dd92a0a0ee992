"""Rules of a checked form file."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.core.expressions import Kind, parse
from service.core.messages import expressions_in
from service.core.schema import Rule
from service.definitions.expanding import expand
from service.definitions.parts import text_of
from service.definitions.templates import compiled


def build_rules(data: Any, kinds: Mapping[str, Kind]) -> Iterator[Rule]:
    """Every check the form's rules stand for, in the order they are written."""
    fields = {field["name"]: field for field in data["schema"]["fields"]}
    for written in expand(data):
        yield build_rule(compiled(written.item, fields), kinds)


def build_rule(item: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Rule:
    relevant = item.get("relevant")
    figures = {**item.get("figures", {}), **{text: text for text in expressions_in(item["message"]["th"])}}
    return Rule(
        id=item["id"],
        field=item["field"],
        constraint=parse(item["constraint"], kinds, "truth", this=item["field"]),
        relevant=parse(relevant, kinds, "truth", this=item["field"]) if relevant else None,
        missing=item["missing"],
        severity=item["severity"],
        message=text_of(item["message"]),
        accept_notes=tuple(item.get("accept_notes", ())),
        figures=tuple(
            (name, parse(text, kinds, "number", this=item["field"], exact=True))
            for name, text in figures.items()
        ),
        unit=item.get("unit", ""),
    )
