"""Great Expectations on a pandas frame; rules that it has no expectation for stand on derived columns."""

import os
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd

from benchmarks import forms
from benchmarks.engines.frames import frame, types
from benchmarks.survey import Survey

prepare = frame
COMPLETE = {"result_format": "COMPLETE"}


def check(survey: Survey, data: pd.DataFrame) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    asset = context.data_sources.add_pandas("bench").add_dataframe_asset("answers")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": _derived(survey, data)})
    suite = gx.ExpectationSuite("bench", expectations=[*_columns(survey), *_rules(survey)])
    return batch.validate(suite, result_format=COMPLETE)


def reports(survey: Survey, outcome: Any) -> list[tuple[int, str]]:
    found: set[tuple[int, str]] = set()
    for result in outcome.results:
        settings = result.expectation_config.kwargs
        name = settings.get("column") or settings["column_B"]
        name = name.removeprefix("holds_")
        found |= {(int(row), name) for row in result.result.get("unexpected_index_list") or ()}
    return sorted(found)


def _columns(survey: Survey) -> list[Any]:
    known: dict[str, Any] = {
        **{
            name: gxe.ExpectColumnValuesToBeBetween(column=name, min_value=0, max_value=most)
            for name, most in forms.LIMITS.items()
        },
        **{
            name: gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(forms.LABELS))
            for name in forms.CHOICES
        },
        "code": gxe.ExpectColumnValuesToMatchRegex(column="code", regex=f"^(?:{forms.CODE_PATTERN})$"),
        "item": gxe.ExpectColumnValuesToMatchRegex(column="item", regex=f"^(?:{forms.ITEM_PATTERN})$"),
        "note": gxe.ExpectColumnValueLengthsToBeBetween(column="note", max_value=forms.NOTE_LIMIT),
    }
    wanted = types(survey)
    return [
        *(gxe.ExpectColumnValuesToNotBeNull(column=name) for name in wanted),
        *(known[name] for name in wanted if name in known),
    ]


def _rules(survey: Survey) -> list[Any]:
    parts = [
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A=total, column_B=part, or_equal=True, ignore_row_if="either_value_is_missing"
        )
        for total, part in forms.pairs(survey.shape)
    ]
    derived = [name for *_, name in (*forms.rated(survey.shape), *forms.steps(survey.shape))]
    return [
        *parts,
        *(gxe.ExpectColumnValuesToBeInSet(column=f"holds_{name}", value_set=[True]) for name in derived),
    ]


def _derived(survey: Survey, data: pd.DataFrame) -> pd.DataFrame:
    extra = {}
    for total, part, rate in forms.rated(survey.shape):
        gap = (data[rate] - 100 * data[part] / data[total]).abs()
        extra[f"holds_{rate}"] = ~(gap > forms.TOLERANCE + 1e-9) | (data[part] > data[total])
    for before, after in forms.steps(survey.shape):
        extra[f"holds_{after}"] = (data[before] | ~data[after]).fillna(True).astype(bool)
    return data.assign(**extra)
