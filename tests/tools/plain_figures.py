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


class NotPlainError(Exception):
    """The plain computation does not know what this figure asks for: another one, or a function of a later day."""


def area_figure(
    form: Form, indicator: Indicator, rounds: Sequence[tuple[Span, Sequence[Sheet]]]
) -> dict[str, Any]:
    """Sums, value, n and N of the area; ``rounds`` are the sheets of this round, then of the earlier ones."""
    if indicator.composite or any(expression.needed_facts for expression in _expressions(indicator)):
        raise NotPlainError(indicator.id)
    spec = _spec(indicator)
    try:
        lived = [
            [
                (_person(form, sheet, span), [_row(form, sheet, row, span) for row in sheet.truth])
                for sheet in sheets
            ]
            for span, sheets in rounds
        ]
        found = plain.counted(spec, lived, form.is_list)[("area", "area")]
    except (AttributeError, KeyError) as error:
        raise NotPlainError(f"{indicator.id}: {error!r}") from error
    exact = found["exact"]
    return {**found, "value": None if exact is None else plain.half_up(exact, indicator.decimals)}


def _expressions(indicator: Indicator) -> list[Expression]:
    return [item for item in (indicator.numerator, indicator.denominator) if item]


def _spec(indicator: Indicator) -> dict[str, Any]:
    spec: dict[str, Any] = {
        "names": set().union(*(item.names for item in _expressions(indicator))),
        "missing": indicator.missing,
        "decimals": indicator.decimals,
        "factor": indicator.factor,
        "grain_to_date": indicator.to_date,
        "breakdowns": [],
        "above": _total(indicator.numerator),
        "below": _total(indicator.denominator),
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
            _total(indicator.mixed.numerator),
            _total(indicator.mixed.denominator),
        )
        spec["names"] |= indicator.mixed.numerator.names | indicator.mixed.denominator.names
    if indicator.rating:
        spec["rubric"] = {"kind": "rating", "items": indicator.rating.items, "scale": indicator.rating.scale}
        spec["rubric"]["bands"] = [(b.low, b.high, b.label) for b in indicator.rating.bands]
    return spec


def _total(expression: Expression | None) -> Any:
    def total(rows: Sequence[Mapping[str, Any]]) -> Fraction | None:
        assert expression
        understood = [Row({k: v for k, v in row.items() if v not in ("M", "E")}) for row in rows]
        return Plain(exact=True).total(expression.root, understood)

    return total


def _person(form: Form, sheet: Sheet, span: Span) -> dict[str, Any]:
    return {"code": code_of(sheet.respondent), "blank": _row(form, sheet, {}, span)}


def _row(form: Form, sheet: Sheet, answers: Answers, span: Span) -> dict[str, Any]:
    """None where something is missing, "M" where the register or another answer says it is not asked."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in answers.items()}
    grades = sheet.respondent.get("grades", "").split()
    row = Row(told, grades=grades, tags=sheet.respondent.get("tags", "").split(), span=span)
    found: dict[str, Any] = {"wrong": set()}
    for item in asked(form):
        group = form.group(item.group).relevant if item.group else None
        conditions = [condition for condition in (item.relevant, group) if condition]
        is_asked = all(
            not condition.names <= told.keys() or Plain().answer(condition.root, "truth", row)
            for condition in conditions
        )
        found[item.name] = told.get(item.name) if is_asked else "M"
    return found
