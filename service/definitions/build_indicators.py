"""Indicators and percent tables of a checked form file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any

from service.core.expressions import Kind
from service.core.schema import (
    DEFAULT_BREAKDOWNS,
    Band,
    Indicator,
    Milestone,
    Mixed,
    Part,
    PercentTable,
    Rating,
    Target,
)
from service.definitions.build_fields import build_align
from service.definitions.parts import expression_of, fingerprint, respondent_of, text_of, without_align

RATING_BANDS = (
    (1.00, 1.50, "น้อยที่สุด"),
    (1.51, 2.50, "น้อย"),
    (2.51, 3.50, "ปานกลาง"),
    (3.51, 4.50, "มาก"),
    (4.51, 5.00, "มากที่สุด"),
)
"""แปลผล of a mean of ratings 1–5, lowest first (DOMAIN §2c)."""
RATING_SCALE = 5


def build_indicators(data: Any, kinds: Mapping[str, Kind]) -> tuple[Indicator, ...]:
    """Every indicator of the form, in its order."""
    names = [field["name"] for field in data["schema"]["fields"]]
    by_id = {item["id"]: item for item in data["indicators"]}
    groups = {group["id"]: group for group in data["groups"]}
    # Units of the office have no district, so nothing is broken down unless the form says by what.
    usual = DEFAULT_BREAKDOWNS if respondent_of(data) == "school" else ()
    common = tuple(data.get("breakdowns", usual))
    return tuple(
        replace(
            _indicator(item, kinds, names, by_id, common),
            align=build_align(groups.get(item.get("group"), {}), item),
        )
        for item in data["indicators"]
    )


def _indicator(
    item: Any, kinds: Mapping[str, Kind], names: Sequence[str], by_id: Mapping[str, Any], common: Any
) -> Indicator:
    rubric = item.get("rubric") or {}
    kind = rubric.get("kind")
    stepped = kind in ("milestone", "mixed")
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
        legend=_bands(item.get("legend", ())),
        milestone=Milestone(tuple(rubric["steps"]), rubric.get("evidence", "")) if stepped else None,
        bands=_bands(rubric["bands"]) if kind == "band" else (),
        definition_hash=_hash(item, names, by_id),
        mixed=_mixed(rubric, kinds) if kind == "mixed" else None,
        rating=_rating(rubric, names) if kind == "rating" else None,
        composite=tuple(
            Part(part["indicator"], Decimal(str(part["weight"]))) for part in item.get("composite", ())
        ),
        use=item.get("use", "value"),
        to_date="grain_to_date" in item,
        breakdowns=tuple(item.get("breakdowns", common)),
        near_target=Decimal(str(item["near_target"])) if "near_target" in item else None,
    )


def _hash(item: Any, names: Sequence[str], by_id: Mapping[str, Any]) -> str:
    """The item's own fingerprint, with what it takes from elsewhere: a composite's parts, and the
    fields that a pattern matches."""
    elsewhere: dict[str, Any] = {}
    if item.get("composite"):
        parts = [part["indicator"] for part in item["composite"]]
        elsewhere["parts"] = [_hash(by_id[part], names, by_id) for part in parts]
    items = (item.get("rubric") or {}).get("items")
    if isinstance(items, str):
        elsewhere["items"] = rated_fields(items, names)
    return fingerprint({**without_align(item), **elsewhere})


def rated_fields(items: Any, names: Sequence[str]) -> list[str]:
    """The fields of a rating: a list as it stands, or those that a pattern matches, in the form's order."""
    if isinstance(items, str):
        return [name for name in names if fnmatchcase(name, items)]
    return list(items)


def _rating(rubric: Any, names: Sequence[str]) -> Rating:
    return Rating(
        items=tuple(rated_fields(rubric["items"], names)),
        scale=int(rubric.get("scale", RATING_SCALE)),
        bands=tuple(sorted(_bands(rubric.get("bands", RATING_BANDS)), key=lambda band: band.low)),
        deviation=rubric.get("deviation", "respondents"),
    )


def _mixed(rubric: Any, kinds: Mapping[str, Kind]) -> Mixed:
    above, below = (
        expression_of(rubric[key], kinds, "number", aggregate=True) for key in ("numerator", "denominator")
    )
    assert above is not None and below is not None
    return Mixed(above, below, _bands(rubric["bands"]))


def _bands(items: Any) -> tuple[Band, ...]:
    return tuple(Band(Decimal(str(low)), Decimal(str(high)), band_label(label)) for low, high, label in items)


def band_label(label: Any) -> str:
    """A colour, a word, or a level: JSON Schema also takes 2.0 for a whole number."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _target(item: Any) -> Target | None:
    if item is None:
        return None
    values = {key: Decimal(str(value)) for key, value in item.items() if key not in ("mode", "scope")}
    return Target(item["mode"], item.get("scope", "area"), MappingProxyType(values))


def build_tables(data: Any, kinds: Mapping[str, Kind]) -> tuple[PercentTable, ...]:
    """The percent tables of the form."""
    tables = []
    for item in data.get("tables") or ():
        count = expression_of(item["count"], kinds, "number", aggregate=True)
        assert count is not None
        tables.append(
            PercentTable(
                id=item["id"],
                title=text_of(item["title"]),
                by=item["by"],
                count=count,
                decimals=int(item.get("decimals", 2)),
                definition_hash=fingerprint(item),
            )
        )
    return tuple(tables)
