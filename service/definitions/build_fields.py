"""Fields and groups of a checked form file."""

from collections.abc import Mapping
from typing import Any

from service.core.expressions import Kind
from service.core.schema import Constraints, Field, Group
from service.definitions.parts import decimal_of, expression_of, field_kind


def build_group(item: Any, kinds: Mapping[str, Kind]) -> Group:
    relevant = expression_of(item.get("relevant"), kinds, "truth")
    return Group(item["id"], item["title"], item.get("dimension", ""), relevant)


def build_field(item: Any, kinds: Mapping[str, Kind]) -> Field:
    kind = field_kind(item)
    limits = item.get("constraints", {})
    choices = tuple(limits.get("enum", ()))
    if kind == "yes_no":
        choices = (item.get("trueValues", ["มี"])[0], item.get("falseValues", ["ไม่มี"])[0])
    return Field(
        name=item["name"],
        kind=kind,
        title=item["title"],
        group=item.get("group", ""),
        description=item.get("description", ""),
        unit=item.get("unit", ""),
        choices=choices,
        constraints=Constraints(
            required=limits.get("required", False),
            minimum=decimal_of(limits.get("minimum")),
            maximum=decimal_of(limits.get("maximum")),
            min_length=limits.get("minLength"),
            max_length=limits.get("maxLength"),
            pattern=limits.get("pattern", ""),
            enum=choices if kind == "choice" else (),
        ),
        relevant=expression_of(item.get("relevant"), kinds, "truth"),
    )
