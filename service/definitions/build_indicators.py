"""Indicators of a checked form file."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from service.core.expressions import Kind
from service.core.schema import Band, Indicator, Milestone, Target
from service.definitions.parts import expression_of, fingerprint, text_of


def build_indicator(item: Any, kinds: Mapping[str, Kind]) -> Indicator:
    rubric = item.get("rubric") or {}
    milestone = rubric.get("kind") == "milestone"
    return Indicator(
        id=item["id"],
        group=item.get("group", ""),
        title=text_of(item["title"]),
        numerator=expression_of(item.get("numerator"), kinds, "number", aggregate=True),
        denominator=expression_of(item.get("denominator"), kinds, "number", aggregate=True),
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
