"""A code or the number of a row as clerks write it: Thai digits, “กิจกรรมที่ 1”."""

from typing import Any

import pytest

from service.config import ROOT
from service.core.cells import Cell, Outcome
from service.core.contexts import contexts_for
from service.core.normalise import parse
from service.core.rounds import open_round
from service.definitions import load_form


@pytest.mark.parametrize(
    ("form_id", "name", "typed", "value", "outcome"),
    [
        ("projects", "project_code", "๖๖-U02-๐๑", "66-U02-01", Outcome.NORMALISED),
        ("projects", "project_code", "66-U02-01", "66-U02-01", Outcome.OK),
        ("projects", "project_name", "โครงการ ๖๖", "โครงการ ๖๖", Outcome.OK),
        ("project_activities", "activity_code", "กิจกรรมที่ ๑", 1, Outcome.NORMALISED),
        ("project_activities", "activity_code", "ที่ 12", 12, Outcome.NORMALISED),
        ("project_activities", "activity_code", "พื้นที่ 5", None, Outcome.ERROR),
        ("obec_policy", "p11_drills", "ครั้งที่ 2", None, Outcome.ERROR),
    ],
    ids=["Thai digits", "as it is", "words", "activity", "bare", "a place", "a count is no number of a row"],
)
def test_codes_and_numbers_of_rows(form_id: str, name: str, typed: str, value: Any, outcome: Outcome) -> None:
    form = load_form(ROOT / "sheet_schemas" / f"{form_id}.yaml")
    context = contexts_for(form, open_round(form, f"2566-{form.rounds[0]}"), [])[name]
    parsed = parse(form.field(name).kind, Cell(typed), context)
    assert (parsed.value, parsed.outcome) == (value, outcome)
