"""Every form of units about projects and plans: planted, filled, swept, over its rounds."""

import pytest

from .chosen_forms import heavy_or_not, in_card
from .proofs import *  # noqa: F403

LAYOUT = "card"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("form_id", [heavy_or_not(each) for each in in_card("plans")])
