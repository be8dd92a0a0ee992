"""Fields and groups of a checked form file."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from service.core.expressions import Kind
from service.core.normalise import offered_code
from service.core.schema import Align, Code, Constraints, Field, Group, Reference
from service.definitions.parts import decimal_of, expression_of, field_kind, row_key

MOST_OFFERED = 500


def build_group(item: Any, kinds: Mapping[str, Kind]) -> Group:
    relevant = expression_of(item.get("relevant"), kinds, "truth")
    return Group(
        item["id"],
        item["title"],
        item.get("dimension", ""),
        relevant,
        build_align(item),
        item.get("number", ""),
    )


def build_align(*items: Any) -> Align:
    """The items of plans that a group, or an indicator and its group, serve: each code once."""
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for name, codes in (item.get("align") or {}).items():
            found.setdefault(str(name), {}).update(dict.fromkeys(map(str, codes)))
    return MappingProxyType({name: tuple(codes) for name, codes in found.items()})


def build_field(
    item: Any,
    kinds: Mapping[str, Kind],
    reference: Reference | None,
    codes: Mapping[str, tuple[Code, ...]],
    key: bool,
    valid: tuple[date, date],
) -> Field:
    """A field; ``key`` is whether it alone names a row of a list, and so may stand only once.

    ``valid`` are the first and last day of the definition: codes of those days are offered.
    """
    kind = field_kind(item)
    kind = "code" if reference and kind != "codes" else kind
    listed = codes.get(reference.resource, ()) if reference else ()
    scale = tuple((int(part["value"]), part["label"]) for part in item.get("categories", ()))
    return Field(
        name=item["name"],
        kind=kind,
        title=item["title"],
        group=item.get("group", ""),
        description=item.get("description", ""),
        unit=item.get("unit", ""),
        choices=_choices(item, kind, scale) or offered_codes(listed, valid),
        constraints=_constraints(item, kind, key),
        relevant=expression_of(item.get("relevant"), kinds, "truth"),
        scale=scale,
        reference=reference,
        codes=listed,
        not_applicable=item.get("not_applicable", True),
        none_is_blank=item.get("none_is_blank", False),
        choice_aliases=MappingProxyType(dict(item.get("choice_aliases", {}))),
        percent_as_number=item.get("percent_as_number", False),
    )


def offered_codes(codes: tuple[Code, ...], valid: tuple[date, date]) -> tuple[str, ...]:
    """What a drop-down offers of a code list; nothing when it is too long to be scrolled through."""
    offered = dict.fromkeys(offered_code(code.code, code.title) for code in codes if code.is_valid(*valid))
    return tuple(offered) if len(offered) <= MOST_OFFERED else ()


def key_field(data: Any) -> str:
    """The field that alone names a row of a list, "" when none does."""
    key = row_key(data)
    return key[0] if len(key) == 1 else ""


def _choices(item: Any, kind: str, scale: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    if kind == "yes_no":
        return item.get("trueValues", ["มี"])[0], item.get("falseValues", ["ไม่มี"])[0]
    return tuple(label for _, label in scale) or tuple(item.get("constraints", {}).get("enum", ()))


def _constraints(item: Any, kind: str, key: bool) -> Constraints:
    limits = item.get("constraints", {})
    day = kind == "date"
    return Constraints(
        required=limits.get("required", False) or key,
        minimum=None if day else decimal_of(limits.get("minimum")),
        maximum=None if day else decimal_of(limits.get("maximum")),
        min_length=limits.get("minLength"),
        max_length=limits.get("maxLength"),
        pattern=limits.get("pattern", ""),
        enum=tuple(limits.get("enum", ())) if kind == "choice" else (),
        unique=limits.get("unique", False) or key,
        earliest=_day(limits.get("minimum")) if day else None,
        latest=_day(limits.get("maximum")) if day else None,
        in_round=item.get("in_round", False),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
