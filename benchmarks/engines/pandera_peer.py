"""pandera, as its manual says: a column a field, checks over columns for the rules, all faults at once.

The friendliest reading: the input is typed already (no coercion), and a rule's report, which names every
column of a row, is put on the field the rule belongs to.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from benchmarks import forms
from benchmarks.engines.frames import frame, types
from benchmarks.survey import Survey

prepare = frame


def check(survey: Survey, data: pd.DataFrame) -> pd.DataFrame:
    schema = pa.DataFrameSchema(_columns(survey), checks=_rules(survey))
    try:
        schema.validate(data, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return errors.failure_cases
    return pd.DataFrame({"index": [], "column": [], "check": []})


def reports(survey: Survey, cases: pd.DataFrame) -> list[tuple[int, str]]:
    fields = {f"R_{name}": name for name in types(survey)}
    found = {
        (int(row), fields.get(check, column))
        for row, column, check in zip(cases["index"], cases["column"], cases["check"], strict=True)
    }
    return sorted(found)


def _columns(survey: Survey) -> dict[str, pa.Column]:
    return {name: pa.Column(kind, _checks(name), nullable=False) for name, kind in types(survey).items()}


def _checks(name: str) -> list[pa.Check]:
    known: dict[str, list[pa.Check]] = {
        **{name: [pa.Check.in_range(0, most)] for name, most in forms.LIMITS.items()},
        **{name: [pa.Check.isin(forms.LABELS)] for name in forms.CHOICES},
        "code": [pa.Check.str_matches(f"^(?:{forms.CODE_PATTERN})$")],
        "item": [pa.Check.str_matches(f"^(?:{forms.ITEM_PATTERN})$")],
        "note": [pa.Check.str_length(max_value=forms.NOTE_LIMIT)],
    }
    return known.get(name, [])


def _rules(survey: Survey) -> list[pa.Check]:
    return [
        *(_rule(part, _part(total, part)) for total, part in forms.pairs(survey.shape)),
        *(_rule(rate, _rate(total, part, rate)) for total, part, rate in forms.rated(survey.shape)),
        *(_rule(after, _step(before, after)) for before, after in forms.steps(survey.shape)),
    ]


def _rule(field: str, holds: Callable[[pd.DataFrame], Any]) -> pa.Check:
    return pa.Check(holds, name=f"R_{field}", ignore_na=False)


def _part(total: str, part: str) -> Callable[[pd.DataFrame], Any]:
    return lambda data: ~(data[part] > data[total])


def _rate(total: str, part: str, rate: str) -> Callable[[pd.DataFrame], Any]:
    return lambda data: (
        ~((data[rate] - 100 * data[part] / data[total]).abs() > forms.TOLERANCE + 1e-9)
        | (data[part] > data[total])
    )


def _step(before: str, after: str) -> Callable[[pd.DataFrame], Any]:
    return lambda data: (data[before] | ~data[after]).fillna(True).astype(bool)
