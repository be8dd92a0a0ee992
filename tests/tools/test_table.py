"""Every form that may be a table: planted, filled, swept, over two rounds."""

import pytest

from .chosen_forms import in_table
from .proofs import *  # noqa: F403

LAYOUT = "table"
pytestmark = pytest.mark.heavy


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("form_id", in_table())
