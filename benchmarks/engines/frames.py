"""The parsed answers as a data frame, the input that suits the peers best."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from benchmarks.survey import Survey, contexts, parse_cells

BOOLEAN, NUMBER, TEXT, DAY = "boolean", "float64", "str", "datetime64[s]"
_TYPES = {
    **dict.fromkeys(("count", "percent", "money"), NUMBER),
    "yes_no": BOOLEAN,
    "date": DAY,
}


def types(survey: Survey) -> dict[str, str]:
    """The dtype of each column."""
    return {item.name: _TYPES.get(item.kind, TEXT) for item in survey.form.fields if asked(survey, item.name)}


def asked(survey: Survey, name: str) -> bool:
    """The rows of a list bear no school code of their own."""
    return survey.shape == "wide" or name != "school_id"


def frame(survey: Survey) -> pd.DataFrame:
    """One typed column a field. What could not be read is blank there, and every field is required:
    so a peer finds an unreadable cell as a missing one."""
    wanted = types(survey)
    columns: dict[str, list[Any]] = {name: [] for name in wanted}
    known = contexts(survey.form)
    for _, cells in survey.cells():
        parsed = parse_cells(survey.form, cells, known)
        for name, column in columns.items():
            column.append(_plain(parsed[name].value))
    return pd.DataFrame({name: pd.Series(column, dtype=wanted[name]) for name, column in columns.items()})


def rows(survey: Survey) -> list[dict[str, Any]]:
    """One mapping a row; a cell that could not be read holds what was typed, as a file would."""
    known = contexts(survey.form)
    found: list[dict[str, Any]] = []
    for _, cells in survey.cells():
        parsed: Mapping[str, Any] = parse_cells(survey.form, cells, known)
        found.append(
            {
                name: _plain(read.value) if read.value is not None else cells[name].value
                for name, read in parsed.items()
            }
        )
    return found


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | str | date | int):
        return value
    return float(value)
