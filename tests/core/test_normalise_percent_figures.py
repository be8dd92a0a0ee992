"""A percentage typed where a number is asked whose unit stands beside it, or in its title."""

from decimal import Decimal

import pytest

from service.config import ROOT
from service.core.cells import Cell
from service.core.contexts import contexts_for
from service.core.normalise import Context, parse
from service.core.rounds import open_round
from service.definitions import load_form

MAY = Context(2566, percent_as_number=True)
FIELDS = [
    ("quick_policy", "2566-M6", "qp04_rt_2565"),
    ("obec_strategy", "2566-M6", "target"),
    ("obec_strategy", "2566-M6", "result"),
    ("development_plan", "2566-PY", "t2567"),
    ("projects", "2566-Q1", "kpi_result"),
]


@pytest.mark.parametrize("typed", ["45.5%", "ร้อยละ 45.5", "ร้อยละ ๔๕.๕", "45.5 เปอร์เซ็นต์", "45.5 %", "45.5"])
@pytest.mark.parametrize(("form_id", "round_id", "name"), FIELDS)
def test_a_percentage_is_its_number_and_never_a_hundredth_of_it(
    form_id: str, round_id: str, name: str, typed: str
) -> None:
    form = load_form(ROOT / f"sheet_schemas/{form_id}.yaml")
    context = contexts_for(form, open_round(form, round_id), [])[name]
    assert parse(form.field(name).kind, Cell(typed, typed, "TEXT"), context).value == Decimal("45.5")


def test_a_pasted_percentage_is_its_number_too() -> None:
    assert parse("number", Cell(0.455, "45.5%", "PERCENT"), MAY).value == Decimal("45.5")
    assert parse("number", Cell(0.455, "0.455", "NUMBER"), MAY).value == Decimal("0.455")


@pytest.mark.parametrize("kind", ["number", "count", "integer", "money"])
def test_elsewhere_a_percentage_is_no_figure(kind: str) -> None:
    for cell in (Cell("50%", "50%", "TEXT"), Cell(0.5, "50%", "PERCENT"), Cell("ร้อยละ 50", "ร้อยละ 50")):
        assert parse(kind, cell, Context(2566)).code == "percent_in_number"
