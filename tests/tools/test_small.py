"""Small forms of units: who is asked, rows made from another form's rows, and what is carried along."""

import pytest

from .kits import small_kit
from .proofs import *  # noqa: F403

LAYOUT, ALL_MISTAKES, KIT = "card", True, small_kit()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("form_id", KIT.ids)
