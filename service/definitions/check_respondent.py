"""Faults of who fills a form: its key field, whom it asks, and what only schools have."""

from collections.abc import Iterator
from typing import Any

from service.core.expressions import parse
from service.core.schema import BREAKDOWNS, OF_REGISTER, RESPONDENT_KINDS
from service.definitions.check_parts import expression_faults
from service.definitions.parts import expression_kinds, field_kind, respondent_of
from service.definitions.shape import Fault
from service.definitions.source import Where

KEY_KIND = {"school": "school_code", "unit": "unit_code"}


def respondent_faults(data: Any) -> Iterator[Fault]:
    who = respondent_of(data)
    if data["form"]["id"] in OF_REGISTER:
        yield ("form", "id"), f"{data['form']['id']!r} is a part of the register; rename the form"
    for index, field in enumerate(data["schema"]["fields"]):
        kind = field_kind(field)
        if kind in RESPONDENT_KINDS and kind != KEY_KIND[who]:
            yield ("schema", "fields", index, "kind"), _other_kind(who, kind)
    yield from _relevant_faults(data)
    if who == "unit":
        yield from (fault for where, names in _broken_down(data) for fault in _placeless(where, names))


def _other_kind(who: str, kind: str) -> str:
    other = next(name for name, key in KEY_KIND.items() if key == kind)
    resource = "register" if other == "school" else "units"
    return (
        f"form.respondent is {who}, so the respondent's own code is of kind {KEY_KIND[who]}: write that, "
        f"or respondent: {other}; to ask for a {other} write kind: code and a foreign key to {resource}"
    )


def _relevant_faults(data: Any) -> Iterator[Fault]:
    """Who is asked at all is known before anybody has answered."""
    where, text, kinds = ("form", "relevant"), data["form"].get("relevant"), expression_kinds(data)
    faults = list(expression_faults(data["form"], ("form",), "relevant", kinds, "truth"))
    yield from faults
    if text is None or faults:
        return
    found = parse(text, kinds, "truth")
    asked = [
        *sorted(found.names | found.previous | found.usual),
        *(f"fact('{n}')" for n in sorted(found.facts)),
        *(["the round"] if found.of_round else []),
    ]
    if asked:
        words = f"{text!r} asks for {', '.join(asked)}, but who is asked at all is said by the register alone"
        yield where, f"{words}: write has_tag('…') or has_grade('…'), or put it into the relevant of a group"


def _broken_down(data: Any) -> Iterator[tuple[Where, list[str]]]:
    """Everything that is broken down, and by what."""
    yield ("breakdowns",), data.get("breakdowns") or []
    for index, item in enumerate(data["indicators"]):
        yield ("indicators", index, "breakdowns"), item.get("breakdowns") or []
    for index, item in enumerate(data.get("tables") or []):
        yield ("tables", index, "by"), [item["by"]]


def _placeless(where: Where, names: list[str]) -> Iterator[Fault]:
    for name in names:
        if name in BREAKDOWNS:
            yield (
                where,
                f"{name} is of schools, and units have none; take it out, or write respondent: school",
            )
