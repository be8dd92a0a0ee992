"""What the shipped forms serve: every policy item and focus point of OBEC has an indicator (DOMAIN §1, D2.1)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from service.core.coverage import Coverage, coverage
from service.core.schema import Form
from service.definitions import load_forms
from service.definitions.code_lists import read_codes

FOLDER = Path(__file__).parents[2] / "sheet_schemas"


@cache
def forms() -> Mapping[str, Form]:
    return load_forms(FOLDER)


def covered(name: str) -> Coverage:
    codes, faults = read_codes(FOLDER / "codes" / f"{name}.csv")
    assert faults == []
    (found,) = coverage({name: codes}, forms().values())
    return found


@pytest.mark.parametrize(("name", "items"), [("obec_policy", 18), ("obec_focus", 9), ("obec_strategy", 4)])
def test_every_policy_item_and_focus_point_has_an_indicator(name: str, items: int) -> None:
    found = covered(name)
    assert (len(found.codes), found.bare, found.unknown) == (items, (), ())
