"""Faults of indicators: what they are made of, policies, legends, targets."""

from collections.abc import Iterator
from typing import Any

from service.core.calendar import PERIODS
from service.core.expressions.parser import nearest
from service.definitions.check_bands import COLOURS, band_faults, label_faults, reach_faults
from service.definitions.check_composites import composite_faults
from service.definitions.check_parts import expression_faults, twice, uncounted_faults
from service.definitions.check_rubrics import rubric_faults
from service.definitions.days import overlapping
from service.definitions.parts import expression_kinds
from service.definitions.shape import Fault
from service.definitions.source import Where

OWN_SUMS = {
    "milestone": "a milestone counts its steps itself",
    "mixed": "a mixed rubric has its percentage in the rubric",
    "rating": "a rating adds up its items itself",
}


def indicator_faults(data: Any) -> Iterator[Fault]:
    kinds = expression_kinds(data)
    groups = {group["id"]: group for group in data["groups"]}
    yield from twice(data["indicators"], ("indicators",), "id")
    for index, item in enumerate(data["indicators"]):
        where = ("indicators", index)
        if item.get("group") is not None and item["group"] not in groups:
            yield (*where, "group"), f"there is no group {item['group']!r}{nearest(item['group'], groups)}"
        for key in ("numerator", "denominator"):
            yield from expression_faults(item, where, key, kinds, "number", aggregate=True)
        yield from uncounted_faults(item, where, kinds)
        yield from _made_of(item, where)
        yield from rubric_faults(item, where, data, kinds)
        yield from _policy_faults(item, where)
        yield from _colour_faults(item, where)
        yield from _target_faults(item, where, data["form"]["rounds"])
        yield from _to_date_faults(item, where, data["form"]["rounds"])
    yield from composite_faults(data["indicators"])


def _made_of(item: Any, where: Where) -> Iterator[Fault]:
    """Numerator and denominator stand exactly where no rubric and no composite brings its own sums."""
    kind = (item.get("rubric") or {}).get("kind")
    counted = "numerator" in item and "denominator" in item
    if "composite" in item:
        if "numerator" in item or "denominator" in item:
            yield (
                (*where, "composite"),
                "a composite is made of its parts: take numerator and denominator out",
            )
        if kind in OWN_SUMS:
            yield (*where, "rubric"), f"a composite takes no {kind}: take it out, or write kind: band"
    elif kind in OWN_SUMS:
        if "numerator" in item or "denominator" in item:
            yield (*where, "rubric"), f"{OWN_SUMS[kind]}: take numerator and denominator out"
    elif not counted:
        yield where, "numerator and denominator are both needed (or a milestone, mixed, rating or composite)"


def _policy_faults(item: Any, where: Where) -> Iterator[Fault]:
    kind = (item.get("rubric") or {}).get("kind")
    missing = item["missing"]
    if "composite" in item:
        if missing not in ("skip_if_any", "reweigh"):
            yield (
                (*where, "missing"),
                f"{missing} is for answers; write skip_if_any or reweigh for a composite",
            )
    elif missing not in ("pairwise", "zero"):
        yield (*where, "missing"), f"{missing} is for a composite; write pairwise or zero"
    elif kind == "rating" and missing == "zero":
        yield (*where, "missing"), "an item that is not rated is no 0 on the scale; write pairwise"
    if "use" in item and "composite" not in item:
        yield (*where, "use"), "only a composite takes use: take it out"
    if "grain_to_date" in item and ("composite" in item or kind in OWN_SUMS):
        made = "composite" if "composite" in item else kind
        yield (*where, "grain_to_date"), f"a {made} has no sums that run over rounds: take it out"


def _colour_faults(item: Any, where: Where) -> Iterator[Fault]:
    """A colour comes from a legend, or from how near the figure is to the target of its round."""
    if "legend" in item:
        place = (*where, "legend")
        yield from band_faults(item["legend"], place)
        yield from reach_faults(item, place)
        yield from label_faults(item["legend"], place, COLOURS, "green, yellow or red")
        if "near_target" in item:
            yield (*where, "near_target"), "a legend gives the colours already: take one of the two out"
    elif "near_target" not in item:
        yield (
            where,
            "its colours are missing: write near_target: 10 (green when the round's target is met, yellow "
            "within 10 per cent of it), or legend: [[0, 60, red], [60, 80, yellow], [80, 100, green]]",
        )
    elif not set(item.get("target", ())) - {"mode", "scope"}:
        yield (*where, "near_target"), "there is no target to be near to: write a target, or a legend"


def _target_faults(item: Any, where: Where, rounds: list[str]) -> Iterator[Fault]:
    target = item.get("target") or {}
    for key in target:
        if key not in ("mode", "scope") and key.rpartition("-")[2] not in rounds:
            yield (*where, "target", key), f"{key} is no round of this form ({', '.join(rounds)})"
    if target.get("mode") == "cumulative" and "grain_to_date" not in item:
        yield (
            (*where, "target", "mode"),
            "a cumulative target needs grain_to_date: fiscal_year; where the fields themselves count from "
            "October, write mode: point",
        )
    if target.get("mode") == "point" and "grain_to_date" in item:
        yield (*where, "target", "mode"), "the figure runs to date; write mode: cumulative"


def _to_date_faults(item: Any, where: Where, rounds: list[str]) -> Iterator[Fault]:
    """Sums over rounds that report on the same days would count them twice."""
    if "grain_to_date" not in item:
        return
    place = (*where, "grain_to_date")
    if any(PERIODS[period].calendar == "academic" for period in rounds):
        yield place, "rounds of an academic year lie in two fiscal years: take it out"
    elif pair := overlapping(rounds):
        one, other = pair
        how = "may" if "AD" in pair else "do"
        yield (
            place,
            f"{one} and {other} {how} report on the same days, which would be counted twice: take it out "
            "where the fields count from October themselves, or write rounds that follow, as [Q1, Q2]",
        )
