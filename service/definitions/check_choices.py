"""Faults of comparisons: a choice held against a word that is not in its list would never be true."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.core.expressions import ExpressionError, Kind, parse
from service.core.expressions.hints import quoted
from service.core.expressions.nodes import Compare, Name, Node, String
from service.core.expressions.parser import nearest
from service.core.expressions.uses import children
from service.definitions.expanding import expand
from service.definitions.parts import expression_kinds
from service.definitions.row_rules import written_row_rules
from service.definitions.shape import Fault
from service.definitions.source import Where

SHOWN_CHOICES = 12
"""So many choices a message repeats."""
Place = tuple[Where, str, Kind, bool, str | None]
"""An expression: where it stands, its text, what it gives, whether it adds up respondents, its ``this``."""


def choice_faults(data: Any) -> Iterator[Fault]:
    fields = data["schema"]["fields"]
    choices = {
        field["name"]: [str(choice) for choice in field["constraints"]["enum"]]
        for field in fields
        if field.get("constraints", {}).get("enum")
    }
    if not choices:
        return
    kinds = expression_kinds(data)
    for where, text, gives, aggregate, this in places(data):
        try:
            root = parse(text, kinds, gives, aggregate, this).root
        except ExpressionError:
            continue  # a fault of its own
        for word, known in _compared(root, choices):
            if word not in known:
                shown = ", ".join(known[:SHOWN_CHOICES]) + (" …" if len(known) > SHOWN_CHOICES else "")
                hint = nearest(word, known)
                yield where, f"{quoted(word)} is no choice of the field{hint}; write one of {shown}"


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
    for row in written_row_rules(data):
        yield from _of(row.item, ("rules", row.index), ("relevant",), "truth")
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


def _compared(root: Node, choices: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each text that is held against a choice, with the words of that choice."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        match node:
            case Compare(left=Name(name=name), right=String(value=word)) if name in choices:
                yield word, choices[name]
            case Compare(left=String(value=word), right=Name(name=name)) if name in choices:
                yield word, choices[name]
        waiting += children(node)
