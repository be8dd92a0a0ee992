"""Every form that may be a card, and every list beside it: planted, filled, swept, over two rounds."""

import pytest

from .chosen_forms import allowing, heavy_or_not
from .proofs import *  # noqa: F403

LAYOUT, ALL_MISTAKES = "card", False


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("form_id", [heavy_or_not(each) for each in allowing(LAYOUT)])
