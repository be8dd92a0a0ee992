"""Every expression of a form file: where it stands, and its tree."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.core.expressions import ExpressionError, Kind, parse
from service.core.expressions.nodes import Node
from service.core.messages import expressions_in
from service.definitions.expanding import expand
from service.definitions.parts import expression_kinds
from service.definitions.row_rules import TOTALS, written_row_rules
from service.definitions.source import Where

Place = tuple[Where, str, Kind, bool, str | None]
"""An expression: where it stands, its text, what it gives, whether it adds up respondents, its ``this``."""
Parsed = tuple[Where, Node]


def parsed_expressions(data: Any) -> list[Parsed]:
    """Those that can be read; in the others that is a fault of its own."""
    kinds = {**TOTALS, **expression_kinds(data)}
    found = []
    for where, text, gives, aggregate, this in places(data):
        try:
            found.append((where, parse(text, kinds, gives, aggregate, this).root))
        except ExpressionError:
            continue
    return found


def places(data: Any) -> Iterator[Place]:
    """Every expression of the file."""
    yield from _of(data["sheet"], ("sheet",), ("carry_until",), "truth")
    for base, items in ((("groups",), data["groups"]), (("schema", "fields"), data["schema"]["fields"])):
        for index, item in enumerate(items):
            yield from _of(item, (*base, index), ("relevant",), "truth")
    for written in expand(data):
        where, this = ("rules", written.index), written.item.get("field")
        yield from _of(written.item, where, ("relevant", "constraint"), "truth", this=this)
        yield from _of(written.item, where, ("against",), "number", this=this)
        yield from _in_message(written.item, where, this)
    for row in written_row_rules(data):
        yield from _of(row.item, ("rules", row.index), ("relevant",), "truth")
        yield from _in_message(row.item, ("rules", row.index))
    sums = ("numerator", "denominator")
    for index, item in enumerate(data["indicators"]):
        yield from _of(item, ("indicators", index), sums, "number", aggregate=True)
        rubric = item.get("rubric") or {}
        yield from _of(rubric, ("indicators", index, "rubric"), sums, "number", aggregate=True)
    for index, item in enumerate(data.get("tables") or []):
        yield from _of(item, ("tables", index), ("count",), "number", aggregate=True)


def _of(
    item: Mapping[str, Any],
    where: Where,
    keys: Sequence[str],
    gives: Kind,
    aggregate: bool = False,
    this: str | None = None,
) -> Iterator[Place]:
    for key in keys:
        if isinstance(item.get(key), str):
            yield (*where, key), item[key], gives, aggregate, this


def _in_message(item: Mapping[str, Any], where: Where, this: str | None = None) -> Iterator[Place]:
    for language, words in item.get("message", {}).items():
        for text in expressions_in(words):
            yield (*where, "message", language), text, "number", False, this
