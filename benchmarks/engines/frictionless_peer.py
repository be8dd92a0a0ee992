"""frictionless: the Table Schema of the form, with row constraints for the rules."""

from typing import Any

from frictionless import Checklist, Report, Resource, Schema
from frictionless.checks import row_constraint

from benchmarks import forms
from benchmarks.engines.frames import BOOLEAN, DAY, NUMBER, rows, types
from benchmarks.survey import Survey

prepare = rows
_TYPES = {NUMBER: "number", BOOLEAN: "boolean", DAY: "date"}


def check(survey: Survey, data: list[dict[str, Any]]) -> Report:
    schema = Schema.from_descriptor({"fields": [_field(name, kind) for name, kind in types(survey).items()]})
    checks = [row_constraint(formula=formula) for formula in _rules(survey)]
    checklist = Checklist(checks=checks)  # type: ignore[arg-type]
    return Resource(data=data, schema=schema).validate(checklist, limit_errors=1_000_000)


def reports(survey: Survey, report: Report) -> list[tuple[int, str]]:
    fields = _rules(survey)
    found = set()
    for error in report.tasks[0].errors:
        name = getattr(error, "field_name", "")
        if not name:
            name = next((field for formula, field in fields.items() if formula in error.note), "")
        found.add((error.row_number - 2, name))  # the heading is row 1
    return sorted(found)


def _field(name: str, kind: str) -> dict[str, Any]:
    described = {"name": name, "type": _TYPES.get(kind, "string"), "constraints": _constraints(name)}
    return described | ({"floatNumber": True} if kind == NUMBER else {})


def _constraints(name: str) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = {
        **{name: {"minimum": 0, "maximum": most} for name, most in forms.LIMITS.items()},
        **{name: {"enum": list(forms.LABELS)} for name in forms.CHOICES},
        "code": {"pattern": forms.CODE_PATTERN},
        "item": {"pattern": forms.ITEM_PATTERN},
        "note": {"maxLength": forms.NOTE_LIMIT},
    }
    return {"required": True, **known.get(name, {})}


def _rules(survey: Survey) -> dict[str, str]:
    """The field of each formula; a cell without value makes its rule hold."""
    near = forms.TOLERANCE + 1e-9
    return {
        **{f"{_blank(total, part)} or {part} <= {total}": part for total, part in forms.pairs(survey.shape)},
        **{
            f"{_blank(total, part, rate)} or {part} > {total} "
            f"or -{near} <= {rate} - 100 * {part} / {total} <= {near}": rate
            for total, part, rate in forms.rated(survey.shape)
        },
        **{f"{before} or not {after}": after for before, after in forms.steps(survey.shape)},
    }


def _blank(*names: str) -> str:
    return " or ".join(f"{name} == None" for name in names)
