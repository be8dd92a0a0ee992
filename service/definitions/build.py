"""A checked form file to the frozen Form the rest of the service works with."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from service.core.expressions import Expression, Kind, parse
from service.core.schema import (
    BOOLEAN_KINDS,
    NUMERIC_KINDS,
    Band,
    Constraints,
    Field,
    Form,
    Group,
    Indicator,
    Milestone,
    ReportSpec,
    Rule,
    Target,
    Text,
)

KIND_OF_TYPE = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "yes_no",
    "date": "date",
}
KIND_OF_FORMAT = {"uri": "uri", "email": "email"}


def field_kind(field: Any) -> str:
    """How the field's text is read: its own kind, else by format and type of Table Schema."""
    if "kind" in field:
        return str(field["kind"])
    if "enum" in field.get("constraints", {}):
        return "choice"
    return KIND_OF_FORMAT.get(field.get("format", ""), KIND_OF_TYPE[field["type"]])


def expression_kinds(data: Any) -> dict[str, Kind]:
    """What each field is to an expression."""
    return {field["name"]: _expression_kind(field_kind(field)) for field in data["schema"]["fields"]}


def _expression_kind(kind: str) -> Kind:
    if kind in NUMERIC_KINDS:
        return "number"
    return "truth" if kind in BOOLEAN_KINDS else "text"


def build_form(data: Any) -> Form:
    """The form of a file in which no fault was found."""
    head, kinds = data["form"], expression_kinds(data)
    return Form(
        id=head["id"],
        version=head["version"],
        valid_from=date.fromisoformat(head["valid"][0]),
        valid_to=date.fromisoformat(head["valid"][1]),
        rounds=tuple(head["rounds"]),
        due_days=int(head["due"]["days_after_round"]),
        title=_text(head["title"]),
        short_title=head.get("short_title", head["title"]["th"]),
        instructions=tuple(head.get("instructions", ())),
        notice=head.get("notice", ""),
        layouts=tuple(data["sheet"]["layouts"]),
        tab=data["sheet"]["tab"],
        groups=tuple(_group(item, kinds) for item in data["groups"]),
        fields=tuple(_field(item, kinds) for item in data["schema"]["fields"]),
        rules=tuple(_rule(item, kinds) for item in data.get("rules") or ()),
        indicators=tuple(_indicator(item, kinds) for item in data["indicators"]),
        report=_report(data.get("report")),
        definition_hash=fingerprint({**data, "form": _meaning(head)}),
    )


def _meaning(head: Any) -> dict[str, Any]:
    """The head without who wrote and reviewed it: that changes no figure."""
    people = ("authored_by", "checked_by", "date_reviewed", "next_review")
    return {key: value for key, value in head.items() if key not in people}


def fingerprint(part: Any) -> str:
    """Twelve hexadecimal digits that change whenever this part of a definition changes."""
    text = json.dumps(part, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _text(item: Any) -> Text:
    return Text(th=item["th"], en=item.get("en", ""))


def _expression(
    text: str | None, kinds: Mapping[str, Kind], gives: Kind, aggregate: bool = False
) -> Expression | None:
    return parse(text, kinds, gives, aggregate) if text is not None else None


def _group(item: Any, kinds: Mapping[str, Kind]) -> Group:
    relevant = _expression(item.get("relevant"), kinds, "truth")
    return Group(item["id"], item["title"], item.get("dimension", ""), relevant)


def _field(item: Any, kinds: Mapping[str, Kind]) -> Field:
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
            minimum=_decimal(limits.get("minimum")),
            maximum=_decimal(limits.get("maximum")),
            min_length=limits.get("minLength"),
            max_length=limits.get("maxLength"),
            pattern=limits.get("pattern", ""),
            enum=choices if kind == "choice" else (),
        ),
        relevant=_expression(item.get("relevant"), kinds, "truth"),
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _rule(item: Any, kinds: Mapping[str, Kind]) -> Rule:
    return Rule(
        id=item["id"],
        field=item["field"],
        constraint=parse(item["constraint"], kinds, "truth"),
        relevant=_expression(item.get("relevant"), kinds, "truth"),
        missing=item["missing"],
        severity=item["severity"],
        message=_text(item["message"]),
        accept_notes=tuple(item.get("accept_notes", ())),
    )


def _indicator(item: Any, kinds: Mapping[str, Kind]) -> Indicator:
    rubric = item.get("rubric") or {}
    milestone = rubric.get("kind") == "milestone"
    return Indicator(
        id=item["id"],
        group=item.get("group", ""),
        title=_text(item["title"]),
        numerator=_expression(item.get("numerator"), kinds, "number", aggregate=True),
        denominator=_expression(item.get("denominator"), kinds, "number", aggregate=True),
        numerator_title=item.get("numerator_title", ""),
        denominator_title=item.get("denominator_title", ""),
        factor=Decimal(str(item.get("factor", 1))),
        decimals=int(item["decimals"]),
        unit=item.get("unit", ""),
        direction=item.get("direction", "up"),
        missing=item["missing"],
        min_coverage=Decimal(str(item["min_coverage"])),
        target=_target(item.get("target")),
        legend=_bands(item["legend"]),
        milestone=Milestone(tuple(rubric["steps"]), rubric.get("evidence", "")) if milestone else None,
        bands=_bands(rubric.get("bands", ())),
        definition_hash=fingerprint(item),
    )


def _bands(items: Any) -> tuple[Band, ...]:
    return tuple(Band(Decimal(str(low)), Decimal(str(high)), band_label(label)) for low, high, label in items)


def band_label(label: Any) -> str:
    """A colour, or a level: JSON Schema also takes 2.0 for a whole number."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _target(item: Any) -> Target | None:
    if item is None:
        return None
    values = {key: Decimal(str(value)) for key, value in item.items() if key not in ("mode", "scope")}
    return Target(item["mode"], item.get("scope", "area"), MappingProxyType(values))


def _report(item: Any) -> ReportSpec | None:
    if item is None:
        return None
    return ReportSpec(
        template=item["template"],
        problems=MappingProxyType(dict(item.get("problems") or {})),
        suggestions=MappingProxyType(dict(item.get("suggestions") or {})),
    )
