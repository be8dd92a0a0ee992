"""The figures of a form a second time, from what was planned alone (tests.core.plain_indicators)."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from service.core.calendar import Span
from service.core.expressions import Expression
from service.core.schema import Form, Indicator
from service.demo.case import Answers, code_of
from service.demo.dealing import Sheet
from service.demo.typing_answers import asked
from tests.core import plain_indicators as plain
from tests.core.plain_interpreter import Plain, Row

SPAN = "#span"
"""Beside the answers of a row, the days of its round."""


Planned = Mapping[str, Any]
"""A row: None where something is missing, "M" where it is not asked."""
Lived = tuple[Span, Sequence[Sheet]]
"""A round: its kind and days, and the right sheets of all whom it asks."""


def asks_too_much(form: Form, indicator: Indicator) -> bool:
    """Whether a figure rests on what is not planned here: facts of the register, or parts that do."""
    parts = [item for item in form.indicators if item.id in {part.indicator for part in indicator.composite}]
    return any(expression.needed_facts for expression in _expressions(indicator)) or any(
        asks_too_much(form, part) for part in parts
    )


def area_figures(form: Form, rounds: Sequence[Lived]) -> dict[str, dict[str, Any]]:
    """Sums, value, n and N of the area by indicator; ``rounds`` are this one, then those before it.

    Figures that ``asks_too_much`` are left out, and those of a round that concern nobody.
    """
    lived = [
        [(_person(form, sheet, span), planned_rows(form, sheet, span)) for sheet in sheets]
        for span, sheets in rounds
    ]
    found: dict[str, dict[str, Any]] = {}
    for indicator in sorted(form.indicators, key=lambda item: bool(item.composite)):
        if asks_too_much(form, indicator):
            continue
        if indicator.composite:
            composed = _composed(form, indicator, found)
            found |= {indicator.id: composed[PLACE]} if PLACE in composed else {}
        else:
            counted = plain.counted(_spec(indicator), lived, form.is_list)
            found |= {indicator.id: counted[PLACE]} if PLACE in counted else {}
    return {
        item.id: {**found[item.id], "value": _rounded(found[item.id]["exact"], item.decimals)}
        for item in form.indicators
        if item.id in found
    }


PLACE = ("area", "area")


def _rounded(exact: Fraction | None, decimals: int) -> Any:
    return None if exact is None else plain.half_up(exact, decimals)


def _composed(form: Form, indicator: Indicator, found: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    by_id = {item.id: item for item in form.indicators}
    parts = [
        (
            _spec(by_id[part.indicator]),
            part.weight,
            {PLACE: found[part.indicator]} if part.indicator in found else {},
        )
        for part in indicator.composite
    ]
    return plain.composed(_spec(indicator), parts)


def _expressions(indicator: Indicator) -> list[Expression]:
    return [item for item in (indicator.numerator, indicator.denominator) if item]


def _spec(indicator: Indicator) -> dict[str, Any]:
    spec: dict[str, Any] = {
        "names": set().union(*(item.names for item in _expressions(indicator))),
        "missing": indicator.missing,
        "decimals": indicator.decimals,
        "factor": indicator.factor,
        "grain_to_date": indicator.to_date,
        "use": indicator.use,
        "breakdowns": [],
        "above": total(indicator.numerator),
        "below": total(indicator.denominator),
    }
    if indicator.milestone:
        spec["rubric"] = {"kind": "milestone", "steps": indicator.milestone.steps}
        if indicator.milestone.evidence:
            spec["rubric"]["evidence"] = indicator.milestone.evidence
    if indicator.mixed:
        spec["rubric"] |= {
            "kind": "mixed",
            "bands": [(b.low, b.high, int(b.label)) for b in indicator.mixed.bands],
        }
        spec["own_above"], spec["own_below"] = (
            total(indicator.mixed.numerator),
            total(indicator.mixed.denominator),
        )
        spec["names"] |= indicator.mixed.numerator.names | indicator.mixed.denominator.names
    if indicator.bands and not indicator.rating and not indicator.mixed:
        spec["rubric"] = {"kind": "band", "bands": [(b.low, b.high, b.label) for b in indicator.bands]}
    if indicator.rating:
        spec["rubric"] = {"kind": "rating", "items": indicator.rating.items, "scale": indicator.rating.scale}
        spec["rubric"]["bands"] = [(b.low, b.high, b.label) for b in indicator.rating.bands]
    return spec


def total(expression: Expression | None) -> Any:
    def of_rows(rows: Sequence[Planned]) -> Fraction | None:
        assert expression
        understood = [
            Row({k: v for k, v in row.items() if v not in ("M", "E")}, span=row.get(SPAN)) for row in rows
        ]
        return Plain(exact=True).total(expression.root, understood)

    return of_rows


def planned_rows(form: Form, sheet: Sheet, span: Span) -> list[Planned]:
    """The right rows of a sheet, with what is not asked of them."""
    return [_row(form, sheet, row, span) for row in sheet.truth]


def _person(form: Form, sheet: Sheet, span: Span) -> dict[str, Any]:
    return {"code": code_of(sheet.respondent), "blank": _row(form, sheet, {}, span)}


def _row(form: Form, sheet: Sheet, answers: Answers, span: Span) -> dict[str, Any]:
    """None where something is missing, "M" where the register or another answer says it is not asked."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in answers.items()}
    grades = sheet.respondent.get("grades", "").split()
    row = Row(told, grades=grades, tags=sheet.respondent.get("tags", "").split(), span=span)
    found: dict[str, Any] = {"wrong": set(), SPAN: span}
    for item in asked(form):
        group = form.group(item.group).relevant if item.group else None
        conditions = [condition for condition in (item.relevant, group) if condition]
        is_asked = all(
            not condition.names <= told.keys() or Plain().answer(condition.root, "truth", row)
            for condition in conditions
        )
        found[item.name] = told.get(item.name) if is_asked else "M"
    return found
