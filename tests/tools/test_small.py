"""Small forms of units: who is asked, rows made from others' rows, what is carried along, a plan to its half."""

import pytest

from .kits import small_kit
from .proofs import *  # noqa: F403

LAYOUT, KIT = "card", small_kit()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    heavy = {"plan": pytest.mark.heavy}  # it has three rounds
    metafunc.parametrize("form_id", [pytest.param(each, marks=heavy.get(each, ())) for each in KIT.ids])
